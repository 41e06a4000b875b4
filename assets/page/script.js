(() => {
"use strict";
const $ = (id) => document.getElementById(id), main = $("main"), base = document.body.dataset.base;
const KEPT = "unsent " + base, SLOW = 5000, FAST = 2000, PATIENCE = 6000;
let revision = +main.dataset.revision, html = "", stream, flying, again, gone, polling, lost = false, stays = false;
let queue = [];
const drafts = new Map();
const stored = () => { try { return JSON.parse(localStorage.getItem(KEPT)) || []; } catch { return queue; } };
const keep = () => { try { localStorage.setItem(KEPT, JSON.stringify(queue)); } catch { /* the page remembers */ } };
const put = (where, words) => {
  if (where.textContent === words) return;
  where.textContent = "";
  if (words) { const p = document.createElement("p"); p.className = "note"; p.textContent = words; where.append(p); }
};
const random = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (n) => n.toString(16).padStart(2, "0")).join("");

// -- what is to be sent: kept in the phone until it was answered, each with its own key
const fields = (form) => Array.from(new FormData(form), ([name, value]) => [name, String(value)]);
const slot = (to, body) => to + " " + body.filter(([name]) => /^(scene|step|round)$/.test(name)).join();
function send(form, button) {
  const to = form.getAttribute("action"), body = fields(form);
  if (button && button.name) body.push([button.name, button.value]);
  const place = slot(to, body);
  body.push(["key", random()]);
  queue = queue.filter((one) => one === flying || one.place !== place);
  queue.push({ to, place, body });
  keep(); mark(); fly();
}
function mark() {
  for (const one of queue) {
    const choice = one.body.find(([name]) => name === "choice");
    const form = choice && [...main.querySelectorAll("form[data-tap]")].find((f) => slot(f.getAttribute("action"), fields(f)) === one.place);
    if (!form) continue;
    for (const b of form.querySelectorAll("button")) {
      b.setAttribute("aria-pressed", String(b.value === choice[1]));
      b.classList.toggle("unsent", b.value === choice[1]);
    }
  }
  line();
}
function line() {
  const away = lost || !navigator.onLine;
  put($("line"), gone ? "" : queue.length && (away || again) ? "Not sent yet. It is kept here, and sent as soon as there is a connection."
    : away ? "No connection at the moment. What you tap is kept and sent when it is back." : "");
}
async function ask(to, body) {
  const stop = new AbortController(), timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(to, { method: body ? "POST" : "GET", body: body && new URLSearchParams(body),
      headers: { Accept: "application/json" }, cache: "no-store", redirect: "error", signal: stop.signal });
    if (answer.status === 429 || answer.status >= 500) throw new Error("later");
    const found = answer.status === 204 ? {} : await answer.json();
    lost = false;
    if (answer.status === 410) leave(found.said);
    // Refused: what was marked as tapped is shown again as the server has it.
    else if (answer.status >= 400) revision = -1;
    return found;
  } catch (error) { lost = error.message !== "later"; throw error; } finally { clearTimeout(timer); }
}
async function fly() {
  if (flying || !queue.length || gone) return;
  flying = queue[0];
  try {
    const found = await ask(flying.to, flying.body), sent = flying;
    again = 0;
    queue = queue.filter((one) => one !== sent);
    keep();
    for (const b of main.querySelectorAll(".unsent")) b.classList.remove("unsent");
    put($("say"), found.said || "");
    stays = revision < 0;
    if (revision < 0 || !live()) poll();
  } catch { clearTimeout(again); again = setTimeout(fly2, FAST); }
  flying = null; mark();
  if (!again) fly();
}
function fly2() { again = 0; fly(); }

// -- what is shown: a later snapshot takes the place of an earlier one, never the other way
function show(found) {
  if (gone || !(found.revision > revision)) return;
  revision = found.revision;
  if (found.html === html && !main.querySelector(".unsent,[aria-pressed=true]")) return;
  const had = document.activeElement, inside = main.contains(had) && had !== main, open = [];
  for (const field of main.querySelectorAll("input[id],textarea")) {
    const tick = field.type === "radio" || field.type === "checkbox";
    if (tick ? field.checked !== field.defaultChecked : field.value !== field.defaultValue) drafts.set(field.id, tick ? field.checked : field.value);
  }
  for (const one of main.querySelectorAll("details")) open.push([one.id, one.open]);
  const at = inside && [had.id, had.selectionStart, had.selectionEnd], before = $("now").textContent;
  html = main.innerHTML = found.html;
  // What is half written is kept until its field is there again, as after a pause.
  for (const [id, value] of drafts) {
    const field = $(id);
    if (!field) continue;
    if (typeof value === "string") field.value = value; else field.checked = value;
    drafts.delete(id);
  }
  const heading = $("now").textContent;
  if (heading === before) for (const [id, was] of open) if ($(id)) $(id).open = was;
  if (at) {
    const field = at[0] && $(at[0]);
    (field || main).focus({ preventScroll: true });
    if (field && at[1] != null && field.setSelectionRange) field.setSelectionRange(at[1], at[2]);
  }
  if (heading !== before) {
    $("news").textContent = heading + (/[?!.]$/.test(heading) ? "" : ".");
    // What was said of an earlier step is not true of this one.
    if (!stays) put($("say"), "");
    stays = false;
  }
  mark();
}
function leave(words) {
  gone = true;
  if (stream) stream.close();
  main.hidden = true;
  put($("say"), words); line();
}
function listen() {
  if (gone || !window.EventSource) return;
  stream = new EventSource(base + "/stream?after=" + revision);
  stream.onmessage = (event) => show(JSON.parse(event.data));
  stream.onerror = () => { if (stream.readyState === 2) setTimeout(listen, SLOW); poll(); };
}
const live = () => stream && stream.readyState === 1;
async function poll() {
  clearTimeout(polling);
  try { const found = await ask(base + "/now?after=" + revision); if (found.html) show(found); fly(); } catch { /* told by the line */ }
  line();
  clearTimeout(polling);
  if (!gone) polling = setTimeout(poll, live() && !lost ? SLOW : FAST);
}
document.addEventListener("submit", (event) => {
  if (!main.contains(event.target)) return;
  event.preventDefault();
  const button = event.submitter || document.activeElement;
  if (!button.disabled) send(event.target, button);
});
// Reasons are kept as they are written, not only when a button is pressed.
document.addEventListener("change", (event) => {
  if (event.target.form && "keep" in event.target.form.dataset) send(event.target.form);
});
addEventListener("online", poll);
addEventListener("offline", line);
addEventListener("pageshow", poll);
document.addEventListener("visibilitychange", () => { if (!document.hidden) poll(); });
queue = stored();
listen(); mark(); poll();
})();
