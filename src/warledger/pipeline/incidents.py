"""Make the incidents of regrouped claims, and of those whose reports turned out copies.

Clusters are taken a few thousand claims at a time, so that memory does not grow with the
ledger. Ids that no longer stand are kept with the claim they were named for, and lead to
the incident that holds it now; so there are no chains of redirects, and no circles.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import cast

from warledger.model import Incident
from warledger.pipeline.changes import Regrouped
from warledger.reconcile.incidents import make_incident
from warledger.reconcile.incidents_told import Told
from warledger.store.incidents import (
    incident_claim_rows,
    incident_row,
    origin_of,
    story_of,
)
from warledger.store.ledger import Ledger
from warledger.store.records import to_claim
from warledger.store.rows import Row

# Claims in memory at once; a claim with its incident takes about ten kilobytes.
CLAIMS_AT_ONCE = 8_000

Cluster = Sequence[str]


def update_incidents(
    ledger: Ledger, regrouped: Regrouped, copied: frozenset[str]
) -> frozenset[str]:
    """Return the ids of the incidents that were made or made again."""
    retold = _resting_on(ledger, copied, regrouped)
    gone = sorted(regrouped.dissolved.union(retold))
    for statement in ("remember_incidents", "forget_incident_claims", "forget_incidents"):
        ledger.apply(statement, incidents=gone)
    made: set[str] = set()
    for batch in batches((*regrouped.clusters, *retold.values())):
        incidents = make_all(ledger, batch)
        ledger.insert("incidents", [incident_row(incident) for incident in incidents])
        ledger.insert("incident_claims", incident_claim_rows(incidents))
        made.update(incident.incident_id for incident in incidents)
    ledger.apply("settle_redirects")
    return frozenset(made)


def _resting_on(
    ledger: Ledger, copied: frozenset[str], regrouped: Regrouped
) -> Mapping[str, Cluster]:
    """Return the claims of untouched incidents whose reports' origins may be others now."""
    if not copied:
        return {}
    rows = ledger.rows("incidents_of_reports", reports=sorted(copied))
    found = {cast(str, row["incident_id"]): cast(list[str], row["claims"]) for row in rows}
    return {name: found[name] for name in sorted(found.keys() - regrouped.dissolved)}


def batches(clusters: Iterable[Cluster]) -> Iterator[list[Cluster]]:
    """Yield whole clusters, so many that they hold the claims of one batch."""
    batch: list[Cluster] = []
    claims = 0
    for cluster in clusters:
        batch.append(cluster)
        claims += len(cluster)
        if claims >= CLAIMS_AT_ONCE:
            yield batch
            batch, claims = [], 0
    if batch:
        yield batch


def make_all(ledger: Ledger, clusters: Sequence[Cluster]) -> list[Incident]:
    """Return the incident of each cluster, in their order."""
    told = _told(ledger, sorted({claim for cluster in clusters for claim in cluster}))
    found = ([told[claim] for claim in cluster if claim in told] for cluster in clusters)
    return [make_incident(claims) for claims in found if claims]


def _told(ledger: Ledger, claims: Sequence[str]) -> dict[str, Told]:
    """Return the claims by id, with their reports' facts and origins."""
    rows = list(ledger.rows("incident_told", claims=claims))
    origins = [origin_of(row) for row in rows]
    heads = _heads(ledger, origins)
    # What a passage was taken from may be a copy itself; words of its own are its own.
    firsts = {
        origin: cast(str, head["origin_id"] or origin) for origin, head in heads.items()
    }
    heads = _heads(ledger, firsts.values()) | heads
    found: dict[str, Told] = {}
    for row, origin in zip(rows, origins, strict=True):
        own = cast(str, row["report"])
        first = origin if own in (origin, firsts[origin]) else firsts[origin]
        found[cast(str, row["claim_id"])] = _one(row, first, heads)
    return found


def _heads(ledger: Ledger, reports: Iterable[str]) -> dict[str, Row]:
    """Return whose these reports are and what they lead back to, by report."""
    rows = ledger.rows("incident_origins", reports=sorted(set(reports)))
    return {cast(str, row["report"]): row for row in rows}


def _one(row: Row, origin: str, heads: Mapping[str, Row]) -> Told:
    outlet = cast(str | None, row["outlet"])
    is_own = origin == row["report"]
    earlier = cast(str | None, heads[origin]["outlet"])
    return Told(
        claim=to_claim(row),
        claim_id=cast(str, row["claim_id"]),
        outlet=outlet,
        published=cast(date | None, row["published"]),
        origin_report=origin,
        origin_outlet=outlet if is_own else earlier,
        words=cast(str, row["quote"]),
        story=story_of(row),
    )
