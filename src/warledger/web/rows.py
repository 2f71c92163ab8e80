"""Decides what of a claim the page's script gets: plain values, every string made visible.

A claim is coloured by the side of its first actor, or by the actor's name where no side
is known; the colours go to known sides with most claims first, and what is left shares
one grey.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from warledger.model import Claim, ClaimActor, ClaimDate, Figure, Place, Report, Speaker
from warledger.web.reading import visible

# More colours than these are not told apart at a glance.
COLOURS = 7
NO_ACTOR = "no actor named"
OTHERS = COLOURS
NOBODY = COLOURS + 1

TERRITORY = frozenset(
    {
        "Government regains territory",
        "Non-state actor overtakes territory",
        "Non-violent transfer of territory",
        "Headquarters or base established",
    }
)
KINDS = {
    "Battles": "battle",
    "Explosions/Remote violence": "explosion",
    "Violence against civilians": "civilians",
    "Protests": "protest",
    "Riots": "protest",
}

Row = dict[str, Any]


def side_of(claim: Claim) -> str:
    """Return the side a claim is coloured by."""
    if not claim.actors:
        return NO_ACTOR
    return claim.actors[0].side or claim.actors[0].name


def colours_of(claims: Iterable[Claim]) -> dict[str, int]:
    """Return a colour number for each side: known sides, most claims first, by name."""
    told = tuple(claims)
    counts = Counter(side_of(claim) for claim in told)
    known = {claim.actors[0].side for claim in told if claim.actors}
    nobody = counts.pop(NO_ACTOR, 0)
    ranked = sorted(counts, key=lambda side: (side not in known, -counts[side], side))
    colours = {side: min(number, OTHERS) for number, side in enumerate(ranked)}
    return colours | ({NO_ACTOR: NOBODY} if nobody else {})


def kind_of(claim: Claim) -> str:
    """Return the glyph's name: taking ground is told apart from other fighting."""
    if claim.sub_event_type in TERRITORY:
        return "territory"
    return KINDS.get(claim.event_type, "other")


def shown(value: str | None) -> str | None:
    """Return the string with hidden characters written out; None stays None."""
    return None if value is None else visible(value)


def report_row(report: Report) -> Row:
    """Return a report without its text, which the page holds as HTML."""
    return {
        "id": shown(report.report_id),
        "title": shown(report.title),
        "outlet": shown(report.outlet),
        "published": _day(report.published),
        "state": report.state.value,
    }


def claim_row(claim: Claim, report: Report, number: int, colours: dict[str, int]) -> Row:
    """Return a claim's fields; `report` is the report's number on the page."""
    side = side_of(claim)
    quote = claim.span.of(report.text)
    trigger = claim.trigger.of(report.text)
    before = report.text[claim.span.start : claim.trigger.start]
    return {
        "id": claim.claim_id,
        "report": number,
        "start": claim.span.start,
        "end": claim.span.end,
        "quote": visible(quote),
        "trigger": visible(trigger),
        "trigger_at": len(visible(before)) if claim.span.covers(claim.trigger) else None,
        "type": shown(claim.event_type),
        "sub_type": shown(claim.sub_event_type),
        "kind": kind_of(claim),
        "plover": shown(claim.plover),
        "tags": [visible(tag) for tag in claim.tags],
        "status": claim.status.value,
        "factuality": claim.factuality.value,
        "side": visible(side),
        "colour": colours[side],
        "actors": [_actor(actor) for actor in claim.actors],
        "targets": [_actor(actor) for actor in claim.targets],
        "places": [_place(place) for place in claim.places],
        "date": _date(claim.date),
        "figures": [_figure(figure) for figure in claim.figures],
        "sources": [_speaker(speaker) for speaker in claim.sources],
        "reasons": [[visible(field), visible(why)] for field, why in claim.reasons],
    }


def points_of(claims: Sequence[Claim]) -> list[tuple[float, float]]:
    """Return the (latitude, longitude) of every resolved place."""
    return [
        (place.lat, place.lon)
        for claim in claims
        for place in claim.places
        if place.lat is not None and place.lon is not None
    ]


def _actor(actor: ClaimActor) -> Row:
    return {
        "name": visible(actor.name),
        "mention": visible(actor.mention),
        "side": shown(actor.side),
        "reason": visible(actor.reason),
    }


def _place(place: Place) -> Row:
    return {
        "name": visible(place.name),
        "mention": visible(place.mention),
        "id": shown(place.place_id),
        "lat": place.lat,
        "lon": place.lon,
        "prec": place.where_prec,
        "adm1": shown(place.adm1),
        "country": shown(place.country),
        "kind": shown(place.kind),
        "candidates": place.candidates,
        "runners_up": [visible(other) for other in place.runners_up],
        "reason": visible(place.reason),
    }


def _date(when: ClaimDate | None) -> Row | None:
    if when is None:
        return None
    return {
        "edtf": visible(when.edtf),
        "start": _day(when.start),
        "end": _day(when.end),
        "prec": when.precision,
        "basis": visible(when.basis),
        "mention": shown(when.mention),
    }


def _figure(figure: Figure) -> Row:
    return {
        "measure": visible(figure.measure),
        "of": shown(figure.of),
        "item": shown(figure.item),
        "low": figure.low,
        "best": figure.best,
        "high": figure.high,
        "mention": visible(figure.mention),
    }


def _speaker(speaker: Speaker) -> Row:
    return {
        "name": visible(speaker.name),
        "mention": visible(speaker.mention),
        "cue": visible(speaker.cue),
        "role": shown(speaker.role),
        "side": shown(speaker.side),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
