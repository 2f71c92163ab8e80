"""Refuse phrases that look like a time and are none, by the words around them."""

from collections.abc import Callable, Mapping

from warledger.extract.times.meaning import Setting
from warledger.lexicon.times import time_words


def accepts(setting: Setting) -> bool:
    """Return whether the surroundings let the phrase be a time."""
    check = _CHECKS.get(setting.phrase.kind)
    return check is None or check(setting)


def _date(setting: Setting) -> bool:
    phrase = setting.phrase
    if _follows_impossible_day(setting):
        return False
    hedge = phrase.get("hedge")
    if hedge is not None and time_words().hedges.get(hedge.value) != "APPROX":
        return False
    if phrase.tokens[0].role == "the" and phrase.tokens[1].role in ("day", "ordinal"):
        return not _is_adjectival(setting)
    if phrase.has("date"):
        return True
    if phrase.tokens[-1].role == "number":
        return _is_short_year(setting)
    if phrase.has("month"):
        return _month(setting)
    if phrase.has("bc", "short"):
        return True
    return _bare_year(setting)


def _is_short_year(setting: Setting) -> bool:
    """Return whether "89" of "5 JUL 89 (AP)" is a year: two digits that nothing counts."""
    token, follower = setting.phrase.tokens[-1], setting.after()
    closed = follower is None or follower.role in ("open", "dash", "mark", "break")
    return token.end - token.start == 2 and closed


def _follows_impossible_day(setting: Setting) -> bool:
    """Return whether a day stands before that the month has not: "31 February 2013"."""
    first, role = setting.phrase.tokens[0].role, setting.role_before()
    if first == "month":
        return role in ("day", "ordinal", "number")
    return first == "year" and role == "month"


def _month(setting: Setting) -> bool:
    """Refuse "March on the capital", "May" the verb, and "In August 15 people"."""
    phrase = setting.phrase
    month = phrase.get("month")
    entry = time_words().words.get(month.lower) if month is not None else None
    is_alone = not phrase.has(
        "day", "ordinal", "year", "early", "part", "last", "next", "bc"
    )
    if entry is not None and entry.needs_neighbour and is_alone:
        if month is not None and setting.text[month.start : month.end].isupper():
            return setting.before() in time_words().lists["before_month"]
        is_named = setting.role_before() == "a" or phrase.has("this", "that", "previous")
        return setting.before() in time_words().lists["before_date"] or is_named
    last = phrase.tokens[-1]
    if last.role == "day" and setting.before() == "in":
        follower = setting.after()
        return (
            follower is None
            or follower.role != "x"
            or follower.lower in time_words().lists["after_year"]
        )
    return True


def _bare_year(setting: Setting) -> bool:
    """Refuse numbers that only look like a year: counted, labelled, of another calendar."""
    phrase = setting.phrase
    year = phrase.get("year")
    if year is not None and _is_label(setting):
        return False
    if year is None or phrase.has("unit", "part", "early"):
        return year is not None
    hijri = time_words().lists["hijri"]
    if any(setting.before(back) in hijri for back in (1, 2, 3)):
        return False
    if (
        setting.role_before() in ("dash", "slash")
        and setting.before(2)
        and setting.tokens[setting.phrase.first - 2].role not in ("year", "month", "season")
    ):
        return False
    follower = setting.after()
    if follower is not None and follower.role in (
        "units",
        "unit",
        "hrs",
        "zone",
        "meridiem",
    ):
        return follower.role == "unit"
    if follower is not None and follower.lower in hijri:
        return False
    if setting.before() in ("resolution", "resolutions", "no", "number", "unscr"):
        return False
    opened = setting.before() in time_words().lists["before_date"]
    if not opened and not setting.story.is_history and int(year.value) < 1900:
        return False
    if follower is None or follower.role != "x" or not follower.lower:
        return True
    if follower.lower in time_words().lists["after_year"] or follower.is_capital:
        return True
    if phrase.has("hedge"):
        return False
    if opened or setting.before() in time_words().lists["possessive"]:
        return True
    return (
        not follower.lower.endswith("s")
        and follower.lower not in time_words().lists["counted"]
    )


def _is_label(setting: Setting) -> bool:
    """Return whether the digits are part of a number such as "2010-11-CA-223"."""
    first, second, third = (setting.after(ahead) for ahead in (1, 2, 3))
    if first is None or second is None or first.role != "dash":
        return False
    glued = second.start == first.end and first.start == setting.phrase.tokens[-1].end
    if not glued or second.role not in ("x", "day", "number"):
        return False
    return second.role == "x" or (
        third is not None and third.role == "dash" and third.start == second.end
    )


def _is_adjectival(setting: Setting) -> bool:
    """Return whether a noun follows that the time only qualifies: "the summer
    offensive"."""
    follower = setting.after()
    return (
        follower is not None
        and follower.role in ("x", "time")
        and follower.lower not in time_words().lists["after_year"] | {""}
        and not follower.lower.endswith(("ed", "ing", "ly"))
    )


def _is_glued(setting: Setting) -> bool:
    """Return whether a hyphen ties the phrase to the next word: "a decade-long war"."""
    follower = setting.after()
    return (
        follower is not None
        and follower.role == "dash"
        and follower.start == setting.phrase.tokens[-1].end
        and setting.text[follower.end : follower.end + 1].isalpha()
    )


def _time(setting: Setting) -> bool:
    """Take four bare digits for a time of day only behind "at": "at about 1330"."""
    phrase = setting.phrase
    if phrase.has("clock", "day", "numeral", "hrs", "zone"):
        return not phrase.has("units")
    token = phrase.get("number", "year")
    return (
        token is not None and token.end - token.start == 4 and setting.role_before() == "at"
    )


def _daypart(setting: Setting) -> bool:
    """Drop the article of "the overnight raid"."""
    tokens = setting.phrase.tokens
    return not (tokens[0].role == "the" and len(tokens) == 2 and _is_adjectival(setting))


def _set(setting: Setting) -> bool:
    """Refuse "daily" as a newspaper or in a name."""
    token = setting.phrase.get("repeat")
    if token is None:
        return True
    follower = setting.after()
    is_paper = follower is not None and follower.lower in time_words().lists["paper"]
    named = token.is_capital and not setting.opens_sentence()
    return not is_paper and not (named and not setting.is_shouted(token))


def _quarter(setting: Setting) -> bool:
    """Drop the article of "the third-quarter loss"."""
    phrase = setting.phrase
    return not (phrase.tokens[0].role == "the" and phrase.has("dash"))


def _weekday(setting: Setting) -> bool:
    """Refuse days with a name of their own: "Good Friday", "Bloody Sunday"."""
    return setting.before() not in time_words().lists["named_day"]


def _season(setting: Setting) -> bool:
    """Drop the article of "the summer offensive": only the season names the time."""
    tokens = setting.phrase.tokens
    return not (tokens[0].role == "the" and len(tokens) == 2 and _is_adjectival(setting))


def _duration(setting: Setting) -> bool:
    """Drop the article of "a ten-day siege" and of "the 46-day march"."""
    phrase = setting.phrase
    first = phrase.tokens[0]
    if first.role not in ("the", "a") or phrase.has("span"):
        return True
    if phrase.has("old"):
        return False
    if phrase.tokens[-1].role == "unit" and _is_glued(setting):
        return False
    if not phrase.has(*_NUMBERS):
        return not phrase.has("long")
    units = phrase.get("units")
    return units is not None and not units.is_capital


def _month_day(setting: Setting) -> bool:
    """Take "the 20th" for a day of the month only where it stands alone behind "on" or
    "until"."""
    token = setting.phrase.tokens[-1]
    if not token.value[:1].isdigit() or setting.text[token.end - 2 : token.end].isdigit():
        return False
    follower = setting.after()
    if (
        follower is not None
        and follower.role in ("x", "dash", "unit", "half", "part")
        and (follower.role != "x" or follower.lower not in time_words().lists["after_year"])
    ):
        return False
    return setting.before() in ("on", "until", "by", "since", "from", "to", "till")


_NUMBERS = ("numeral", "number", "day", "year")
_CHECKS: Mapping[str, Callable[[Setting], bool]] = {
    "date": _date,
    "season": _season,
    "duration": _duration,
    "time": _time,
    "daypart": _daypart,
    "set": _set,
    "quarter": _quarter,
    "weekday": _weekday,
    "month_day": _month_day,
}
