// The timeline: one column a day, claims stacked; ranges of days as bars below the line.
const DAY_MS = 86400000;
const MANY_DAYS = 120; // more columns than this are drawn by month
const LONGEST_RANGE = 10; // longer ranges say little about any one day and are only counted

const dayNumber = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY_MS);
const dayIso = (number) => new Date(number * DAY_MS).toISOString().slice(0, 10);

function sortByDay(claims) {
  const exact = new Map(),
    ranges = [],
    long = [],
    none = [];
  for (const claim of claims) {
    const { start, end } = claim.date || {};
    if (!start || !end) none.push(claim);
    else if (start === end) exact.set(start, [...(exact.get(start) || []), claim]);
    else if (dayNumber(end) - dayNumber(start) < LONGEST_RANGE) ranges.push(claim);
    else long.push(claim);
  }
  return { exact, ranges, long, none };
}

// The days to draw, with null for a gap that is left out.
function columnsOf(exact, ranges) {
  const used = new Set([...exact.keys()].map(dayNumber));
  for (const { date } of ranges)
    for (let d = dayNumber(date.start); d <= dayNumber(date.end); d++) used.add(d);
  const days = [...used].sort((a, b) => a - b);
  const columns = [];
  days.forEach((day, i) => {
    const gap = i ? day - days[i - 1] - 1 : 0;
    if (gap > 3) columns.push(null);
    else for (let d = day - gap; d < day; d++) columns.push(d);
    columns.push(day);
  });
  return columns;
}

function timelineSvg(exact, ranges, columns, width) {
  const gaps = columns.filter((c) => c === null).length;
  const room = width - gaps * 26 - 2;
  const step = Math.min(64, room / Math.max(1, columns.length - gaps));
  const tallest = Math.max(1, ...[...exact.values()].map((c) => c.length));
  const unit = Math.max(1.5, Math.min(13, 104 / tallest));
  const base = tallest * unit + 8;
  const left = new Map();
  let x = 1;
  for (const day of columns) {
    if (day !== null) left.set(day, x);
    else left.set(`gap${x}`, x);
    x += day === null ? 26 : step;
  }
  const lanes = packed(ranges);
  const height = base + 30 + lanes.length * 9 + 2;
  const node = svg("svg", {
    class: "days",
    viewBox: `0 0 ${Math.ceil(width)} ${height}`,
    width: Math.ceil(width),
    height,
    role: "group",
    "aria-label": "Claims by day",
  });
  let month = "";
  for (const [key, at] of left) {
    if (typeof key === "string") {
      node.append(
        svg(
          "text",
          { class: "gap", x: at + 13, y: base + 14, "text-anchor": "middle" },
          "⋯",
        ),
      );
      month = "";
      continue;
    }
    const iso = dayIso(key),
      claims = exact.get(iso) || [];
    node.append(dayColumn(iso, claims, at, step, unit, base));
    if (step >= 13 || key % 5 === 0)
      node.append(
        svg(
          "text",
          { class: "day", x: at + step / 2, y: base + 13, "text-anchor": "middle" },
          Number(iso.slice(8)),
        ),
      );
    if (iso.slice(0, 7) !== month) {
      month = iso.slice(0, 7);
      node.append(
        svg(
          "text",
          { class: "month", x: at + 2, y: base + 26 },
          new Intl.DateTimeFormat("en", {
            month: "short",
            year: "numeric",
            timeZone: "UTC",
          }).format(new Date(`${iso}T00:00:00Z`)),
        ),
      );
    }
  }
  lanes.forEach((lane, i) =>
    lane.forEach((claim) => {
      const from = left.get(dayNumber(claim.date.start)),
        to = left.get(dayNumber(claim.date.end)) + step;
      node.append(
        pressable(
          svg("rect", {
            x: from + 2,
            y: base + 31 + i * 9,
            width: Math.max(3, to - from - 4),
            height: 6,
            rx: 3,
          }),
          claim,
        ),
      );
    }),
  );
  return node;
}

function dayColumn(iso, claims, at, step, unit, base) {
  const label = `${dayWords(iso)}: ${count(claims.length, "claim")}`;
  const day = svg(
    "rect",
    {
      class: "slot",
      x: at,
      y: 0,
      width: step,
      height: base,
      tabindex: claims.length ? "0" : null,
      role: "button",
      "aria-label": `${label}; show this day only`,
    },
    svg("title", {}, label),
  );
  if (claims.length) onPress(day, () => showDay(iso));
  const sorted = [...claims].sort((a, b) => a.colour - b.colour || a.number - b.number);
  const side = Math.min(step - 3, 30);
  return svg(
    "g",
    {},
    day,
    sorted.map((claim, i) =>
      pressable(
        svg("rect", {
          x: (at + (step - side) / 2).toFixed(1),
          y: (base - (i + 1) * unit).toFixed(1),
          width: side.toFixed(1),
          height: Math.max(1, unit - 1.5).toFixed(1),
          rx: unit > 6 ? 2 : 0,
        }),
        claim,
      ),
    ),
  );
}

function pressable(rect, claim) {
  rect.setAttribute(
    "class",
    `unit s${claim.colour} is-${claim.status}${claim.number === STATE.selected ? " chosen" : ""}`,
  );
  rect.append(
    svg("title", {}, `${claim.sub_type}, ${STATUSES[claim.status]}: ${claim.quote}`),
  );
  rect.addEventListener("click", () => select(claim.number));
  return rect;
}

function packed(ranges) {
  const lanes = [];
  const ordered = [...ranges].sort(
    (a, b) => a.date.start.localeCompare(b.date.start) || a.number - b.number,
  );
  for (const claim of ordered) {
    const lane = lanes.find((l) => l[l.length - 1].date.end < claim.date.start);
    if (lane) lane.push(claim);
    else lanes.push([claim]);
  }
  return lanes;
}

function lastDayOf(month) {
  const [year, number] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

// Long ledgers: every claim with a first day counts in its month.
function timelineMonths(claims, width) {
  const months = new Map();
  for (const claim of claims)
    if (claim.date && claim.date.start) {
      const key = claim.date.start.slice(0, 7);
      months.set(key, [...(months.get(key) || []), claim]);
    }
  const keys = [...months.keys()].sort();
  const step = Math.min(40, (width - 2) / Math.max(1, keys.length));
  const most = Math.max(...[...months.values()].map((c) => c.length));
  const node = svg("svg", {
    class: "days",
    viewBox: `0 0 ${Math.ceil(width)} 140`,
    width: Math.ceil(width),
    height: 140,
    role: "group",
    "aria-label": "Claims by month",
  });
  keys.forEach((key, i) => {
    const tall = (months.get(key).length / most) * 110;
    const label = `${key}: ${count(months.get(key).length, "claim")}`;
    const bar = svg(
      "rect",
      {
        class: "unit s8 is-occurred",
        x: 1 + i * step,
        y: 112 - tall,
        width: Math.max(1, step - 2),
        height: tall,
        tabindex: "0",
        role: "button",
        "aria-label": label,
      },
      svg("title", {}, label),
    );
    onPress(bar, () => showRange(`${key}-01`, lastDayOf(key)));
    node.append(bar);
    if (i % Math.ceil(60 / step) === 0)
      node.append(svg("text", { class: "day", x: 1 + i * step, y: 128 }, key));
  });
  return node;
}

function updateTimeline(claims) {
  const { exact, ranges, long, none } = sortByDay(claims);
  const columns = columnsOf(exact, ranges);
  const width = Math.max(280, byId("timeline").clientWidth);
  const notes = [];
  if (none.length)
    notes.push(
      el(
        "button",
        { type: "button", "aria-pressed": String(STATE.undated), onclick: toggleUndated },
        `${count(none.length, "claim")} with ${NO_DAY}`,
      ),
    );
  if (long.length)
    notes.push(
      el("span", {}, `${count(long.length, "claim")} over more than ten days, not drawn`),
    );
  if (ranges.length)
    notes.push(
      el(
        "span",
        { class: "hint" },
        "Bars below the line: the text allows any of these days.",
      ),
    );
  const drawing = !columns.length
    ? el("p", { class: "none" }, "No claim here has a day.")
    : columns.length > MANY_DAYS
      ? timelineMonths(claims, width)
      : timelineSvg(exact, ranges, columns, width);
  byId("timeline").replaceChildren(drawing, el("p", { class: "undated" }, notes));
}
