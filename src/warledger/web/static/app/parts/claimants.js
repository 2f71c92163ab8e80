// The table of an incident: claimants down, fields across, every cell a way to its sentence.
import { bdi, el } from "../dom.js";
import { isoDays, many, range } from "../format.js";
import { linkTo } from "../state.js";
import { STATUS, label } from "../words.js";
import { sideTag } from "./bits.js";
import { spotLink } from "./drawer.js";

const COLUMNS = [
  ["where", "Where"],
  ["when", "When"],
  ["what", "What"],
  ["status", "Told as"],
  ["actors", "Who"],
  ["targets", "Against whom"],
  ["killed", "Killed"],
  ["wounded", "Wounded"],
  ["equipment", "Equipment"],
  ["other", "Other counts"],
];
const FEW = 4;

function valueOf(field, cell) {
  if (["killed", "wounded", "equipment", "other"].includes(field)) {
    const counted = ["low", "best", "high"].some((k) => cell[k] !== null && cell[k] !== undefined);
    return [counted ? range(cell) : bdi(cell.words ?? cell.value), cell.item ? [" ", bdi(cell.item)] : "",
      field === "other" && cell.measure ? ` ${cell.measure}` : ""];
  }
  if (field === "status") return label(STATUS, cell.value);
  if (field === "when" && cell.from) return isoDays(cell.from, cell.to);
  return bdi(cell.value, 160);
}

// Cells that say the same are one, with how often it is said.
function gathered(field, cells) {
  const seen = new Map();
  for (const cell of cells) {
    const key = [cell.value, cell.side, cell.low, cell.best, cell.high, cell.item].join("|");
    if (seen.has(key)) seen.get(key).times += 1;
    else seen.set(key, { cell, times: 1 });
  }
  return [...seen.values()];
}

function cellNode(field, { cell, times }) {
  const differs = cell.differs;
  return el("li", { class: differs ? "differs" : null },
    spotLink(cell, [
      differs && el("span", { class: "differs-mark", title: "told otherwise by others" }, "≠", el("span", { class: "unseen" }, " told otherwise by others: ")),
      valueOf(field, cell)], { class: "cell", title: cell.words && cell.words !== cell.value ? `“${cell.words}”` : null }),
    cell.side && el("span", { class: "of" }, " ", sideTag(cell.side)),
    times > 1 && el("span", { class: "soft small" }, ` ×${times}`));
}

function cellsOf(field, cells, silent) {
  const made = gathered(field, cells ?? []);
  if (!made.length) return el("span", { class: "silent", title: "does not say" }, silent);
  const rest = made.slice(FEW);
  return [el("ul", {}, made.slice(0, FEW).map((m) => cellNode(field, m))),
    rest.length > 0 && el("details", {}, el("summary", { class: "small" }, `${rest.length} more`),
      el("ul", {}, rest.map((m) => cellNode(field, m))))];
}

function teller(row, incident) {
  const { kind, name, side, role } = row.claimant;
  const inOwnVoice = kind === "outlet";
  const carried = row.outlets.filter((outlet) => outlet !== name);
  return el("th", { scope: "row" },
    el("a", { href: linkTo(inOwnVoice ? "outlets" : "speakers", name) }, bdi(name)),
    el("div", { class: "small soft" },
      inOwnVoice ? "outlet, in its own voice" : [role && `${role} `, carried.length > 0 && ["in ", carried.slice(0, 3).map((o, i) => [i > 0 && ", ", bdi(o)])]]),
    side && el("div", { class: "small" }, sideTag(side)),
    row.first && el("div", { class: "small first" }, "told it first"),
    copies(row, incident));
}

function copies(row) {
  if (!row.copies?.length) return null;
  return el("details", { class: "small copies" }, el("summary", {}, many(row.copies.length, "copy", "copies")),
    el("ul", {}, row.copies.map((copy) =>
      el("li", {}, el("a", { href: linkTo("reports", copy.report) }, bdi(copy.outlet ?? copy.report)), " repeats ", bdi(copy.copy_of)))));
}

// Who denies, right under what is denied; pressed, each goes to its sentence.
function denials(row, incident, width) {
  const against = (row.denied_by ?? []).map((id) => incident.all_claims[id]).filter(Boolean);
  if (!against.length) return null;
  return el("tr", { class: "denial" }, el("td", {}, el("span", { class: "badge stands-denied" }, "denied")),
    el("td", { colspan: width }, el("ul", {}, against.map((claim) =>
      el("li", {}, el("strong", {}, bdi(claim.sources[0]?.name ?? incident.all_reports[claim.report]?.outlet ?? "an outlet")), " denies it: ",
        spotLink({ ...claim, claim: claim.claim_id }, bdi(`“${claim.quote}”`, 300)))))));
}

// Those who deny follow those they deny.
function ordered(rows) {
  const left = [...rows];
  const out = [];
  while (left.length) {
    const row = left.shift();
    out.push(row);
    const deniers = left.filter((other) => other.denies?.some((id) => row.claims.includes(id)));
    for (const denier of deniers) {
      left.splice(left.indexOf(denier), 1);
      out.push(denier);
    }
  }
  return out;
}

export function claimants(incident) {
  const rows = ordered(incident.claimants);
  const shown = COLUMNS.filter(([field]) => rows.some((row) => row[field]?.length));
  return el("div", { class: "table-scroll", role: "region", "aria-label": "Who says what, a table", tabindex: "0" },
    el("table", { class: "claimants" },
      el("caption", { class: "unseen" }, "One row a claimant; each cell opens the sentence it rests on"),
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Who says so"), shown.map(([, words]) => el("th", { scope: "col" }, words)))),
      el("tbody", {}, rows.map((row) => [
        el("tr", { class: row.denies?.length ? "denier" : null }, teller(row, incident),
          shown.map(([field, words]) => el("td", { "data-label": words }, cellsOf(field, row[field], "—")))),
        denials(row, incident, shown.length),
      ]))));
}
