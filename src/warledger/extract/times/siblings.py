"""Dates that share their month or year with a neighbour: "4 and 5 May", "1915-17"."""

from collections.abc import Iterator

from warledger.extract.times.absolute import is_possible
from warledger.extract.times.meaning import Meaning, Setting, dated
from warledger.extract.times.tokens import Token
from warledger.model import Span

_JOINTS = ("and", "dash", "comma", "slash")
_BASIS = "as written, with the rest from its neighbour"


def siblings(setting: Setting, meaning: Meaning) -> Iterator[tuple[Span, Meaning]]:
    """Yield the bare days or years joined to a date, with their own spans."""
    phrase = setting.phrase
    if phrase.kind not in ("date", "month_day") or meaning.value.count("X"):
        return
    if phrase.has("month") and phrase.has("day", "ordinal") and not phrase.has("daypart"):
        yield from _days_before(setting, meaning)
        if phrase.tokens[-1].role in ("day", "ordinal"):
            yield from _days_after(setting, meaning)
    elif phrase.has("bc"):
        yield from _years_before_christ(setting)
    elif phrase.tokens[-1].role == "year":
        yield from _short_years(setting, meaning)


def _with_day(meaning: Meaning, token: Token) -> Meaning | None:
    month = meaning.value.rsplit("-", 1)[0]
    day = int("".join(char for char in token.value if char.isdigit()))
    year, number = month.rsplit("-", 1)
    known = None if not year.isdigit() else int(year)
    return (
        dated(f"{month}-{day:02d}", _BASIS)
        if is_possible(known, int(number), day)
        else None
    )


def _days_before(setting: Setting, meaning: Meaning) -> Iterator[tuple[Span, Meaning]]:
    """Yield "12" and "the 13th" of "12, the 13th and 14 July"."""
    if setting.phrase.tokens[0].role not in ("day", "ordinal", "the"):
        return
    place, tokens = setting.phrase.first - 1, setting.tokens
    while (
        place > 0
        and tokens[place].role in _JOINTS
        and tokens[place - 1].role in ("day", "ordinal")
    ):
        token = tokens[place - 1]
        other = _with_day(meaning, token)
        if other is None or (token.role == "ordinal" and not token.value[0].isdigit()):
            return
        start = token.start
        if place > 1 and tokens[place - 2].role == "the":
            start = tokens[place - 2].start
            place -= 1
        yield Span(start, token.end), other
        place -= 2


def _days_after(setting: Setting, meaning: Meaning) -> Iterator[tuple[Span, Meaning]]:
    """Yield "5" of "May 4 and 5", unless a noun that it counts follows."""
    tokens = setting.tokens
    place = setting.phrase.first + len(setting.phrase.tokens)
    if place + 1 >= len(tokens) or tokens[place].role not in ("and", "dash"):
        return
    token = tokens[place + 1]
    if token.role not in ("day", "ordinal") or not token.value[0].isdigit():
        return
    follower = tokens[place + 2] if place + 2 < len(tokens) else None
    if (
        follower is not None
        and follower.role in ("x", "month", "unit", "units")
        and (
            follower.role != "x"
            or (follower.lower and not follower.is_capital and len(follower.lower) > 4)
        )
    ):
        return
    if (other := _with_day(meaning, token)) is not None:
        yield Span(token.start, _end_with_year(setting, place + 2) or token.end), other


def _end_with_year(setting: Setting, place: int) -> int | None:
    """Return the end of the year in "5 and 9, 1918", None where no year follows."""
    tokens = setting.tokens[place : place + 2]
    if len(tokens) == 2 and tokens[0].role == "comma" and tokens[1].role == "year":
        return tokens[1].end
    return None


def _short_years(setting: Setting, meaning: Meaning) -> Iterator[tuple[Span, Meaning]]:
    """Yield "17" of "1915-17"."""
    tokens, year = setting.tokens, setting.phrase.tokens[-1]
    place = setting.phrase.first + len(setting.phrase.tokens)
    if place + 1 >= len(tokens) or tokens[place].role not in ("dash", "slash"):
        return
    token = tokens[place + 1]
    if token.start != tokens[place].end or tokens[place].start != year.end:
        return
    if (
        token.role in ("day", "number")
        and len(token.value) == 2
        and int(token.value) > int(year.value[2:])
    ):
        yield Span(token.start, token.end), dated(year.value[:2] + token.value, _BASIS)


def _years_before_christ(setting: Setting) -> Iterator[tuple[Span, Meaning]]:
    """Yield "499" of "499-493 BC" and of "499 and 493 BC"."""
    place, tokens = setting.phrase.first - 1, setting.tokens
    if place < 1 or tokens[place].role not in ("dash", "and"):
        return
    token = tokens[place - 1]
    if token.role in ("number", "day") and token.value.isdigit():
        yield Span(token.start, token.end), dated(f"BC{int(token.value):04d}", _BASIS)
