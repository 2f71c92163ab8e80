// One report: its text with what rests on it, the fields beside, what was left out and why.
import { get, keyed } from "../api.js";
import { announce, bdi, button, cutter, el } from "../dom.js";
import { isoDays, many, number, percent } from "../format.js";
import { downloads, guarded, isGuarded } from "../parts/bits.js";
import { claimCard } from "../parts/claimcard.js";
import { pieces } from "../parts/pieces.js";
import { linkTo } from "../state.js";
import { replace } from "../steps.js";

const KINDS = [["claims", "claims"], ["place", "places"], ["time", "times"], ["actor", "actors"], ["figure", "figures"], ["speaker", "speakers"]];

export async function open({ parts: [id] }) {
  const report = await get(keyed("reports", id));
  const aside = el("aside", { class: "fields", "aria-label": "Fields of the chosen claim", "aria-live": "polite" }, el("p", { class: "soft" },
    report.claims.length ? "Press a marked passage to see what was read from it." : "No claim was read from this report."));
  const text = el("div", { class: "report-text", dir: "auto" });
  const shown = new Set(["claims"]);
  const claims = [...report.claims].sort((a, b) => a.start - b.start || a.end - b.end);

  function choose(claim, { scroll = false } = {}) {
    for (const piece of text.querySelectorAll(".q")) piece.classList.toggle("chosen", (piece.dataset.claims ?? "").split(" ").includes(claim.claim_id));
    aside.replaceChildren(claimCard(claim));
    const at = text.querySelector(`.q.chosen`);
    const narrow = window.matchMedia("(max-width: 900px)").matches;
    if (at && (scroll || narrow)) at.scrollIntoView({ block: narrow ? "start" : "center" });
    replace(`${location.pathname}${location.search}#${claim.start}-${claim.end}`);
  }

  function paint() {
    const [from, to] = location.hash.slice(1).split("-").map(Number);
    const spot = Number.isFinite(to) && to > from ? { start: from, end: to } : null;
    text.replaceChildren(...pieces(report, claims, { shown, spot, choose }));
    return spot;
  }

  function look() {
    const spot = paint();
    const claim = spot && claims.find((c) => c.start <= spot.start && spot.end <= c.end);
    if (claim) choose(claim);
    window.requestAnimationFrame(() => (text.querySelector(".spot") ?? text.querySelector(".chosen"))?.scrollIntoView({ block: "center" }));
  }

  const toggles = KINDS.map(([kind, words]) => {
    const n = kind === "claims" ? claims.length : report.mentions.filter((m) => m.kind === kind).length;
    return el("label", { class: "check" }, el("input", { type: "checkbox", checked: shown.has(kind), onchange: (event) => {
      if (event.target.checked) shown.add(kind);
      else shown.delete(kind);
      paint();
    } }), el("span", { class: `mention-key k-${kind}` }, words), ` ${number(n)}`);
  });

  const step = (by) => {
    if (!claims.length) return;
    const chosen = text.querySelector(".q.chosen")?.dataset.claims.split(" ")[0];
    const at = claims.findIndex((c) => c.claim_id === chosen);
    const next = claims[(at + by + claims.length) % claims.length];
    choose(next, { scroll: true });
    announce(`Claim ${claims.indexOf(next) + 1} of ${claims.length}: ${next.sub_event_type}`);
  };

  const graphic = isGuarded(report.text);
  const body = el("section", { class: "reading", "aria-label": "The report's text" },
    el("div", { class: "tools small" }, el("span", { class: "soft" }, "Mark: "), toggles,
      claims.length > 1 && [button("‹ claim", () => step(-1)), button("claim ›", () => step(1))]),
    graphic ? guarded(report.text, () => text) : text);
  const node = el("article", { class: "page report" },
    head(report),
    el("div", { class: "desk" }, body, aside),
    leftOut(report),
    downloads(`/reports/${encodeURIComponent(report.report)}`, ["json", "csv"]));
  node.addEventListener("keydown", (event) => {
    if (event.target.closest("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
  });
  const onHash = () => (node.isConnected ? look() : window.removeEventListener("hashchange", onHash));
  window.addEventListener("hashchange", onHash);
  paint();
  return { node, title: report.title ?? report.report, shown: look };
}

function head(report) {
  const url = /^https?:\/\//i.test(report.url ?? "") ? report.url : null;
  return el("header", { class: "page-head" },
    el("p", { class: "kicker" }, "Report"),
    el("h1", { tabindex: "-1" }, bdi(report.title ?? report.report, 300)),
    el("p", { class: "lead" }, report.outlet ? el("a", { href: linkTo("outlets", report.outlet) }, bdi(report.outlet)) : "outlet not stated",
      " · ", report.published ? isoDays(report.published) : "no date", report.author && [" · ", bdi(report.author, 120)]),
    el("p", { class: "small soft" }, report.published_basis && ["Dated by: ", bdi(report.published_basis), ". "], many(report.claims.length, "claim"),
      report.revisions?.length > 1 && `; revision ${report.revision} of ${report.revisions.length}`),
    url && el("p", { class: "small" }, el("a", { href: url, rel: "noreferrer noopener external", target: "_blank" }, "At the outlet (leaves this page)"), " ", el("span", { class: "soft" }, bdi(url, 120))),
    !url && report.url && el("p", { class: "small soft" }, bdi(report.url, 200)),
    report.state === "skipped" && el("p", { class: "warn" }, "Skipped: ", bdi(report.reason ?? "no reason given")),
    copyWords(report));
}

function copyWords(report) {
  const out = [];
  if (report.copy)
    out.push(el("p", { class: "warn" }, `${percent(report.copy.share)} of it repeats `,
      report.copy.copy_of.map((id, i) => [i > 0 && ", ", el("a", { href: linkTo("reports", id) }, bdi(id))]), "; it counts with that origin."),
      el("ul", { class: "small soft" }, report.copy.evidence.map((e) => el("li", {}, bdi(e, 400)))));
  if (report.copied_by?.length)
    out.push(el("details", { class: "small" }, el("summary", {}, `Repeated by ${many(report.copied_by.length, "report")}`),
      el("ul", {}, report.copied_by.map((r) => el("li", {}, el("a", { href: linkTo("reports", r.report) }, bdi(r.title ?? r.report)), " ", el("span", { class: "soft" }, bdi(r.outlet ?? "")))))));
  return out;
}

function leftOut(report) {
  const cut = cutter(report.text);
  const has = report.passed_over?.length || report.excluded?.length || report.notes?.length;
  if (!has) return null;
  return el("section", { "aria-labelledby": "left-out" }, el("h2", { id: "left-out" }, "What was left out, and why"),
    el("ul", { class: "plain-list" },
      report.passed_over.map((p) => el("li", {}, many(p.sentences, "sentence"), ": ", bdi(p.reason))),
      report.excluded.map((e) => el("li", {}, bdi(e.reason), ": ", el("a", { href: `#${e.start}-${e.end}` }, bdi(`“${cut(e.start, Math.min(e.end, e.start + 90))}${e.end - e.start > 90 ? "…" : ""}”`)))),
      report.notes.map((n) => el("li", {}, bdi(n, 400)))));
}

