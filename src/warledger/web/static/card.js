// The claim beside its report: every field, the words it rests on, and why it is as it is.
function field(name, ...content) {
  return [el("dt", {}, name), el("dd", {}, content)];
}

function empty(claim, fields, otherwise) {
  return el("span", { class: "empty" }, reasonOf(claim, ...fields) || otherwise);
}

const asWritten = (item) =>
  item.mention &&
  item.mention !== item.name &&
  el("span", { class: "as" }, " “", bdi(item.mention), "”");
const why = (text) => text && el("span", { class: "why" }, text);

function partyLines(claim, parties, fields) {
  if (!parties.length) return empty(claim, fields, "the text names nobody");
  return parties.map((party) =>
    el(
      "div",
      { class: "line" },
      el("strong", {}, bdi(party.name)),
      asWritten(party),
      party.side && party.side !== party.name && el("span", { class: "tag" }, party.side),
      why(party.reason),
    ),
  );
}

function placeLines(claim) {
  if (!claim.places.length)
    return empty(claim, ["places", "place", "where"], "the text names no place");
  return claim.places.map((place) => {
    const region = [place.adm1, countryWords(place.country)].filter(Boolean).join(", ");
    const precision = place.lat === null ? "not placed" : PLACE_PRECISION[place.prec] || "";
    return el(
      "div",
      { class: "line" },
      el("strong", {}, bdi(place.name)),
      asWritten(place),
      region && el("span", {}, ` ${region}`),
      precision &&
        el("span", { class: `tag${place.lat === null ? " warn" : ""}` }, precision),
      why(place.reason),
      place.runners_up.length > 0 &&
        el("span", { class: "why" }, "Also possible: ", place.runners_up.join("; ")),
    );
  });
}

function dateLine(claim) {
  if (!claim.date) return empty(claim, ["date", "when"], "the text fixes no day");
  const { date } = claim;
  const inexact = date.prec && date.prec > 1;
  return [
    el("strong", {}, dateWords(date)),
    date.mention && el("span", { class: "as" }, " “", bdi(date.mention), "”"),
    inexact && el("span", { class: "tag" }, DATE_PRECISION[date.prec]),
    why(date.basis),
  ];
}

function figureLines(claim) {
  if (!claim.figures.length)
    return el("span", { class: "empty" }, reasonOf(claim, "figures") || "no count given");
  return claim.figures.map((figure) =>
    el(
      "div",
      { class: "line" },
      el("strong", {}, figureWords(figure)),
      el("span", { class: "as" }, " “", bdi(figure.mention), "”"),
    ),
  );
}

// Outermost first, as one hears it: the outlet, whom it quotes, whom that one quotes.
function speakerLines(claim) {
  const outlet = el(
    "div",
    { class: "line" },
    el("strong", {}, bdi(outletOf(claim))),
    claim.sources.length ? null : el("span", { class: "why" }, "in its own voice"),
  );
  return [
    outlet,
    [...claim.sources]
      .reverse()
      .map((s) =>
        el(
          "div",
          { class: "line said" },
          el("strong", {}, bdi(s.name)),
          asWritten(s),
          s.role && el("span", { class: "tag" }, s.role),
          s.side && s.side !== s.name && el("span", { class: "tag" }, s.side),
          s.cue && el("span", { class: "why" }, "cue: “", bdi(s.cue), "”"),
        ),
      ),
  ];
}

function quoteNode(claim) {
  const at = claim.trigger_at;
  if (at === null) return el("blockquote", { dir: "auto" }, claim.quote);
  return el(
    "blockquote",
    { dir: "auto" },
    claim.quote.slice(0, at),
    el("b", {}, claim.trigger),
    claim.quote.slice(at + claim.trigger.length),
  );
}

function codingLine(claim) {
  return [
    `${claim.type} › ${claim.sub_type}`,
    claim.plover && el("span", { class: "tag" }, `PLOVER ${claim.plover}`),
    claim.tags.map((tag) => el("span", { class: "tag" }, tag)),
  ];
}

function cardOf(claim) {
  const report = REPORTS[claim.report];
  return [
    el(
      "div",
      { class: "what" },
      glyph(claim.kind, claim.colour, claim.status, 9),
      el("h3", {}, claim.sub_type),
      el(
        "span",
        { class: `badge is-${claim.status}`, title: STATUS_MEANS[claim.status] },
        STATUSES[claim.status],
      ),
    ),
    quoteNode(claim),
    el(
      "dl",
      { class: "fields" },
      field("Who", partyLines(claim, claim.actors, ["actors", "actor"])),
      field("To whom", partyLines(claim, claim.targets, ["targets", "target"])),
      field("Where", placeLines(claim)),
      field("When", dateLine(claim)),
      field("How many", figureLines(claim)),
      field("Says who", speakerLines(claim)),
      field(
        "How firmly",
        `${STATUSES[claim.status]}; ${FACTUALITY[claim.factuality] || claim.factuality} to the speaker (${claim.factuality})`,
        why(reasonOf(claim, "status", "factuality")),
      ),
      field(
        "Coded as",
        codingLine(claim),
        why(reasonOf(claim, "type", "sub_event_type", "event", "trigger")),
      ),
    ),
    claim.reasons.length > 0 &&
      el(
        "details",
        {},
        el("summary", {}, `How it was made (${claim.reasons.length})`),
        el(
          "ul",
          { class: "reasons" },
          claim.reasons.map(([name, text]) => el("li", {}, el("b", {}, name), ` ${text}`)),
        ),
      ),
    el(
      "p",
      { class: "rests" },
      "Rests on characters ",
      `${claim.start}–${claim.end} of `,
      bdi(report.title || report.id),
      " · claim ",
      el("code", {}, claim.id),
    ),
  ];
}

function updateCard(claim) {
  const box = byId("claim");
  byId("card").classList.toggle("open", Boolean(claim));
  if (!claim) {
    box.replaceChildren(
      el(
        "p",
        { class: "none" },
        "Choose a marked passage, a place on the map or a square on the timeline. ",
        el("kbd", {}, "j"),
        " and ",
        el("kbd", {}, "k"),
        " go to the next claim and back.",
      ),
    );
    return;
  }
  const at = STATE.shown.findIndex((c) => c.number === claim.number);
  box.replaceChildren(
    el(
      "p",
      { class: "walk" },
      el(
        "button",
        { type: "button", onclick: () => step(-1), "aria-label": "Previous claim" },
        "‹",
      ),
      el(
        "span",
        {},
        at < 0 ? "hidden by the filters" : `${at + 1} of ${STATE.shown.length}`,
      ),
      el(
        "button",
        { type: "button", onclick: () => step(1), "aria-label": "Next claim" },
        "›",
      ),
      el(
        "button",
        { type: "button", class: "to-text", onclick: () => scrollToClaim(claim.number) },
        "Show in the report",
      ),
      el(
        "button",
        {
          type: "button",
          class: "close",
          onclick: () => select(null),
          "aria-label": "Close the claim",
        },
        "×",
      ),
    ),
    ...fill(el("div"), cardOf(claim)).childNodes,
  );
}
