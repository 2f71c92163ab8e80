// All incidents as columns, and what of them passes the filters: no object for each incident.
import { kindOf } from "./words.js";

export const NO_DAY = -2147483648;
export const SIDES = 9; // seven colours, one grey for the rest, one for "none known"
const KINDS = ["battle", "territory", "explosion", "civilians", "protest", "strategic", "other"];
const UNSURE = new Set(["unconfirmed", "expected", "denied", "not_occurred"]);

export function colourOf(sides, side) {
  if (!side) return 8;
  const at = sides.indexOf(side);
  return at < 0 ? 7 : Math.min(at, 7);
}

// The answer of /api/points as typed arrays. `sides` are those of /api/meta, in colour order.
export function readPoints(answer, sides) {
  const { n, places, values } = answer;
  const colours = values.side.map((side) => colourOf(sides, side));
  const start = Int32Array.from(answer.start, (day) => day ?? NO_DAY);
  const end = Int32Array.from(start, (day, i) => (day === NO_DAY ? day : day + (answer.length[i] ?? 0)));
  const kinds = values.type.map((type) => values.sub.map((sub) => KINDS.indexOf(kindOf(type, sub))));
  const points = {
    n,
    version: answer.version,
    ids: answer.ids ?? null,
    start,
    end,
    place: Int32Array.from(answer.place),
    side: Int16Array.from(answer.side),
    colour: Uint8Array.from(answer.side, (side) => (side < 0 ? 8 : colours[side])),
    kind: Uint8Array.from(answer.type, (type, i) => kinds[type]?.[answer.sub[i]] ?? KINDS.length - 1),
    type: Uint8Array.from(answer.type),
    sub: Uint16Array.from(answer.sub),
    status: Uint8Array.from(answer.status),
    standing: Uint8Array.from(answer.standing),
    claims: Uint16Array.from(answer.claims, (c) => Math.min(c, 65535)),
    places,
    values,
    unsure: values.status.map((status) => UNSURE.has(status)),
    disputed: values.standing.map((s) => s === "contested" || s === "denied"),
  };
  let first = Infinity;
  let last = -Infinity;
  for (let i = 0; i < n; i++) {
    if (start[i] === NO_DAY) continue;
    if (start[i] < first) first = start[i];
    if (end[i] > last) last = end[i];
  }
  points.days = first <= last ? { first, last } : null;
  return points;
}

export const idOf = (points, i) => points.ids.slice(16 * i, 16 * i + 16);
export const kindName = (points, i) => KINDS[points.kind[i]];

export function readMask(text, n) {
  const bytes = atob(text);
  const mask = new Uint8Array(n);
  for (let i = 0; i < n; i++) mask[i] = (bytes.charCodeAt(i >> 3) >> (i & 7)) & 1;
  return mask;
}

// The numbers of the incidents within the mask and the days.
export function within(points, mask, from, to) {
  const out = new Int32Array(points.n);
  let size = 0;
  const all = from === null && to === null;
  const [low, high] = [from ?? -Infinity, to ?? Infinity];
  for (let i = 0; i < points.n; i++) {
    if (mask && !mask[i]) continue;
    if (!all && (points.start[i] === NO_DAY || points.end[i] < low || points.start[i] > high)) continue;
    out[size++] = i;
  }
  return out.subarray(0, size);
}

// How many incidents of each colour begin in each bin, how many began before and go on.
export function binned(points, chosen, edges) {
  const bins = edges.length - 1;
  const counts = Array.from({ length: SIDES }, () => new Uint32Array(bins));
  const going = new Int32Array(bins + 1);
  let undated = 0;
  for (const i of chosen) {
    if (points.start[i] === NO_DAY) {
      undated += 1;
      continue;
    }
    const first = binOf(edges, points.start[i]);
    const last = Math.min(binOf(edges, points.end[i]), bins - 1);
    if (first >= 0 && first < bins) counts[points.colour[i]][first] += 1;
    if (last > first) {
      going[Math.max(first + 1, 0)] += 1;
      going[last + 1] -= 1;
    }
  }
  for (let b = 1; b <= bins; b++) going[b] += going[b - 1];
  return { counts, going, undated };
}

function binOf(edges, day) {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle] <= day) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
