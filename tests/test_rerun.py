import json
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from warledger.cli import warledger
from warledger.errors import ConfigError
from warledger.model.incidents import Verdict
from warledger.pipeline.judging import judge
from warledger.pipeline.rerun import remake
from warledger.pipeline.rerun_compare import compare_claims, compare_tables
from warledger.store.check import check
from warledger.store.judgements import read_judgements
from warledger.store.opening import open_ledger

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "src" / "warledger" / "samples"
TABLES = ("reports", "mentions", "claims", "incidents", "control")
OWN = """
[[actor]]
id = "own:quxvor"
name = "Quxvor Watch"
kind = "militia"
inter = 3
source = "made up for this test"
example = "The Quxvor Watch fired at a bridge."
"""

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the sample reports, of an id with two texts, and a run with a lexicon."""
    from warledger.executors.local import ingest
    from warledger.lexicon.user import UserLexicon
    from warledger.pipeline import Settings

    folder = tmp_path_factory.mktemp("rerun")
    path, line = folder / "war.ledger", folder / "own.jsonl"
    ingest(path, [str(SAMPLES)], settings=Settings(), workers=1)
    own = Settings(lexicons=(UserLexicon("own.toml", OWN),))
    for more in ("", " Two guards died."):
        text = f"The Quxvor Watch attacked a depot in Gao on 3 May 1994.{more}"
        line.write_text(json.dumps({"report": "own", "text": text}), "utf-8")
        ingest(path, [str(line)], settings=own, workers=1)
    return path


def test_the_same_program_makes_the_same_ledger(sampled: Path, tmp_path: Path) -> None:
    before = sampled.read_bytes()
    with open_ledger(sampled) as old:
        tally = remake(old, tmp_path / "new.ledger")
        with open_ledger(tmp_path / "new.ledger") as new:
            assert list(compare_claims(old, new)) == []
            assert {(c.gone, c.added, c.changed) for c in compare_tables(old, new)} == {
                (0, 0, 0)
            }
            for table in TABLES:
                assert list(old.rows(table)) == list(new.rows(table))
            assert old.runs() == new.runs()
            assert [(k.report_id, k.revision) for k in old.known()] == [
                (k.report_id, k.revision) for k in new.known()
            ]
            assert tally.read == len(old.known())
            assert check(new) == ()
    assert sampled.read_bytes() == before


def test_what_differs_is_told_claim_by_claim(sampled: Path, tmp_path: Path) -> None:
    path = tmp_path / "edited.ledger"
    path.write_bytes(sampled.read_bytes())
    with open_ledger(path) as ledger:
        first, second, third = [claim.claim_id for claim in ledger.claims()][:3]
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "UPDATE claims SET status = 'expected' WHERE claim_id = ?", [first]
        )
        connection.execute("UPDATE claims SET actors = [] WHERE claim_id = ?", [second])
        connection.execute("DELETE FROM claims WHERE claim_id = ?", [third])
    answer = CliRunner().invoke(warledger, ["rerun", str(path)])
    assert answer.exit_code == 0, answer.output
    lines = answer.stdout.splitlines()
    assert any(
        x.startswith(f"changed {first} ") and ": status: expected -> " in x for x in lines
    )
    assert any(x.startswith(f"added {third} ") for x in lines)
    assert "claims: 1 added, 0 gone, " in answer.stderr
    told = CliRunner().invoke(warledger, ["rerun", str(path), "--json"])
    rows = [json.loads(line) for line in told.stdout.splitlines()]
    assert {row["what"] for row in rows} == {"added", "changed"}


def test_judgements_and_cited_ids_are_carried_over(sampled: Path, tmp_path: Path) -> None:
    path = tmp_path / "judged.ledger"
    path.write_bytes(sampled.read_bytes())
    with open_ledger(path, write=True) as ledger:
        row = max(ledger.rows("incidents"), key=lambda row: len(row["claims"]))  # type: ignore[arg-type]
        first, *_, last = sorted(row["claims"])  # type: ignore[call-overload]
        judge(ledger, (first, last), Verdict.DIFFERENT, by="A. Reader")
        remake(ledger, tmp_path / "new.ledger")
        with open_ledger(tmp_path / "new.ledger") as new:
            assert read_judgements(new) == read_judgements(ledger)
            assert list(new.rows("incidents")) == list(ledger.rows("incidents"))
            assert list(new.rows("rerun_cited")) == list(ledger.rows("rerun_cited"))


def test_a_file_that_is_there_is_not_written_over(sampled: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with open_ledger(sampled) as old, pytest.raises(ConfigError, match="is there already"):
        remake(old, tmp_path / "mine.txt")
    assert (tmp_path / "mine.txt").read_text() == "mine"
