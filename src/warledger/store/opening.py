"""Open a ledger's file, or say in one line why not.

A new ledger is made under another name and moved into place, so a file that exists is a
ledger or somebody else's, never half of one.
"""

import re
from pathlib import Path

import duckdb

from warledger import __version__
from warledger.errors import StoreError
from warledger.store.lake import MANIFEST, is_lake
from warledger.store.lake_opening import open_lake
from warledger.store.ledger import Ledger, first_line
from warledger.store.migrations import (
    OLDEST,
    SCHEMA_VERSION,
    back_up,
    layout,
    make_derived_anew,
    migrate,
)
from warledger.store.sql import CONFIG, schema

__all__ = ["CONFIG", "SCHEMA_VERSION", "open_ledger"]


def open_ledger(path: Path | str, *, write: bool = False) -> Ledger:
    """Return the ledger at `path`; writing makes it where there is none.

    A lake, which is a folder, is opened the same way, to read only.

    Writing brings an older ledger up to date, after a copy of it (store/migrations.py), and
    `Ledger.news` says so; what is derived is then empty until it is reconciled. Raises
    StoreError for a file that is missing or older (reading), locked, newer or no ledger.
    """
    path = Path(path)
    if path.is_dir():
        return _open_folder(path, write=write)
    if write and (not path.exists() or (path.is_file() and path.stat().st_size == 0)):
        _create(path)
    if not path.exists():
        raise StoreError(
            f"{path}: no such ledger; make it with 'warledger ingest {path} PATH'"
        )
    connection = _connect(path, write=write)
    try:
        news: tuple[str, ...] = ()
        if write:
            connection, news = _bring_up_to_date(connection, path)
        _check_version(connection, path)
    except StoreError:
        connection.close()
        raise
    return Ledger(connection, path, news=news)


def _open_folder(path: Path, *, write: bool) -> Ledger:
    """Return the lake in a folder; nobody but the cluster's run writes to one."""
    if not is_lake(path):
        raise StoreError(
            f"{path}: a folder, but no lake (it has no {MANIFEST}); name a ledger's file, "
            f"or make a lake with 'warledger ingest {path} PATH --engine spark'"
        )
    if write:
        raise StoreError(
            f"{path}: a lake, which only 'warledger ingest {path} PATH --engine spark' "
            "writes to; to judge or group anew, make a ledger of the same reports with "
            "'warledger ingest LEDGER PATH'"
        )
    return open_lake(path)


def _create(path: Path) -> None:
    """Make an empty ledger beside `path` and move it there."""
    if not path.parent.is_dir():
        raise StoreError(
            f"{path.parent}: no such folder; make it before writing a ledger there"
        )
    made = path.with_name(f".{path.name}.new")
    log = made.with_name(f"{made.name}.wal")
    for left in (made, log):  # by a run that was killed here
        left.unlink(missing_ok=True)
    connection = _connect(made, write=True)
    try:
        connection.execute(schema())
        made_by = f"warledger {__version__}"
        row = [SCHEMA_VERSION, made_by, layout()]
        connection.execute("INSERT INTO ledger VALUES (?, ?, ?)", row)
        # Closing would do it too, but keep to itself that the disk is full.
        connection.execute("CHECKPOINT")
    except duckdb.Error as error:
        connection.close()
        made.unlink(missing_ok=True)
        raise StoreError(
            f"{path}: the ledger cannot be made: {first_line(error)}; "
            "make room and try again"
        ) from error
    finally:
        connection.close()
        log.unlink(missing_ok=True)
    made.replace(path)


def _connect(path: Path, *, write: bool) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(str(path), read_only=not write, config=dict(CONFIG))
    except duckdb.Error as error:
        raise StoreError(_why_not(path, first_line(error))) from error


def _why_not(path: Path, refusal: str) -> str:
    """Return in our words why the database would not open a file."""
    if "lock" in refusal:
        holder = re.search(r"PID (\d+)", refusal)
        who = f"process {holder[1]}" if holder else "another process"
        return f"{path}: the ledger is in use by {who}; wait until it ends, or stop it"
    if "ermission denied" in refusal or "ead-only file system" in refusal:
        return (
            f"{path}: the ledger cannot be opened: {refusal}; reading it needs a file that "
            "you may read, writing one that you may change, in such a folder"
        )
    if "not a valid DuckDB" in refusal:
        return f"{path}: not a ledger; name a file made by 'warledger ingest', or a new one"
    return f"{path}: the ledger cannot be opened: {refusal}"


def _bring_up_to_date(
    connection: duckdb.DuckDBPyConnection, path: Path
) -> tuple[duckdb.DuckDBPyConnection, tuple[str, ...]]:
    """Return a connection to the ledger as we write it, and what was done, in words."""
    version, made_by = _told(connection, path)
    news: tuple[str, ...] = ()
    try:
        if OLDEST <= version < SCHEMA_VERSION:
            # A plain copy needs everything in one file and nobody, us too, at it: closing
            # a copied file would let go of the database's own lock.
            connection.execute("CHECKPOINT")
            connection.close()
            copied = back_up(path, version)
            connection = _connect(path, write=True)
            if _told(connection, path)[0] == version:
                migrate(connection, version)
            news = (
                f"brought from schema {version} to {SCHEMA_VERSION}; as it was it lies in "
                f"{copied}, to be deleted when you please",
            )
        elif version == SCHEMA_VERSION and made_by != layout():
            make_derived_anew(connection)
            news = ("its derived tables were of another layout and are made anew",)
    except duckdb.Error as error:
        connection.close()
        raise StoreError(
            f"{path}: cannot be brought from schema {version} to {SCHEMA_VERSION}: "
            f"{first_line(error)}; it stays as it was"
        ) from error
    return connection, news


def _told(connection: duckdb.DuckDBPyConnection, path: Path) -> tuple[int, str | None]:
    """Return the schema that a file says it has, and the layout of its derived tables."""
    try:
        found = connection.execute("SELECT * FROM ledger")
        names = [column[0] for column in found.description or ()]
        row = dict(zip(names, found.fetchone() or (), strict=False))
        return row["schema_version"], row.get("derived")
    except (duckdb.Error, KeyError) as error:
        raise StoreError(
            f"{path}: a DuckDB file, but not a ledger; name one made by 'warledger ingest'"
        ) from error


def _check_version(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    version, made_by = _told(connection, path)
    older = OLDEST <= version < SCHEMA_VERSION
    if older or (version == SCHEMA_VERSION and made_by != layout()):
        raise StoreError(
            f"{path}: an older version of warledger made this ledger; "
            f"run 'warledger reconcile {path}' once to bring it up to date"
        )
    if version != SCHEMA_VERSION:
        raise StoreError(
            f"{path}: the ledger has schema {version}, expected {SCHEMA_VERSION}; "
            "use the version of warledger that made it, or ingest into a new ledger"
        )
