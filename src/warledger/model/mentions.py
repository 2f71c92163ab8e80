"""Stretches of text that name a time, a number, a party or a place."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from warledger.model.report import Span


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


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that was found in one report before its sentences were parsed, in text order."""

    actors: tuple[ActorMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    toponyms: tuple[Toponym, ...] = ()
    places: tuple[Place, ...] = ()
