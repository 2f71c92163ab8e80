"""Fold a report into the words by which copies are compared, with where each stands.

House styles respell: "U.S." and "US", "six" and "6", "Al-Hasakah" and "Hassakeh". So a
word is what is left of it without case, accents, full stops, the Arabic article, vowels,
doubled letters and the letters that romanisations swap. That is far coarser than a place
name may be folded (`geo.romanise`): it is only ever compared several words in a row.

Excluded stretches (menus, notices) are no words of the report.

Knowingly missed: names that one outlet writes in one word and another in two, synonyms;
scripts without spaces, where a "word" is a whole sentence.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from warledger.lexicon.numbers import number_words
from warledger.model import Report, Span

WORD = re.compile(r"\d+(?:[,.]\d{3})+(?!\d)|[^\W_]+(?:[.'’ʼ][^\W_]+)*")
SENTENCE_END = re.compile(r"[.!?…][\"”’)\]]*(?=\s+[\"“‘(\[]?[^\W_a-z])|\n\s*")
ARTICLE = frozenset(("al", "el", "ul", "an", "as", "at", "ad", "ar", "az", "ash", "ath"))
SWAPPED = (
    ("kh", "k"),
    ("gh", "g"),
    ("ph", "f"),
    ("sh", "s"),
    ("ch", "s"),
    ("th", "t"),
    ("dh", "d"),
    ("ck", "k"),
)
LETTERS = str.maketrans("qcz", "kks", "aeiouywh")
DOUBLED = re.compile(r"(.)\1+")
# Shorter words lose too much: "war" and "were" would be one.
SHORTEST_FOLDED = 4


@dataclass(frozen=True, slots=True)
class Words:
    """The folded words of a report in order, and the code points each stands for.

    `breaks` are the numbers of the words that open a sentence, the first included;
    `is_name` says which are names or figures: capitals within a sentence, and digits.
    """

    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    breaks: tuple[int, ...]
    is_name: tuple[bool, ...]

    def span(self, first: int, last: int) -> Span:
        """Return the stretch of the text from one word to another, both included."""
        return Span(self.starts[first], self.ends[last])


def fold_report(report: Report) -> Words:
    """Return the words of a report that are its own, in text order."""
    text = report.text
    own = [
        match
        for match in _own_words(report)
        if match[0].lower() not in ARTICLE or text[match.end() : match.end() + 1] != "-"
    ]
    keys = tuple(fold_word(match[0]) for match in own)
    starts = tuple(match.start() for match in own)
    cuts = [match.end() for match in SENTENCE_END.finditer(text)]
    breaks = tuple(_breaks(starts, cuts))
    opening = frozenset(breaks)
    is_name = tuple(
        key[0].isdigit() or (match[0][0].isupper() and number not in opening)
        for number, (key, match) in enumerate(zip(keys, own, strict=True))
    )
    return Words(keys, starts, tuple(match.end() for match in own), breaks, is_name)


def _own_words(report: Report) -> Iterator[re.Match[str]]:
    marks = [mark.span for mark in report.excluded]
    begins = [mark.start for mark in marks]
    for match in WORD.finditer(report.text):
        at = bisect_right(begins, match.start()) - 1
        if at < 0 or match.start() >= marks[at].end:
            yield match


def _breaks(starts: Sequence[int], cuts: Sequence[int]) -> Iterator[int]:
    sentence = None
    for number, start in enumerate(starts):
        here = bisect_right(cuts, start)
        if here != sentence:
            yield number
        sentence = here


@lru_cache(maxsize=100_000)
def fold_word(word: str) -> str:
    """Return what a word is compared by; figures and the words for them are one."""
    plain = word if word.isascii() else anyascii(word)
    # What has no Latin spelling stands for itself.
    plain = re.sub(r"[^a-z0-9]", "", plain.casefold()) or word
    value = number_words().values.get(plain)
    if value is not None:
        return f"{value:g}"
    if len(plain) < SHORTEST_FOLDED or plain.isdigit():
        return plain
    short = plain
    for spelt, heard in SWAPPED:
        short = short.replace(spelt, heard)
    return DOUBLED.sub(r"\1", short.translate(LETTERS)) or plain
