from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from warledger.cli import warledger
from warledger.model import identity
from warledger.pipeline.reconcile import reconcile
from warledger.store.check import check
from warledger.store.opening import open_ledger


def broken(path: Path, statement: str) -> list[str]:
    """Do to a ledger what the program never does, and return what the check says."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(statement)
    with open_ledger(path) as ledger:
        return [breach.what for breach in check(ledger)]


def test_a_ledger_as_written_is_sound(ledger_path: Path) -> None:
    with open_ledger(ledger_path) as ledger:
        assert check(ledger) == ()


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE reports SET digest = 'x' WHERE report = 'r1'", "text is not what its digest"),
        ("UPDATE claims SET claim_id = 'x'", "claim's id is not that of its words"),
        ("INSERT INTO runs SELECT 'x', * EXCLUDE run_id FROM runs", "run's id is not that"),
        ("INSERT INTO incident_claims VALUES ('i', 'none')", "incident whose claims are not"),
        ("INSERT INTO links VALUES ('a', 'b', 1.0, [])", "link with a claim that is gone"),
        ("INSERT INTO redirects VALUES ('old', 'nowhere', NULL)", "redirect that leads nowhere"),
        (
            "INSERT INTO copies VALUES ('r1', 1, ['gone'], 'gone', 1.0, [], [])",
            "copy of a report that is gone",
        ),
        (
            "INSERT INTO reconciled SELECT report, revision, 'x' FROM reports",
            "claim in no incident",
        ),
    ],
)  # fmt: skip
def test_every_breach_is_named(ledger_path: Path, statement: str, what: str) -> None:
    assert any(said.startswith(what) for said in broken(ledger_path, statement))


def test_a_claim_id_is_made_of_where_the_claim_stands(ledger_path: Path) -> None:
    with open_ledger(ledger_path) as ledger:
        (row,) = ledger.rows("identities")
    parts = (row["report"], row["trigger_start"], row["trigger_end"])
    assert row["claim_id"] == identity(*parts)


def test_reports_that_wait_to_be_reconciled_are_counted(ledger_path: Path) -> None:
    told = CliRunner().invoke(warledger, ["check", str(ledger_path)])
    assert told.exit_code == 0
    assert "2 reports are in no incident yet" in told.stderr
    with open_ledger(ledger_path, write=True) as ledger:
        reconcile(ledger)
    told = CliRunner().invoke(warledger, ["check", str(ledger_path)])
    assert "in no incident" not in told.stderr
