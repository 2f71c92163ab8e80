"""What is got ready beforehand changes nothing: derived tables are those made without it."""

import resource
from contextlib import closing
from pathlib import Path
from random import Random

import duckdb
import pyarrow as pa
import pytest

from warledger.executors.local import ingest
from warledger.pipeline import Settings
from warledger.pipeline.reconcile import reconcile
from warledger.pipeline.shelf import Shelf
from warledger.store.opening import open_ledger
from warledger.store.slices import table_schemas

SAMPLES = Path(__file__).resolve().parents[1] / "src" / "warledger" / "samples"
# Of a ledger's past and not of what it holds: its clock, and ids that no longer stand.
WHOLE = sorted(table_schemas().keys() - {"ledger", "redirects"})
ROWS = {"report": ["a", "a", "b"], "revision": [1, 2, 1], "word": ["old", "new", "other"]}


def tables(path: Path) -> dict[str, pa.Table]:
    with duckdb.connect(str(path), read_only=True) as opened:
        return {
            name: opened.sql(f"SELECT * FROM {name} ORDER BY ALL").to_arrow_table()
            for name in WHOLE
        }


@pytest.mark.model
@pytest.mark.parametrize("workers", [1, 2])
def test_what_was_got_ready_is_what_reconciling_afresh_gets(
    tmp_path: Path, workers: int
) -> None:
    path = tmp_path / "own.ledger"
    ingest(path, [str(SAMPLES)], settings=Settings(), workers=workers)
    before = tables(path)
    assert before["claim_features"].num_rows > 0
    with open_ledger(path, write=True) as ledger:
        reconcile(ledger, afresh=True)
    assert tables(path) == before
    assert [file.name for file in tmp_path.iterdir()] == ["own.ledger"]


def test_only_the_pending_revision_is_taken_and_only_once(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put({"told": pa.table(ROWS)})
    shelf.put({"told": pa.table({"report": ["c"], "revision": [1], "word": ["last"]})})
    pending = {("a", 2), ("c", 1), ("d", 1)}
    found = [row for rows in shelf.take("told", pending) for row in rows.to_pylist()]
    assert found == [{"report": "a", "word": "new"}, {"report": "c", "word": "last"}]
    assert not list(shelf.take("told", pending))
    assert not list(shelf.take("never put", pending))
    shelf.close()


def test_a_shelf_that_cannot_be_written_to_is_empty_and_stays_so(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    shelf = Shelf(folder)
    shelf.put({"told": pa.table(ROWS)})
    folder.rmdir()
    shelf.put({"told": pa.table(ROWS), "more": pa.table(ROWS)})
    folder.mkdir()
    shelf.put({"told": pa.table(ROWS)})
    assert not list(shelf.take("told", {("a", 1)}))
    assert not list(shelf.take("more", {("a", 1)}))


@pytest.mark.parametrize("room", [100, 1_000, 5_000, 9_000, 20_000, 60_000])
def test_on_a_full_disk_there_is_all_or_nothing(tmp_path: Path, room: int) -> None:
    """Also where the last bytes, which lie in buffers until then, find no room."""
    names = ("told", "more")
    random = Random(room)
    words = pa.table(
        {"report": ["a"] * 200, "revision": [1] * 200,
         "word": [f"{random.getrandbits(200):x}" for _ in range(200)]}
    )  # fmt: skip
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with closing(Shelf(tmp_path)) as shelf:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
        try:
            shelf.put(dict.fromkeys(names, words))
            found = [sum(t.num_rows for t in shelf.take(n, {("a", 1)})) for n in names]
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert found == ([200, 200] if room >= 20_000 else [0, 0])


def test_without_a_folder_nothing_is_kept() -> None:
    shelf = Shelf()
    shelf.put({"told": pa.table(ROWS)})
    assert not list(shelf.take("told", {("a", 1)}))
