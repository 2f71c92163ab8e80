// The legend: what colour, shape, line and ring mean, for the sides that are there.
import { bdi, el } from "../dom.js";
import { glyph } from "../map/glyphs.js";
import { KIND_NAMES } from "../words.js";

const DOUBTS = [
  ["sure", "told as having happened"],
  ["unconfirmed", "unconfirmed: hollow, dashed"],
  ["expected", "planned or expected: hollow, dotted"],
  ["contested", "contested: its tellers exclude one another"],
  ["refused", "denied, or told as not having happened"],
];

export function legend(sides, bordersControl) {
  const shown = sides.slice(0, 7);
  return el("details", { class: "legend" },
    el("summary", {}, "Legend"),
    el("div", { class: "legend-body" },
      el("section", {}, el("h3", {}, "Colour is the side that acts"),
        el("ul", {}, shown.map((side, k) => el("li", {}, el("span", { class: `swatch s${k}`, "aria-hidden": "true" }), bdi(side))),
          sides.length > 7 && el("li", {}, el("span", { class: "swatch s7", "aria-hidden": "true" }), "other sides"),
          el("li", {}, el("span", { class: "swatch s8", "aria-hidden": "true" }), "nobody named, or no side known")),
        el("p", { class: "small soft" }, "Sides are data with a source, not a judgement of ours.")),
      el("section", {}, el("h3", {}, "Shape is the kind of event"),
        el("ul", {}, Object.entries(KIND_NAMES).map(([kind, words]) => el("li", {}, glyph(kind, 7, "sure", 6), words)))),
      el("section", {}, el("h3", {}, "Fill is how sure"),
        el("ul", {}, DOUBTS.map(([doubt, words]) => el("li", {}, glyph("battle", 0, doubt, 6.5), words)))),
      el("section", {}, el("h3", {}, "Where"),
        el("ul", {},
          el("li", {}, el("span", { class: "ring-sample", "aria-hidden": "true" }), "a dashed ring with “≈ 12”: somewhere within; the text names only a district, a province or a country. Rings show how loose the place is, not its border."),
          el("li", {}, el("span", { class: "donut-sample", "aria-hidden": "true" }), "a ring with a number: many together, cut by side. Press it to come nearer. A dashed rim: some of them, or all, are unsure or contested."))),
      el("section", {}, el("h3", {}, "Disputed borders"), bordersControl)),
  );
}

export function bordersControl(current, onChange) {
  const pick = el("select", { "aria-label": "Disputed borders", onchange: () => onChange(pick.value) },
    [["dashed", "drawn dashed"], ["plain", "drawn like the others"], ["hidden", "not drawn"]].map(([value, words]) =>
      el("option", { value, selected: value === current }, words)));
  return pick;
}
