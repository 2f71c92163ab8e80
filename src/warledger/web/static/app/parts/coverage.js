// What the map cannot show: said beside it, so that nobody takes the map for all there is.
import { many } from "../format.js";
import { NO_DAY } from "../points.js";

export function coverage(points, chosen, nowhere) {
  let coarse = 0;
  let undated = 0;
  for (const i of chosen) {
    if (points.start[i] === NO_DAY) undated += 1;
    const place = points.place[i];
    if (place >= 0 && points.places.lat[place] !== null && points.places.prec[place] >= 3) coarse += 1;
  }
  const parts = [
    nowhere && `${many(nowhere, "incident")} not on the map: no place told, or not found`,
    coarse && `${many(coarse, "incident")} only within an area`,
    undated && `${many(undated, "incident")} without a day`,
  ].filter(Boolean);
  return [parts.join(" · ")];
}
