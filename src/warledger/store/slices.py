"""A part of a ledger in memory, on which a stage of reconciling runs as on a whole one.

A cluster cuts the tables into parts that hold all that a stage asks about its rows, and
each part becomes a ledger of its own: so the stages are the same functions and the same
statements there and on one machine. Keys and checks are left out, because a part has
claims without their runs, and reports without their text.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from warledger.store.ledger import Ledger
from warledger.store.sql import CONFIG, schema

_VIEW = re.compile(r"CREATE VIEW .*?;", re.DOTALL)
_TABLE = re.compile(r"CREATE TABLE (\w+)")


def _config() -> dict[str, str | bool | int | float | list[str]]:
    """Return how a part is opened: how much memory it takes is the cluster's to say."""
    return {name: value for name, value in CONFIG.items() if name != "memory_limit"}


@cache
def table_schemas() -> Mapping[str, pa.Schema]:
    """Return the columns of every table of a ledger as Arrow types, by table."""
    with duckdb.connect(config=_config()) as made:
        made.execute(schema())
        return {
            name: made.sql(f"SELECT * FROM {name} LIMIT 0").to_arrow_table().schema
            for name in _TABLE.findall(schema())
        }


def views() -> tuple[str, ...]:
    """Return the statements that make a ledger's views over its tables."""
    return tuple(_VIEW.findall(schema()))


@cache
def _bare_tables() -> str:
    """Return the statements that make every table without its keys and checks."""
    with duckdb.connect(config=_config()) as made:
        made.execute(schema())
        found = made.execute(
            "SELECT table_name, column_name, data_type FROM duckdb_columns() "
            "WHERE NOT internal ORDER BY table_name, column_index"
        ).fetchall()
    columns: dict[str, list[str]] = {name: [] for name in _TABLE.findall(schema())}
    for table, column, kind in found:
        if table in columns:
            columns[table].append(f'"{column}" {kind}')
    return ";".join(f"CREATE TABLE {n} ({', '.join(c)})" for n, c in columns.items())


class Part(Ledger):
    """A part of a ledger, with its tables at hand as Arrow."""

    def names(self, column: str, table: str) -> list[str]:
        """Return the different values of a column, in order."""
        found = self._connection.execute(
            f"SELECT DISTINCT {column} FROM {table} ORDER BY 1"
        )
        return [value for (value,) in found.fetchall()]

    def table(self, name: str) -> pa.Table:
        """Return a table's rows, in an order that depends on them alone."""
        return self._connection.sql(f"SELECT * FROM {name} ORDER BY ALL").to_arrow_table()


@contextmanager
def slice_of(tables: Mapping[str, pa.Table]) -> Iterator[Part]:
    """Open a part of a ledger that holds these tables' rows, the others being empty.

    A column that a table lacks is NULL in every row; a table that no ledger has is made as
    it is given. What is written is gone at the end.
    """
    connection = duckdb.connect(config=_config())
    try:
        connection.execute(_bare_tables())
        for name, rows in tables.items():
            columns = table_schemas().get(name)
            connection.register("given", conformed(rows, columns) if columns else rows)
            into = f"INSERT INTO {name}" if columns else f"CREATE TABLE {name} AS"
            connection.execute(f"{into} SELECT * FROM given")
            connection.unregister("given")
        for view in views():
            connection.execute(view)
        part = Part(connection, Path("a part of the lake"))
        with part.writing():  # so that temporary tables are seen by every statement
            yield part
    finally:
        connection.close()


def conformed(rows: pa.Table, columns: pa.Schema) -> pa.Table:
    """Return the rows with exactly these columns; what a row lacks is NULL."""
    found = [
        rows.column(field.name).cast(field.type)
        if field.name in rows.schema.names
        else pa.nulls(rows.num_rows, field.type)
        for field in columns
    ]
    return pa.Table.from_arrays(found, schema=columns)
