"""Normalise what counts from another date: weekdays, "yesterday", "last month", "two days later".

News counts from its publication, a history from the date told last; "later" and "that day"
count from the date told last in both. Where there is nothing to count from, the value says
so with X's and no day is given.
"""

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
    year_value,
)
from warledger.extract.times.meaning import (
    UNKNOWN_DAY,
    Meaning,
    Setting,
    count_of,
    dated,
    length_value,
    third_of,
    undated,
)
from warledger.model import TimeType

_UNFIXED = "nothing to count from"
_PUBLICATION, _TOLD = "publication", "the date told before"


def read_weekday(setting: Setting) -> Meaning | None:
    """Return the day that a weekday names: the last such day, or the next where a cue says."""
    phrase, story = setting.phrase, setting.story
    weekday, part = phrase.get("weekday"), phrase.get("daypart")
    if weekday is None or (len(weekday.lower) < 6 and not _is_abbreviated(setting)):
        return None
    suffix = part.value if part is not None else ""
    number = int(weekday.value)
    if _is_named_twice(setting, number) and story.told is not None:
        return dated(story.told.isoformat() + suffix, "weekday of the date beside it")
    is_told = story.is_history or phrase.has("following", "same", "that")
    base = story.told if is_told else story.anchor
    if base is None:
        return undated(
            f"XXXX-WXX-{number}{suffix}",
            "no date to count the weekday from",
            TimeType.TIME if suffix else TimeType.DATE,
        )
    if phrase.has("units"):
        suffix = "TMO"
    ahead = phrase.has("next", "following") or setting.is_ahead() or is_told
    back = (base.isoweekday() - number) % 7
    if phrase.has("last", "previous") or (phrase.has("next", "following") and not back):
        back = back or 7
    day = base - timedelta(
        days=back
        if not ahead
        else -((-back) % 7 or (7 if phrase.has("next", "following") else 0))
    )
    if ahead and is_told and not phrase.has("following") and story.is_beyond(day):
        day -= timedelta(days=7)
    which = "after" if ahead else "before"
    return dated(
        day.isoformat() + suffix, f"weekday {which} {_TOLD if is_told else _PUBLICATION}"
    )


def _is_named_twice(setting: Setting, weekday: int) -> bool:
    """Return whether a date just before is that weekday: "15 May 2015 - Friday"."""
    told = setting.story.told
    beside = setting.text[max(0, setting.story.place) : setting.start].strip()
    return (
        told is not None
        and told.isoweekday() == weekday
        and beside in ("", "-", ",", "–", "(")
    )


def _is_abbreviated(setting: Setting) -> bool:
    """Return whether a short weekday ("Sat") stands beside a date or a clock."""
    following = setting.after()
    if following is not None and following.role == "comma":
        following = setting.after(2)
    return following is not None and following.role in ("month", "day", "ordinal", "date")


def read_deictic(setting: Setting) -> Meaning | None:
    """Return the meaning of "today", "yesterday morning", "now", "recently"."""
    phrase, story = setting.phrase, setting.story
    token, part = phrase.get("deictic"), phrase.get("daypart")
    if token is None:
        return None
    if token.value.endswith("REF"):
        is_plain = len(phrase.tokens) == 1 or phrase.has("right")
        return undated(token.value, "names no day") if is_plain else None
    suffix = token.value[2:] if len(token.value) > 3 else ""
    suffix = part.value if part is not None else suffix
    if story.is_history or story.anchor is None:
        if token.lower == "today" and story.is_history:
            return undated("PRESENT_REF", "the time of writing")
        kind = TimeType.TIME if suffix else TimeType.DATE
        return undated(UNKNOWN_DAY + suffix, "no publication date to count from", kind)
    step = int(token.value[1:3]) if token.value[1] in "+-" else 0
    if (moved := phrase.get("before", "after")) is not None:
        step += int(moved.value)
    day = story.anchor + timedelta(days=step)
    return dated(day.isoformat() + suffix, f"counted from {_PUBLICATION}")


def read_unit(setting: Setting) -> Meaning | None:
    """Return the meaning of "last month", "the next day", "later that year", "this weekend"."""
    phrase = setting.phrase
    unit = phrase.get("unit")
    if unit is None:
        return None
    moved = phrase.get("last", "previous", "next", "following", "before", "after") or None
    step = int(moved.value) if moved is not None else 0
    if len(phrase.tokens) == 2 and phrase.has("the"):
        return _weekend(setting) if unit.value == "WE" else None
    if phrase.tokens[-1].role in ("last", "next"):
        return _moved(setting, 2 * int(phrase.tokens[-1].value), unit.value, is_told=False)
    is_told = phrase.has("previous", "following", "same", "that", "before", "after") or (
        phrase.has("next", "last") and phrase.has("the")
    )
    if moved is not None and moved.lower == "past":
        return _past_length(setting, 1.0, unit.value)
    meaning = _moved(setting, step, unit.value, is_told=is_told or setting.story.is_history)
    if meaning is None:
        return None
    third = third_of(phrase)
    if third:
        return dated(meaning.value, meaning.basis, third=third)
    return (
        _up_to_publication(setting, meaning) if phrase.has("this", "current") else meaning
    )


def _up_to_publication(setting: Setting, meaning: Meaning) -> Meaning:
    """End "this week" on the day of publication, unless a cue says that it lies ahead."""
    anchor, days = setting.story.anchor, meaning.days
    if anchor is None or days is None or setting.is_ahead() or setting.story.is_history:
        return meaning
    if not days[0] <= anchor < days[1]:
        return meaning
    basis = f"{meaning.basis}; up to publication"
    return replace(meaning, days=(days[0], anchor), basis=basis)


def _weekend(setting: Setting) -> Meaning | None:
    """Return the last weekend that has begun, or the next where a cue says so."""
    day = setting.story.base
    if day is None:
        return undated("XXXX-WXX-WE", _UNFIXED)
    step = 0 if day.isoweekday() >= 6 or setting.is_ahead() else -1
    return _moved(setting, step, "WE", is_told=setting.story.is_history)


def _base(
    setting: Setting, is_told: bool, step: int
) -> tuple[date | None, int | None, int | None, str]:
    """Return day, year and month to count from, and what they are.

    In news without a date told before, only "earlier" and "previous" count from publication:
    "the next day" of nothing is no day.
    """
    story = setting.story
    if story.year is not None and (is_told or story.is_history or story.anchor is None):
        return story.told, story.year, story.month, _TOLD
    if story.anchor is None or story.is_history or (is_told and step >= 0):
        return None, None, None, _TOLD
    return story.anchor, story.anchor.year, story.anchor.month, _PUBLICATION


def _counted(setting: Setting, day: date | None, name: str) -> Meaning | None:
    """Return the meaning of a day counted from another, None where there is no such day.

    A report does not tell of days after its publication: where the count leads there and no
    cue of the future stands by, the date told before was not the one meant.
    """
    if day is None:
        return None
    if name == _TOLD and setting.story.is_beyond(day) and not setting.is_ahead():
        return undated(UNKNOWN_DAY, "counted from the date told before, it would lie ahead")
    return dated(day.isoformat(), f"counted from {name}")


def _moved(setting: Setting, step: int, unit: str, *, is_told: bool) -> Meaning | None:
    """Return the day, week, month, year … so many steps away from the base."""
    day, year, month, name = _base(setting, is_told, step)
    basis = f"counted from {name}"
    if unit == "D":
        if day is None:
            known = year is not None and month is not None and step == 0
            return undated(
                f"{year_value(year or 0)}-{month:02d}-XX" if known else _unknown(setting),
                _UNFIXED,
            )
        return _counted(setting, shift_days(day, step), name)
    if unit in ("W", "WE", "2W"):
        end = "-WE" if unit == "WE" else ""
        weeks = 2 if unit == "2W" else 1
        shifted = shift_days(day, 7 * step * weeks) if day is not None else None
        if shifted is None:
            return undated("XXXX-WXX" + end, _UNFIXED)
        return dated(week_value(shifted) + end, basis)
    if unit == "M":
        if year is None or month is None:
            return undated("XXXX-XX", _UNFIXED)
        return _month(year, month, step, basis)
    if unit == "Y":
        return (
            undated("XXXX", _UNFIXED)
            if year is None
            else dated(_year(year + step, year), basis)
        )
    if unit in ("10Y", "100Y") and year is not None and year > 0:
        return dated(
            f"{year // int(unit[:-1]) + step:0{3 if unit == '10Y' else 2}d}", basis
        )
    return None


def _unknown(setting: Setting) -> str:
    """Return the value of a day of which nothing is known, of the era that is told."""
    year = setting.story.year
    return f"BC{UNKNOWN_DAY}" if year is not None and year < 0 else UNKNOWN_DAY


def _year(year: int, base: int) -> str:
    """Return the value of a year; there is no year 0 between 1 BC and 1."""
    if base < 0 <= year:
        return year_value(year + 1)
    return year_value(year)


def _month(year: int, month: int, step: int, basis: str) -> Meaning | None:
    if year < 0:
        return dated(f"{year_value(year)}-{month:02d}", basis) if step == 0 else None
    first = shift_months(date(year, month, 1), step)
    return None if first is None else dated(f"{first.year:04d}-{first.month:02d}", basis)


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
    if count != int(count):
        return undated("FUTURE_REF" if step > 0 else "PAST_REF", "counted in halves")
    return _offset(
        setting, int(count) * step, unit.value, is_told or setting.story.is_history
    )


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
    day, year, month, name = _base(setting, is_told, step)
    basis = f"counted from {name}"
    if unit in ("D", "W", "2W"):
        days = step * {"D": 1, "W": 7, "2W": 14}[unit]
        if day is None:
            known = UNKNOWN_DAY if year is None else f"{year_value(year)}-XX-XX"
            return undated(known, _UNFIXED)
        shifted = shift_days(day, days)
        if unit == "D" or is_told or shifted is None:
            return _counted(setting, shifted, name)
        return dated(week_value(shifted), basis)
    if unit == "M":
        if year is None or month is None:
            return undated("XXXX-XX", _UNFIXED)
        return _month(year, month, step, basis)
    if year is None:
        return undated("XXXX", _UNFIXED)
    size = int(unit[:-1] or 1) if unit.endswith("Y") else None
    if size is None:
        return None
    if size == 10 and setting.phrase.has("units") and year > 0:
        return dated(f"{(year + step * size) // 10:03d}", basis)
    return dated(_year(year + step * size, year), basis)


def _hours(setting: Setting, hours: float, unit: str, is_told: bool) -> Meaning | None:
    """Return the meaning of "two hours later": the day it starts from, the hour unknown."""
    day, _, _, name = _base(setting, is_told, int(hours) or 1)
    if day is None:
        return undated(f"{UNKNOWN_DAY}TXX", _UNFIXED, TimeType.TIME)
    if abs(hours) >= 24 and unit == "TH":
        return _counted(setting, shift_days(day, round(hours / 24)), name)
    return dated(f"{day.isoformat()}TXX", f"counted from {name}")


def read_span(setting: Setting) -> Meaning | None:
    """Return the meaning of "the past five days", "the next two weeks": lengths with an end."""
    phrase = setting.phrase
    unit = phrase.get("unit", "units")
    if unit is None:
        return None
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
        return _past_length(setting, count, unit.value)
    return _next_length(setting, count, unit.value)


def _within(setting: Setting, count: float | None, unit: str) -> Meaning:
    """Return the meaning of "the last two weeks of May": a length, with its days if it has."""
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


def _past_length(setting: Setting, count: float | None, unit: str) -> Meaning:
    value = length_value(count, unit)
    day = setting.story.base
    days: Days | None = None
    if count is not None and day is not None:
        first = _length_back(day, count, unit)
        days = None if first is None else (first, day)
    name = _TOLD if setting.story.is_history else _PUBLICATION
    basis = (
        f"up to {name}" if days else "how long is not said" if count is None else _UNFIXED
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
        "from there on" if days else "how long is not said" if count is None else _UNFIXED
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
