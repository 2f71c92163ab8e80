"""Load the patterns of page furniture, the menu words and the agency names from the
lexicon.

`lexicon/en/boilerplate.toml` says in its head what each key means. Entries are checked
here, and an entry that cannot be used is named by file, table and number.
"""

import re
from dataclasses import dataclass
from functools import cache

from warledger.errors import ResourceError
from warledger.lexicon import toml

EXTENTS = ("match", "sentence", "line", "list", "tail")
KEYS = frozenset(
    ("reason", "pattern", "extent", "hints", "example", "excluded", "not", "why", "where")
)


@dataclass(frozen=True, slots=True)
class ChromePattern:
    """One kind of page furniture: how it is found, and how far what it marks reaches.

    `hints` are small-letter strings of which a text must hold one for the pattern to be
    tried. `is_tail` patterns count only behind the middle of a text.
    """

    where: str
    reason: str
    pattern: re.Pattern[str]
    extent: str
    hints: tuple[str, ...]
    example: str
    excluded: str
    counterexamples: tuple[str, ...]
    is_tail: bool


@cache
def chrome_patterns() -> tuple[ChromePattern, ...]:
    """Return the patterns of page furniture, in the file's order."""
    file = toml.lexicon_file("boilerplate.toml")
    return tuple(_pattern(where, entry) for where, entry in toml.entries(file, "chrome"))


@cache
def menu_words() -> re.Pattern[str]:
    """Return a pattern of the words that stand in menus and page footers."""
    file = toml.lexicon_file("boilerplate.toml")
    names = [
        text
        for where, entry in toml.entries(file, "menu")
        for text in toml.texts(entry, "words", where)
    ]
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


@cache
def telling_words() -> re.Pattern[str]:
    """Return a pattern of the words of deeds and speech; no furniture holds them."""
    file = toml.lexicon_file("boilerplate.toml")
    found = (
        toml.texts(entry, "words", where) for where, entry in toml.entries(file, "telling")
    )
    return re.compile(
        r"\b(?:" + "|".join(word for words in found for word in words) + r")\b"
    )


@cache
def agencies() -> frozenset[str]:
    """Return the names of news agencies as they stand in the brackets of datelines."""
    file = toml.lexicon_file("boilerplate.toml")
    return frozenset(
        name
        for where, entry in toml.entries(file, "agency")
        for name in toml.texts(entry, "names", where)
    )


def _pattern(where: str, entry: toml.Entry) -> ChromePattern:
    toml.only_keys(entry, KEYS, where)
    extent = toml.one_of(toml.text(entry, "extent", where), EXTENTS, "extent", where)
    try:
        pattern = re.compile(toml.text(entry, "pattern", where), re.MULTILINE)
    except re.error as error:
        raise ResourceError(
            f"{where}: 'pattern' is no regular expression ({error})"
        ) from error
    example = toml.text(entry, "example", where)
    return ChromePattern(
        where=where,
        reason=toml.text(entry, "reason", where),
        pattern=pattern,
        extent=extent,
        hints=toml.texts(entry, "hints", where),
        example=example,
        excluded=toml.optional_text(entry, "excluded", where) or example,
        counterexamples=toml.texts(entry, "not", where),
        is_tail=toml.optional_text(entry, "where", where) == "tail",
    )
