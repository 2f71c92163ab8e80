"""Whatever is damaged in a ledger, one cell or one row at a time, the check names it.

The tables lose their constraints first: a disk that fails or a hand with an editor asks
none. Each damage is undone before the next.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from app_ledger import make_ledger
from warledger.cli import warledger
from warledger.model.incidents import Verdict
from warledger.pipeline.judging import judge
from warledger.pipeline.prove import prove
from warledger.store.check import check
from warledger.store.ledger import Ledger
from warledger.store.opening import open_ledger
from warledger.store.remade import KEYS, compare, keep_derived

TAKEN_IN = ("reports", "mentions", "claims", "runs", "judgements", "seals")
# Which ids somebody may have cited cannot be made again from anything (docs/ledger.md).
UNPROVABLE = {"redirects": ["a row is gone"]}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger in which every table has rows, without constraints."""
    folder = tmp_path_factory.mktemp("damage")
    made = make_ledger(folder / "made.ledger")
    with open_ledger(made, write=True) as ledger:
        first, second = sorted(claim.claim_id for claim in ledger.claims())[:2]
        judge(ledger, (first, second), Verdict.SAME, by="A", note="one event")
    path = folder / "sound.ledger"
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"ATTACH '{made}' AS made (READ_ONLY)")
        found = connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'made' ORDER BY 1"
        )
        for (table,) in found.fetchall():
            connection.execute(f"CREATE TABLE {table} AS FROM made.{table}")
        connection.execute(
            "CREATE VIEW current AS "
            "SELECT report, max(revision) AS revision FROM reports GROUP BY report"
        )
    with open_ledger(path) as ledger:
        assert prove(ledger) == ()
        for table in (*TAKEN_IN, *KEYS, "redirects"):
            rows = ledger._connection.execute(f"SELECT count(*) FROM {table}").fetchone()
            assert rows != (0,), table
    return path


def damaged(column: str, kind: str) -> str:
    """Return an expression for another value of a column."""
    if kind.endswith("[]"):
        return f"CASE WHEN len({column}) > 0 THEN {column}[:-2] ELSE [NULL] END"
    if kind.startswith("STRUCT"):
        return "NULL"
    if kind == "VARCHAR":
        return f"coalesce({column}, '') || 'x'"
    if kind == "BOOLEAN":
        return f"NOT {column}"
    if kind == "DATE":
        return f"coalesce({column}, DATE '2031-05-04') + 1"
    if kind == "TIMESTAMP":
        return f"{column} + INTERVAL 1 SECOND"
    return f"coalesce({column}, 0) + 1"


def damages(connection: duckdb.DuckDBPyConnection, table: str) -> Iterator[tuple[str, str]]:
    """Yield each damage of a table: what it is, and the statement that does it."""
    columns = connection.execute(
        "SELECT column_name, data_type FROM duckdb_columns() "
        "WHERE schema_name = 'main' AND table_name = ?",
        [table],
    ).fetchall()
    for name, kind in columns:
        quoted = f'"{name}"'
        # One that is filled, where there is one; else one that is empty gets a value.
        row = f"SELECT rowid FROM {table} ORDER BY {quoted} IS NULL, rowid LIMIT 1"
        yield (
            name,
            f"UPDATE {table} SET {quoted} = {damaged(quoted, kind)} WHERE rowid = ({row})",
        )
    last = f"rowid = (SELECT max(rowid) FROM {table})"
    yield "a row is gone", f"DELETE FROM {table} WHERE {last}"
    yield "a row is there twice", f"INSERT INTO {table} FROM {table} WHERE {last}"


@pytest.mark.parametrize("table", [*TAKEN_IN, "redirects"])
def test_damage_to_what_was_taken_in_is_named(
    sound: Path, tmp_path: Path, table: str
) -> None:
    path = tmp_path / "damaged.ledger"
    path.write_bytes(sound.read_bytes())
    missed, done = [], 0
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"CREATE TABLE pristine AS FROM {table}")
        for name, statement in list(damages(connection, table)):
            connection.execute(statement)
            done += 1
            if check(Ledger(connection.cursor(), path)) == ():
                missed.append(name)
            connection.execute(f"DELETE FROM {table}; INSERT INTO {table} FROM pristine")
    assert missed == UNPROVABLE.get(table, [])
    assert done > 3


def test_damage_to_what_is_derived_is_named(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "damaged.ledger"
    path.write_bytes(sound.read_bytes())
    keep_derived(path)
    missed, done = [], 0
    with duckdb.connect(str(path)) as connection:
        for table in KEYS:
            for name, statement in list(damages(connection, table)):
                connection.begin()
                connection.execute(statement)
                done += 1
                if not list(compare(connection, [table])):
                    missed.append(f"{table}: {name}")
                connection.rollback()
    assert missed == []
    assert done > 100


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        (
            "UPDATE incidents SET origins = origins + 1 WHERE incident_id = "
            "(SELECT min(incident_id) FROM incidents)",
            "incidents: not what reconciling makes of the claims: {incident}",
        ),
        (
            "UPDATE claims SET status = 'denied' WHERE report = 'bridge-1'",
            "report is not as it was taken in: bridge-1, revision 1 (its claims)",
        ),
        (
            "UPDATE mentions SET name = 'Elsewhere' WHERE report = 'bridge-1'",
            "report is not as it was taken in: bridge-1, revision 1 (its mentions)",
        ),
        (
            "UPDATE reports SET outlet = 'Another' WHERE report = 'bridge-1'",
            "report is not as it was taken in: bridge-1, revision 1 (the report)",
        ),
        ("DELETE FROM judgements", "judgement was taken in and is gone: 1"),
        (
            "INSERT INTO judgements SELECT 2, * EXCLUDE number FROM judgements",
            "judgement has no seal: 2",
        ),
        ("DELETE FROM seals WHERE number = 3", "seal does not follow the one before it: 4"),
    ],
)
def test_the_row_is_named_and_the_command_ends_with_1(
    sound: Path, tmp_path: Path, statement: str, what: str
) -> None:
    path = tmp_path / "damaged.ledger"
    path.write_bytes(sound.read_bytes())
    with duckdb.connect(str(path)) as connection:
        first = connection.execute("SELECT min(incident_id) FROM incidents").fetchone()
        connection.execute(statement)
    told = CliRunner().invoke(warledger, ["check", str(path)])
    assert told.exit_code == 1
    lines = [line.removeprefix("warledger: ") for line in told.stderr.splitlines()]
    assert what.format(incident=first and first[0]) in lines
