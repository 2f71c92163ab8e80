"""Measure Spark on this machine against the local executor: same texts, one run.

    python bench/spark.py [REPORTS] [--workers 2] [--rounds 1]

REPORTS is a file or a folder. Each is a fresh process, the whole way from the texts to the
ledger or the lake with its incidents, start-up and the loading of models included; rounds
alternate, and the best of each counts. Memory is the most that a process and its children
held at one time (bench/workers.py). The floor of 1.4 is for 100,000 reports: on fewer,
Spark's start and the planning of its stages, some dozen seconds, weigh more.

    python bench/made_archive.py archive --reports 100000
    python bench/spark.py archive

With `--keep` each run is added to bench/archives.jsonl, of which `growth.py draw` makes a
picture and a table.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from growth import commit
from workers import held

ROWS = Path(__file__).with_name("archives.jsonl")
REPORTS = (
    Path(__file__).resolve().parents[2] / "shared" / "data" / "fakes" / "reports.jsonl"
)
ENGINES = ["local", "spark"]
FLOOR, AIM = 1.4, 1.1
LOOK_SECONDS = 1.0


def main() -> None:
    """Run both, or in a child process one of them, and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reports", nargs="?", type=Path, default=REPORTS)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES)
    parser.add_argument("--keep", action="store_true", help="add to bench/archives.jsonl")
    parser.add_argument("--only", choices=ENGINES, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if not asked.reports.exists():
        sys.exit(f"{asked.reports}: no such file; give a file or folder of reports")
    if asked.only:
        print(json.dumps(run(asked.only, asked.reports, asked.workers)))
        return
    engines = asked.engines
    rounds = [
        {which: measure(which, asked) for which in engines} for _ in range(asked.rounds)
    ]
    best = {w: min((r[w] for r in rounds), key=lambda m: m["seconds"]) for w in engines}
    for which, found in best.items():
        print(
            f"{which:6} {found['reports']:,} reports, {found['claims']:,} claims: "
            f"{found['seconds']:.1f} s, at most {found['peak_mb']:,} MB"
        )
    if set(best) == set(ENGINES):
        ratio = best["spark"]["seconds"] / best["local"]["seconds"]
        print(f"spark takes {ratio:.2f} times the seconds (floor {FLOOR}, aim {AIM})")


def measure(which: str, asked: argparse.Namespace) -> dict:
    """Return what one of the two took, in a process of its own."""
    command = [sys.executable, __file__, str(asked.reports), "--only", which]
    command += ["--workers", str(asked.workers)]
    env = os.environ | {"OMP_NUM_THREADS": "1"}
    peak = 0
    with tempfile.TemporaryFile("w+") as told:
        with subprocess.Popen(command, stdout=told, env=env) as running:
            while running.poll() is None:
                peak = max(peak, held(running.pid))
                time.sleep(LOOK_SECONDS)
        told.seek(0)
        if running.returncode:
            sys.exit(f"{which} failed: {told.read()}")
        found = json.loads(told.read().splitlines()[-1]) | {"peak_mb": peak // 1024}
    found |= {"engine": which, "workers": asked.workers, "commit": commit()}
    line = json.dumps(found | {"at": time.strftime("%Y-%m-%d %H:%M")})
    print(line, flush=True)
    if asked.keep:
        with ROWS.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
    return found


def run(which: str, path: Path, workers: int) -> dict:
    """Read the reports with one of the two; return the counts and the seconds."""
    from warledger.pipeline import Settings

    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        if which == "spark":
            from warledger.executors.spark import ingest as ingest_there

            lake = Path(folder) / "war.lake"
            master = f"local[{workers}]"
            tally = ingest_there(lake, [str(path)], settings=Settings(), master=master)
        else:
            from warledger.executors.local import ingest as ingest_here

            ledger = Path(folder) / "war.ledger"
            tally = ingest_here(ledger, [str(path)], settings=Settings(), workers=workers)
        seconds = time.perf_counter() - begun
    return {"reports": tally.read, "claims": tally.claims, "seconds": round(seconds, 1)}


if __name__ == "__main__":
    main()
