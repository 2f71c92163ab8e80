// The filters that are set, each with a way to take it off.
import { bdi, button, el } from "../dom.js";
import { country } from "../format.js";
import { FILTERS } from "../state.js";
import { FACETS, PLACE_PRECISION, STANDING, STATUS, label } from "../words.js";

const HEADINGS = { sub: "Event", place: "Place", adm1: "Province", ...Object.fromEntries(FACETS.map(([n, h]) => [n, h])) };

function words(name, value) {
  if (!value) return FACETS.find(([n]) => n === name)?.[2] ?? "none";
  if (name === "status") return label(STATUS, value);
  if (name === "standing") return label(STANDING, value);
  if (name === "prec") return PLACE_PRECISION[value] ?? value;
  if (name === "country") return country(value);
  return value;
}

export function chips(state, change) {
  const out = [];
  const add = (heading, what, undo) =>
    out.push(el("span", { class: "chip" }, el("span", { class: "soft" }, `${heading}: `), bdi(what),
      button("×", undo, { "aria-label": `Remove ${heading} ${what}` })));
  if (state.q) add("Words", state.q, () => change({ q: null }));
  if (state.bbox) add("Area", state.bbox, () => change({ bbox: null }));
  for (const name of FILTERS)
    for (const value of state.filters[name])
      add(HEADINGS[name] ?? name, words(name, value), () =>
        change({ filters: { ...state.filters, [name]: state.filters[name].filter((v) => v !== value) } }));
  if (out.length > 1)
    out.push(button("Clear all", () =>
      change({ q: null, bbox: null, filters: Object.fromEntries(FILTERS.map((n) => [n, []])) }), { class: "plain" }));
  return out;
}
