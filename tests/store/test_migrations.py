import resource
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from warledger.errors import StoreError
from warledger.model import identity
from warledger.model.incidents import Verdict
from warledger.pipeline.judging import judge
from warledger.pipeline.reconcile import reconcile
from warledger.store import migrations
from warledger.store.check import check
from warledger.store.judgements import read_judgements
from warledger.store.ledger import Ledger
from warledger.store.migrations import SCHEMA_VERSION, back_up
from warledger.store.opening import open_ledger

# The statements as the first released ledgers were made by; never changed again.
SCHEMA_1 = Path(__file__).with_name("schema_1.sql").read_text("utf-8")
DRAFT_OF_2 = """
CREATE TABLE judgements (
    number INTEGER NOT NULL, claim_a VARCHAR NOT NULL, claim_b VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL, "by" VARCHAR, note VARCHAR, made TIMESTAMP NOT NULL);
CREATE TABLE incidents (incident_id VARCHAR NOT NULL, claims VARCHAR[] NOT NULL);
CREATE TABLE incident_claims (incident_id VARCHAR NOT NULL, claim_id VARCHAR NOT NULL);
CREATE TABLE redirects (incident_id VARCHAR NOT NULL, now VARCHAR NOT NULL);
CREATE TABLE my_notes (words VARCHAR);
INSERT INTO redirects VALUES ('cited-long-ago', 'i1');
INSERT INTO my_notes VALUES ('kept');
"""


def two_claims(hand: SimpleNamespace, path: Path) -> tuple[str, str]:
    """Make a ledger of today with two reports that tell one thing; return their claims."""
    with open_ledger(path, write=True) as ledger:
        ledger.begin(hand.run)
        ledger.append([hand.entry("r1"), hand.entry("r2", hand.text + " So it is said.")])
        first, second = sorted(claim.claim_id for claim in ledger.claims())
    return first, second


def older(today: Path, path: Path, *, version: int) -> Path:
    """Return a ledger of an older schema with the same runs, reports, mentions, claims."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(SCHEMA_1 + (DRAFT_OF_2 if version == 2 else ""))
        connection.execute("INSERT INTO ledger VALUES (?, 'warledger 0.1.0')", [version])
        connection.execute(f"ATTACH '{today}' AS today (READ_ONLY)")
        for table in ("runs", "reports", "mentions", "claims"):
            connection.execute(f"INSERT INTO {table} BY NAME FROM today.{table}")
    return path


def told(ledger: Ledger) -> list[object]:
    return [*ledger.reports(), *ledger.claims(), *ledger.rows("mentions"), *ledger.runs()]


@pytest.mark.parametrize("version", [1, 2])
def test_an_older_ledger_keeps_its_rows_and_a_copy_of_itself(
    tmp_path: Path, hand: SimpleNamespace, version: int
) -> None:
    two_claims(hand, tmp_path / "today.ledger")
    path = older(tmp_path / "today.ledger", tmp_path / "old.ledger", version=version)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=f"run 'warledger reconcile {path}' once"):
        open_ledger(path)
    assert path.read_bytes() == before
    with (
        open_ledger(path, write=True) as ledger,
        open_ledger(tmp_path / "today.ledger") as today,
    ):
        assert told(ledger) == told(today)
        reconcile(ledger)
        assert ledger.counts().incidents >= 1
        assert check(ledger) == ()
        (news,) = ledger.news
    copied = tmp_path / f"old.ledger.schema{version}.backup"
    assert copied.read_bytes() == before
    assert str(copied) in news
    with open_ledger(path, write=True) as ledger:
        assert ledger.news == ()


def test_a_draft_of_schema_2_keeps_judgements_redirects_and_tables_of_the_users(
    tmp_path: Path, hand: SimpleNamespace
) -> None:
    first, second = two_claims(hand, tmp_path / "today.ledger")
    path = older(tmp_path / "today.ledger", tmp_path / "draft.ledger", version=2)
    cited = identity("incident", first)
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "INSERT INTO judgements VALUES (1, ?, ?, 'different', 'A', NULL, now())",
            [first, second],
        )
        connection.execute(
            "INSERT INTO incidents VALUES (?, [?, ?])", [cited, first, second]
        )
    with open_ledger(path, write=True) as ledger:
        (word,) = read_judgements(ledger)
        reconcile(ledger)
        assert (word.judgement.verdict, word.state) == (Verdict.DIFFERENT, "stands")
        assert ledger.counts().incidents == 2
        assert check(ledger) == ()
    with duckdb.connect(str(path), read_only=True) as connection:
        led = dict(connection.execute("SELECT incident_id, now FROM redirects").fetchall())
        now = connection.execute(
            "SELECT incident_id FROM incident_claims WHERE claim_id = ?", [first]
        ).fetchone()
        assert now == (cited,)
        assert led == {"cited-long-ago": None}
        assert connection.execute("FROM my_notes").fetchall() == [("kept",)]


def test_derived_tables_of_another_layout_are_made_anew(
    tmp_path: Path, hand: SimpleNamespace
) -> None:
    path = tmp_path / "today.ledger"
    first, second = two_claims(hand, path)
    with open_ledger(path, write=True) as ledger:
        reconcile(ledger)
        judge(ledger, (first, second), Verdict.DIFFERENT)
        before = list(ledger.rows("incidents"))
    with duckdb.connect(str(path)) as connection:
        connection.execute("ALTER TABLE incidents DROP COLUMN origin_ids")
        connection.execute("UPDATE ledger SET derived = 'another'")
    with pytest.raises(StoreError, match=f"run 'warledger reconcile {path}' once"):
        open_ledger(path)
    with open_ledger(path, write=True) as ledger:
        assert ledger.news
        assert ledger.counts().incidents == 0
        reconcile(ledger)
        assert list(ledger.rows("incidents")) == before
        assert len(read_judgements(ledger)) == 1
    assert list(tmp_path.glob("*.backup*")) == []


def test_a_judgement_on_a_ledger_just_brought_up_to_date_finds_its_incidents(
    tmp_path: Path, hand: SimpleNamespace
) -> None:
    first, second = two_claims(hand, tmp_path / "today.ledger")
    path = older(tmp_path / "today.ledger", tmp_path / "old.ledger", version=1)
    with open_ledger(path, write=True) as ledger:
        judge(ledger, (first, second), Verdict.DIFFERENT)
        assert ledger.counts().incidents == 2
        assert check(ledger) == ()


def test_a_copy_is_never_overwritten_and_never_made_twice(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    path.write_bytes(b"one")
    assert back_up(path, 1).name == "a.ledger.schema1.backup"
    assert back_up(path, 1).name == "a.ledger.schema1.backup"
    path.write_bytes(b"two")
    assert back_up(path, 1).name == "a.ledger.schema1.backup-2"
    assert (tmp_path / "a.ledger.schema1.backup").read_bytes() == b"one"
    assert len(list(tmp_path.iterdir())) == 3


def test_a_step_that_fails_leaves_the_ledger_as_it_was(
    tmp_path: Path, hand: SimpleNamespace
) -> None:
    two_claims(hand, tmp_path / "today.ledger")
    path = older(tmp_path / "today.ledger", tmp_path / "old.ledger", version=1)
    with duckdb.connect(str(path)) as connection:  # in the way of what the step makes
        connection.execute("CREATE VIEW judgements AS SELECT 1 AS one")
    with pytest.raises(StoreError, match=r"from schema 1 to 4.*it stays as it was"):
        open_ledger(path, write=True)
    with duckdb.connect(str(path), read_only=True) as connection:
        assert connection.execute("FROM ledger").fetchall() == [(1, "warledger 0.1.0")]
        names = {row[0] for row in connection.execute("SHOW TABLES").fetchall()}
    assert "incidents" not in names


def test_without_room_for_a_copy_the_ledger_stays_as_it_was(
    tmp_path: Path, hand: SimpleNamespace
) -> None:
    two_claims(hand, tmp_path / "today.ledger")
    path = older(tmp_path / "today.ledger", tmp_path / "old.ledger", version=1)
    before = path.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(StoreError, match="make room beside it; it stays as it was"):
            open_ledger(path, write=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == before
    assert list(tmp_path.glob("*.backup*")) == []
    assert list(tmp_path.glob(".*")) == []


MIGRATE = """
import sys
from pathlib import Path
from warledger.store.opening import open_ledger
print("ready", flush=True)
open_ledger(Path(sys.argv[1]), write=True).close()
"""


@pytest.mark.parametrize("delay_ms", [0, 10, 30, 80])
def test_a_killed_migration_is_done_by_the_next_run(
    tmp_path: Path, hand: SimpleNamespace, delay_ms: int
) -> None:
    two_claims(hand, tmp_path / "today.ledger")
    path = older(tmp_path / "today.ledger", tmp_path / "old.ledger", version=1)
    with subprocess.Popen(
        [sys.executable, "-c", MIGRATE, str(path)], stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        run.stdout.readline()
        time.sleep(delay_ms / 1000)
        run.kill()
    with (
        open_ledger(path, write=True) as ledger,
        open_ledger(tmp_path / "today.ledger") as today,
    ):
        assert told(ledger) == told(today)
        reconcile(ledger)
        assert check(ledger) == ()
    (copied,) = tmp_path.glob("old.ledger.schema1.backup*")
    with duckdb.connect(str(copied), read_only=True) as connection:
        assert connection.execute("FROM ledger").fetchall() == [(1, "warledger 0.1.0")]


def test_every_schema_since_the_first_has_its_step() -> None:
    folder = Path(migrations.__file__).parent / "queries"
    steps = {path.stem for path in folder.glob("migrate_*.sql")}
    assert steps == {f"migrate_{version}" for version in range(2, SCHEMA_VERSION + 1)}


def test_a_migrated_ledger_has_the_tables_of_a_new_one(
    tmp_path: Path, hand: SimpleNamespace
) -> None:
    two_claims(hand, tmp_path / "today.ledger")
    path = older(tmp_path / "today.ledger", tmp_path / "old.ledger", version=1)
    open_ledger(path, write=True).close()
    columns = []
    for file in (path, tmp_path / "today.ledger"):
        with duckdb.connect(str(file), read_only=True) as connection:
            found = connection.execute(
                "SELECT table_name, column_name, data_type, is_nullable "
                "FROM duckdb_columns() WHERE schema_name = 'main' ORDER BY ALL"
            )
            columns.append(found.fetchall())
    assert columns[0] == columns[1]
