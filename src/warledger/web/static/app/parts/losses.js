// The dead of each side as ranges: one line an account, drawn on one scale, nothing averaged.
import { bdi, el, svg } from "../dom.js";
import { number, range } from "../format.js";
import { sideTag, colour } from "./bits.js";
import { spotLink } from "./drawer.js";

const WIDE = 320;
const TALL = 16;

function bar(account, top, shade) {
  const x = (n) => 8 + (n / top) * (WIDE - 24);
  const { low, best, high } = account;
  const from = low ?? best ?? 0;
  const to = high ?? best ?? low;
  if (to === null && !from) return null;
  const open = high === null && best === null && low !== null;
  const y = TALL / 2;
  return svg("svg", { class: `range s${shade}`, viewBox: `0 0 ${WIDE} ${TALL}`, width: WIDE, height: TALL, "aria-hidden": "true" },
    svg("line", { class: "scale", x1: 8, x2: WIDE - 16, y1: y, y2: y }),
    svg("line", { class: "span", x1: x(from), x2: open ? WIDE - 8 : x(to), y1: y, y2: y, "stroke-dasharray": open || low === null ? "4 3" : null }),
    low !== null && svg("line", { class: "end", x1: x(low), x2: x(low), y1: 2, y2: TALL - 2 }),
    high !== null && svg("line", { class: "end", x1: x(high), x2: x(high), y1: 2, y2: TALL - 2 }),
    best !== null && svg("circle", { cx: x(best), cy: y, r: 4 }));
}

function sentence(account, incident) {
  const claim = incident.all_claims[account.claims[0]];
  const words = range(account);
  return claim ? spotLink({ ...claim, claim: claim.claim_id }, words) : words;
}

// An account told twice in the same numbers by one teller is one line.
function folded(accounts) {
  const seen = new Map();
  for (const a of accounts)
    seen.set([a.speaker ?? a.outlet, a.low, a.best, a.high, a.superseded].join("|"), a);
  return [...seen.values()];
}

function account(one, incident, top, side) {
  return el("tr", { class: one.superseded ? "superseded" : null },
    el("th", { scope: "row" }, bdi(one.speaker ?? one.outlet ?? "an outlet"),
      one.superseded && el("span", { class: "soft small" }, " (an earlier word, replaced)")),
    el("td", {}, sentence(one, incident)),
    el("td", { class: "drawn" }, bar(one, top, colour(side))));
}

function loss(told, incident) {
  const bounds = [told, ...told.accounts].flatMap((d) => [d.low, d.best, d.high]).filter((n) => n !== null && n !== undefined);
  if (!bounds.length) return null;
  const isOpen = told.accounts.some((a) => a.high === null && a.best === null);
  const top = Math.ceil(Math.max(1, ...bounds) * (isOpen ? 1.25 : 1));
  return el("div", { class: "loss" },
    el("h3", {}, told.measure, told.item ? [" ", bdi(told.item)] : "", ", ", sideTag(told.side) ?? "side not told", ": ", range(told),
      el("span", { class: "soft small" }, `  scale 0 to ${number(top)}`)),
    el("table", { class: "accounts" }, el("tbody", {}, folded(told.accounts).map((one) => account(one, incident, top, told.side)))));
}

export function losses(incident) {
  const all = [...incident.deaths.map((d) => ({ measure: "killed", ...d })), ...(incident.losses ?? [])];
  const drawn = all.map((told) => loss(told, incident)).filter(Boolean);
  if (!drawn.length) return null;
  return el("section", { "aria-labelledby": "losses" },
    el("h2", { id: "losses" }, "Losses told, side by side"),
    el("p", { class: "soft small" }, "Ends are the bounds as told, the dot an exact number; dashed: one end is open. Nothing is averaged."),
    drawn);
}
