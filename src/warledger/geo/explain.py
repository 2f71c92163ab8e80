"""Explain how a name is resolved: every candidate, its score, its reasons, its fold."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from warledger.errors import QueryError
from warledger.geo.context import Anchor, Story, weight_of
from warledger.geo.gazetteer import Gazetteer, load_gazetteer
from warledger.geo.ranking import rank
from warledger.geo.records import GazetteerPlace, kilometres
from warledger.geo.romanise import folds_between, plain_key, query_keys
from warledger.model import Span

MOST = 25
# Where "near" is spelt less like a place than this, it is not known.
LEAST_LIKENESS = 0.75


@dataclass(frozen=True, slots=True)
class Candidate:
    """One candidate: where it lies, what it scores and why; `km` is its distance from
    `near`.
    """

    place_id: str
    name: str
    matched: str
    lat: float | None
    lon: float | None
    kind: str
    population: int
    adm1: str | None
    country: str | None
    source: str
    score: float
    likeness: float
    folds: tuple[str, ...]
    reasons: tuple[str, ...]
    km: float | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was asked, the keys it folds to, where "near" is, and the candidates, best
    first.
    """

    name: str
    plain: str
    fold_keys: tuple[str, ...]
    near: str | None
    candidates: tuple[Candidate, ...]


def explain(
    name: str,
    *,
    near: str | None = None,
    gazetteer: Gazetteer | None = None,
    limit: int = MOST,
) -> Explanation:
    """Return the candidates for a name as a report about the place `near` would rank them.

    Without `near` there is no story, and the best known place of that name leads. An empty
    name, or a `near` that the gazetteer does not know, raises QueryError.
    """
    known = gazetteer if gazetteer is not None else load_gazetteer()
    if not plain_key(name):
        raise QueryError(f"{name!r}: no name; expected letters")
    anchor = _anchor(near, known) if near else None
    story = Story({}) if anchor is None else _story(anchor)
    countries = (anchor.country,) if anchor is not None and anchor.country else ()
    ranked = rank(name, story, known.candidates(name, countries=countries))
    return Explanation(
        name=name,
        plain=plain_key(name),
        fold_keys=query_keys(name),
        near=None if anchor is None else f"{anchor.name} ({anchor.place_id})",
        candidates=tuple(
            _candidate(name, scored.place, scored.score, scored.reasons, anchor)
            for scored in ranked[:limit]
        ),
    )


def _anchor(near: str, gazetteer: Gazetteer) -> GazetteerPlace:
    places = [
        place
        for place in gazetteer.candidates(near)
        if place.lat is not None and place.likeness >= LEAST_LIKENESS
    ]
    if not places:
        raise QueryError(f"{near!r}: not in the gazetteer; name a larger place nearby")
    return max(places, key=lambda place: (not place.is_folded, weight_of(place)))


def _story(anchor: GazetteerPlace) -> Story:
    shares = {anchor.country: 1.0} if anchor.country else {}
    return Story(shares, [Anchor(Span(0, 1), anchor)])


def _candidate(
    name: str,
    place: GazetteerPlace,
    score: float,
    reasons: tuple[str, ...],
    anchor: GazetteerPlace | None,
) -> Candidate:
    km = None
    if anchor is not None:
        km = kilometres(place, anchor)
        km = None if km is None else round(km, 1)
    return Candidate(
        place_id=place.place_id,
        name=place.name,
        matched=place.matched,
        lat=place.lat,
        lon=place.lon,
        kind=place.kind,
        population=place.population,
        adm1=place.adm1_name,
        country=place.country,
        source=place.source,
        score=round(score, 2),
        likeness=round(place.likeness, 2),
        folds=folds_between(name, place.matched),
        reasons=reasons,
        km=km,
    )


def json_lines(explanation: Explanation) -> Iterator[str]:
    """Yield each candidate as a line of JSON, best first."""
    for candidate in explanation.candidates:
        yield json.dumps(asdict(candidate), ensure_ascii=False)


def table_lines(explanation: Explanation) -> Iterator[str]:
    """Yield what was asked, then two lines a candidate: what it is, and why."""
    keys = ", ".join(explanation.fold_keys)
    yield f"asked: {explanation.plain}; folds to: {keys}; near: {explanation.near or '-'}"
    for number, candidate in enumerate(explanation.candidates, start=1):
        yield f"{number:2}. {candidate.score:6.2f}  {_described(candidate)}"
        yield f"            {'; '.join(candidate.reasons)}"


def _described(candidate: Candidate) -> str:
    area = ", ".join(filter(None, (candidate.adm1, candidate.country)))
    at = "no point"
    if candidate.lat is not None and candidate.lon is not None:
        at = f"{candidate.lat:.4f} {candidate.lon:.4f}"
    folds = f", folds: {', '.join(candidate.folds)}" if candidate.folds else ""
    km = "" if candidate.km is None else f", {candidate.km:,.0f} km away"
    matched = f" as {candidate.matched}" if candidate.matched != candidate.name else ""
    return (
        f"{candidate.name}{matched} ({area or '-'}; {candidate.kind}) {at}{km}, "
        f"likeness {candidate.likeness:.2f}{folds} [{candidate.place_id}]"
    )
