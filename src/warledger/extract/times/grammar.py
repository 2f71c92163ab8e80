"""The grammar of time expressions, over roles: which runs of tokens are one, and of what
kind.

A rule is a kind and a regular expression whose words are roles ("early? month comma?
year"). At each token the longest match of any rule wins; of equals the first in the list.
Extents follow TIMEX3 as WikiWars and TempEval annotate it: prepositions stay outside,
articles of "the end of May" and hedges of lengths inside.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from warledger.extract.times.tokens import Token

_COUNT = "(numeral|number|day|year)"
_UNIT = "(unit|units)"
# "the end of", "early in", "the first half of", "mid-": how a longer time is narrowed.
_PART = (
    "((the|a)? ((early|latter|same)? dash? part|(early|latter|ordinal|last) dash? half)"
    " of the? early?|the? early dash? in? the?|(later|earlier) in the?)"
)
_ERA = "(bc|comma? ad)"
_THAT = "(this|that|the? (same|last|next|previous|following))"
_YEAR = (
    "((comma|dash)? of? year bc?|comma? of? (number|day) bc|comma? of? short"
    f"|of? {_THAT} unit)"
)
_DAYPART = (
    "(early? in? the? early? (daypart units?|units) (of|on) the? early?"
    "|the? early? daypart of)"
)
_DATE = (
    f"(weekday comma?)? (the? (day|ordinal) of? dash? month|month dot? the? (day|ordinal))"
    " dot?"
    f" {_YEAR}?"
)

# Kind, then what it looks like.
RULES: tuple[tuple[str, str], ...] = (
    ("time", "hedge? (number|year)"),
    (
        "quarter",
        "the? (ordinal|latter|last|next|this|early) dash? (half|quarter)"
        f" (of? (year|{_THAT} unit|the unit))?",
    ),
    ("date", f"{_PART}? (weekday comma?)? date"),
    ("date", f"hedge? ({_DAYPART}|{_PART})? {_DATE}"),
    ("date", f"weekday comma? daypart (of|comma)? {_DATE}"),
    ("date", f"weekday daypart comma? {_DATE}"),
    ("date", "day month dot? number"),
    ("time", f"{_DATE} comma? at? clock meridiem? zone?"),
    ("date", f"hedge? {_PART}? month dot? {_YEAR}?"),
    ("date", "(the? (last|next|previous|following|same)|this|that) month"),
    ("date", f"hedge? {_PART}? (the? {_UNIT})? year ad?"),
    ("date", f"hedge? {_PART}? (number|day|year) bc"),
    ("date", "short"),
    ("month_day", "the ordinal"),
    ("holiday", "the? new unit poss (unit|eve)"),
    ("holiday", f"(the|the? early? daypart of)? holiday (eve|daypart|unit)? {_YEAR}?"),
    (
        "season",
        f"(the? {_PART})?"
        " (this|that|the? (last|next|same|previous|following)|that same|the)?"
        f" early? season {_YEAR}?",
    ),
    ("season", "year season"),
    (
        "season",
        f"(the? {_PART})? the? early?"
        f" (fall {_YEAR}|(this|last|next|the? (previous|following)) fall)",
    ),
    ("decade", f"(the? {_PART})? the? early? dash? decade bc?"),
    ("century", f"(the? {_PART})? the? early? dash? ordinal dash? unit {_ERA}?"),
    (
        "weekday",
        "early? (this|that|the? (last|next|previous|following|same))? early? weekday"
        " early? daypart?",
    ),
    ("weekday", "(the? early? daypart (of|on)|early) (this|last|next)? weekday"),
    ("weekday", "(earlier|later) (this|last|next)? weekday"),
    ("weekday", "the early units (of|on) weekday"),
    ("weekday", "daypart comma? weekday"),
    ("deictic", "daypart comma? deictic"),
    ("unit", "(last|next) units"),
    ("deictic", "(right|earlier|later|early) deictic"),
    ("deictic", "the unit (before|after) deictic"),
    ("deictic", "(deictic daypart?|the? early? daypart of deictic)"),
    (
        "reference",
        "(the? future|the last|recent (unit|units)?|status|date_word|these units)",
    ),
    (
        "unit",
        f"((later|earlier|early) in?|{_PART})?"
        " (this|that|(the|that|this)? (last|next|previous|following|same|current)) unit",
    ),
    ("unit", f"({_PART} of? the?|(later|earlier|early) in the) unit"),
    ("unit", "the? unit poss part"),
    ("unit", "the unit"),
    ("unit", "the unit (before last|after next)"),
    ("unit", "the unit (before|after|following|earlier|later|previous)"),
    (
        "span",
        "(the|these|this|that)? (last|next|previous|following|same|recent) hedge?"
        f" (few|a few|a few of|{_COUNT}) (and a? half)? dash? {_UNIT}",
    ),
    ("span", f"the {_COUNT} (last|next|previous|following) {_UNIT}"),
    ("span", "(the|these|this)? (last|next|previous|following|recent) units"),
    (
        "span",
        f"(the|this|that) (ordinal|last|next) (few|{_COUNT}) {_UNIT}"
        f" (of month {_YEAR}?|of year)?",
    ),
    ("span", f"the (ordinal|last|early) unit of month {_YEAR}?"),
    ("span", "the (ordinal|last) unit of year"),
    (
        "offset",
        "hedge? (the|a)?"
        f" (a|few|a few|a few of|few of|{_COUNT}|{_COUNT} and a? half|half a?)?"
        f" dash? {_UNIT} (ago|later|earlier)",
    ),
    ("offset", f"hedge? (a|few|a few|a few of|{_COUNT}) {_UNIT} (before|after)"),
    ("duration", f"hedge? (the|a)? {_COUNT}? (and a? half)? dash? {_UNIT} dash? long"),
    (
        "duration",
        f"hedge? (the|a)? {_COUNT} (and a? half)? dash? word? {_UNIT} (dash? old|of old)?"
        " (dash? span)?",
    ),
    ("duration", f"hedge? (few|a few|few of|a few of|half a|half dash? a?) {_UNIT}"),
    ("duration", "hedge? a half? dash? unit (and a? half)?"),
    ("duration", "units"),
    ("ordinal_day", "the ordinal (unit|daypart)"),
    ("set", f"every (other|{_COUNT}|ordinal)? (unit|units|weekday|daypart|season|month)"),
    ("set", "((per|slash) unit|repeat|weekdays)"),
    ("set", "often (a|every) unit"),
    (
        "time",
        "hedge? clock (meridiem|hrs)? zone? (comma? on? (weekday|deictic))?",
    ),
    ("time", "hedge? (day|numeral) (meridiem|oclock) zone? (comma? (weekday|deictic))?"),
    ("time", "hedge? (number|year|day) (hrs|zone|units)"),
    (
        "daypart",
        "early? (the|this|that|(the|that)? (last|next|previous|following|same)) early?"
        " daypart units?",
    ),
    ("daypart", "early in the daypart (units)?"),
    ("daypart", "early dash? daypart"),
    ("daypart", "daypart (dash time)?"),
    ("daypart", "numeral daypart"),
    ("moment", "(this|that|the|the same) (time|span)"),
    ("moment", "the? weather span"),
    ("reference", "present dash? unit"),
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of tokens that a rule takes for one time expression."""

    kind: str
    first: int
    tokens: tuple[Token, ...]

    def get(self, *roles: str) -> Token | None:
        """Return the first token that plays one of the roles."""
        return next((token for token in self.tokens if token.role in roles), None)

    def has(self, *roles: str) -> bool:
        """Return whether a token plays one of the roles."""
        return self.get(*roles) is not None


_ROLES = re.compile(r"[a-z_]+")
# A run of roles without one of these holds no time.
_CORE = (
    "ordinal",
    "month",
    "year",
    "date",
    "short",
    "holiday",
    "season",
    "fall",
    "decade",
    "unit",
    "units",
    "weekday",
    "weekdays",
    "deictic",
    "recent",
    "status",
    "date_word",
    "future",
    "last",
    "daypart",
    "repeat",
    "clock",
    "meridiem",
    "hrs",
    "zone",
    "bc",
    "time",
    "span",
)
# Longer runs are no language; the bound keeps the time linear.
_LONGEST_RUN = 30
# What may stand inside an expression but never at its edge.
_INNER = frozenset({"comma", "dot", "dash", "and", "of", "in", "on", "at"})
_LEADING = _INNER | {"slash"}


@cache
def _symbols() -> dict[str, str]:
    """Return one character per role that a rule names; all others are "x"."""
    names = sorted({role for _, pattern in RULES for role in _ROLES.findall(pattern)})
    return {name: chr(0x4E00 + place) for place, name in enumerate(names)}


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    symbols = _symbols()
    return tuple(
        (kind, re.compile(_ROLES.sub(lambda m: symbols[m[0]], pattern).replace(" ", "")))
        for kind, pattern in RULES
    )


@cache
def _run() -> re.Pattern[str]:
    """Return the pattern of a stretch of roles that holds at least one core role."""
    core = "".join(_symbols()[role] for role in _CORE if role in _symbols())
    most = f"{{0,{_LONGEST_RUN}}}"
    return re.compile(rf"[^x]{most}?[{core}][^x]{most}")


@lru_cache(maxsize=1 << 16)
def _parse(run: str) -> tuple[tuple[tuple[str, int], ...], ...]:
    """Return for each place of a run the (kind, end) of its matches, the longest first."""
    table = []
    for start in range(len(run)):
        ends = [
            (kind, match.end())
            for kind, rule in _rules()
            if (match := rule.match(run, start)) and match.end() > start
        ]
        table.append(tuple(sorted(ends, key=lambda found: -found[1])))
    return tuple(table)


def find_phrases(
    tokens: Sequence[Token], accept: Callable[[Phrase], bool]
) -> Iterator[Phrase]:
    """Yield the phrases that `accept` takes, the longest from the left; none overlap."""
    symbols = _symbols()
    roles = "".join(symbols.get(token.role, "x") for token in tokens)
    for run in _run().finditer(roles):
        offset, place, table = run.start(), 0, _parse(run[0])
        while place < len(table):
            for kind, end in table[place]:
                phrase = _trimmed(
                    kind, offset + place, tokens[offset + place : offset + end]
                )
                if phrase is not None and accept(phrase):
                    yield phrase
                    place = phrase.first + len(phrase.tokens) - offset
                    break
            else:
                place += 1


def _trimmed(kind: str, first: int, tokens: Sequence[Token]) -> Phrase | None:
    start, end = 0, len(tokens)
    while end and tokens[end - 1].role in _INNER:
        end -= 1
    while start < end and tokens[start].role in _LEADING:
        start += 1
    return Phrase(kind, first + start, tuple(tokens[start:end])) if end > start else None
