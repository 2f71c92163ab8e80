"""Words that the parser misreads, and the commoner word that it is handed instead.

A small model tags by what it saw in training: "retook" was not there, and in "a sniper shot
dead a girl" it sees two nouns. `en/stand_ins.toml` names for such words one of the same
grammar that the model knows. Nothing but the parse sees the other word.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
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
from warledger.model import Span

_KEYS = frozenset({"written", "pattern", "before", "after", "read_as", "why", "example"})
BEFORE, AFTER = ("weapon", "person"), ("count",)
# Between a count and what befell the counted: "13 people were", "two of them are".
_BEHIND_COUNT = re.compile(
    r"\s*(?:[a-z]+\s+){0,3}?(?:(?:is|are|was|were|been|lay|left)\s+)?"
)
# "leaving six dead": a count that is a verb's object needs no other verb.
_LEAVING = re.compile(r"\b(?:leave|leaves|leaving|left)\s+(?:[a-z]+\s+){0,3}$")
_REACH = 40
# Between "fired" and what is fired: "three 122 mm rockets".
_WORDS_BETWEEN = 3


@dataclass(frozen=True, slots=True)
class StandIn:
    """One word or set of words, as a pattern, and what the parser reads for it.

    `is_counted` ones stand only behind a number.
    """

    pattern: re.Pattern[str]
    read_as: str
    example: str
    is_counted: bool


@dataclass(frozen=True, slots=True)
class StandIns:
    """All of them in the file's order: the first that matches a stretch has it."""

    entries: tuple[StandIn, ...]

    def find(
        self, text: str, start: int, end: int, *, counts: Sequence[Span] = ()
    ) -> Iterator[tuple[int, int, str]]:
        """Yield where each stands in text[start:end], and the word to be read there.

        `counts` are the stretches of its numbers.
        """
        for entry in self.entries:
            for match in entry.pattern.finditer(text, start, end):
                if not entry.is_counted or _is_behind(text, match.start(), counts):
                    yield match.start(), match.end(), entry.read_as


def _is_behind(text: str, place: int, counts: Sequence[Span]) -> bool:
    return any(
        _BEHIND_COUNT.fullmatch(text, count.end, place)
        and not _LEAVING.search(text[max(0, count.start - _REACH) : count.start])
        for count in counts
        if count.end < place
    )


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
    if "after" in entry:
        one_of(text(entry, "after", where), AFTER, "after", where)
    text(entry, "why", where)
    return StandIn(
        re.compile(pattern),
        text(entry, "read_as", where),
        text(entry, "example", where),
        is_counted="after" in entry,
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
