// A report's text cut at every boundary of what is marked in it, so that marks may overlap.
import { cutter, el } from "../dom.js";
import { kindOf } from "../words.js";
import { colour } from "./bits.js";

const sideOf = (claim) => claim.actors?.[0]?.side ?? null;

function boundaries(spans, length) {
  const cuts = new Set([0, length]);
  for (const { start, end } of spans) {
    cuts.add(start);
    cuts.add(end);
  }
  return [...cuts].filter((c) => c >= 0 && c <= length).sort((a, b) => a - b);
}

// Spans over each piece, by one sweep: opening at their start, closing at their end.
function sweep(spans, cuts) {
  const opening = Map.groupBy ? Map.groupBy(spans, (s) => s.start) : grouped(spans);
  let over = [];
  return cuts.slice(0, -1).map((at) => {
    over = over.filter((s) => s.end > at).concat(opening.get(at) ?? []);
    return over;
  });
}

function grouped(spans) {
  const out = new Map();
  for (const s of spans) out.set(s.start, [...(out.get(s.start) ?? []), s]);
  return out;
}

export function pieces(report, claims, { shown, spot, choose }) {
  const length = /[\ud800-\udfff]/.test(report.text) ? Array.from(report.text).length : report.text.length;
  const cut = cutter(report.text);
  const spans = [
    ...report.excluded.map((e) => ({ ...e, as: "excluded" })),
    ...(report.copy?.passages ?? []).map((p) => ({ start: p.start, end: p.end, as: "copied" })),
    ...(shown.has("claims") ? claims.map((claim) => ({ start: claim.start, end: claim.end, as: "claim", claim })) : []),
    ...(shown.has("claims") ? claims.map((claim) => ({ start: claim.trigger_start, end: claim.trigger_end, as: "trigger", claim })) : []),
    ...report.mentions.filter((m) => shown.has(m.kind)).map((m) => ({ start: m.start, end: m.end, as: "mention", kind: m.kind })),
    ...(spot ? [{ ...spot, as: "spot" }] : []),
  ].filter((s) => Number.isInteger(s.start) && s.end > s.start);
  const cuts = boundaries(spans, length);
  const over = sweep(spans, cuts);
  let last = "";
  return over.map((those, i) => {
    const words = cut(cuts[i], cuts[i + 1]);
    if (!those.length) {
      last = "";
      return document.createTextNode(el("i", {}, words).textContent);
    }
    const node = piece(words, those, choose, last);
    last = node.dataset.claims ?? "";
    return node;
  });
}

function piece(words, those, choose, before) {
  const claims = those.filter((s) => s.as === "claim").map((s) => s.claim);
  const trigger = those.find((s) => s.as === "trigger");
  const classes = [...new Set(those.map((s) => (s.as === "mention" ? `mention k-${s.kind}` : s.as)))];
  if (!claims.length) return el("span", { class: classes.join(" ") }, words);
  const claim = trigger?.claim ?? claims.reduce((a, b) => (b.end - b.start < a.end - a.start ? b : a));
  const ids = claims.map((c) => c.claim_id).join(" ");
  const act = () => choose(claim);
  const first = ids !== before;
  return el("span", {
    class: `q ${classes.join(" ")} s${colour(sideOf(claim))} kind-${kindOf(claim.event_type, claim.sub_event_type)} is-${claim.status} deep-${Math.min(3, claims.length)}`,
    "data-claims": ids,
    role: first ? "button" : null,
    tabindex: first ? 0 : null,
    "aria-label": first ? `${claim.sub_event_type}: ${words}` : null,
    onclick: act,
    onkeydown: (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      act();
    },
  }, words);
}
