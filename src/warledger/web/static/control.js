// Control: a strip for each place, one lane a claimant, and the same in words.
const CONTROL_AT_ONCE = 12;
const CONTROL_WORDS = {
  held: (who) => ["held by ", who],
  entered: (who) => ["entered by ", who],
  contested: () => ["fought over"],
  encircled: (who) => ["encircled by ", who],
  besieged: (who) => ["besieged by ", who],
  withdrawn: (who) => ["left by ", who],
};
const LANE = 34;
const BAR = 18;
const STRIP = { left: 240, width: 400, top: 4, foot: 20 };
const LONGEST_LANE = 42;
let controlShown = CONTROL_AT_ONCE;

function edtfWords(value, unknown) {
  if (value === "" || value === "..") return unknown;
  const [first, last] = value.split("/");
  if (last === undefined) return dayWords(first);
  return first ? `some day from ${dayWords(first)} to ${dayWords(last)}` : `some day by ${dayWords(last)}`;
}

// The days a state is drawn over; a bound that nobody tells is drawn open.
function reachOf(state) {
  const firsts = [state.from_first, state.from_last, state.last_told, state.to_first];
  const lasts = [state.to_last, state.to_first, state.last_told, state.from_last];
  const first = firsts.find(Boolean);
  const last = lasts.find(Boolean);
  return first && last ? [first, last].sort() : null;
}

// A fight has a lane of its own: it lies on the days that somebody holds the place.
// So has each holder: one teller may tell of a change of hands.
function laneOf(state) {
  const by = state.by.join("; ");
  if (state.kind === "contested") return `${by}\nfought over`;
  return `${by}\n${CONTROL_WORDS[state.kind](state.holder || "nobody named").join("")}`;
}
const shortened = (line) =>
  line.length > LONGEST_LANE ? `${line.slice(0, LONGEST_LANE - 1)}…` : line;

function stripOf(place) {
  const drawn = place.states.filter(reachOf);
  if (!drawn.length) return null;
  const days = drawn.flatMap(reachOf).map(dayNumber);
  const [low, high] = [Math.min(...days), Math.max(...days)];
  const margin = Math.max(1, Math.round((high - low) * 0.06));
  const from = low - margin,
    to = high + margin + 1;
  const x = (day) => STRIP.left + ((day - from) / (to - from)) * STRIP.width;
  const lanes = [...new Set(drawn.map(laneOf))];
  const height = STRIP.top + lanes.length * LANE + STRIP.foot;
  const width = STRIP.left + STRIP.width + 4;
  const node = svg("svg", {
    class: "strip",
    viewBox: `0 0 ${width} ${height}`,
    role: "img",
    "aria-label": `Control of ${place.name} as told; the same in words below`,
  });
  for (const state of drawn) {
    const y = STRIP.top + lanes.indexOf(laneOf(state)) * LANE;
    node.append(bar(state, x, y, from, to));
  }
  lanes.forEach((lane, i) =>
    lane.split("\n").forEach((line, row) => {
      const y = STRIP.top + i * LANE + 12 + row * 13;
      const cls = row ? "lane of" : "lane";
      node.append(svg("text", { class: cls, x: 0, y }, shortened(line), svg("title", {}, line)));
    }),
  );
  const foot = height - 5;
  node.append(
    svg("text", { class: "day", x: x(low), y: foot }, dayWords(dayIso(low))),
    high > low &&
      svg(
        "text",
        { class: "day", x: x(high + 1), y: foot, "text-anchor": "end" },
        dayWords(dayIso(high)),
      ),
  );
  return node;
}

// Slanted lines that stay within the bar.
function hatching(left, right, top, tall) {
  const lines = [];
  for (let at = left - tall + 6; at < right; at += 6) {
    const [start, end] = [Math.max(at, left), Math.min(at + tall, right)];
    lines.push(`M${start},${top + tall - (start - at)}L${end},${top + tall - (end - at)}`);
  }
  return lines.join("");
}

function bar(state, x, y, from, to) {
  const [first, last] = reachOf(state).map(dayNumber);
  const openStart = !state.from_first;
  const openEnd = state.to === "..";
  const start = openStart ? x(from) : x(first);
  const end = openEnd ? x(to) : x(last + 1);
  const words = CONTROL_WORDS[state.kind](state.holder || "nobody named").join("");
  const node = svg(
    "g",
    { class: `state s${state.colour} kind-${state.kind}${state.unconfirmed ? " unsure" : ""}` },
    svg("rect", { x: start, y, width: Math.max(3, end - start), height: BAR, rx: 3 }),
    // What nobody tells is fainter than the days that somebody does.
    svg("rect", {
      class: "told",
      x: x(first),
      y,
      width: Math.max(3, x(last + 1) - x(first)),
      height: BAR,
      rx: 3,
    }),
    state.kind === "contested" &&
      svg("path", { class: "hatch", d: hatching(x(first), x(last + 1), y, BAR) }),
    svg("title", {}, `${words}, according to ${state.by.join("; ")}`),
  );
  if (state.claims.length)
    node.addEventListener("click", () =>
      select(nextAmong(state.claims.map((n) => CLAIMS[n])).number, false),
    );
  return node;
}

function stateLine(state) {
  const who = bdi(state.holder || "nobody named");
  const claims = state.claims.map((n) => CLAIMS[n]);
  const end =
    state.to === ".."
      ? `no end is told${state.last_told ? `, last told of ${dayWords(state.last_told)}` : ""}`
      : `until ${edtfWords(state.to, "an unknown day")}`;
  return el(
    "li",
    {},
    el("span", { class: `swatch s${state.colour} kind-${state.kind}` }),
    CONTROL_WORDS[state.kind](who),
    state.unconfirmed && " (unconfirmed)",
    `, from ${edtfWords(state.from, "an unknown day")}; ${end}. According to `,
    claims.length
      ? openAll(state.claims, state.by.join("; "))
      : bdi(state.by.join("; ")),
    state.excluded > 0 && [
      ". Excluded by ",
      state.against.length
        ? tellersOf(state.against)
        : count(state.excluded, "claim"),
    ],
    state.reason && el("span", { class: "why" }, ` ${state.reason}`),
  );
}

function placeNode(place) {
  const area = [place.area.adm1, countryWords(place.area.country)].filter(Boolean).join(", ");
  return el(
    "article",
    { class: "held" },
    el("h3", {}, bdi(place.name), area && el("span", { class: "tag" }, area)),
    stripOf(place),
    el("ul", {}, place.states.map(stateLine)),
  );
}

function updateControl(shown) {
  byId("control").hidden = !DATA.control.length;
  const fitting = DATA.control.filter((place) =>
    place.states.some((state) => state.claims.some((n) => shown.has(n))),
  );
  const left = fitting.length - controlShown;
  byId("control-list").replaceChildren(
    ...fitting.slice(0, controlShown).map(placeNode),
    ...(fitting.length ? [] : [el("p", { class: "none" }, "No state fits these filters.")]),
    ...(left > 0
      ? [
          el(
            "button",
            {
              type: "button",
              class: "more",
              onclick: () => {
                controlShown = Infinity;
                updateControl(new Set(STATE.shown.map((c) => c.number)));
              },
            },
            `Show ${count(left, "more place")}`,
          ),
        ]
      : []),
  );
}
