"""One assertion by one speaker about one event, field by field, with its words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from warledger.model.mentions import Mentions, Place
from warledger.model.report import Span, identity


class Status(StrEnum):
    """How a claim stands, after gold/GUIDELINES.md."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    NOT_OCCURRED = "not_occurred"
    DENIED = "denied"
    EXPECTED = "expected"
    UNCONFIRMED = "unconfirmed"


class Factuality(StrEnum):
    """FactBank's values, relative to the nearest speaker (Saurí & Pustejovsky 2009)."""

    CERTAIN = "CT+"
    PROBABLE = "PR+"
    POSSIBLE = "PS+"
    NOT_CERTAIN = "CT-"
    NOT_PROBABLE = "PR-"
    UNKNOWN = "Uu"


@dataclass(frozen=True, slots=True)
class ClaimActor:
    """An actor or target of a claim, with the words it rests on; spans are the report's."""

    name: str
    actor_id: str | None
    mention: str
    span: Span
    side: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ClaimDate:
    """When, as far as the text fixes it; `start` and `end` are None where it does not."""

    edtf: str
    start: date | None
    end: date | None
    precision: int | None
    basis: str
    mention: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A count: `measure` as in the codebook, `of` whose loss, `item` what equipment."""

    measure: str
    low: float | None
    best: float | None
    high: float | None
    mention: str
    span: Span
    of: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says so: nearest speaker first in a chain; the outlet itself is left out."""

    name: str
    mention: str
    span: Span
    cue: str
    actor_id: str | None = None
    role: str | None = None
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One assertion, by one speaker, about one event, resting on one stretch of text.

    `sources` is empty where the outlet speaks in its own voice. `trigger` are the words
    that evoke the event; `reasons` say, field by field, what made it or why it is empty.
    """

    report_id: str
    span: Span
    trigger: Span
    event_type: str
    sub_event_type: str
    status: Status
    factuality: Factuality
    plover: str | None = None
    tags: tuple[str, ...] = ()
    actors: tuple[ClaimActor, ...] = ()
    targets: tuple[ClaimActor, ...] = ()
    places: tuple[Place, ...] = ()
    date: ClaimDate | None = None
    figures: tuple[Figure, ...] = ()
    sources: tuple[Speaker, ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()

    @property
    def claim_id(self) -> str:
        """Hash of where the claim stands, not what we made of it: ids survive re-coding."""
        return identity(self.report_id, self.trigger.start, self.trigger.end)


NO_MENTIONS = Mentions()


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one report yielded: mentions, claims, and what was passed over and why."""

    report_id: str
    mentions: Mentions = NO_MENTIONS
    claims: tuple[Claim, ...] = ()
    skipped: tuple[tuple[str, int], ...] = ()
