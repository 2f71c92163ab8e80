"""What the scorers of coded events share: folded names, spellings, claims that count.

Two open sets code one main event of each report by values of their own (a governorate, a
class of actors, a number of dead). `coded.toml` says what answers a value.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from warledger.evaluate.rates import Line
from warledger.lexicon.toml import read_toml

# What is said not to have happened, or not yet, answers nothing.
UNREAL = frozenset({"not_occurred", "denied", "expected"})
PLACE_FIELDS = ("adm1", "name", "mention")


@cache
def answers_of(kind: str) -> Mapping[str, Any]:
    """Return the tables of `coded.toml` for one kind of gold."""
    told: Mapping[str, Any] = read_toml(files("warledger.evaluate").joinpath("coded.toml"))
    return dict(told[kind])


def real_claims(claims: Iterable[Line]) -> Mapping[str, list[Line]]:
    """Return the claims that tell what happened, by report."""
    found: dict[str, list[Line]] = defaultdict(list)
    for claim in claims:
        if claim.get("status") not in UNREAL:
            found[claim["report"]].append(claim)
    return found


def fold(name: str, *, letters: str, dropped: str = "") -> str:
    """Return the words of a name, lower case and without accents, with single spaces.

    `letters` is the pattern of a word, `dropped` characters that part no words.
    """
    text = unicodedata.normalize("NFKD", name).casefold()
    kept = "".join(c for c in text if not unicodedata.combining(c) and c not in dropped)
    return " ".join(re.findall(letters, kept))


def bears(words: str, spellings: Iterable[str]) -> bool:
    """Return whether one of the spellings stands in folded words as whole words."""
    return any(f" {spelling} " in f" {words} " for spelling in spellings if spelling)


def figures_of(claims: Iterable[Line], measure: str) -> Iterator[Line]:
    """Yield the figures of one measure."""
    for claim in claims:
        for figure in claim.get("figures") or ():
            if figure.get("measure") == measure:
                yield figure


def numbers(figure: Line, bounds: Sequence[str] = ("low", "best", "high")) -> list[float]:
    """Return the numbers that a figure gives under these bounds."""
    return [figure[bound] for bound in bounds if figure.get(bound) is not None]


class Shares:
    """Counts, under each name, how often something was asked and how often it was right."""

    def __init__(self) -> None:
        self.asked: dict[tuple[str, ...], int] = defaultdict(int)
        self._right: dict[tuple[str, ...], int] = defaultdict(int)

    def count(self, *name: str, right: bool) -> None:
        """Count one answer under a name."""
        self.asked[name] += 1
        self._right[name] += right

    def share(self, *name: str) -> float | None:
        """Return the share that is right, to three decimals, None if nothing was asked."""
        asked = self.asked.get(name, 0)
        return round(self._right[name] / asked, 3) if asked else None
