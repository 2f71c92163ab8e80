"""Words of a text as the place grammar sees them: spans, keys, case, and what lies between.

No parse: a word is a run of letters and digits with inner apostrophes. A possessive ending
is cut off ("Homs's", and "Syria's" with any apostrophe). Hyphens and blanks part
words but may lie inside a name; anything else ends one.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from gzip import decompress
from importlib.resources import files

from warledger.geo.romanise import plain_key
from warledger.lexicon.places import load_place_words

_WORD = re.compile(r"(?:[A-Z]\.){2,}|(?:[A-Z]\.[A-Z]\b)|[^\W_]+(?:['’‘ʼʻ`´ʿʾ][^\W_]+)*")
# Everyday words that begin or end names of places.
_NAMING = frozenset({"united", "states", "kingdom", "north", "south", "new", "port", "sea",
                     "el", "la", "los", "san", "lake", "saint", "fort",
                     "salvador"})  # fmt: skip
# Words whose full stop shortens them and goes on with a name.
_SAINTS = frozenset({"st", "ste", "ft", "mt"})
_APOSTROPHES = frozenset("'’‘ʼ`´")
_JOINS = frozenset(
    {" ", "-", "- ", " -", "‑", " ‘", " '", " ’", " ʿ", " ʾ", " `", "-‘", "-'", "-’", " \n"}
)
_ENDS = frozenset(".!?:;\n\r\t•|…")


@dataclass(slots=True)
class Word:
    """One word: its span, its plain key, and how it is written and joined to the next."""

    start: int
    end: int
    key: str
    is_capital: bool
    is_upper: bool
    opens_sentence: bool
    joins_next: bool
    hyphen_next: bool
    comma_next: bool
    is_possessive: bool


@cache
def common_words() -> frozenset[str]:
    """Return everyday English words in lower case."""
    packed = files("warledger.geo").joinpath("data", "words.txt.gz").read_bytes()
    return frozenset(decompress(packed).decode().split())


@lru_cache(maxsize=4096)
def _gap(between: str) -> tuple[bool, bool, bool, bool, bool]:
    """Return what a gap means: joins, hyphen, comma, end of sentence, a bare full stop."""
    return (
        between in _JOINS,
        between in ("-", "–", "‑", "—", " – ", " - ", " — "),
        between in (", ", ",", " , ", " ,"),
        any(c in _ENDS for c in between),
        between.strip() == ".",
    )


@cache
def _shouted_words() -> frozenset[str]:
    return common_words() - _NAMING


def _is_shouted(text: str) -> frozenset[str]:
    """Return the everyday words where the whole text is in capitals, else nothing.

    There a capital says nothing, and whatever is no everyday word may be a name.
    """
    upper = sum(map(str.isupper, text))
    lower = sum(map(str.islower, text))
    return _shouted_words() if upper > 40 and upper > 4 * lower else frozenset()


def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of the text in order."""
    found: list[Word] = []
    opens = True
    shouted = _is_shouted(text)
    matches = list(_WORD.finditer(text))
    starts = [match.start() for match in matches]
    starts.append(len(text))
    for number, match in enumerate(matches):
        start, end = match.span()
        written = match.group()
        joins, hyphen, comma, ends, is_stop = _gap(text[end : starts[number + 1]])
        if is_stop and plain_key(written) in _SAINTS and written[0].isupper():
            joins, ends = True, False  # "St. Louis"
        is_possessive = written[-1:] in "sS" and written[-2:-1] in _APOSTROPHES
        if is_possessive and len(written) > 2:
            end -= 2
            written = written[:-2]
        key = plain_key(written)
        is_capital = written[0].isupper() and (key not in shouted or "." in written)
        found.append(
            Word(
                start=start,
                end=end,
                key=key,
                is_capital=is_capital,
                is_upper=is_capital
                and len(written) > 1
                and written.isupper()
                and (not shouted or "." in written),
                opens_sentence=opens,
                joins_next=joins and not is_possessive,
                hyphen_next=hyphen,
                comma_next=comma,
                is_possessive=is_possessive,
            )
        )
        opens = ends and not (is_stop and is_capital and _is_short(found[-1]))
    return tuple(found)


def _is_short(word: Word) -> bool:
    """Return whether a full stop behind the word marks an abbreviation or an initial."""
    return word.end - word.start <= 2 or word.key in load_place_words().titles
