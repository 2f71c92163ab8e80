"""Normalise offsets ("two days ago") and lengths that end or begin somewhere fixed."""

from dataclasses import replace
from datetime import date, timedelta

from warledger.extract.times.absolute import digits_of, year_of
from warledger.extract.times.calendar import (
    Days,
    month_days,
    shift_days,
    shift_months,
    valid_date,
    week_value,
    year_after,
    year_value,
)
from warledger.extract.times.counting import (
    PUBLICATION,
    TOLD,
    UNFIXED,
    base_of,
    counted_day,
    month_after,
)
from warledger.extract.times.meaning import (
    UNKNOWN_DAY,
    WRITTEN,
    Meaning,
    Setting,
    count_of,
    dated,
    length_value,
    undated,
)
from warledger.model import TimeType


def read_offset(setting: Setting) -> Meaning | None:
    """Return the meaning of "two days ago", "three weeks later", "a decade earlier"."""
    phrase = setting.phrase
    unit = phrase.get("unit", "units")
    moved = phrase.get("ago", "later", "earlier", "before", "after")
    if unit is None or moved is None:
        return None
    step, is_told = int(moved.value), moved.role != "ago"
    bare = not phrase.has("numeral", "number", "day", "year", "a", "few")
    if bare and unit.role == "unit":
        return None
    if bare and unit.value.startswith("T"):
        return _hours(setting, 1.0 * step, unit.value, is_told)
    count = None if bare else count_of(phrase)
    if moved.role in ("before", "after") and not _ends_clause(setting):
        return None
    if moved.role == "earlier" and not (setting.is_near() or setting.story.is_history):
        is_told = False
    if count is None:
        return undated("FUTURE_REF" if step > 0 else "PAST_REF", "how long is not said")
    if unit.value.startswith("T"):
        return _hours(setting, count * step, unit.value, is_told)
    if count != int(count) and unit.value == "Y":
        return _year_and_half(setting, round(12 * count) * step, is_told)
    if count != int(count):
        return undated("FUTURE_REF" if step > 0 else "PAST_REF", "counted in halves")
    return _offset(
        setting, int(count) * step, unit.value, is_told or setting.story.is_history
    )


def _year_and_half(setting: Setting, months: int, is_told: bool) -> Meaning | None:
    """Return the year of "two and a half years ago"."""
    is_told = is_told or setting.story.is_history
    _, year, month, name = base_of(setting, is_told, months)
    if year is None or month is None or year < 1:
        return undated("XXXX", UNFIXED)
    first = shift_months(date(year, month, 1), months)
    return None if first is None else dated(f"{first.year:04d}", f"counted from {name}")


def _ends_clause(setting: Setting) -> bool:
    following = setting.after()
    return following is None or following.role in (
        "comma",
        "stop",
        "dot",
        "close",
        "mark",
        "break",
    )


def _offset(setting: Setting, step: int, unit: str, is_told: bool) -> Meaning | None:
    day, year, month, name = base_of(setting, is_told, step)
    basis = f"counted from {name}"
    if unit in ("D", "W", "2W"):
        days = step * {"D": 1, "W": 7, "2W": 14}[unit]
        if day is None:
            known = UNKNOWN_DAY if year is None else f"{year_value(year)}-XX-XX"
            return undated(known, UNFIXED)
        shifted = shift_days(day, days)
        if unit == "D" or is_told or shifted is None:
            return counted_day(setting, shifted, name)
        return dated(week_value(shifted), basis)
    if unit == "M":
        if year is None or month is None:
            return undated("XXXX-XX", UNFIXED)
        return month_after(year, month, step, basis)
    if year is None:
        return undated("XXXX", UNFIXED)
    size = int(unit[:-1] or 1) if unit.endswith("Y") else None
    if size is None:
        return None
    if size == 10 and setting.phrase.has("units") and year > 0:
        return dated(f"{(year + step * size) // 10:03d}", basis)
    return dated(year_after(year + step * size, year), basis)


def _hours(setting: Setting, hours: float, unit: str, is_told: bool) -> Meaning | None:
    """Return the meaning of "two hours later": the day it starts from, the hour unknown."""
    day, _, _, name = base_of(setting, is_told, int(hours) or 1)
    if day is None:
        return undated(f"{UNKNOWN_DAY}TXX", UNFIXED, TimeType.TIME)
    if abs(hours) >= 24 and unit == "TH":
        return counted_day(setting, shift_days(day, round(hours / 24)), name)
    return dated(f"{day.isoformat()}TXX", f"counted from {name}")


def read_span(setting: Setting) -> Meaning | None:
    """Return the meaning of "the past five days", "the next two weeks": lengths with an
    end."""
    phrase = setting.phrase
    unit = phrase.get("unit", "units")
    if unit is None:
        return None
    if unit.role == "unit" and phrase.has("year") and phrase.has("ordinal", "last"):
        return _of_year(setting, unit.value)
    counted = phrase.has("numeral", "number", "day", "year", "few")
    count = count_of(phrase) if counted or unit.role == "unit" else None
    if phrase.has("month", "year") and phrase.has("of"):
        return _within(setting, count, unit.value)
    if phrase.has("ordinal", "early"):
        return undated(
            length_value(count, unit.value),
            "a length within a longer time",
            TimeType.DURATION,
        )
    if phrase.has("same"):
        return None
    if phrase.has("last", "previous", "recent"):
        return past_length(setting, count, unit.value)
    return _next_length(setting, count, unit.value)


def _of_year(setting: Setting, unit: str) -> Meaning:
    """Return the meaning of "the first day of 2014", "the last month of 2013"."""
    year, ordinal = setting.phrase.get("year"), setting.phrase.get("ordinal")
    place = digits_of(ordinal) if ordinal is not None else 0
    if year is not None and unit == "M" and place <= 12:
        return dated(f"{year.value}-{place or 12:02d}", WRITTEN)
    if year is not None and unit == "D" and place <= 31:
        return dated(
            f"{year.value}-01-{place:02d}" if place else f"{year.value}-12-31", WRITTEN
        )
    value = length_value(1.0, unit)
    return Meaning(TimeType.DURATION, value, "a length within a longer time")


def _within(setting: Setting, count: float | None, unit: str) -> Meaning:
    """Return the meaning of "the last two weeks of May": a length, with its days if it
    has."""
    value = length_value(count, unit)
    month, ordinal = setting.phrase.get("month"), setting.phrase.get("ordinal")
    size = {"D": 1, "W": 7, "2W": 14}.get(unit)
    undecided = Meaning(TimeType.DURATION, value, "a length within a longer time")
    if month is None or count is None or size is None:
        return undecided
    year, basis = year_of(setting, int(month.value), None)
    whole = None if year is None or year < 1 else month_days(year, int(month.value))
    if whole is None:
        return undecided
    length = timedelta(days=int(count * size) - 1)
    if setting.phrase.has("last"):
        return replace(undecided, days=(whole[1] - length, whole[1]), basis=basis)
    place = digits_of(ordinal) - 1 if ordinal is not None else 0
    first = whole[0] + timedelta(days=place * size)
    last = min(first + length, whole[1])
    return (
        replace(undecided, days=(first, last), basis=basis) if first <= last else undecided
    )


def _length_back(day: date, count: float, unit: str) -> date | None:
    """Return the day so long before another."""
    if unit.startswith("T"):
        return shift_days(day, -max(1, round(count / 24))) if unit == "TH" else day
    if unit == "M":
        months = shift_months(day, -int(count))
        if months is None:
            return None
        last = month_days(months.year, months.month)
        return None if last is None else min(months + timedelta(days=day.day - 1), last[1])
    if unit.endswith("Y"):
        return _length_back(day, 12 * count * int(unit[:-1] or 1), "M")
    return shift_days(day, -int(count * {"D": 1, "W": 7, "2W": 14, "WE": 7}[unit]))


def past_length(setting: Setting, count: float | None, unit: str) -> Meaning:
    """Return a length that ends where the text counts from, with its days."""
    value = length_value(count, unit)
    day = setting.story.base
    days: Days | None = None
    if count is not None and day is not None:
        first = _length_back(day, count, unit)
        days = None if first is None else (first, day)
    name = TOLD if setting.story.is_history else PUBLICATION
    basis = (
        f"up to {name}" if days else "how long is not said" if count is None else UNFIXED
    )
    return Meaning(TimeType.DURATION, value, basis, days)


def _next_length(setting: Setting, count: float | None, unit: str) -> Meaning:
    value, story = length_value(count, unit), setting.story
    day = (
        story.told if story.is_history or setting.phrase.has("following") else story.anchor
    )
    days: Days | None = None
    if count is not None and day is not None and unit in ("D", "W"):
        last = shift_days(day, int(count * (7 if unit == "W" else 1)))
        days = None if last is None else (day, last)
    if days is None and setting.phrase.has("following") and not story.is_history:
        days = _from_told(setting)
        if days is not None:
            basis = "after the date told before; up to publication"
            return Meaning(TimeType.DURATION, value, basis, days)
    basis = (
        "from there on" if days else "how long is not said" if count is None else UNFIXED
    )
    return Meaning(TimeType.DURATION, value, basis, days)


def _from_told(setting: Setting) -> Days | None:
    """Return the days from the date told last up to publication."""
    story = setting.story
    if (
        story.anchor is None
        or story.year is None
        or story.year < 1
        or not setting.is_near()
    ):
        return None
    first = valid_date(story.year, story.month or 1, story.day or 1)
    return (first, story.anchor) if first is not None and first <= story.anchor else None
