"""Open a lake as a ledger: views over the Parquet files that its manifest names.

Nothing is copied and nothing is locked: a reader sees the lake of the manifest that it
began with. Whoever needs a file of one database (the page's server) gets a copy.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import duckdb

from warledger.errors import StoreError
from warledger.store.lake import LakeFile, Manifest, current_layout, read_manifest
from warledger.store.ledger import Ledger, first_line
from warledger.store.migrations import SCHEMA_VERSION, layout
from warledger.store.slices import table_schemas, views
from warledger.store.sql import CONFIG, schema

RUN_COLUMNS = ("run_id", "version", "settings", "model", "lexicon", "gazetteer", "started")


def open_lake(path: Path) -> Ledger:
    """Return the lake at `path` as a ledger that can be read.

    Raises StoreError for one that is missing, newer, older, or lacks a file.
    """
    return Ledger(_connect(path), path)


def write_copy(path: Path, to: Path) -> None:
    """Write the lake at `path` as a ledger's file at `to`; raises StoreError."""
    connection = _connect(path)
    try:
        connection.execute(f"ATTACH {_quoted(to)} AS made; USE made")
        connection.execute(schema())
        for table in table_schemas():  # reports come before what refers to them
            connection.execute(f"INSERT INTO {table} FROM memory.main.{table}")
        connection.execute("USE memory; DETACH made")
    except duckdb.Error as error:
        raise StoreError(f"{path}: cannot be copied: {first_line(error)}") from error
    finally:
        connection.close()


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    manifest = read_manifest(path)
    _check(path, manifest)
    spill = Path(tempfile.gettempdir(), "warledger-lake")
    connection = duckdb.connect(config={**CONFIG, "temp_directory": str(spill)})
    try:
        connection.execute("CREATE SCHEMA empty; USE empty")
        connection.execute(schema())
        connection.execute("USE main")
        for table in table_schemas():
            connection.execute(_view(path, table, manifest.files(table)))
        _add_own_tables(connection, manifest)
        for view in views():
            connection.execute(view)
    except duckdb.Error as error:
        connection.close()
        raise StoreError(
            f"{path}: the lake cannot be read: {first_line(error)}; put back the files "
            "that its manifest names, or make it again from the same reports"
        ) from error
    return connection


def _check(path: Path, manifest: Manifest) -> None:
    if manifest.schema_version > SCHEMA_VERSION:
        raise StoreError(
            f"{path}: the lake has schema {manifest.schema_version}, expected "
            f"{SCHEMA_VERSION}; use the version of warledger that made it"
        )
    if manifest.schema_version < SCHEMA_VERSION:
        raise StoreError(
            f"{path}: the lake has schema {manifest.schema_version}, expected "
            f"{SCHEMA_VERSION}; make a new one from the same reports"
        )
    if not current_layout(manifest):
        raise StoreError(
            f"{path}: an older version of warledger made its incidents; run 'warledger "
            f"ingest {path} PATH --engine spark' once to make them again"
        )


def _view(lake: Path, table: str, files: Sequence[LakeFile]) -> str:
    if not files:
        return f"CREATE VIEW {table} AS FROM empty.{table}"
    names = ", ".join(_quoted(lake / file.path) for file in files)
    return f"CREATE VIEW {table} AS FROM read_parquet([{names}], hive_partitioning = false)"


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _add_own_tables(connection: duckdb.DuckDBPyConnection, manifest: Manifest) -> None:
    """Fill what the manifest tells: the runs, and the mark that makes it a ledger."""
    for table in ("runs", "ledger"):
        connection.execute(f"DROP VIEW {table}; CREATE TABLE {table} AS FROM empty.{table}")
    for run in manifest.runs:
        marks = ", ".join("?" for _ in RUN_COLUMNS)
        connection.execute(
            f"INSERT INTO runs VALUES ({marks})", [run[name] for name in RUN_COLUMNS]
        )
    row = [manifest.schema_version, "a lake", layout()]
    connection.execute("INSERT INTO ledger VALUES (?, ?, ?)", row)
