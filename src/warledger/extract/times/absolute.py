"""Normalise what names a date itself: days, months, years, seasons, decades, centuries."""

from dataclasses import replace

from warledger.extract.times.calendar import month_days, valid_date, year_after, year_value
from warledger.extract.times.meaning import (
    WRITTEN,
    Meaning,
    Setting,
    dated,
    third_of,
    undated,
)
from warledger.extract.times.tokens import EARLIEST_YEAR, LATEST_YEAR, Token
from warledger.lexicon.times import time_words


def read_date(setting: Setting) -> Meaning | None:
    """Return the meaning of a day, a month or a year, complete or not."""
    phrase = setting.phrase
    numeric = phrase.get("date")
    if numeric is not None:
        return _numeric(setting, numeric)
    month = phrase.get("month")
    if month is None:
        return _year_alone(setting)
    number = _day_of(setting)
    year, basis = year_of(setting, int(month.value), number)
    if not is_possible(year, int(month.value), number):
        return None
    value = f"{'XXXX' if year is None else year_value(year)}-{int(month.value):02d}"
    if number is not None:
        value += f"-{number:02d}"
    part = phrase.get("daypart")
    if part is not None:
        value += part.value
    return dated(
        value,
        basis,
        third="" if number else third_of(phrase),
        is_approximate=_is_rough(setting),
    )


def _is_rough(setting: Setting) -> bool:
    hedge = setting.phrase.get("hedge")
    return hedge is not None and time_words().hedges.get(hedge.value) == "APPROX"


def is_possible(year: int | None, month: int, day: int | None) -> bool:
    """Return whether the calendar has such a day; without a year, in a leap year."""
    leap = 2000 if year is None or year < 1 else year
    return valid_date(leap, month, 1 if day is None else day) is not None


def _day_of(setting: Setting) -> int | None:
    tokens = setting.phrase.tokens
    at = next(i for i, token in enumerate(tokens) if token.role == "month")
    for token in tokens[at + 1 : at + 4] + tokens[max(0, at - 3) : at][::-1]:
        if token.role in ("day", "ordinal") and not (
            token.role == "day" and _next_role(tokens, token) == "bc"
        ):
            return digits_of(token)
        if token.role in ("unit", "part", "half"):
            return None
    return None


def _next_role(tokens: tuple[Token, ...], token: Token) -> str:
    place = tokens.index(token) + 1
    return tokens[place].role if place < len(tokens) else ""


def year_of(setting: Setting, month: int, day: int | None) -> tuple[int | None, str]:
    """Return the year of a phrase with its basis: its own, or the story's, or None."""
    own = own_year(setting)
    if own is not None:
        return own, WRITTEN
    phrase, story = setting.phrase, setting.story
    is_within = phrase.kind in ("span", "holiday") and not phrase.has("that", "same")
    if phrase.has("that", "same") or (phrase.has("unit") and not is_within):
        return _pointed_year(setting), "year from the words beside it"
    is_ahead = setting.is_ahead() or phrase.has("next")
    year, basis = story.fill_year(
        month,
        day,
        is_ahead=is_ahead,
        is_near=setting.is_near(),
        is_towards=setting.before() in time_words().lists["towards"],
    )
    if year is not None and phrase.has("last", "previous") and year == story.base_year:
        known = story.month
        if not story.is_history and story.anchor is not None:
            known = story.anchor.month
        if known is not None and known <= month:
            year -= 1
    return year, basis


def _pointed_year(setting: Setting) -> int | None:
    """Return the year of "May of that year" or "May last year"."""
    phrase, story = setting.phrase, setting.story
    moved = phrase.get("last", "previous", "next", "following")
    base = story.base_year if phrase.has("this", "last", "next") else story.year
    return None if base is None else base + (int(moved.value) if moved is not None else 0)


def read_month_day(setting: Setting) -> Meaning | None:
    """Return the day of "on the 20th", in the month told before."""
    story = setting.story
    number = digits_of(setting.phrase.tokens[-1])
    if story.year is None or story.month is None:
        return None
    if not is_possible(story.year, story.month, number):
        return None
    return dated(
        f"{year_value(story.year)}-{story.month:02d}-{number:02d}", "month told before"
    )


def digits_of(token: Token) -> int:
    """Return the number in "20th" or "20"."""
    return int("".join(char for char in token.value if char.isdigit()))


# From this month on, "the winter" is the next one.
_AUTUMN = 8
# "from May to 5 June 1950": how far ahead the date that names the year may stand.
_JOINED_REACH = 8


def _joined_year(setting: Setting) -> int | None:
    """Return the year of a date joined to this one by "to", "and" or a dash."""
    month = setting.phrase.get("month")
    place = setting.phrase.first + len(setting.phrase.tokens)
    ahead = setting.tokens[place : place + _JOINED_REACH]
    if month is None or not ahead or ahead[0].role not in ("and", "dash", "comma"):
        return None
    if ahead[0].role == "comma" and not any(token.role == "and" for token in ahead[:5]):
        return None
    other = int(month.value)
    for token in ahead:
        if token.role == "month":
            other = int(token.value)
        elif token.role == "year":
            year = int(token.value)
            return year if int(month.value) <= other else year - 1
        elif token.role not in (
            "and",
            "dash",
            "comma",
            "the",
            "day",
            "ordinal",
            "early",
            "part",
            "of",
        ):
            return None
    return None


def own_year(setting: Setting) -> int | None:
    """Return the year that the phrase itself names; years BC are negative."""
    year = _named_year(setting)
    return _joined_year(setting) if year is None else year


def _named_year(setting: Setting) -> int | None:
    tokens = setting.phrase.tokens
    for token in tokens:
        if token.role in ("number", "day", "year") and _next_role(tokens, token) == "bc":
            return -int(float(token.value))
        if token.role == "year":
            return int(token.value)
        if token.role == "short" or (token.role == "number" and token is tokens[-1]):
            return _full_year(setting, int(token.value[-2:]))
    return None


def _full_year(setting: Setting, short: int) -> int:
    """Return the last year ending in the two digits that is not after the story's own."""
    base = setting.story.base_year or 2000
    year = base // 100 * 100 + short
    return year - 100 if year > base else year


def _year_alone(setting: Setting) -> Meaning | None:
    year = own_year(setting)
    if year is None or year == 0 or (year > 0 and not EARLIEST_YEAR <= year <= LATEST_YEAR):
        return None
    return dated(
        year_value(year),
        WRITTEN,
        third=third_of(setting.phrase),
        is_approximate=_is_rough(setting),
    )


def _numeric(setting: Setting, token: Token) -> Meaning | None:
    """Return the day of "2017-08-21", "21/08/2017" or "08/21/2017".

    Where day and month may change places, the reading that is the publication date is
    taken, and otherwise none: the value is the year.
    """
    digits = [
        int(part)
        for part in token.value.split("T")[0].replace("/", "-").replace(".", "-").split("-")
    ]
    if digits[0] > 31:
        readings = [valid_date(digits[0], digits[1], digits[2])]
    else:
        first, second, last = digits
        readings = [valid_date(last, second, first)]
        if "." not in token.value and first != second:
            readings.append(valid_date(last, first, second))
    days = [
        day
        for day in readings
        if day is not None and EARLIEST_YEAR <= day.year <= LATEST_YEAR
    ]
    if len(days) == 2:
        days = [day for day in days if day == setting.story.anchor] or days
    if not days:
        return None
    if len(days) == 2:
        return undated(str(days[0].year), "day and month may change places")
    clock = "T" + token.value.split("T")[1].rstrip("Z") if "T" in token.value else ""
    return dated(days[0].isoformat() + clock, WRITTEN)


def read_season(setting: Setting) -> Meaning | None:
    """Return the meaning of a season, with the year that it or the story names."""
    phrase, story = setting.phrase, setting.story
    season = phrase.get("season", "fall")
    if season is None:
        return None
    year, basis = own_year(setting), WRITTEN
    if year is None:
        base = story.base_year if phrase.has("this", "last", "next") else story.year
        if base is None and setting.story.anchor is not None:
            base = story.anchor.year if story.anchor else None
        moved = phrase.get("last", "previous", "next", "following")
        year = base + int(moved.value) if base is not None and moved is not None else base
        basis = "year from the date told before"
        if season.value == "WI" and moved is None and year is not None:
            return _coming_winter(setting, year)
    if year is None:
        return dated(f"XXXX-{season.value}", "the text gives no year")
    return dated(f"{year_value(year)}-{season.value}", basis, third=third_of(phrase))


def _coming_winter(setting: Setting, year: int) -> Meaning:
    """Return the winter of a story, by the year in which it ends, as TIMEX3 counts it.

    Told from August on it is the one to come, earlier in the year the one just there.
    """
    month = setting.story.month
    ends = year + 1 if month is not None and month >= _AUTUMN else year
    meaning = dated(f"{year_after(ends, year)}-WI", "winter by the year in which it ends")
    return replace(meaning, days=month_days(ends - 1, 12, 3) if ends > 1 else None)


def read_decade(setting: Setting) -> Meaning | None:
    """Return the meaning of "the 1990s" or "the '90s"."""
    token = setting.phrase.get("decade")
    digits = "".join(char for char in token.value if char.isdigit()) if token else ""
    if setting.phrase.has("bc"):
        return undated(f"BC{int(digits) // 10:03d}", WRITTEN)
    if len(digits) == 2:
        digits = str(_full_year(setting, int(digits)))
    if len(digits) != 4:
        return None
    return dated(digits[:3], WRITTEN, third=third_of(setting.phrase))


def read_century(setting: Setting) -> Meaning | None:
    """Return the meaning of "the nineteenth century"; other ordinals with units are
    none."""
    unit, ordinal = setting.phrase.get("unit"), _last(setting, "ordinal")
    if unit is None or ordinal is None or unit.value != "100Y":
        return None
    number = int("".join(char for char in ordinal.value if char.isdigit()) or 0)
    if not 1 <= number <= 21:
        return None
    if setting.phrase.has("bc"):
        return undated(f"BC{number - 1:02d}", WRITTEN)
    return dated(f"{number - 1:02d}", WRITTEN, third=third_of(setting.phrase))


def _last(setting: Setting, role: str) -> Token | None:
    found = [token for token in setting.phrase.tokens if token.role == role]
    return found[-1] if found else None


def read_quarter(setting: Setting) -> Meaning | None:
    """Return the meaning of a quarter or a half of a year."""
    phrase = setting.phrase
    part, ordinal = phrase.get("half"), phrase.get("ordinal")
    year = own_year(setting)
    if part is None or (year is None and (part.value == "H" and not phrase.has("unit"))):
        return None
    following = setting.after()
    if year is None and following is not None and following.role == "of":
        return None
    number = 2 if phrase.has("latter") else digits_of(ordinal) if ordinal else 0
    year = year or _year_of_quarter(setting, part.value, number)
    if year is None or not 1 <= number <= (4 if part.value == "Q" else 2):
        return undated(f"XXXX-{part.value}X", "the text does not fix it")
    return dated(f"{year_value(year)}-{part.value}{number}", WRITTEN)


def _year_of_quarter(setting: Setting, part: str, number: int) -> int | None:
    """Return the year of the last such quarter that has begun, or of "that year"."""
    if setting.phrase.has("unit"):
        return _pointed_year(setting) or setting.story.base_year
    year, anchor = setting.story.base_year, setting.story.anchor
    if year is None or setting.story.is_history or anchor is None or setting.is_ahead():
        return year
    begins = 3 * number - 2 if part == "Q" else 6 * number - 5
    return year - 1 if begins > anchor.month else year


def read_holiday(setting: Setting) -> Meaning | None:
    """Return the meaning of a feast with a fixed day."""
    token = setting.phrase.get("holiday", "new")
    if token is None:
        return None
    month, day = (int(part) for part in token.value.split("-"))
    if setting.phrase.has("eve"):
        month, day = (month, day - 1) if day > 1 else (12, 31)
    year, basis = year_of(setting, month, day)
    part = setting.phrase.get("daypart")
    value = f"{'XXXX' if year is None else year_value(year)}-{month:02d}-{day:02d}"
    return dated(value + (part.value if part else ""), basis)
