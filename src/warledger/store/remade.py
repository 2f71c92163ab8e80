"""Compare what is derived in a copy of a ledger with what reconciling made of it again.

`keep_derived` puts the derived tables aside in the copy, something else reconciles it
afresh, and `differences` names the rows that came out otherwise. `redirects` is not
compared: which ids somebody may have cited cannot be made again, and
queries/incoherent.sql looks at where they lead.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

from warledger.errors import StoreError
from warledger.store.check import Breach
from warledger.store.ledger import first_line

# Each derived table with what its rows are named by.
KEYS = {
    "reconciled": ("report", "revision"),
    "copies": ("report",),
    "copy_keys": ("report", "key"),
    "copy_words": ("report",),
    "copy_pairs": ("copy", "origin"),
    "links": ("claim_a", "claim_b"),
    "claim_features": ("claim_id",),
    "report_words": ("report",),
    "incidents": ("incident_id",),
    "incident_claims": ("incident_id", "claim_id"),
    "control_claims": ("place_key", "claim_id"),
    "control": ("control_id",),
}


def keep_derived(path: Path) -> None:
    """Put the derived tables of a copy aside; raises StoreError where there is no room."""
    try:
        with duckdb.connect(str(path)) as connection:
            connection.execute("CREATE SCHEMA was")
            for table in KEYS:
                connection.execute(f"CREATE TABLE was.{table} AS FROM main.{table}")
    except duckdb.Error as error:
        raise StoreError(
            f"{path}: the copy to be compared cannot be made: {first_line(error)}; "
            "make room there"
        ) from error


def differences(path: Path) -> Iterator[Breach]:
    """Yield the rows that stood there and were not made again, or the other way round."""
    with duckdb.connect(str(path), read_only=True) as connection:
        yield from compare(connection)


def compare(
    connection: duckdb.DuckDBPyConnection, tables: Iterable[str] = tuple(KEYS)
) -> Iterator[Breach]:
    """Yield the rows in which the tables put aside and the derived ones differ, by name."""
    for table in tables:
        key = ", ".join(KEYS[table])
        found = connection.execute(
            f"SELECT DISTINCT concat_ws(' ', {key}) FROM ("
            f"(FROM was.{table} EXCEPT ALL FROM main.{table}) UNION ALL "
            f"(FROM main.{table} EXCEPT ALL FROM was.{table})) ORDER BY ALL"
        )
        for (name,) in found.fetchall():
            yield Breach(f"{table}: not what reconciling makes of the claims", name)
