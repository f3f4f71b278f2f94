/* The clock of a sitting. It counts down between the server's answers; the server alone decides.
   Near the end the time is called: seen from then on, spoken once in this tab. */
const clock = document.getElementById("clock");
let until = performance.now() + Number(clock.dataset.left);
let over = false;

/* The server's word on the time that is left; whether it is over. */
export function set(leftMs) {
  until = performance.now() + leftMs;
  over = leftMs === 0;
  return over;
}

/* Until when the sitting goes on, as this page was made. */
export function drawnUntil() {
  return Number(clock.dataset.until);
}

/* From now on the clock runs; `ended` is called when it comes to zero. */
export function run(ended) {
  setInterval(function () {
    const left = Math.max(0, Math.ceil((until - performance.now()) / 1000));
    tick(left);
    if (left || over) return;
    over = true;
    ended();
  }, 250);
}

function tick(left) {
  const text = String(Math.floor(left / 60)).padStart(2, "0") + ":" + String(left % 60).padStart(2, "0");
  if (clock.textContent !== text) clock.textContent = text;
  clock.classList.toggle("soon", left <= 300);
  clock.classList.toggle("last", left <= 60);
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
