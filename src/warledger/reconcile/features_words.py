"""The words of a text that say which event it tells of, and how rare each is.

Decides which words two reports of one event would share and two reports of different
events would not: names of people, streets, units and weapons, ages, house numbers. Method:
inverse document frequency (Spärck Jones 1972) from a table that ships with the package,
so that what a word weighs never hangs on what else a ledger holds. The table
(`word_rarity.tsv`, made by `bench/learn_weights.py rarity`) keeps, per word, the largest
share of reports that has it in any of several open corpora of news; a word it lacks is
rare.

Knowingly missed: a name that is a common word, and one name in two spellings.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.resources import files
from typing import NamedTuple

from anyascii import anyascii

# Bits of a word the table lacks: one report in 2048.
RAREST = 11.0
# Words in more than one report in sixteen say next to nothing about which event it is.
COMMONEST = 4.0
# Weights are kept in eighths of a bit in the low byte of a word's code.
EIGHTH = 8
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_SHORTEST = 2


class RareWord(NamedTuple):
    """A word, its rarity in bits, and a number that stands for both."""

    word: str
    bits: float
    code: int


def find_rare_words(text: str, *, most: int) -> tuple[RareWord, ...]:
    """Return the distinct rare words of a text, rarest first, then by letters."""
    found = {word for raw in _WORD.findall(text) if (word := fold(raw))}
    rare = [known for word in found if (known := rate(word)).bits >= COMMONEST]
    return tuple(sorted(rare, key=_rarest_first)[:most])


def sum_bits(words: Iterable[RareWord]) -> float:
    """Return what the words say together beyond what common words say, in bits."""
    return sum(word.bits - COMMONEST for word in words)


@lru_cache(maxsize=65_536)
def fold(raw: str) -> str:
    """Return the word in plain small letters, without 's; "" where it is too short."""
    word = (raw if raw.isascii() else anyascii(raw)).casefold()
    word = re.sub(r"'.*$", "", word)
    return word if len(word) >= _SHORTEST else ""


@lru_cache(maxsize=65_536)
def rate(word: str) -> RareWord:
    """Return the word with its rarity and code."""
    bits = _load().get(word, RAREST)
    digest = int.from_bytes(blake2b(word.encode(), digest_size=6).digest())
    return RareWord(word, bits, (digest << EIGHTH) + round(bits * EIGHTH))


def _rarest_first(word: RareWord) -> tuple[float, str]:
    return -word.bits, word.word


@cache
def _load() -> Mapping[str, float]:
    text = files("warledger.reconcile").joinpath("word_rarity.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {word: float(bits) for word, bits in rows}
