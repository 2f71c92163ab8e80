"""Normalise lengths, repeated times, times of day, and what points at no day at all."""

import re

from warledger.extract.times.absolute import read_date
from warledger.extract.times.calendar import shift_days, year_value
from warledger.extract.times.meaning import (
    UNKNOWN_DAY,
    Meaning,
    Setting,
    count_of,
    dated,
    length_value,
    undated,
)
from warledger.extract.times.relative import read_deictic, read_weekday
from warledger.lexicon.times import time_words
from warledger.model import TimeType

_PER = frozenset({"numeral", "number", "day", "year"})


def read_duration(setting: Setting) -> Meaning | None:
    """Return the meaning of a length: "three weeks", "a year and a half", "ten-day"."""
    phrase = setting.phrase
    unit = phrase.get("unit", "units")
    if unit is None or (phrase.has("few") and setting.before() == "as"):
        return None  # "in as many weeks" counts nothing new
    if not phrase.has("numeral", "number", "day", "year", "few", "a", "half"):
        if phrase.has("long") and unit.role == "unit":
            return undated(length_value(1.0, unit.value), "a length", TimeType.DURATION)
        opened = setting.before() in time_words().lists["before_length"]
        if unit.role != "units" or not (opened or phrase.has("long")):
            return None
        value = length_value(None, unit.value)
        return undated(value, "how long is not said", TimeType.DURATION)
    if _is_rate(setting):
        return undated(length_value(1.0, unit.value), "repeated", TimeType.SET)
    return undated(
        length_value(count_of(phrase), unit.value), "a length", TimeType.DURATION
    )


def _is_rate(setting: Setting) -> bool:
    """Return whether "a day" says how often: "30 a day", "$2 million a year"."""
    phrase = setting.phrase
    if len(phrase.tokens) != 2 or phrase.tokens[0].role != "a":
        return False
    return setting.role_before() in _PER or setting.before() in time_words().lists["rated"]


def read_set(setting: Setting) -> Meaning | None:
    """Return the meaning of a repeated time: "every day", "per month", "on Fridays"."""
    phrase = setting.phrase
    repeat, weekday = phrase.get("repeat"), phrase.get("weekday", "weekdays")
    part, unit = phrase.get("daypart"), phrase.get("unit", "units")
    if repeat is not None:
        return undated(repeat.value, "repeated", TimeType.SET)
    if weekday is not None:
        if (
            weekday.role == "weekdays"
            and setting.before() not in time_words().lists["on_days"]
        ):
            return read_weekday(setting)
        return undated(f"XXXX-WXX-{weekday.value}", "repeated", TimeType.SET)
    if part is not None:
        return undated(f"{UNKNOWN_DAY}{part.value}", "repeated", TimeType.SET)
    if unit is None:
        return undated("P1Y", "repeated", TimeType.SET)
    if phrase.has("slash") and unit.value not in ("D", "W", "M", "Y", "TH"):
        return None
    count = 2.0 if phrase.has("other") else count_of(phrase) if phrase.has(*_PER) else 1.0
    return undated(length_value(count, unit.value), "repeated", TimeType.SET)


def read_time(setting: Setting) -> Meaning | None:
    """Return the meaning of a time of day, on the day told before or the day of
    publication."""
    clock = _clock(setting)
    if clock is None:
        return None
    if setting.phrase.has("month"):
        own = read_date(setting)
        return None if own is None else dated(f"{own.value}T{clock}", own.basis)
    zone = setting.phrase.get("zone")
    suffix = f"T{clock}" + (zone.value if zone is not None else "")
    day, basis = _own_day(setting) or _day_for_time(setting)
    if day is None:
        return undated(UNKNOWN_DAY + suffix, basis, TimeType.TIME)
    return dated(day + suffix, basis)


def _own_day(setting: Setting) -> tuple[str | None, str] | None:
    """Return the day of "10 am Saturday" or "5 pm yesterday", None where none is named."""
    reader = read_weekday if setting.phrase.has("weekday") else read_deictic
    if not setting.phrase.has("weekday", "deictic"):
        return None
    day = reader(setting)
    if day is None or day.days is None:
        return None
    return day.days[0].isoformat(), day.basis


def _day_for_time(setting: Setting) -> tuple[str | None, str]:
    """Return the day (or "BC0480-08-XX") of the date told before, if it is near enough."""
    story = setting.story
    told = story.told
    if told is not None and (story.is_history or setting.is_close()):
        return told.isoformat(), "the day told before"
    return None, "the text fixes no day for it"


def _clock(setting: Setting) -> str | None:
    phrase = setting.phrase
    token = phrase.get("clock") or phrase.get("number", "year", "day", "numeral")
    if token is None:
        return None
    digits = re.split(r"[:.]", token.value)
    if token.role in ("number", "year"):
        digits = [token.value[:-2] or "0", token.value[-2:]]
        # "0530" is kept as digits; a number lost its leading nought.
    hour, minute = (
        int(float(digits[0])),
        int(digits[1]) if token.role != "numeral" and len(digits) > 1 else 0,
    )
    half = phrase.get("meridiem")
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        is_after = half.value.lower().startswith("p") or half.value == "12"
        hour = hour % 12 + (12 if is_after else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def read_daypart(setting: Setting) -> Meaning | None:
    """Return the meaning of "that night", "this morning", "the next evening", "at dawn"."""
    phrase, story = setting.phrase, setting.story
    part = phrase.get("daypart")
    if part is None:
        return None
    if phrase.has("numeral"):
        one = story.is_history and phrase.tokens[0].lower == "one"
        return (
            undated(_partial(setting) + part.value, "which one is not said", TimeType.TIME)
            if one
            else None
        )
    if len(phrase.tokens) == 1 or phrase.has("time"):
        is_name = part.is_capital and not setting.is_shouted(part)
        if is_name and not _opens_sentence(setting):
            return None
        return _bare_daypart(setting, part.lower, part.value)
    moved = phrase.get("last", "previous", "next", "following")
    step = int(moved.value) if moved is not None else 0
    if phrase.has("this") or (
        moved is not None and moved.role == "last" and not phrase.has("the")
    ):
        day = None if story.is_history else story.anchor
        basis = "counted from publication"
    else:
        day, basis = story.told, "counted from the date told before"
        if day is None and not story.is_history and phrase.has("the") and moved is None:
            day = None
    shifted = shift_days(day, step) if day is not None else None
    if shifted is None:
        return undated(
            _partial(setting) + part.value, "nothing to count from", TimeType.TIME
        )
    return dated(shifted.isoformat() + part.value, basis)


def _opens_sentence(setting: Setting) -> bool:
    return (
        setting.role_before() in ("stop", "x")
        and setting.before() == ""
        and setting.start > 0
    )


def _partial(setting: Setting) -> str:
    story = setting.story
    if not story.is_history or story.year is None:
        return UNKNOWN_DAY
    if story.told is not None:
        return story.told.isoformat()
    month = f"{story.month:02d}" if story.month is not None else "XX"
    return f"{year_value(story.year)}-{month}-XX"


def _bare_daypart(setting: Setting, word: str, value: str) -> Meaning | None:
    story = setting.story
    opened = setting.before() in time_words().lists["before_daypart"]
    if not (opened or word == "overnight" or story.is_history):
        return None
    if word == "overnight" and story.anchor is not None and not story.is_history:
        meaning = dated(story.anchor.isoformat() + value, "the night before publication")
        first = shift_days(story.anchor, -1)
        days = None if first is None else (first, story.anchor)
        return Meaning(meaning.type, meaning.value, meaning.basis, days)
    if setting.before() == "since" and story.anchor is not None and not story.is_history:
        return dated(story.anchor.isoformat() + value, "of the day of publication")
    if not opened or (setting.before() == "at" and word == "night"):
        return undated(UNKNOWN_DAY + value, "no day is meant", TimeType.TIME)
    day, basis = _day_for_time(setting)
    if day is None:
        return undated(UNKNOWN_DAY + value, basis, TimeType.TIME)
    return dated(day + value, basis)


def read_reference(setting: Setting) -> Meaning | None:
    """Return the meaning of words that point at past, present or future and name no day."""
    phrase = setting.phrase
    last = phrase.tokens[-1]
    following = setting.after()
    is_modifier = following is not None and following.role == "x" and following.lower != ""
    if last.role == "last":
        past = (
            last.lower == "past"
            and not is_modifier
            and setting.before() in ("in", "of", "from")
        )
        return undated("PAST_REF", "names no day") if past else None
    if last.role == "date_word":
        return (
            undated(last.value, "the time of writing") if setting.before() == "to" else None
        )
    if last.role == "future" and len(phrase.tokens) == 1 and not setting.story.is_history:
        return None
    if phrase.tokens[0].role == "these":
        return undated("PRESENT_REF", "names no day") if last.value == "D" else None
    if phrase.has("present"):
        return undated("PRESENT_REF", "names no day") if last.value == "D" else None
    if last.role in ("unit", "units"):
        return undated("PAST_REF", "how long is not said")
    return undated(last.value, "names no day")


def read_moment(setting: Setting) -> Meaning | None:
    """Return "this time", "that period": annotated in histories, and without a value."""
    phrase = setting.phrase
    if phrase.has("weather"):
        return undated("XXXX", "no year is said")
    if phrase.tokens[0].role == "the" and not phrase.has("same"):
        at_time = phrase.has("time") and setting.before() == "at"
        following = setting.after()
        if not at_time or following is None or following.role in ("x", "of"):
            return None
    if not setting.story.is_history or phrase.tokens[0].role == "that":
        return None
    return undated("PRESENT_REF", "names no day")


def read_ordinal_day(setting: Setting) -> Meaning | None:
    """Return "the fifth day (of the offensive)": a day, but of what start is not said
    here."""
    unit, part = setting.phrase.get("unit"), setting.phrase.get("daypart")
    if part is not None:
        return undated(
            _partial(setting) + part.value,
            "counted from a start not dated here",
            TimeType.TIME,
        )
    if unit is None or unit.value != "D":
        return None
    return undated(UNKNOWN_DAY, "counted from a start not dated here")
