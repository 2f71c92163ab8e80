// Numbers and days in the reader's own way of writing them; ?lang= asks for another.
const asked = new URLSearchParams(location.search).get("lang");

function usable(tag) {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return null;
  }
}

export const LOCALE = (asked && usable(asked)) || navigator.language || "en";
const NUMBER = new Intl.NumberFormat(LOCALE);
const DAY = new Intl.DateTimeFormat(LOCALE, {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
const MONTH = new Intl.DateTimeFormat(LOCALE, {
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});
const REGIONS = new Intl.DisplayNames([LOCALE, "en"], { type: "region" });
const PERCENT = new Intl.NumberFormat(LOCALE, { style: "percent" });

export const DAY_MS = 86400000;
export const number = (n) => NUMBER.format(n);
export const percent = (part) => PERCENT.format(part);
export const many = (n, one, more = `${one}s`) => `${number(n)} ${n === 1 ? one : more}`;

export const toDay = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY_MS);
export const toIso = (day) => new Date(day * DAY_MS).toISOString().slice(0, 10);

// A day, or a range of days, in words. Both as whole days since 1970.
export function days(start, end = start) {
  if (start === null || start === undefined) return "no day fixed";
  const from = new Date(start * DAY_MS);
  if (end === null || end === undefined || end === start) return DAY.format(from);
  return DAY.formatRange(from, new Date(end * DAY_MS));
}

export function isoDays(start, end = start) {
  return start ? days(toDay(start), end ? toDay(end) : undefined) : "no day fixed";
}

export const month = (text) => MONTH.format(new Date(`${text}-01T00:00:00Z`));

// "2017-08-05", "2017-08", "2017", ".." and "" as EDTF has them.
export function edtf(text, open) {
  if (text === "..") return "open";
  if (!text) return open ?? "unknown";
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return isoDays(text);
  if (/^\d{4}-\d\d$/.test(text)) return month(text);
  return text;
}

// A count as told: exact, a range, or with one open end.
export function range({ low, best, high }) {
  const known = (n) => n !== null && n !== undefined;
  if (known(low) && low === high) return number(low);
  if (known(low) && known(high)) return `${number(low)}–${number(high)}`;
  if (known(best)) return number(best);
  if (known(low)) return `at least ${number(low)}`;
  if (known(high)) return `up to ${number(high)}`;
  return "some";
}

export function country(code) {
  if (!code) return "";
  try {
    return REGIONS.of(code) || code;
  } catch {
    return code;
  }
}
