"""Words of a text as the place grammar sees them: spans, keys, case, and what lies between.

No parse: a word is a run of letters and digits with inner apostrophes. A possessive ending is
cut off ("Homs's", and "Syria's" with any apostrophe). Hyphens and blanks part words but may lie
inside a name; anything else ends one.
"""

import re
from dataclasses import dataclass
from functools import cache
from gzip import decompress
from importlib.resources import files

from warledger.geo.romanise import plain_key
from warledger.lexicon.places import load_place_words

_WORD = re.compile(r"(?:[A-Z]\.){2,}|(?:[A-Z]\.[A-Z]\b)|[^\W_]+(?:['’‘ʼʻ`´ʿʾ][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’‘ʼ`´][sS]$")
_JOINS = frozenset(
    {" ", "-", "- ", " -", "‑", " ‘", " '", " ’", " ʿ", " ʾ", " `", "-‘", "-'", "-’", " \n"}
)
_SENTENCE_END = re.compile(r"[.!?:;\n\r\t•|…]|^")


@dataclass(frozen=True, slots=True)
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


def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of the text in order."""
    matches = list(_WORD.finditer(text))
    found: list[Word] = []
    previous_end = 0
    for number, match in enumerate(matches):
        start, end = match.span()
        written = match.group()
        own = _POSSESSIVE.search(written)
        if own is not None:
            end = start + own.start()
            written = written[: own.start()]
        nxt = matches[number + 1].start() if number + 1 < len(matches) else len(text)
        between = text[match.end() : nxt]
        before = text[previous_end:start]
        found.append(
            Word(
                start=start,
                end=end,
                key=plain_key(written),
                is_capital=written[0].isupper(),
                is_upper=len(written) > 1 and written.isupper(),
                opens_sentence=number == 0 or _ends_sentence(before, found[-1]),
                joins_next=own is None and between in _JOINS,
                hyphen_next=between in ("-", "–", "‑", "—", " – ", " - "),
                comma_next=between in (", ", ",", " , ", " ,"),
                is_possessive=own is not None,
            )
        )
        previous_end = match.end()
    return tuple(found)


def _ends_sentence(between: str, last: Word) -> bool:
    """Return whether a sentence ends in the gap; a lone "." after an initial does not end one."""
    if not _SENTENCE_END.search(between.strip(" ") or " "):
        return "\n" in between
    if between.strip() == "." and last.is_capital:
        is_initial = last.end - last.start <= 2
        if is_initial or last.key in load_place_words().titles:
            return False
    return any(c in between for c in ".!?:;\n\r\t•|…")
