"""What follows from many claims: copies of reports, links, incidents, control of places.

All of it is derived: from the claims, the judgements of people and the settings, and from
nothing else. Every record names the claims it rests on, and nothing is averaged.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from warledger.model.mentions import Place
from warledger.model.report import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a copy, and the stretch of another report whose words it repeats."""

    span: Span
    origin: str
    origin_span: Span


@dataclass(frozen=True, slots=True)
class Copying:
    """That a report repeats another's text.

    `copy_of` names the reports it was taken from, the largest share first: several where
    stories were pasted together. `origin_id` is the report that all of them lead back to
    (that of the largest share). `share` is the part of the copy's own words, 0 to 1, that
    stand in `passages`. `evidence` says in words why, and why in this direction.
    """

    report_id: str
    copy_of: tuple[str, ...]
    origin_id: str
    share: float
    passages: tuple[Passage, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """What one comparison of two claims says: its name, its weight in bits, its words.

    A positive weight speaks for one event, a negative one for two.
    """

    aspect: str
    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class Link:
    """How strongly two claims seem to tell of one event; `claim_a` < `claim_b`."""

    claim_a: str
    claim_b: str
    weight: float
    reasons: tuple[Reason, ...] = ()


class Verdict(StrEnum):
    """What a person said of two claims; the newest word on a pair counts."""

    SAME = "same"
    DIFFERENT = "different"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One person's word on one pair of claims, `claim_a` < `claim_b`; never overwritten."""

    claim_a: str
    claim_b: str
    verdict: Verdict
    by: str | None = None
    note: str | None = None


class Standing(StrEnum):
    """How an incident stands among those who tell of it.

    Denied: somebody who is named denies it. Contested: origins or speakers exclude one
    another in some field. Corroborated: two independent origins or more, and neither of
    the above. Single-origin: the rest.
    """

    SINGLE_ORIGIN = "single-origin"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Toll:
    """One account of a loss: bounds as told, who tells it, which claims.

    `speaker` is None where an outlet tells it in its own voice; then `outlet` is whose.
    `is_superseded` marks an earlier word of the same teller that a later one replaces;
    `is_part` a smaller count that the teller gives in one report with a larger one, taken
    as part of it. `words` are the counts as written ("dozens" has no bounds).
    """

    low: float | None
    best: float | None
    high: float | None
    speaker: str | None = None
    outlet: str | None = None
    claim_ids: tuple[str, ...] = ()
    is_superseded: bool = False
    is_part: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deaths:
    """The dead of one side, over all accounts that nobody replaced, and each account.

    `side` is "Civilians" for civilians, None where nobody says whose dead they are;
    `belongs_to` says how it stands to the incident's sides: "side_a", "side_b",
    "civilians", None for neither. `low` and `high` are the extremes that anybody tells;
    `best` is a number only where all accounts agree on it. Nothing is averaged.
    """

    side: str | None
    low: float | None
    best: float | None
    high: float | None
    accounts: tuple[Toll, ...] = ()
    belongs_to: str | None = None


@dataclass(frozen=True, slots=True)
class Losses:
    """Another loss of one side (wounded, taken, destroyed …), kept as the dead are.

    `item` names the equipment or building, None for people.
    """

    measure: str
    side: str | None
    item: str | None
    low: float | None
    best: float | None
    high: float | None
    accounts: tuple[Toll, ...] = ()
    belongs_to: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One value of a field in an incident, and who tells it so."""

    value: str
    told_by: tuple[str, ...]
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field on which the claims of one incident differ, with every version."""

    field: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Denial:
    """A claim that denies, and the claims of the incident that it denies."""

    claim_id: str
    speaker: str | None
    denies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """What happened, as the claims tell it, with their agreements and disagreements.

    `incident_id` is made of the id of the first claim in the order of publication, report
    and place in the text. `place` is the most precise place that the claims share or the
    one most origins name; None where no claim has one. `date_start` and `date_end` bound
    the days that the most precise accounts give, None where none fixes a day. `side_a`
    is who acts, where all claims agree on it; else the two are in alphabetical order, so
    that the order does not hang on which claim came first. They hold canonical names,
    `…_ids` the lexicon's ids of the same parties ("" where a name has none). `origins`
    counts independent origins; `origin_ids` names them. `reasons` say field by field how
    it was got, or why it is empty.
    """

    incident_id: str
    event_type: str
    sub_event_type: str
    status: str
    place: Place | None
    place_claim: str | None
    date_start: date | None
    date_end: date | None
    date_prec: int | None
    side_a: tuple[str, ...]
    side_b: tuple[str, ...]
    deaths: tuple[Deaths, ...]
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    origins: int
    origin_ids: tuple[str, ...]
    standing: Standing
    disagreements: tuple[Disagreement, ...] = ()
    denials: tuple[Denial, ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()
    losses: tuple[Losses, ...] = ()
    side_a_ids: tuple[str, ...] = ()
    side_b_ids: tuple[str, ...] = ()


class ControlKind(StrEnum):
    """What is said of who holds a place."""

    HELD = "held"
    ENTERED = "entered"
    CONTESTED = "contested"
    ENCIRCLED = "encircled"
    BESIEGED = "besieged"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Control:
    """That somebody held a place (or entered, besieged … it), from when to when.

    `place_key` is what makes two names one place, `place_claim` the claim whose `place` is
    shown. `since` and `until` are EDTF; "" is unknown and ".." open, as in EDTF intervals:
    "/2017-08-24" begins on an unknown day not after that one. `since_first` and
    `since_last` bound the day of the beginning, `until_first` and `until_last` that of the
    end, None where nothing does; `last_told` is the last day it is told of. `holder` is the
    neutral canonical name of the party, None where nobody says who, or where a place is
    contested. `according_to` names speakers, and outlets that speak in their own voice.
    `contradicted_by` holds the claims that exclude this state in the same days. `pocket`
    names the places that were told as encircled together. `is_unconfirmed` states rest on
    unconfirmed claims only, and neither end nor contradict others.
    """

    control_id: str
    place: Place
    place_claim: str
    place_key: str
    holder: str | None
    holder_id: str | None
    side: str | None
    kind: ControlKind
    since: str
    until: str
    since_first: date | None
    since_last: date | None
    until_first: date | None
    until_last: date | None
    last_told: date | None
    claims: tuple[str, ...]
    ended_by: tuple[str, ...]
    according_to: tuple[str, ...]
    contradicted_by: tuple[str, ...]
    is_unconfirmed: bool = False
    pocket: tuple[str, ...] = ()
    reason: str = ""
