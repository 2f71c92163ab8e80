// Counts by month as columns, gaps kept.
import { el } from "../dom.js";
import { many, month } from "../format.js";

const MOST = 240;

function filled(rows) {
  const counts = new Map(rows.map((r) => [r.month, r.count ?? r.reports]));
  const keys = [...counts.keys()].sort();
  let [y, m] = keys[0].split("-").map(Number);
  const out = [];
  for (let key = keys[0]; key <= keys.at(-1) && out.length < MOST; ) {
    out.push([key, counts.get(key) ?? 0]);
    m += 1;
    if (m > 12) [y, m] = [y + 1, 1];
    key = `${y}-${String(m).padStart(2, "0")}`;
  }
  return out;
}

export function months(rows, noun = "incident") {
  const all = filled(rows);
  const top = Math.max(1, ...all.map(([, n]) => n));
  return el("figure", { class: "months" },
    el("ol", { class: "columns", "aria-label": `By month, ${month(all[0][0])} to ${month(all.at(-1)[0])}` }, all.map(([key, n]) =>
      el("li", { vars: { part: (n / top).toFixed(3) }, title: `${month(key)}: ${many(n, noun)}` }, el("span", { class: "unseen" }, `${month(key)}: ${many(n, noun)}`)))),
    el("figcaption", { class: "small soft" }, el("span", {}, month(all[0][0])), el("span", {}, `highest: ${many(top, noun)} a month`), el("span", {}, month(all.at(-1)[0]))));
}
