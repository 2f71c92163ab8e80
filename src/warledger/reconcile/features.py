"""What of a claim is compared with other claims, got ready once when the claim arrives.

Decides nothing about pairs. Days become numbers, places become keys under which spellings
meet, actors become ids with their parents, the sentence becomes its rare words. All of it
follows from the claim, its report and data that ship with the package, so a claim's
features never change because other reports arrive.

Knowingly missed: a place or actor that the claim leaves to a sentence further away.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date

from warledger.lexicon.actors import load_actors
from warledger.lexicon.places import load_place_words
from warledger.model import Claim, ClaimActor, Place, Report, identity
from warledger.reconcile.features_deed import find_deeds
from warledger.reconcile.features_words import RareWord, find_rare_words, sum_bits

# Rare words kept of a sentence and of a report; a longer text adds little that is rarer.
SENTENCE_WORDS = 24
REPORT_WORDS = 120
# Claims of different reports in the same words are one form if these words say at least
# this much, in bits: three rare words. "Clashes continued" alone says nothing; it is one
# form with another where 300 characters before and after are the same too, so many words
# at least: nobody writes them twice. So a text that is copied ten thousand times is
# compared once.
FORM_BITS = 20.0
FORM_WORDS = 40
# UCDP's where_prec: 4 first-order division, 6 country, 7 sea or air.
FINE = (1, 2, 3)
# UCDP's date_prec 3 is a week; a longer stretch does not place an event among days.
LONGEST_DAYS = 7
_STOP = re.compile(r"[.!?](?=\s)|\n")
_FAR = 300

FoldName = Callable[[str], Sequence[str]]
IsLarge = Callable[[Place], bool]


@dataclass(frozen=True, slots=True)
class ReportWords:
    """The rare words of a whole report, title first, and what they say together."""

    report: str
    published: int | None
    words: tuple[RareWord, ...]

    @property
    def row(self) -> dict[str, object]:
        """The row of `report_words`."""
        return {
            "report": self.report,
            "codes": [word.code for word in self.words],
            "words": [word.word for word in self.words],
            "bits": sum_bits(self.words),
        }


@dataclass(frozen=True, slots=True)
class ClaimFeatures:
    """One claim, ready to be compared; days count from 0001-01-01.

    `form` is the same for claims of one wording with one date and place, whoever prints
    it. `spots` are ids and folded names of fine places, `cities` those of cities apart.
    `acting` and `suffering` are ids of named actors, `lineage` both with their
    parents. `teller` is the nearest speaker, `told_by` the first side of a speaker.
    `nth` counts the claims of the report in its order, `spread` the days it tells of.
    `deeds` are what the trigger names (reconcile/features_deed.py).
    """

    claim_id: str
    report: str
    form: str
    nth: int
    start: int
    sub_event_type: str
    status: str
    first_day: int | None
    last_day: int | None
    published: int | None
    spots: tuple[str, ...]
    cities: tuple[str, ...]
    lat: float | None
    lon: float | None
    adm1: str | None
    country: str | None
    acting: tuple[str, ...]
    suffering: tuple[str, ...]
    lineage: tuple[str, ...]
    sides: tuple[str, ...]
    teller: str | None
    told_by: str | None
    killed_low: float | None
    killed_high: float | None
    wounded_low: float | None
    wounded_high: float | None
    codes: tuple[int, ...]
    words: tuple[str, ...]
    bits: float
    deeds: tuple[str, ...]
    spread: int

    @property
    def row(self) -> dict[str, object]:
        """The row of `claim_features`, but for its keys."""
        values = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in values
        }


def find_report_words(report: Report) -> ReportWords:
    """Return the rare words of a report's title and text."""
    text = f"{report.title or ''}\n{report.text}"
    words = find_rare_words(text, most=REPORT_WORDS)
    return ReportWords(report.report_id, _number(report.published), words)


def describe_claims(
    report: Report, claims: Iterable[Claim], *, fold_name: FoldName, is_large: IsLarge
) -> tuple[ClaimFeatures, ...]:
    """Return the features of a report's claims, in their order in the text.

    `fold_name` gives the keys under which the spellings of a place's name meet; `is_large`
    says of which places two events on one day are often two.
    """
    ordered = sorted(claims, key=lambda c: (c.span.start, c.span.end, c.trigger.start))
    spread = len({days for claim in ordered if (days := _days(claim)[0]) is not None})
    return tuple(
        _describe(report, claim, nth, spread, fold_name, is_large)
        for nth, claim in enumerate(ordered)
    )


def _describe(
    report: Report,
    claim: Claim,
    nth: int,
    spread: int,
    fold_name: FoldName,
    is_large: IsLarge,
) -> ClaimFeatures:
    words = find_rare_words(sentence(report.text, claim), most=SENTENCE_WORDS)
    first, last = _days(claim)
    spot = next((p for p in claim.places if _is_fine(p) and p.lat is not None), None)
    area = next((p for p in claim.places if p.country), None)
    killed, wounded = _bounds(claim, "killed"), _bounds(claim, "wounded")
    large = [place for place in claim.places if is_large(place)]
    small = [place for place in claim.places if place not in large]
    acting, suffering = _ids(claim.actors), _ids(claim.targets)
    parties = (*claim.actors, *claim.targets)
    return ClaimFeatures(
        claim_id=claim.claim_id,
        report=claim.report_id,
        form=_form(report, claim, words, (first, last)),
        nth=nth,
        start=claim.span.start,
        sub_event_type=claim.sub_event_type,
        status=claim.status.value,
        first_day=first,
        last_day=last,
        published=_number(report.published),
        spots=_spots(small, fold_name),
        cities=_spots(large, fold_name),
        lat=spot.lat if spot else None,
        lon=spot.lon if spot else None,
        adm1=next((p.adm1 for p in claim.places if p.adm1), None),
        country=area.country if area else None,
        acting=acting,
        suffering=suffering,
        lineage=_lineage((*acting, *suffering)),
        sides=tuple(sorted({a.side for a in parties if a.side})),
        teller=claim.sources[0].name.casefold() if claim.sources else None,
        told_by=next((s.side for s in claim.sources if s.side), None),
        killed_low=killed[0],
        killed_high=killed[1],
        wounded_low=wounded[0],
        wounded_high=wounded[1],
        codes=tuple(word.code for word in words),
        words=tuple(word.word for word in words),
        bits=sum_bits(words),
        deeds=find_deeds(claim.trigger.of(report.text)),
        spread=spread,
    )


def sentence(text: str, claim: Claim) -> str:
    """Return the claim's stretch of text, widened to the sentence around it."""
    start, end = claim.span.start, claim.span.end
    left = text[max(0, start - _FAR) : start]
    stops = [match.end() for match in _STOP.finditer(left)]
    ahead = _STOP.search(text, end, end + _FAR)
    return text[
        start - len(left) + (stops[-1] if stops else 0) : ahead.start() if ahead else end
    ]


def _form(
    report: Report,
    claim: Claim,
    words: Sequence[RareWord],
    days: tuple[int | None, int | None],
) -> str:
    """Name what copies of one claim share; saying little, its surroundings as well."""
    said = " ".join(claim.span.of(report.text).casefold().split())
    whose = ""
    if sum_bits(words) < FORM_BITS or days[0] is None:
        around = report.text[max(0, claim.span.start - _FAR) : claim.span.end + _FAR]
        same = around.casefold().split()
        whose = " ".join(same) if len(same) >= FORM_WORDS else claim.claim_id
    trigger = claim.trigger.start - claim.span.start
    return identity(said, trigger, str(days), claim.status.value, whose)


def _days(claim: Claim) -> tuple[int | None, int | None]:
    date_ = claim.date
    if date_ is None or date_.start is None or date_.end is None:
        return None, None
    return date_.start.toordinal(), date_.end.toordinal()


def _number(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def _is_fine(place: Place) -> bool:
    return place.where_prec in FINE


def _spots(places: Iterable[Place], fold_name: FoldName) -> tuple[str, ...]:
    """Return ids and name keys of places that are more than a division or country.

    A village that no list has gets the precision of the province around it: then it is
    the name that tells it from the province.
    """
    found: set[str] = set()
    for place in places:
        if place.place_id is not None and not _is_fine(place):
            continue
        if place.place_id is not None:
            found.add(place.place_id)
        for name in {place.name, _bare(place.name)}:
            found.update(key for key in fold_name(name) if len(key) > 1)
    return tuple(sorted(found))


def _bare(name: str) -> str:
    """Return the name without its word for a hill: "Jabal al-Zor" and "the Zor mount"."""
    words = name.split()
    lexicon = load_place_words()
    if len(words) > 1 and lexicon.prefixes.get(words[0].casefold()) == "mountain":
        return " ".join(words[1:])
    if len(words) > 1 and words[-1].casefold() in lexicon.kinds:
        return " ".join(words[:-1])
    return name


def _ids(actors: Iterable[ClaimActor]) -> tuple[str, ...]:
    """Return the named parties; "rebels" and "civilians" could be any."""
    known = load_actors().actors
    return tuple(sorted({i for a in actors if (i := a.actor_id) and i in known}))


def _lineage(ids: Iterable[str]) -> tuple[str, ...]:
    lexicon = load_actors()
    return tuple(sorted({p for i in ids for p in (i, *lexicon.lineage(i))}))


def _bounds(claim: Claim, measure: str) -> tuple[float | None, float | None]:
    """Return the lowest and highest number of a measure that the claim's figures give.

    A number with one bound is taken as that bound: "at least 20" is held against "23".
    """
    told = [f for f in claim.figures if f.measure == measure]
    numbers = [n for f in told for n in (f.low, f.best, f.high) if n is not None]
    return (min(numbers), max(numbers)) if numbers else (None, None)
