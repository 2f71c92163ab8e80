// Why claims were taken for one incident, in words, and a person's say on it.
import { getMeta, judge } from "../api.js";
import { announce, bdi, button, el } from "../dom.js";
import { many } from "../format.js";
import { show } from "../main.js";
import { spotLink } from "./drawer.js";

const FEW = 6;

function claimWords(incident, id) {
  const claim = incident.all_claims[id];
  if (!claim) return el("code", {}, id);
  const report = incident.all_reports[claim.report];
  const who = claim.sources[0]?.name ?? report?.outlet ?? claim.report;
  return [el("strong", {}, bdi(who)), ": ", spotLink({ ...claim, claim: id }, bdi(`“${claim.quote}”`, 180))];
}

const bits = (weight) => `${weight > 0 ? "+" : "−"}${Math.abs(weight).toFixed(1)}`;

function reasons(link) {
  return el("ul", { class: "weights" }, link.reasons.map((reason) =>
    el("li", { class: reason.weight < 0 ? "against" : reason.weight > 0 ? "for" : "neither" },
      el("span", { class: "weight" }, reason.weight ? bits(reason.weight) : "0"), " ",
      el("span", { class: "soft" }, `${reason.aspect}: `), bdi(reason.words, 400))));
}

function judging(incident, a, b, judged, write) {
  if (!write) return judged ? verdict(judged) : null;
  const box = el("p", { class: "judging", role: "group", "aria-label": "Are these two one event?" });
  const say = async (what) => {
    for (const b_ of box.querySelectorAll("button")) b_.disabled = true;
    box.append(el("span", { class: "soft" }, " being written; the ledger is reconciled again …"));
    try {
      await judge(a, b, what);
      await getMeta(true);
      announce("Written.");
      await show("history");
    } catch (error) {
      box.lastChild.textContent = ` ${error.message}`;
      for (const b_ of box.querySelectorAll("button")) b_.disabled = false;
    }
  };
  box.append(
    judged ? verdict(judged) : el("span", { class: "soft" }, "Are these two one event? "),
    button("Same", () => say("same"), { "aria-pressed": String(judged?.verdict === "same") }), " ",
    button("Different", () => say("different"), { "aria-pressed": String(judged?.verdict === "different") }), " ");
  if (judged) box.append(button("Undo", () => say("withdrawn")));
  return box;
}

const verdict = (judged) =>
  el("span", { class: "verdict" }, `${judged.by ?? "A person"} said: ${judged.verdict}`, judged.note ? [" (", bdi(judged.note), ")"] : "", ". ");

export function linked(incident, meta) {
  const current = new Map();
  for (const j of incident.judgements ?? []) current.set(`${j.a} ${j.b}`, j);
  for (const [key, j] of current) if (j.verdict === "withdrawn") current.delete(key);
  const of = (a, b) => current.get([a, b].sort().join(" "));
  const pairs = [...(incident.links ?? [])].sort((x, y) => y.weight - x.weight);
  const seen = new Set(pairs.map((p) => `${p.a} ${p.b}`));
  for (const [key, j] of current) if (!seen.has(key)) pairs.push({ a: j.a, b: j.b, weight: 0, reasons: [] });
  if (!pairs.length)
    return Object.keys(incident.all_claims).length > 1
      ? el("section", {}, el("h2", {}, "Why these claims are together"), el("p", { class: "soft" }, "They stand in one report, or copy one another; no two were compared."))
      : null;
  const item = (p) => el("li", {},
    el("p", {}, claimWords(incident, p.a)), el("p", {}, claimWords(incident, p.b)),
    reasons(p), judging(incident, p.a, p.b, of(p.a, p.b), meta.write));
  return el("section", { "aria-labelledby": "why" },
    el("h2", { id: "why" }, "Why these claims are together"),
    el("p", { class: "soft small" }, "Each comparison weighs for one event (+) or for two (−), in bits. ",
      meta.write ? "Your word on a pair outweighs all of it." : "Serve with --write to say otherwise."),
    el("ol", { class: "links" }, pairs.slice(0, FEW).map(item)),
    pairs.length > FEW && el("details", {}, el("summary", {}, many(pairs.length - FEW, "more pair")),
      el("ol", { class: "links" }, pairs.slice(FEW).map(item))));
}
