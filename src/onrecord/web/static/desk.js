// The desk's own script: marks and cards find each other, a selection can be corrected. Everything works without it.
"use strict";

const reading = document.querySelector(".reading");

function pieces(id) {
  return [...document.querySelectorAll("[data-f]")].filter((e) => e.dataset.f === id && !e.matches(".card, .ref"));
}

function choose(id, { scrollText = false, scrollCard = false } = {}) {
  document.querySelectorAll(".on").forEach((e) => e.classList.remove("on"));
  const card = document.getElementById(id);
  const marks = pieces(id);
  marks.forEach((e) => e.classList.add("on"));
  if (card) {
    card.classList.add("on");
    if (scrollCard) {
      card.open = true;
      const list = card.closest(".list");
      if (list) list.open = true;
      if (window.matchMedia("(max-width: 62rem)").matches) lift(card);
      else card.scrollIntoView({ block: "nearest" });
    }
  }
  if (scrollText && marks[0] && window.matchMedia("(min-width: 62rem)").matches) {
    const box = marks[0].getBoundingClientRect();
    if (box.top < 80 || box.bottom > window.innerHeight) marks[0].scrollIntoView({ block: "center" });
  }
}

// on a phone the card comes up from below, and a button puts it away
let closer;
function lift(card) {
  lower();
  card.classList.add("up");
  closer = document.createElement("button");
  closer.type = "button";
  closer.className = "sheet-close shown";
  closer.textContent = "Close";
  closer.addEventListener("click", lower);
  card.append(closer);
  closer.style.top = `${card.getBoundingClientRect().top + 8}px`;
}
function lower() {
  document.querySelectorAll(".card.up").forEach((e) => { e.classList.remove("up"); e.open = false; });
  if (closer) closer.remove();
  closer = undefined;
}

if (reading) {
  reading.addEventListener("click", (event) => {
    const within = event.target.closest(".text");
    const found = event.target.closest("[data-f]");
    if (!within || !found) return;
    if (String(window.getSelection())) return;
    event.preventDefault();
    choose(found.dataset.f, { scrollCard: true });
    if (event.detail === 0) document.getElementById(found.dataset.f)?.querySelector("summary")?.focus();
  });
  reading.querySelectorAll(".card[data-f]").forEach((card) => {
    card.addEventListener("toggle", () => { if (card.open && !card.classList.contains("up")) choose(card.dataset.f, { scrollText: true }); });
    card.addEventListener("mouseenter", () => pieces(card.dataset.f).forEach((e) => e.classList.add("on")));
    card.addEventListener("mouseleave", () => {
      if (!card.classList.contains("on")) pieces(card.dataset.f).forEach((e) => e.classList.remove("on"));
    });
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") lower(); });
  // on a small screen the lists stand below the text: closed, so that the discussion is not far away
  if (window.matchMedia("(max-width: 62rem)").matches) document.querySelectorAll(".list").forEach((e) => { e.open = false; });
  if (location.hash.length > 1) {
    const wanted = decodeURIComponent(location.hash.slice(1));
    if (document.getElementById(wanted)?.matches(".card")) choose(wanted, { scrollCard: true, scrollText: true });
  }
}

// offsets count code points, as the record does; JavaScript counts UTF-16 units
function offsetOf(node, units) {
  const run = (node.nodeType === 3 ? node.parentElement : node).closest("[data-o]");
  if (!run) return null;
  const text = run.textContent.slice(0, node.nodeType === 3 ? units : 0);
  return Number(run.dataset.o) + [...text].length;
}

const correct = reading?.dataset.correct;
if (correct) {
  let button;
  document.addEventListener("selectionchange", () => {
    const chosen = window.getSelection();
    const range = chosen.rangeCount && !chosen.isCollapsed ? chosen.getRangeAt(0) : null;
    const text = document.getElementById("story");
    button?.remove();
    button = undefined;
    if (!range || !text.contains(range.commonAncestorContainer)) return;
    const start = offsetOf(range.startContainer, range.startOffset);
    const end = offsetOf(range.endContainer, range.endOffset);
    if (start === null || end === null || end <= start) return;
    button = document.createElement("a");
    button.className = "button pick";
    button.href = `${correct}?start=${start}&end=${end}`;
    button.textContent = "Add to the record";
    const box = range.getBoundingClientRect();
    document.body.append(button);
    button.style.top = `${box.bottom + window.scrollY + 8}px`;
    button.style.left = `${Math.max(8, Math.min(box.left + window.scrollX, window.innerWidth - 170))}px`;
  });
}

// a button says that its form is on its way
document.addEventListener("submit", (event) => {
  const button = event.target.querySelector("button[data-busy]");
  if (button) { button.textContent = button.dataset.busy; button.disabled = true; }
});
window.addEventListener("pageshow", () => document.querySelectorAll("button[data-busy]:disabled").forEach((b) => { b.disabled = false; b.textContent = "Read"; }));

// Ctrl+Enter sends what was pasted
document.getElementById("page")?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.form.requestSubmit();
});

// a long series as a chart that can be zoomed by dragging
const box = document.querySelector("[data-series]");
if (box && window.uPlot) {
  fetch(box.dataset.series).then((answer) => answer.json()).then((periods) => {
    const ink = getComputedStyle(document.documentElement);
    const colour = (name) => ink.getPropertyValue(name).trim();
    const times = periods.map((p) => Date.parse(p.start) / 1000);
    const cooperation = periods.map((p) => p.verbal_cooperation + p.material_cooperation);
    const conflict = periods.map((p) => p.verbal_conflict + p.material_conflict);
    const axis = { stroke: colour("--quiet"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line") } };
    const plot = new window.uPlot({
      width: box.clientWidth, height: 220, cursor: { drag: { x: true, y: false } },
      axes: [axis, axis, { ...axis, side: 1, scale: "t", grid: { show: false } }],
      scales: { t: { range: [0, 1] } },
      series: [{}, { label: "cooperation", stroke: colour("--q2"), width: 1.5 }, { label: "conflict", stroke: colour("--q4"), width: 1.5 },
        { label: "tension", stroke: colour("--quiet"), dash: [3, 3], scale: "t", spanGaps: true }],
    }, [times, cooperation, conflict, periods.map((p) => p.tension)], box);
    new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height: 220 })).observe(box);
  }).catch(() => box.remove());
}
