"""What a report has said so far about when: the anchor and the last date told.

News counts from its publication; a history counts from the date that it told last. Which
of the two a text is, `is_history` decides by its years. A partial date takes its missing
year from here, or has none: nothing is filled in silently, and every filling has a basis
in words.
"""

import re
from dataclasses import dataclass
from datetime import date

from warledger.extract.times.calendar import valid_date

# A history names at least so many years that are not the anchor's …
_FEWEST_YEARS = 6
# … and at least so many for each weekday or "yesterday". Both were set on data/wikiwars
# (all histories) and data/fakes, data/isaf (all news): a test holds their floors.
_YEARS_PER_DEICTIC = 2.0
# A bare day or month lies in the past unless it is this near ahead, or a cue says
# otherwise.
_NEAR_AHEAD_DAYS = 45

# With a cue of the future, it lies ahead if it is this near.
_AHEAD_DAYS = 300
# Behind "until" or "by", it may lie this far ahead.
_TOWARDS_DAYS = 120
# A history that told of December and now says January to April has gone on, not back.
_ROLL_MONTHS = 8

# News names its own year in its head, where it names one.
_HEAD = 300

_YEAR = re.compile(
    r"(?<![\w.,$€£/-])(?:1[0-9]{3}|20[0-9]{2})(?![\w%]|[.,/-][0-9])|\b[0-9]+ BC\b"
)
_DEICTIC = re.compile(r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|yester)day|[Tt]oday)\b")


def is_history(text: str, anchor: date | None) -> bool:
    """Return whether the text narrates years long past rather than the days before it."""
    if anchor is not None and str(anchor.year) in text[:_HEAD]:
        return False
    years = [
        year for year in _YEAR.findall(text) if anchor is None or year != str(anchor.year)
    ]
    if len(years) < _FEWEST_YEARS:
        return False
    return len(years) >= _YEARS_PER_DEICTIC * (1 + len(_DEICTIC.findall(text)))


@dataclass(slots=True)
class Story:
    """The anchor, and year, month and day of the date told last (years BC are negative).

    `place` is where in the text that date stood, so that a date of another paragraph can be
    left alone.
    """

    anchor: date | None
    is_history: bool
    year: int | None = None
    month: int | None = None
    day: int | None = None
    place: int = -1
    is_written: bool = False
    main_year: int | None = None
    main_month: int | None = None

    @property
    def told(self) -> date | None:
        """The date told last, None where it is no full one."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return valid_date(self.year, self.month, self.day)

    @property
    def base(self) -> date | None:
        """The day that "ago" and "this week" count from."""
        return self.told if self.is_history or self.anchor is None else self.anchor

    @property
    def base_year(self) -> int | None:
        """The year that "last year" counts from."""
        if self.is_history or self.anchor is None:
            return self.year
        return self.anchor.year

    def is_beyond(self, day: date) -> bool:
        """Return whether a day is too late for a report that tells what was."""
        return not self.is_history and self.anchor is not None and day > self.anchor

    def see(
        self, value: str, place: int, *, is_written: bool = True, is_main: bool = False
    ) -> None:
        """Remember a date just told, as far as it is told."""
        match = re.match(r"(BC)?([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?", value)
        if match is None:
            return
        year = -int(match[2]) if match[1] else int(match[2])
        self.year, self.place, self.is_written = year, place, is_written
        self.month = int(match[3]) if match[3] else _season_month(value)
        self.day = int(match[4]) if match[4] else None
        if is_main or self.main_year is None:
            self.main_year, self.main_month = self.year, self.month

    def return_to_main(self) -> None:
        """Go back to the date that opened a sentence last, where a paragraph begins."""
        if self.main_year is not None and self.main_year != self.year:
            self.year, self.month, self.day = self.main_year, self.main_month, None

    def fill_year(
        self,
        month: int,
        day: int | None,
        *,
        is_ahead: bool,
        is_near: bool,
        is_towards: bool = False,
    ) -> tuple[int | None, str]:
        """Return the year of a bare day or month with its basis, None where none is fixed.

        `is_near` says that the date told last stands in the same paragraph.
        """
        if self.year is not None and (self.is_history or (is_near and self._is_elsewhen())):
            return self._rolled(self.year, month), "year from the date told before"
        if self.anchor is None:
            return None, "the text gives no year"
        year = self._nearest(self.anchor, month, day, is_ahead, is_towards)
        return year, "year nearest to publication"

    def _rolled(self, year: int, month: int) -> int:
        """Return the year after where a history goes from the end of one into the next."""
        if (
            self.is_history
            and self.month is not None
            and self.month - month >= _ROLL_MONTHS
        ):
            return year + 1
        return year

    def _is_elsewhen(self) -> bool:
        return self.is_written and (self.anchor is None or self.year != self.anchor.year)

    def _nearest(
        self, anchor: date, month: int, day: int | None, is_ahead: bool, is_towards: bool
    ) -> int:
        if day is None:
            later = month - anchor.month
            if is_ahead:
                return anchor.year + (later < 0)
            return anchor.year - (later > (_TOWARDS_DAYS // 30 if is_towards else 1))
        distances = {}
        for year in (anchor.year - 1, anchor.year, anchor.year + 1):
            if (found := valid_date(year, month, day)) is not None:
                distances[year] = (found - anchor).days
        if not distances:
            return anchor.year
        lowest, highest = (0, _AHEAD_DAYS) if is_ahead else (-400, _NEAR_AHEAD_DAYS)
        if is_towards:
            highest = _TOWARDS_DAYS
        allowed = {y: d for y, d in distances.items() if lowest <= d <= highest}
        return min(allowed or distances, key=lambda year: abs(distances[year]))


def _season_month(value: str) -> int | None:
    """Return the month that a season begins with; winter counts by the year it ends in."""
    season = re.search(r"-(SP|SU|FA|WI)$", value)
    return {"SP": 3, "SU": 6, "FA": 9, "WI": 1}[season[1]] if season else None
