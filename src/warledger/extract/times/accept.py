"""Refuse phrases that look like a time and are none, by the words around them."""

from collections.abc import Callable, Mapping

from warledger.extract.times.meaning import Setting
from warledger.lexicon.times import time_words

_DATE_OPENERS = frozenset(
    "in of since until till by from to during early late mid last next this through and between "
    "before after around about throughout on or that".split()
)
# Words that may follow a year; other lower-case words may be counted by it ("1500 men").
_PLAIN_FOLLOWERS = frozenset(
    "and or but to in on at by for with when where after before the a an was were is are had has "
    "have who which that as from until because while its his their this it he she they saw also "
    "through during since of under would could did onwards".split()
)

_POSSESSIVES = frozenset(["its", "their", "his", "her", "the"])
# Nouns without an "s" that a number of four digits may count.
_COUNTED = frozenset(
    ["people", "men", "women", "children", "personnel", "police", "dead", "wounded", "km"]
)


def accepts(setting: Setting) -> bool:
    """Return whether the surroundings let the phrase be a time."""
    check = _CHECKS.get(setting.phrase.kind)
    return check is None or check(setting)


def _date(setting: Setting) -> bool:
    phrase = setting.phrase
    hedge = phrase.get("hedge")
    if hedge is not None and time_words().hedges.get(hedge.value) != "APPROX":
        return False
    if phrase.tokens[0].role == "the" and phrase.tokens[1].role in ("day", "ordinal"):
        return not _is_adjectival(setting)
    if phrase.has("date"):
        return True
    if phrase.has("month"):
        return _month(setting)
    if phrase.has("bc", "short"):
        return True
    return _bare_year(setting)


def _month(setting: Setting) -> bool:
    """Refuse "March on the capital", "May" the verb, and "In August 15 people"."""
    phrase = setting.phrase
    month = phrase.get("month")
    entry = time_words().words.get(month.lower) if month is not None else None
    is_alone = not phrase.has(
        "day", "ordinal", "year", "early", "part", "last", "next", "bc"
    )
    if entry is not None and entry.needs_neighbour and is_alone:
        is_named = setting.role_before() == "a" or phrase.has("this", "that", "previous")
        return setting.before() in _DATE_OPENERS or is_named
    last = phrase.tokens[-1]
    if last.role == "day" and setting.before() == "in":
        follower = setting.after()
        return (
            follower is None or follower.role != "x" or follower.lower in _PLAIN_FOLLOWERS
        )
    return True


def _bare_year(setting: Setting) -> bool:
    """Refuse numbers that only look like a year: counted, labelled, of another calendar."""
    phrase = setting.phrase
    year = phrase.get("year")
    if year is None or phrase.has("unit", "part", "early", "hedge"):
        return year is not None
    hijri = time_words().hijri
    if any(setting.before(back) in hijri for back in (1, 2, 3)):
        return False
    if (
        setting.role_before() in ("dash", "slash")
        and setting.before(2)
        and not (
            setting.tokens[setting.phrase.first - 2].role in ("year", "month", "season")
        )
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
    if follower is None or follower.role != "x" or not follower.lower:
        return True
    if follower.lower in _PLAIN_FOLLOWERS or follower.is_capital:
        return True
    if setting.before() in _DATE_OPENERS or setting.before() in _POSSESSIVES:
        return True
    return not follower.lower.endswith("s") and follower.lower not in _COUNTED


def _is_adjectival(setting: Setting) -> bool:
    """Return whether a noun follows that the time only qualifies: "the summer offensive"."""
    follower = setting.after()
    return (
        follower is not None
        and follower.role in ("x", "time")
        and follower.lower not in ("", *_PLAIN_FOLLOWERS)
        and not follower.lower.endswith(("ed", "ing", "ly"))
    )


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
    if not phrase.has(*_NUMBERS):
        return not phrase.has("long")
    units = phrase.get("units")
    return units is not None and not units.is_capital


def _month_day(setting: Setting) -> bool:
    """Take "the 20th" for a day of the month only where it stands alone behind "on" or "until"."""
    token = setting.phrase.tokens[-1]
    if not token.value[:1].isdigit() or setting.text[token.end - 2 : token.end].isdigit():
        return False
    follower = setting.after()
    if follower is not None and follower.role in ("x", "dash", "unit", "half", "part"):
        if follower.role != "x" or follower.lower not in _PLAIN_FOLLOWERS:
            return False
    return setting.before() in ("on", "until", "by", "since", "from", "to", "till")


_NUMBERS = ("numeral", "number", "day", "year")
_CHECKS: Mapping[str, Callable[[Setting], bool]] = {
    "date": _date,
    "season": _season,
    "duration": _duration,
    "month_day": _month_day,
}
