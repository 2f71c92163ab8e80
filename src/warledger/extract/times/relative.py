"""Normalise weekdays, "yesterday", and the day, week, month or year beside another."""

from dataclasses import replace
from itertools import pairwise

from warledger.extract.times.calendar import shift_days
from warledger.extract.times.counting import PUBLICATION, TOLD, UNFIXED, moved
from warledger.extract.times.grammar import Phrase
from warledger.extract.times.meaning import (
    UNKNOWN_DAY,
    Meaning,
    Setting,
    dated,
    length_value,
    third_of,
    undated,
)
from warledger.extract.times.spans import past_length
from warledger.model import TimeType

# How far from its weekday a date may stand to be the same, in characters.
_BESIDE = 5


def read_weekday(setting: Setting) -> Meaning | None:
    """Return the day that a weekday names: the last such day, or the next where a cue
    says."""
    phrase, story = setting.phrase, setting.story
    weekday, part = phrase.get("weekday", "weekdays"), phrase.get("daypart")
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
    ahead = setting.is_ahead() or is_told
    step = _steps_to_weekday(phrase, number - base.isoweekday(), ahead)
    day = shift_days(base, step)
    if day is not None and ahead and is_told and story.is_beyond(day):
        day = shift_days(day, 0 if phrase.has("following") else -7)
    if day is None:
        return None
    which = "after" if step > 0 else "before"
    name = TOLD if is_told else PUBLICATION
    return dated(day.isoformat() + suffix, f"weekday {which} {name}")


def _steps_to_weekday(phrase: Phrase, apart: int, ahead: bool) -> int:
    """Return how many days on (or back) a weekday lies that is so far from the base's."""
    if phrase.has("next", "following"):
        return apart % 7 or 7
    if ahead:
        return apart % 7
    back = -(-apart % 7)
    return back or -7 if phrase.has("last", "previous") else back


def _is_named_twice(setting: Setting, weekday: int) -> bool:
    """Return whether a date just before is that weekday: "15 May 2015 - Friday"."""
    told, place = setting.story.told, setting.story.place
    if told is None or told.isoweekday() != weekday or setting.start - place > _BESIDE:
        return False
    return setting.text[place : setting.start].strip() in ("", "-", ",", "–", "(")


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
    day = shift_days(story.anchor, step)
    if day is None:
        return None
    return dated(day.isoformat() + suffix, f"counted from {PUBLICATION}")


def read_unit(setting: Setting) -> Meaning | None:
    """Return the meaning of "last month", "the next day", "later that year", "this
    weekend"."""
    phrase = setting.phrase
    unit = phrase.get("unit", "units")
    if unit is None:
        return None
    step_by = phrase.get("last", "previous", "next", "following", "before", "after") or None
    step = int(step_by.value) if step_by is not None else 0
    if len(phrase.tokens) == 2 and phrase.has("the"):
        return _weekend(setting) if unit.value == "WE" else None
    if phrase.tokens[-1].role in ("last", "next"):
        return moved(setting, 2 * int(phrase.tokens[-1].value), unit.value, is_told=False)
    is_told = phrase.has("previous", "following", "same", "that", "before", "after") or (
        phrase.has("next", "last") and _has_article(phrase)
    )
    if step > 0 and phrase.has("the") and setting.before() == "for":
        return undated(length_value(1.0, unit.value), "a length", TimeType.DURATION)
    if step_by is not None and step_by.lower == "past":
        return past_length(setting, 1.0, unit.value)
    meaning = moved(setting, step, unit.value, is_told=is_told or setting.story.is_history)
    if meaning is None:
        return None
    third = third_of(phrase)
    if third:
        return dated(meaning.value, meaning.basis, third=third)
    return (
        _up_to_publication(setting, meaning) if phrase.has("this", "current") else meaning
    )


def _has_article(phrase: Phrase) -> bool:
    """Return whether "the" stands right before "last": not in "the end of last year"."""
    pairs = pairwise(token.role for token in phrase.tokens)
    return any(one == "the" and other in ("last", "next") for one, other in pairs)


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
        return undated("XXXX-WXX-WE", UNFIXED)
    step = 0 if day.isoweekday() >= 6 or setting.is_ahead() else -1
    return moved(setting, step, "WE", is_told=setting.story.is_history)
