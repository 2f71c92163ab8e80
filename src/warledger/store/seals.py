"""Seal what is taken in, so that a row changed, added or taken away later is found.

Each report (with its mentions and claims), each run and each judgement gets a digest of
its rows when it is written, in the same transaction. The seals form a chain: each one is
also made of the one before it, beginning with the version that made the ledger, so a seal
cannot be changed or taken away unnoticed either.

What a seal is not: a signature. Whoever can write the file can seal it anew, and taking
away the last things together with their seals leaves the ledger as it was before them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb

from warledger.model import identity
from warledger.store.sql import query

if TYPE_CHECKING:
    import pyarrow as pa

# Things whose rows are put into texts at a time: bounds the memory of sealing and proving
# a large ledger.
NAMES_AT_ONCE = 256
TABLES = ("reports", "mentions", "claims")
KINDS = ("run", "report", "judgement")


@dataclass(frozen=True, slots=True)
class Seal:
    """A digest of the rows of one thing that was taken in.

    `kind` is "run", "report" or "judgement", `name` its id or number, `revision` a
    report's (0 for the others). A report's digest has three parts, joined by "-": of
    itself, of its mentions, of its claims.
    """

    kind: str
    name: str
    revision: int
    digest: str

    @property
    def thing(self) -> tuple[str, str, int]:
        """Return what is sealed."""
        return self.kind, self.name, self.revision


def seal(connection: duckdb.DuckDBPyConnection, kind: str, names: Sequence[str]) -> None:
    """Seal runs or judgements that were just written, unless they are sealed already.

    Call it within the transaction that wrote them; raises duckdb.Error.
    """
    found = connection.execute("SELECT name FROM seals WHERE kind = ?", [kind])
    sealed = {name for (name,) in found.fetchall()}
    new = [name for name in names if name not in sealed]
    _add(connection, list(_digests(connection, kind, new)))


def seal_reports(
    connection: duckdb.DuckDBPyConnection, batch: Mapping[str, "pa.Table"]
) -> None:
    """Seal a batch of new revisions from the rows that were just written for them.

    `batch` holds them by table; looking them up again would cost the more the larger the
    ledger is. Call it within the transaction that wrote them; raises duckdb.Error.
    """
    for table in TABLES:
        connection.register(f"sealing_{table}", batch[table])
    names = batch["reports"].column("report").to_pylist()
    try:
        _add(connection, list(_digests(connection, "report", names)))
    finally:
        for table in TABLES:
            connection.unregister(f"sealing_{table}")


def seal_everything(connection: duckdb.DuckDBPyConnection) -> None:
    """Seal, as it is, a ledger that had no seals; raises duckdb.Error."""
    _add(connection, list(made(connection)))


def made(connection: duckdb.DuckDBPyConnection) -> Iterator[Seal]:
    """Yield the seals that what is stored must have, by kind and name.

    The connection gets temporary views for it; raises duckdb.Error.
    """
    for table in TABLES:
        connection.execute(f"CREATE OR REPLACE TEMP VIEW sealing_{table} AS FROM {table}")
    for kind in KINDS:
        found = connection.execute(query("sealed_things"), {"kind": kind}).fetchall()
        yield from _digests(connection, kind, [name for (name,) in found])


def follow(chain: str, new: Seal) -> str:
    """Return the link of the chain that a seal makes after the link before it."""
    return identity("seal", chain, new.kind, new.name, new.revision, new.digest)


def beginning(made_by: str) -> str:
    """Return the link that the first seal follows."""
    return identity("ledger", made_by)


def _add(connection: duckdb.DuckDBPyConnection, seals: Sequence[Seal]) -> None:
    last, chain = _last(connection)
    rows = []
    for number, new in enumerate(seals, last + 1):
        chain = follow(chain, new)
        rows.append((number, *new.thing, new.digest, chain))
    if rows:  # one statement: "executemany" takes as long as all the rest of a batch
        marks = ", ".join(["(?, ?, ?, ?, ?, ?)"] * len(rows))
        values = [value for row in rows for value in row]
        connection.execute(f"INSERT INTO seals VALUES {marks}", values)


def _last(connection: duckdb.DuckDBPyConnection) -> tuple[int, str]:
    """Return the number and the link of the last seal; 0 and the beginning if none."""
    found = connection.execute(query("seals_last")).fetchall()
    ((number, chain, made_by),) = found
    return (0, beginning(made_by)) if number is None else (number, chain)


def _digests(
    connection: duckdb.DuckDBPyConnection, kind: str, names: Sequence[str]
) -> Iterator[Seal]:
    """Yield what things must be sealed by, by name and revision."""
    for start in range(0, len(names), NAMES_AT_ONCE):
        some = list(names[start : start + NAMES_AT_ONCE])
        for row in connection.execute(query(f"sealed_{kind}s"), {"names": some}).fetchall():
            yield Seal(*row)
