/* The attempt that the page shows, as the server drew it. */
const main = document.getElementById("main");

export const number = main.dataset.attempt;
export const seq = Number(main.dataset.seq);
export const sealed = main.hasAttribute("data-sealed");

/* What the server answers at an address below the attempt's; with a body, to what is posted. */
export function ask(path, body) {
  const headers = { accept: "application/json" };
  return fetch("/attempts/" + number + path, body ? { method: "POST", headers, body } : { headers });
}

/* Not reload(): a page that answered a form would be sent again. */
export function drawAgain() {
  location.replace(main.dataset.here);
}
