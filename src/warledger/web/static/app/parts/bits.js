// Small pieces that several pages share: badges, sides, warnings before graphic words, counts.
import { getMeta } from "../api.js";
import { bdi, button, el } from "../dom.js";
import { many, number, range } from "../format.js";
import { colourOf } from "../points.js";
import { linkTo } from "../state.js";
import { GRAPHIC, STANDING, STATUS, label, meaning } from "../words.js";

let sides = [];
getMeta().then((meta) => (sides = meta.sides ?? []), () => {});

export const colour = (side) => colourOf(sides, side);

export const standingBadge = (standing) =>
  el("span", { class: `badge stands-${standing}`, title: meaning(STANDING, standing) }, label(STANDING, standing));

export const statusBadge = (status) =>
  status === "occurred"
    ? null
    : el("span", { class: `badge told-${status}`, title: meaning(STATUS, status) }, label(STATUS, status));

export const sideTag = (side) =>
  side && el("span", { class: `side s${colour(side)}` }, el("span", { class: "dot", "aria-hidden": "true" }), bdi(side));

export const placeLink = (place) =>
  place && el("a", { href: linkTo("places", place.key) }, bdi(place.name));

// Losses of every side in a few words.
export function deathsWords(deaths) {
  const known = (deaths ?? []).filter((d) => d.low !== null || d.high !== null || d.best !== null);
  if (!known.length) return null;
  return known.map((d, i) => [
    i > 0 && "; ",
    el("strong", {}, range(d)),
    " killed",
    d.side && d.side !== "unknown" ? [" of ", bdi(d.side)] : "",
  ]);
}

let shownAlways = false;

// Words that describe violence in detail stay behind a warning until asked for.
export function guarded(text, make) {
  if (shownAlways || !GRAPHIC.test(text)) return make();
  const box = el("span", { class: "guarded" });
  box.append(
    el("span", { class: "warn" }, "This passage describes violence in detail. "),
    button("Show it", () => box.replaceWith(make()), { class: "plain" }),
    " · ",
    button("Show all such", () => {
      shownAlways = true;
      for (const other of document.querySelectorAll(".guarded button:first-of-type")) other.click();
      if (box.isConnected) box.replaceWith(make());
    }, { class: "plain" }),
  );
  return box;
}

export const isGuarded = (text) => !shownAlways && GRAPHIC.test(text);

// Bars with a number, as a list: what a page counts by kind.
export function tally(rows, { href = null, words = (v) => v, most = 12 } = {}) {
  if (!rows?.length) return el("p", { class: "soft" }, "Nothing to count.");
  const top = Math.max(...rows.map((r) => r.count));
  return el("ul", { class: "tally" }, rows.slice(0, most).map((row) => {
    const name = words(row.value ?? row.name) || "—";
    return el("li", { vars: { part: (row.count / top).toFixed(3) } },
      el("span", { class: "what" }, href ? el("a", { href: href(row) }, bdi(name)) : bdi(name)),
      el("span", { class: "n" }, number(row.count)));
  }));
}

export const figureTile = (n, words, hint = null) =>
  el("div", { class: "tile", title: hint }, el("dd", {}, typeof n === "number" ? number(n) : n), el("dt", {}, words));

export const downloads = (path, kinds) =>
  el("p", { class: "downloads small" }, "The same as data: ",
    kinds.map((kind, i) => [i > 0 && ", ", el("a", { href: `${path}.${kind}`, download: true }, kind.toUpperCase())]));

// A list with all its entries behind "n more".
export function folded(items, few, noun) {
  const rest = items.slice(few);
  if (!rest.length) return items;
  return [items.slice(0, few), el("details", { class: "more" }, el("summary", {}, many(rest.length, `more ${noun}`)), rest)];
}
