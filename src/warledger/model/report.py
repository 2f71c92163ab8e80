"""A report as stored, its stretches of text, and how records get their ids."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import blake2b


def identity(*parts: str | int) -> str:
    """Return a digest of 16 hexadecimal digits, the same in every run."""
    key = "\x1f".join(str(part) for part in parts)
    return blake2b(key.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of a report's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"span {self.start}:{self.end} is empty or negative")

    def of(self, text: str) -> str:
        """Return the words the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Return whether the two stretches share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """Return whether the other stretch lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


class ReportState(StrEnum):
    """What became of a report: taken in, a copy, or left out with a reason."""

    INGESTED = "ingested"
    COPY = "copy"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Excluded:
    """A stretch from which nothing is extracted: menus, appeals, disclaimers, notices.

    `reason` is one of the reason codes of the codebook ("share buttons", "donation
    appeal" …).
    """

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Section:
    """One story inside a report; most reports have one, pasted pages have several.

    `published` anchors relative dates in this section; None means the text fixes no day,
    and then nothing is anchored. `headline` and `dateline` are stretches of the text, or
    None.
    """

    span: Span
    published: date | None = None
    published_basis: str | None = None
    headline: Span | None = None
    dateline: Span | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One text by one outlet, as stored.

    `published` is None where neither the input nor the text gives a day;
    `published_basis` says in words how it was got or why it is missing. `reason` is set
    for skipped reports only.
    """

    report_id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    published: date | None = None
    published_basis: str | None = None
    state: ReportState = ReportState.INGESTED
    reason: str | None = None
    sections: tuple[Section, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    origin: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """Hash of the text: two reports with one digest say the same, letter for letter."""
        return identity(self.text)
