// The timeline's picture: columns by side, incidents that last as bars below, the ticks.
import { NO_DAY, SIDES, binned } from "../points.js";
import { edges, tickWords, unitFor } from "./scale.js";

const LANES = 5;
const LANE = 4;
const AXIS = 18;
const BAR_AT_LEAST = 5;

export const LANES_HEIGHT = LANES * LANE + 6;

export function layout(view, width) {
  const perDay = width / Math.max(1, view.to - view.from + 1);
  return {
    width,
    perDay,
    x: (day) => (day - view.from) * perDay,
    day: (x) => Math.floor(view.from + x / perDay),
  };
}

// Bars of what lasts, packed into lanes; what finds no room is counted.
function packed(points, chosen, scale, view) {
  const free = new Float64Array(LANES).fill(-Infinity);
  const bars = [];
  let left = 0;
  for (const i of chosen) {
    if (points.start[i] === NO_DAY || points.end[i] === points.start[i]) continue;
    if (points.end[i] < view.from || points.start[i] > view.to) continue;
    const from = Math.max(-2, scale.x(points.start[i]));
    const to = Math.min(scale.width + 2, scale.x(points.end[i] + 1));
    if (to - from < 2) continue;
    const lane = free.findIndex((end) => end + 1 <= from);
    if (lane < 0) left += 1;
    else {
      free[lane] = to;
      bars.push([lane, from, Math.max(2, to - from - 1), points.colour[i]]);
    }
  }
  return { bars, left };
}

function roundTop(most) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((m) => m * power).find((m) => m >= most);
}

// Draws all of it; returns what the reader may be told of.
export function draw(canvas, { points, chosen, view, from, to, ink }) {
  const ratio = window.devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  if (!width || !height) return null;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const pen = canvas.getContext("2d");
  pen.scale(ratio, ratio);
  pen.font = `11px ${ink.font}`;
  const scale = layout(view, width);
  const unit = unitFor(view.from, view.to, width / BAR_AT_LEAST);
  const cuts = edges(unit, view.from, view.to);
  const made = binned(points, chosen, cuts);
  const floor = height - AXIS - LANES_HEIGHT;
  const totals = cuts.slice(0, -1).map((_, b) => made.counts.reduce((sum, c) => sum + c[b], 0));
  const top = roundTop(Math.max(1, ...totals));
  const tall = (n) => (n / top) * (floor - 16);
  const isIn = (day, until) => (from === null || until > from) && (to === null || day <= to);
  const ranged = from !== null || to !== null;

  pen.fillStyle = ink.line;
  pen.fillRect(0, floor, width, 1);
  pen.fillRect(0, floor - tall(top) - 0.5, width, 0.5);
  for (let b = 0; b < totals.length; b++) {
    const x = scale.x(cuts[b]);
    const wide = Math.max(1, scale.x(cuts[b + 1]) - x - 1);
    pen.globalAlpha = ranged && !isIn(cuts[b], cuts[b + 1]) ? 0.28 : 1;
    if (made.going[b] > 0) goingOn(pen, x, wide, floor, Math.min(6, tall(made.going[b])), ink);
    let y = floor;
    for (let c = 0; c < SIDES; c++) {
      const n = made.counts[c][b];
      if (!n) continue;
      const high = Math.max(1, tall(n));
      pen.fillStyle = ink.sides[c];
      pen.fillRect(x, y - high, wide, high);
      y -= high;
    }
  }
  pen.globalAlpha = 1;
  const { bars, left } = packed(points, chosen, scale, view);
  for (const [lane, x, wide, colour] of bars) {
    pen.fillStyle = ink.sides[colour];
    pen.globalAlpha = 0.8;
    pen.fillRect(x, floor + 4 + lane * LANE, wide, LANE - 1.5);
  }
  pen.globalAlpha = 1;
  ticks(pen, { view, scale, width, height, ink });
  pen.fillStyle = ink.soft;
  pen.textAlign = "left";
  pen.fillText(String(top), 3, floor - tall(top) - 3);
  return { unit, top, undated: made.undated, left, scale, totals, cuts };
}

// A thin hatch at the foot: incidents that began before and go on.
function goingOn(pen, x, wide, floor, high, ink) {
  pen.save();
  pen.beginPath();
  pen.rect(x, floor - high, wide, high);
  pen.clip();
  pen.strokeStyle = ink.faint;
  pen.lineWidth = 0.7;
  pen.beginPath();
  for (let at = x - high; at < x + wide; at += 3) {
    pen.moveTo(at, floor);
    pen.lineTo(at + high, floor - high);
  }
  pen.stroke();
  pen.restore();
}

// The finest unit whose ticks have room for their words.
function tickUnit(view, scale) {
  const order = ["day", "week", "month", "quarter", "year", "decade"];
  const room = { day: 52, week: 58, month: 46, quarter: 60, year: 40, decade: 40 };
  const finest = order.indexOf(unitFor(view.from, view.to, scale.width / 46));
  return order.slice(finest).find((unit) => {
    const [a, b] = edges(unit, view.from, view.from + 1);
    return scale.x(b) - scale.x(a) >= room[unit];
  }) ?? "decade";
}

function ticks(pen, { view, scale, width, height, ink }) {
  const of = tickUnit(view, scale);
  pen.fillStyle = ink.soft;
  let free = -Infinity;
  let first = true;
  for (const day of edges(of, view.from, view.to)) {
    const x = scale.x(day);
    if (x < 0 || x < free || x > width - 30) continue;
    const words = tickWords(of, day, first);
    first = false;
    pen.fillRect(x, height - AXIS, 1, 4);
    pen.fillText(words, x + 3, height - 4);
    free = x + pen.measureText(words).width + 10;
  }
}
