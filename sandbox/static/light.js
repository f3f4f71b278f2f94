/* The light, the clock, and the pulse that keeps them true. The light says on the server's word
   alone that a step is saved, or was not carried out. */
import { ask, drawAgain, number, seq, SignedOut } from "./attempt.js";

const SPOKEN = ["unsaved", "away", "lost", "ahead", "over"];
const NEWEST = "hall-seq-" + number;
const light = document.getElementById("light");
const clock = document.getElementById("clock");
const PULSE_MS = 15000;
const RETRY_MS = 3000;

const looks = { saved: "", away: "unsaved", lost: "unsaved", ahead: "asked", over: "asked" };

/* With nothing under way the light says what became of the last step: saved, asked, stopped, and
   whether something is typed and not sent. What needs nobody's attention is not spoken. */
export function show(state, step = seq) {
  const last = light.dataset.last;
  const shown = state === "typed" ? last : state;
  const look = state === "typed" && last === "saved" ? "typed" : looks[shown] ?? shown;
  light.className = ("light " + look).trim();
  light.textContent = light.dataset[shown].replace("{seq}", String(step))
    + (state === "typed" ? " · " + light.dataset.typed : "");
  const why = document.getElementById("lost");
  const spoken = SPOKEN.includes(state) ? light.textContent + (state === "lost" ? " · " + why.textContent : "") : "";
  const told = document.getElementById("told");
  if (told.textContent !== spoken) told.textContent = spoken;
  // Not while something is sent again: a click on it ends the typing, which is sent.
  if (state !== "sending") document.getElementById("sign-in").hidden = why.hidden = state !== "lost";
}

/* Signed out, and why. */
export function lost(away) {
  document.getElementById("lost").textContent = away.message;
  show("lost");
}

export function showLast() {
  show("waiting" in light.dataset ? "typed" : light.dataset.last);
}

/* Whether it says that something is not saved, or cannot be. */
export function troubled() {
  return light.classList.contains("unsaved");
}

/* Whether the server keeps something that is typed and not sent. */
export function keeps(something) {
  if (something) light.dataset.waiting = "";
  else delete light.dataset.waiting;
}

/* Tabs tell each other how far they are: one that is behind says so at once. */
function tellTabs() {
  localStorage.setItem(NEWEST, String(seq));
  window.addEventListener("storage", function (event) {
    if (event.key === NEWEST && Number(event.newValue) > seq) show("ahead", Number(event.newValue));
  });
}

/* The clock counts down between the server's answers; the server alone decides. */
let until = performance.now() + Number(clock.dataset.left);
let over = false;

function tick() {
  const left = Math.max(0, Math.ceil((until - performance.now()) / 1000));
  const text = String(Math.floor(left / 60)).padStart(2, "0") + ":" + String(left % 60).padStart(2, "0");
  if (clock.textContent !== text) clock.textContent = text;
  clock.classList.toggle("soon", left <= 300);
  clock.classList.toggle("last", left <= 60);
  call(left);
  if (!left && !over) {
    over = true;
    pulse();
  }
}

/* Near the end the time is called: seen from then on, spoken once in this tab. */
function call(left) {
  const shown = document.getElementById("call");
  const due = Array.from(document.querySelectorAll("[data-call]"))
    .filter((each) => left <= Number(each.dataset.call)).pop();
  shown.hidden = !due || !left;
  if (!due || shown.textContent === due.dataset.words) return;
  shown.textContent = due.dataset.words;
  const called = "hall-called-" + clock.dataset.sitting + "-" + due.dataset.call;
  if (sessionStorage.getItem(called)) return;
  sessionStorage.setItem(called, "1");
  due.textContent = due.dataset.words;
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
    if (now.sealed || now.seq !== seq || now.until_ms !== Number(clock.dataset.until)) return drawAgain();
    over = now.left_ms === 0;
    if (over) {
      show("over");
      wait = RETRY_MS;
    } else if (troubled()) drafts.send();
  } catch (away) {
    if (away instanceof SignedOut) lost(away);
    else {
      wait = RETRY_MS;
      show(drafts.waiting() ? "unsaved" : "away");
    }
  }
  nextPulse = setTimeout(pulse, wait);
}

/* From now on the clock runs and the server is asked. `typed` tells whether drafts are `waiting`
   and can `send` them once the server is there again. */
export function start(typed) {
  drafts = typed;
  tellTabs();
  setInterval(tick, 250);
  nextPulse = setTimeout(pulse, PULSE_MS);
}
