"""Time the gazetteer: opening, memory, look-ups, building, and the places of a report.

    python bench/lookups.py [--build] [--reports FILE.jsonl]

Look-ups are folded, with candidates and likeness, in one process. "cold" asks every
spelling once, none of them twice; "warm" asks them again. The spellings are towns' own
names with a letter changed, so that most are in no list as they stand. `--build` builds
the index anew in a temporary folder. `--reports` times finding and resolving the places
of each report.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from warledger.geo.build import embedded_store
from warledger.geo.embedded import towns
from warledger.geo.gazetteer import Gazetteer, load_gazetteer
from warledger.geo.recognise import find_toponyms
from warledger.geo.resolve import resolve

COUNTRIES = ("SY", "IQ", "UA", "YE", "AF")
HOW_MANY = 5_000
SWAPS = {"q": "k", "k": "q", "u": "o", "o": "u", "i": "e", "e": "i"}


def memory_mb() -> float:
    """Return the memory that this process alone holds, in MB, mapped files left out."""
    for line in Path("/proc/self/status").read_text("utf-8").splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def resident_mb() -> float:
    """Return all memory of this process that is resident, mapped files included, in MB."""
    for line in Path("/proc/self/status").read_text("utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return memory_mb()


def spellings(seed: int = 3) -> list[tuple[str, str]]:
    """Return names of towns with a letter changed, and their country."""
    rows = [row for row in towns() if row.country in COUNTRIES and row.names[0].isascii()]
    chosen = random.Random(seed).sample(rows, min(HOW_MANY, len(rows)))
    return [(respelt(row.names[0]), row.country or "") for row in chosen]


def respelt(name: str) -> str:
    """Return the name with its first letter that has a usual other writing changed."""
    at = next((n for n, letter in enumerate(name) if n and letter in SWAPS), None)
    return name if at is None else name[:at] + SWAPS[name[at]] + name[at + 1 :]


def rate(gazetteer: Gazetteer, asked: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """Return look-ups a second and the share that found a candidate."""
    start = time.perf_counter()
    found = sum(bool(gazetteer.folded(name, countries=[at])) for name, at in asked)
    return len(asked) / (time.perf_counter() - start), found / len(asked)


def time_reports(gazetteer: Gazetteer, path: Path) -> None:
    """Print how long finding and resolving take for each report of a JSON Lines file."""
    texts = [json.loads(line)["text"] for line in path.open(encoding="utf-8")]
    finding, resolving, chars = [], [], 0
    for text in texts:
        start = time.perf_counter()
        toponyms = find_toponyms(text, gazetteer=gazetteer, demonyms=True)
        middle = time.perf_counter()
        resolve(toponyms, text, gazetteer=gazetteer)
        finding.append(middle - start)
        resolving.append(time.perf_counter() - middle)
        chars += len(text)
    both = (sum(finding) + sum(resolving)) * 1000
    print(
        f"reports: {len(texts)}, {chars / len(texts):,.0f} characters each; find "
        f"{sum(finding) * 1000 / len(texts):.2f} ms, resolve "
        f"{sum(resolving) * 1000 / len(texts):.2f} ms; {both / chars * 2000:.2f} ms "
        "per 2,000 characters"
    )


def main() -> int:
    """Run the measurements and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--build", action="store_true")
    parser.add_argument("--reports", type=Path)
    parser.add_argument("--spellings", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.build:
        with tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            store = embedded_store(Path(folder))
            took = time.perf_counter() - start
            print(f"build: {took:.1f} s for {len(store):,} places")
    if given.spellings:
        print(json.dumps(spellings()))
        return 0
    # Made in another process: its memory is no part of what is measured.
    made = subprocess.run(
        [sys.executable, __file__, "--spellings"], check=True, capture_output=True
    )
    asked = [(name, at) for name, at in json.loads(made.stdout)]
    before, resident = memory_mb(), resident_mb()
    start = time.perf_counter()
    gazetteer = load_gazetteer()
    opened = (time.perf_counter() - start) * 1000
    print(f"open: {opened:.0f} ms, {len(gazetteer):,} places")
    for kind in ("cold", "warm"):
        speed, share = rate(gazetteer, asked)
        print(f"look-ups, {kind}: {speed:,.0f} a second; {share:.2f} have a candidate")
    print(
        f"memory added: {memory_mb() - before:.0f} MB of its own, "
        f"{resident_mb() - resident:.0f} MB with the pages of the index in use"
    )
    if given.reports:
        time_reports(gazetteer, given.reports)
    return 0


if __name__ == "__main__":
    sys.exit(main())
