// An incident opened beside the map: enough to decide whether to open its page.
import { get, isMoot, keyed } from "../api.js";
import { bdi, button, el } from "../dom.js";
import { many } from "../format.js";
import { linkTo } from "../state.js";
import { deathsWords, standingBadge, statusBadge } from "./bits.js";
import { spotLink } from "./drawer.js";
import { headline, placeWords, rowGlyph, whenWords } from "./rows.js";

const FEW = 5;
let open = null;

export async function preview(id, panel, { close, onPlace }) {
  if (open === id && panel.firstElementChild?.dataset.id === id) return;
  open = id;
  const node = el("div", { class: "opened", "data-id": id },
    button("×", close, { class: "shut", "aria-label": "Close this incident" }), el("p", { class: "soft" }, "Opening …"));
  panel.replaceChildren(node);
  try {
    const incident = await get(keyed("incidents", id), null, "preview");
    if (!node.isConnected) return;
    node.lastElementChild.remove();
    node.append(...body(incident));
    if (incident.place?.lat !== null && incident.place) onPlace(incident.place);
  } catch (error) {
    if (isMoot(error)) return;
    node.lastElementChild.textContent = error.message;
  }
}

function body(incident) {
  return [
    el("h2", {}, rowGlyph(incident, 7), " ", headline(incident)),
    el("p", {}, whenWords(incident), " · ", placeWords(incident.place)),
    el("p", {}, standingBadge(incident.standing), " ", statusBadge(incident.status), " ",
      many(incident.claims, "claim"), " in ", many(incident.reports, "report"), ", ", many(incident.origins, "independent origin")),
    deathsWords(incident.deaths) && el("p", {}, deathsWords(incident.deaths)),
    el("ul", { class: "tellers" }, incident.claimants.slice(0, FEW).map((row) => {
      const spot = incident.all_claims[row.claims[0]];
      return el("li", {}, el("strong", {}, bdi(row.claimant.name)), " ",
        spot && spotLink({ ...spot, claim: spot.claim_id }, "the sentence"));
    })),
    el("p", {}, el("a", { href: linkTo("incidents", incident.id), class: "to-page" }, "Open the incident: who says what")),
  ].filter(Boolean);
}
