"""Who tells a claim, for citing: the nearest speaker, else the outlet in its own voice.

In a stretch that a copy takes over, the voice is the origin's, so copies are no tellers.
"""

from collections.abc import Iterable, Mapping

from warledger.model import Span, Speaker
from warledger.reconcile.incidents_told import is_named
from warledger.store.incidents import origin_of
from warledger.web.brief.records import Part, Row

Outlets = Mapping[str, str | None]


def teller_of(row: Row, outlets: Outlets) -> str:
    """Return the teller of a row of `brief_told`; `outlets` are the reports'."""
    voice = origin_of(dict(row))
    outlet = outlets.get(voice)
    sources = row["sources"]
    if not sources:
        return outlet or f"report {voice}, whose outlet is not stated"
    name = str(sources[0]["name"])
    return (
        name
        if is_named(_speaker(sources[0]))
        else f"{name} (in {outlet or f'report {voice}'})"
    )


def _speaker(row: Row) -> Speaker:
    return Speaker(
        name=row["name"],
        mention=row["mention"],
        span=Span(row["start"], row["end"]),
        cue=row["cue"],
        actor_id=row["id"],
        role=row["role"],
    )


def by_teller(
    claims: Iterable[str], told: Mapping[str, Row], outlets: Outlets
) -> list[Part]:
    """Return "A [1], B [2]": each teller once, in the order of names, with its claims."""
    found: dict[str, list[str]] = {}
    for claim_id in claims:
        found.setdefault(teller_of(told[claim_id], outlets), []).append(claim_id)
    parts: list[Part] = []
    for teller in sorted(found):
        parts += [Part("; ")] if parts else []
        parts.append(Part(teller, tuple(found[teller])))
    return parts
