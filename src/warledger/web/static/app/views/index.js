// Lists: incidents with filters, and the names of places, actors, speakers and outlets.
import { get } from "../api.js";
import { bdi, el } from "../dom.js";
import { country, many, number } from "../format.js";
import { chips } from "../parts/chips.js";
import { createFacets } from "../parts/facets.js";
import { createList } from "../parts/list.js";
import { address, filterParameters, link, linkTo, readState } from "../state.js";
import { go } from "../main.js";

const TABS = { places: "Places", actors: "Actors", speakers: "Speakers", outlets: "Outlets" };
const FACET = { actors: "actor", speakers: "speaker", outlets: "outlet" };
const MOST = 1000;

export async function open({ meta }) {
  const state = readState();
  return TABS[state.tab] ? names(state) : incidents(state, meta);
}

async function incidents(state) {
  const change = (what) => {
    Object.assign(state, what);
    go(address(state, "/incidents"));
  };
  const list = createList({ onOpen: (row) => go(linkTo("incidents", row.id)), lane: "index" });
  const facets = createFacets({
    onChoose: (name, values) => change({ filters: { ...state.filters, [name]: values } }),
    parameters: () => filterParameters(state),
  });
  const given = filterParameters(state);
  const answer = await get("/api/facets", given, "index-facets");
  facets.update(answer.facets, state.filters);
  list.load("/api/incidents", given);
  const query = String(given) ? `?${given}` : "";
  const node = el("div", { class: "index" },
    el("div", { class: "index-head" }, el("h1", { tabindex: "-1" }, "Incidents"),
      el("p", { class: "matched" }, answer.matched === answer.total ? many(answer.total, "incident") : `${number(answer.matched)} of ${many(answer.total, "incident")}`),
      el("div", { class: "chips" }, chips(state, change)),
      el("p", { class: "small" }, el("a", { href: link(`/${query}`) }, "On the map"), " · as data: ",
        ["csv", "json", "geojson"].map((kind, i) => [i > 0 && ", ", el("a", { href: `/incidents.${kind}${query}`, download: true }, kind.toUpperCase())]))),
    facets.node, list.node);
  return { node, title: "Incidents" };
}

async function rowsOf(tab) {
  if (tab === "places") {
    const { places, place } = await get("/api/points");
    const counts = new Uint32Array(places.key.length);
    for (const at of place) if (at >= 0) counts[at] += 1;
    const byKey = new Map(); // one key may be told with several degrees of exactness
    for (const i of counts.keys()) {
      const known = byKey.get(places.key[i]);
      if (known) known.count += counts[i];
      else byKey.set(places.key[i], { key: places.key[i], name: places.name[i], count: counts[i], placed: places.lat[i] !== null,
        note: [places.adm1[i], country(places.country[i])].filter((w) => w && w !== places.name[i]).join(", ") });
    }
    return [...byKey.values()].filter((r) => r.count).sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
  }
  const name = FACET[tab];
  const { facets } = await get("/api/facets", new URLSearchParams({ top: MOST }));
  return facets[name].values.filter((v) => v.value !== "").map((v) => ({ key: v.value, name: v.label ?? v.value, count: v.count, note: "" }));
}

async function names(state) {
  const rows = await rowsOf(state.tab);
  const box = el("ol", { class: "name-list" });
  const said = el("p", { class: "soft small", role: "status" });
  const filter = el("input", { type: "search", "aria-label": `Find in ${TABS[state.tab].toLowerCase()}`, placeholder: "Find a name", oninput: () => draw() });
  const top = Math.max(1, ...rows.map((r) => r.count));
  function draw() {
    const words = filter.value.trim().toLocaleLowerCase();
    const found = words ? rows.filter((r) => r.name.toLocaleLowerCase().includes(words)) : rows;
    box.replaceChildren(...found.slice(0, 400).map((r) => el("li", { vars: { part: (r.count / top).toFixed(3) } },
      el("span", { class: "what" }, el("a", { href: linkTo(state.tab, r.key) }, bdi(r.name)), r.note && el("span", { class: "soft small" }, " ", bdi(r.note)),
        r.placed === false && el("span", { class: "soft small" }, " not placed")),
      el("span", { class: "n" }, number(r.count)))));
    said.textContent = `${many(found.length, "name")}${found.length > 400 ? "; the first 400 are shown" : ""}${rows.length >= MOST ? `; only the ${number(MOST)} most frequent are listed` : ""}`;
  }
  draw();
  const node = el("article", { class: "page names" }, el("h1", { tabindex: "-1" }, TABS[state.tab]),
    el("p", { class: "soft" }, "With how many incidents each is part of."), filter, said, box);
  return { node, title: TABS[state.tab] };
}
