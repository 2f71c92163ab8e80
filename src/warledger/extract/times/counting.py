"""Count days, months and years from the publication or from the date told before.

News counts from its publication, a history from the date told last; "later" and "that day"
count from the date told last in both. Where there is nothing to count from, the value says
so with X's and no day is given.
"""

from datetime import date

from warledger.extract.times.calendar import (
    shift_days,
    shift_months,
    week_value,
    year_after,
    year_value,
)
from warledger.extract.times.meaning import (
    UNKNOWN_DAY,
    Meaning,
    Setting,
    dated,
    undated,
)

UNFIXED = "nothing to count from"
PUBLICATION, TOLD = "publication", "the date told before"


def base_of(
    setting: Setting, is_told: bool, step: int
) -> tuple[date | None, int | None, int | None, str]:
    """Return day, year and month to count from, and what they are.

    In news without a date told before, only "earlier" and "previous" count from
    publication: "the next day" of nothing is no day.
    """
    story = setting.story
    if story.year is not None and (is_told or story.is_history or story.anchor is None):
        return story.told, story.year, story.month, TOLD
    if story.anchor is None or story.is_history or (is_told and step >= 0):
        return None, None, None, TOLD
    return story.anchor, story.anchor.year, story.anchor.month, PUBLICATION


def counted_day(setting: Setting, day: date | None, name: str) -> Meaning | None:
    """Return the meaning of a day counted from another, None where there is no such day.

    A report does not tell of days after its publication: where the count leads there and no
    cue of the future stands by, the date told before was not the one meant.
    """
    if day is None:
        return None
    if name == TOLD and setting.story.is_beyond(day) and not setting.is_ahead():
        return undated(UNKNOWN_DAY, "counted from the date told before, it would lie ahead")
    return dated(day.isoformat(), f"counted from {name}")


def moved(setting: Setting, step: int, unit: str, *, is_told: bool) -> Meaning | None:
    """Return the day, week, month, year … so many steps away from the base."""
    day, year, month, name = base_of(setting, is_told, step)
    basis = f"counted from {name}"
    if unit == "D":
        if day is None:
            known = year is not None and month is not None and step == 0
            return undated(
                f"{year_value(year or 0)}-{month:02d}-XX"
                if known
                else unknown_day(setting),
                UNFIXED,
            )
        return counted_day(setting, shift_days(day, step), name)
    if unit in ("W", "WE", "2W"):
        end = "-WE" if unit == "WE" else ""
        weeks = 2 if unit == "2W" else 1
        shifted = shift_days(day, 7 * step * weeks) if day is not None else None
        if shifted is None:
            return undated("XXXX-WXX" + end, UNFIXED)
        return dated(week_value(shifted) + end, basis)
    if unit == "M":
        if year is None or month is None:
            return undated("XXXX-XX", UNFIXED)
        return month_after(year, month, step, basis)
    if unit == "Y":
        return (
            undated("XXXX", UNFIXED)
            if year is None
            else dated(year_after(year + step, year), basis)
        )
    if unit in ("10Y", "100Y") and year is not None and year < 0:
        size = int(unit[:-1])
        return undated(f"BC{-year // size - step:0{3 if size == 10 else 2}d}", basis)
    if unit in ("10Y", "100Y") and year is not None:
        return dated(
            f"{year // int(unit[:-1]) + step:0{3 if unit == '10Y' else 2}d}", basis
        )
    return None


def unknown_day(setting: Setting) -> str:
    """Return the value of a day of which nothing is known, of the era that is told."""
    year = setting.story.year
    return f"BC{UNKNOWN_DAY}" if year is not None and year < 0 else UNKNOWN_DAY


def month_after(year: int, month: int, step: int, basis: str) -> Meaning | None:
    """Return the month so many steps away; years before Christ have no others here."""
    if year < 0:
        return dated(f"{year_value(year)}-{month:02d}", basis) if step == 0 else None
    first = shift_months(date(year, month, 1), step)
    return None if first is None else dated(f"{first.year:04d}-{first.month:02d}", basis)
