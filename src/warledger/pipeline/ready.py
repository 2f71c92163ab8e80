"""What reconciling asks of a report, got ready where the report is analysed.

Copies want a report's fingerprint, links its rare words and the features of its claims;
all three follow from the report and its claims alone. So whoever has analysed a report
describes it too, in as many processes as there are, and a `shelf` keeps that
until reconciling asks. Nothing hangs on it: what the shelf lacks (after a kill, on a full
disk) is read from the ledger and described then, with the same functions.
"""

from collections.abc import Iterable, Mapping
from functools import cache

import pyarrow as pa

from warledger.model import ReportState
from warledger.pipeline.copies_rows import fresh_row
from warledger.pipeline.linking import describe_report
from warledger.reconcile.copies import Folded
from warledger.reconcile.fingerprints import fingerprint
from warledger.reconcile.words import fold_report
from warledger.store.records import to_claim, to_report
from warledger.store.rows import Entry, Row
from warledger.store.slices import table_schemas


def describe_entries(entries: Iterable[Entry]) -> Mapping[str, pa.Table]:
    """Return what reconciling will ask of the reports of a chunk, by the table it is for.

    Each row has the revision of its report besides.
    """
    rows: dict[str, list[Row]] = {name: [] for name in _schemas()}
    for entry in entries:
        report = to_report(entry.report)
        if report.state is ReportState.SKIPPED:
            continue
        folded = Folded(report, fold_report(report))
        found = {"copies_fresh": [fresh_row(folded, fingerprint(folded.words))]}
        if entry.claims:
            found |= describe_report(report, map(to_claim, entry.claims))
        for name, described in found.items():
            key = {"revision": entry.report["revision"]}
            rows[name] += ({**row, **key} for row in described)
    return {n: pa.Table.from_pylist(rows[n], schema=_schemas()[n]) for n in rows}


@cache
def _schemas() -> dict[str, pa.Schema]:
    """Return the columns of what is got ready, by the table that it goes to."""
    known = table_schemas()
    columns = {
        "copies_fresh": known["copy_words"].append(pa.field("keys", pa.list_(pa.uint64()))),
        "arriving_words": known["report_words"],
        "arriving": known["claim_features"],
    }
    revision = pa.field("revision", pa.int32())
    return {name: found.append(revision) for name, found in columns.items()}
