/* Hot keys, and where the keyboard is when a page has come. */

/* `attribute(event)` names the attribute that says what the keys pressed stand for, "" where they
   are nobody's; `take` does what they are pressed for with the element that has it. */
export function onKeys(attribute, take) {
  document.addEventListener("keydown", function (event) {
    const name = attribute(event);
    if (!name) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const wanted = document.querySelector("[" + name + '="' + CSS.escape(key) + '"]');
    if (!wanted) return;
    event.preventDefault();
    take(wanted);
  });
}

/* After a step the keyboard is where the work goes on: at what the server says comes after it
   (`data-after`), or where something was opened since. `sent` has the operation that was, and
   whether it is the hall's; neither where none was. */
export function takeUp(sent) {
  const wanted = hindrance(sent) || document.querySelector('[data-after~="' + sent.operation + '"]')
    || answered(sent) || toFill() || document.querySelector(
      ".who .btn, .query input:not([type=hidden])");
  if (wanted) wanted.focus({ preventScroll: true });
}

// What stands in the way. A system's form keeps it in sight while the work goes on elsewhere.
function hindrance(sent) {
  const elsewhere = sent.operation ? sent.ofHall : document.getElementById("step");
  for (const where of ["[aria-invalid=true]", ".note.stop[tabindex]", "[role=alert] input"]) {
    const there = Array.from(document.querySelectorAll(where));
    const found = there.find((each) => !(elsewhere && each.closest("#sheet")));
    if (found) return found;
  }
  return null;
}

// What a system has just answered: the first row to open, or the page to read.
function answered(sent) {
  const stopped = !sent.operation || sent.ofHall || document.querySelector("[role=alert]");
  const answer = stopped ? null : document.getElementById("answer");
  return answer && (answer.querySelector(".go .btn") || answer);
}

function toFill() {
  const forms = ["#step", ".taken form:not(.judged)", "#sheet"];
  return forms.map((form) => firstEmpty(document.querySelector(form))).find(Boolean);
}

/* The first box of a form, if there is one, that is still empty. */
export function firstEmpty(form) {
  if (!form) return null;
  const boxes = Array.from(form.querySelectorAll("input:not([type=hidden]), select, textarea"));
  // What was refused may stand in any of them.
  const empty = form.querySelector("[role=alert]") ? null
    : boxes.find((box) => box.type !== "checkbox" && !box.value);
  return empty || boxes[0] || form.querySelector("button");
}
