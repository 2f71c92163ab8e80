// Incidents: what several claims tell of one event, cell by cell, and where they differ.
const INCIDENTS_AT_ONCE = 20;
const STANDING_MEANS = {
  "single-origin": "one independent origin tells it",
  corroborated: "independent origins tell it alike",
  contested: "tellers exclude one another",
  denied: "somebody who is named denies it",
};
let incidentsShown = INCIDENTS_AT_ONCE;

// A word that opens its claim beside the list, without leaving the place where one reads.
const opens = (claim, ...content) =>
  el(
    "button",
    { type: "button", class: "plain", onclick: () => select(claim.number, false) },
    content,
  );
const openAll = (numbers, text) =>
  numbers.length
    ? el(
        "button",
        {
          type: "button",
          class: "plain",
          onclick: () => select(nextAmong(numbers.map((n) => CLAIMS[n])).number, false),
        },
        bdi(text),
      )
    : el("span", {}, bdi(text));

function daysOf({ start, end }) {
  if (!start) return NO_DAY;
  return start === end ? dayWords(start) : `${dayWords(start)} to ${dayWords(end)}`;
}

function incidentHead(incident) {
  const first = CLAIMS[incident.claims[0]];
  const sides = incident.sides.filter((side) => side.length);
  const total = incident.claims.length + incident.elsewhere;
  return el(
    "summary",
    {},
    glyph(incident.kind, first.colour, incident.status, 5),
    el(
      "span",
      { class: "about-incident" },
      el(
        "span",
        { class: "headline" },
        el("strong", {}, bdi(incident.place || "place not named")),
        ` ${incident.what}`,
      ),
      el(
        "span",
        { class: "facts" },
        daysOf(incident),
        " · ",
        bdi(sides.map((side) => side.join(", ")).join("; ") || "parties not named"),
        ` · ${count(total, "claim")}`,
      ),
    ),
    el(
      "span",
      {
        class: `standing is-${incident.standing}`,
        title: incident.why || STANDING_MEANS[incident.standing],
      },
      incident.standing,
    ),
  );
}

// Claims in the very same words are one telling that was repeated: one row, all its outlets.
function tellings(incident) {
  const rows = new Map();
  for (const claim of incident.claims.map((n) => CLAIMS[n])) {
    const words = claim.quote.toLowerCase().split(/\s+/).join(" ");
    const who = claim.sources.length ? claim.sources[0].name : "";
    const key = [words, claim.sub_type, claim.status, who, claim.trigger].join("\n");
    rows.set(key, [...(rows.get(key) || []), claim]);
  }
  return [...rows.values()];
}

function printed(claim) {
  const day = REPORTS[claim.report].published;
  return opens(claim, bdi(outletOf(claim)), day && `, ${day}`);
}

function claimRows(incident) {
  return tellings(incident).map(([claim, ...again]) => {
    const named = (items) => (items.length ? opens(claim, bdi(names(items))) : "·");
    return [
      el(
        "tr",
        {},
        el("th", { scope: "row" }, opens(claim, bdi(speakerOf(claim)))),
        el("td", {}, opens(claim, STATUSES[claim.status])),
        el("td", {}, claim.date ? opens(claim, dateWords(claim.date)) : "·"),
        el("td", {}, named(claim.places)),
        el("td", {}, opens(claim, claim.sub_type)),
        el("td", { "data-head": "who" }, named(claim.actors)),
        el("td", { "data-head": "to whom" }, named(claim.targets)),
        el(
          "td",
          {},
          claim.figures.length
            ? opens(claim, claim.figures.map(figureWords).join("; "))
            : "·",
        ),
      ),
      el(
        "tr",
        { class: "sentence" },
        el(
          "td",
          { colspan: 8 },
          el("q", { dir: "auto" }, claim.quote),
          " ",
          printed(claim),
          again.length > 0 && " · the same words in ",
          again.map((other, i) => [i ? "; " : "", printed(other)]),
        ),
      ),
    ];
  });
}

function differTable(incident) {
  const rows = incident.differ.flatMap(({ field: name, versions }) =>
    versions.map((version, i) =>
      el(
        "tr",
        {},
        i === 0 && el("th", { scope: "rowgroup", rowspan: versions.length }, name),
        el("td", {}, openAll(version.claims, version.value)),
        el("td", {}, bdi(version.by.join("; "))),
      ),
    ),
  );
  return [
    el("h3", {}, "Where they differ"),
    plainTable(["Field", "Version", "Told by"], rows, "differ"),
  ];
}

const plainTable = (head, rows, cls) =>
  el(
    "div",
    { class: "scroll" },
    el(
      "table",
      { class: cls },
      el("thead", {}, el("tr", {}, head.map((name) => el("th", { scope: "col" }, name)))),
      el("tbody", {}, rows),
    ),
  );

// Each teller once; pressing the name goes through what it tells.
function tellersOf(numbers) {
  const found = tally(
    numbers.map((n) => CLAIMS[n]),
    (claim) => [speakerOf(claim)],
  );
  return [...found].map(([name, claims], i) => [
    i ? "; " : "",
    openAll(
      claims.map((claim) => claim.number),
      name,
    ),
  ]);
}

function denialLines(incident) {
  return el(
    "ul",
    { class: "denials" },
    incident.denials.map((denial) =>
      el(
        "li",
        {},
        openAll(denial.claims, denial.by || "an outlet"),
        " denies what is told by ",
        tellersOf(denial.denies),
      ),
    ),
  );
}

// An account that a teller gives twice in the same words is one.
function accountsOf(loss) {
  const found = new Map();
  for (const account of loss.accounts) {
    const { claims, ...told } = account;
    const key = JSON.stringify(told);
    const known = found.get(key);
    if (known) known.claims = [...known.claims, ...claims];
    else found.set(key, { ...account });
  }
  return [...found.values()];
}

function lossTable(incident) {
  const rows = incident.losses.flatMap((loss) =>
    accountsOf(loss).map((account) =>
      el(
        "tr",
        {},
        el("th", { scope: "row" }, bdi(loss.side || "side not told")),
        el("td", {}, `${measureWords(loss.measure)}${loss.item ? `: ${loss.item}` : ""}`),
        el(
          "td",
          {},
          openAll(account.claims, lossWords(account)),
          account.superseded && " (an earlier word)",
          account.part && " (part of a larger count)",
        ),
        el("td", {}, bdi([account.by, account.in].filter(Boolean).join(", in ") || "·")),
      ),
    ),
  );
  return [
    el("h3", {}, "Losses, as each tells them"),
    plainTable(["Whose", "What", "How many", "Told by"], rows, "losses"),
  ];
}

function lossWords(account) {
  const words = rangeWords(account);
  return account.low === null && account.best === null && account.high === null
    ? account.words.join(" / ") || words
    : words;
}

function incidentBody(incident) {
  const head = ["Told by", "Status", "When", "Where", "What", "Who", "To whom", "Counts"];
  return [
    el(
      "p",
      { class: "why" },
      incident.why || STANDING_MEANS[incident.standing],
      incident.also && `; ${incident.also}`,
      incident.elsewhere > 0 &&
        `; ${count(incident.elsewhere, "further claim")} in reports that are not on this page`,
    ),
    plainTable(head, claimRows(incident), "accounts"),
    incident.differ.length > 0 && differTable(incident),
    incident.denials.length > 0 && denialLines(incident),
    incident.losses.some((loss) => loss.accounts.length) && lossTable(incident),
  ];
}

// The body is made when it is first opened: most are never looked at.
function incidentNode(incident, wasOpen) {
  const node = el("details", { class: "incident", "data-i": incident.id }, incidentHead(incident));
  const body = el("div", { class: "body" });
  node.append(body);
  const make = () => {
    if (!body.childNodes.length) fill(body, incidentBody(incident));
  };
  node.addEventListener("toggle", () => node.open && make());
  if (wasOpen) {
    make();
    node.open = true;
  }
  return node;
}

function updateIncidents(shown) {
  const box = byId("incident-list");
  byId("incidents").hidden = !DATA.incidents.length;
  const open = new Set(
    [...box.querySelectorAll("details[open]")].map((node) => node.dataset.i),
  );
  const fitting = DATA.incidents.filter((one) => one.claims.some((n) => shown.has(n)));
  // Where tellers differ, then where several tell it: that is what one cannot see in a list.
  const rank = (one) =>
    one.differ.length || one.denials.length ? 0 : one.claims.length > 1 ? 1 : 2;
  const ordered = [...fitting].sort((a, b) => rank(a) - rank(b));
  const left = ordered.length - incidentsShown;
  box.replaceChildren(
    ...ordered.slice(0, incidentsShown).map((one) => incidentNode(one, open.has(one.id))),
    ...(ordered.length ? [] : [el("p", { class: "none" }, "No incident fits these filters.")]),
    ...(left > 0
      ? [
          el(
            "button",
            {
              type: "button",
              class: "more",
              onclick: () => {
                incidentsShown = Infinity;
                updateIncidents(new Set(STATE.shown.map((c) => c.number)));
              },
            },
            `Show ${count(left, "more incident")}`,
          ),
        ]
      : []),
  );
}
