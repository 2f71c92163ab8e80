"""Count the incidents that hang on the order of arrival: `orders.py LEDGER --orders 20`.

    warledger ingest a.ledger ../shared/data/fakes/reports.jsonl
    python bench/orders.py a.ledger --reports 120 --orders 20

Takes the reports of LEDGER whose ids come first, lets them arrive in one go, and again in
so many random orders in four parts, reconciled after each; prints how many incidents and
links differ from those of the first. Everything of an incident is compared, not only its
claims.
"""

import argparse
import tempfile
from pathlib import Path
from random import Random

from warledger.pipeline.reconcile import reconcile
from warledger.store.opening import open_ledger

PARTS = 4
TABLES = ("reports", "claims", "mentions")
RUNS = """INSERT INTO main.runs
SELECT * FROM source.runs ANTI JOIN main.runs USING (run_id)"""
COPY = """INSERT INTO main.{0} BY NAME
SELECT * FROM source.{0} WHERE report IN (SELECT unnest(?))"""


def main() -> None:
    """Print the differences of each order, and their sum."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--reports", type=int, default=120)
    parser.add_argument("--orders", type=int, default=20)
    asked = parser.parse_args()
    with open_ledger(asked.ledger) as ledger:
        rows = ledger._connection.execute("SELECT report FROM current ORDER BY 1")
        names = [name for (name,) in rows.fetchall()][: asked.reports]
    first = arrive(asked.ledger, [names])
    print(f"{len(names)} reports: {len(first[0])} incidents, {len(first[1])} links")
    wrong = 0
    for number in range(asked.orders):
        mixed = Random(number).sample(names, len(names))
        size = -(-len(mixed) // PARTS)
        parts = [mixed[n : n + size] for n in range(0, len(mixed), size)]
        again = arrive(asked.ledger, parts)
        differ = [len(a ^ b) for a, b in zip(first, again, strict=True)]
        wrong += differ[0]
        print(f"order {number}: {differ[0]} incidents differ, {differ[1]} links")
    print(f"{wrong} incidents differ over {asked.orders} orders")


def arrive(source: Path, parts: list[list[str]]) -> tuple[set[str], set[str]]:
    """Return all incidents and links after the parts came one by one."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_ledger(Path(folder, "own.ledger"), write=True) as ledger,
    ):
        execute = ledger._connection.execute
        for part in parts:
            execute(f"ATTACH '{source}' AS source (READ_ONLY)")
            execute(RUNS)
            for table in TABLES:
                execute(COPY.format(table), [part])
            execute("DETACH source")
            reconcile(ledger)
        found = [
            {repr(row) for row in execute(f"SELECT * FROM {table}").fetchall()}
            for table in ("incidents", "links")
        ]
    return found[0], found[1]


if __name__ == "__main__":
    main()
