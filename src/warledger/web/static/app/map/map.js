// The map: the ground, the incidents, and what happens when one points at something.
import { bdi, button, el } from "../dom.js";
import { days, many, number } from "../format.js";
import { NO_DAY, idOf } from "../points.js";
import { PLACE_PRECISION } from "../words.js";
import { detail, groundStyle, setBorders, world } from "./basemap.js";
import { features } from "./features.js";
import { addMissing } from "./glyphs.js";
import { CLUSTER_UNTIL, addIncidents, setAreas, setPins } from "./layers.js";

const LIBRARY = "/static/vendor/maplibre-gl/maplibre-gl.mjs";
const WORKER = "/static/vendor/maplibre-gl/maplibre-gl-worker.mjs";
const PRESSABLE = ["glyphs", "stacks", "areas"];
const DETAIL_FROM = 3;
const RINGS = 150;

function hasWebGl() {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
}

const painted = () =>
  new Promise((done) => window.requestAnimationFrame(() => window.setTimeout(done)));

// `at`: {lat, lon, zoom} or null. `onOpen(incident id)`, `onPlace(place number)`, `onMove(at)`.
export function createMap({ at, borders, basemap, onOpen, onPlace, onMove }) {
  const stage = el("div", { class: "map-stage" });
  const tip = el("div", { class: "map-tip", role: "status", hidden: true });
  const note = el("p", { class: "area-note small", role: "status", hidden: true });
  const node = el("div", { class: "map", role: "region", "aria-label": "Map of incidents" }, stage, tip, note);
  const now = { points: null, made: null, map: null, ready: false, fitted: Boolean(at), detailed: false, borders };

  async function start() {
    if (!hasWebGl()) return without();
    await painted(); // the page first: what can be read before the map can be drawn
    const [library, ground] = await Promise.all([import(LIBRARY), world()]);
    library.setWorkerUrl(WORKER);
    now.library = library;
    now.ground = ground;
    const map = new library.Map({
      container: stage,
      style: basemap?.style ?? groundStyle(ground, now.borders),
      center: at ? [at.lon, at.lat] : [20, 25],
      zoom: at ? at.zoom : 1.2,
      maxZoom: 14,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      fadeDuration: 0,
      canvasContextAttributes: { preserveDrawingBuffer: false },
    });
    map.touchZoomRotate.disableRotation();
    map.getCanvas().setAttribute("aria-label", "Map. Arrow keys move it, plus and minus zoom. The list beside it has the same incidents.");
    now.map = map;
    map.setMissingStyleImageResolver((id) => addMissing(map, id));
    map.on("style.load", dress);
    map.on("idle", () => (node.dataset.drawn = "yes"));
    map.on("moveend", told);
    map.on("mousemove", hover);
    map.on("mouseout", () => (tip.hidden = true));
    map.on("click", press);
    map.on("error", ({ error }) => console.warn("map:", error?.message ?? error));
    node.append(controls(map), credit());
  }

  function without() {
    node.classList.add("without");
    stage.replaceWith(el("p", { class: "no-map" },
      "This browser offers no WebGL, so there is no map. The timeline, the filters and the list have everything that the map would show."));
  }

  function dress() {
    addIncidents(now.map);
    now.ready = true;
    redraw();
    now.detailed = false;
    if (basemap?.tiles) {
      now.map.addSource("tiles", { type: "raster", tiles: [basemap.tiles], tileSize: 256 });
      now.map.addLayer({ id: "tiles", type: "raster", source: "tiles" }, "borders");
    }
    fit();
    nearer();
  }

  function redraw() {
    if (!now.ready || !now.made) return;
    setPins(now.map, now.made.pins);
    redrawAreas();
  }

  // The rings of areas cover one another: of very many, those in view that hold the most.
  function redrawAreas() {
    const { features: all } = now.made.areas;
    let shown = all;
    if (all.length > RINGS) {
      const view = now.map.getBounds();
      const near = all.filter(({ properties: p }) => view.contains([p.lon, p.lat]));
      const least = near.map((f) => f.properties.n).sort((a, b) => b - a)[RINGS] ?? 0;
      shown = near.filter((f) => f.properties.n > least || near.length <= RINGS).slice(0, RINGS);
      note.textContent = near.length > shown.length
        ? `${number(shown.length)} of ${number(near.length)} areas in view are drawn, those with most incidents; come nearer for the others.` : "";
    } else note.textContent = "";
    note.hidden = !note.textContent;
    setAreas(now.map, { type: "FeatureCollection", features: shown });
  }

  // Fits once, to what is there when the page opens without a place of its own.
  function fit(again = false) {
    if (!now.map || !now.made?.bounds || (now.fitted && !again)) return;
    now.fitted = true;
    const [w, s, e, n] = now.made.bounds;
    now.map.fitBounds([[w, s], [e, n]], { padding: 60, maxZoom: 7, animate: again });
  }

  async function nearer() {
    if (now.detailed || basemap?.style || now.map.getZoom() < DETAIL_FROM) return;
    now.detailed = true;
    const more = await detail();
    for (const [name, shapes] of Object.entries(more)) now.map.getSource(name)?.setData(shapes);
    node.dataset.detail = "yes";
  }

  function told() {
    nearer();
    if (now.ready && now.made?.areas.features.length > RINGS) redrawAreas();
    const { lat, lng } = now.map.getCenter();
    onMove?.({ lat, lon: lng, zoom: now.map.getZoom() });
  }

  function under(point) {
    if (!now.ready) return null;
    const box = [[point.x - 4, point.y - 4], [point.x + 4, point.y + 4]];
    const found = now.map.queryRenderedFeatures(box, { layers: PRESSABLE.slice(0, 2) });
    return found[0] ?? now.map.queryRenderedFeatures(point, { layers: ["areas"] }).at(0) ?? null;
  }

  function words({ properties: p }) {
    const { points } = now;
    if (p.cluster) return [many(p.n, "incident"), " here; press to come nearer"];
    const name = bdi(points.places.name[p.place]);
    const prec = points.places.prec[p.place];
    const how = prec > 1 ? ` (${PLACE_PRECISION[prec]})` : "";
    if (p.n > 1) return [many(p.n, "incident"), ", ", name, how];
    const i = p.i;
    const day = points.start[i] === NO_DAY ? "no day fixed" : days(points.start[i], points.end[i]);
    return [points.values.sub[points.sub[i]], ", ", name, how, ", ", day];
  }

  function hover(event) {
    const hit = under(event.point);
    now.map.getCanvas().classList.toggle("pointing", Boolean(hit));
    tip.hidden = !hit;
    if (!hit) return;
    tip.replaceChildren(...el("div", {}, words(hit)).childNodes);
    const left = Math.min(event.point.x + 14, stage.clientWidth - 250);
    tip.style.setProperty("left", `${Math.max(4, left)}px`);
    tip.style.setProperty("top", `${event.point.y + 14}px`);
  }

  async function press(event) {
    const hit = under(event.point);
    if (!hit) return;
    const { properties: p, geometry } = hit;
    if (p.cluster) {
      const zoom = await now.map.getSource("pins").getClusterExpansionZoom(p.cluster_id);
      return now.map.easeTo({ center: geometry.coordinates, zoom: Math.min(zoom + 0.2, CLUSTER_UNTIL + 1.5) });
    }
    if (p.n === 1 && p.i >= 0) return onOpen(idOf(now.points, p.i));
    onPlace(p.place);
  }

  function controls(map) {
    return el("div", { class: "map-controls", role: "group", "aria-label": "Zoom of the map" },
      button("+", () => map.zoomIn(), { "aria-label": "Zoom the map in" }),
      button("−", () => map.zoomOut(), { "aria-label": "Zoom the map out" }),
      button("⤢", () => fit(true), { "aria-label": "Show all places that match" }));
  }

  const credit = () =>
    el("p", { class: "credit" }, "Lines: Natural Earth, de facto; names: GeoNames. Drawn borders are no statement on who should hold what.");

  const started = start().catch((error) => {
    console.warn("map:", error);
    without();
  });

  return {
    node,
    started,
    update(points, chosen) {
      now.points = points;
      now.made = features(points, chosen);
      redraw();
      fit();
      return now.made;
    },
    moveTo({ lat, lon, zoom }) {
      now.fitted = true;
      now.map?.jumpTo({ center: [lon, lat], zoom });
    },
    show(lon, lat) {
      if (now.map && !now.map.getBounds().contains([lon, lat])) now.map.easeTo({ center: [lon, lat] });
    },
    setBorders(how) {
      now.borders = how;
      if (now.ready) setBorders(now.map, how);
    },
    retheme() {
      if (!now.map || basemap?.style) return;
      now.ready = false;
      now.map.setStyle(groundStyle(now.ground, now.borders), { diff: false });
    },
    resize: () => now.map?.resize(),
    get map() {
      return now.map;
    },
  };
}
