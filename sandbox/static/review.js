/* Comfort for the judge's page: the slider goes as it is moved, Ctrl+Enter saves, and the chosen
   mark and step stay in view. */
"use strict";

(function () {
  const slider = document.querySelector("[data-go]");
  const ruling = document.querySelector(".ruling");
  if (slider) slider.addEventListener("change", function () { slider.form.submit(); });
  if (ruling) document.addEventListener("keydown", function (event) {
    if (event.ctrlKey && event.key === "Enter") ruling.querySelector("button").click();
  });
  document.querySelectorAll("#now, .marks [aria-current]").forEach(function (each) {
    each.scrollIntoView({ block: "center" });
  });
})();
