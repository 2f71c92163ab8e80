// State, filters and what ties the views together. The address after # holds the view.
const STATE = { selected: null, shown: CLAIMS, table: "day", undated: false };
let ready = false; // the first view is shown without a slow scroll
const INPUTS = {
  words: "f-words",
  type: "f-type",
  actor: "f-actor",
  speaker: "f-speaker",
  outlet: "f-outlet",
  from: "f-from",
  to: "f-to",
};
const PIECES = [...document.querySelectorAll("[data-c]")].map((node) => ({
  node,
  numbers: node.dataset.c.split(" ").map(Number),
}));
const TRIGGERS = [...document.querySelectorAll("[data-t]")].map((node) => ({
  node,
  numbers: node.dataset.t.split(" ").map(Number),
}));
// Search passes over marks on letters: "Sinjar" finds "Sinjār".
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const HAYSTACKS = CLAIMS.map((c) => {
  const named = [...c.actors, ...c.targets, ...c.places, ...c.sources];
  const words = named.flatMap((item) => [item.name, item.mention]);
  return folded([c.quote, c.sub_type, ...c.tags, ...words].join(" "));
});

const parties = (claim) =>
  [...claim.actors, ...claim.targets].flatMap((a) => [a.side, a.name]).filter(Boolean);
const statusBoxes = () => [...document.querySelectorAll("#f-status input")];
const valueOf = (key) => byId(INPUTS[key]).value;

function fits(claim) {
  const off = new Set(
    statusBoxes()
      .filter((box) => !box.checked)
      .map((box) => box.value),
  );
  const words = folded(valueOf("words")).split(/\s+/).filter(Boolean);
  const { start, end } = claim.date || {};
  const from = valueOf("from"),
    to = valueOf("to");
  return (
    !off.has(claim.status) &&
    words.every((word) => HAYSTACKS[claim.number].includes(word)) &&
    (!valueOf("type") || claim.sub_type === valueOf("type")) &&
    (!valueOf("actor") || parties(claim).includes(valueOf("actor"))) &&
    (!valueOf("speaker") ||
      claim.sources.some((s) => s.name === valueOf("speaker")) ||
      speakerOf(claim) === valueOf("speaker")) &&
    (!valueOf("outlet") || outletOf(claim) === valueOf("outlet")) &&
    (!from || (end && end >= from)) &&
    (!to || (start && start <= to)) &&
    (!STATE.undated || !start)
  );
}

function update() {
  STATE.shown = CLAIMS.filter(fits);
  const shown = new Set(STATE.shown.map((c) => c.number));
  const all = shown.size === CLAIMS.length;
  for (const { node, numbers } of [...PIECES, ...TRIGGERS])
    node.classList.toggle("off", !numbers.some((n) => shown.has(n)));
  const reports = new Set(STATE.shown.map((c) => c.report));
  for (const article of document.querySelectorAll(".report"))
    article.hidden = !all && !reports.has(Number(article.dataset.r));
  byId("no-reports").hidden = all || reports.size > 0;
  byId("outcome").textContent = all
    ? `All ${count(CLAIMS.length, "claim")}`
    : `${shown.size} of ${count(CLAIMS.length, "claim")} in ${count(reports.size, "report")}`;
  byId("f-reset").disabled = all && !STATE.undated;
  updateTimeline(STATE.shown);
  updateMap(STATE.shown);
  updateTable(STATE.shown);
  updateIncidents(shown);
  updateControl(shown);
  updateCard(STATE.selected === null ? null : CLAIMS[STATE.selected]);
  remember();
}

function select(number, scroll = true) {
  STATE.selected = number;
  for (const { node, numbers } of PIECES)
    node.classList.toggle("chosen", numbers.includes(number));
  for (const { node, numbers } of TRIGGERS)
    node.classList.toggle("chosen", numbers.includes(number));
  const claim = number === null ? null : CLAIMS[number];
  updateCard(claim);
  updateTimeline(STATE.shown);
  const points = claim ? pointsOf([claim]) : [];
  const outside = points.some(([lat, lon]) => {
    const [x, y] = onScreen(lat, lon);
    return x < 30 || y < 30 || x > MAP.width - 30 || y > MAP.height - 30;
  });
  if (points.length && (outside || MAP.scale < 60)) fitTo(points, 130);
  else drawMap();
  if (claim && scroll) scrollToClaim(number, scroll === true ? "nearest" : scroll);
  remember();
}

function scrollToClaim(number, block = "center") {
  const found =
    TRIGGERS.find(({ numbers }) => numbers.includes(number)) ||
    PIECES.find(({ numbers }) => numbers.includes(number));
  if (!found) return;
  found.node.closest(".report").hidden = false;
  const calm = !ready || matchMedia("(prefers-reduced-motion: reduce)").matches;
  found.node.scrollIntoView({ block, behavior: calm ? "auto" : "smooth" });
}

// The claim after the chosen one among those that share a passage or a place.
function nextAmong(claims) {
  const at = claims.findIndex((c) => c.number === STATE.selected);
  return claims[(at + 1) % claims.length];
}

function step(by) {
  if (!STATE.shown.length) return;
  const at = STATE.shown.findIndex((c) => c.number === STATE.selected);
  const to = at < 0 ? 0 : (at + by + STATE.shown.length) % STATE.shown.length;
  select(STATE.shown[to].number);
}

function setFilter(key, value) {
  byId(INPUTS[key]).value = value;
  update();
}
function showRange(from, to) {
  byId(INPUTS.from).value = from;
  byId(INPUTS.to).value = to;
  update();
}
function showDay(iso) {
  if (valueOf("from") === iso && valueOf("to") === iso) showRange("", "");
  else showRange(iso, iso);
}
function toggleUndated() {
  STATE.undated = !STATE.undated;
  update();
}

function remember() {
  const view = new URLSearchParams();
  for (const key of Object.keys(INPUTS)) if (valueOf(key)) view.set(key, valueOf(key));
  const off = statusBoxes()
    .filter((box) => !box.checked)
    .map((box) => box.value);
  if (off.length) view.set("without", off.join(","));
  if (STATE.selected !== null) view.set("claim", CLAIMS[STATE.selected].id);
  const hash = view.toString();
  history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
}

function recall() {
  const view = new URLSearchParams(location.hash.slice(1));
  for (const key of Object.keys(INPUTS))
    if (view.has(key)) byId(INPUTS[key]).value = view.get(key);
  const off = (view.get("without") || "").split(",");
  for (const box of statusBoxes()) box.checked = !off.includes(box.value);
  return CLAIMS.find((c) => c.id === view.get("claim"));
}

function options(id, values, all) {
  const sorted = most(values).map(([name, claims]) =>
    el("option", { value: name }, `${name} (${claims.length})`),
  );
  byId(id).replaceChildren(el("option", { value: "" }, all), ...sorted);
}

function startFilters() {
  options(
    "f-type",
    tally(CLAIMS, (c) => [c.sub_type]),
    "any kind",
  );
  options("f-actor", tally(CLAIMS, parties), "anybody");
  options(
    "f-speaker",
    tally(CLAIMS, (c) => [speakerOf(c), ...c.sources.map((s) => s.name)]),
    "anybody",
  );
  options(
    "f-outlet",
    tally(CLAIMS, (c) => [outletOf(c)]),
    "any outlet",
  );
  byId("f-status").append(
    ...STATUS_KEYS.filter((s) => CLAIMS.some((c) => c.status === s)).map((s) =>
      el(
        "label",
        { class: `chip is-${s}`, title: STATUS_MEANS[s] },
        el("input", { type: "checkbox", value: s, checked: true }),
        `${STATUSES[s]} `,
        el("span", { class: "n" }, CLAIMS.filter((c) => c.status === s).length),
      ),
    ),
  );
  const form = byId("filters");
  form.addEventListener("input", () => {
    update();
    fitTo(pointsOf(STATE.shown));
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () =>
    setTimeout(() => {
      STATE.undated = false;
      update();
      fitTo(pointsOf(CLAIMS));
    }),
  );
}

function startHeader() {
  const placed = new Set(
    CLAIMS.flatMap((c) => c.places)
      .filter((p) => p.lat !== null)
      .map((p) => p.id || `${p.lat},${p.lon}`),
  );
  const numbers = [
    [REPORTS.length, "report"],
    [CLAIMS.length, "claim"],
    [new Set(REPORTS.map((r) => r.outlet).filter(Boolean)).size, "outlet"],
    [new Set(CLAIMS.flatMap((c) => c.sources.map((s) => s.name))).size, "speaker"],
    [placed.size, "place"],
  ];
  byId("counts").append(
    ...numbers.map(([n, word]) =>
      el(
        "div",
        {},
        el("dt", {}, n === 1 ? word : `${word}s`),
        el("dd", {}, n.toLocaleString("en")),
      ),
    ),
  );
}

function startLegend() {
  const kinds = Object.keys(KINDS).filter((kind) => CLAIMS.some((c) => c.kind === kind));
  const named = DATA.sides.filter((s) => s.colour < 7),
    rest = DATA.sides.filter((s) => s.colour === 7);
  const sides = [
    ...named,
    ...(rest.length ? [{ name: `${count(rest.length, "other side")}`, colour: 7 }] : []),
    ...DATA.sides.filter((s) => s.colour === 8),
  ];
  const line = (mark, text) => el("li", {}, mark, " ", bdi(text));
  const group = (name, lines) => el("div", {}, el("p", {}, name), el("ul", {}, lines));
  const firmness = {
    occurred: "told as fact or asserted",
    unconfirmed: "unconfirmed",
    expected: "expected",
    denied: "denied, or did not occur",
  };
  const ring = svg(
    "svg",
    {
      class: "glyph",
      viewBox: "-7 -7 14 14",
      width: 14,
      height: 14,
      "aria-hidden": "true",
    },
    svg("circle", { class: "ring s8", r: 6 }),
  );
  const near = svg(
    "svg",
    {
      class: "glyph",
      viewBox: "-7 -7 14 14",
      width: 14,
      height: 14,
      "aria-hidden": "true",
    },
    svg("circle", { class: "near s8", r: 6 }),
    svg("circle", { class: "mark s8", r: 3.4 }),
  );
  byId("legend").append(
    el(
      "div",
      { class: "groups" },
      group(
        "Colour: who acts",
        sides.map((s) => line(glyph("other", s.colour, "occurred"), s.name)),
      ),
      group(
        "Shape: what kind",
        kinds.map((kind) => line(glyph(kind, 8, "occurred"), KINDS[kind])),
      ),
      group(
        "Fill: how firmly",
        Object.entries(firmness).map(([s, text]) => line(glyph("other", 8, s), text)),
      ),
      group("Ring: how exactly placed", [
        line(near, "near the place, or its district"),
        line(ring, "an area: a province, a country, a road"),
      ]),
    ),
  );
}

function startReports() {
  for (const { node, numbers } of TRIGGERS) {
    onPress(node, (event) => {
      event.stopPropagation();
      select(nextAmong(numbers.map((n) => CLAIMS[n])).number, false);
    });
  }
  for (const { node, numbers } of PIECES)
    node.addEventListener("click", () => {
      if (!String(getSelection()))
        select(nextAmong(numbers.map((n) => CLAIMS[n])).number, false);
    });
  addEventListener("keydown", (event) => {
    if (
      event.target.closest("input, select, textarea") ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey
    )
      return;
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
    if (event.key === "Escape" && STATE.selected !== null) select(null);
  });
}

startHeader();
startFilters();
startLegend();
startMap();
startTables();
startReports();
const recalled = recall();
update();
fitTo(pointsOf(STATE.shown.length ? STATE.shown : CLAIMS));
if (recalled) select(recalled.number, "center");
let lastWidth = innerWidth;
addEventListener("resize", () => {
  if (innerWidth !== lastWidth) {
    lastWidth = innerWidth;
    updateTimeline(STATE.shown);
  }
});
document.documentElement.dataset.ready = "yes";
ready = true;
