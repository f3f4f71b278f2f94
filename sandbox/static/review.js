/* Comfort for the judge's page: hot keys, the slider goes as it is moved, the chosen mark and step
   stay in view. Without it access keys and buttons do the same. */
"use strict";

(function () {
  const slider = document.querySelector("[data-go]");
  if (slider) slider.addEventListener("change", function () { slider.form.submit(); });
  document.addEventListener("keydown", function (event) {
    const combined = event.key === "Enter" ? event.ctrlKey : event.altKey && !event.ctrlKey;
    const wanted = document.querySelector('[data-key="' + CSS.escape(event.key) + '"]');
    if (!combined || !wanted) return;
    event.preventDefault();
    wanted.focus();
    wanted.click();
  });
  document.querySelectorAll("#now, .marks [aria-current]").forEach(function (each) {
    each.scrollIntoView({ block: "center" });
  });
})();
