/* The box for functions opens one as soon as it is named: by its number, typed or chosen, or with
   Enter by letters or words that fit one alone. */
export function calling(box) {
  const offered = Array.from(box.list.options);

  function meant(typed) {
    const fit = offered.filter((each) => each.textContent.toLowerCase().includes(typed));
    return offered.find((each) => each.value === typed) || (fit.length === 1 ? fit[0] : null);
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
