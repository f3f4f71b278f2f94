/* The box for functions opens one as soon as it is named: by its number, typed or chosen, or with
   Enter by letters or words that fit one alone. */
export function calling(box) {
  const offered = Array.from(box.list.options);

  // What is called just so goes before what is called longer, the open system's before another's.
  function meant(typed) {
    const fit = offered.filter((each) => each.textContent.toLowerCase().includes(typed));
    const just = fit.filter((each) => each.textContent.toLowerCase().split(" ").includes(typed));
    const few = just.length ? just : fit;
    const here = few.filter((each) => each.value[0] === box.dataset.system);
    const [one, ...others] = here.length ? here : few;
    return offered.find((each) => each.value === typed) || (others.length ? null : one);
  }

  box.addEventListener("input", function () {
    box.setCustomValidity("");
    if (offered.some((each) => each.value === box.value)) box.form.requestSubmit();
  });
  box.form.addEventListener("submit", function (event) {
    const one = meant(box.value.trim().toLowerCase());
    if (one) box.value = one.value;
    box.setCustomValidity(one ? "" : box.title);
    if (!box.reportValidity()) event.preventDefault();
  });
}
