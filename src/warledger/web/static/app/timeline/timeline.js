// The timeline under the map: brush a range, zoom into it, let it play.
import { button, el } from "../dom.js";
import { days, many, toDay, toIso } from "../format.js";
import { draw, layout } from "./draw.js";
import { next, unitFor } from "./scale.js";

const NEAR = 7; // pixels at which an edge of the range is taken hold of
const STEP_MS = 450;
const SPANS = [
  ["1 w", 7, "one week"],
  ["1 m", 30, "one month"],
  ["1 y", 365, "one year"],
];

// `onRange(from, to, isDone)`: days or null; called while dragging, and with isDone at its end.
export function createTimeline({ onRange, ink }) {
  const canvas = el("canvas", { class: "bars", "aria-hidden": "true" });
  const handles = ["from", "to"].map((which) => handle(which));
  const wash = el("div", { class: "wash", hidden: true });
  const stage = el("div", { class: "stage" }, canvas, wash, handles);
  const said = el("p", { class: "range-words", "aria-live": "polite" });
  const from = dateField("from", "From");
  const to = dateField("to", "To");
  const playing = button("Play", () => play(), { class: "play" });
  const grows = el("input", { type: "checkbox", id: "grows" });
  const clear = button("All days", () => choose(null, null, true));
  const node = el(
    "section",
    { class: "timeline", "aria-label": "Timeline" },
    el("div", { class: "tools" }, from.label, to.label, clear, playing,
      el("label", { class: "check" }, grows, "add up"),
      el("span", { class: "spread" }),
      el("span", { class: "zooms", role: "group", "aria-label": "Zoom of the timeline" },
        SPANS.map(([words, length, whole]) =>
          button(words, () => zoomTo(length), { "aria-label": `${words}: show about ${whole}` })),
        button("−", () => zoom(2), { "aria-label": "Zoom the timeline out" }),
        button("+", () => zoom(0.5), { "aria-label": "Zoom the timeline in" }),
        button("Whole", () => whole(), { "aria-label": "Show the whole time" }))),
    stage,
    said,
  );
  const now = { points: null, chosen: null, view: null, from: null, to: null };
  let drawn = null;
  let frame = 0;
  let timer = 0;

  function handle(which) {
    return el("div", {
      class: "grip",
      role: "slider",
      tabindex: "0",
      "aria-label": which === "from" ? "Range begins" : "Range ends",
      onkeydown: (event) => onKey(event, which),
    });
  }

  function dateField(which, words) {
    const input = el("input", {
      type: "date",
      onchange: () => {
        const day = input.value ? toDay(input.value) : null;
        choose(which === "from" ? day : now.from, which === "to" ? day : now.to, true);
      },
    });
    return { input, label: el("label", { class: "day" }, el("span", {}, words), input) };
  }

  const bounds = () => now.points?.days ?? { first: 0, last: 1 };

  function choose(a, b, isDone) {
    const swap = a !== null && b !== null && a > b;
    [now.from, now.to] = swap ? [b, a] : [a, b];
    redraw();
    onRange(now.from, now.to, isDone);
  }

  function onKey(event, which) {
    const unit = drawn?.unit ?? "day";
    const { first, last } = bounds();
    const at = now[which] ?? (which === "from" ? first : last);
    const length = next(unit, at) - at;
    const by = { ArrowLeft: -length, ArrowDown: -length, ArrowRight: length, ArrowUp: length,
      PageDown: -10 * length, PageUp: 10 * length }[event.key];
    let to = by === undefined ? null : at + by;
    if (event.key === "Home") to = first;
    if (event.key === "End") to = last;
    if (to === null) return;
    event.preventDefault();
    to = Math.min(last, Math.max(first, to));
    if (which === "from") choose(Math.min(to, now.to ?? last), now.to, true);
    else choose(now.from, Math.max(to, now.from ?? first), true);
  }

  function whole() {
    const { first, last } = bounds();
    const margin = Math.max(1, Math.round((last - first) * 0.01));
    now.view = { from: first - margin, to: last + margin };
    redraw();
  }

  function zoom(factor, around = null) {
    const { from: a, to: b } = now.view;
    const middle = around ?? (now.from !== null && now.to !== null ? (now.from + now.to) / 2 : (a + b) / 2);
    zoomTo((b - a) * factor, middle, (middle - a) / (b - a));
  }

  function zoomTo(length, around = null, share = 0.5) {
    const { first, last } = bounds();
    const wide = Math.max(6, Math.min(length, (last - first) * 1.04 + 2));
    const at = around ?? now.from ?? now.to ?? now.view.to - wide / 2;
    const begin = Math.round(Math.max(first - wide * 0.05, Math.min(at - wide * share, last - wide * 0.95)));
    now.view = { from: begin, to: begin + Math.round(wide) };
    redraw();
  }

  function shift(by) {
    const { first, last } = bounds();
    const wide = now.view.to - now.view.from;
    const begin = Math.round(Math.max(first - wide / 2, Math.min(now.view.from + by, last - wide / 2)));
    now.view = { from: begin, to: begin + wide };
    redraw();
  }

  function redraw() {
    if (!frame) frame = window.requestAnimationFrame(paint);
  }

  function paint() {
    frame = 0;
    if (!now.points || !now.points.days || !canvas.clientWidth) return;
    if (!now.view) return whole();
    drawn = draw(canvas, { ...now, ink: ink() });
    const scale = layout(now.view, canvas.clientWidth);
    const { first, last } = bounds();
    const xs = [scale.x(now.from ?? first), scale.x((now.to ?? last) + 1)];
    handles.forEach((grip, i) => {
      grip.style.setProperty("inset-inline-start", `${Math.max(0, Math.min(xs[i], canvas.clientWidth))}px`);
      const day = i ? now.to ?? last : now.from ?? first;
      grip.setAttribute("aria-valuemin", first);
      grip.setAttribute("aria-valuemax", last);
      grip.setAttribute("aria-valuenow", day);
      grip.setAttribute("aria-valuetext", days(day));
      grip.classList.toggle("off", xs[i] < -1 || xs[i] > canvas.clientWidth + 1);
    });
    wash.hidden = now.from === null && now.to === null;
    wash.style.setProperty("left", `${Math.max(0, xs[0])}px`);
    wash.style.setProperty("width", `${Math.max(1, Math.min(xs[1], canvas.clientWidth) - Math.max(0, xs[0]))}px`);
    from.input.value = now.from === null ? "" : toIso(now.from);
    to.input.value = now.to === null ? "" : toIso(now.to);
    clear.disabled = now.from === null && now.to === null;
    const spans = drawn.left ? `; ${many(drawn.left, "more incident")} that last, not drawn` : "";
    const rest = drawn.undated ? `; ${many(drawn.undated, "incident")} without a day` : "";
    const chosen = wash.hidden ? "All days" : days(now.from ?? first, now.to ?? last);
    said.textContent = `${chosen}. A column is a ${drawn.unit}${rest}${spans}.`;
  }

  function grab(event) {
    if (event.button !== 0 || !now.points?.days) return;
    const box = canvas.getBoundingClientRect();
    const scale = layout(now.view, box.width);
    const x0 = event.clientX - box.left;
    const { first, last } = bounds();
    const xs = [scale.x(now.from ?? first), scale.x((now.to ?? last) + 1)];
    const panning = event.shiftKey;
    const edge = panning ? -1 : xs.findIndex((x) => Math.abs(x - x0) <= NEAR);
    const within = now.from !== null && now.to !== null && x0 > xs[0] && x0 < xs[1] && edge < 0 && xs[1] - xs[0] < box.width * 0.8;
    const held = { from: now.from, to: now.to, view: { ...now.view } };
    let moved = false;
    stop();
    stage.setPointerCapture(event.pointerId);
    const move = (e) => {
      const x = Math.max(0, Math.min(e.clientX - box.left, box.width));
      if (Math.abs(x - x0) > 3) moved = true;
      if (!moved) return;
      const by = Math.round((x - x0) / scale.perDay);
      if (panning) {
        now.view = { from: held.view.from - by, to: held.view.to - by };
        redraw();
      } else if (edge === 0) choose(scale.day(x), held.to, false);
      else if (edge === 1) choose(held.from, scale.day(x) - 1, false);
      else if (within) choose(held.from + by, held.to + by, false);
      else choose(scale.day(Math.min(x, x0)), scale.day(Math.max(x, x0)), false);
    };
    const drop = () => {
      stage.removeEventListener("pointermove", move);
      if (moved && !panning) choose(now.from, now.to, true);
    };
    stage.addEventListener("pointermove", move);
    stage.addEventListener("pointerup", drop, { once: true });
    stage.addEventListener("pointercancel", drop, { once: true });
    event.preventDefault();
  }

  function onWheel(event) {
    if (!now.view) return;
    event.preventDefault();
    const box = canvas.getBoundingClientRect();
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey)
      return shift(((event.deltaX || event.deltaY) / box.width) * (now.view.to - now.view.from));
    const day = layout(now.view, box.width).day(event.clientX - box.left);
    zoom(event.deltaY > 0 ? 1.25 : 0.8, day);
  }

  function play() {
    if (timer) return stop();
    const { first, last } = bounds();
    const unit = unitFor(now.view.from, now.view.to, 120);
    const length = now.from !== null && now.to !== null ? now.to - now.from : next(unit, first) - first - 1;
    let at = now.from ?? first;
    if (now.to === null || now.to >= last) at = first;
    playing.textContent = "Stop";
    playing.setAttribute("aria-pressed", "true");
    const begin = at;
    const tick = () => {
      const step = next(unit, at) - at;
      const end = Math.min(at + length, last);
      choose(grows.checked ? begin : at, end, end >= last);
      if (end >= last) return stop();
      at += step;
    };
    timer = window.setInterval(tick, STEP_MS);
    tick();
  }

  function stop() {
    if (!timer) return;
    window.clearInterval(timer);
    timer = 0;
    playing.textContent = "Play";
    playing.removeAttribute("aria-pressed");
    onRange(now.from, now.to, true);
  }

  stage.addEventListener("pointerdown", grab);
  stage.addEventListener("wheel", onWheel, { passive: false });
  stage.addEventListener("dblclick", () => choose(null, null, true));
  new ResizeObserver(redraw).observe(stage);

  return {
    node,
    redraw,
    stop,
    // `chosen`: what passes all filters but the range.
    update(points, chosen, a, b) {
      if (now.points !== points) now.view = null;
      Object.assign(now, { points, chosen, from: a, to: b });
      redraw();
    },
  };
}
