/* The light, and the pulse that keeps it and the clock true. The light says on the server's word
   alone that a step is saved, or was not carried out. */
import { ask, drawAgain, number, seq, SignedOut } from "./attempt.js";
import { drawnUntil, run, set } from "./clock.js";

const SPOKEN = ["unsaved", "away", "lost", "ahead", "over"];
const NEWEST = "hall-seq-" + number;
const light = document.getElementById("light");
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

let nextPulse = 0;
let drafts = null;

export async function pulse() {
  clearTimeout(nextPulse);
  let wait = PULSE_MS;
  try {
    const answer = await ask("/pulse");
    if (!answer.ok) throw new Error(String(answer.status));
    const now = await answer.json();
    if (now.sealed || now.seq !== seq || now.until_ms !== drawnUntil()) return drawAgain();
    if (set(now.left_ms)) {
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
  run(pulse);
  nextPulse = setTimeout(pulse, PULSE_MS);
}
