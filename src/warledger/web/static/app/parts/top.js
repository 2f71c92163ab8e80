// The head of every page: where one is, search with names offered while typing.
import { get, isMoot } from "../api.js";
import { announce, bdi, byId, el } from "../dom.js";
import { many } from "../format.js";
import { link, linkTo, readState } from "../state.js";

const PLACES_TO_GO = [
  ["/", "Map"],
  ["/incidents", "Incidents"],
  ["/incidents?tab=places", "Places"],
  ["/incidents?tab=actors", "Actors"],
  ["/incidents?tab=speakers", "Speakers"],
  ["/incidents?tab=outlets", "Outlets"],
  ["/runs", "Run"],
];
const NAMED = [
  ["places", "Places"],
  ["actors", "Actors"],
  ["speakers", "Speakers"],
  ["outlets", "Outlets"],
];

let field = null;
let drawn = false;
let options = [];
let at = -1;
let timer = 0;

function current(href) {
  const [path, query] = href.split("?");
  const tab = new URLSearchParams(location.search).get("tab");
  return location.pathname === path && (query ? query === `tab=${tab}` : !tab || path === "/");
}

export function drawTop(meta) {
  const top = byId("top");
  if (!drawn) {
    top.append(
      el("a", { class: "brand", href: "/" }, "Warledger", el("small", {}, bdi(meta.ledger))),
      searchForm(),
      el("nav", { "aria-label": "Pages" }, el("ul")),
    );
    drawn = true;
  }
  top.querySelector("nav ul").replaceChildren(
    ...PLACES_TO_GO.map(([href, words]) =>
      el("li", {}, el("a", { href: link(href), "aria-current": current(href) && "page" }, words)),
    ),
  );
  field.value = readState().q ?? "";
  close();
}

export function drawNotice(meta) {
  const { is, why } = meta.state ?? {};
  const box = byId("notice");
  box.hidden = !is || is === "current";
  if (!box.hidden)
    box.replaceChildren(
      el("span", {}, is === "failed" ? "Shown from the last good reading: " : "Not the newest: "),
      bdi(why ?? "the ledger has changed since it was read"),
    );
}

function searchForm() {
  field = el("input", {
    type: "search",
    id: "q",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: "Search words, names, “a phrase”",
    "aria-expanded": "false",
    "aria-controls": "offers",
    "aria-autocomplete": "list",
    "aria-label": "Search claims, reports and names",
    oninput: later,
    onkeydown: onKey,
    onblur: () => window.setTimeout(close, 200),
  });
  return el(
    "form",
    {
      class: "search",
      role: "search",
      onsubmit: (event) => {
        event.preventDefault();
        submit();
      },
    },
    field,
    el("button", { type: "submit" }, "Search"),
    el("ul", { id: "offers", role: "listbox", "aria-label": "Names found", hidden: true }),
  );
}

function submit() {
  const onList = location.pathname === "/" || location.pathname === "/incidents";
  const given = new URLSearchParams(onList ? location.search : link("/?").split("?")[1] ?? "");
  if (field.value.trim()) given.set("q", field.value.trim());
  else given.delete("q");
  given.delete("open");
  given.delete("tab");
  close();
  const query = String(given);
  const path = location.pathname === "/incidents" ? "/incidents" : "/";
  const anchor = el("a", { href: query ? `${path}?${query}` : path });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
}

function later() {
  window.clearTimeout(timer);
  timer = window.setTimeout(offer, 220);
}

async function offer() {
  const words = field.value.trim();
  if (words.length < 2) return close();
  try {
    const query = /["*]|(^|\s)-/.test(words) ? words : `${words}*`;
    const found = await get("/api/search", new URLSearchParams({ q: query, limit: 1 }), "offer");
    if (document.activeElement === field) drawOffers(found);
  } catch (error) {
    if (!isMoot(error)) close();
  }
}

function drawOffers({ names, matched }) {
  const list = byId("offers");
  options = [];
  const rows = [];
  const add = (href, words, more) => {
    const id = `offer-${options.length}`;
    const row = el("li", { role: "option", id, "aria-selected": "false" },
      el("a", { href, tabindex: "-1" }, bdi(words), more && el("small", {}, more)));
    options.push(row);
    return row;
  };
  for (const [key, heading] of NAMED) {
    if (!names?.[key]?.length) continue;
    rows.push(el("li", { class: "heading", role: "presentation" }, heading));
    for (const named of names[key].slice(0, 5))
      rows.push(add(linkTo(key, named.key), named.name, many(named.incidents, "incident")));
  }
  if (names?.reports?.length) {
    rows.push(el("li", { class: "heading", role: "presentation" }, "Reports"));
    for (const report of names.reports.slice(0, 4))
      rows.push(add(linkTo("reports", report.id), report.title ?? report.id, report.outlet));
  }
  at = -1;
  list.replaceChildren(...rows);
  list.hidden = !rows.length;
  field.setAttribute("aria-expanded", String(rows.length > 0));
  field.removeAttribute("aria-activedescendant");
  announce(`${many(options.length, "name")}; ${many(matched, "incident")} with these words`);
}

function close() {
  const list = byId("offers");
  if (!list) return;
  window.clearTimeout(timer);
  list.hidden = true;
  options = [];
  at = -1;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
}

function onKey(event) {
  if (event.key === "Escape" && options.length) {
    event.preventDefault();
    return close();
  }
  if (event.key === "Enter" && at >= 0) {
    event.preventDefault();
    return options[at].querySelector("a").click();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !options.length) return;
  event.preventDefault();
  options[at]?.setAttribute("aria-selected", "false");
  at = (at + step + options.length) % options.length;
  options[at].setAttribute("aria-selected", "true");
  options[at].scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", options[at].id);
}
