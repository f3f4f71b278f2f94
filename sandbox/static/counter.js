/* Comfort for the counter: light and clock, drafts, hot keys, one sending at a time. Everything
   works without it. */
import { drawAgain } from "./attempt.js";
import * as drafts from "./drafts.js";
import { calling } from "./functions.js";
import { firstEmpty, onKeys, takeUp } from "./keys.js";
import { show, start } from "./light.js";

const SENT = "hall-sent";
const RULES = "hall-rules";
const ANSWERED_MS = 8000;

// One sending at a time: the second click of a double click does nothing.
let sending = false;

function submitting(event) {
  if (event.target.method !== "post") return;
  if (sending) return event.preventDefault();
  sending = true;
  setTimeout(function () { sending = false; }, ANSWERED_MS);
  drafts.hold();
  if (event.target.dataset.form) drafts.note(event.target, true);
  const operation = event.target.getAttribute("action").split("/").pop();
  const ofHall = !!event.target.closest("#main") && !event.target.closest(".systems");
  sessionStorage.setItem(SENT, JSON.stringify({ operation, ofHall }));
  show("sending");
}

function meant(event) {
  const plain = event.key === "Escape" && !event.ctrlKey && !event.altKey;
  const combined = event.ctrlKey !== event.altKey && !event.metaKey && !event.shiftKey;
  if (!plain && !combined) return "";
  return event.altKey ? "accesskey" : "data-key";
}

onKeys(meant, function (wanted) {
  // Of two forms the one with the cursor is emptied.
  const here = document.activeElement.form;
  if (wanted.type === "reset" && here && here.dataset.form) return here.reset();
  if (wanted.matches("a, button:not(.paper-button)")) wanted.click();
  else (wanted.matches("form") && firstEmpty(wanted) || wanted).focus();
  // The next query is typed over the last one.
  if (wanted.closest(".query") && wanted.select) wanted.select();
});
document.addEventListener("submit", submitting);
document.addEventListener("reset", drafts.emptying);
document.addEventListener("input", drafts.typing);
document.addEventListener("change", drafts.typing);
/* Handing in tells what is not sent: the server must have it first. */
document.addEventListener("click", async function (event) {
  const way = event.target.closest("#hand-in");
  if (!way || !drafts.waiting()) return;
  event.preventDefault();
  await drafts.send();
  location.assign(way.href);
});
window.addEventListener("pageshow", function (event) { if (event.persisted) drawAgain(); });

const talk = document.getElementById("talk");
if (talk) talk.scrollTop = talk.scrollHeight;
const trouble = document.querySelector("[role=alert]");
if (trouble) trouble.scrollIntoView({ block: "nearest" });
const rules = document.querySelector(".rule-sheet");
if (sessionStorage.getItem(RULES) === "closed") rules.open = false;
rules.firstElementChild.addEventListener("click", function () {
  sessionStorage.setItem(RULES, rules.open ? "closed" : "open");
});
calling(document.getElementById("function"));
start(drafts);
drafts.restore();
// Whoever leafs through the talk stays there.
if (location.hash === "#talk") talk.focus({ preventScroll: true });
else takeUp(JSON.parse(sessionStorage.getItem(SENT)) || {});
sessionStorage.removeItem(SENT);
