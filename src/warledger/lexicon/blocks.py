"""Set phrases in which a trigger word evokes no event of the conflict.

"Heart attack", "battle tank", "strike a deal", "general strike": `en/blocks.toml` lists
them, and a trigger inside one does not count. Only fixed wordings are here; what a verb's
object tells ("captured the mood") is told by the object types of the triggers.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from warledger.lexicon.toml import entries, lexicon_file, only_keys, text, texts

_KEYS = frozenset({"phrase", "forms", "example", "why"})


@dataclass(frozen=True, slots=True)
class Block:
    """One set phrase and its variants, in lower case."""

    phrase: str
    forms: frozenset[str]
    example: str


@dataclass(frozen=True, slots=True)
class BlockLexicon:
    """All set phrases, and one pattern that finds any of them in raw text."""

    blocks: tuple[Block, ...]
    pattern: re.Pattern[str]


def _branch(phrases: Iterable[str]) -> str:
    """Return an expression that shares the phrases' first letters: it fails fast."""
    by_letter: dict[str, set[str]] = {}
    for phrase in phrases:
        by_letter.setdefault(phrase[:1], set()).add(phrase[1:])
    if set(by_letter) == {""}:
        return ""
    parts = [
        re.escape(letter) + _branch(rest)
        for letter, rest in sorted(by_letter.items())
        if letter
    ]
    joined = "|".join(parts)
    return f"(?:{joined})?" if "" in by_letter else f"(?:{joined})"


@cache
def load_blocks(language: str = "en") -> BlockLexicon:
    """Return the shipped set phrases; a malformed entry raises ResourceError by name."""
    found: list[Block] = []
    for where, entry in entries(lexicon_file("blocks.toml", language), "block"):
        only_keys(entry, _KEYS, where)
        phrase = text(entry, "phrase", where)
        forms = frozenset({phrase, *texts(entry, "forms", where)})
        found.append(Block(phrase, forms, text(entry, "example", where)))
    every = _branch(form for block in found for form in block.forms)
    plural = r"(?:e?s)?"
    return BlockLexicon(tuple(found), re.compile(rf"\b{every}{plural}\b", re.IGNORECASE))
