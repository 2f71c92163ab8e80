// The ground of the map: Natural Earth's lines, vendored; no network, no tiles.
import { inks } from "../inks.js";

const HERE = "/static/vendor/basemap/";
const FONT = ["sans-serif"];
const loaded = {};

function decode(line, per) {
  const out = [];
  let [x, y, value, shift, odd] = [0, 0, 0, 0, true];
  for (let i = 0; i < line.length; i++) {
    const bits = line.charCodeAt(i) - 63;
    value |= (bits & 31) << shift;
    shift += 5;
    if (bits >= 32) continue;
    const step = value & 1 ? ~(value >> 1) : value >> 1;
    value = shift = 0;
    if (odd) x += step;
    else {
      y += step;
      out.push([x / per, y / per]);
    }
    odd = !odd;
  }
  return out;
}

const collection = (features) => ({ type: "FeatureCollection", features });
const feature = (type, coordinates, properties = {}) => ({
  type: "Feature",
  properties,
  geometry: { type, coordinates },
});

const polygons = (rows, per) =>
  collection([feature("MultiPolygon", rows.map((rings) => rings.map((ring) => decode(ring, per))))]);
const lines = (rows, per) =>
  collection([feature("MultiLineString", rows.map((row) => decode(row, per)))]);
const names = (rows) =>
  collection(rows.map(([name, lon, lat, people = 0], rank) => feature("Point", [lon, lat], { name, people, rank })));

async function load(name) {
  loaded[name] ??= fetch(`${HERE}${name}.json`).then((answer) => {
    if (!answer.ok) throw new Error(`the map's ${name} could not be read`);
    return answer.json();
  });
  return loaded[name];
}

export async function world() {
  const { per_degree: per, ...made } = await load("world");
  return {
    land: polygons(made.land, per),
    lakes: polygons(made.lakes, per),
    borders: lines(made.borders, per),
    disputed: lines(made.disputed, per),
    countries: names(made.countries),
  };
}

export async function detail() {
  const { per_degree: per, ...made } = await load("detail");
  return {
    rivers: lines(made.rivers, per),
    divisions: lines(made.divisions, per),
    "division-names": names(made.division_names),
    towns: names(made.towns),
  };
}

const source = (data) => ({ type: "geojson", data, tolerance: 0.3, buffer: 32 });
const EMPTY = collection([]);

// `borders`: dashed (disputed lines drawn so), plain (like the others) or hidden.
export function groundStyle(data, borders) {
  const ink = inks();
  const text = (size) => ({ "text-font": FONT, "text-field": ["get", "name"], "text-size": size });
  const halo = (colour) => ({ "text-color": colour, "text-halo-color": ink.halo, "text-halo-width": 1.3 });
  return {
    version: 8,
    sources: {
      ...Object.fromEntries(Object.entries(data).map(([name, shapes]) => [name, source(shapes)])),
      ...Object.fromEntries(["rivers", "divisions", "division-names", "towns"].map((name) => [name, source(EMPTY)])),
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": ink.sea } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": ink.land, "fill-antialias": true } },
      { id: "lakes", type: "fill", source: "lakes", paint: { "fill-color": ink.sea } },
      { id: "rivers", type: "line", source: "rivers", minzoom: 3, paint: { "line-color": ink.river, "line-width": ["interpolate", ["linear"], ["zoom"], 3, 0.5, 8, 1.6] } },
      { id: "divisions", type: "line", source: "divisions", minzoom: 4, paint: { "line-color": ink.division, "line-width": 0.7 } },
      { id: "borders", type: "line", source: "borders", paint: { "line-color": ink.border, "line-width": ["interpolate", ["linear"], ["zoom"], 1, 0.5, 6, 1.3] } },
      { id: "disputed", type: "line", source: "disputed", layout: { visibility: borders === "hidden" ? "none" : "visible" }, paint: { "line-color": ink.border, "line-width": 1.1, ...(borders === "plain" ? {} : { "line-dasharray": [3, 2.5] }) } },
      { id: "towns", type: "circle", source: "towns", minzoom: 5, filter: townsFrom(), paint: { "circle-radius": 1.7, "circle-color": ink.town } },
      { id: "division-names", type: "symbol", source: "division-names", minzoom: 5.5, maxzoom: 9, layout: { ...text(10.5), "text-letter-spacing": 0.08, "text-transform": "uppercase", "text-max-width": 7 }, paint: halo(ink.faint) },
      { id: "town-names", type: "symbol", source: "towns", minzoom: 5, filter: townsFrom(), layout: { ...text(11), "text-anchor": "left", "text-offset": [0.5, 0], "symbol-sort-key": ["get", "rank"] }, paint: halo(ink.town) },
      { id: "country-names", type: "symbol", source: "countries", maxzoom: 7, layout: { ...text(["interpolate", ["linear"], ["zoom"], 1, 10, 6, 15]), "symbol-sort-key": ["-", 0, ["get", "people"]], "text-letter-spacing": 0.05, "text-max-width": 8 }, paint: halo(ink.soft) },
    ],
  };
}

// The nearer, the smaller the towns that are named.
function townsFrom() {
  return [">=", ["get", "people"], ["step", ["zoom"], 500000, 6, 100000, 7, 30000, 8, 0]];
}

// Disputed stretches of the border as the reader wants them.
export function setBorders(map, borders) {
  if (!map.getLayer("disputed")) return;
  map.setLayoutProperty("disputed", "visibility", borders === "hidden" ? "none" : "visible");
  map.setPaintProperty("disputed", "line-dasharray", borders === "plain" ? undefined : [3, 2.5]);
}
