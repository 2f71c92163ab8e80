// Control over time as a strip: a lane a claimant, a bar a state, clashes hatched.
import { bdi, el, svg } from "../dom.js";
import { DAY_MS, edtf, toDay } from "../format.js";
import { CONTROL } from "../words.js";
import { edges, tickWords, unitFor } from "../timeline/scale.js";
import { colour, sideTag } from "./bits.js";
import { spotLink } from "./drawer.js";

const WIDE = 900;
const LANE = 36;
const BAR = 16;
const AXIS = 22;

const FULL = new Set(["held", "entered"]);

// First and last day that an EDTF date covers; null where it fixes none.
function covered(text) {
  const [, y, m, d] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(text ?? "") ?? [];
  if (!y) return null;
  if (d) return [toDay(`${y}-${m}-${d}`), toDay(`${y}-${m}-${d}`)];
  const next = m ? Date.UTC(Number(y), Number(m), 0) : Date.UTC(Number(y), 12, 0);
  return [toDay(`${y}-${m ?? "01"}-01`), Math.round(next / DAY_MS)];
}

// From when to when a state is drawn: null at an end that is not known or open.
function reach(state) {
  const from = covered(state.from)?.[0] ?? null;
  const to = covered(state.to)?.[1] ?? null;
  return { from, to };
}

function spans(place) {
  const ends = [];
  for (const lane of place.control)
    for (const state of lane.states) {
      const { from, to } = reach(state);
      for (const day of [from, to]) if (day !== null) ends.push(day);
    }
  if (!ends.length) return null;
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const margin = Math.max(3, Math.round((high - low) * 0.06));
  return { from: low - margin, to: high + margin };
}

function pattern(id, cls) {
  return svg("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    svg("rect", { width: 6, height: 6, class: `${cls} ground` }), svg("line", { x1: 0, y1: 0, x2: 0, y2: 6, class: `${cls} stripe` }));
}

// What a bar says, in one sentence: for its title and for the table.
function words(state, teller) {
  const who = state.holder ?? "somebody not named";
  const until = state.to === ".." ? "no end told" : state.to ? `until ${edtf(state.to)}` : "end not known";
  const clash = state.contradicted_by.length ? " Others say otherwise for these days." : "";
  return `${teller}: ${CONTROL[state.kind] ?? state.kind} by ${who}, from ${edtf(state.from)}, ${until}.${clash}`;
}

function bar(state, lane, y, x, view) {
  const known = reach(state);
  const [from, to] = [known.from ?? view.from, known.to ?? view.to];
  const [x0, x1] = [x(from), Math.max(x(from) + 4, x(to))];
  const c = colour(state.side ?? state.holder);
  const clash = state.contradicted_by.length > 0;
  const look = state.kind === "withdrawn" ? "gone" : FULL.has(state.kind) ? state.kind : "around";
  return svg("g", { class: `state s${c} look-${look}${clash ? " clash" : ""}` },
    svg("title", {}, words(state, lane.according_to)),
    svg("rect", { class: "bar", x: x0, y, width: x1 - x0, height: BAR, rx: 2, fill: clash ? `url(#clash-${c})` : null }),
    known.to === null && svg("path", { class: "open-end", d: `M${x1 - 7},${y + 3}l5,${BAR / 2 - 3}l-5,${BAR / 2 - 3}` }),
    known.from === null && svg("path", { class: "open-end", d: `M${x0 + 7},${y + 3}l-5,${BAR / 2 - 3}l5,${BAR / 2 - 3}` }),
    x1 - x0 > 60 && svg("text", { class: "bar-words", x: x0 + (known.from === null ? 14 : 6), y: y + BAR - 4 }, clipped(`${state.holder ?? "?"} · ${CONTROL[state.kind] ?? state.kind}`, x1 - x0)));
}

const clipped = (text, wide) => (text.length * 6.1 > wide - 12 ? `${text.slice(0, Math.max(1, Math.floor((wide - 18) / 6.1)))}…` : text);

function axis(view, x, y) {
  const unit = unitFor(view.from, view.to, 9);
  return edges(unit, view.from, view.to).filter((day) => day >= view.from && day <= view.to - (view.to - view.from) * 0.05).map((day, i) =>
    svg("g", { class: "tick" }, svg("line", { x1: x(day), x2: x(day), y1: 0, y2: y }), svg("text", { x: x(day) + 3, y: y + 14 }, tickWords(unit, day, i === 0))));
}

export function controlStrip(place) {
  if (!place.control?.length) return el("p", { class: "soft" }, "No claim says who held it.");
  const view = spans(place);
  const list = asTable(place);
  if (!view) return el("div", {}, el("p", { class: "soft" }, "No claim fixes a day."), list);
  const x = (day) => ((day - view.from) / (view.to - view.from)) * WIDE;
  const tall = place.control.length * LANE;
  const used = new Set(place.control.flatMap((lane) => lane.states.map((s) => colour(s.side ?? s.holder))));
  const drawing = svg("svg", { class: "strip-drawing", viewBox: `0 0 ${WIDE} ${tall + AXIS}`, "aria-hidden": "true" },
    svg("defs", {}, [...used].map((c) => pattern(`clash-${c}`, `s${c}`))),
    axis(view, x, tall),
    place.control.map((lane, row) => [
      svg("line", { class: "rule", x1: 0, x2: WIDE, y1: (row + 1) * LANE - 0.5, y2: (row + 1) * LANE - 0.5 }),
      lane.states.map((state) => bar(state, lane, row * LANE + (LANE - BAR) / 2, x, view))]));
  return el("div", {},
    el("p", { class: "soft small" }, "One lane a claimant. A full bar: held. A pale bar: entered. An outline: besieged, encircled or contested. Dotted: withdrawn from. Hatched: another claimant says otherwise for the same days. An arrow: no beginning, or no end, told."),
    el("div", { class: "strip-box" },
      el("ol", { class: "lanes", vars: { lane: `${LANE}px` } }, place.control.map((lane) => el("li", { title: lane.according_to }, bdi(lane.according_to)))),
      el("div", { class: "strip-scroll", tabindex: "0", role: "region", "aria-label": "Control over time, drawn; the same is in the list below" }, drawing)),
    list);
}

function asTable(place) {
  const rows = place.control.flatMap((lane) => lane.states.map((state) => ({ lane, state })));
  return el("details", { class: "how", open: rows.length <= 12 }, el("summary", {}, "The same as a list, with sentences"),
    el("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Control, a table" },
      el("table", { class: "plain-table" },
        el("thead", {}, el("tr", {}, ["According to", "State", "By", "From", "To", "Sentences"].map((h) => el("th", { scope: "col" }, h)))),
        el("tbody", {}, rows.map(({ lane, state }) => el("tr", { class: state.contradicted_by.length ? "clash" : null },
          el("th", { scope: "row" }, bdi(lane.according_to)),
          el("td", {}, CONTROL[state.kind] ?? state.kind, state.contradicted_by.length > 0 && el("span", { class: "warn" }, " (clashes)")),
          el("td", {}, state.holder ? bdi(state.holder) : "not named", state.side && state.side !== state.holder ? [", ", sideTag(state.side)] : ""),
          el("td", {}, edtf(state.from)), el("td", {}, state.to === ".." ? "no end told" : edtf(state.to)),
          el("td", {}, sentences(state.claims, place), state.contradicted_by.length > 0 && [" against ", sentences(state.contradicted_by, place)])))))));
}

function sentences(ids, place) {
  return ids.slice(0, 5).map((id, i) => {
    const claim = place.all_claims?.[id];
    return claim && [i > 0 && " ", spotLink({ ...claim, claim: id }, `[${i + 1}]`, { class: "spot-number", "aria-label": `[${i + 1}] ${claim.quote.slice(0, 80)}` })];
  });
}
