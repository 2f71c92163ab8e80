"""Make the incidents of regrouped claims, and of those whose reports turned out copies.

Clusters are taken some thousand claims at a time, so that memory does not grow with the
ledger; whoever calls says how they are made (`tasks.Doing`). Ids that no longer stand are
kept with the claim they were named for, and lead to the incident that holds it now; so
there are no chains of redirects, and no circles.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, cast

from warledger.pipeline.changes import Regrouped
from warledger.pipeline.tasks import Doing, one_by_one
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
from warledger.store.slices import table_schemas

if TYPE_CHECKING:
    import pyarrow as pa

    Tables = Mapping[str, pa.Table]

# Claims in memory at once; a claim with its incident takes about ten kilobytes.
CLAIMS_AT_ONCE = 8_000
# So many batches or more, for several processes to share, of so many claims or more.
BATCHES, CLAIMS_AT_LEAST = 16, 500

Cluster = Sequence[str]


def update_incidents(
    ledger: Ledger, regrouped: Regrouped, copied: frozenset[str]
) -> frozenset[str]:
    """Return the ids of the incidents that were made or made again."""
    return end_incidents(ledger, begin_incidents(ledger, regrouped, copied))


def begin_incidents(
    ledger: Ledger, regrouped: Regrouped, copied: frozenset[str], do: Doing = one_by_one
) -> "Iterator[Tables]":
    """Forget the incidents that no longer stand; return the rows of those to be made.

    They may be in the making beside whatever is done before `end_incidents`.
    """
    retold = _resting_on(ledger, copied, regrouped)
    gone = sorted(regrouped.dissolved.union(retold))
    for statement in ("remember_incidents", "forget_incident_claims", "forget_incidents"):
        ledger.apply(statement, incidents=gone)
    return make_all(ledger, (*regrouped.clusters, *retold.values()), do)


def end_incidents(ledger: Ledger, made: "Iterable[Tables]") -> frozenset[str]:
    """Store the incidents that were begun and return their ids."""
    ids: set[str] = set()
    for tables in made:
        for name, rows in tables.items():
            ledger.add(name, rows)
        ids.update(tables["incidents"].column("incident_id").to_pylist())
    ledger.apply("settle_redirects")
    return frozenset(ids)


def _resting_on(
    ledger: Ledger, copied: frozenset[str], regrouped: Regrouped
) -> Mapping[str, Cluster]:
    """Return the claims of untouched incidents whose reports' origins may be others now."""
    if not copied:
        return {}
    rows = ledger.rows("incidents_of_reports", reports=sorted(copied))
    found = {cast(str, row["incident_id"]): cast(list[str], row["claims"]) for row in rows}
    return {name: found[name] for name in sorted(found.keys() - regrouped.dissolved)}


def make_all(
    ledger: Ledger, clusters: Sequence[Cluster], do: Doing = one_by_one
) -> "Iterator[Tables]":
    """Return the rows of the clusters' incidents, by table, some incidents at a time."""
    claims = sum(map(len, clusters))
    most = min(max(claims // BATCHES, CLAIMS_AT_LEAST), CLAIMS_AT_ONCE)
    tasks = (_read(ledger, some) for some in _batches(clusters, most))
    return do(make_some, tasks)


def _batches(clusters: Iterable[Cluster], most: int) -> Iterator[list[Cluster]]:
    """Yield whole clusters, so many that they hold the claims of one batch."""
    batch: list[Cluster] = []
    claims = 0
    for cluster in clusters:
        batch.append(cluster)
        claims += len(cluster)
        if claims >= most:
            yield batch
            batch, claims = [], 0
    if batch:
        yield batch


def _read(
    ledger: Ledger, clusters: list[Cluster]
) -> "tuple[pa.Table, pa.Table, list[Cluster]]":
    """Return the clusters' claims and the heads of all reports that they may rest on."""
    claims = sorted({claim for cluster in clusters for claim in cluster})
    told, heads = (
        ledger.arrow(name, claims=claims).read_all()
        for name in ("incident_told", "incident_heads")
    )
    return told, heads, clusters


def make_some(told: "pa.Table", heads: "pa.Table", clusters: Iterable[Cluster]) -> "Tables":
    """Return the rows of `incidents` and `incident_claims` of some clusters.

    `told` and `heads` are the rows of `incident_told` and `incident_heads` for them.
    """
    import pyarrow as pa

    known = _told(told.to_pylist(), {row["report"]: row for row in heads.to_pylist()})
    found = ([known[claim] for claim in cluster if claim in known] for cluster in clusters)
    incidents = [make_incident(claims) for claims in found if claims]
    rows = {
        "incidents": [incident_row(incident) for incident in incidents],
        "incident_claims": incident_claim_rows(incidents),
    }
    columns = table_schemas()
    return {n: pa.Table.from_pylist(rows[n], schema=columns[n]) for n in rows}


def _told(rows: Iterable[Row], heads: Mapping[str, Row]) -> dict[str, Told]:
    """Return the claims by id, with their reports' facts and origins."""
    found: dict[str, Told] = {}
    for row in rows:
        origin = first = origin_of(row)
        if origin != row["report"]:
            # What a passage was taken from may be a copy itself.
            first = cast(str, heads[origin]["origin_id"] or origin)
        first = origin if first == row["report"] else first
        found[cast(str, row["claim_id"])] = _one(row, first, heads)
    return found


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
