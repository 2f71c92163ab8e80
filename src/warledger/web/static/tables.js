// The tables under the reports; each counts the claims that the filters leave.
const STATUS_KEYS = Object.keys(STATUSES);

function tally(claims, keysOf) {
  const rows = new Map();
  for (const claim of claims)
    for (const key of new Set(keysOf(claim)))
      rows.set(key, [...(rows.get(key) || []), claim]);
  return rows;
}

const most = (rows) =>
  [...rows].sort((a, b) => b[1].length - a[1].length || a[0].localeCompare(b[0]));

// The statuses of some claims as one bar, with the same in words for who cannot see it.
function statusBar(claims, widest) {
  const bar = el("span", {
    class: "bar",
    role: "img",
    "aria-label": STATUS_KEYS.filter((s) => claims.some((c) => c.status === s))
      .map((s) => `${claims.filter((c) => c.status === s).length} ${STATUSES[s]}`)
      .join(", "),
  });
  for (const status of STATUS_KEYS) {
    const n = claims.filter((c) => c.status === status).length;
    if (!n) continue;
    const part = el("span", {
      class: `part bar-${status}`,
      title: `${n} ${STATUSES[status]}`,
    });
    part.style.width = `${(n / widest) * 100}%`;
    bar.append(part);
  }
  return bar;
}

function table(head, rows) {
  if (!rows.length) return el("p", { class: "none" }, "No claim fits these filters.");
  return el(
    "div",
    { class: "scroll" },
    el(
      "table",
      {},
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          head.map((name) =>
            el(
              "th",
              { scope: "col", class: name.startsWith("#") ? "n" : null },
              name.replace("#", ""),
            ),
          ),
        ),
      ),
      el("tbody", {}, rows),
    ),
  );
}

const cells = (...values) =>
  el(
    "tr",
    {},
    values.map((value, i) =>
      el(
        i ? "td" : "th",
        { scope: i ? null : "row", class: typeof value === "number" ? "n" : null },
        value === 0 ? "·" : value,
      ),
    ),
  );
const narrow = (text, act) =>
  el("button", { type: "button", class: "plain", onclick: act }, bdi(text));
const open = (claim, text) =>
  el(
    "button",
    { type: "button", class: "plain", onclick: () => select(claim.number, true) },
    bdi(text),
  );
const listed = (values, most_shown = 4) => {
  const all = [...new Set(values)];
  return (
    all.slice(0, most_shown).join(", ") +
    (all.length > most_shown ? ` and ${all.length - most_shown} more` : "")
  );
};

function byDay(claims) {
  const days = [
    ...tally(claims, (c) => [
      c.date && c.date.start
        ? c.date.start === c.date.end
          ? c.date.start
          : `${c.date.start}/${c.date.end}`
        : "",
    ]),
  ].sort((a, b) => (a[0] === "") - (b[0] === "") || a[0].localeCompare(b[0]));
  const widest = Math.max(...days.map(([, those]) => those.length));
  return table(
    ["Day", "#Claims", "Status", "What", "Where", "According to"],
    days.map(([, those]) =>
      cells(
        those[0].date && those[0].date.start
          ? narrow(dateWords(those[0].date), () =>
              showRange(those[0].date.start, those[0].date.end),
            )
          : NO_DAY,
        those.length,
        statusBar(those, widest),
        listed(
          those.map((c) => c.sub_type),
          3,
        ),
        listed(those.flatMap((c) => c.places.map((p) => p.name))),
        listed(those.map(speakerOf), 3),
      ),
    ),
  );
}

function bySide(claims) {
  const rows = most(
    tally(claims, (c) =>
      [...c.actors, ...c.targets]
        .map((a) => a.side || a.name)
        .concat(c.sources.map((s) => s.side).filter(Boolean)),
    ),
  );
  const has = (list, side) => list.some((a) => (a.side || a.name) === side);
  const of = (claim, figure, side) =>
    figure.of === side ||
    [...claim.targets, ...claim.actors].some(
      (a) =>
        (a.side || a.name) === side && (figure.of === a.name || figure.of === a.mention),
    );
  // Each figure as told, never summed: two may be about the same dead.
  const losses = (side, own) => {
    const told = claims
      .filter((c) => c.sources.some((s) => s.side === side) === own)
      .flatMap((c) => c.figures.map((f) => [c, f]))
      .filter(([c, f]) => f.measure === "killed" && of(c, f, side));
    return told.length
      ? el(
          "span",
          {},
          told.map(([c, f], i) => [i ? ", " : "", open(c, rangeWords(f))]),
        )
      : "·";
  };
  return table(
    [
      "Side or actor",
      "#Acts",
      "#Is acted on",
      "#Speaks",
      "Killed, as itself says",
      "Killed, as others say",
    ],
    rows.map(([side, those]) =>
      cells(
        narrow(side, () => setFilter("actor", side)),
        those.filter((c) => has(c.actors, side)).length,
        those.filter((c) => has(c.targets, side)).length,
        those.filter((c) => c.sources.some((s) => s.side === side)).length,
        losses(side, true),
        losses(side, false),
      ),
    ),
  );
}

function bySpeaker(claims) {
  const rows = most(tally(claims, (c) => [speakerOf(c)]));
  const widest = Math.max(...rows.map(([, those]) => those.length));
  return table(
    ["Speaker", "Role", "Side", "#Claims", "Status", "Through"],
    rows.map(([speaker, those]) =>
      cells(
        narrow(speaker, () => setFilter("speaker", speaker)),
        those[0].sources.length ? those[0].sources[0].role || "·" : "outlet",
        (those[0].sources.length && those[0].sources[0].side) || "·",
        those.length,
        statusBar(those, widest),
        listed(those.map(outletOf), 3),
      ),
    ),
  );
}

function byCount(claims) {
  const rows = claims.flatMap((claim) => claim.figures.map((figure) => [claim, figure]));
  rows.sort(
    (a, b) =>
      a[1].measure.localeCompare(b[1].measure) ||
      (a[1].of || "").localeCompare(b[1].of || "") ||
      a[0].number - b[0].number,
  );
  return table(
    [
      "What is counted",
      "How many",
      "Whose",
      "In the text",
      "Where",
      "When",
      "According to",
    ],
    rows.map(([claim, f]) =>
      cells(
        `${measureWords(f.measure)}${f.item ? `: ${f.item}` : ""}`,
        open(claim, rangeWords(f)),
        f.of || "not said",
        bdi(f.mention),
        listed(
          claim.places.map((p) => p.name),
          3,
        ) || "·",
        dateWords(claim.date),
        speakerOf(claim),
      ),
    ),
  );
}

function allClaims(claims) {
  const day = (c) => (c.date && c.date.start) || "9999";
  return table(
    ["When", "What", "Status", "Who", "To whom", "Where", "According to", "Outlet"],
    [...claims]
      .sort((a, b) => day(a).localeCompare(day(b)) || a.number - b.number)
      .map((c) =>
        cells(
          dateWords(c.date),
          el(
            "span",
            { class: "kind" },
            glyph(c.kind, c.colour, c.status, 4),
            open(c, c.sub_type),
          ),
          el("span", { class: `badge is-${c.status}` }, STATUSES[c.status]),
          names(c.actors) || "·",
          names(c.targets) || "·",
          listed(c.places.map((p) => p.name)) || "·",
          c.sources.length ? names(c.sources) : "own voice",
          outletOf(c),
        ),
      ),
  );
}

const TABLES = {
  day: ["By day", byDay],
  side: ["By side", bySide],
  speaker: ["By speaker", bySpeaker],
  count: ["Counts", byCount],
  all: ["All claims", allClaims],
};

function updateTable(claims) {
  byId("table").replaceChildren(TABLES[STATE.table][1](claims));
  byId("table").setAttribute("aria-labelledby", `tab-${STATE.table}`);
  for (const key of Object.keys(TABLES)) {
    byId(`tab-${key}`).setAttribute("aria-selected", String(key === STATE.table));
    byId(`tab-${key}`).tabIndex = key === STATE.table ? 0 : -1;
  }
}

function startTables() {
  const keys = Object.keys(TABLES);
  const show = (key) => {
    STATE.table = key;
    updateTable(STATE.shown);
  };
  byId("tabs").replaceChildren(
    ...keys.map((key) =>
      el(
        "button",
        {
          type: "button",
          role: "tab",
          id: `tab-${key}`,
          "aria-controls": "table",
          onclick: () => show(key),
          onkeydown: (event) => {
            const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
            if (!step) return;
            const next = keys[(keys.indexOf(key) + step + keys.length) % keys.length];
            show(next);
            byId(`tab-${next}`).focus();
          },
        },
        TABLES[key][0],
      ),
    ),
  );
}
