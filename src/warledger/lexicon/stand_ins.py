"""Words that the parser misreads, and the commoner word that it is handed instead.

A small model tags by what it saw in training: "retook" was not there, and in "a sniper shot
dead a girl" it sees two nouns. `en/stand_ins.toml` names for such words one of the same
grammar that the model knows. Nothing but the parse sees the other word.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from warledger.lexicon.nouns import load_noun_types
from warledger.lexicon.toml import (
    Entry,
    entries,
    lexicon_file,
    one_of,
    only_keys,
    optional_text,
    text,
    texts,
)
from warledger.lexicon.weapons import load_weapons

_KEYS = frozenset({"written", "pattern", "before", "read_as", "why", "example"})
BEFORE = ("weapon", "person")
# Between "fired" and what is fired: "three 122 mm rockets".
_WORDS_BETWEEN = 3


@dataclass(frozen=True, slots=True)
class StandIn:
    """One word or set of words, as a pattern, and what the parser reads for it."""

    pattern: re.Pattern[str]
    read_as: str
    example: str


@dataclass(frozen=True, slots=True)
class StandIns:
    """All of them in the file's order: the first that matches a stretch has it."""

    entries: tuple[StandIn, ...]

    def find(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """Yield where each stands in text[start:end], and the word to be read there."""
        for entry in self.entries:
            for match in entry.pattern.finditer(text, start, end):
                yield match.start(), match.end(), entry.read_as


@cache
def load_stand_ins(language: str = "en") -> StandIns:
    """Return the shipped stand-ins; a malformed entry raises ResourceError by name."""
    path = lexicon_file("stand_ins.toml", language)
    found = (_stand_in(entry, where) for where, entry in entries(path, "stand_in"))
    return StandIns(tuple(found))


def _stand_in(entry: Entry, where: str) -> StandIn:
    only_keys(entry, _KEYS, where)
    pattern = optional_text(entry, "pattern", where) or _any(texts(entry, "written", where))
    if "before" in entry:
        pattern += _FOLLOWED[
            one_of(text(entry, "before", where), BEFORE, "before", where)
        ]()
    text(entry, "why", where)
    return StandIn(
        re.compile(pattern),
        text(entry, "read_as", where),
        text(entry, "example", where),
    )


def _any(words: Iterable[str]) -> str:
    """Return an expression for any of the words, also where one opens a sentence."""
    both = sorted({w for word in words for w in (word, word[:1].upper() + word[1:])})
    return rf"\b(?:{'|'.join(map(re.escape, both))})\b"


def _weapon_follows() -> str:
    forms = load_weapons().weapons
    struck = sorted(f for w in forms if w.role == "instrument" for f in w.forms)
    words = "|".join(map(re.escape, struck))
    return rf"(?=\s+(?:[\w-]+\s+){{0,{_WORDS_BETWEEN}}}?(?:{words})\b)"


def _person_follows() -> str:
    people = sorted(noun for noun, kind in load_noun_types().items() if kind == "person")
    return rf"(?=\s+(?:{'|'.join(map(re.escape, people))})\b)"


_FOLLOWED = {"weapon": _weapon_follows, "person": _person_follows}
