// What the codes mean, in words; and the claims, read once.
const DATA = JSON.parse(byId("ledger").textContent);
const CLAIMS = DATA.claims.map((claim, number) => ({ ...claim, number }));
const REPORTS = DATA.reports;

const STATUSES = {
  occurred: "occurred",
  ongoing: "ongoing",
  unconfirmed: "unconfirmed",
  expected: "expected",
  denied: "denied",
  not_occurred: "did not occur",
};
const STATUS_MEANS = {
  occurred: "told as a fact or as somebody's assertion",
  ongoing: "said to be going on",
  unconfirmed: "reportedly, rumoured, may have",
  expected: "planned, predicted, about to",
  denied: "a speaker rejects another's claim",
  not_occurred: "said not to have happened",
};
const FACTUALITY = {
  "CT+": "certain",
  "PR+": "probable",
  "PS+": "possible",
  "CT-": "certain that not",
  "PR-": "probable that not",
  Uu: "not committed",
};
const KINDS = {
  battle: "fighting",
  territory: "a place changes hands",
  explosion: "strike, shelling, bomb",
  civilians: "violence against civilians",
  protest: "protest or riot",
  other: "other development",
};
const PLACE_PRECISION = {
  1: "the place itself",
  2: "near the place",
  3: "its district",
  4: "its province",
  5: "along a line, or a vague area",
  6: "its country",
  7: "at sea or in the air",
};
const DATE_PRECISION = {
  1: "the day",
  2: "two to six days",
  3: "a week",
  4: "a month",
  5: "more than a month",
};
const MEASURES = {
  captured_persons: "taken prisoner",
  area_km2: "area, km²",
  distance_km: "distance, km",
  percent_captured: "per cent captured",
  percent_change: "change, per cent",
};
const NO_DAY = "no day fixed";

const isRefused = (status) => status === "denied" || status === "not_occurred";
const measureWords = (measure) => MEASURES[measure] || measure.replaceAll("_", " ");
const count = (n, one, many = `${one}s`) =>
  `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
const names = (items) => items.map((item) => item.name).join(", ");
// A report whose outlet is not stated goes by its id.
const outletOf = (claim) => REPORTS[claim.report].outlet || REPORTS[claim.report].id;
const speakerOf = (claim) =>
  claim.sources.length ? claim.sources[0].name : `${outletOf(claim)} (own voice)`;
const reasonOf = (claim, ...fields) =>
  claim.reasons
    .filter(([field]) => fields.includes(field))
    .map(([, why]) => why)
    .join("; ");

const DAY = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
function dayWords(iso) {
  const day = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(day.getTime()) ? iso : DAY.format(day);
}
function dateWords(date) {
  if (!date) return NO_DAY;
  if (!date.start || !date.end) return date.edtf;
  return date.start === date.end
    ? dayWords(date.start)
    : `${dayWords(date.start)} to ${dayWords(date.end)}`;
}

let countryNames = null;
try {
  countryNames = new Intl.DisplayNames(["en"], { type: "region" });
} catch {
  countryNames = null;
}
function countryWords(code) {
  if (!/^[A-Z]{2}$/.test(code || "") || !countryNames) return code || "";
  return countryNames.of(code) || code;
}

// A range as it was told: nothing averaged, an open end said in words.
function rangeWords(figure) {
  const { low, best, high } = figure;
  const number = (n) => n.toLocaleString("en");
  if (low === null && best === null && high === null) return "a number not given";
  if (low !== null && low === high) return number(low);
  if (low !== null && high !== null) return `${number(low)} to ${number(high)}`;
  if (low !== null) return `at least ${number(low)}`;
  if (high !== null) return `up to ${number(high)}`;
  return number(best);
}
function figureWords(figure) {
  const whose = figure.of ? ` (${figure.of})` : "";
  return `${rangeWords(figure)} ${figure.item ? `${figure.item} ` : ""}${measureWords(figure.measure)}${whose}`;
}
