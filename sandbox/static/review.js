/* Comfort for the judge's page: the slider goes as it is moved, the chosen step stays in view. */
"use strict";

(function () {
  const slider = document.querySelector("[data-go]");
  if (slider) slider.addEventListener("change", function () { slider.form.submit(); });
  const now = document.getElementById("now");
  if (now) now.scrollIntoView({ block: "center" });
})();
