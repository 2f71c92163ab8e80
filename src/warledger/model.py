"""The records that stages hand to one another.

Everything here is frozen and holds no behaviour beyond its own identity. Stages (ingest,
extract, geo, reconcile, store) never import one another; they speak through these records.

Offsets count Unicode code points in `Report.text`, half open: `text[start:end]` is the
quote. The stored text is never edited after ingest.
"""

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


class TimeType(StrEnum):
    """TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A stretch that names a time, with what it fixes.

    `value` is the TIMEX3 value ("2017-08-21", "P5D", "XXXX-WXX-1"); `edtf` the same as an
    EDTF string where it has one. `start` and `end` are the first and last day, both None
    where the text does not fix the day. `precision` is UCDP's date_prec (1 day … 5 more
    than a month). `basis` says in words how the days were got ("weekday before
    publication").
    """

    span: Span
    type: TimeType
    value: str
    edtf: str | None = None
    start: date | None = None
    end: date | None = None
    precision: int | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in words or digits with its hedge ("up to 50", "dozens", "5 to 7").

    Bounds are None where the words give none: "at least 2" is low 2, high None; "dozens"
    is all None with `vague` "dozens". `span` covers the hedge and the number, not the
    thing counted.
    """

    span: Span
    low: float | None
    best: float | None
    high: float | None
    vague: str | None = None
    hedge: str | None = None
    is_percent: bool = False
    is_ordinal: bool = False


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A stretch that names a party, force, body or kind of person.

    `actor_id` is the lexicon's id, or a made one ("force:us", "generic:rebels") for names
    got by pattern; `name` is the neutral canonical name. `inter` is ACLED's actor class
    (1 state forces … 8 external/other), None where not known. `side` is the actor's side
    as data says it. `candidates` holds the ids that were also possible, and `reason` why
    this one was taken.
    """

    span: Span
    actor_id: str
    name: str
    inter: int | None = None
    side: str | None = None
    country: str | None = None
    role: str | None = None
    is_generic: bool = False
    is_person: bool = False
    head: Span | None = None
    candidates: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Toponym:
    """A stretch that names a place, before it is resolved.

    `kind` is what the words say it is ("village", "governorate", "mountain", "road",
    "region", "country", "facility", "neighbourhood" …) or None. `container` is the span
    of the place that the text says it lies in. `relation` is a direction or distance
    phrase ("south of", "21 km east of", "near") that makes the event's place a relative
    one. `is_metonym` marks a capital that stands for a government.
    """

    span: Span
    kind: str | None = None
    container: Span | None = None
    relation: str | None = None
    is_known: bool = False
    is_metonym: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A toponym as resolved: a gazetteer row, or unresolved with `lat` and `lon` None.

    `where_prec` uses UCDP GED's codes: 1 exact, 2 near, 3 second-order division, 4
    first-order division, 5 linear or fuzzy, 6 country, 7 sea or air. `candidates` counts
    the gazetteer rows considered; `reason` says in words why this one, or why none.
    """

    span: Span
    mention: str
    name: str
    place_id: str | None = None
    lat: float | None = None
    lon: float | None = None
    where_prec: int | None = None
    adm1: str | None = None
    country: str | None = None
    kind: str | None = None
    candidates: int = 0
    runners_up: tuple[str, ...] = ()
    reason: str = ""


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


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that was found in one report before its sentences were parsed, in text order."""

    actors: tuple[ActorMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    toponyms: tuple[Toponym, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one report yielded: mentions, claims, and what was passed over and why."""

    report_id: str
    mentions: Mentions = Mentions()
    claims: tuple[Claim, ...] = ()
    skipped: tuple[tuple[str, int], ...] = ()
