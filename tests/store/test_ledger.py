import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from warledger.errors import StoreError
from warledger.model import Extraction, Mentions, Place, Span
from warledger.store.opening import open_ledger
from warledger.store.rows import DISORDERED, MISQUOTED, REPEATED, to_entry


def test_records_come_back_as_they_were_stored(
    ledger_path: Path, hand: SimpleNamespace
) -> None:
    with open_ledger(ledger_path) as ledger:
        skipped, report = ledger.reports()
        assert report == hand.report()
        assert (skipped.report_id, skipped.state, skipped.reason) == (
            "r0",
            "skipped",
            "no text",
        )
        assert list(ledger.claims()) == [hand.claim()]


def test_reports_come_with_their_claims(ledger_path: Path, hand: SimpleNamespace) -> None:
    with open_ledger(ledger_path) as ledger:
        told = [(report.report_id, claims) for report, claims in ledger.told()]
    assert told == [("r0", ()), ("r1", (hand.claim(),))]


def test_counts_tell_the_newest_revisions_only(
    ledger_path: Path, hand: SimpleNamespace
) -> None:
    with open_ledger(ledger_path, write=True) as ledger:
        before = ledger.counts()
        assert (before.reports, before.skipped, before.claims) == (2, 1, 1)
        ledger.append([hand.entry(text=hand.text + " More.", revision=2)])
        assert ledger.counts() == before
        assert [k.revision for k in ledger.known() if k.report_id == "r1"] == [1, 2]
        assert [r.text for r in ledger.reports() if r.report_id == "r1"] == [
            hand.text + " More."
        ]


def test_a_run_with_the_same_manifest_is_one_row(
    ledger_path: Path, hand: SimpleNamespace
) -> None:
    other = replace(hand.run, model="tiny 1.1")
    with open_ledger(ledger_path, write=True) as ledger:
        ledger.begin(hand.run)
        assert [row["run_id"] for row in ledger.runs()] == [hand.run.run_id]
        ledger.begin(other)
        assert len(ledger.runs()) == 2


def test_a_batch_that_the_database_refuses_leaves_nothing(
    ledger_path: Path, hand: SimpleNamespace
) -> None:
    with open_ledger(ledger_path, write=True) as ledger:
        before = ledger.counts()
        with pytest.raises(StoreError, match="refused a write"):
            ledger.append([hand.entry("r2"), hand.entry("r1")])
        assert ledger.counts() == before
        ledger.append([hand.entry("r2")])
        assert ledger.counts().reports == before.reports + 1


def test_words_that_are_not_the_text_at_their_span_are_refused(
    ledger_path: Path, hand: SimpleNamespace
) -> None:
    entry = hand.entry("r2")
    actor = {**entry.claims[0]["actors"][0], "mention": "harbour watch"}
    forged = replace(entry, claims=({**entry.claims[0], "actors": [actor]},))
    with open_ledger(ledger_path, write=True) as ledger:
        with pytest.raises(StoreError, match=r"not the text at their span.*harbour watch"):
            ledger.append([forged])
        assert ledger.violations() == ()
        assert [report.report_id for report in ledger.reports()] == ["r0", "r1"]


def test_breaches_cost_the_claim_and_are_counted(hand: SimpleNamespace) -> None:
    good = hand.claim()
    misquoted = replace(good, actors=(replace(good.actors[0], mention="port guard"),))
    disordered = replace(good, figures=(replace(good.figures[0], low=50.0),))
    beyond = Mentions(places=(Place(Span(100, 9_000), "x", "x"),))
    extraction = Extraction("r1", beyond, (misquoted, disordered, good, good))
    entry = to_entry(hand.report(), extraction, revision=1, run_id="x")
    assert [row["claim_id"] for row in entry.claims] == [good.claim_id]
    assert dict(entry.passed_over) == {MISQUOTED: 2, DISORDERED: 1, REPEATED: 1}


def test_a_number_inside_a_time_is_no_figure(hand: SimpleNamespace) -> None:
    figures = [row for row in hand.entry().mentions if row["kind"] == "figure"]
    assert [(row["text"], row["measure"], row["high"]) for row in figures] == [
        ("up to 40", "killed", 40.0)
    ]


def test_a_ledger_in_use_says_by_whom(ledger_path: Path) -> None:
    other = (
        "import sys; from pathlib import Path\n"
        "from warledger.errors import StoreError\n"
        "from warledger.store.opening import open_ledger\n"
        "try: open_ledger(Path(sys.argv[1]))\n"
        "except StoreError as error: print(error)\n"
    )
    with open_ledger(ledger_path, write=True):
        told = subprocess.run(
            [sys.executable, "-c", other, str(ledger_path)],
            capture_output=True,
            text=True,
            check=True,
        )
    assert f"{ledger_path}: the ledger is in use by process" in told.stdout


def test_two_may_read_at_once(ledger_path: Path) -> None:
    with open_ledger(ledger_path) as one, open_ledger(ledger_path) as other:
        assert one.counts() == other.counts()


def test_reading_what_is_not_there_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such ledger; make it with 'warledger ingest"):
        open_ledger(tmp_path / "none.ledger")


def test_a_file_of_another_kind_is_refused_and_untouched(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("my notes")
    with pytest.raises(StoreError, match="not a ledger"):
        open_ledger(notes, write=True)
    assert notes.read_text() == "my notes"


def test_a_database_of_somebody_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sales.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE sales (n INTEGER)")
    with pytest.raises(StoreError, match="a DuckDB file, but not a ledger"):
        open_ledger(path, write=True)


def test_a_ledger_of_a_newer_program_is_refused(ledger_path: Path) -> None:
    with duckdb.connect(str(ledger_path)) as connection:
        connection.execute("UPDATE ledger SET schema_version = 99")
    with pytest.raises(StoreError, match="has schema 99, expected 4"):
        open_ledger(ledger_path, write=True)


def test_a_folder_and_a_missing_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        open_ledger(tmp_path, write=True)
    with pytest.raises(StoreError, match="no such folder"):
        open_ledger(tmp_path / "none" / "x.ledger", write=True)


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "made-by-mktemp"
    path.touch()
    with open_ledger(path, write=True) as ledger:
        assert ledger.counts().reports == 0
