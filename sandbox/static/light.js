/* The light, the clock, and the pulse that keeps them true. The light says on the server's word
   alone that a step is saved, or was not carried out. */
import { ask, drawAgain, seq } from "./attempt.js";

const light = document.getElementById("light");
const clock = document.getElementById("clock");
const PULSE_MS = 15000;
const RETRY_MS = 3000;

/* With nothing under way the light says what became of the last step: saved, asked, stopped. */
export function show(state) {
  light.className = "light" + (state === "saved" ? "" : state === "away" ? " unsaved" : " " + state);
  light.textContent = light.dataset[state].replace("{seq}", String(seq));
}

export function showLast() {
  show(light.dataset.last);
}

/* The clock counts down between the server's answers; the server alone decides. */
let until = clock ? performance.now() + Number(clock.dataset.left) : 0;

function tick() {
  const left = Math.max(0, Math.ceil((until - performance.now()) / 1000));
  const text = String(Math.floor(left / 60)).padStart(2, "0") + ":" + String(left % 60).padStart(2, "0");
  if (clock.textContent !== text) clock.textContent = text;
  clock.classList.toggle("soon", left <= 300);
  clock.classList.toggle("last", left <= 60);
}

let nextPulse = 0;
let drafts = null;

export async function pulse() {
  clearTimeout(nextPulse);
  let wait = PULSE_MS;
  try {
    const answer = await ask("/pulse");
    if (!answer.ok) throw new Error(String(answer.status));
    const now = await answer.json();
    until = performance.now() + now.left_ms;
    if (now.sealed || now.seq !== seq) return drawAgain();
    if (light.classList.contains("unsaved")) drafts.send();
  } catch (away) {
    wait = RETRY_MS;
    show(drafts.waiting() ? "unsaved" : "away");
  }
  nextPulse = setTimeout(pulse, wait);
}

/* From now on the clock runs and the server is asked. `typed` tells whether drafts are `waiting`
   and can `send` them once the server is there again. */
export function start(typed) {
  drafts = typed;
  setInterval(tick, 250);
  nextPulse = setTimeout(pulse, PULSE_MS);
}
