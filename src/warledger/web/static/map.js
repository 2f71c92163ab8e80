// The map's places: pins, areas for coarse places, names, and what cannot be placed.

const CROWD = 60; // more pins in view than this are gathered
const WIDE = 40; // pixels a degree: below it, villages of one district lie on one another
const CELL = 40; // pixels: pins within one such square become one

// Places of the claims shown, one group for each point and breadth.
function groupPlaces(claims) {
  const groups = new Map();
  const unplaced = new Map();
  for (const claim of claims)
    for (const place of claim.places) {
      const bag = place.lat === null || place.lon === null ? unplaced : groups;
      const coarse = place.prec !== null && place.prec >= COARSE;
      const key =
        bag === unplaced
          ? `${place.name}|${place.reason}`
          : `${place.lat.toFixed(4)},${place.lon.toFixed(4)},${coarse ? place.prec : ""}`;
      if (!bag.has(key)) bag.set(key, { place, coarse, claims: [] });
      if (!bag.get(key).claims.includes(claim)) bag.get(key).claims.push(claim);
    }
  return { groups: [...groups.values()], unplaced: [...unplaced.values()] };
}

function marker(group, selected) {
  const { place, claims } = group;
  const [x, y] = onScreen(place.lat, place.lon);
  const first = claims.find((c) => c.number === selected) || claims[0];
  const sides = new Set(claims.map((c) => c.colour));
  const r = claims.length === 1 ? 6.5 : Math.min(15, 8 + Math.sqrt(claims.length) * 1.6);
  const chosen = claims.some((c) => c.number === selected);
  const what = group.coarse ? `, ${PLACE_PRECISION[place.prec]}` : "";
  const label = group.crowd
    ? `${group.crowd.length} places near ${place.name}: ${count(claims.length, "claim")}; zoom in`
    : `${place.name}: ${count(claims.length, "claim")}${what}`;
  const node = svg(
    "g",
    {
      class: `spot${chosen ? " chosen" : ""}${group.coarse ? " area" : ""} s${first.colour} is-${claims.length === 1 ? first.status : "many"}`,
      transform: `translate(${x.toFixed(1)},${y.toFixed(1)})`,
      role: "button",
      tabindex: "0",
      "aria-label": label,
    },
    svg("title", {}, label),
  );
  if (group.coarse)
    node.append(
      svg("circle", {
        class: "ring",
        r: Math.max(
          10,
          Math.min(kmToPixels(AREA_KM[place.prec] || 40, place.lat), 400),
        ).toFixed(1),
      }),
    );
  if (chosen && !group.coarse) node.append(svg("circle", { class: "halo", r: r + 5 }));
  if (place.prec === 2 || place.prec === 3)
    node.append(svg("circle", { class: "near", r: r + 5 }));
  if (claims.length === 1 && !group.coarse) {
    node.append(svg("path", { class: "mark", d: glyphPath(first.kind, r) }));
    if (isRefused(first.status))
      node.append(svg("path", { class: "slash", d: `M${-r},${r}L${r},${-r}` }));
  } else {
    if (!group.coarse)
      fill(
        node,
        sides.size > 1 ? shares(claims, r) : [svg("circle", { class: "mark", r })],
      );
    if (claims.length > 1 || group.coarse)
      node.append(svg("text", { class: "number", dy: "0.35em" }, claims.length));
  }
  const points = (group.crowd || []).map((g) => [g.place.lat, g.place.lon]);
  onPress(node, () =>
    group.crowd ? fitTo(points, MAP.scale * 4) : select(nextAmong(claims).number),
  );
  return node;
}

// A disc cut by side, in the order of the legend.
function shares(claims, r) {
  const colours = claims.map((c) => c.colour).sort((a, b) => a - b);
  let from = 0;
  return [...new Set(colours)].map((colour) => {
    const part = colours.filter((c) => c === colour).length / colours.length;
    const [a, b] = [from, from + part].map((turn) => turn * 2 * Math.PI);
    from += part;
    const at = (angle) =>
      `${(r * Math.sin(angle)).toFixed(2)},${(-r * Math.cos(angle)).toFixed(2)}`;
    return svg("path", {
      class: `share s${colour}`,
      d: `M0,0L${at(a)}A${r},${r} 0 ${part > 0.5 ? 1 : 0},1 ${at(b)}Z`,
    });
  });
}

// Names are drawn where they do not run into one already drawn.
function labels(groups, selected) {
  const taken = [];
  const free = (x, y) =>
    x > 4 &&
    y > 10 &&
    x < MAP.width - 4 &&
    y < MAP.height - 4 &&
    taken.every(([a, b]) => Math.abs(a - x) > TOWN_ROOM.x || Math.abs(b - y) > TOWN_ROOM.y);
  const out = [];
  const put = (text, x, y, cls, anchor = null) => {
    if (!free(x, y)) return;
    taken.push([x, y]);
    out.push(
      svg(
        "text",
        { class: cls, x: x.toFixed(1), y: y.toFixed(1), "text-anchor": anchor },
        text,
      ),
    );
  };
  const order = [...groups].sort(
    (a, b) =>
      b.claims.some((c) => c.number === selected) -
        a.claims.some((c) => c.number === selected) || b.claims.length - a.claims.length,
  );
  for (const { place, coarse, claims } of order) {
    const [x, y] = onScreen(place.lat, place.lon);
    put(
      place.name,
      x + (coarse ? 0 : 12 + Math.sqrt(claims.length) * 1.6),
      y + (coarse ? 24 : 4),
      coarse ? "name coarse" : "name",
      coarse ? "middle" : null,
    );
  }
  for (const country of DATA.map.countries) {
    const [x, y] = [
      country.middle[0] * MAP.scale + MAP.x,
      country.middle[1] * MAP.scale + MAP.y,
    ];
    if (country.breadth * MAP.scale > 45) put(country.name, x, y, "land-name", "middle");
  }
  if (MAP.scale > 22)
    for (const town of DATA.map.towns) {
      const [x, y] = onScreen(town.lat, town.lon);
      if (MAP.scale < 90 && town.people < 300000) continue;
      if (groups.some(({ place }) => place.name === town.name)) continue;
      if (!free(x + 6, y + 4)) continue;
      out.push(
        svg("circle", { class: "town-dot", cx: x.toFixed(1), cy: y.toFixed(1), r: 1.8 }),
      );
      put(town.name, x + 6, y + 4, "town");
    }
  return out;
}

function scaleBar() {
  const lat =
    (2 * Math.atan(Math.exp((((MAP.y - MAP.height / 2) / MAP.scale) * Math.PI) / 180)) -
      Math.PI / 2) *
    (180 / Math.PI);
  const km =
    [2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1].find(
      (n) => kmToPixels(n, lat) < 110,
    ) || 1;
  const width = kmToPixels(km, lat);
  const y = MAP.height - 12;
  return svg(
    "g",
    { class: "scale" },
    svg("path", { d: `M12,${y - 4}v4h${width.toFixed(1)}v-4` }),
    svg("text", { x: 16, y: y - 5 }, `${km} km`),
  );
}

// Pins in view; where many crowd together they are drawn as one, which zooms in when pressed.
function gathered(groups) {
  const inView = groups.filter(({ place }) => {
    const [x, y] = onScreen(place.lat, place.lon);
    return x > -20 && y > -20 && x < MAP.width + 20 && y < MAP.height + 20;
  });
  if (inView.length <= CROWD && MAP.scale > WIDE) return inView;
  const cells = new Map();
  for (const group of inView) {
    const [x, y] = onScreen(group.place.lat, group.place.lon);
    const key = `${Math.floor(x / CELL)},${Math.floor(y / CELL)}`;
    cells.set(key, [...(cells.get(key) || []), group]);
  }
  return [...cells.values()].map((crowd) =>
    crowd.length === 1
      ? crowd[0]
      : { ...crowd[0], crowd, claims: [...new Set(crowd.flatMap((g) => g.claims))] },
  );
}

function drawMap() {
  const { land, over, places } = MAP;
  land.setAttribute("transform", `translate(${MAP.x},${MAP.y}) scale(${MAP.scale})`);
  const focused = over.contains(document.activeElement) && document.activeElement;
  const areas = places.filter((group) => group.coarse);
  const pins = gathered(places.filter((group) => !group.coarse));
  over.replaceChildren(
    ...areas.map((group) => marker(group, STATE.selected)),
    ...labels([...pins.filter((group) => !group.crowd), ...areas], STATE.selected),
    ...pins.map((group) => marker(group, STATE.selected)),
    scaleBar(),
  );
  if (!focused) return;
  const name = focused.getAttribute("aria-label");
  const again = [...over.querySelectorAll(".spot")].find(
    (n) => n.getAttribute("aria-label") === name,
  );
  if (again) again.focus({ preventScroll: true });
}

function drawUnplaced(unplaced) {
  const box = byId("unplaced");
  box.hidden = !unplaced.length;
  box.querySelector("summary").textContent =
    `${count(unplaced.length, "name")} without a place on the map`;
  box.querySelector("ul").replaceChildren(
    ...unplaced.map(({ place, claims }) =>
      el(
        "li",
        {},
        el(
          "button",
          {
            type: "button",
            class: "plain",
            onclick: () => select(nextAmong(claims).number),
          },
          bdi(place.name),
          ` (${claims.length})`,
        ),
        place.reason && el("span", { class: "why" }, ` ${place.reason}`),
      ),
    ),
  );
}

function drawRegions(claims) {
  const codes = new Map();
  for (const claim of claims)
    for (const code of new Set(
      claim.places.filter((p) => p.lat !== null && p.country).map((p) => p.country),
    ))
      codes.set(code, [...(codes.get(code) || []), claim]);
  const shown = [...codes].sort((a, b) => b[1].length - a[1].length).slice(0, 6);
  byId("regions").replaceChildren(
    ...(shown.length > 1 ? [["", claims], ...shown] : []).map(([code, those]) =>
      el(
        "button",
        {
          type: "button",
          onclick: () =>
            fitTo(
              pointsOf(
                those.map((c) => ({
                  ...c,
                  places: c.places.filter((p) => !code || p.country === code),
                })),
              ),
            ),
        },
        code ? `${countryWords(code)} ${those.length}` : "All",
      ),
    ),
  );
}

function updateMap(claims) {
  const { groups, unplaced } = groupPlaces(claims);
  MAP.places = groups;
  drawUnplaced(unplaced);
  drawRegions(claims);
  drawMap();
}

function startMap() {
  MAP.land = svg("g", { class: "land" }, landPaths());
  MAP.over = svg("g", {});
  MAP.node = svg(
    "svg",
    {
      class: "map",
      role: "group",
      tabindex: "0",
      "aria-label": "Map of the places; arrow keys move it, plus and minus zoom",
    },
    MAP.land,
    MAP.over,
  );
  byId("map").append(MAP.node);
  new ResizeObserver(([entry]) => {
    const { width, height } = entry.contentRect;
    if (!width || !height) return;
    MAP.x += (width - MAP.width) / 2;
    MAP.y += (height - MAP.height) / 2;
    Object.assign(MAP, { width, height });
    drawMap();
  }).observe(byId("map"));
  const box = byId("map").getBoundingClientRect();
  Object.assign(MAP, { width: box.width || 400, height: box.height || 320 });
  let held = null;
  MAP.node.addEventListener("pointerdown", (event) => {
    if (!event.target.closest(".spot")) held = [event.clientX, event.clientY];
  });
  addEventListener("pointermove", (event) => {
    if (!held) return;
    MAP.x += event.clientX - held[0];
    MAP.y += event.clientY - held[1];
    held = [event.clientX, event.clientY];
    drawMap();
  });
  for (const end of ["pointerup", "pointercancel"])
    addEventListener(end, () => {
      held = null;
    });
  MAP.node.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const from = MAP.node.getBoundingClientRect();
      zoomBy(
        Math.exp(-event.deltaY / 400),
        event.clientX - from.left,
        event.clientY - from.top,
      );
    },
    { passive: false },
  );
  MAP.node.addEventListener("keydown", (event) => {
    const move = {
      ArrowLeft: [40, 0],
      ArrowRight: [-40, 0],
      ArrowUp: [0, 40],
      ArrowDown: [0, -40],
    }[event.key];
    if (event.target === MAP.node && move) {
      MAP.x += move[0];
      MAP.y += move[1];
      event.preventDefault();
      drawMap();
    }
    if (event.key === "+" || event.key === "=") zoomBy(1.5);
    if (event.key === "-") zoomBy(1 / 1.5);
  });
  byId("zoom-in").addEventListener("click", () => zoomBy(1.7));
  byId("zoom-out").addEventListener("click", () => zoomBy(1 / 1.7));
  byId("zoom-all").addEventListener("click", () => fitTo(pointsOf(STATE.shown)));
}
