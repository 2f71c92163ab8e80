// Incidents of a page of its own, more of them when asked for.
import { get } from "../api.js";
import { announce, button, el } from "../dom.js";
import { many, number } from "../format.js";
import { incidentRow } from "./rows.js";

// `first`: the answer that already has the first items and the cursor. `flags(row)`: words of it.
export function createPages(path, first, flags = () => null) {
  const box = el("ol", { class: "rows" });
  const more = button("Show more", async () => {
    more.disabled = true;
    try {
      add(await get(path, new URLSearchParams({ after: more.dataset.after, limit: 50 })));
    } catch (error) {
      announce(error.message);
    }
    more.disabled = false;
  });
  function add(answer) {
    box.append(...answer.items.map((row) => el("li", {}, incidentRow(row, { flags: flags(row) }))));
    more.hidden = !answer.next;
    more.dataset.after = answer.next ?? "";
    if (box.children.length > answer.items.length)
      announce(`${number(box.children.length)} of ${many(first.matched, "incident")}`);
  }
  add(first);
  return el("div", {}, box, more);
}
