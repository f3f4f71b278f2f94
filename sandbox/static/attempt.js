/* The attempt that the page shows, as the server drew it. */
const main = document.getElementById("main");

export const number = main.dataset.attempt;
export const seq = Number(main.dataset.seq);

/* Nobody is signed in any more, or somebody else; what the server says of why. */
export class SignedOut extends Error {}

/* What the server answers at an address below the attempt's; with a body, to what is posted. */
export async function ask(path, body) {
  const headers = { accept: "application/json" };
  const asked = body ? { method: "POST", headers, body } : { headers };
  const answer = await fetch("/attempts/" + number + path, asked);
  if ([401, 403, 404].includes(answer.status)) {
    const said = await answer.json();
    throw new SignedOut(said.message + " " + said.remedy);
  }
  return answer;
}

/* Not reload(): a page that answered a form would be sent again. */
export function drawAgain() {
  location.replace(main.dataset.here);
}
