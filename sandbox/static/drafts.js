/* Drafts: what is typed is kept in this browser at once, by form, until the server has it. */
import { ask, drawAgain, number, seq, SignedOut } from "./attempt.js";
import { keeps, lost, pulse, show, showLast, troubled } from "./light.js";

const kept = "hall-typed-" + number;
const RESTED_MS = 500;
const RETRY_MS = 3000;
const typed = {};
let timer = 0;

export function waiting() {
  return Object.keys(typed).length > 0;
}

/* No draft is on its way while a form itself is sent. */
export function hold() {
  clearTimeout(timer);
}

function remember() {
  try { localStorage.setItem(kept, JSON.stringify(typed)); } catch (full) { /* the server keeps it */ }
}

/* Notes down what stands in a form; `sent` where the form itself is on its way. */
export function note(form, sent) {
  const pairs = Array.from(new FormData(form).entries());
  typed[form.dataset.form] = { seq, sent, pairs: pairs.filter((pair) => pair[0] !== "confirmed") };
  remember();
}

function asForm(pairs) {
  const body = new FormData();
  pairs.forEach((pair) => body.append(pair[0], pair[1]));
  body.set("seen", String(seq));
  body.set("form_token", document.querySelector("[name=form_token]").value);
  return body;
}

export async function send() {
  for (const name of Object.keys(typed)) {
    const mine = typed[name];
    try {
      const answer = await ask("/draft/" + name, asForm(mine.pairs));
      if (answer.status === 409) return pulse();
      if (!answer.ok) throw new Error(String(answer.status));
      const kept = await answer.json();
      showNames(name, kept.names);
      keeps(kept.waiting);
    } catch (away) {
      if (away instanceof SignedOut) return lost(away);
      show("unsaved");
      timer = setTimeout(send, RETRY_MS);
      return;
    }
    if (typed[name] === mine) delete typed[name];
    remember();
  }
  showLast();
}

function showNames(name, names) {
  const form = document.querySelector('form[data-form="' + name + '"]');
  Object.keys(form ? names : {}).forEach(function (field) {
    const place = form.elements[field].closest(".pair > div");
    const aside = place.querySelector(".aside") || place.appendChild(document.createElement("span"));
    aside.className = "aside";
    aside.textContent = names[field];
  });
}

export function typing(event) {
  const form = event.target.form;
  if (!form || !form.dataset.form) return;
  note(form, false);
  if (!troubled()) show("typed");
  clearTimeout(timer);
  timer = setTimeout(send, RESTED_MS);
}

/* Emptying a form empties its draft, too; then it is shown as it was at first. */
export async function emptying(event) {
  const name = event.target.dataset.form;
  if (!name) return;
  clearTimeout(timer);
  delete typed[name];
  remember();
  try {
    await ask("/draft/" + name, asForm([]));
    drawAgain();
  } catch (away) { show("unsaved"); }
}

/* What this browser kept and the server never got is put back into its form. What was sent with
   the form itself is the server's since a later step is saved: it keeps what it could not apply. */
export function restore() {
  let all = {};
  try { all = JSON.parse(localStorage.getItem(kept) || "{}"); } catch (broken) { return; }
  Object.keys(all).forEach(function (name) {
    if (all[name].sent && all[name].seq < seq) return;
    typed[name] = { seq, sent: false, pairs: all[name].pairs };
    putBack(document.querySelector('form[data-form="' + name + '"]'), all[name].pairs);
  });
  remember();
  if (waiting()) send();
}

function putBack(form, pairs) {
  // What was found on one paper is not said of another.
  const paper = form && form.querySelector("input[type=hidden][name=paper]");
  const others = paper && !pairs.some((pair) => pair[0] === "paper" && pair[1] === paper.value);
  if (!form || others) return;
  form.querySelectorAll("input:not([type=hidden]), select, textarea").forEach(function (box) {
    const values = pairs.filter((pair) => pair[0] === box.name).map((pair) => pair[1]);
    if (box.name === "confirmed") return;
    if (box.type === "checkbox") box.checked = values.includes(box.value);
    else if (values.length) box.value = values[values.length - 1];
  });
}
