"""The words of a text as redaction reads them, and stretches that are replaced by marks."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from warledger.lexicon.redaction import Phrase

PERSON = "[person]"

_TOKEN = re.compile(r"\w+(?:[-'’‘ʼ`´]\w+)*")
_PLAIN = re.compile(r"[^\W_]+(?:['’‘ʼ`´][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s$")
_PREFIX = re.compile(r"^(?:al|el|ul|an|as|ash|ad|at|az|ar|abd)-", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """That the stretch of a text is replaced by a mark."""

    start: int
    end: int
    mark: str


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text and where it stands."""

    start: int
    end: int
    raw: str
    low: str

    @property
    def is_capital(self) -> bool:
        """Return whether it has a capital, an article before it aside ("al-Khalil")."""
        bare = _PREFIX.sub("", self.raw)
        return bare[:1].isupper() and not bare[:1].isdigit()


def tokens(text: str) -> list[Token]:
    """Return the words of a text in order, a possessive "'s" left out."""
    found = []
    for match in _TOKEN.finditer(text):
        raw = _POSSESSIVE.sub("", match.group())
        found.append(Token(match.start(), match.start() + len(raw), raw, raw.lower()))
    return found


def lows(words: str) -> frozenset[str]:
    """Return the words of a string in lower case."""
    return frozenset(token.low for token in tokens(words))


@cache
def _by_first(phrases: frozenset[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, list[Phrase]] = {}
    for phrase in sorted(phrases, key=lambda p: (-len(p), p)):
        found.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(group) for first, group in found.items()}


def is_phrase(tokens: Sequence[Token], at: int, phrases: frozenset[Phrase]) -> bool:
    """Return whether one of the phrases stands at a word."""
    return any(
        tuple(t.low for t in tokens[at : at + len(phrase)]) == phrase
        for phrase in _by_first(phrases).get(tokens[at].low, ())
    )


def shift(edits: Sequence[Edit], starts: Sequence[int], at: int, *, is_end: bool) -> int:
    """Return where an offset of the text lies in the redacted text.

    One inside a replaced stretch goes to the mark's beginning, or as an end to its end.
    `starts` are the edits' starts, in order, and so must `edits` be.
    """
    moved = at
    for edit in edits[: bisect_left(starts, at)]:
        if edit.end <= at:
            moved += len(edit.mark) - (edit.end - edit.start)
        else:
            inside = at - edit.start
            moved += (len(edit.mark) if is_end else 0) - inside
    return moved


def tokens_of(words: str) -> list[tuple[str, int, int]]:
    """Return the words of any string (an id, an address, a reason): low, start, end.

    Hyphens and underscores part words here, because ids and addresses join names by them.
    """
    return [
        (match.group().lower(), match.start(), match.end())
        for match in _PLAIN.finditer(words)
    ]
