"""Show that a cluster gives the rows of one machine, on every set beside the checkout.

    python bench/spark_same.py [SET...] [--master local[2]] [--limit N]

SET is a folder below ../shared/data that has reports.jsonl, or any path of reports; all of
these folders if none is named, and ../shared/reports and the sample reports besides. Each
is read into a ledger here and into a lake there; then every export is compared byte for
byte, and every derived table row by row. Exit code 1 if anything differs.
"""

import argparse
import io
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from warledger.executors.local import ingest as ingest_here
from warledger.executors.spark import ingest as ingest_there
from warledger.pipeline import Settings
from warledger.store.exports import write_table
from warledger.store.opening import open_ledger
from warledger.store.slices import table_schemas

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
EXPORTS = ("reports", "mentions", "claims", "incidents", "control")
# What only a ledger has: its seals are a lake's manifest, its own row and clocks.
APART = frozenset(("ledger", "runs", "seals"))


def main() -> None:
    """Compare every set that is asked for and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="*")
    parser.add_argument("--master", default="local[2]")
    parser.add_argument(
        "--limit", type=int, help="only so many reports of a JSON Lines set"
    )
    asked = parser.parse_args()
    differing = 0
    for name, path in sets(asked.sets):
        with tempfile.TemporaryDirectory() as folder:
            source = limited(path, asked.limit, Path(folder))
            differing += compare(name, str(source), asked.master, Path(folder))
    sys.exit(1 if differing else 0)


def sets(names: list[str]) -> Iterator[tuple[str, Path]]:
    """Yield the name and the path of each set that is asked for."""
    found = {p.parent.name: p for p in sorted(SHARED.glob("data/*/reports.jsonl"))}
    found |= {"reports": SHARED / "reports"}
    found |= {"samples": ROOT / "src" / "warledger" / "samples"}
    for name in names or found:
        yield name, found.get(name, Path(name))


def limited(path: Path, limit: int | None, folder: Path) -> Path:
    """Return the path, or a file of its first lines."""
    if limit is None or path.suffix != ".jsonl":
        return path
    chosen = folder / "chosen.jsonl"
    lines = path.read_text(encoding="utf-8").split("\n")
    chosen.write_text("\n".join(lines[:limit]), encoding="utf-8")
    return chosen


def compare(name: str, source: str, master: str, folder: Path) -> int:
    """Print what a set gives here and there; return how many tables differ."""
    here, lake = folder / "here.ledger", folder / "there.lake"
    begun = time.perf_counter()
    tally = ingest_here(here, [source], settings=Settings(), workers=1)
    between = time.perf_counter()
    other = ingest_there(lake, [source], settings=Settings(), master=master)
    ended = time.perf_counter()
    one, two = tables_of(here), tables_of(lake)
    differing = sorted(table for table in one if one[table] != two[table])
    if (tally.read, tally.added, tally.claims) != (other.read, other.added, other.claims):
        differing.append("tally")
    told = f"differ: {', '.join(differing)}" if differing else "0 rows differ"
    print(
        f"{name}: {tally.read:,} reports, {tally.claims:,} claims, {len(one)} tables: "
        f"{told} ({between - begun:.0f} s here, {ended - between:.0f} s there)",
        flush=True,
    )
    return len(differing)


def tables_of(path: Path) -> dict[str, object]:
    """Return the bytes of every export, and the rows of every table, by name."""
    found: dict[str, object] = {}
    with open_ledger(path) as opened:
        for table in EXPORTS:
            stream = io.BytesIO()
            write_table(opened, table=table, form="jsonl", out=stream)
            found[f"export of {table}"] = stream.getvalue()
        cursor = opened._connection.cursor()
        for table in table_schemas().keys() - APART:
            rows = cursor.execute(f"SELECT * FROM {table} ORDER BY ALL")
            found[table] = rows.fetchall()
    return found


if __name__ == "__main__":
    main()
