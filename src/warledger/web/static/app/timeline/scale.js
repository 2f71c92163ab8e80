// How a stretch of days is cut into bins and ticks: by day, week, month, quarter, year, decade.
import { DAY_MS, LOCALE } from "../format.js";

const UNITS = [
  ["day", 1],
  ["week", 7],
  ["month", 30.4],
  ["quarter", 91.3],
  ["year", 365.2],
  ["decade", 3652],
];

const utc = (day) => new Date(day * DAY_MS);
const dayOf = (y, m, d) => Math.round(Date.UTC(y, m, d) / DAY_MS);

// The finest unit of which no more than `most` fit.
export function unitFor(from, to, most) {
  return (UNITS.find(([, length]) => (to - from) / length <= most) ?? UNITS.at(-1))[0];
}

function floor(unit, day) {
  const at = utc(day);
  const [y, m] = [at.getUTCFullYear(), at.getUTCMonth()];
  if (unit === "day") return Math.floor(day);
  if (unit === "week") return Math.floor(day) - ((at.getUTCDay() + 6) % 7);
  if (unit === "month") return dayOf(y, m, 1);
  if (unit === "quarter") return dayOf(y, m - (m % 3), 1);
  if (unit === "year") return dayOf(y, 0, 1);
  return dayOf(y - (y % 10), 0, 1);
}

export function next(unit, day) {
  const at = utc(day);
  const [y, m] = [at.getUTCFullYear(), at.getUTCMonth()];
  if (unit === "day") return day + 1;
  if (unit === "week") return day + 7;
  if (unit === "month") return dayOf(y, m + 1, 1);
  if (unit === "quarter") return dayOf(y, m + 3, 1);
  if (unit === "year") return dayOf(y + 1, 0, 1);
  return dayOf(y + 10, 0, 1);
}

// First days of the bins from the one that holds `from` to one beyond `to`.
export function edges(unit, from, to) {
  const out = [floor(unit, from)];
  while (out.at(-1) <= to) out.push(next(unit, out.at(-1)));
  return out;
}

const STYLES = {
  day: { day: "numeric", month: "short" },
  week: { day: "numeric", month: "short" },
  month: { month: "short" },
  quarter: { month: "short" },
  year: { year: "numeric" },
  decade: { year: "numeric" },
};
const WORDS = new Map();

export function tickWords(unit, day, isFirst) {
  const turn = utc(day).getUTCMonth() === 0 && utc(day).getUTCDate() <= (unit === "week" ? 7 : 1);
  const style = { ...STYLES[unit] };
  if (isFirst || turn) style.year = "numeric";
  const key = JSON.stringify(style);
  if (!WORDS.has(key))
    WORDS.set(key, new Intl.DateTimeFormat(LOCALE, { ...style, timeZone: "UTC" }));
  return WORDS.get(key).format(utc(day));
}
