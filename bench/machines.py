"""Compares the exports of one input, taken in by differently set up runs, byte for byte.

    python bench/machines.py ../shared/data/fakes/reports.jsonl
    python bench/machines.py src/warledger/samples --python OTHER_ENV/bin/python

Each run is a process of its own: another seed of hashes, locale, time zone, home, folder
and name of the ledger, number of workers and of threads, another copy of the sources,
another order of the input, another clock, and each further Python that is named. What is
compared is a digest of every table's JSON Lines and CSV. Ends with 1 where a byte differs.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
TABLES = ("reports", "mentions", "claims", "incidents", "control")
FORMATS = ("jsonl", "csv")
RUN = f"""
import sys, time
later = float(sys.argv[4])
if later:
    real = time.time
    time.time = lambda: real() + later
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from warledger.executors.local import ingest
from warledger.pipeline import Settings
from warledger.store.exports import write_table
from warledger.store.opening import open_ledger

path = Path(sys.argv[1])
paths = sys.argv[5:]
for one in paths if sys.argv[3] == "apart" else [None]:
    ingest(path, [one] if one else paths, settings=Settings(), workers=int(sys.argv[2]))
with open_ledger(path) as ledger:
    for table in {TABLES!r}:
        for form in {FORMATS!r}:
            out = BytesIO()
            write_table(ledger, table=table, form=form, out=out)
            print(table, form, blake2b(out.getvalue(), digest_size=16).hexdigest())
"""


@dataclass(frozen=True)
class Machine:
    """How one run differs from the first one."""

    name: str
    environment: dict[str, str] = field(default_factory=dict)
    workers: int = 1
    order: str = "given"
    source: Path | None = None  # None: the copy that the first run has
    python: str = sys.executable
    later_seconds: float = 0.0


def machines(folder: Path, pythons: list[str]) -> Iterator[Machine]:
    """Yield the first run and all that differ from it in one thing."""
    copied = folder / "another place" / "src"
    shutil.copytree(folder / "src", copied)
    home = folder / "home"
    home.mkdir()
    yield Machine("as it is", {"PYTHONHASHSEED": "0"})
    yield Machine("another seed of hashes", {"PYTHONHASHSEED": "4242"})
    yield Machine("another locale", {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"})
    yield Machine("another time zone", {"TZ": "Pacific/Kiritimati"})
    yield Machine("another home", {"HOME": str(home), "XDG_CACHE_HOME": str(home)})
    yield Machine("two workers", workers=2)
    yield Machine("two threads of arithmetic", {"OMP_NUM_THREADS": "2"})
    yield Machine("another copy of the sources", source=copied)
    yield Machine("the reverse order", order="reversed")
    yield Machine("report by report", order="apart")
    yield Machine("a clock ten years on", later_seconds=10 * 365 * 86_400.0)
    for python in pythons:
        yield Machine(f"by {python}", python=python)


def inputs(path: Path, folder: Path) -> list[str]:
    """Return the files to be read; a file of many reports is put into several."""
    if path.is_dir():
        return sorted(str(file) for file in path.iterdir() if file.is_file())
    lines = path.read_text("utf-8").splitlines(keepends=True)
    size = -(-len(lines) // 8)
    made = []
    for start in range(0, len(lines), size):
        part = folder / f"part-{start:06d}.jsonl"
        part.write_text("".join(lines[start : start + size]), "utf-8")
        made.append(str(part))
    return made


def digests(machine: Machine, ledger: Path, files: list[str]) -> dict[str, str]:
    """Return the digest of every export of one run."""
    given = files[::-1] if machine.order != "given" else files
    environment = {
        **os.environ,
        "OMP_NUM_THREADS": "1",
        **machine.environment,
        "PYTHONPATH": str(machine.source or ledger.parents[1] / "src"),
    }
    done = subprocess.run(
        [
            machine.python, "-c", RUN, str(ledger), str(machine.workers), machine.order,
            str(machine.later_seconds), *given,
        ],
        env=environment, capture_output=True, text=True, check=False, cwd=ledger.parent,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{machine.name}: {done.stderr.strip().splitlines()[-1]}")
    told = (line.split() for line in done.stdout.splitlines())
    return {f"{table} {form}": digest for table, form, digest in told}


def main() -> None:
    """Print what differs from the first run, run by run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("input", type=Path)
    parser.add_argument("--python", action="append", default=[], metavar="PATH")
    parser.add_argument("--only", action="append", metavar="RUN", help="by its name")
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="warledger-machines-") as name:
        folder = Path(name)
        # All runs from one copy: whoever edits the sources meanwhile changes none of them.
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "src", folder / "src", ignore=ignored)
        files = inputs(asked.input.resolve(), folder)
        first: dict[str, str] = {}
        runs = differing = 0
        for number, machine in enumerate(machines(folder, asked.python)):
            if asked.only and machine.name not in ("as it is", *asked.only):
                continue
            ledger = folder / f"{number} ledger" / f"own-{number}.ledger"
            ledger.parent.mkdir()
            told = digests(machine, ledger, files)
            first = first or told
            other = [export for export in first if told[export] != first[export]]
            runs, differing = runs + 1, differing + len(other)
            came = f"differs in {', '.join(other)}" if other else "the same bytes"
            print(f"{machine.name}: {came}", flush=True)
    print(f"{runs} runs, {len(first)} exports each: {differing} differ")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
