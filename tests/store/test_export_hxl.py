"""The file holds to HXL 1.1: a row of hashtags below the header, dates and numbers so typed."""

import csv
import io
import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from export_ledger import claim_ids, control, deaths, incident, make_ledger, written
from warledger.store.exports.coded import Loss
from warledger.store.exports.hxl import summed

HASHTAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")
# The hashtags of the core schema that stand here (hxlstandard.org, dictionary 1.1).
CORE = {
    "#adm1", "#affected", "#country", "#date", "#description", "#event", "#geo", "#group",
    "#loc", "#meta", "#status",
}  # fmt: skip
TABLES = ("claims", "incidents", "control")


@pytest.fixture
def path(tmp_path: Path, hand: SimpleNamespace) -> Path:
    ids = claim_ids(hand)
    told = [deaths("Islamic State", 2, None, 9), deaths("Civilians", 1, 1, 1)]
    rows = [incident("i1", ids[:2], deaths=told), incident("i2", ids[2:], place=None)]
    states = [control("s1", ids[:1]), control("s2", ids[1:2], holder="=SUM(A1)")]
    return make_ledger(tmp_path / "own.ledger", hand, rows, states)


def table_of(path: Path, table: str) -> tuple[list[str], list[list[str]]]:
    text = written(path, table, "hxl").decode()
    header, tags, *rows = csv.reader(io.StringIO(text, newline=""))
    assert len(header) == len(tags)
    return tags, rows


@pytest.mark.parametrize("table", TABLES)
def test_every_column_has_a_hashtag_of_the_core_schema(path: Path, table: str) -> None:
    tags, rows = table_of(path, table)
    assert rows
    assert len(set(tags)) == len(tags)
    assert all(HASHTAG.fullmatch(tag) for tag in tags)
    assert {tag.partition("+")[0] for tag in tags} <= CORE


@pytest.mark.parametrize("table", TABLES)
def test_dates_are_dates_and_counts_are_numbers(path: Path, table: str) -> None:
    tags, rows = table_of(path, table)
    for row in rows:
        assert len(row) == len(tags)
        for tag, cell in zip(tags, row, strict=True):
            if tag.startswith("#date") and cell:
                assert date.fromisoformat(cell)
            if tag.startswith(("#affected", "#geo")) and cell:
                assert float(cell) is not None


def test_the_dead_are_as_told_and_a_missing_bound_stays_empty(path: Path) -> None:
    tags, rows = table_of(path, "incidents")
    row = dict(zip(tags, rows[0], strict=True))
    killed = [row[f"#affected+killed+{name}"] for name in ("min", "best", "max")]
    assert killed == ["3", "", "10"]
    assert "killed 2 / - / 9 of Islamic State" in row["#description"]


def test_a_total_beside_sides_is_not_added() -> None:
    assert summed([Loss(None, 10, 10, 10), Loss("a", 4, 4, 4)]) == (4, 4, 4)
    assert summed([Loss(None, 10, 10, 10)]) == (10, 10, 10)
    assert summed([Loss("a", 1, 1, 1), Loss("a", 4, 4, 4)]) == (None, None, None)
    assert summed([]) == (None, None, None)


def test_words_that_a_spreadsheet_would_run_are_guarded(path: Path) -> None:
    tags, rows = table_of(path, "control")
    assert "'=SUM(A1)" in {row[tags.index("#group+name")] for row in rows}


@pytest.mark.parametrize("table", TABLES)
def test_libhxl_finds_nothing_wrong(path: Path, table: str, tmp_path: Path) -> None:
    hxl = pytest.importorskip("hxl", reason="libhxl is not installed")
    file = tmp_path / "rows.csv"
    file.write_bytes(written(path, table, "hxl"))
    found = hxl.validate(hxl.data(str(file), hxl.InputOptions(allow_local=True)))
    assert found["is_valid"]
    assert found["stats"]["total"] == 0
