"""Find datelines: "GAO, Mali (March 4, 2013) —", "MOSCOW, May 5 (Agency) -", "AMMAN (2:40
P.M.) –".

A dateline stands where a story begins: at the start of a line, after the headline or the
header date, or after a full stop if its brackets hold a time, a date or an agency. The
place is what the record keeps (`place`); geo reads it like any other mention.

Knowingly missed: datelines in small letters, and places of more than four words.
"""

import re
from dataclasses import dataclass

from warledger.ingest.chrome import agencies
from warledger.ingest.dates import WEEKDAY, DateMention, find_dates
from warledger.model import Span

WORD = r"[A-Z][\w'’.-]*"
PLACE = rf"(?:[a-z]{{2}}-)?{WORD}(?:[ ](?:of[ ]|the[ ]|de[ ]|el[ ]|al-)?{WORD}){{0,3}}"
HEAD = rf"(?P<place>{PLACE}(?:,[ ]*{PLACE}){{0,2}})(?:[ ]\({PLACE}\))?"
DASH = r"(?:--+|[—–]|-)"
MONTHISH = (
    r"(?:(?:\d{1,2}\s+)?[A-Z][A-Za-z]{2,8}\.?(?:\s+\d{1,2})?(?:[.,]?\s+(?:\d{4}|\d\d))?)"
)
BRACKETED = re.compile(
    rf"{HEAD},?[ ]*(?P<date>,[ ]*{MONTHISH})?[ ]*"
    rf"(?:{DASH}[ ]*)?\((?P<inner>[^()\n]{{2,40}})\)[ ]*(?P<dash>{DASH})?"
)
DATED = re.compile(
    rf"(?P<place>{PLACE}(?:,[ ]*{PLACE})??)(?:[ ]\({PLACE}\))?,?[ ]+(?P<date>{MONTHISH})"
    rf"[ ]*(?:\((?P<inner>[^()\n]{{2,40}})\)[ ]*)?(?P<dash>{DASH}|:)"
)
DASHED = re.compile(
    rf"(?P<place>{PLACE}(?:,[ ]*{PLACE}){{0,2}}?)"
    r"(?:[ ]*(?:--+|[—–])[ ]*|[ ]-[ ]|-[ ])(?=[\"“A-Z\[])"
)
CAPITALS = re.compile(
    r"(?P<place>[A-Z]{4,}(?:[ ][A-Z]{4,})?)\s+(?=(?:A|An|The|At|In)\s|[A-Z][a-z]+)"
)
CLOCK = re.compile(r"\d{1,2}[:.]\d\d|\d{1,2}\s*[ap]\.?m", re.IGNORECASE)
NO_PLACE = re.compile(
    rf"\b(?:{WEEKDAY}|video|update[ds]?|breaking|photos?|note|watch|live|exclusive|opinion"
    r"|analysis|by|created|posted)\b",
    re.IGNORECASE,
)
MAX_WORDS = 7


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline: its whole span, its place, and its date and agency where it has them."""

    span: Span
    place: Span
    day: DateMention | None = None
    agency: str | None = None

    @property
    def is_strict(self) -> bool:
        """Whether it holds more than a place, and so cannot be the start of a sentence."""
        return (
            self.day is not None
            or self.agency is not None
            or self.span.end > self.place.end + 4
        )


def dateline_at(
    text: str, at: int, *, is_line_start: bool, is_behind_header: bool = False
) -> Dateline | None:
    """Return the dateline that begins at an offset, or None.

    Loose forms count at the start of a line only ("AMMAN —"), or right behind the header's
    date or headline in a one-line text ("AMMAN Rebels took").
    """
    if at >= len(text) or not (text[at].isupper() or text[at : at + 3] == "al-"):
        return None
    window = text[at : at + 160]
    for pattern in (BRACKETED, DATED):
        found = pattern.match(window)
        if found and (line := _checked(found, text, at)) is not None:
            return line
    found = DASHED.match(window) if is_line_start or is_behind_header else None
    if found is None and is_behind_header:
        found = CAPITALS.match(window)
    return _loose(found, text, at) if found else None


def _checked(found: re.Match[str], text: str, at: int) -> Dateline | None:
    """Return the dateline if its brackets or its date say that it is one."""
    place = Span(at + found.start("place"), at + found.end("place"))
    if _is_no_place(place.of(text)):
        return None
    inner = found["inner"] or ""
    day = _day_in(text, found, at, "date") or _day_in(text, found, at, "inner")
    agency = inner if inner in agencies() else None
    is_clock = CLOCK.search(inner) is not None
    if found["date"] and day is None:
        return None
    ends_line = at + found.end() >= len(text) or text[at + found.end()] in "\r\n"
    if day is None and agency is None and not is_clock:
        is_capital = place.of(text).isupper()
        if not (found["dash"] and is_capital):
            return None
    elif not (
        found["dash"] or ends_line or agency or place.of(text).split(",")[0].isupper()
    ):
        return None
    return Dateline(Span(at, at + len(found[0].rstrip())), place, day, agency)


def _day_in(text: str, found: re.Match[str], at: int, group: str) -> DateMention | None:
    """Return the date in a group of a dateline; its offsets are the text's."""
    if not found[group]:
        return None
    start, end = at + found.start(group), at + found.end(group)
    # A year of two digits is told by the dash behind it.
    dates = find_dates(text, start, min(len(text), end + len(" --")))
    return next((day for day in dates if day.span.end <= end), None)


def _loose(found: re.Match[str], text: str, at: int) -> Dateline | None:
    place = Span(at + found.start("place"), at + found.end("place"))
    words = place.of(text)
    if _is_no_place(words) or len(words.split()) > 4 or words in agencies():
        return None
    is_capital = words.split(",")[0].isupper()
    has_region = "," in words
    behind = at + found.end()
    letters = [char for char in text[behind : behind + 300] if char.isalpha()]
    if sum(char.isupper() for char in letters) > len(letters) // 2:
        return None
    if found.re is not CAPITALS and not (
        is_capital or has_region or re.search("[—–]|--|\\w-\\s", found[0])
    ):
        return None
    return Dateline(Span(at, at + len(found[0].rstrip())), place)


def _is_no_place(words: str) -> bool:
    return NO_PLACE.search(words) is not None or len(words.split()) > MAX_WORDS
