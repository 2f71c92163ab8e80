// All that the overview shows is in the address: filters, range, map, what is open, settings.
export const FILTERS = [
  "type", "sub", "side", "actor", "speaker", "outlet", "status", "standing", "country",
  "adm1", "prec", "place",
];
const SINGLE = ["q", "from", "to", "bbox"];

export function readState(search = location.search) {
  const given = new URLSearchParams(search);
  const filters = Object.fromEntries(FILTERS.map((name) => [name, given.getAll(name)]));
  const [lat, lon, zoom] = (given.get("map") ?? "").split(",").map(Number);
  const settings = new Set((given.get("view") ?? "").split(",").filter(Boolean));
  return {
    filters,
    ...Object.fromEntries(SINGLE.map((name) => [name, given.get(name) || null])),
    map: Number.isFinite(zoom) && given.get("map") ? { lat, lon, zoom } : null,
    open: given.get("open") || null,
    settings,
    tab: given.get("tab") || null,
    kept: ["lang", "theme"].filter((n) => given.has(n)).map((n) => [n, given.get(n)]),
  };
}

// What the server is asked with. `but` leaves a parameter out.
export function filterParameters(state, but = []) {
  const out = new URLSearchParams();
  for (const name of SINGLE)
    if (state[name] && !but.includes(name)) out.set(name, state[name]);
  for (const name of FILTERS) {
    if (but.includes(name)) continue;
    for (const value of [...state.filters[name]].sort()) out.append(name, value);
  }
  return out;
}

export function address(state, path = "/") {
  const out = filterParameters(state);
  if (state.map) {
    const { lat, lon, zoom } = state.map;
    out.set("map", `${lat.toFixed(3)},${lon.toFixed(3)},${zoom.toFixed(2)}`);
  }
  if (state.open) out.set("open", state.open);
  if (state.settings.size) out.set("view", [...state.settings].sort().join(","));
  if (state.tab) out.set("tab", state.tab);
  for (const [name, value] of state.kept) out.set(name, value);
  const query = String(out).replaceAll("%2C", ",").replaceAll("%3A", ":");
  return query ? `${path}?${query}` : path;
}

export const isFiltered = (state) => String(filterParameters(state)) !== "";

// An address on another page keeps what the reader set for all pages.
export function link(path) {
  const given = new URLSearchParams(location.search);
  const kept = new URLSearchParams();
  for (const name of ["lang", "theme"]) if (given.has(name)) kept.set(name, given.get(name));
  const [bare, hash = ""] = path.split("#");
  const query = String(kept);
  const joined = query ? `${bare}${bare.includes("?") ? "&" : "?"}${query}` : bare;
  return hash ? `${joined}#${hash}` : joined;
}

export const linkTo = (route, key) => link(`/${route}/${encodeURIComponent(key)}`);

// An overview or a list that is filtered by one value.
export const filteredBy = (name, value, path = "/") =>
  link(`${path}?${new URLSearchParams([[name, value]])}`);
