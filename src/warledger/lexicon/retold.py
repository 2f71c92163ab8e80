"""Words that say whether people counted again are the same people or others."""

import re
from dataclasses import dataclass
from functools import cache

from warledger.lexicon.toml import lexicon_file, read_toml, texts


@dataclass(frozen=True, slots=True)
class RetoldWords:
    """Patterns without regard to case; `anybody` and `fighting` are nouns, lower case.

    `definite_before` ends a stretch before a figure, `definite` opens the figure's words.
    Nouns of `anybody` take up any people, those of `fighting` one another.
    """

    definite: re.Pattern[str]
    definite_before: re.Pattern[str]
    others: re.Pattern[str]
    apart: re.Pattern[str]
    not_others: re.Pattern[str]
    anybody: frozenset[str]
    fighting: frozenset[str]


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def load_retold_words() -> RetoldWords:
    """Return the shipped words; a malformed file raises ResourceError."""
    path = lexicon_file("retold.toml")
    top = read_toml(path)
    words = {
        key: _any_of(texts(top, key, path.name))
        for key in ("taking_up", "others", "apart", "not_others")
    }
    definite = words["taking_up"]
    return RetoldWords(
        definite=re.compile(rf"^(?:{definite})\b", re.I),
        definite_before=re.compile(rf"\b(?:{definite})\s+(?:\w+\s+)?$", re.I),
        others=re.compile(rf"\b(?:{words['others']})\b", re.I),
        apart=re.compile(rf"\b(?:{words['apart']})\b", re.I),
        not_others=re.compile(rf"\b(?:{words['not_others']})\b", re.I),
        anybody=frozenset(texts(top, "anybody", path.name)),
        fighting=frozenset(texts(top, "fighting", path.name)),
    )
