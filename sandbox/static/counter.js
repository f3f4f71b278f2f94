/* Comfort for the counter: clock, hot keys, drafts, an honest saved light, one sending at a time.
   Everything works without this file. The light says on the server's word alone that a step is
   saved, or was not carried out. */
"use strict";

(function () {
  const main = document.getElementById("main");
  const light = document.getElementById("light");
  const clock = document.getElementById("clock");
  const sealed = main.hasAttribute("data-sealed");
  const base = "/attempts/" + main.dataset.attempt;
  const kept = "hall-typed-" + main.dataset.attempt;
  const json = { accept: "application/json" };
  const seq = Number(main.dataset.seq);

  // With nothing under way the light says what became of the last step: saved, asked, stopped.
  function show(state) {
    light.className = "light" + (state === "saved" ? "" : state === "away" ? " unsaved" : " " + state);
    light.textContent = light.dataset[state].replace("{seq}", String(seq));
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

  // Not reload(): a page that answered a form would be sent again.
  function drawAgain() {
    location.replace(main.dataset.here);
  }

  // The clock counts down between the server's answers; the server alone decides.
  let until = clock ? performance.now() + Number(clock.dataset.left) : 0;

  function tick() {
    const left = Math.max(0, Math.ceil((until - performance.now()) / 1000));
    const text = String(Math.floor(left / 60)).padStart(2, "0") + ":" + String(left % 60).padStart(2, "0");
    if (clock.textContent !== text) clock.textContent = text;
    clock.classList.toggle("soon", left <= 300);
    clock.classList.toggle("last", left <= 60);
  }

  let nextPulse = 0;

  async function pulse() {
    clearTimeout(nextPulse);
    let wait = 15000;
    try {
      const answer = await fetch(base + "/pulse", { headers: json });
      if (!answer.ok) throw new Error(String(answer.status));
      const now = await answer.json();
      until = performance.now() + now.left_ms;
      if (now.sealed || now.seq !== seq) return drawAgain();
      if (light.classList.contains("unsaved")) sendTyped();
    } catch (away) {
      wait = 3000;
      show(Object.keys(typed).length ? "unsaved" : "away");
    }
    nextPulse = setTimeout(pulse, wait);
  }

  // Drafts: what is typed is kept in this browser at once, by form, until the server has it.
  const typed = {};
  let drafted = false;
  let timer = 0;

  function remember() {
    try { localStorage.setItem(kept, JSON.stringify(typed)); } catch (full) { /* the server keeps it */ }
  }

  function note(form, sent) {
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

  async function sendTyped() {
    for (const name of Object.keys(typed)) {
      const mine = typed[name];
      show("sending");
      try {
        const sent = { method: "POST", headers: json, body: asForm(mine.pairs) };
        const answer = await fetch(base + "/draft/" + name, sent);
        if (answer.status === 409) return pulse();
        if (!answer.ok) throw new Error(String(answer.status));
        showNames(name, (await answer.json()).names);
      } catch (away) {
        show("unsaved");
        timer = setTimeout(sendTyped, 3000);
        return;
      }
      if (typed[name] === mine) delete typed[name];
      drafted = true;
      remember();
    }
    show(drafted ? "typed" : light.dataset.last);
  }

  function typing(event) {
    const form = event.target.form;
    if (!form || !form.dataset.form || sealed) return;
    note(form, false);
    show("sending");
    clearTimeout(timer);
    timer = setTimeout(sendTyped, 500);
  }

  // Emptying a form empties its draft, too; then it is drawn as it was at first.
  async function emptying(event) {
    const name = event.target.dataset.form;
    if (!name) return;
    clearTimeout(timer);
    delete typed[name];
    remember();
    try {
      await fetch(base + "/draft/" + name, { method: "POST", headers: json, body: asForm([]) });
      drawAgain();
    } catch (away) { show("unsaved"); }
  }

  // What this browser kept and the server never got is put back into its form. What was sent with
  // the form itself is the server's since a later step is saved: it keeps what it could not apply.
  function restore() {
    let all = {};
    try { all = JSON.parse(localStorage.getItem(kept) || "{}"); } catch (broken) { return; }
    Object.keys(all).forEach(function (name) {
      if (all[name].sent && all[name].seq < seq) return;
      typed[name] = { seq, sent: false, pairs: all[name].pairs };
      putBack(document.querySelector('form[data-form="' + name + '"]'), all[name].pairs);
    });
    remember();
    if (Object.keys(typed).length) sendTyped();
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

  // One sending at a time: the second click of a double click does nothing.
  let sending = false;

  function submitting(event) {
    if (event.target.method !== "post") return;
    if (sending) return event.preventDefault();
    sending = true;
    setTimeout(function () { sending = false; }, 8000);
    clearTimeout(timer);
    if (event.target.dataset.form) note(event.target, true);
    sessionStorage.setItem("hall-last", event.target.getAttribute("action").split("/").pop());
    show("sending");
  }

  // After a step the keyboard is where the work goes on; where something was opened since, there.
  function takeUp() {
    const last = sessionStorage.getItem("hall-last") || "";
    sessionStorage.removeItem("hall-last");
    const wanted = document.querySelector("[aria-invalid=true]")
      || document.querySelector(".note.stop[tabindex]")
      || document.querySelector("[role=alert] input")
      || (last === "hall.say" && document.querySelector(".say input[name=text]"))
      || (last === "hall.print_notice" && document.querySelector("form[action$=obtain_signature] .btn"))
      || firstEmpty("#step") || firstEmpty(".taken form:not(.judged)") || answered(last)
      || firstEmpty("#sheet")
      || document.querySelector(".who .btn, .query input:not([type=hidden])");
    if (wanted) wanted.focus({ preventScroll: true });
  }

  // What a system has just answered: the first row to open, or the page to read.
  function answered(last) {
    const stopped = !last || last.startsWith("hall.") || document.querySelector("[role=alert]");
    const answer = stopped ? null : document.getElementById("answer");
    return answer && (answer.querySelector(".go .btn") || answer);
  }

  function firstEmpty(where) {
    const form = document.querySelector(where);
    if (!form) return null;
    const boxes = Array.from(form.querySelectorAll("input:not([type=hidden]), select, textarea"));
    // What was refused may stand in any of them.
    const empty = form.querySelector("[role=alert]") ? null
      : boxes.find((box) => box.type !== "checkbox" && !box.value);
    return empty || boxes[0]
      || form.querySelector("button");
  }

  function hotKey(event) {
    const plain = event.key === "Escape" && !event.ctrlKey && !event.altKey;
    const combined = event.ctrlKey !== event.altKey && !event.metaKey && !event.shiftKey;
    if (!plain && !combined) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const named = event.altKey ? "accesskey" : "data-key";
    const wanted = document.querySelector("[" + named + '="' + CSS.escape(key) + '"]');
    if (!wanted) return;
    event.preventDefault();
    if (wanted.matches("a, button")) wanted.click();
    else wanted.focus();
  }

  document.addEventListener("keydown", hotKey);
  document.addEventListener("submit", submitting);
  document.addEventListener("reset", emptying);
  document.addEventListener("input", typing);
  document.addEventListener("change", typing);
  window.addEventListener("pageshow", function (event) { if (event.persisted) drawAgain(); });

  const talk = document.getElementById("talk");
  if (talk) talk.scrollTop = talk.scrollHeight;
  const trouble = document.querySelector("[role=alert]");
  if (trouble) trouble.scrollIntoView({ block: "nearest" });
  const rules = document.querySelector(".rule-sheet");
  if (sessionStorage.getItem("hall-rules") === "closed") rules.open = false;
  rules.firstElementChild.addEventListener("click", function () {
    sessionStorage.setItem("hall-rules", rules.open ? "closed" : "open");
  });
  if (sealed) localStorage.removeItem(kept);
  if (clock) {
    setInterval(tick, 250);
    nextPulse = setTimeout(pulse, 15000);
    restore();
    takeUp();
  }
})();
