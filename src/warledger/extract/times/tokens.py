"""Cut a text into tokens and give each the role it may play in a time expression.

A role is one word of the lexicon's ("month", "unit", "ago"), or one that the token's
shape gives ("day" for 1 to 31, "year" for 1000 to 2100, "clock", "decade", "date").
Number words become one token. Everything else is "x", so that the grammar reads roles and
never letters.

Knowingly missed: digits of other scripts, years before 1000 without an era.
"""

import re
from functools import cache
from typing import NamedTuple

from warledger.lexicon.numbers import any_of, number_pattern, number_words, parse_number
from warledger.lexicon.times import TimeWord, time_words

EARLIEST_YEAR, LATEST_YEAR = 1000, 2100

# Long words come first: most tokens are one, and no other alternative begins with a letter.
_TOKEN = re.compile(
    r"(?P<long>[^\W\d_]{3,})"
    r"|(?P<date>(?<![0-9./-])(?:[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}(?P<sep>[/.-])[0-9]{1,2}(?P=sep)[0-9]{4})"
    r"(?![0-9/-]|\.[0-9])(?:T[0-9][0-9]:[0-9][0-9](?::[0-9][0-9])?Z?)?)"
    r"|(?P<clock>(?<![0-9:.])(?:[01]?[0-9]|2[0-3])(?::[0-5][0-9]){1,2}(?![0-9:])"
    r"|(?<![0-9:.])(?:[01]?[0-9]|2[0-3])\.[0-5][0-9](?=\s?[ap]\.?m))"
    r"|(?P<decade>(?<!\w)1[0-9][0-9]0['’]?s\b|(?<!\w)20[0-9]0['’]?s\b|(?<!\w)['’‘][1-9]0s\b|(?<!\w)[0-9]{2,3}0s\b)"
    r"|(?P<ordinal>(?<![\w.-])[0-9]{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<short>(?<!\w)['’‘][0-9][0-9]\b(?!['’]))"
    r"|(?P<number>[0-9]+(?:[.,][0-9]+)*)"
    r"|(?P<bc>\b(?:B\.\s?C\.?(?:\s?E\.?)?))"
    r"|(?P<meridiem>[AaPp]\.\s?[Mm]\b\.?)"
    r"|(?P<poss>['’]s\b)"
    r"|(?P<oclock>o['’]clock\b)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<break>\n\s*\n)"
    r"|(?P<mark>[^\s\w])"
)
_TENS = ("twenty", "thirty")
_COMPOUND = re.compile(
    r"twenty[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b"
    r"|thirty[- ]first\b",
    re.IGNORECASE,
)
_MARKS = {
    "-": "dash",
    "–": "dash",
    "—": "dash",
    "‒": "dash",
    ",": "comma",
    ".": "dot",
    "/": "slash",
    "'": "quote",
    "’": "quote",
    "(": "open",
    ")": "close",
}


class Token(NamedTuple):
    """A stretch of text with its role; `value` is the lexicon's, or digits as a string.

    A named tuple, because a report has hundreds and a frozen dataclass is built half as
    fast.
    """

    start: int
    end: int
    role: str
    value: str
    is_capital: bool = False
    lower: str = ""


@cache
def _numeral() -> re.Pattern[str]:
    return re.compile(number_pattern(), re.IGNORECASE)


@cache
def _hedge() -> re.Pattern[str]:
    return re.compile(rf"{any_of(tuple(time_words().hedges))}(?!\w)", re.IGNORECASE)


@cache
def _hedge_starts() -> frozenset[str]:
    return frozenset(words.split()[0].rstrip(".") for words in time_words().hedges)


@cache
def _special() -> frozenset[str]:
    """Return the words that begin a numeral, an ordinal or a hedge."""
    numbers = number_words()
    return _hedge_starts() | frozenset(numbers.values) | frozenset(numbers.ordinals)


def tokenize(text: str, *, is_history: bool) -> list[Token]:
    """Return the tokens in text order; `is_history` adds the words of narrated history."""
    words, special = time_words().words, _special()
    tokens: list[Token] = []
    position, size = 0, len(text)
    while position < size and (match := _TOKEN.search(text, position)):
        start, position = match.span()
        kind, said = match.lastgroup or "", match[0]
        if kind in ("long", "word"):
            lower = said.lower()
            entry = words.get(lower)
            if (
                lower in special
                and (token := _special_token(text, start, lower)) is not None
            ):
                position = token.end
            elif entry is None:
                token = Token(start, position, "x", "", said[0].isupper(), lower)
            else:
                token = _word(match, lower, entry, is_history)
        elif kind == "number":
            token = _number(text, match)
        elif kind == "mark":
            token = Token(start, position, _mark_role(text, start), said)
        else:
            token = Token(start, position, kind, said)
        tokens.append(token)
    return tokens


def _mark_role(text: str, start: int) -> str:
    role = _MARKS.get(text[start], "mark")
    if role == "dot" and not _is_abbreviation(text[max(0, start - 6) : start]):
        return "stop"
    return role


def _special_token(text: str, start: int, lower: str) -> Token | None:
    """Return the numeral, ordinal or hedge, of one word or more, that begins here."""
    ordinals = number_words().ordinals
    if lower in _TENS and (compound := _COMPOUND.match(text, start)):
        word = compound[0].lower().replace(" ", "-")
        return Token(start, compound.end(), "ordinal", str(int(ordinals[word])), lower=word)
    if lower in number_words().values and (numeral := _numeral().match(text, start)):
        number = parse_number(numeral[0])
        role = "x" if number is None else "numeral"
        return Token(start, numeral.end(), role, str(number), lower=lower)
    if lower in ordinals:
        end = start + len(lower)
        return Token(start, end, "ordinal", str(int(ordinals[lower])), lower=lower)
    if hedge := _hedge().match(text, start):
        return Token(start, hedge.end(), "hedge", hedge[0].lower(), lower=lower)
    return None


def _is_abbreviation(before: str) -> bool:
    """Return whether a dot after these letters shortens a month or a weekday."""
    word = re.split(r"[^A-Za-z]", before)[-1].lower()
    entry = time_words().words.get(word)
    return (
        entry is not None
        and entry.role in ("month", "weekday")
        and len(word) <= 5
        and word not in ("may", "june", "july", "march", "april")
    )


def _word(
    match: re.Match[str], lower: str, entry: TimeWord | None, is_history: bool
) -> Token:
    start, end = match.span()
    is_capital = match[0][0].isupper()
    if (
        entry is None
        or (entry.needs_capital and not is_capital)
        or (entry.is_history and not is_history)
    ):
        return Token(start, end, "x", "", is_capital, lower)
    return Token(start, end, entry.role, entry.value, is_capital, lower)


def _number(text: str, match: re.Match[str]) -> Token:
    """Return a day, a year or a number; digits that are part of a name are none of
    these."""
    said, (start, end) = match[0], match.span()
    before = text[start - 1 : start]
    if (
        before.isalnum()
        or before in ("$", "€", "£", "#", "_")
        or text[start - 2 : start] in ("№ ", "$ ")
    ):
        return Token(start, end, "x", said)
    if "," in said or "." in said:
        return Token(start, end, "number", said.replace(",", ""))
    value = int(said) if len(said) <= 9 else 0
    if len(said) <= 2 and 1 <= value <= 31:
        return Token(start, end, "day", said)
    if len(said) == 4 and EARLIEST_YEAR <= value <= LATEST_YEAR:
        return Token(start, end, "year", said)
    return Token(start, end, "number" if 0 < value < 10_000 else "x", said)
