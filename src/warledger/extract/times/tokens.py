"""Cut a text into tokens and give each the role it may play in a time expression.

A role is one word of the lexicon's ("month", "unit", "ago"), or one that the token's shape gives
("day" for 1 to 31, "year" for 1000 to 2100, "clock", "decade", "date"). Number words become
one token. Everything else is "x", so that the grammar reads roles and never letters.

Knowingly missed: digits of other scripts, years before 1000 without an era.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from warledger.lexicon.numbers import any_of, number_pattern, number_words, parse_number
from warledger.lexicon.times import TimeWord, time_words

EARLIEST_YEAR, LATEST_YEAR = 1000, 2100

_TOKEN = re.compile(
    r"(?P<date>(?<![0-9./-])(?:[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}([/.-])[0-9]{1,2}\2[0-9]{4})"
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
_COMPOUND = re.compile(
    r"(?:twenty|thirty)[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b",
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


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of text with its role; `value` is the lexicon's, or digits as a string."""

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


def tokenize(text: str, *, is_history: bool) -> list[Token]:
    """Return the tokens in text order; `is_history` adds the words of narrated history."""
    return list(_tokens(text, is_history))


def _tokens(text: str, is_history: bool) -> Iterator[Token]:
    words, numbers, ordinals = (
        time_words().words,
        number_words().values,
        number_words().ordinals,
    )
    hedge_starts, position, size = _hedge_starts(), 0, len(text)
    while position < size and (match := _TOKEN.search(text, position)):
        start, position = match.span()
        kind, said = match.lastgroup or "", match[0]
        if kind == "word":
            lower = said.lower()
            entry = words.get(lower)
            compound = _COMPOUND.match(text, start) if lower in ("twenty", "thirty") else None
            if compound:
                position, word = compound.end(), compound[0].lower().replace(" ", "-")
                value = str(int(ordinals.get(word, 0)))
                yield Token(start, position, "ordinal", value, lower=word)
            elif lower in numbers and (numeral := _numeral().match(text, start)):
                position = max(numeral.end(), position)
                yield Token(
                    start, position, "numeral", str(parse_number(numeral[0])), lower=lower
                )
            elif lower in hedge_starts and (hedge := _hedge().match(text, start)):
                position = hedge.end()
                yield Token(start, position, "hedge", hedge[0].lower(), lower=lower)
            elif lower in ordinals:
                yield Token(
                    start, position, "ordinal", str(int(ordinals[lower])), lower=lower
                )
            else:
                yield _word(match, lower, entry, is_history)
        elif kind == "number":
            yield _number(text, match)
        elif kind == "mark":
            role = _MARKS.get(said, "mark")
            if role == "dot" and not _is_abbreviation(text[max(0, start - 6) : start]):
                role = "stop"
            yield Token(start, position, role, said)
        else:
            yield Token(start, position, kind, said)


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
    """Return a day, a year or a number; digits that are part of a name are none of these."""
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
