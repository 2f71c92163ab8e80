"""Copies a ledger that another process may be writing, without ever locking it.

DuckDB lets one process write a file or several read it. A reader that held the file would
turn an ingest away, so the page's server holds nothing: it copies the bytes and reads the
copy. That the copy is one state of the ledger and not a mixture rests on how DuckDB
writes (docs/decisions/0010-serving.md): blocks that a header names are not overwritten
until another header is in place. So a copy taken between two equal readings of the
headers is what the file held at its last checkpoint, and the log beside it, which is only
appended to, adds the commits since. A batch half written at the end of the log is left
out by the database. Every block carries a checksum, which reading the copy compares.

Knowingly missed: who writes is asked of the system's file locks as Linux has them;
elsewhere it stays unknown.
"""

import os
import shutil
import struct
import sys
import time
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from warledger.errors import StoreError
from warledger.store.lake import MANIFEST, is_lake
from warledger.store.lake_opening import write_copy

# Three headers of 4 kB: the file's and two of the database that take turns.
HEADERS = 3 * 4096
ATTEMPTS = 20
PAUSE_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the file system says of a ledger and of the log beside it."""

    modified: int
    size: int
    log_modified: int
    log_size: int


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy as it was made: the ledger's stamp before it, a digest of its bytes."""

    path: Path
    stamp: Stamp
    digest: str
    has_log: bool


def stamp_of(path: Path) -> Stamp:
    """Return the present stamp; raises StoreError where there is no such file."""
    if is_lake(path):
        path = path / MANIFEST  # every change of a lake is a change of its manifest
    try:
        main = path.stat()
    except OSError as error:
        raise StoreError(
            f"{path}: no such ledger; make it with 'warledger ingest {path} PATH'"
        ) from error
    try:
        log = _log(path).stat()
    except OSError:
        return Stamp(main.st_mtime_ns, main.st_size, 0, 0)
    return Stamp(main.st_mtime_ns, main.st_size, log.st_mtime_ns, log.st_size)


def copy_ledger(path: Path, to: Path) -> Copied:
    """Copy the ledger's last state to `to`; what is there already is replaced.

    Raises StoreError where it is missing, cannot be read, or is written faster than copied.
    """
    if is_lake(path):
        return _copy_lake(path, to)
    for _ in range(ATTEMPTS):
        stamp = stamp_of(path)
        try:
            before = _headers(path)
            has_log = _copy_log(path, to)
            digest = _copy_bytes(path, to)
            if _headers(path) == before:
                return Copied(to, stamp, digest, has_log)
        except OSError as error:
            raise StoreError(f"{path}: cannot be read: {error.strerror}") from error
        time.sleep(PAUSE_SECONDS)
    raise StoreError(f"{path}: is written faster than it can be copied; try again later")


def _copy_lake(path: Path, to: Path) -> Copied:
    """Write the lake's tables as a ledger; its files are never changed, only added."""
    stamp = stamp_of(path)
    to.unlink(missing_ok=True)
    digest = blake2b((path / MANIFEST).read_bytes(), digest_size=12).hexdigest()
    write_copy(path, to)
    return Copied(to, stamp, digest, has_log=False)


def drop_log(copied: Copied) -> None:
    """Fall back to the last checkpoint, where the log could not be read."""
    _log(copied.path).unlink(missing_ok=True)


def writer_of(path: Path) -> int | None:
    """Return the id of a process that has the ledger open to write; None if none has."""
    if not sys.platform.startswith("linux"):
        return None
    import fcntl

    # struct flock: type, whence, start, length, pid; a read lock meets a writer's only.
    ask = struct.pack("hhqqi4x", fcntl.F_RDLCK, os.SEEK_SET, 0, 0, 0)
    try:
        with path.open("rb") as file:
            told = fcntl.fcntl(file, fcntl.F_GETLK, ask)
    except OSError:
        return None
    kind, _, _, _, holder = struct.unpack("hhqqi4x", told)
    return None if kind == fcntl.F_UNLCK or holder <= 0 else holder


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal")


def _headers(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEADERS)


def _copy_log(path: Path, to: Path) -> bool:
    _log(to).unlink(missing_ok=True)
    try:
        shutil.copyfile(_log(path), _log(to))
    except FileNotFoundError:
        return False
    return True


def _copy_bytes(path: Path, to: Path) -> str:
    """Copy the file and return a digest of it and of the log's copy."""
    digest = blake2b(digest_size=12)
    to.unlink(missing_ok=True)
    with path.open("rb") as source, to.open("wb") as target:
        while block := source.read(1 << 20):
            digest.update(block)
            target.write(block)
    if _log(to).exists():
        digest.update(_log(to).read_bytes())
    return digest.hexdigest()
