"""Measure Warledger against bare spaCy on news of which one report in ten is about war.

    python bench/mixed_news.py [WAR.jsonl] [--reports N] [--rounds N]

The other nine are made by bench/peaceful_news.py. Both read the same texts with the same
model, each in a fresh process: bare spaCy is `nlp.pipe` with all components and nothing
made of it, Warledger is the whole way from the file to the reconciled ledger. Loading is
left out of both. Rounds alternate and the best of each counts. Besides the time on the
clock the processor's time is told, which a busy machine changes less.
"""

import argparse
import json
import tempfile
from pathlib import Path
from random import Random

from peaceful_news import articles
from throughput import REPORTS, compare

WAR_IN_TEN = 1


def main() -> None:
    """Write the mixed reports to a file and measure both on it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("war", nargs="?", type=Path, default=REPORTS)
    parser.add_argument("--reports", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if not asked.war.exists():
        raise SystemExit(f"{asked.war}: no such file; give JSON Lines of reports about war")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mixed.jsonl"
        path.write_text(mixed(asked.war, asked.reports, asked.seed), encoding="utf-8")
        compare(path, rounds=asked.rounds, aims="floor 2, aim 5")


def mixed(war: Path, count: int, seed: int) -> str:
    """Return JSON Lines of so many reports, one in ten of them from the file, shuffled."""
    lines = [line for line in war.read_text(encoding="utf-8").split("\n") if line.strip()]
    chosen = Random(seed).sample(lines, min(len(lines), count * WAR_IN_TEN // 10))
    chosen += [json.dumps(article) for article in articles(count - len(chosen), seed=seed)]
    Random(seed).shuffle(chosen)
    return "".join(f"{line}\n" for line in chosen)


if __name__ == "__main__":
    main()
