"""What follows from the claims of bench/made_ledger.py, written without reconciling.

Incidents, links, redirects and states of control as the ledger would hold them, so that a
ledger of a million claims is there in minutes for benches of what reads it.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from random import Random

from made_world import Happening, Row
from warledger.model import identity
from warledger.store.ledger import Ledger


def write_derived(ledger: Ledger, random: Random, told: list[Happening]) -> None:
    """Write incidents, links, redirects and control of a tenth of the places."""
    step = 5000
    for first in range(0, len(told), step):
        batch = told[first : first + step]
        with ledger.writing():
            ledger.insert("incidents", [incident_row(happening) for happening in batch])
            ledger.insert(
                "incident_claims",
                [
                    {"incident_id": incident_id(h), "claim_id": claim["claim_id"]}
                    for h in batch
                    for claim in h.claims
                ],
            )
            ledger.insert("links", [link for h in batch for link in links_of(h)])
            ledger.insert(
                "control",
                [control_row(h) for h in batch if h.kind[2] == "retook" and h.place["id"]],
            )
    with ledger.writing():
        gone = {"incident_id": "0" * 16, "now": incident_id(told[0])}
        ledger.insert("redirects", [gone])


def incident_id(happening: Happening) -> str:
    """Return the id of an incident, as the ledger makes it: of its first claim."""
    return identity("incident", str(happening.claims[0]["claim_id"]))


def incident_row(happening: Happening) -> Row:
    """Return the row of one incident; it stands by how many outlets tell it."""
    claims = happening.claims
    reports = sorted({claim["report"] for claim in claims})
    denying = [claim for claim in claims if claim["status"] == "denied"]
    standing = (
        "denied" if denying
        else "contested" if happening.number % 5 == 0 and len(reports) > 1
        else "corroborated" if len(reports) > 1 else "single-origin"
    )  # fmt: skip
    place = {**claims[0]["places"][0], "claim_id": claims[0]["claim_id"]}
    return {
        "incident_id": incident_id(happening), "event_type": happening.kind[0],
        "sub_event_type": happening.kind[1], "status": claims[0]["status"], "place": place,
        "date_start": happening.start,
        "date_end": happening.start + timedelta(days=happening.days),
        "date_prec": 2 if happening.days else 1, "side_a": [happening.actor["name"]],
        "side_b": [happening.target["name"]], "deaths": deaths_of(happening),
        "claims": sorted(claim["claim_id"] for claim in claims), "reports": reports,
        "origins": len(reports), "origin_ids": reports, "standing": standing,
        "disagreements": [],
        "denials": [
            {"claim_id": claim["claim_id"],
             "speaker": claim["sources"][0]["name"] if claim["sources"] else None,
             "denies": [c["claim_id"] for c in claims if c["status"] == "occurred"]}
            for claim in denying
        ],
        "reasons": [{"field": "place", "reason": "the one most origins name"}],
    }  # fmt: skip


def deaths_of(happening: Happening) -> list[Row]:
    """Return the dead as each teller has them."""
    told = [(claim, figure) for claim in happening.claims for figure in claim["figures"]]
    if not told:
        return []
    counts = [figure["best"] for _, figure in told]
    accounts = [
        {
            "speaker": claim["sources"][0]["name"] if claim["sources"] else None,
            "outlet": None if claim["sources"] else claim["outlet"],
            "low": figure["low"], "best": figure["best"], "high": figure["high"],
            "claims": [claim["claim_id"]], "superseded": False,
        }
        for claim, figure in told
    ]  # fmt: skip
    best = counts[0] if len(set(counts)) == 1 else None
    of = happening.target["name"]
    return [
        {"side": of, "low": min(counts), "best": best, "high": max(counts),
         "by_speaker": accounts}
    ]  # fmt: skip


def links_of(happening: Happening) -> Iterator[Row]:
    """Yield a link between each claim and the next."""
    ids = sorted({claim["claim_id"] for claim in happening.claims})
    for left, right in pairwise(ids):
        reasons = [
            {"aspect": "place", "weight": 3.0, "words": "both name the same place"},
            {"aspect": "days", "weight": 1.5, "words": "a day apart at most"},
        ]
        yield {"claim_a": left, "claim_b": right, "weight": 4.5, "reasons": reasons}


def control_row(happening: Happening) -> Row:
    """Return that the actor held the place from the day on."""
    first = happening.claims[0]
    place = {**first["places"][0], "claim_id": first["claim_id"]}
    teller = first["sources"][0]["name"] if first["sources"] else first["outlet"]
    return {
        "control_id": identity("control", str(first["claim_id"])), "place": place,
        "place_key": place["id"], "holder": happening.actor["name"],
        "holder_id": happening.actor["id"], "side": happening.actor["side"],
        "kind": "held", "from": happening.start.isoformat(), "to": "..",
        "from_first": happening.start, "from_last": happening.start,
        "claims": [first["claim_id"]], "ended_by": [],
        "according_to": [teller or first["report"]], "contradicted_by": [],
        "unconfirmed": False, "pocket": [],
        "reason": "told as taken on that day",
    }  # fmt: skip
