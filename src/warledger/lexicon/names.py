"""Cut a text into words whose keys meet across the spellings of a name.

Decides which words of a report can be the same word of a name. Method: each word is
casefolded, its diacritics and apostrophes are dropped, the Arabic article and the Persian
izafe are folded into the word they belong to, and the spellings of `name_words.toml` are
replaced by one of them. So "Jaish al-Islam", "Jaysh Al Islam" and "Jayshul Islam" (with a
declared variant) share keys.

Knowingly missed: an article grown into its word without a capital ("Alqaeda" is a declared
spelling), and hyphens lost in the middle of a name.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from warledger.errors import ResourceError
from warledger.lexicon.toml import entries, lexicon_file, only_keys, text, texts

_APOSTROPHES = "'’‘ʼ`´ʿʾ′"
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., D.R.C.
    rf"|\d+(?:[.,]\d+)*(?:st|nd|rd|th)?|[^\W_]+(?:[{_APOSTROPHES}][^\W_]+)*"
)
_STRIP = str.maketrans("", "", _APOSTROPHES + ".")
# Written with a hyphen or a space: never an English word before a capital.
_ARTICLES = frozenset(("al", "el", "ul"))
# Assimilated articles are English words or abbreviations too: only with a hyphen.
_ASSIMILATED = frozenset(
    ("ar", "as", "ash", "at", "ath", "az", "ad", "adh", "an", "er", "es", "esh", "et",
    "ez", "ed",
     "en", "us", "ur", "ush", "e", "i", "ye", "as", "dh")
)  # fmt: skip

_ANY_ARTICLE = _ARTICLES | _ASSIMILATED


class Word(NamedTuple):
    """One word of a text; offsets count code points, `start` takes a leading article in.

    `key` is for comparing names, `low` is the word in lower case. `gap` is what stands
    before the word: "" at the start, " " between words of one phrase, "-" a hyphen, "¶" an
    empty line, else the first mark of punctuation. `possessive` is true for "X's" and for
    "Xs" where a known name lost its apostrophe. `article` says that an Arabic article
    stands before it.
    """

    start: int
    end: int
    key: str
    low: str
    raw: str
    gap: str
    possessive: bool
    article: bool = False


@cache
def spellings() -> Mapping[str, str]:
    """Return every declared spelling of a name's word with the one that stands for them."""
    path = lexicon_file("name_words.toml")
    table: dict[str, str] = {}
    for where, entry in entries(path, "word"):
        only_keys(entry, frozenset(("word", "variants", "example", "why")), where)
        word = text(entry, "word", where)
        for variant in texts(entry, "variants", where):
            if table.setdefault(variant, word) != word:
                raise ResourceError(
                    f"{where}: {variant!r} already stands for {table[variant]!r}"
                )
    return table


@cache
def common_words() -> frozenset[str]:
    """Return the keys so common in names of forces that they single nobody out."""
    found: set[str] = set()
    for where, entry in entries(lexicon_file("name_words.toml"), "common"):
        only_keys(entry, frozenset(("words", "example", "why")), where)
        found.update(fold(word) for word in texts(entry, "words", where))
    return frozenset(found)


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Return a word's key: case, marks, apostrophes and declared spellings folded away."""
    key = word.translate(_STRIP).casefold()
    if not key.isascii():
        marks = unicodedata.normalize("NFKD", key)
        key = "".join(c for c in marks if not unicodedata.combining(c)).translate(_DOTLESS)
    return spellings().get(key, key)


_DOTLESS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss"})


def name_words(text: str, known: frozenset[str] = frozenset()) -> list[Word]:
    """Return the words of a text in order, with their keys.

    A capitalised word that ends in "s" and is not in `known`, but is without it, counts as
    a possessive that lost its apostrophe ("Syrias army"). An empty `known` switches that
    off.
    """
    words: list[Word] = []
    last = 0
    article: tuple[int, str] | None = None
    for match in _WORD.finditer(text):
        start, end = match.span()
        raw = match.group()
        lower = raw.lower()
        gap = text[last:start]
        if gap != " ":
            gap = _gap(gap, start)
        if lower in _ANY_ARTICLE and _is_article(text, raw, lower, end):
            article = article or (start, gap)
            last = end
            continue
        last = end
        possessive = False
        if raw[-1] in "sS" and len(raw) > 2:
            if raw[-2] in _APOSTROPHES:
                raw, lower, end, possessive = raw[:-2], lower[:-2], end - 2, True
            elif raw[0].isupper():
                raw, possessive = _without_lost_apostrophe(raw, known)
        key = fold(raw)
        if not key:  # an ayn or an apostrophe standing alone
            continue
        if article is None:
            words.append(Word(start, end, key, lower, raw, gap, possessive))
        else:
            words.append(
                Word(article[0], end, key, lower, raw, article[1], possessive, True)
            )
            article = None
    return words


def _is_article(text: str, raw: str, lower: str, end: int) -> bool:
    """Return whether an article stands before a word: by hyphen, or "al" before a space."""
    joint = text[end : end + 1]
    if not text[end + 1 : end + 2].isalnum() or joint not in ("-", " "):
        return False
    if lower in _ARTICLES:
        return True
    return joint == "-" and not (len(lower) < 3 and raw.isupper())


def _without_lost_apostrophe(raw: str, known: frozenset[str]) -> tuple[str, bool]:
    """Return a name without its bare possessive "s", and whether there was one."""
    key = fold(raw)
    if key and key not in known and key[-1] == "s":
        bare = spellings().get(key[:-1], key[:-1])
        if bare in known:
            return raw[:-1], True
    return raw, False


def _gap(between: str, start: int) -> str:
    if not between:
        return "" if start == 0 else "'"
    if between == "-":
        return between
    if between.isspace():
        return "¶" if between.count("\n") > 1 else " "
    marks = between.strip()
    return "-" if marks in ("-", "‐", "‑") and len(between) == 1 else marks[0]
