"""Measure linking: 100,000 claims at once, then 1,000 new ones into them; time and memory.

    python bench/grown_ledger.py grown.ledger fakes.ledger gva.ledger
    python bench/reconcile.py grown.ledger [--new 1000] [--copies 10000] [--whole]

Works on a copy of LEDGER. The new claims are those of the last reports by id, taken in
after the rest. `--copies` first adds so many reports with one text, to see that they
do not square. What is measured is `pipeline.linking` (features, links and groups);
`--whole` measures `pipeline.reconcile` instead, with copies of reports, incidents and
control. No ledger of bench/made_ledger.py will do: its words are all rare and its
reports tell of ten years each, as no news does.
"""

import argparse
import resource
import shutil
import tempfile
import time
from pathlib import Path

from warledger.pipeline.changes import Pending
from warledger.pipeline.linking import update_links
from warledger.pipeline.reconcile import reconcile
from warledger.store.ledger import Ledger
from warledger.store.opening import open_ledger

COUNT = "SELECT count(*) FROM links"
REPORTS = """SELECT report, revision, count(*) AS claims
FROM claims JOIN current USING (report, revision) GROUP BY ALL ORDER BY report"""


def main() -> None:
    """Link all but the last claims, then those, and print time and memory."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--new", type=int, default=1000, help="claims to add at the end")
    parser.add_argument("--copies", type=int, default=0, help="reports of one text")
    parser.add_argument("--whole", action="store_true", help="all of reconciling")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "copy.ledger")
        shutil.copy(asked.ledger, path)
        with open_ledger(path, write=True) as ledger:
            if asked.copies:
                _add_copies(ledger, asked.copies)
            if asked.whole:
                _measure_whole(ledger)
            else:
                _measure(ledger, asked.new)


def _measure_whole(ledger: Ledger) -> None:
    start = time.perf_counter()
    done = reconcile(ledger, afresh=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"reconciled {ledger.counts().claims:,} claims of {done.reports:,} reports into "
        f"{done.incidents:,} incidents in {time.perf_counter() - start:.1f} s; peak memory "
        f"{peak:,.0f} MB"
    )


def _measure(ledger: Ledger, new: int) -> None:
    connection = ledger._connection
    with ledger.writing():
        ledger.apply("clear_derived")
    reports = connection.execute(REPORTS).fetchall()
    last = len(reports)
    claims = 0
    while claims < new and last > 0:
        last -= 1
        claims += reports[last][2]
    for name, part in (("at first", reports[:last]), ("added", reports[last:])):
        pending = Pending([(report, revision) for report, revision, _ in part])
        start = time.perf_counter()
        with ledger.writing():
            regrouped = update_links(ledger, pending)
        took = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        links = connection.execute(COUNT).fetchall()[0][0]
        largest = max(map(len, regrouped.clusters), default=0)
        print(
            f"{name}: {sum(row[2] for row in part):,} claims of {len(part):,} reports in "
            f"{took:.1f} s; {links:,} links; {len(regrouped.clusters):,} groups regrouped, "
            f"the largest of {largest:,}; peak memory {peak:,.0f} MB"
        )


def _add_copies(ledger: Ledger, copies: int) -> None:
    """Add the report with most claims again and again, under other ids."""
    connection = ledger._connection
    name = connection.execute(
        "SELECT report FROM claims GROUP BY report ORDER BY count(*) DESC, report LIMIT 1"
    ).fetchall()[0][0]
    for table in ("reports", "claims"):
        claim = ", claim_id: md5(claim_id || number)[:16]" if table == "claims" else ""
        changed = ", ".join(
            f"{value.strip()} AS {key.strip()}"
            for key, _, value in (
                part.partition(":")
                for part in f"report: 'copy-' || number{claim}".split(", ")
            )
        )
        connection.execute(
            f"INSERT INTO {table} SELECT {table}.* REPLACE ({changed}) "
            f"FROM {table}, range(?) AS n(number) WHERE report = ?",
            [copies, name],
        )


if __name__ == "__main__":
    main()
