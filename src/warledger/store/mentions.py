"""Flatten the mentions of a report into the rows of the `mentions` table.

A figure gets its `measure` from the claim that counts with it, a number that no claim uses
keeps none; ordinals and numbers inside a time are no figures. A speaker gives one row for
each claim that rests on him, because the row names the claim.
"""

from collections.abc import Collection, Iterator, Mapping

from warledger.model import (
    ActorMention,
    Claim,
    Figure,
    Mentions,
    Place,
    Quantity,
    Span,
    Speaker,
    TimeMention,
)

Row = Mapping[str, object]

COLUMNS = (
    *("id", "name", "lat", "lon", "where_prec", "adm1", "country", "reason"),
    *("type", "value", "edtf", "date_start", "date_end"),
    *("side", "measure", "low", "best", "high", "cue", "claim_id"),
)


def mention_rows(text: str, mentions: Mentions, claims: Collection[Claim]) -> Iterator[Row]:
    """Yield the rows of one report, each with every column, whatever its kind."""
    for place in mentions.places:
        yield _row(text, "place", place.span, _place(place))
    for time in mentions.times:
        yield _row(text, "time", time.span, _time(time))
    for actor in mentions.actors:
        yield _row(text, "actor", actor.span, _actor(actor))
    yield from _figure_rows(text, mentions, claims)
    for claim in claims:
        for speaker in claim.sources:
            yield _row(text, "speaker", speaker.span, _speaker(speaker, claim))


def _row(text: str, kind: str, span: Span, fields: Mapping[str, object]) -> Row:
    place = {"kind": kind, "start": span.start, "end": span.end, "text": span.of(text)}
    return {**place, **dict.fromkeys(COLUMNS), **fields}


def _figure_rows(text: str, mentions: Mentions, claims: Collection[Claim]) -> Iterator[Row]:
    """Yield each figure that claims use, then each number that none of them covers."""
    figures = {figure: None for claim in claims for figure in claim.figures}
    for figure in figures:
        yield _row(text, "figure", figure.span, _bounds(figure, figure.measure))
    taken = [figure.span for figure in figures] + [time.span for time in mentions.times]
    for number in mentions.quantities:
        if not number.is_ordinal and not any(span.overlaps(number.span) for span in taken):
            yield _row(text, "figure", number.span, _bounds(number, None))


def _bounds(count: Figure | Quantity, measure: str | None) -> Row:
    return {"measure": measure, "low": count.low, "best": count.best, "high": count.high}


def _place(place: Place) -> Row:
    return {
        "id": place.place_id,
        "name": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "where_prec": place.where_prec,
        "adm1": place.adm1,
        "country": place.country,
        "reason": place.reason,
    }


def _time(time: TimeMention) -> Row:
    return {
        "type": time.type.value,
        "value": time.value,
        "edtf": time.edtf,
        "date_start": time.start,
        "date_end": time.end,
        "reason": time.basis,
    }


def _actor(actor: ActorMention) -> Row:
    return {
        "id": actor.actor_id,
        "name": actor.name,
        "country": actor.country,
        "side": actor.side,
        "reason": actor.reason,
    }


def _speaker(speaker: Speaker, claim: Claim) -> Row:
    return {
        "id": speaker.actor_id,
        "name": speaker.name,
        "side": speaker.side,
        "cue": speaker.cue,
        "claim_id": claim.claim_id,
    }
