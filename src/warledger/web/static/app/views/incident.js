// One incident: a row a claimant, what they agree on quiet, what they differ on marked.
import { get, getMeta, keyed } from "../api.js";
import { bdi, el } from "../dom.js";
import { isoDays, many } from "../format.js";
import { deathsWords, downloads, sideTag, standingBadge, statusBadge } from "../parts/bits.js";
import { claimants } from "../parts/claimants.js";
import { linked } from "../parts/links.js";
import { losses } from "../parts/losses.js";
import { spotLink } from "../parts/drawer.js";
import { headline, headlineText, placeWords, rowGlyph, whenWords } from "../parts/rows.js";
import { filteredBy, link, linkTo } from "../state.js";
import { replace } from "../steps.js";
import { STANDING, meaning } from "../words.js";

export async function open({ parts: [id], cause }) {
  const [incident, meta] = await Promise.all([get(keyed("incidents", id)), getMeta()]);
  const title = titleOf(incident);
  if (incident.id !== id && cause !== "history")
    replace(linkTo("incidents", incident.id));
  const node = el("article", { class: "page incident" },
    head(incident, id),
    el("section", { "aria-labelledby": "who-says" },
      el("h2", { id: "who-says" }, "Who says what"),
      el("p", { class: "soft small" }, "One row a claimant, who told it first on top. Press any cell to read the sentence it rests on. What is told in different ways is marked ",
        el("span", { class: "differs-sample" }, "≠"), "."),
      claimants(incident)),
    disagreements(incident),
    losses(incident),
    origins(incident),
    linked(incident, meta),
    empty(incident),
    downloads(`/incidents/${incident.id}`, ["json", "csv", "geojson"]),
  );
  return { node, title };
}

const titleOf = (row) =>
  [headlineText(row), row.start && isoDays(row.start, row.end)].filter(Boolean).join(", ");

function head(row, asked) {
  const sides = [row.side_a, row.side_b].filter((s) => s?.length);
  return el("header", { class: "page-head" },
    el("p", { class: "kicker" }, el("a", { href: filteredBy("type", row.type) }, row.type)),
    el("h1", { tabindex: "-1" }, rowGlyph(row, 9), " ", headline(row)),
    el("p", { class: "lead" }, whenWords(row), " · ",
      row.place ? el("a", { href: linkTo("places", row.place.key) }, placeWords(row.place)) : placeWords(null)),
    el("p", {}, standingBadge(row.standing), " ", statusBadge(row.status), " ",
      el("span", { class: "soft" }, meaning(STANDING, row.standing), ".")),
    sides.length > 0 && el("p", {}, sides.map((side, k) => [k > 0 && el("span", { class: "soft" }, "  and  "), side.map((name, i) => [i > 0 && ", ", bdi(name)])]),
      " ", sideTag(row.side)),
    deathsWords(row.deaths) && el("p", { class: "lead" }, deathsWords(row.deaths)),
    el("p", { class: "soft" }, many(row.claims, "claim"), " in ", many(row.reports, "report"), ", from ",
      many(row.origins, "independent origin"),
      row.left_out ? ` · ${many(row.left_out, "claim")} more than this page shows` : ""),
    asked !== row.id && el("p", { class: "warn" }, `The id ${asked} is now part of this incident.`),
    row.former_ids?.length > 0 && el("p", { class: "small soft" }, "Formerly cited as ", row.former_ids.join(", ")),
    row.place && row.place.lat !== null && el("p", { class: "small" },
      el("a", { href: link(`/?map=${row.place.lat},${row.place.lon},9&open=${row.id}`) }, "Show on the map")),
  );
}

function disagreements(incident) {
  if (!incident.disagreements.length) return null;
  return el("section", { "aria-labelledby": "differ" },
    el("h2", { id: "differ" }, "Where they differ"),
    el("dl", { class: "versions" }, incident.disagreements.map(({ field, versions }) => [
      el("dt", {}, field),
      el("dd", {}, el("ul", {}, versions.map((version) =>
        el("li", {}, el("strong", {}, bdi(version.value)), " ", el("span", { class: "soft" }, "told by "),
          version.told_by.map((name, i) => [i > 0 && ", ", bdi(name)]), " ",
          version.claims.slice(0, 4).map((id, i) => {
            const claim = incident.all_claims[id];
            return claim && [i > 0 && " ", spotLink({ ...claim, claim: id }, `[${i + 1}]`, { class: "spot-number", "aria-label": `[${i + 1}] ${claim.quote.slice(0, 80)}` })];
          }))))),
    ])));
}

function origins(incident) {
  if (!incident.origins_list?.length) return null;
  return el("section", { "aria-labelledby": "origins" },
    el("h2", { id: "origins" }, "Independent origins"),
    el("p", { class: "soft small" }, "Reports that repeat another's words are folded under it and count once."),
    el("ol", { class: "origins" }, incident.origins_list.map((origin) =>
      el("li", {}, originWords(origin, incident.all_reports), 
        origin.reports.length > 1 && el("details", {}, el("summary", { class: "small" }, many(origin.reports.length, "report")),
          el("ul", {}, origin.reports.map((id) => {
            const report = incident.all_reports[id];
            return el("li", {}, el("a", { href: linkTo("reports", id) }, bdi(report?.title ?? id)), " ",
              el("span", { class: "soft" }, bdi(report?.outlet ?? "")));
          })))))));
}

// An origin is a report, or a party ("party:…") whose own word several reports carry.
function originWords({ origin, title, outlet }, heads) {
  const [, kind, name] = /^(party|speaker|agency|outlet):(.*)$/s.exec(origin) ?? [];
  if (kind === "outlet") {
    const its = Object.values(heads).filter((r) => r.outlet?.toLowerCase() === name.toLowerCase());
    if (!its.length) return bdi(name);
    return [el("a", { href: linkTo("outlets", its[0].outlet) }, bdi(its[0].outlet)), ": ",
      its.map((r, i) => [i > 0 && ", ", el("a", { href: linkTo("reports", r.report) }, bdi(r.title ?? r.report, 120))])];
  }
  if (kind) return [bdi(name), el("span", { class: "soft" }, ", its own word")];
  return [el("a", { href: linkTo("reports", origin) }, bdi(title ?? origin)), " ",
    el("span", { class: "soft" }, bdi(outlet ?? "outlet not stated"))];
}

function empty(incident) {
  if (!incident.reasons?.length) return null;
  return el("details", { class: "how" }, el("summary", {}, "How the fields of this incident were got, and why some are empty"),
    el("dl", { class: "reasons" }, incident.reasons.map(({ field, reason }) => [el("dt", {}, field), el("dd", {}, bdi(reason, 1000))])));
}
