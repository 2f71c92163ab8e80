"""Turn incidents into the ledger's rows, and claims with their reports' facts back.

A claim's origin is the report whose words it stands in: where a copied passage covers half
of the claim's quote or more, that passage's origin; else, in a report that is mostly a
copy, the report it is a copy of; else the report itself.
"""

from collections.abc import Iterable, Mapping
from typing import cast

from warledger.model import Deaths, Incident, Losses, Place, Toll
from warledger.store.rows import Row

# From here on a report is a copy with a few words of its own, not a story that quotes.
MOSTLY_COPIED = 0.5
# A passage that covers so much of a claim's quote is where the claim was taken from.
COVERED = 0.5


def origin_of(row: Row) -> str:
    """Return the report that a claim's words come from; `row` is of `incident_told`."""
    start, end = cast(int, row["start"]), cast(int, row["end"])
    covered: dict[str, int] = {}
    for passage in cast(list[Row] | None, row["copy_passages"]) or ():
        first, last = cast(int, passage["start"]), cast(int, passage["end"])
        overlap = min(end, last) - max(start, first)
        if overlap > 0:
            origin = cast(str, passage["origin"])
            covered[origin] = covered.get(origin, 0) + overlap
    if covered:
        origin = min(covered, key=lambda name: (-covered[name], name))
        if covered[origin] >= COVERED * (end - start):
            return origin
    if row["copy_origin"] is not None and cast(float, row["copy_share"]) >= MOSTLY_COPIED:
        return cast(str, row["copy_origin"])
    return cast(str, row["report"])


def story_of(row: Row) -> int:
    """Return in which of its report's stories a claim stands, counted from 1."""
    at = cast(int, row["trigger_start"])
    begun = [s for s in cast(list[Row], row["sections"]) if cast(int, s["start"]) <= at]
    return max(1, len(begun))


def incident_row(incident: Incident) -> Row:
    """Return the row of `incidents`."""
    return {
        "incident_id": incident.incident_id,
        "event_type": incident.event_type,
        "sub_event_type": incident.sub_event_type,
        "status": incident.status,
        "place": _place(incident.place, incident.place_claim),
        "date_start": incident.date_start,
        "date_end": incident.date_end,
        "date_prec": incident.date_prec,
        "side_a": list(incident.side_a),
        "side_b": list(incident.side_b),
        "side_a_ids": list(incident.side_a_ids),
        "side_b_ids": list(incident.side_b_ids),
        "deaths": [_loss(deaths) for deaths in incident.deaths],
        "losses": [
            {"measure": loss.measure, "item": loss.item, **_loss(loss)}
            for loss in incident.losses
        ],
        "claims": list(incident.claims),
        "reports": list(incident.reports),
        "origins": incident.origins,
        "origin_ids": list(incident.origin_ids),
        "standing": incident.standing.value,
        "disagreements": [
            {
                "field": one.field,
                "versions": [
                    {
                        "value": version.value,
                        "told_by": list(version.told_by),
                        "claims": list(version.claim_ids),
                    }
                    for version in one.versions
                ],
            }
            for one in incident.disagreements
        ],
        "denials": [
            {"claim_id": d.claim_id, "speaker": d.speaker, "denies": list(d.denies)}
            for d in incident.denials
        ],
        "reasons": [
            {"field": field, "reason": reason} for field, reason in incident.reasons
        ],
    }


def incident_claim_rows(incidents: Iterable[Incident]) -> list[Row]:
    """Return the rows of `incident_claims`."""
    return [
        {"incident_id": incident.incident_id, "claim_id": claim}
        for incident in incidents
        for claim in incident.claims
    ]


def _place(place: Place | None, claim_id: str | None) -> Row | None:
    if place is None:
        return None
    return {
        "name": place.name,
        "id": place.place_id,
        "mention": place.mention,
        "start": place.span.start,
        "end": place.span.end,
        "lat": place.lat,
        "lon": place.lon,
        "where_prec": place.where_prec,
        "adm1": place.adm1,
        "country": place.country,
        "reason": place.reason,
        "candidates": place.candidates,
        "kind": place.kind,
        "runners_up": list(place.runners_up),
        "claim_id": claim_id,
    }


def _loss(loss: Deaths | Losses) -> Mapping[str, object]:
    return {
        "side": loss.side,
        "low": loss.low,
        "best": loss.best,
        "high": loss.high,
        "by_speaker": [_toll(toll) for toll in loss.accounts],
        "belongs_to": loss.belongs_to,
    }


def _toll(toll: Toll) -> Row:
    return {
        "speaker": toll.speaker,
        "outlet": toll.outlet,
        "low": toll.low,
        "best": toll.best,
        "high": toll.high,
        "claims": list(toll.claim_ids),
        "superseded": toll.is_superseded,
        "part": toll.is_part,
        "words": list(toll.words),
    }
