// Filters with counts: what one may choose, and how many incidents it would leave.
import { get } from "../api.js";
import { bdi, button, el } from "../dom.js";
import { country, number } from "../format.js";
import { glyph } from "../map/glyphs.js";
import { FACETS, PLACE_PRECISION, STANDING, STATUS, kindOf, label, meaning } from "../words.js";
import { colour } from "./bits.js";

const FEW = 7;
const OPEN = new Set(["type", "side", "standing", "status"]);

function wordsFor(name, value, given, none) {
  if (value === "") return none;
  if (name === "status") return label(STATUS, value);
  if (name === "standing") return label(STANDING, value);
  if (name === "prec") return PLACE_PRECISION[value] ?? value;
  if (name === "country") return country(value);
  if (name === "type") return value.replaceAll("/", " / ");
  return given ?? value;
}

function sample(name, value) {
  if (name === "side") return el("span", { class: `swatch s${colour(value)}`, "aria-hidden": "true" });
  if (name === "type") return glyph(kindOf(value), 7, "sure", 5);
  if (name === "status") return glyph("battle", 7, { denied: "refused", not_occurred: "refused", unconfirmed: "unconfirmed", expected: "expected" }[value] ?? "sure", 5);
  return null;
}

// `onChoose(name, values)`. `parameters()` is what the whole list of a facet is asked with.
export function createFacets({ onChoose, parameters }) {
  const groups = new Map();
  const node = el("section", { class: "facets", "aria-label": "Filters" }, el("h2", { class: "unseen" }, "Filters"));
  for (const [name, heading, none] of FACETS) {
    const list = el("ul");
    const foot = el("div", { class: "facet-foot" });
    const box = el("details", { class: "facet", "data-facet": name, open: OPEN.has(name) },
      el("summary", {}, el("h3", {}, heading), el("span", { class: "chosen-n" })),
      el("fieldset", {}, el("legend", { class: "unseen" }, heading), list), foot);
    groups.set(name, { box, list, foot, none, all: false, values: [], chosen: new Set() });
    node.append(box);
  }

  function draw(name, more) {
    const group = groups.get(name);
    const { list, foot, none, chosen } = group;
    const focused = document.activeElement?.closest?.("li")?.dataset.value;
    const held = list.contains(document.activeElement);
    const shown = group.all ? group.values : group.values.filter((v, i) => i < FEW || chosen.has(v.value));
    const top = Math.max(1, ...group.values.map((v) => v.count));
    list.replaceChildren(...shown.map((row) => entry(name, row, top, none, chosen)));
    if (held && focused !== undefined)
      [...list.children].find((li) => li.dataset.value === focused)?.querySelector("input")?.focus();
    const hidden = group.values.length - shown.length + (group.all ? 0 : more);
    foot.replaceChildren(...[
      hidden > 0 && button(`${number(hidden)} more`, () => showAll(name), { class: "plain" }),
      group.all && group.values.length > FEW && button("fewer", () => { group.all = false; draw(name, 0); }, { class: "plain" }),
      chosen.size > 0 && button("clear", () => onChoose(name, []), { class: "plain", "aria-label": `Clear ${name}` }),
    ].filter(Boolean));
    group.box.querySelector(".chosen-n").textContent = chosen.size ? `${chosen.size} chosen` : "";
  }

  function entry(name, row, top, none, chosen) {
    const words = wordsFor(name, row.value, row.label, none);
    const hint = name === "status" ? meaning(STATUS, row.value) : name === "standing" ? meaning(STANDING, row.value) : null;
    const input = el("input", { type: "checkbox", value: row.value, onchange: () => toggle(name, row.value, input.checked) });
    input.checked = chosen.has(row.value);
    return el("li", { "data-value": row.value, class: row.count ? null : "none", vars: { part: (row.count / top).toFixed(3) } },
      el("label", { title: hint }, input, sample(name, row.value), el("span", { class: "what" }, bdi(words)),
        el("span", { class: "n" }, number(row.count))));
  }

  function toggle(name, value, isOn) {
    const chosen = new Set(groups.get(name).chosen);
    if (isOn) chosen.add(value);
    else chosen.delete(value);
    onChoose(name, [...chosen]);
  }

  async function showAll(name) {
    const group = groups.get(name);
    group.all = true;
    const given = parameters();
    given.set("top", 1000);
    const answer = await get("/api/facets", given, `facet-${name}`);
    group.values = answer.facets[name].values;
    draw(name, 0);
  }

  return {
    node,
    update(facets, filters) {
      for (const [name, group] of groups) {
        const given = facets?.[name];
        group.chosen = new Set(filters[name] ?? []);
        if (!given) continue;
        group.values = given.values;
        if (group.chosen.size) group.box.open = true;
        if (group.all && given.more > 0) showAll(name);
        else draw(name, given.more ?? 0);
      }
    },
  };
}
