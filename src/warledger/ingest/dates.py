"""Find calendar dates in words and digits; read the dates that fields hold.

Forms: 2021-03-04 · 4 March 2021 · 4th of March, 2021 · March 4, 2021 · Mar. 4 2021 ·
04-03-2021 · 04.03.2021 · 4/3/2021, and without a year 4 March · March 4. Whether a date
stands for publication is decided in `published`.

04-03-2021 can be read in two orders. Evidence, in this order: a part above 12; a weekday
beside it; another date of the same shape in the text that can be read one way only; a date
close to a known one; dots (day first everywhere); an American time beside it. Else day
first, and the basis says so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from warledger.model import Span

MONTHS = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)"
)
YEAR = r"(?:19|20)\d\d"
DATE = re.compile(
    rf"""
      (?<![\w-])(?P<iy>{YEAR})(?P<is>[-/.])(?P<im>\d\d?)(?P=is)(?P<id>\d\d?)(?!\d)
    | (?<![\w.])(?P<dd>\d\d?)(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<dm>{MONTH})\b\.?,?
      (?:[\s-]*(?P<dy>{YEAR})(?!\d)|\s(?P<dy2>\d\d)(?=\s*(?:--|\()))?
    | (?<![A-Za-z])(?P<mm>{MONTH})\.?\s+(?P<md>[0-3]?\d)(?:st|nd|rd|th)?
      (?:(?:[.,]\s*|\s+|(?={YEAR}))(?P<my>{YEAR})(?!\d)|(?!\d|:\d))
    | (?<![\d./-])(?P<na>\d\d?)(?P<ns>[-./])(?P<nb>\d\d?)(?P=ns)(?P<ny>{YEAR})(?!\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
AMERICAN_TIME = re.compile(r"\b(?:[ap]\.?m\.?|E[SD]T|P[SD]T|C[SD]T|ET)\b", re.IGNORECASE)
# How far a date may lie from a known one and still be read by it.
NEAR_DAYS = 45


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written; `year` is None where it names none.

    `order` says how digits were put in order where both orders were possible, else "".
    """

    span: Span
    mention: str
    day: int
    month: int
    year: int | None
    order: str = ""

    @property
    def on(self) -> date | None:
        """Return the calendar day, or None where the year is missing."""
        return None if self.year is None else date(self.year, self.month, self.day)

    def in_year(self, year: int) -> date | None:
        """Return the day in that year, or None for a 29 February that it lacks."""
        return _day(year, self.month, self.day)


def find_dates(
    text: str, start: int = 0, end: int | None = None, *, near: date | None = None
) -> Iterator[DateMention]:
    """Yield the dates written in a stretch, in text order; days that no calendar has are
    left out.

    `near` is a day known otherwise, by which digits that can be read in two orders are
    read.
    """
    for found in DATE.finditer(text, start, len(text) if end is None else end):
        mention = _mention(found, text, near)
        if mention is not None:
            yield mention


def parse_day(value: str) -> date | None:
    """Return the day that a field states (ISO, RFC 822 or in words), or None."""
    words = value.strip()
    try:
        return date.fromisoformat(words[:10])
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(words).date()
    except ValueError:
        pass
    found = next((mention.on for mention in find_dates(words) if mention.year), None)
    return found or _mail_day(words)


def nearest_year(mention: DateMention, known: date) -> date | None:
    """Return the mention's day in the year that brings it closest to a known day.

    None where even the closest lies more than `NEAR_DAYS` away: then it is no dateline of
    that day.
    """
    days = [mention.in_year(known.year + step) for step in (-1, 0, 1)]
    found = min(
        (day for day in days if day), key=lambda day: abs(day - known), default=None
    )
    return found if found is not None and abs((found - known).days) <= NEAR_DAYS else None


def _mention(found: re.Match[str], text: str, near: date | None) -> DateMention | None:
    span = Span(*found.span())
    mention = DateMention(span, found[0], 0, 0, None)
    if found["iy"]:
        return _checked(mention, int(found["id"]), int(found["im"]), int(found["iy"]))
    if found["dm"]:
        year = int(found["dy"]) if found["dy"] else _century(found["dy2"])
        return _checked(mention, int(found["dd"]), _month(found["dm"]), year)
    if found["mm"]:
        year = int(found["my"]) if found["my"] else None
        return _checked(mention, int(found["md"]), _month(found["mm"]), year)
    return _from_digits(mention, found, text, near)


def _from_digits(
    mention: DateMention, found: re.Match[str], text: str, near: date | None
) -> DateMention | None:
    """Return the digits read in the order that the evidence speaks for."""
    first, second, year = int(found["na"]), int(found["nb"]), int(found["ny"])
    day_first = _checked(mention, first, second, year)
    month_first = _checked(mention, second, first, year)
    if day_first is None or month_first is None or first == second:
        return day_first or month_first
    for order, reason in _order_evidence(day_first, month_first, found["ns"], text, near):
        if order:
            return replace(order, order=reason)
    return replace(day_first, order="day before month assumed")


def _order_evidence(
    day_first: DateMention,
    month_first: DateMention,
    separator: str,
    text: str,
    near: date | None,
) -> Iterator[tuple[DateMention | None, str]]:
    """Yield (reading, why) or (None, ""), the strongest evidence first."""
    span = day_first.span
    around = text[max(0, span.start - 16) : span.end + 16]
    yield _by_weekday(day_first, month_first, around), "order told by the weekday beside it"
    if near is not None:
        gaps = [abs((near - day).days) for day in (day_first.on, month_first.on) if day]
        if len(gaps) == 2 and gaps[0] != gaps[1] and min(gaps) <= NEAR_DAYS:
            close = day_first if gaps[0] < gaps[1] else month_first
            yield close, "order told by the known date"
    shape = re.compile(rf"(?<!\d)(\d\d?)\{separator}(\d\d?)\{separator}{YEAR}(?!\d)")
    for other in shape.finditer(text[:20_000]):
        if int(other[1]) > 12:
            yield day_first, f"order told by '{other[0]}' in the same text"
        elif int(other[2]) > 12:
            yield month_first, f"order told by '{other[0]}' in the same text"
    if separator == ".":
        yield day_first, "dots put the day first"
    if separator == "/" and AMERICAN_TIME.search(around):
        yield month_first, "month first beside an American time"


def _by_weekday(
    day_first: DateMention, month_first: DateMention, around: str
) -> DateMention | None:
    named = re.search(rf"\b{WEEKDAY}\b", around, re.IGNORECASE)
    if named is None:
        return None
    weekday = WEEKDAYS.index(named[0][:3].lower())
    fits = [m for m in (day_first, month_first) if m.on and m.on.weekday() == weekday]
    return fits[0] if len(fits) == 1 else None


def _checked(
    mention: DateMention, day: int, month: int, year: int | None
) -> DateMention | None:
    """Return the mention with its parts if a calendar has that day, else None."""
    if _day(2000 if year is None else year, month, day) is None:
        return None
    return replace(mention, day=day, month=month, year=year)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1


def _century(two_digits: str | None) -> int | None:
    """Return the year of a wire's "3 JAN 90"; 00 to 49 are this century's."""
    if two_digits is None:
        return None
    return int(two_digits) + (2000 if int(two_digits) < 50 else 1900)


def _mail_day(words: str) -> date | None:
    try:
        return parsedate_to_datetime(words).date()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
