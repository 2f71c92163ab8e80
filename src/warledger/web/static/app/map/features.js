// From the incidents that pass the filters to what the map draws: glyphs, stacks, areas.
import { SIDES, kindName } from "../points.js";
import { doubtOf } from "./glyphs.js";

const COARSE = 3;
const WIDE = 5;
const RADIUS_KM = { 3: 20, 4: 60, 5: 90, 6: 220, 7: 120 };
const RING = 8; // more at one place than this are one stack
const FAR = 15; // pixels from the place to its glyphs
const CORNERS = 48;
const KM_PER_DEGREE = 111.2;

export function isCoarse(prec) {
  return prec !== null && prec >= COARSE;
}

function circle(lon, lat, km) {
  const up = km / KM_PER_DEGREE;
  const across = up / Math.max(0.05, Math.cos((lat * Math.PI) / 180));
  return Array.from({ length: CORNERS + 1 }, (_, i) => {
    const turn = ((i % CORNERS) / CORNERS) * 2 * Math.PI;
    return [lon + across * Math.cos(turn), Math.max(-85, Math.min(85, lat + up * Math.sin(turn)))];
  });
}

const rings = new WeakMap(); // the circles of a ledger's places, made once

function ringOf(points, place) {
  if (!rings.has(points)) rings.set(points, []);
  const known = rings.get(points);
  const { lon, lat, prec } = points.places;
  known[place] ??= [circle(lon[place], lat[place], RADIUS_KM[prec[place]] ?? 60)];
  return known[place];
}

const isUnsure = (points, i) =>
  points.unsure[points.status[i]] || points.disputed[points.standing[i]] ? 1 : 0;

// By place: how many of each colour, how many unsure; and who, where they are few.
function byPlace(points, chosen) {
  const { lat, prec } = points.places;
  const n = new Uint32Array(lat.length);
  const unsure = new Uint32Array(lat.length);
  const colours = new Uint32Array(lat.length * SIDES);
  const only = new Int32Array(lat.length);
  let nowhere = 0;
  for (const i of chosen) {
    const place = points.place[i];
    if (place < 0 || lat[place] === null) {
      nowhere += 1;
      continue;
    }
    n[place] += 1;
    only[place] = i;
    unsure[place] += isUnsure(points, i);
    colours[place * SIDES + points.colour[i]] += 1;
  }
  const few = new Map();
  for (const i of chosen) {
    const place = points.place[i];
    if (place < 0 || !n[place] || n[place] > RING || isCoarse(prec[place])) continue;
    if (few.has(place)) few.get(place).push(i);
    else few.set(place, [i]);
  }
  return { n, unsure, colours, only, few, nowhere };
}

function counted({ n, unsure, colours }, place) {
  const out = { n: n[place], u: unsure[place] };
  for (let k = 0; k < SIDES; k++) {
    const c = colours[place * SIDES + k];
    if (c) out[`c${k}`] = c;
  }
  return out;
}

const strongest = (counts) => {
  let best = 8;
  for (let k = 0; k < SIDES; k++) if ((counts[`c${k}`] ?? 0) > (counts[`c${best}`] ?? 0)) best = k;
  return best;
};

function glyphFeature(points, i, at, turn, of) {
  const c = points.colour[i];
  const doubt = doubtOf(points.values.status[points.status[i]], points.values.standing[points.standing[i]]);
  const angle = (turn / of) * 2 * Math.PI - Math.PI / 2;
  const far = of === 1 ? 0 : of < 4 ? FAR * 0.7 : FAR;
  return {
    type: "Feature",
    properties: {
      i, place: points.place[i], n: 1, u: isUnsure(points, i), [`c${c}`]: 1,
      icon: `g|${kindName(points, i)}|${c}|${doubt}`,
      off: [Math.round(far * Math.cos(angle)), Math.round(far * Math.sin(angle))],
    },
    geometry: { type: "Point", coordinates: at },
  };
}

// Collections for the two sources, how many incidents no place is known for, and the bounds.
export function features(points, chosen) {
  const places = byPlace(points, chosen);
  const { lon, lat, prec } = points.places;
  const pins = [];
  const areas = [];
  const bounds = [180, 90, -180, -90]; // of what is placed better than by its country
  const wide = [...bounds];
  for (let place = 0; place < lat.length; place++) {
    if (!places.n[place]) continue;
    const at = [lon[place], lat[place]];
    widen(prec[place] >= WIDE ? wide : bounds, at);
    const those = places.few.get(place);
    if (isCoarse(prec[place])) areas.push(areaFeature(points, places, place));
    else if (those) those.forEach((i, turn) => pins.push(glyphFeature(points, i, at, turn, those.length)));
    else pins.push(stackFeature(points, places, place, at));
  }
  return {
    pins: { type: "FeatureCollection", features: pins },
    areas: { type: "FeatureCollection", features: areas.sort(byBreadth) },
    nowhere: places.nowhere,
    bounds: [bounds, wide].find((b) => b[0] <= b[2]) ?? null,
  };
}

const byBreadth = (a, b) => b.properties.prec - a.properties.prec;

function widen(bounds, [x, y]) {
  if (x < bounds[0]) bounds[0] = x;
  if (y < bounds[1]) bounds[1] = y;
  if (x > bounds[2]) bounds[2] = x;
  if (y > bounds[3]) bounds[3] = y;
}

const stackFeature = (points, places, place, at) => ({
  type: "Feature",
  properties: { place, name: points.places.name[place], ...counted(places, place) },
  geometry: { type: "Point", coordinates: at },
});

function areaFeature(points, places, place) {
  const { lon, lat, prec, name } = points.places;
  const counts = counted(places, place);
  return {
    type: "Feature",
    properties: {
      place, prec: prec[place], n: counts.n, name: name[place], colour: strongest(counts),
      lon: lon[place], lat: lat[place], i: counts.n === 1 ? places.only[place] : -1,
    },
    geometry: { type: "Polygon", coordinates: ringOf(points, place) },
  };
}
