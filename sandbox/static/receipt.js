/* The receipt looks after its sitting: where time is given back, it leads on to the counter. */
import { ask, drawAgain } from "./attempt.js";

const PULSE_MS = 15000;

async function look() {
  try {
    const now = await (await ask("/pulse")).json();
    if (now.sealed === false) return drawAgain();
  } catch (away) { /* looks again */ }
  setTimeout(look, PULSE_MS);
}

setTimeout(look, PULSE_MS);
