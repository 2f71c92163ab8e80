"""Makes a large ledger out of ingested ones, to measure with: `grown_ledger.py OUT LEDGER`.

    warledger ingest a.ledger ../shared/data/fakes/reports.jsonl
    warledger ingest b.ledger ../shared/data/gva/reports.jsonl
    python bench/grown_ledger.py grown.ledger a.ledger b.ledger

The reports with their claims are repeated until there are so many claims, each time under
other ids and with all days moved by 47 days more, so that the days, places, parties,
lengths and words of the result are those of news. Linking compares repeated reports only
where their days come near others'; copies of reports are not measured with it.
"""

import argparse
from pathlib import Path

from warledger.store.ledger import Ledger
from warledger.store.opening import open_ledger

# No multiple of a block's four or sixteen days (reconcile/block.py).
DAYS_APART = 47

COPY_RUNS = """INSERT INTO main.runs
SELECT * FROM source.runs ANTI JOIN main.runs USING (run_id)"""
COPY_REPORTS = """INSERT INTO main.reports BY NAME
SELECT * REPLACE (report || '-' || ? AS report, published + ? AS published)
FROM source.reports SEMI JOIN source.current USING (report, revision)"""
COPY_CLAIMS = """INSERT INTO main.claims BY NAME
SELECT * REPLACE (report || '-' || ? AS report, md5(claim_id || '-' || ?)[:16] AS claim_id,
    CASE WHEN date IS NULL THEN NULL ELSE struct_update(date,
        start := date.start + ?, "end" := date."end" + ?) END AS date)
FROM source.claims SEMI JOIN source.current USING (report, revision)"""


def main() -> None:
    """Write the ledger and print how large it is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("ledgers", nargs="+", type=Path)
    parser.add_argument("--claims", type=int, default=100_000)
    asked = parser.parse_args()
    with open_ledger(asked.out, write=True) as ledger:
        number = claims = 0
        while claims < asked.claims:
            for path in asked.ledgers:
                _copy(ledger, path, number)
            number += 1
            claims = ledger.counts().claims
        print(f"{asked.out}: {ledger.counts().reports:,} reports, {claims:,} claims")


def _copy(ledger: Ledger, path: Path, number: int) -> None:
    connection = ledger._connection
    days = number * DAYS_APART
    connection.execute(f"ATTACH '{path}' AS source (READ_ONLY)")
    try:
        connection.execute(COPY_RUNS)
        connection.execute(COPY_REPORTS, [number, days])
        connection.execute(COPY_CLAIMS, [number, number, days, days])
    finally:
        connection.execute("DETACH source")


if __name__ == "__main__":
    main()
