// The layers of incidents over the ground: areas below, then clusters, stacks and glyphs.
import { inks } from "../inks.js";
import { SIDES } from "../points.js";

const FONT = ["sans-serif"];
const EIGHTHS = 8;
const COLOURS = Array.from({ length: SIDES }, (_, k) => `c${k}`);
export const CLUSTER_UNTIL = 9;
const EMPTY = { type: "FeatureCollection", features: [] };

const value = (name) => ["coalesce", ["get", name], 0];

// The picture of a ring: the sides' shares in eighths, and how much of it is unsure.
function donut() {
  const share = (name) => ["to-string", ["round", ["/", ["*", EIGHTHS, value(name)], value("n")]]];
  const unsure = ["case", ["==", value("u"), 0], "0", [">=", value("u"), value("n")], "2", "1"];
  return ["concat", "d", ...COLOURS.flatMap((name) => ["|", share(name)]), "|", unsure];
}

export function addIncidents(map) {
  const ink = inks();
  const sums = Object.fromEntries([...COLOURS, "n", "u"].map((name) => [name, ["+", value(name)]]));
  map.addSource("areas", { type: "geojson", data: EMPTY, tolerance: 0.1 });
  map.addSource("area-marks", { type: "geojson", data: EMPTY });
  map.addSource("pins", {
    type: "geojson", data: EMPTY, cluster: true, clusterRadius: 38,
    clusterMaxZoom: CLUSTER_UNTIL, clusterProperties: sums,
  });
  const side = ["match", ["get", "colour"], ...ink.sides.flatMap((c, k) => [k, c]), ink.soft];
  map.addLayer({ id: "areas", type: "fill", source: "areas", paint: {
    "fill-color": side, "fill-opacity": ["match", ["get", "prec"], 3, 0.14, 4, 0.09, 0.05] } });
  map.addLayer({ id: "area-lines", type: "line", source: "areas", paint: {
    "line-color": side, "line-width": 1.3, "line-dasharray": [4, 3],
    "line-opacity": ["match", ["get", "prec"], 3, 0.95, 4, 0.8, 0.6] } });
  const about = ["concat", "≈ ", ["to-string", ["get", "n"]]];
  map.addLayer({ id: "area-marks", type: "symbol", source: "area-marks", layout: {
    "text-font": FONT, "text-size": 12, "text-padding": 1, "text-line-height": 1.25,
    "text-field": ["step", ["zoom"], about, 4.5, ["concat", about, "\n", ["get", "name"]]],
    "symbol-sort-key": ["-", 0, ["get", "n"]],
    "text-variable-anchor": ["center", "top", "bottom", "left", "right"], "text-radial-offset": 1 },
    paint: { "text-color": side, "text-halo-color": ink.halo, "text-halo-width": 1.6 } });
  const stack = ["any", ["has", "point_count"], ["!", ["has", "icon"]]];
  map.addLayer({ id: "stacks", type: "symbol", source: "pins", filter: stack, layout: {
    "icon-image": donut(), "icon-allow-overlap": true,
    "icon-size": ["interpolate", ["linear"], ["sqrt", value("n")], 1, 0.72, 6, 0.95, 30, 1.35],
    "text-field": ["number-format", value("n"), {}], "text-font": FONT, "text-size": 11,
    "text-allow-overlap": true, "text-ignore-placement": true },
    paint: { "text-color": ink.ink } });
  map.addLayer({ id: "glyphs", type: "symbol", source: "pins", filter: ["has", "icon"], layout: {
    "icon-image": ["get", "icon"], "icon-offset": ["get", "off"],
    "icon-allow-overlap": true, "symbol-sort-key": ["get", "i"] } });
  map.addLayer({ id: "pin-names", type: "symbol", source: "pins", minzoom: CLUSTER_UNTIL + 0.5,
    filter: ["all", ["!", ["has", "icon"]], ["has", "name"]], layout: {
      "text-font": FONT, "text-field": ["get", "name"], "text-size": 11.5, "text-offset": [0, 2.1],
      "text-anchor": "top" }, paint: { "text-color": ink.ink, "text-halo-color": ink.halo, "text-halo-width": 1.5 } });
}

const marks = (areas) => {
  return {
    type: "FeatureCollection",
    features: areas.features.map(({ properties }) => ({
      type: "Feature", properties,
      geometry: { type: "Point", coordinates: [properties.lon, properties.lat] },
    })),
  };
};

export function setPins(map, pins) {
  map.getSource("pins")?.setData(pins);
}

const CROWD = 40; // more rings than this in view are drawn fainter, so that the map stays one

export function setAreas(map, areas) {
  map.getSource("areas")?.setData(areas);
  map.getSource("area-marks")?.setData(marks(areas));
  const share = areas.features.length > CROWD ? 0.35 : 1;
  const faint = (a, b, c) => ["match", ["get", "prec"], 3, a * share, 4, b * share, c * share];
  map.setPaintProperty("areas", "fill-opacity", faint(0.14, 0.09, 0.05));
  map.setPaintProperty("area-lines", "line-opacity", faint(0.95, 0.8, 0.6));
}
