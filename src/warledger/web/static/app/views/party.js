// An actor, a speaker or an outlet: what it tells or is told of, first, alone, denied, withdrawn.
import { get, keyed } from "../api.js";
import { bdi, el } from "../dom.js";
import { many, number, range } from "../format.js";
import { downloads, figureTile, sideTag, tally } from "../parts/bits.js";
import { months } from "../parts/months.js";
import { createPages } from "../parts/pages.js";
import { filteredBy, link, linkTo } from "../state.js";
import { STANDING, STATUS, label } from "../words.js";

const ONE = { actors: "actor", speakers: "speaker", outlets: "outlet" };
const HEADINGS = { actors: "Actor", speakers: "Speaker", outlets: "Outlet" };
const WITH = {
  actors: ["Whom it meets", "actors"],
  speakers: ["Outlets that carry it", "outlets"],
  outlets: ["Speakers it carries", "speakers"],
};
const TILES = [
  ["incidents", "incidents"],
  ["claims", "claims"],
  ["as_actor", "as actor"],
  ["as_target", "as target"],
  ["first", "told first", "incidents that it told before anybody else"],
  ["alone", "told alone", "incidents that nobody else tells"],
  ["denied", "denied by others", "incidents in which another denies what it tells"],
  ["denies", "denials of its own", "incidents in which it denies what another tells"],
  ["withdrawn", "later withdrawn", "incidents in which a later word of its own replaced its figure"],
];

export async function open({ parts: [route, key] }) {
  const party = await get(keyed(route, key));
  const parameter = ONE[route];
  const value = route === "actors" ? party.key : party.name;
  const filter = (name, v) => link(`/?${new URLSearchParams([[parameter, value], [name, v]])}`);
  const [withHeading, withRoute] = WITH[route];
  const node = el("article", { class: "page party" },
    el("header", { class: "page-head" },
      el("p", { class: "kicker" }, HEADINGS[route]),
      el("h1", { tabindex: "-1" }, bdi(party.name)),
      el("p", { class: "lead" }, sideTag(party.side) ?? el("span", { class: "soft" }, route === "outlets" ? "" : "no side known"),
        party.roles?.length > 0 && el("span", { class: "soft" }, " · ", party.roles.join(", "))),
      party.names?.length > 1 && el("p", { class: "small soft" }, "As written: ", party.names.slice(0, 10).map((n, i) =>
        [i > 0 && ", ", bdi(n.mention), ` (${number(n.count)})`])),
      el("p", { class: "small" }, el("a", { href: filteredBy(parameter, value) }, "On the map"), " · ",
        el("a", { href: filteredBy(parameter, value, "/incidents") }, "as a list with filters"))),
    el("dl", { class: "tiles" }, TILES.filter(([name]) => party.counts?.[name] !== undefined && party.counts[name] !== null)
      .map(([name, words, hint]) => figureTile(party.counts[name], words, hint))),
    party.months?.length > 0 && el("section", { "aria-labelledby": "months" }, el("h2", { id: "months" }, "Over time"), months(party.months)),
    figures(party),
    el("div", { class: "two" },
      el("section", {}, el("h2", {}, "What"), tally(party.by_type, { href: (r) => filter("type", r.value) })),
      el("section", {}, el("h2", {}, "How it stands"), tally(party.by_standing, { words: (v) => label(STANDING, v), href: (r) => filter("standing", r.value) })),
      el("section", {}, el("h2", {}, "Told as"), tally(party.by_status, { words: (v) => label(STATUS, v), href: (r) => filter("status", r.value) })),
      party.with?.length > 0 && el("section", {}, el("h2", {}, withHeading), tally(party.with, { href: (r) => linkTo(withRoute, r.key ?? r.name) })),
      party.denied_by?.length > 0 && el("section", {}, el("h2", {}, "Who denies it"), tally(party.denied_by, { href: (r) => linkTo("speakers", r.name) }))),
    el("section", { "aria-labelledby": "incidents" }, el("h2", { id: "incidents" }, many(party.matched, "incident")),
      createPages(keyed(route, key), party, flags)),
    downloads(`/${route}/${encodeURIComponent(party.key ?? party.name)}`, ["json", "csv"]));
  return { node, title: party.name };
}

function flags(row) {
  const words = [["first", "told first"], ["alone", "told alone"], ["denied", "denied by another"], ["withdrawn", "later withdrawn"]];
  const set = words.filter(([name]) => row[name]).map(([, w]) => w);
  return set.length ? [" · ", el("span", { class: "warn" }, set.join(", "))] : null;
}

function figures(party) {
  if (!party.figures?.length) return null;
  return el("section", { "aria-labelledby": "figures" }, el("h2", { id: "figures" }, "Figures by side"),
    el("p", { class: "soft small" }, "Bounds of its latest word on each incident, added up; open where any is open. Not an estimate of what happened."),
    el("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Figures by side, a table" },
      el("table", { class: "plain-table" },
        el("thead", {}, el("tr", {}, ["What", "Of", "How many", "Incidents", "Claims"].map((h) => el("th", { scope: "col" }, h)))),
        el("tbody", {}, party.figures.map((f) => el("tr", {}, el("th", { scope: "row" }, f.measure), el("td", {}, sideTag(f.of) ?? el("span", { class: "soft" }, "not told")),
          el("td", {}, range(f)), el("td", { class: "n" }, number(f.incidents)), el("td", { class: "n" }, number(f.claims))))))));
}

