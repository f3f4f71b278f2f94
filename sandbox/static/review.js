/* Comfort for the judge's page: hot keys, the slider goes where it is moved, the chosen mark and step
   stay in view, an unsent ruling is there again after looking elsewhere. Without it access keys and
   buttons do the same; only what was not sent is lost with the page. */
import { onKeys } from "./keys.js";

const RESTED_MS = 600;

function meant(event) {
  const combined = event.key === "Enter" ? event.ctrlKey : event.altKey && !event.ctrlKey;
  return combined ? "data-key" : "";
}

/* The step is fetched when the pointer lets go, or once the keys have rested; the label tells it
   at once. The form's address leads back to the slider, so keys go on where they were. */
function follow(slider) {
  const label = slider.labels[0];
  let typed = false, resting;
  slider.addEventListener("pointerdown", function () { typed = false; });
  slider.addEventListener("keydown", function (event) {
    typed = true;
    if (event.key === "Enter" && !event.ctrlKey) { event.preventDefault(); slider.form.submit(); }
  });
  slider.addEventListener("input", function () {
    label.textContent = label.textContent.replace(/\d+/, slider.value);
  });
  slider.addEventListener("change", function () {
    clearTimeout(resting);
    resting = setTimeout(function () { slider.form.submit(); }, typed ? RESTED_MS : 0);
  });
}

/* Kept for this tab alone, under the judge's own account (`data-draft`). `data-ruled` is the
   judge's latest ruling: what was written before it has been sent. A form that the server gives
   back filled in (`data-refused`) is what was written last. */
function keep(form) {
  const fields = form.elements;
  const names = Array.from(fields, function (each) { return each.type === "hidden" ? "" : each.name; })
    .filter(function (name, place, all) { return name && all.indexOf(name) === place; });
  function store() {
    const written = { seen: Number(fields.seen.value) };
    names.forEach(function (name) { written[name] = fields[name].value; });
    const text = JSON.stringify(written);
    try { sessionStorage.setItem(form.dataset.draft, text); } catch (full) { /* kept on the page alone */ }
  }
  form.addEventListener("input", store);
  if ("refused" in form.dataset) { store(); return; }
  let written;
  try { written = JSON.parse(sessionStorage.getItem(form.dataset.draft)); } catch (broken) { return; }
  if (!written || written.seen < Number(form.dataset.ruled)) return;
  names.forEach(function (name) { if (written[name]) fields[name].value = written[name]; });
  const folded = form.closest("details");
  if (folded) folded.open = true;
}

onKeys(meant, function (wanted) {
  wanted.focus();
  wanted.click();
});
const slider = document.querySelector("[data-go]");
if (slider) follow(slider);
document.querySelectorAll("form[data-draft]").forEach(keep);
document.querySelectorAll("#now, .marks [aria-current]").forEach(function (each) {
  each.scrollIntoView({ block: "center" });
});
