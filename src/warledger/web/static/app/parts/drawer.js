// The sentence under a cell: the words, where they stand, and the way to the whole report.
import { get, keyed } from "../api.js";
import { bdi, button, byId, cutter, el } from "../dom.js";
import { isoDays } from "../format.js";
import { linkTo } from "../state.js";
import { guarded } from "./bits.js";

const AROUND = 260; // characters of context to each side

let drawer = null;
let cameFrom = null;
const reports = new Map();

export const spotHref = (spot) => `${linkTo("reports", spot.report)}#${spot.start}-${spot.end}`;

// A cell's own link: pressed it opens the drawer, copied it is the place in the report.
export function spotLink(spot, children, attributes = {}) {
  return el("a", {
    href: spotHref(spot),
    ...attributes,
    onclick: (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      openSpot(spot, event.currentTarget);
    },
  }, children);
}

export function closeDrawer() {
  if (!drawer) return;
  drawer.remove();
  drawer = null;
}

function leave() {
  closeDrawer();
  cameFrom?.focus();
}

function reportOf(id) {
  if (!reports.has(id)) {
    if (reports.size > 40) reports.clear();
    const asked = get(keyed("reports", id));
    asked.catch(() => reports.delete(id));
    reports.set(id, asked);
  }
  return reports.get(id);
}

// The claim's sentence around the cell's words, with a little before and after.
function passage(report, spot, claim) {
  const cut = cutter(report.text);
  const [from, to] = [claim?.start ?? spot.start, claim?.end ?? spot.end];
  const [first, last] = [Math.min(from, spot.start), Math.max(to, spot.end)];
  const begin = Math.max(0, first - AROUND);
  const lead = cut(begin, first).replace(/^\S*\s/, begin ? "… " : "$&");
  const all = cut(begin, last + AROUND);
  return guarded(all, () =>
    el("blockquote", { dir: "auto", class: "passage" },
      el("span", { class: "around" }, lead),
      el("span", { class: "claim-words" }, cut(first, spot.start), el("mark", {}, cut(spot.start, spot.end)), cut(spot.end, last)),
      el("span", { class: "around" }, `${cut(last, last + AROUND).replace(/\s\S*$/, "")} …`)));
}

export async function openSpot(spot, from = document.activeElement) {
  closeDrawer();
  cameFrom = from;
  const body = el("div", { class: "drawer-body" }, el("p", { class: "soft" }, "Opening the report …"));
  const shut = button("×", leave, { class: "shut", "aria-label": "Close the passage" });
  drawer = el("aside", { class: "drawer", role: "dialog", "aria-label": "The sentence in the report",
    onkeydown: (event) => event.key === "Escape" && leave() }, shut, body);
  byId("main").append(drawer);
  shut.focus();
  const mine = drawer;
  try {
    const report = await reportOf(spot.report);
    if (mine !== drawer) return;
    const claim = report.claims?.find((c) => c.claim_id === spot.claim);
    body.replaceChildren(
      el("h2", {}, bdi(report.title ?? report.report)),
      el("p", { class: "small soft" }, bdi(report.outlet ?? "outlet not stated"), " · ",
        report.published ? isoDays(report.published) : "no date"),
      passage(report, spot, claim),
      ...[claim && said(claim)].filter(Boolean),
      el("p", {}, el("a", { href: spotHref(spot) }, "Open the whole report here")),
    );
  } catch (error) {
    body.replaceChildren(el("p", { class: "warn" }, error.message));
  }
}

function said(claim) {
  const chain = [...claim.sources].reverse();
  return el("p", { class: "small" }, chain.length
    ? ["Said by ", chain.map((s, i) => [i > 0 && ", who quotes ", bdi(s.name), s.cue && [" (“", bdi(s.cue), "”)"]])]
    : "The outlet says so in its own voice.");
}
