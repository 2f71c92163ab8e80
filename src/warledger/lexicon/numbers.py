"""The words for numbers (`en/numbers.toml`), typed, and how to read a number in them.

`number_pattern` is the grammar of a numeral ("2,518", "1.5 million", "two hundred and six",
"half a dozen") as a regular expression, for quantities and for times alike; `parse_number`
says what a match is worth. A dot or a comma that may be a decimal point or a separator
("2.518", "1,5") makes no number: both readings are possible, so none is taken.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from warledger.errors import ResourceError
from warledger.lexicon.toml import (
    Entry,
    entries,
    lexicon_file,
    one_of,
    only_keys,
    text,
    texts,
)

_FILE = "numbers.toml"
# Longer digit runs are serial numbers or damage, never counts.
_MOST_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Hedge:
    """Words beside a number; `kind` is which bound the number is, or "point"."""

    words: str
    kind: str
    follows: bool
    not_after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotCount:
    """A context (a regular expression) in which a number counts nothing.

    `only` restricts it to one number word; `has_case` makes its capitals matter.
    """

    pattern: str
    is_before: bool
    only: str | None
    has_case: bool
    why: str


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Everything `numbers.toml` says; values are by lower-case word."""

    kinds: Mapping[str, tuple[str, ...]]
    values: Mapping[str, float]
    scales: Mapping[str, float]
    hedges: tuple[Hedge, ...]
    vague: tuple[str, ...]
    loose: Mapping[str, tuple[float, float]]
    phrases: Mapping[str, float]
    fractions: Mapping[str, float]
    ordinals: Mapping[str, float]
    not_counts: tuple[NotCount, ...]
    changes: tuple[str, ...]
    not_vague_after: tuple[str, ...]
    not_vague_before: tuple[str, ...]


def _value(entry: Entry, key: str, where: str) -> float:
    value = entry.get(key)
    if not isinstance(value, int | float):
        raise ResourceError(f"{where}: '{key}' is {value!r}; expected a number")
    return float(value)


def _phrases(table: str) -> dict[str, float]:
    found = {}
    for where, entry in entries(lexicon_file(_FILE), table):
        only_keys(entry, frozenset({"words", "value", "example"}), where)
        found.update(
            dict.fromkeys(texts(entry, "words", where), _value(entry, "value", where))
        )
    return found


def _hedges() -> tuple[Hedge, ...]:
    known = frozenset({"words", "kind", "place", "not_after", "example", "not"})
    found = []
    for where, entry in entries(lexicon_file(_FILE), "hedge"):
        only_keys(entry, known, where)
        kind = one_of(text(entry, "kind", where), ("point", "low", "high"), "kind", where)
        follows = entry.get("place", "before") == "after"
        not_after = texts(entry, "not_after", where)
        found += [Hedge(w, kind, follows, not_after) for w in texts(entry, "words", where)]
    return tuple(found)


def _not_counts() -> tuple[NotCount, ...]:
    known = frozenset({"why", "side", "words", "only", "has_case", "example"})
    found = []
    for where, entry in entries(lexicon_file(_FILE), "not_count"):
        only_keys(entry, known, where)
        side = one_of(text(entry, "side", where), ("before", "after"), "side", where)
        only = text(entry, "only", where) if "only" in entry else None
        has_case, why = entry.get("has_case") is True, text(entry, "why", where)
        for pattern in texts(entry, "words", where):
            found.append(NotCount(pattern, side == "before", only, has_case, why))
    return tuple(found)


def _listed(table: str, **only: str) -> tuple[str, ...]:
    """Return the `words` of all entries of a table whose keys have the values in `only`."""
    return tuple(
        words
        for where, entry in entries(lexicon_file(_FILE), table)
        if all(entry.get(key) == value for key, value in only.items())
        for words in texts(entry, "words", where)
    )


def _words(table: str, kind: str | None = None) -> dict[str, float]:
    return {
        text(entry, "word", where): _value(entry, "value", where)
        for where, entry in entries(lexicon_file(_FILE), table)
        if kind is None or entry.get("kind") == kind
    }


def _scales() -> dict[str, float]:
    rows = list(entries(lexicon_file(_FILE), "scale"))
    return {
        text(entry, form, where): _value(entry, "value", where)
        for where, entry in rows
        for form in ("word", "plural")
    }


@cache
def number_words() -> NumberWords:
    """Return the lexicon; raises ResourceError naming the entry that is wrong."""
    loose = {}
    for where, entry in entries(lexicon_file(_FILE), "loose"):
        bounds = _value(entry, "low", where), _value(entry, "high", where)
        loose.update(dict.fromkeys(texts(entry, "words", where), bounds))
    return NumberWords(
        kinds={kind: tuple(_words("number", kind)) for kind in ("unit", "teen", "ten")},
        values=_words("number"),
        scales=_scales(),
        hedges=_hedges(),
        vague=_listed("vague"),
        loose=loose,
        phrases=_phrases("phrase"),
        fractions=_phrases("fraction"),
        ordinals=_words("ordinal"),
        not_counts=_not_counts(),
        changes=_listed("change"),
        not_vague_after=_listed("not_vague", side="before"),
        not_vague_before=_listed("not_vague", side="after"),
    )


def any_of(words: Mapping[str, object] | tuple[str, ...]) -> str:
    """Return an alternation of plain words, longest first; a space may be a hyphen."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return (
        "(?:"
        + "|".join(re.escape(word).replace(r"\ ", r"[\s-]+") for word in ordered)
        + ")"
    )


DIGITS = (
    r"(?<![\w.])(?<![0-9][,:/’'])"
    r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?:[ \u00a0\u202f’'][0-9]{3})+|"
    rf"[0-9]{{1,3}}(?:\.[0-9]{{3}}){{2,}}|[0-9]{{1,{_MOST_DIGITS}}})"
    r"(?:\.[0-9]{1,2}(?![0-9])|\.000(?![0-9]))?(?![0-9]|[.,:/’'][0-9])"
)


@cache
def number_pattern() -> str:
    """Return the regular expression of one numeral, without groups, for any case."""
    words = number_words()
    units, teens, tens = (any_of(words.kinds[kind]) for kind in ("unit", "teen", "ten"))
    below_hundred = rf"(?:{tens}(?:[\s-]{units}\b)?|{teens}|{units})\b"
    hundreds = (
        rf"(?:{below_hundred}|an?)[\s-]hundred\b(?:[\s-](?:and[\s-])?{below_hundred})?"
    )
    spelt = rf"(?:{hundreds}|{below_hundred})"
    scale = any_of(words.scales)
    scaled = rf"(?:{DIGITS}|\b(?:{spelt}|half[\s-]an?|an?(?=[\s-]{scale})))[\s-]?{scale}\b"
    tail = rf"(?:,?\s(?:and\s)?(?:{spelt}|[0-9]{{1,3}}\b)(?![\w-]))?"
    return rf"(?:{scaled}(?:,?\s(?:and\s)?{scaled})*{tail}|{DIGITS}|\b{spelt})"


_GROUPED = re.compile(r"[0-9]{1,3}(?:([,\s’'.])[0-9]{3})(?:\1[0-9]{3})*(?:\.[0-9]{1,2})?")


def _parse_digits(digits: str) -> float | None:
    """Return the value of digits, None where separators can be read in two ways."""
    groups = _GROUPED.fullmatch(digits)
    if groups is not None:
        if groups[1] == "." and digits.count(".") == 1 and not digits.endswith(".000"):
            return None
        whole = digits if groups[1] == "." else re.sub(r"[,\s’']", "", digits)
        plain = whole.replace(".", "") if groups[1] == "." else whole
    elif re.fullmatch(r"[0-9]+(?:\.[0-9]{1,2})?", digits):
        plain = digits
    else:
        return None
    return float(plain) if len(plain) <= _MOST_DIGITS + 3 else None


def parse_number(numeral: str) -> float | None:
    """Return what a match of `number_pattern` is worth, None where it cannot be read.

    Scales must go down ("two thousand three hundred"): what does not is no one number.
    """
    words, total, part, ceiling = number_words(), 0.0, 0.0, float("inf")
    digits = r"[0-9][0-9,.’'\s]*[0-9]|[0-9]"
    for token in re.findall(rf"{digits}|[a-z]+", numeral.lower()):
        scale = words.scales.get(token)
        if token[0].isdigit():
            value = _parse_digits(token)
            if value is None:
                return None
            part += value
        elif scale is not None and scale == 100:
            if part >= 100:
                return None
            part = (part or 1) * scale
        elif scale is not None:
            if scale >= ceiling:
                return None
            total, part, ceiling = total + (part or 1) * scale, 0.0, scale
        elif token in words.values:
            part += words.values[token]
        elif token == "half":
            part = 0.5
    return total + part
