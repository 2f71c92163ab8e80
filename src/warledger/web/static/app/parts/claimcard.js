// A claim's fields: who, whom, where, when, how many, says who, how firmly; and why.
import { bdi, cutter, el } from "../dom.js";
import { country, edtf, isoDays, many, range } from "../format.js";
import { doubtOf, glyph } from "../map/glyphs.js";
import { linkTo } from "../state.js";
import { DATE_PRECISION, FACTUALITY, PLACE_PRECISION, STATUS, kindOf, label, meaning } from "../words.js";
import { colour, guarded, sideTag, statusBadge } from "./bits.js";

const reasonOf = (claim, ...fields) => claim.reasons?.find((r) => fields.includes(r.field))?.reason;
const empty = (claim, otherwise, ...fields) => el("span", { class: "soft" }, bdi(reasonOf(claim, ...fields) ?? otherwise, 400));
const asWritten = (m) => m.mention && m.mention !== m.name && el("span", { class: "soft" }, " “", bdi(m.mention, 120), "”");
const why = (text) => text && el("div", { class: "soft small" }, bdi(text, 500));
const keyOf = (thing) => thing.id ?? `name:${thing.name}`;

function parties(claim, list, ...fields) {
  if (!list.length) return empty(claim, "the text names nobody", ...fields);
  return list.map((p) => el("div", {}, el("a", { href: linkTo("actors", keyOf(p)) }, bdi(p.name)), asWritten(p),
    p.side && p.side !== p.name && [" ", sideTag(p.side)], why(p.reason)));
}

function places(claim) {
  if (!claim.places.length) return empty(claim, "the text names no place", "places", "place");
  return claim.places.map((p) => el("div", {}, el("a", { href: linkTo("places", keyOf(p)) }, bdi(p.name)), asWritten(p), " ",
    el("span", { class: "soft" }, [p.adm1, country(p.country)].filter(Boolean).join(", "), " · ",
      p.lat === null ? "not placed" : PLACE_PRECISION[p.where_prec] ?? ""), why(p.reason),
    p.runners_up?.length > 0 && el("div", { class: "soft small" }, "Also possible: ", p.runners_up.map((r, i) => [i > 0 && "; ", bdi(r)]))));
}

function when(claim) {
  const { date } = claim;
  if (!date) return empty(claim, "the text fixes no day", "date", "when");
  return [el("div", {}, date.start ? isoDays(date.start, date.end) : edtf(date.edtf, "no day fixed"),
    date.mention && el("span", { class: "soft" }, " “", bdi(date.mention, 120), "”"),
    date.date_prec > 1 && el("span", { class: "soft" }, ` · ${DATE_PRECISION[date.date_prec] ?? ""}`)), why(date.basis)];
}

function figures(claim) {
  if (!claim.figures.length) return empty(claim, "no count given", "figures");
  return claim.figures.map((f) => el("div", {}, el("strong", {}, range(f)), " ", bdi(f.measure), f.item && [" ", bdi(f.item)], f.of && [" of ", bdi(f.of)],
    el("span", { class: "soft" }, " “", bdi(f.mention, 120), "”")));
}

function speakers(claim) {
  if (!claim.sources.length) return el("span", { class: "soft" }, "the outlet, in its own voice");
  return [...claim.sources].reverse().map((s) => el("div", {}, el("a", { href: linkTo("speakers", s.name) }, bdi(s.name)), asWritten(s),
    s.role && el("span", { class: "soft" }, ` ${s.role}`), s.side && [" ", sideTag(s.side)],
    s.cue && el("span", { class: "soft" }, " cue “", bdi(s.cue, 80), "”")));
}

function quote(claim) {
  const cut = cutter(claim.quote);
  const [from, to] = [claim.trigger_start - claim.start, claim.trigger_end - claim.start];
  return guarded(claim.quote, () => el("blockquote", { dir: "auto" }, cut(0, from), el("b", {}, cut(from, to)), cut(to, Infinity)));
}

const field = (name, ...content) => [el("dt", {}, name), el("dd", {}, content)];

export function claimCard(claim) {
  return el("div", { class: "claim-card" },
    el("h2", {}, glyph(kindOf(claim.event_type, claim.sub_event_type), colour(claim.actors?.[0]?.side), doubtOf(claim.status), 7), " ", claim.sub_event_type, " ", statusBadge(claim.status)),
    quote(claim),
    el("dl", { class: "fields-list" },
      field("Who", parties(claim, claim.actors, "actors", "actor")),
      field("Against", parties(claim, claim.targets, "targets", "target")),
      field("Where", places(claim)),
      field("When", when(claim)),
      field("How many", figures(claim)),
      field("Says who", speakers(claim)),
      field("How firmly", label(STATUS, claim.status), el("span", { class: "soft" }, ` (${meaning(STATUS, claim.status)}; ${FACTUALITY[claim.factuality] ?? claim.factuality} to the speaker)`)),
      field("Coded as", `${claim.event_type} › ${claim.sub_event_type}`, claim.plover && el("span", { class: "soft" }, ` · PLOVER ${claim.plover}`),
        claim.tags?.length > 0 && el("span", { class: "soft" }, ` · ${claim.tags.join(", ")}`))),
    claim.incident && el("p", {}, el("a", { href: linkTo("incidents", claim.incident) }, "The incident: who else tells of it")),
    claim.reasons?.length > 0 && el("details", {}, el("summary", { class: "small" }, `How it was made (${many(claim.reasons.length, "reason")})`),
      el("dl", { class: "reasons small" }, claim.reasons.map(({ field: f, reason }) => [el("dt", {}, f), el("dd", {}, bdi(reason, 500))]))),
    el("p", { class: "soft small" }, `Characters ${claim.start}–${claim.end} · claim `, el("code", {}, claim.claim_id)));
}
