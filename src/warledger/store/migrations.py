"""Bring an older ledger up to date, never without a copy of it as it was.

What people and reports brought in (runs, reports, mentions, claims, judgements, and where
ids that were cited lead) is carried over row by row; a step of the schema is one file,
`queries/migrate_N.sql`, which makes schema N of schema N - 1. What is derived is not
carried: its tables are dropped and made anew, empty, and reconciling fills them again from
the claims. All of it is one transaction.

A ledger says by which `derived.sql` its derived tables were made. Another one, be it only a
column more, makes them anew without a step of the schema and without a copy: nothing in
them is lost that cannot be made again. Only tables of names that `derived.sql` has, or
once had, are dropped; what a user keeps in the file beside them stays.
"""

import filecmp
import os
import re
import shutil
from functools import cache
from glob import escape
from itertools import count
from pathlib import Path

import duckdb

from warledger.errors import StoreError
from warledger.model import identity
from warledger.store.seals import seal_everything
from warledger.store.sql import derived, query

SCHEMA_VERSION = 4
OLDEST = 1
FIRST_SEALED = 4

# The one derived table with what cannot be made again: ids that somebody may have cited.
KEPT = "redirects"

_COMMENT = re.compile(r"--[^\n]*")
_TABLE = re.compile(r"CREATE TABLE (\w+)")


@cache
def layout() -> str:
    """Return the digest of the derived tables' statements; comments do not count."""
    return identity(" ".join(_COMMENT.sub("", derived()).split()))


def back_up(path: Path, version: int) -> Path:
    """Copy a closed ledger beside itself as `NAME.schemaN.backup` and return the copy.

    An older copy of that name is never overwritten: one with other bytes leaves the name
    to it and takes `NAME.schemaN.backup-2`, and so on; one with the same bytes will do.
    Raises StoreError where there is no room; the ledger is not touched.
    """
    part = path.with_name(f".{path.name}.backup.part")
    try:
        shutil.copyfile(path, part)
        with part.open("rb+") as copied:
            os.fsync(copied.fileno())
        for number in count(1):
            suffix = f"-{number}" if number > 1 else ""
            name = path.with_name(f"{path.name}.schema{version}.backup{suffix}")
            if not name.exists():
                part.rename(name)
                return name
            if filecmp.cmp(part, name, shallow=False):
                return name
    except OSError as error:
        raise StoreError(
            f"{path}: the ledger is of an older version and cannot be copied before it is "
            f"brought up to date: {error.strerror}; make room beside it; it stays as it was"
        ) from error
    finally:
        part.unlink(missing_ok=True)
    raise AssertionError("count has no end")


def backups_of(path: Path) -> tuple[Path, ...]:
    """Return the copies that were made of a ledger before it was brought up to date."""
    return tuple(sorted(path.parent.glob(f"{escape(path.name)}.schema*.backup*")))


def migrate(connection: duckdb.DuckDBPyConnection, version: int) -> None:
    """Take the schema from `version` to ours, in one transaction; raises duckdb.Error."""
    connection.begin()
    try:
        for step in range(version + 1, SCHEMA_VERSION + 1):
            connection.execute(query(f"migrate_{step}"))
        _make_derived(connection)
        if version < FIRST_SEALED:
            seal_everything(connection)
        connection.execute(
            "UPDATE ledger SET schema_version = ?, derived = ?", [SCHEMA_VERSION, layout()]
        )
        connection.commit()
    except duckdb.Error:
        connection.rollback()
        raise


def make_derived_anew(connection: duckdb.DuckDBPyConnection) -> None:
    """Replace derived tables of another layout by empty ones; raises duckdb.Error."""
    connection.begin()
    try:
        _make_derived(connection)
        connection.execute("UPDATE ledger SET derived = ?", [layout()])
        connection.commit()
    except duckdb.Error:
        connection.rollback()
        raise


def _make_derived(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop and create the derived tables, and carry over where cited ids lead."""
    there = {
        name: {column for (column,) in _columns(connection, name)}
        for name in _TABLE.findall(derived())
    }
    cited = _cited(there)
    connection.execute(f"CREATE TEMP TABLE cited AS {cited}")
    for name in there:
        connection.execute(f"DROP TABLE IF EXISTS {name}")
    connection.execute(derived())
    connection.execute(f"INSERT INTO {KEPT} BY NAME FROM cited")
    connection.execute("DROP TABLE temp.cited")


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[tuple[str]]:
    found = connection.execute(
        "SELECT column_name FROM duckdb_columns() "
        "WHERE schema_name = 'main' AND table_name = ? AND NOT internal",
        [table],
    )
    return found.fetchall()


def _cited(there: dict[str, set[str]]) -> str:
    """Return the SELECT of all ids that may be cited: redirects, and what stands now.

    Without the claim that named it an id cannot be led anywhere: then it leads nowhere,
    which is told, rather than being unknown.
    """
    parts = ["SELECT '' AS incident_id, '' AS now, '' AS claim_id WHERE false"]
    kept = there[KEPT]
    if "incident_id" in kept:
        claim = "claim_id" if "claim_id" in kept else "NULL"
        parts.append(f"SELECT incident_id, NULL, {claim} FROM {KEPT}")
    if {"incident_id", "claims"} <= there.get("incidents", set()):
        parts.append("SELECT incident_id, NULL, claims[1] FROM incidents")
    return " UNION ".join(parts)
