"""Makes a copy of a ledger ready to be shown: numbers, facts and the index of words.

Run as a process of its own (`python -m warledger.web.server.prepare LEDGER FOLDER`):
sorting a million claims needs memory that the server should not keep. What goes wrong is
told on standard output as JSON, because a message to people is the command line's.
"""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from warledger.errors import StoreError, WarledgerError
from warledger.store.copying import copy_ledger, drop_log
from warledger.store.ledger import Ledger
from warledger.store.opening import open_ledger
from warledger.web.server.gather import write_facts
from warledger.web.server.words import write_words

COPY = "ledger.duckdb"


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was made in a folder; `stamp` is the ledger's when it was copied."""

    digest: str
    stamp: tuple[int, int, int, int]
    incidents: int
    has_log: bool


def prepare(ledger: Path, folder: Path) -> Prepared:
    """Copy the ledger into the folder and write beside it what the server reads.

    Raises StoreError for a ledger that is missing, older, newer or none, by its own path.
    """
    copied = copy_ledger(ledger, folder / COPY)
    has_log = copied.has_log
    try:
        _check(copied.path)
    except StoreError as error:
        if not has_log:
            raise _renamed(error, copied.path, ledger) from error
        has_log = False
        drop_log(copied)
        _check_again(copied.path, ledger)
    with open_ledger(copied.path, write=True) as opened, opened.writing():
        opened.apply("web_prepare")
    with open_ledger(copied.path) as opened:
        count = write_facts(opened, folder)
        write_words(opened, folder)
    stamp = copied.stamp
    told = (stamp.modified, stamp.size, stamp.log_modified, stamp.log_size)
    return Prepared(copied.digest, told, count, has_log)


def prepare_apart(ledger: Path, folder: Path) -> Prepared:
    """Do the same in a process of its own."""
    command = [sys.executable, "-m", __name__, str(ledger), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        told = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError) as error:
        last = (done.stderr.strip().splitlines() or ["no word of why"])[-1]
        raise StoreError(f"{ledger}: cannot be made ready to be shown: {last}") from error
    if "error" in told:
        raise StoreError(told["error"])
    return Prepared(**{**told, "stamp": tuple(told["stamp"])})


def _check(path: Path) -> None:
    with open_ledger(path) as opened:
        opened.counts()


def _check_again(path: Path, ledger: Path) -> None:
    try:
        _check(path)
    except StoreError as error:
        raise _renamed(error, path, ledger) from error


def _renamed(error: StoreError, copy: Path, ledger: Path) -> StoreError:
    """Return the error with the path that people know."""
    return StoreError(str(error).replace(str(copy), str(ledger)))


def open_copy(folder: Path) -> Ledger:
    """Open a prepared copy for reading, with little memory of its own."""
    opened = open_ledger(folder / COPY)
    opened.apply("web_limit")
    return opened


def main() -> None:
    """Prepare and tell how it went as one line of JSON."""
    try:
        told = asdict(prepare(Path(sys.argv[1]), Path(sys.argv[2])))
    except WarledgerError as error:
        told = {"error": str(error)}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
