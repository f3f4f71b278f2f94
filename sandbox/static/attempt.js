/* The attempt that the page shows, as the server drew it. */
const main = document.getElementById("main");

export const number = main.dataset.attempt;
export const seq = Number(main.dataset.seq);
export const sealed = main.hasAttribute("data-sealed");

/* Nobody is signed in any more, or somebody else. */
export class SignedOut extends Error {}

/* What the server answers at an address below the attempt's; with a body, to what is posted. */
export async function ask(path, body) {
  const headers = { accept: "application/json" };
  const asked = body ? { method: "POST", headers, body } : { headers };
  const answer = await fetch("/attempts/" + number + path, asked);
  if ([401, 403, 404].includes(answer.status)) throw new SignedOut();
  return answer;
}

/* Not reload(): a page that answered a form would be sent again. */
export function drawAgain() {
  location.replace(main.dataset.here);
}
