/* The clock on pages beside the counter. At its end they lead to what became of the work. */
import { run } from "./clock.js";

run(function () { location.assign(document.getElementById("clock").dataset.counter); });
