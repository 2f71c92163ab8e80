// One incident as an entry of a list.
import { bdi, cutter, el, marked } from "../dom.js";
import { isoDays, country, many } from "../format.js";
import { doubtOf, glyph } from "../map/glyphs.js";
import { linkTo } from "../state.js";
import { DATE_PRECISION, PLACE_PRECISION, kindOf } from "../words.js";
import { colour, deathsWords, guarded, sideTag, standingBadge, statusBadge } from "./bits.js";

const QUOTE = 220;

export function placeWords(place) {
  if (!place) return el("span", { class: "soft" }, "no place named");
  const exact = place.prec > 1 ? ` (${PLACE_PRECISION[place.prec] ?? "not placed"})` : place.prec ? "" : " (not placed)";
  const where = [place.adm1, country(place.country)].filter((w) => w && w !== place.name).join(", ");
  return [bdi(place.name), where && [", ", bdi(where)], exact && el("span", { class: "soft" }, exact)];
}

export function whenWords(row) {
  if (!row.start) return el("span", { class: "soft" }, "no day fixed");
  const loose = row.date_prec > 1 && row.start === row.end ? ` (${DATE_PRECISION[row.date_prec]})` : "";
  return [el("time", { datetime: row.start }, isoDays(row.start, row.end)), loose];
}

export const rowGlyph = (row, r = 6) =>
  glyph(kindOf(row.type, row.sub), colour(row.side), doubtOf(row.status, row.standing), r);

// "at" a place, "near" one, "in" what is wider than one.
export const preposition = (prec) => (prec >= 3 ? "in" : prec === 2 ? "near" : "at");

const whatWords = (row) => (/^other$/i.test(row.sub ?? "") ? `${row.type}, other` : row.sub || row.type);

export const headline = (row) => [whatWords(row),
  row.place ? [` ${preposition(row.place.prec)} `, bdi(row.place.name)] : ""];

export const headlineText = (row) =>
  `${whatWords(row)}${row.place ? ` ${preposition(row.place.prec)} ${row.place.name}` : ""}`;

function partiesWords(row) {
  const names = (list) => list.slice(0, 3).map((name, i) => [i > 0 && ", ", bdi(name)]);
  if (!row.side_a?.length && !row.side_b?.length) return null;
  return [names(row.side_a ?? []), row.side_a?.length && row.side_b?.length ? " – " : "", names(row.side_b ?? [])];
}

function quoteOf(row) {
  const hit = row.hits?.[0];
  const lead = hit ?? row.lead;
  if (!lead) return null;
  const text = lead.quote;
  const short = text.length > QUOTE && !hit ? `${cutter(text)(0, QUOTE)}…` : text.slice(0, 4 * QUOTE);
  return el("blockquote", { dir: "auto" }, guarded(short, () => (hit ? marked(short, hit.marks) : bdi(short, QUOTE * 4))));
}

// `open`: pressed instead of followed; the link still has the incident's own address.
export function incidentRow(row, { open = null, flags = null, current = false } = {}) {
  const href = linkTo("incidents", row.id);
  return el("article", { class: "row", "data-id": row.id, "aria-current": current && "true" },
    el("div", { class: "row-glyph" }, rowGlyph(row)),
    el("div", {},
      el("h3", {}, el("a", { href, onclick: open && ((event) => pressed(event, open, row)) }, headline(row))),
      el("p", { class: "small" }, whenWords(row), " · ", placeWords(row.place)),
      el("p", { class: "small" }, joined(partiesWords(row), deathsWords(row.deaths))),
      quoteOf(row),
      el("p", { class: "small soft" }, standingBadge(row.standing), " ", statusBadge(row.status), " ",
        sideTag(row.side), " ", many(row.claims, "claim"), ", ", many(row.origins, "origin"), tellers(row), flags)),
  );
}

const joined = (a, b) => (a && b ? [a, " · ", b] : a ?? b);

function pressed(event, open, row) {
  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  open(row);
}

function tellers(row) {
  const who = [...(row.speakers ?? []), ...(row.outlets ?? [])].slice(0, 3);
  if (!who.length) return null;
  return [" · ", who.map((name, i) => [i > 0 && ", ", bdi(name)])];
}
