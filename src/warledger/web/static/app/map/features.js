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

function byPlace(points, chosen) {
  const members = new Map();
  let nowhere = 0;
  for (const i of chosen) {
    const place = points.place[i];
    if (place < 0 || points.places.lat[place] === null) {
      nowhere += 1;
      continue;
    }
    const those = members.get(place);
    if (those) those.push(i);
    else members.set(place, [i]);
  }
  return { members, nowhere };
}

const isUnsure = (points, i) =>
  points.unsure[points.status[i]] || points.disputed[points.standing[i]] ? 1 : 0;

function counted(points, those) {
  const c = new Array(SIDES).fill(0);
  let u = 0;
  for (const i of those) {
    c[points.colour[i]] += 1;
    u += isUnsure(points, i);
  }
  return { ...Object.fromEntries(c.map((n, k) => [`c${k}`, n])), u, n: those.length };
}

const strongest = (counts) => {
  let best = 8;
  for (let k = 0; k < SIDES; k++) if (counts[`c${k}`] > (counts[`c${best}`] ?? 0)) best = k;
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
  const { members, nowhere } = byPlace(points, chosen);
  const { lon, lat, prec, name } = points.places;
  const pins = [];
  const areas = [];
  const bounds = [180, 90, -180, -90]; // of what is placed better than by its country
  const wide = [...bounds];
  for (const [place, those] of members) {
    const at = [lon[place], lat[place]];
    widen(prec[place] >= WIDE ? wide : bounds, at);
    if (isCoarse(prec[place])) areas.push(areaFeature(points, place, those, at));
    else if (those.length <= RING)
      those.forEach((i, turn) => pins.push(glyphFeature(points, i, at, turn, those.length)));
    else
      pins.push({
        type: "Feature",
        properties: { place, name: name[place], ...counted(points, those) },
        geometry: { type: "Point", coordinates: at },
      });
  }
  return {
    pins: { type: "FeatureCollection", features: pins },
    areas: { type: "FeatureCollection", features: areas.sort(byBreadth) },
    nowhere,
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

function areaFeature(points, place, those, [lon, lat]) {
  const prec = points.places.prec[place];
  const counts = counted(points, those);
  return {
    type: "Feature",
    properties: {
      place, prec, n: counts.n, name: points.places.name[place], colour: strongest(counts),
      lon, lat, i: those.length === 1 ? those[0] : -1,
    },
    geometry: { type: "Polygon", coordinates: [circle(lon, lat, RADIUS_KM[prec] ?? 60)] },
  };
}
