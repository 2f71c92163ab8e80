// The overview: map, timeline, filters and list, all of one state, all of it in the address.
import { ApiError, get, isMoot } from "../api.js";
import { announce, bdi, button, el } from "../dom.js";
import { days, many, number, toDay, toIso } from "../format.js";
import { inks } from "../inks.js";
import { createMap } from "../map/map.js";
import { createFacets } from "../parts/facets.js";
import { bordersControl, legend } from "../parts/legend.js";
import { createList } from "../parts/list.js";
import { chips } from "../parts/chips.js";
import { preview } from "../parts/preview.js";
import { readMask, readPoints, within } from "../points.js";
import { address, filterParameters, isFiltered, linkTo, readState } from "../state.js";
import { push, replace } from "../steps.js";
import { createTimeline } from "../timeline/timeline.js";
import { coverage } from "../parts/coverage.js";

export const STAYS = true;
const BORDERS = ["plain", "hidden"];
const RANGE_WAIT = 250; // ms after a drag's last move until the counts are asked for

const first = (text) => text && toDay(text.length === 4 ? `${text}-01-01` : text.length === 7 ? `${text}-01` : text);

function last(text) {
  if (!text || text.length === 10) return text && toDay(text);
  const [y, m] = text.split("-").map(Number);
  return toDay(new Date(Date.UTC(m ? y : y + 1, m ?? 0, 0)).toISOString().slice(0, 10));
}

const bordersOf = (state, meta) =>
  BORDERS.find((b) => state.settings.has(`borders-${b}`)) ?? meta.basemap?.borders ?? "dashed";

export async function open({ meta }) {
  const now = { state: readState(), points: null, mask: null, matched: 0, reading: null };
  const status = el("p", { class: "matched", role: "status" });
  const chipBox = el("div", { class: "chips" });
  const panel = el("div", { class: "panel" });
  const covered = el("p", { class: "covered small soft" });

  const map = createMap({
    at: now.state.map,
    borders: bordersOf(now.state, meta),
    basemap: meta.basemap,
    onOpen: (id) => choose({ open: id }),
    onPlace: (number_) => choose({ open: `place:${now.points.places.key[number_]}` }),
    onMove: (at) => put({ map: at }),
  });
  const timeline = createTimeline({ onRange: ranged, ink: inks });
  const facets = createFacets({
    onChoose: (name, values) => choose({ filters: { ...now.state.filters, [name]: values } }),
    parameters: () => filterParameters(now.state),
  });
  const list = createList({ onOpen: (row) => choose({ open: row.id }) });
  const side = el("div", { class: "side-pane" }, panel, list.node);
  const tabs = tabBar();
  const node = el("div", { class: "overview" },
    el("h1", { class: "unseen" }, "What is claimed, where, when and by whom"),
    el("div", { class: "strip" }, status, chipBox, covered),
    tabs,
    facets.node,
    el("div", { class: "middle" }, map.node, timeline.node),
    side,
  );

  map.node.append(legend(meta.sides ?? [], bordersControl(bordersOf(now.state, meta), setBorders)));

  function tabBar() {
    const pick = (what) => {
      node.dataset.tab = what;
      for (const b of tabs_) b.setAttribute("aria-pressed", String(b.dataset.tab === what));
      map.resize();
    };
    const tabs_ = [["map", "Map"], ["list", "List"], ["facets", "Filters"]].map(([what, words]) =>
      button(words, () => pick(what), { "data-tab": what, "aria-pressed": String(what === "map") }));
    return el("div", { class: "tabs", role: "group", "aria-label": "What to show" }, tabs_);
  }

  // A change that is not worth a step back: where the map is, a range while it is dragged.
  // Of the address only this changes: it may have stepped to a state that is not shown yet.
  function put(change) {
    Object.assign(now.state, change);
    if (location.pathname === "/") replace(address({ ...readState(), ...change }));
  }

  function choose(change) {
    const before = address(now.state);
    Object.assign(now.state, change);
    const after = address(now.state);
    if (after !== before) push(after);
    refresh();
  }

  function setBorders(how) {
    const settings = new Set([...now.state.settings].filter((s) => !s.startsWith("borders-")));
    if (how !== "dashed") settings.add(`borders-${how}`);
    map.setBorders(how);
    choose({ settings });
  }

  let waiting = 0;
  function ranged(from, to, isDone) {
    const change = { from: from === null ? null : toIso(from), to: to === null ? null : toIso(to) };
    window.clearTimeout(waiting);
    if (isDone) return choose(change);
    put(change);
    drawLocal();
    waiting = window.setTimeout(refresh, RANGE_WAIT);
  }

  // All incidents, once; of a ledger too big for that, those that match, each time.
  async function points() {
    const read = (answer) => (now.points = readPoints(answer, meta.sides ?? []));
    if (meta.counts.incidents > meta.limits.points)
      return get("/api/points", filterParameters(now.state, ["from", "to"]), "points").then(read, tooMany);
    now.reading ??= get("/api/points").then(read);
    return now.reading;
  }

  // What one sees at once: map and timeline of the points at hand.
  function drawLocal() {
    if (!now.points) return;
    const [from, to] = [first(now.state.from), last(now.state.to)];
    const chosen = within(now.points, now.mask, from, to);
    const everyDay = from === null && to === null ? chosen : within(now.points, now.mask, null, null);
    const made = map.update(now.points, chosen);
    timeline.update(now.points, everyDay, from, to);
    now.matched = chosen.length;
    covered.replaceChildren(...coverage(now.points, chosen, made.nowhere));
    say(chosen.length);
  }

  function say(matched) {
    const total = now.points?.n ?? meta.counts.incidents;
    const range = now.state.from || now.state.to
      ? ` · ${days(first(now.state.from) ?? now.points?.days?.first ?? null, last(now.state.to) ?? now.points?.days?.last ?? null)}` : "";
    status.textContent = matched === total ? `${many(total, "incident")}${range}` : `${number(matched)} of ${many(total, "incident")}${range}`;
  }

  const isBig = meta.counts.incidents > meta.limits.points;
  let asked = 0;
  async function refresh() {
    const mine = ++asked;
    const { state } = now;
    chipBox.replaceChildren(...chips(state, (change) => choose(change)));
    drawPanel();
    const began = performance.now();
    try {
      const given = filterParameters(state);
      const bare = filterParameters(state, ["from", "to"]);
      const free = String(bare) === "";
      const isRanged = state.from !== null || state.to !== null;
      const [got, apart, view] = await Promise.all([
        isBig ? points() : now.points ?? points(),
        free || isBig || !isRanged ? null : get("/api/mask", bare, "mask"),
        get("/api/view", given, "view"),
      ]);
      if (mine !== asked) return;
      if (got && view.version !== got.version) return again();
      const mask = isRanged ? apart : view; // what passes all filters but the range
      now.mask = free || isBig ? null : readMask(mask.mask, got.n);
      if (got) drawLocal();
      if (state.open?.startsWith("place:")) drawPanel(); // its name is known now
      facets.update(view.facets, state.filters);
      node.dataset.redrawn = String(Math.round(performance.now() - began));
      if (isFiltered(state)) announce(`${many(view.matched, "incident")} match`);
    } catch (error) {
      if (isMoot(error) || mine !== asked) return;
      status.textContent = error.message;
    }
  }

  function again() {
    now.reading = now.points = null;
    document.dispatchEvent(new CustomEvent("warledger:changed"));
    refresh();
  }

  function tooMany(error) {
    if (!(error instanceof ApiError) || error.status !== 413) throw error;
    now.points = null;
    status.textContent = `More than ${number(meta.limits.points)} incidents match: choose a filter or search to see them on the map.`;
    return null;
  }

  let listed = null;
  function drawPanel() {
    const opened = now.state.open;
    const parameters = filterParameters(now.state);
    if (opened?.startsWith("place:")) parameters.set("place", opened.slice(6));
    if (String(parameters) !== listed) {
      listed = String(parameters);
      list.load("/api/incidents", parameters);
    }
    list.mark(opened);
    if (!opened) return panel.replaceChildren();
    if (opened.startsWith("place:")) return panel.replaceChildren(placePanel(opened.slice(6)));
    preview(opened, panel, { close: () => choose({ open: null }), onPlace: (place) => map.show(place.lon, place.lat) });
  }

  function placePanel(key) {
    const at = now.points?.places.key.indexOf(key) ?? -1;
    const name = at < 0 ? key : now.points.places.name[at];
    return el("div", { class: "opened" },
      button("×", () => choose({ open: null }), { class: "shut", "aria-label": "Close this place" }),
      el("h2", {}, "At ", bdi(name)),
      el("p", {}, el("a", { href: linkTo("places", key) }, "The place's page: who held it, its names")));
  }

  node.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && now.state.open) choose({ open: null });
  });

  return {
    node,
    title: "Warledger",
    retheme() {
      map.retheme();
      drawLocal();
    },
    shown(cause, isBack) {
      if (isBack) {
        const before = now.state;
        now.state = readState();
        if (cause === "history" && now.state.map && String(now.state.map) !== String(before.map)) map.moveTo(now.state.map);
        now.state.map ??= before.map;
        map.setBorders(bordersOf(now.state, meta));
        map.resize();
      }
      refresh();
      timeline.redraw();
    },
  };
}
