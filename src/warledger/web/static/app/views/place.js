// One place: who held it over time according to whom, what happened there, how it was found.
import { get, keyed } from "../api.js";
import { bdi, el } from "../dom.js";
import { country, many } from "../format.js";
import { createPages } from "../parts/pages.js";
import { downloads, tally } from "../parts/bits.js";
import { spotLink } from "../parts/drawer.js";
import { controlStrip } from "../parts/strip.js";
import { filteredBy, link } from "../state.js";
import { PLACE_PRECISION, STANDING, label } from "../words.js";


export async function open({ parts: [key] }) {
  const place = await get(keyed("places", key));
  const where = [place.kind, place.adm1, country(place.country)].filter(Boolean);
  const node = el("article", { class: "page place" },
    el("header", { class: "page-head" },
      el("p", { class: "kicker" }, "Place"),
      el("h1", { tabindex: "-1" }, bdi(place.name)),
      el("p", { class: "lead" }, where.map((w, i) => [i > 0 && ", ", bdi(w)])),
      el("p", { class: "soft" }, place.lat === null ? "Not found on the map: the name alone stands here." :
        [`${place.lat.toFixed(3)}, ${place.lon.toFixed(3)}`, place.prec ? ` (${PLACE_PRECISION[place.prec] ?? ""})` : "", " · ",
          el("a", { href: link(`/?map=${place.lat},${place.lon},9`) }, "on the map"), " · ",
          el("a", { href: filteredBy("place", place.key) }, "only this place on the map")]),
      place.key.startsWith("name:") ? null : el("p", { class: "small soft" }, el("code", {}, place.key))),
    el("section", { "aria-labelledby": "control" }, el("h2", { id: "control" }, "Who held it, according to whom"),
      controlStrip(place)),
    el("div", { class: "two" },
      el("section", {}, el("h2", {}, "What happened"), tally(place.by_type, { href: (r) => link(`/?${new URLSearchParams([["place", place.key], ["type", r.value]])}`) })),
      el("section", {}, el("h2", {}, "How it stands"), tally(place.by_standing, { words: (v) => label(STANDING, v), href: (r) => link(`/?${new URLSearchParams([["place", place.key], ["standing", r.value]])}`) }))),
    names(place),
    el("section", { "aria-labelledby": "incidents" }, el("h2", { id: "incidents" }, many(place.matched, "incident")),
      createPages(keyed("places", key), place)),
    downloads(`/places/${encodeURIComponent(place.key)}`, ["json", "csv", "geojson"]));
  return { node, title: place.name };
}

function names(place) {
  if (!place.names?.length) return null;
  const row = (name) => el("tr", {},
    el("th", { scope: "row" }, name.report ? spotLink(name, bdi(name.mention)) : bdi(name.mention)),
    el("td", { class: "n" }, many(name.count, "time")),
    el("td", {}, bdi(name.reason ?? "", 600), name.runners_up?.length > 0 &&
      el("span", { class: "soft" }, " Also possible: ", name.runners_up.map((r, i) => [i > 0 && "; ", bdi(r)]))),
    el("td", { class: "n soft" }, name.candidates ? many(name.candidates, "candidate") : ""));
  return el("section", { "aria-labelledby": "names" }, el("h2", { id: "names" }, "Its names in reports, and how they were matched"),
    el("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Names, a table" },
      el("table", { class: "plain-table" },
        el("thead", {}, el("tr", {}, ["As written", "How often", "Why this place", ""].map((h) => (h ? el("th", { scope: "col" }, h) : el("td", {}))))),
        el("tbody", {}, place.names.slice(0, 40).map(row)))),
    place.names.length > 40 && el("p", { class: "soft" }, `and ${place.names.length - 40} more ways to write it`));
}
