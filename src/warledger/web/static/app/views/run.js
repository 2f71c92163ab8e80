// The run: what was read, by which program and data, what was left out, how complete it is.
import { get } from "../api.js";
import { bdi, el } from "../dom.js";
import { many, number, percent } from "../format.js";
import { figureTile, tally } from "../parts/bits.js";
import { months } from "../parts/months.js";
import { linkTo } from "../state.js";

const TILES = [["reports", "reports"], ["ingested", "taken in"], ["copy", "copies"], ["skipped", "skipped"], ["claims", "claims"],
  ["mentions", "mentions"], ["incidents", "incidents"], ["control", "states of control"]];

export async function open() {
  const run = await get("/api/runs");
  const node = el("article", { class: "page run" },
    el("header", { class: "page-head" }, el("p", { class: "kicker" }, "Run"), el("h1", { tabindex: "-1" }, "What this ledger was made of"),
      el("p", { class: "lead" }, "How many reports were read, by what, what was left out and why, and what the result cannot say.")),
    el("dl", { class: "tiles" }, TILES.filter(([key]) => run.tally[key] !== undefined).map(([key, words]) => figureTile(run.tally[key], words))),
    coverage(run),
    limits(run),
    skipped(run),
    passed(run),
    run.days?.length > 0 && el("section", { "aria-labelledby": "published" }, el("h2", { id: "published" }, "Reports by month of publication"), months(run.days, "report")),
    outlets(run),
    manifests(run));
  return { node, title: "Run" };
}

function coverage(run) {
  if (!run.coverage?.length) return null;
  return el("section", { "aria-labelledby": "coverage" }, el("h2", { id: "coverage" }, "Coverage"),
    el("ul", { class: "meters" }, run.coverage.map(({ what, count, of }) => el("li", {},
      el("span", {}, what), el("meter", { min: 0, max: Math.max(1, of), value: count, "aria-label": what }),
      el("span", { class: "soft" }, `${number(count)} of ${number(of)}${of ? ` (${percent(count / of)})` : ""}`)))));
}

const limits = (run) => run.limits?.length > 0 && el("section", { "aria-labelledby": "limits" }, el("h2", { id: "limits" }, "What it cannot say"),
  el("ul", { class: "plain-list" }, run.limits.map((l) => el("li", {}, l))));

function skipped(run) {
  if (!run.skipped?.length) return null;
  return el("section", { "aria-labelledby": "skipped" }, el("h2", { id: "skipped" }, "Reports skipped, and why"),
    el("ul", { class: "plain-list" }, run.skipped.map((s) => el("li", {}, el("strong", {}, number(s.count)), " ", bdi(s.reason, 300),
      s.reports?.length > 0 && el("details", { class: "small" }, el("summary", {}, "which"),
        el("ul", {}, s.reports.slice(0, 50).map((id) => el("li", {}, el("a", { href: linkTo("reports", id) }, bdi(id))))))))));
}

const passed = (run) => run.passed_over?.length > 0 && el("section", { "aria-labelledby": "passed" }, el("h2", { id: "passed" }, "Sentences passed over, and why"),
  tally(run.passed_over.map((p) => ({ value: p.reason, count: p.sentences })), { most: 40 }));

const outlets = (run) => run.outlets?.length > 0 && el("section", { "aria-labelledby": "outlets" }, el("h2", { id: "outlets" }, "Outlets"),
  el("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Outlets, a table" }, el("table", { class: "plain-table" },
    el("thead", {}, el("tr", {}, ["Outlet", "Reports", "Claims"].map((h) => el("th", { scope: "col" }, h)))),
    el("tbody", {}, run.outlets.slice(0, 200).map((o) => el("tr", {}, el("th", { scope: "row" }, o.name ? el("a", { href: linkTo("outlets", o.name) }, bdi(o.name)) : "not stated"),
      el("td", { class: "n" }, number(o.reports)), el("td", { class: "n" }, number(o.claims))))))));

function manifests(run) {
  return el("section", { "aria-labelledby": "manifest" }, el("h2", { id: "manifest" }, run.runs.length > 1 ? "Runs" : "Manifest"),
    run.runs.map((r) => el("details", { open: run.runs.length === 1 }, el("summary", {}, el("code", {}, r.run_id), ` warledger ${r.version}, ${many(r.reports, "report")}, ${many(r.claims, "claim")}`),
      el("dl", { class: "manifest" }, [["model", r.model], ["lexicon", r.lexicon], ["gazetteer", r.gazetteer], ...Object.entries(typeof r.settings === "object" ? r.settings ?? {} : { settings: r.settings })]
        .map(([key, value]) => [el("dt", {}, key), el("dd", {}, el("code", {}, typeof value === "string" ? value : JSON.stringify(value)))])))));
}
