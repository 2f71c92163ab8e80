"""Open a ledger's file, or say in one line why not.

A new ledger is made under another name and moved into place, so a file that exists is a
ledger or somebody else's, never half of one.
"""

import re
from pathlib import Path

import duckdb

from warledger import __version__
from warledger.errors import StoreError
from warledger.store.ledger import Ledger, first_line
from warledger.store.sql import derived, query, schema

SCHEMA_VERSION = 2

# Nothing is fetched at run time; one thread and a ceiling keep a laptop usable beside it.
CONFIG = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "threads": "1",
    "memory_limit": "512MB",
}


def open_ledger(path: Path, *, write: bool = False) -> Ledger:
    """Return the ledger at `path`; writing makes it where there is none.

    Raises StoreError for a file that is missing (reading), locked, newer or no ledger.
    """
    if write and (not path.exists() or (path.is_file() and path.stat().st_size == 0)):
        _create(path)
    if not path.exists():
        raise StoreError(
            f"{path}: no such ledger; make it with 'warledger ingest {path} PATH'"
        )
    connection = _connect(path, write=write)
    try:
        if write:
            _bring_up_to_date(connection, path)
        _check_version(connection, path)
    except StoreError:
        connection.close()
        raise
    return Ledger(connection, path)


def _create(path: Path) -> None:
    """Make an empty ledger beside `path` and move it there."""
    if not path.parent.is_dir():
        raise StoreError(
            f"{path.parent}: no such folder; make it before writing a ledger there"
        )
    made = path.with_name(f".{path.name}.new")
    made.unlink(missing_ok=True)
    connection = _connect(made, write=True)
    try:
        connection.execute(schema())
        made_by = f"warledger {__version__}"
        connection.execute("INSERT INTO ledger VALUES (?, ?)", [SCHEMA_VERSION, made_by])
    finally:
        connection.close()
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
    if "not a valid DuckDB" in refusal:
        return f"{path}: not a ledger; name a file made by 'warledger ingest', or a new one"
    return f"{path}: the ledger cannot be opened: {refusal}"


def _bring_up_to_date(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Add what a ledger of schema 1 lacks: it held reports and claims, nothing derived."""
    if _version(connection, path) != 1:
        return
    try:
        connection.begin()
        connection.execute(query("add_judgements") + derived())
        connection.execute("UPDATE ledger SET schema_version = 2")
        connection.commit()
    except duckdb.Error as error:
        raise StoreError(
            f"{path}: cannot be brought from schema 1 to 2: {first_line(error)}; "
            "it stays as it was"
        ) from error


def _version(connection: duckdb.DuckDBPyConnection, path: Path) -> int | None:
    try:
        row = connection.execute("SELECT schema_version FROM ledger").fetchone()
    except duckdb.Error as error:
        raise StoreError(
            f"{path}: a DuckDB file, but not a ledger; name one made by 'warledger ingest'"
        ) from error
    return None if row is None else row[0]


def _check_version(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    version = _version(connection, path)
    if version == 1:
        raise StoreError(
            f"{path}: an older version of warledger made this ledger; "
            f"run 'warledger reconcile {path}' once to bring it up to date"
        )
    if version != SCHEMA_VERSION:
        raise StoreError(
            f"{path}: the ledger has schema {version}, expected {SCHEMA_VERSION}; "
            "use the version of warledger that made it, or ingest into a new ledger"
        )
