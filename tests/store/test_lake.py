"""A lake is what its manifest says, whatever else lies in its folder."""

import json
import shutil
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warledger.errors import StoreError
from warledger.model import Extraction, Report
from warledger.pipeline.spread import report_row
from warledger.store import lake as lakes
from warledger.store.check import check
from warledger.store.copying import copy_ledger, stamp_of
from warledger.store.lake import (
    LakeFile,
    Manifest,
    breaches_of_files,
    is_lake,
    read_manifest,
    sweep,
    write_manifest,
    write_part,
)
from warledger.store.migrations import layout
from warledger.store.opening import open_ledger
from warledger.store.run import Run
from warledger.store.slices import table_schemas

TEXT = "The army shelled Aleppo."
RUN = Run("0", {}, "model", "lexicon", "gazetteer")


def run_row() -> dict[str, object]:
    return {
        "run_id": RUN.run_id, "version": RUN.version, "settings": RUN.settings_json,
        "model": RUN.model, "lexicon": RUN.lexicon, "gazetteer": RUN.gazetteer,
        "started": "2026-11-22 03:00:00",
    }  # fmt: skip


def put(lake: Path, *names: str, day: str = "2017-08-21") -> list[tuple[str, LakeFile]]:
    """Write reports as a file of the lake that nobody counts yet."""
    rows = [
        report_row(Report(name, TEXT, published=date.fromisoformat(day)), RUN.run_id)
        for name in names
    ]
    table = pa.Table.from_pylist(rows, schema=table_schemas()["reports"])
    return [("reports", write_part(lake, "reports", table, day=day))]


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    """A lake of two reports of one day, in no incident yet."""
    path = tmp_path / "war.lake"
    path.mkdir()
    write_manifest(path, Manifest().with_run(run_row()).adding(put(path, "a", "b")))
    return path


FILES = st.builds(
    LakeFile, st.text(min_size=1), st.integers(0), st.integers(0), st.text(min_size=1)
)
MANIFESTS = st.builds(
    Manifest,
    derived=st.none() | st.text(),
    rules=st.none() | st.text(),
    runs=st.just((run_row(),)),
    tables=st.dictionaries(
        st.sampled_from(tuple(table_schemas())), st.lists(FILES).map(tuple)
    ),
)


@settings(max_examples=25)
@given(MANIFESTS)
def test_a_manifest_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, manifest: Manifest
) -> None:
    folder = tmp_path_factory.mktemp("lake")
    written = write_manifest(folder, manifest)
    assert read_manifest(folder) == written
    assert written.generation == manifest.generation + 1


def test_a_lake_is_read_like_a_ledger(lake: Path) -> None:
    with open_ledger(lake) as opened:
        assert [row["report"] for row in opened.rows("reports")] == ["a", "b"]
        assert opened.counts().reports == 2
        assert opened.counts().incidents == 0
        assert [row["run_id"] for row in opened.runs()] == [RUN.run_id]
        assert check(opened) == ()


def test_columns_have_the_types_of_a_ledger(lake: Path) -> None:
    with open_ledger(lake) as opened:
        found = opened.arrow("stored_reports").schema
    assert found == table_schemas()["reports"]


def test_files_that_no_manifest_names_are_not_counted_and_are_swept(lake: Path) -> None:
    left = put(lake, "c", day="2017-08-22")[0][1]
    with open_ledger(lake) as opened:
        assert opened.counts().reports == 2
    assert sweep(lake, keep=read_manifest(lake).paths()) == 1
    assert not (lake / left.path).exists()
    with open_ledger(lake) as opened:
        assert opened.counts().reports == 2


def test_the_same_rows_are_written_once(lake: Path) -> None:
    before = read_manifest(lake)
    assert before.adding(put(lake, "a", "b")) == before


def test_a_manifest_that_cannot_be_written_leaves_the_lake(
    lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read_manifest(lake)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(lakes.os, "fsync", full)
    with pytest.raises(
        StoreError, match="No space left on device; the lake stays as it was"
    ):
        write_manifest(lake, before.adding(put(lake, "c")))
    assert read_manifest(lake) == before
    assert not list(lake.glob(".*.part"))


def test_a_changed_and_a_lost_file_are_named(lake: Path) -> None:
    ((_, changed),) = put(lake, "c")
    ((_, lost),) = put(lake, "d")
    manifest = read_manifest(lake).adding([("reports", changed), ("reports", lost)])
    write_manifest(lake, manifest)
    whole = (lake / changed.path).read_bytes()
    (lake / changed.path).write_bytes(whole[:-1] + b"x")
    (lake / lost.path).unlink()
    assert dict(breaches_of_files(lake)) == {
        "file is not what its digest was made of": changed.path,
        "file cannot be read (No such file or directory)": lost.path,
    }
    with pytest.raises(StoreError, match=r"the lake cannot be read: .*put back the files"):
        open_ledger(lake)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": "something"}, "is not a lake's: format is 'something'"),
        ({"version": 99}, r"a newer version of warledger made this lake \(format 99"),
        ({"schema_version": 99}, "the lake has schema 99, expected"),
        ({"schema_version": 1}, "make a new one from the same reports"),
        ({"derived": "other"}, r"an older version of warledger made its incidents; run"),
        ({"tables": []}, "is not a lake's"),
    ],
)
def test_a_manifest_that_will_not_do_is_told(
    lake: Path, change: dict[str, object], words: str
) -> None:
    path = lake / lakes.MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(StoreError, match=words):
        open_ledger(lake)


def test_a_manifest_that_breaks_off_is_told(lake: Path) -> None:
    path = lake / lakes.MANIFEST
    path.write_text(path.read_text()[:40])
    with pytest.raises(StoreError, match=r"is not a lake's: .*put back the file"):
        open_ledger(lake)


def test_only_the_clusters_run_writes_to_a_lake(lake: Path) -> None:
    with pytest.raises(
        StoreError, match=r"a lake, which only 'warledger ingest .* --engine"
    ):
        open_ledger(lake, write=True)


def test_a_copy_of_a_lake_is_a_ledger(lake: Path, tmp_path: Path) -> None:
    copied = copy_ledger(lake, tmp_path / "copy.ledger")
    with open_ledger(copied.path) as opened, open_ledger(lake) as original:
        assert list(opened.rows("reports")) == list(original.rows("reports"))
    with duckdb.connect(str(copied.path), read_only=True) as connection:
        told = connection.execute("SELECT derived FROM ledger").fetchone()
    assert told == (layout(),)


def test_a_lake_has_changed_when_its_manifest_has(lake: Path) -> None:
    before = stamp_of(lake)
    put(lake, "c")
    assert stamp_of(lake) == before
    write_manifest(lake, read_manifest(lake).adding(put(lake, "c")))
    assert stamp_of(lake) != before


def test_a_folder_with_an_apostrophe_is_a_lake_too(lake: Path, tmp_path: Path) -> None:
    other = tmp_path / "Sana'a.lake"
    shutil.copytree(lake, other)
    assert is_lake(other)
    with open_ledger(other) as opened:
        assert opened.counts().reports == 2
    copy_ledger(other, tmp_path / "Sana'a.ledger")


def test_a_report_row_carries_the_whole_report() -> None:
    from warledger.store.records import to_report
    from warledger.store.rows import to_entry

    report = Report("a", TEXT, title="t", published=date(2017, 8, 21), notes=("n",))
    assert to_report(report_row(report, "run")) == report
    entry = to_entry(report, Extraction("a"), revision=1, run_id="run")
    assert entry.report == report_row(report, "run")
