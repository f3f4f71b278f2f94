/* Comfort for the counter: clock, hot keys, drafts, an honest saved light, one sending at a time.
   Everything works without this file. The light says "saved" only on the server's word. */
"use strict";

(function () {
  const main = document.getElementById("main");
  const light = document.getElementById("light");
  const clock = document.getElementById("clock");
  const sealed = main.hasAttribute("data-sealed");
  const base = "/attempts/" + main.dataset.attempt;
  const kept = "hall-unsent-" + main.dataset.attempt;
  let seq = Number(main.dataset.seq);

  function show(state) {
    light.className = "light" + (state === "saved" ? "" : " " + state);
    light.textContent = light.dataset[state].replace("{seq}", String(seq));
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

  async function pulse() {
    try {
      const answer = await fetch(base + "/pulse", { headers: { accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const now = await answer.json();
      until = performance.now() + now.left_ms;
      if (now.sealed || now.seq !== seq) return location.reload();
      if (light.classList.contains("unsaved")) sendDrafts();
    } catch (away) {
      show("unsaved");
    }
  }

  // Drafts: what is typed goes to the server after a pause, and to this browser at once.
  const waiting = new Map();
  let timer = 0;

  function typedIn(form) {
    const typed = new FormData(form);
    typed.delete("confirmed");
    return typed;
  }

  function remember() {
    const all = {};
    waiting.forEach((form, name) => { all[name] = Array.from(typedIn(form).entries()); });
    try { sessionStorage.setItem(kept, JSON.stringify(all)); } catch (full) { /* the server keeps it */ }
  }

  async function sendDrafts() {
    for (const [name, form] of Array.from(waiting.entries())) {
      show("sending");
      try {
        const answer = await fetch(base + "/draft/" + name, { method: "POST", body: typedIn(form) });
        if (!answer.ok) throw new Error(String(answer.status));
        waiting.delete(name);
      } catch (away) {
        show("unsaved");
        return;
      }
    }
    remember();
    show("typed");
  }

  function typing(event) {
    const form = event.target.form;
    if (!form || !form.dataset.form || sealed) return;
    waiting.set(form.dataset.form, form);
    remember();
    clearTimeout(timer);
    timer = setTimeout(sendDrafts, 500);
  }

  // What this browser kept and the server never got is put back into its form.
  function restore() {
    let all = {};
    try { all = JSON.parse(sessionStorage.getItem(kept) || "{}"); } catch (broken) { return; }
    Object.keys(all).forEach(function (name) {
      const form = document.querySelector('form[data-form="' + name + '"]');
      if (!form) return;
      form.querySelectorAll("input:not([type=hidden]), select, textarea").forEach(function (box) {
        const values = all[name].filter((pair) => pair[0] === box.name).map((pair) => pair[1]);
        if (box.type === "checkbox") box.checked = values.includes(box.value);
        else if (values.length) box.value = values[values.length - 1];
      });
      waiting.set(name, form);
    });
    if (waiting.size) sendDrafts();
  }

  // One sending at a time: the second click of a double click does nothing.
  let sending = false;

  function submitting(event) {
    if (event.target.method !== "post") return;
    if (sending) return event.preventDefault();
    sending = true;
    clearTimeout(timer);
    waiting.delete(event.target.dataset.form);
    remember();
    show("sending");
  }

  function hotKey(event) {
    const plain = event.key === "Escape" && !event.ctrlKey && !event.altKey;
    const combined = event.ctrlKey && !event.altKey && !event.metaKey;
    if (!plain && !combined) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const wanted = document.querySelector('[data-key="' + CSS.escape(key) + '"]');
    if (!wanted) return;
    event.preventDefault();
    wanted.click();
  }

  document.addEventListener("keydown", hotKey);
  document.addEventListener("submit", submitting);
  document.addEventListener("input", typing);
  document.addEventListener("change", typing);
  window.addEventListener("pageshow", function (event) { if (event.persisted) location.reload(); });

  const talk = document.getElementById("talk");
  if (talk) talk.scrollTop = talk.scrollHeight;
  const trouble = document.querySelector("[role=alert]");
  if (trouble) trouble.scrollIntoView({ block: "nearest" });
  if (clock) {
    setInterval(tick, 250);
    setInterval(pulse, 15000);
    restore();
  }
})();
