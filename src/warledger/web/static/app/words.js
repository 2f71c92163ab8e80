// What the page calls things, and what each word means, in one place.
export const STATUS = {
  occurred: ["happened", "told as having happened"],
  ongoing: ["going on", "told as still going on"],
  not_occurred: ["did not happen", "told as not having happened"],
  denied: ["denied", "somebody denies it"],
  expected: ["expected", "told as planned, threatened or expected"],
  unconfirmed: ["unconfirmed", "told as not confirmed, or as hearsay"],
};

export const STANDING = {
  "single-origin": ["one origin", "all that tells of it goes back to one report"],
  corroborated: ["corroborated", "two independent origins or more, and none excludes another"],
  contested: ["contested", "those who tell of it exclude one another in some field"],
  denied: ["denied", "somebody who is named denies it"],
};

export const PLACE_PRECISION = {
  1: "exact place",
  2: "near a place",
  3: "somewhere in a district",
  4: "somewhere in a province",
  5: "along a line, or a wider region",
  6: "somewhere in a country",
  7: "at sea or in the air",
};

export const DATE_PRECISION = {
  1: "day",
  2: "two to six days",
  3: "week",
  4: "month",
  5: "more than a month",
};

export const CONTROL = {
  held: "held",
  entered: "entered",
  contested: "contested",
  encircled: "encircled",
  besieged: "besieged",
  withdrawn: "withdrawn from",
};

export const FACTUALITY = {
  "CT+": "certain",
  "PR+": "probable",
  "PS+": "possible",
  "CT-": "certainly not",
  "PR-": "probably not",
  Uu: "left open",
};

// Facets in the order shown: parameter, heading, what an empty value is called.
export const FACETS = [
  ["type", "What", "not typed"],
  ["side", "Side", "no side known"],
  ["standing", "How it stands", "—"],
  ["status", "Told as", "—"],
  ["country", "Country", "no country"],
  ["actor", "Actor or target", "nobody named"],
  ["speaker", "Speaker", "outlets in their own voice"],
  ["outlet", "Outlet", "outlet not stated"],
  ["prec", "How exact the place", "no place"],
];

// A few words of which a reader may want warning before a passage is shown.
export const GRAPHIC =
  /\b(behead\w*|decapitat\w*|dismember\w*|mutilat\w*|disembowel\w*|severed|charred|corpses?|burn(?:ed|t) alive|rap(?:e|ed|es|ing)|gang[- ]rape\w*|tortur\w*|electrocut\w*|crucif\w*|flay\w*|lynch\w*|mass graves?|body parts|blown to pieces|executed (?:the )?(?:children|women|prisoners))\b/i;

const KINDS = [
  [/^battles?$/i, "battle"],
  [/explosion|remote violence/i, "explosion"],
  [/civilian/i, "civilians"],
  [/protest|riot/i, "protest"],
  [/strategic/i, "strategic"],
];

export const KIND_NAMES = {
  battle: "Battles",
  territory: "Territory changes hands",
  explosion: "Explosions and remote violence",
  civilians: "Violence against civilians",
  protest: "Protests and riots",
  strategic: "Strategic developments",
  other: "Other",
};

// The kind of event a glyph stands for.
export function kindOf(type, sub = "") {
  if (/territory/i.test(sub)) return "territory";
  return (KINDS.find(([pattern]) => pattern.test(type ?? "")) ?? [null, "other"])[1];
}

export const label = (table, key) => (table[key] ? table[key][0] ?? table[key] : key);
export const meaning = (table, key) => (table[key] ? table[key][1] : "");
