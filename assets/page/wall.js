(() => {
"use strict";
const $ = (id) => document.getElementById(id), main = $("main");
let revision = +main.dataset.revision, leaf = 0, leaves = 1, heard = Date.now(), later = 0, turned = 0;
const put = (words) => {
  if ($("line").textContent === words) return;
  $("line").textContent = "";
  if (words) { const p = document.createElement("p"); p.textContent = words; $("line").append(p); }
};
const key = location.hash.slice(1);
if (key) {
  // Taken out of the address at once, so that nobody reads it off the projector or the history.
  history.replaceState(null, "", location.pathname);
  fetch("/wall", { method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams({ key }) })
    .then((answer) => answer.ok ? location.reload() : answer.json().then((found) => put(found.said)))
    .catch(() => put("The exercise cannot be reached."));
}
if (!("open" in main.dataset)) return;

// -- at most twelve lines of prose at a time
function lay() {
  const text = main.querySelector(".pages");
  leaves = 1;
  if (text) {
    text.classList.remove("turned");
    text.style.columnWidth = "";
    text.classList.add("turned");
    text.style.columnWidth = text.clientWidth + "px";
    leaves = Math.max(1, Math.round((text.scrollWidth + 48) / (text.clientWidth + 48)));
    if (leaves === 1) text.classList.remove("turned");
  }
  turn(0);
}
function turn(by) {
  leaf = Math.max(0, Math.min(leaves - 1, leaf + by));
  const text = main.querySelector(".pages"), gap = text ? parseFloat(getComputedStyle(text).columnGap) || 0 : 0;
  if (text) text.scrollLeft = leaf * (text.clientWidth + gap);
  $("turn").hidden = leaves === 1;
  $("at").textContent = (leaf + 1) + " of " + leaves;
}
$("back").onclick = () => turn(-1);
$("on").onclick = () => turn(1);
addEventListener("keydown", (event) => {
  const by = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 }[event.key];
  if (by && event.target.tagName !== "BUTTON") { event.preventDefault(); turn(by); }
});
addEventListener("resize", lay);

// -- what is shown
function show(found) {
  heard = Date.now();
  later = found.now - heard;
  if (!(found.revision > revision)) return;
  const before = $("now").textContent, was = main.querySelector(".pages")?.textContent;
  revision = found.revision;
  main.innerHTML = found.html;
  if ($("now").textContent !== before || main.querySelector(".pages")?.textContent !== was) leaf = 0;
  // The console turns this wall as well.
  const page = +(main.querySelector(".pages")?.dataset.page || 0);
  if (page !== turned) leaf = turned = page;
  lay();
}
async function poll() {
  const stop = new AbortController(), timer = setTimeout(() => stop.abort(), 3500);
  try {
    const answer = await fetch("/wall/now?after=" + revision, { cache: "no-store", signal: stop.signal });
    if (answer.status === 403) { location.reload(); return; }
    if (!answer.ok) throw new Error();
    const found = await answer.json();
    heard = Date.now();
    if (found.html) show(found); else later = found.now - heard;
  } catch { await new Promise((done) => setTimeout(done, 500)); } finally { clearTimeout(timer); }
  put(Date.now() - heard > 4000 ? "No connection to the exercise. This shows what was last known." : "");
  setTimeout(poll, 50);
}
setInterval(() => {
  for (const one of main.querySelectorAll("[data-until]")) {
    const left = Math.round((one.dataset.until - Date.now() - later) / 1000), over = left < 0 ? "over by " : "";
    one.textContent = "(" + over + Math.floor(Math.abs(left) / 60) + ":" + String(Math.abs(left) % 60).padStart(2, "0") + ")";
  }
}, 500);
lay(); poll();
})();
