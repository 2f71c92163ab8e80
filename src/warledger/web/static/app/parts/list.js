// A list of any length: pages are fetched as one scrolls, and only what is near is in the page.
import { get, isMoot } from "../api.js";
import { announce, button, el } from "../dom.js";
import { many, number } from "../format.js";
import { incidentRow } from "./rows.js";

const KEEP = 120; // entries in the document at once
const STEP = 50;

// `onOpen(row)` for a press; `lane` keeps requests of one list apart.
export function createList({ onOpen, lane = "list" }) {
  const head = el("p", { class: "list-head", "aria-live": "polite" });
  const sort = el("select", { "aria-label": "Order", onchange: () => load(now.path, now.parameters) },
    [["-start", "newest first"], ["start", "oldest first"], ["-claims", "most claims first"], ["-origins", "most origins first"]]
      .map(([value, words]) => el("option", { value }, words)));
  const box = el("ol", { class: "rows" });
  const before = el("li", { class: "room", "aria-hidden": "true" });
  const after = el("li", { class: "room", "aria-hidden": "true" });
  const more = button("Show more", () => fetchMore(), { class: "more-rows" });
  const scroller = el("div", { class: "list-scroll", tabindex: "0", role: "region", "aria-label": "Incidents that match", onscroll: later }, box, more);
  const node = el("section", { class: "list", "aria-label": "Incidents" }, el("h2", { class: "unseen" }, "Incidents that match"), el("div", { class: "list-top" }, head, sort), scroller);
  const now = { path: null, parameters: null, rows: [], heights: [], next: null, matched: 0, first: 0, current: null, busy: false, search: false };
  let frame = 0;

  async function load(path, parameters) {
    Object.assign(now, { path, parameters: new URLSearchParams(parameters), next: null, busy: true });
    now.search = now.parameters.has("q");
    node.classList.add("busy");
    try {
      const answer = await ask(null);
      Object.assign(now, { rows: answer.items, heights: [], next: answer.next, matched: answer.matched, first: 0, busy: false });
      scroller.scrollTop = 0;
      box.replaceChildren();
      delete box.dataset.until;
      draw();
      head.textContent = now.matched === 0 ? "Nothing matches" : many(now.matched, "incident");
      sort.hidden = now.search;
    } catch (error) {
      if (isMoot(error)) return;
      now.busy = false;
      head.textContent = error.message;
      box.replaceChildren();
      more.hidden = true;
    }
    node.classList.remove("busy");
  }

  function ask(cursor) {
    const given = new URLSearchParams(now.parameters);
    given.set("limit", STEP);
    if (cursor) given.set("after", cursor);
    if (!now.search) given.set("sort", sort.value);
    return get(now.search ? "/api/search" : "/api/incidents", given, lane);
  }

  async function fetchMore() {
    if (!now.next || now.busy) return;
    now.busy = true;
    try {
      const answer = await ask(now.next);
      now.rows.push(...answer.items);
      now.next = answer.next;
      announce(`${number(now.rows.length)} of ${many(now.matched, "incident")}`);
    } catch (error) {
      if (!isMoot(error)) head.textContent = error.message;
    }
    now.busy = false;
    draw();
  }

  const typical = () => {
    const known = now.heights.filter(Boolean);
    return known.length ? known.reduce((a, b) => a + b, 0) / known.length : 140;
  };
  const tall = (i) => now.heights[i] ?? typical();

  function measure() {
    for (const item of box.children)
      if (item.dataset.at !== undefined) now.heights[Number(item.dataset.at)] = item.offsetHeight;
  }

  // Keeps the entries around what is seen; room above and below stands for the others.
  function draw() {
    measure();
    const room = scroller.clientHeight || 600;
    let [y, first] = [0, 0];
    while (first < now.rows.length && y + tall(first) < scroller.scrollTop - room) y += tall(first++);
    const until = Math.min(now.rows.length, first + KEEP);
    if (first !== now.first || box.dataset.until !== `${first}-${until}-${now.rows.length}`) {
      const focused = document.activeElement?.closest?.("[data-at]")?.dataset.at;
      const items = [];
      for (let i = first; i < until; i++) items.push(item(i));
      const rest = now.rows.slice(until).reduce((sum, _, k) => sum + tall(until + k), 0);
      before.style.setProperty("height", `${y}px`);
      after.style.setProperty("height", `${rest}px`);
      box.replaceChildren(before, ...items, after);
      box.dataset.until = `${first}-${until}-${now.rows.length}`;
      now.first = first;
      if (focused) box.querySelector(`[data-at="${focused}"] a`)?.focus({ preventScroll: true });
    }
    more.hidden = !now.next;
  }

  function item(i) {
    const row = now.rows[i];
    return el("li", { "data-at": i, "aria-posinset": i + 1, "aria-setsize": now.matched },
      incidentRow(row, { open: onOpen, current: row.id === now.current }));
  }

  function later() {
    if (frame) return;
    frame = window.requestAnimationFrame(() => {
      frame = 0;
      draw();
      if (scroller.scrollTop + scroller.clientHeight > scroller.scrollHeight - 900) fetchMore();
    });
  }

  return {
    node,
    load,
    mark(id) {
      now.current = id;
      for (const row of box.querySelectorAll(".row"))
        if (row.dataset.id === id) row.setAttribute("aria-current", "true");
        else row.removeAttribute("aria-current");
    },
  };
}
