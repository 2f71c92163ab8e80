"""What a brief is made of: sections of cited lines, and the notes they cite."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Row = Mapping[str, Any]  # a row of the ledger, read at the rim


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a line, and the ids of the claims they rest on; none for what joins."""

    words: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One statement of the brief with its sources, and lines that belong under it.

    `fields` are the same values for a program, as JSON can hold them.
    """

    parts: tuple[Part, ...]
    fields: tuple[tuple[str, object], ...] = ()
    under: tuple["Line", ...] = ()

    def claims(self) -> Iterator[str]:
        """Yield the ids of the claims cited, in reading order."""
        for part in self.parts:
            yield from part.claims
        for line in self.under:
            yield from line.claims()


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading: an area, a side, an outcome."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the brief. `about` says by which rule lines get into it."""

    key: str
    title: str
    about: str
    groups: tuple[Group, ...]

    def claims(self) -> Iterator[str]:
        """Yield the ids of the claims cited, in reading order."""
        for group in self.groups:
            for line in group.lines:
                yield from line.claims()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a sentence stands: `start` and `end` count code points of the report's text."""

    report: str
    outlet: str | None
    title: str | None
    url: str | None
    published: date | None
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence that is cited, the claims it holds, and where it was repeated."""

    number: int
    stretch: Stretch
    claims: tuple[str, ...]
    repeated: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which days, and of what: `country` is a code in capitals, `actor` as it was asked."""

    first: date
    last: date
    country: str | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole brief. `numbers` gives the note of each cited claim."""

    wanted: Wanted
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    remarks: tuple[str, ...]
    numbers: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is told in these days."""
        return not self.notes
