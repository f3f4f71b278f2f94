/* The right way at the pace of a counter: step by step at the author's times, faster where asked for.
   Space plays and pauses, the arrows go a step, S changes the speed. */
const SPEEDS = [1, 2, 4, 8];
const LONGEST_MS = 20000;

const player = document.getElementById("player");
const steps = Array.from(document.querySelectorAll(".replay li"));
const play = player.querySelector("[data-do=play]");
let now = 0;
let speed = 1;
let waiting = 0;

function show(place) {
  now = Math.max(0, Math.min(steps.length - 1, place));
  steps.forEach(function (step, number) {
    step.classList.toggle("ahead", number > now);
    if (number === now) step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
  });
  document.getElementById("at").textContent = player.dataset.step.replace("{seq}", now + 1);
  steps[now].scrollIntoView({ block: "center" });
}

// A step stays as long as it takes at the counter, but nobody is kept waiting for half a minute.
function next() {
  if (now === steps.length - 1) return pause();
  const takes = Number(steps[now + 1].dataset.at) - Number(steps[now].dataset.at);
  waiting = setTimeout(function () { show(now + 1); next(); }, Math.min(takes, LONGEST_MS) / speed);
}

function pause() {
  clearTimeout(waiting);
  waiting = 0;
  play.firstElementChild.textContent = play.dataset.play;
}

function start() {
  if (now === steps.length - 1) show(0);
  play.firstElementChild.textContent = play.dataset.pause;
  next();
}

const deeds = {
  play: function () { if (waiting) pause(); else start(); },
  back: function () { pause(); show(now - 1); },
  on: function () { pause(); show(now + 1); },
  speed: function () {
    speed = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length];
    document.getElementById("speed").textContent = speed;
    if (!waiting) return;
    clearTimeout(waiting);
    next();
  },
};
const keys = { " ": "play", ArrowLeft: "back", ArrowRight: "on", s: "speed" };

player.addEventListener("click", function (event) {
  const button = event.target.closest("[data-do]");
  if (button) deeds[button.dataset.do]();
});
document.addEventListener("keydown", function (event) {
  const deed = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!deed || event.ctrlKey || event.altKey || event.metaKey) return;
  // A space on a link or a button of the page is theirs.
  if (event.key === " " && event.target.closest("a, button, summary")) return;
  event.preventDefault();
  deeds[deed]();
});
player.hidden = false;
show(0);
