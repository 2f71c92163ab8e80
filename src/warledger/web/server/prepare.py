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

import duckdb

from warledger.errors import StoreError, WarledgerError
from warledger.store.copying import copy_ledger, drop_log
from warledger.store.ledger import Ledger, first_line
from warledger.store.opening import open_ledger
from warledger.store.redact_copy import write_redacted
from warledger.web.server.gather import write_facts
from warledger.web.server.runs_page import write_known
from warledger.web.server.words import write_words

COPY = "ledger.duckdb"
REDACT = "--redact"


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was made in a folder; `stamp` is the ledger's when it was copied."""

    digest: str
    stamp: tuple[int, int, int, int]
    incidents: int
    has_log: bool


def prepare(ledger: Path, folder: Path, *, redact: bool = False) -> Prepared:
    """Copy the ledger into the folder and write beside it what the server reads.

    With `redact` the copy is a redacted one before anything is read from it.

    Raises StoreError for a ledger that is missing, older, newer or none, by its own path.
    """
    copied = copy_ledger(ledger, folder / COPY)
    has_log = copied.has_log
    try:
        if has_log and not _is_sound(copied.path):
            has_log = False
            drop_log(copied)
        if redact:
            _redact(copied.path)
            has_log = False
        count = _write_all(copied.path, folder)
    except StoreError as error:
        raise StoreError(_renamed(str(error), copied.path, ledger)) from error
    except duckdb.Error as error:
        why = _renamed(first_line(error), copied.path, ledger)
        raise StoreError(f"{ledger}: the ledger cannot be read: {why}") from error
    stamp = copied.stamp
    told = (stamp.modified, stamp.size, stamp.log_modified, stamp.log_size)
    return Prepared(copied.digest, told, count, has_log)


def _redact(path: Path) -> None:
    """Put a redacted copy in the place of a copy."""
    made = path.with_name(f"{path.name}.redacted")
    with open_ledger(path) as opened:
        write_redacted(opened, made)
    path.with_name(f"{path.name}.wal").unlink(missing_ok=True)
    made.replace(path)


def _is_sound(path: Path) -> bool:
    """Return whether a copy can be read with its log."""
    try:
        with open_ledger(path) as opened:
            opened.counts()
    except (StoreError, duckdb.Error):
        return False
    return True


def _write_all(path: Path, folder: Path) -> int:
    # Reading comes first: opening it to write would bring an older ledger up to date.
    with open_ledger(path) as opened:
        opened.counts()
    with open_ledger(path, write=True) as opened, opened.writing():
        opened.apply("web_prepare")
    with open_ledger(path) as opened:
        count = write_facts(opened, folder)
        write_words(opened, folder)
        write_known(opened, folder)
    return count


def _renamed(words: str, copy: Path, ledger: Path) -> str:
    """Return the words with the path that people know."""
    return words.replace(str(copy), str(ledger))


def prepare_apart(ledger: Path, folder: Path, *, redact: bool = False) -> Prepared:
    """Do the same in a process of its own."""
    command = [sys.executable, "-m", __name__, str(ledger), str(folder)]
    command += [REDACT] if redact else []
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        told = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError) as error:
        last = (done.stderr.strip().splitlines() or ["no word of why"])[-1]
        raise StoreError(f"{ledger}: cannot be made ready to be shown: {last}") from error
    if "error" in told:
        raise StoreError(told["error"])
    return Prepared(**{**told, "stamp": tuple(told["stamp"])})


def open_copy(folder: Path) -> Ledger:
    """Open a prepared copy for reading, with little memory of its own."""
    opened = open_ledger(folder / COPY)
    opened.apply("web_limit")
    return opened


def main() -> None:
    """Prepare and tell how it went as one line of JSON."""
    try:
        redact = sys.argv[3:] == [REDACT]
        told = asdict(prepare(Path(sys.argv[1]), Path(sys.argv[2]), redact=redact))
    except WarledgerError as error:
        told = {"error": str(error)}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
