"""Kills a run at random points and proves that nothing is lost: `kills.py 200 [--seed 1]`.

A run takes reports into a ledger by batches and reconciles them, as `warledger ingest` does
after reading (texts, claims and mentions are those of bench/made_ledger.py; no model is
needed). It is ended by SIGKILL after a random part of the time that an undisturbed run
takes, up to three times for one ledger. After every kill the ledger must open, hold whole
batches only and be sound (`store.check`); then a run that nobody disturbs must give
exports that are, byte for byte, those of a ledger that was never disturbed.

What this does not show: a machine that loses power. What the program had written is still
in the system's memory here and reaches the disk.

Runs are forked from one process that has everything loaded and no database open, so that a
kill hits the run and not its imports.
"""

import argparse
import os
import pickle
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from warledger.errors import StoreError
from warledger.pipeline.reconcile import find_pending, reconcile
from warledger.store.check import check
from warledger.store.exports.jsonl import json_text
from warledger.store.opening import open_ledger
from warledger.store.rows import Entry
from warledger.store.run import Run

BATCH = 8
TABLES = ("reports", "mentions", "claims", "incidents", "control")
MOST_IN_A_ROW = 3
REFUSED = 3


@dataclass(frozen=True)
class Source:
    """What a run takes in."""

    run: Run
    entries: list[Entry]


def read_source(path: Path) -> Source:
    """Return the reports of a ledger with their rows, as a run would write them."""
    mentions, claims = defaultdict(list), defaultdict(list)
    with open_ledger(path) as ledger:
        told = next(iter(ledger.runs()))
        columns = ledger.rows("mentions")
        for row in columns:
            mentions[row["report"]].append({**row, "revision": 1})
        for row in ledger.rows("stored_claims"):
            claims[row["report"]].append(row)
        reports = list(ledger.rows("stored_reports"))
    import json

    run = Run(
        told["version"], json.loads(told["settings"]), told["model"], told["lexicon"],
        told["gazetteer"],
    )  # fmt: skip
    entries = [
        Entry(
            row["report"],
            {**row, "run_id": run.run_id},
            tuple(mentions[row["report"]]),
            tuple({**claim, "run_id": run.run_id} for claim in claims[row["report"]]),
        )
        for row in reports
    ]
    return Source(run, entries)


def take_in(path: Path, source: Source) -> None:
    """Go on where the last run was: what is missing by batches, then what follows."""
    with open_ledger(path, write=True) as ledger:
        ledger.begin(source.run)
        known = {text.report_id for text in ledger.known()}
        missing = [entry for entry in source.entries if entry.report_id not in known]
        for start in range(0, len(missing), BATCH):
            ledger.append(missing[start : start + BATCH])
        reconcile(ledger)


def digest(path: Path) -> str:
    """Return a digest of all exports."""
    made = blake2b(digest_size=16)
    with open_ledger(path) as ledger:
        for table in TABLES:
            for row in ledger.rows(table):
                made.update(json_text(row).encode())
    return made.hexdigest()


def faults(path: Path, source: Source) -> list[str]:
    """Return what is wrong with a ledger that a run was ended on; empty if nothing."""
    if not path.exists():  # killed before there was one
        return []
    with open_ledger(path) as ledger:
        held = ledger.counts().reports
        found = [f"{breach.what}: {breach.name}" for breach in check(ledger)]
    if held % BATCH and held != len(source.entries):
        found.append(f"{held} reports: half a batch of {BATCH}")
    return found


def phase(path: Path, source: Source) -> str:
    """Return how far a run had come when it was ended."""
    if not path.exists():
        return "before there was a ledger"
    with open_ledger(path) as ledger:
        counts, waiting = ledger.counts(), len(find_pending(ledger).reports)
    if counts.reports < len(source.entries):
        return "while storing"
    return "while reconciling" if waiting else "after all was reconciled"


class Runs:
    """A process that starts runs by forking itself."""

    def __init__(self, source: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__, "--serve", str(source)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._read()

    def _read(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("the process that starts runs has died")
        return line.strip()

    def run(self, path: Path, *, kill_after: float | None = None, room: int = 0) -> int:
        """Run to the end or to the kill; return the exit status, -9 for a kill.

        `room` limits how long a file may grow, in bytes, 0 for no limit.
        """
        assert self._process.stdin is not None
        print(room, path, file=self._process.stdin, flush=True)
        pid = int(self._read())
        if kill_after is not None:
            time.sleep(kill_after)
            os.kill(pid, signal.SIGKILL)  # not reaped before we say so: it is still ours
        print(file=self._process.stdin, flush=True)
        return int(self._read())

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


@contextmanager
def runs_of(source: Source, folder: Path) -> Iterator[Runs]:
    """Start and end a process that runs over a source."""
    file = folder / "source.pickle"
    file.write_bytes(pickle.dumps((source.run, source.entries)))
    runs = Runs(file)
    try:
        yield runs
    finally:
        runs.close()


def serve(file: Path) -> None:
    """Fork a run for each line of "ROOM PATH"; reap it when the next line comes."""
    run, entries = pickle.loads(file.read_bytes())  # written by `runs_of`
    source = Source(run, entries)
    print("ready", flush=True)
    for line in sys.stdin:
        room, path = line.rstrip("\n").split(" ", 1)
        pid = os.fork()
        if pid == 0:
            os._exit(_one_run(Path(path), source, int(room)))
        print(pid, flush=True)
        sys.stdin.readline()
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _one_run(path: Path, source: Source, room: int) -> int:
    if room:
        import resource

        # Python ignores the signal that comes with it: writing fails, as on a full disk.
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    try:
        take_in(path, source)
    except StoreError as error:
        print(error, file=sys.stderr)
        return REFUSED
    return 0


def survive(
    kills: int, source: Source, folder: Path, seed: int
) -> tuple[Counter[str], int]:
    """Return how many runs were killed when, and how many ledgers were finished after it.

    Raises SystemExit where a ledger is not sound or ends otherwise than undisturbed.
    """
    random = Random(seed)
    with runs_of(source, folder) as runs:
        path = folder / "undisturbed.ledger"
        begun = time.monotonic()
        if runs.run(path):
            raise SystemExit("the undisturbed run failed")
        whole = time.monotonic() - begun
        wanted = digest(path)
        phases: Counter[str] = Counter()
        ledgers = 0
        while (done := phases.total()) < kills:
            path = folder / f"killed-{ledgers}.ledger"
            for _ in range(min(MOST_IN_A_ROW, kills - done)):
                code = runs.run(path, kill_after=random.uniform(0, whole))
                if code == -signal.SIGKILL:
                    phases[phase(path, source)] += 1
                if found := faults(path, source):
                    raise SystemExit(f"kill {done} (seed {seed}): {found[:3]}")
            if code := runs.run(path):
                raise SystemExit(
                    f"kill {done} (seed {seed}): the next run ended with {code}"
                )
            if digest(path) != wanted:
                raise SystemExit(f"kill {done} (seed {seed}): the ledger ends otherwise")
            ledgers += 1
            for made in folder.glob(f".*{path.name}*"):
                made.unlink()
            path.unlink()
    return phases, ledgers


def main() -> None:
    """Kill and report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kills", type=int, nargs="?", default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--claims", type=int, default=800)
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.serve:
        serve(asked.serve)
        return
    from made_ledger import make_ledger

    with TemporaryDirectory(prefix="warledger-kills-") as name:
        folder = Path(name)
        make_ledger(
            folder / "made.ledger", incidents=asked.claims // 8, claims=asked.claims
        )
        source = read_source(folder / "made.ledger")
        begun = time.monotonic()
        killed, ledgers = survive(asked.kills, source, folder, asked.seed)
        when = ", ".join(f"{count} {what}" for what, count in sorted(killed.items()))
        print(
            f"{killed.total()} kills ({when}), {ledgers} ledgers: nothing lost or doubled, "
            f"every export as undisturbed; {len(source.entries)} reports, "
            f"{asked.claims} claims a ledger; "
            f"seed {asked.seed}; {time.monotonic() - begun:.0f} s"
        )


if __name__ == "__main__":
    main()
