"""A ledger is shown while others write it, and never held."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from served import made_ledger
from warledger.errors import StoreError
from warledger.store.copying import copy_ledger, stamp_of, writer_of
from warledger.store.opening import SCHEMA_VERSION, open_ledger
from warledger.web.server.keeper import Keeper
from warledger.web.server.prepare import prepare, prepare_apart

# Writes batches of a thousand rows, deletes some, and checkpoints, for some seconds.
WRITER = """
import sys, time, duckdb
connection = duckdb.connect(sys.argv[1])
end = time.monotonic() + float(sys.argv[2])
batch = 0
while time.monotonic() < end:
    connection.begin()
    connection.execute(f"INSERT INTO t SELECT {batch}, range, repeat(md5(range::VARCHAR), 4) "
                       "FROM range(1000)")
    connection.commit()
    batch += 1
    if batch % 5 == 0:
        connection.execute(f"DELETE FROM t WHERE batch = {batch - 3}")
    if batch % 3 == 0:
        connection.execute("CHECKPOINT")
    if batch == 1:
        print("writing", flush=True)
"""


@pytest.fixture
def copied(ledger: Path, tmp_path: Path) -> Path:
    path = tmp_path / "war.ledger"
    shutil.copyfile(ledger, path)
    return path


def add_report(path: Path, number: int) -> None:
    with open_ledger(path, write=True) as opened, opened.writing():
        opened._connection.execute(
            "INSERT INTO reports SELECT * REPLACE (? AS report) FROM reports LIMIT 1",
            [f"added-{number}"],
        )


def test_a_copy_taken_while_another_process_writes_is_one_state(tmp_path: Path) -> None:
    path, to = tmp_path / "written.db", tmp_path / "copy.db"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE t (batch INTEGER, i INTEGER, words VARCHAR)")
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), "4"], stdout=subprocess.PIPE
    )
    try:
        assert writer.stdout is not None
        writer.stdout.readline()
        seen = []
        while writer.poll() is None:
            copy_ledger(path, to)
            with duckdb.connect(str(to), read_only=True) as connection:
                batches = connection.execute(
                    "SELECT count(*), count(DISTINCT i), min(length(words)), "
                    "max(length(words)) FROM t GROUP BY batch"
                ).fetchall()
            assert set(batches) <= {(1000, 1000, 128, 128)}
            seen.append(len(batches))
        assert max(seen) > 3
    finally:
        writer.kill()
        writer.wait()
        writer.stdout.close() if writer.stdout else None


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux for its locks")
def test_the_process_that_writes_is_known_by_its_number(copied: Path) -> None:
    assert writer_of(copied) is None
    hold = f"import duckdb; c = duckdb.connect({str(copied)!r}); print('held', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        assert writer_of(copied) == holder.pid
        with Keeper(copied, preparing=prepare) as keeper:
            assert len(keeper.view.facts) > 200
        holder.kill()


def test_showing_a_ledger_lets_another_process_write_it(copied: Path) -> None:
    with Keeper(copied, preparing=prepare) as keeper:
        first = keeper.view
        add_report(copied, 1)
        assert keeper.state().name == "behind"
        keeper.refresh()
        assert keeper.view.version != first.version
        assert keeper.state().name == "current"
        # Who had begun to read the old copy reads it to the end.
        assert next(iter(first.ledger.rows("counts")))["reports"] == 200


def test_nothing_is_made_again_where_nothing_has_changed(copied: Path) -> None:
    with Keeper(copied, preparing=prepare) as keeper:
        first = keeper.view
        keeper.refresh()
        assert keeper.view is first


def test_the_watch_takes_a_change_in_by_itself(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warledger.web.server.keeper.POLL_SECONDS", 0.05)
    monkeypatch.setattr("warledger.web.server.keeper.REST", 0.1)
    with Keeper(copied, preparing=prepare) as keeper:
        first = keeper.view
        keeper.watch()
        add_report(copied, 2)
        end = time.monotonic() + 30
        while keeper.view is first and time.monotonic() < end:
            time.sleep(0.05)
        assert keeper.view is not first


def test_a_ledger_that_goes_away_is_still_shown_and_said_to_be_gone(copied: Path) -> None:
    with Keeper(copied, preparing=prepare) as keeper:
        copied.unlink()
        state = keeper.state()
        assert (state.name, "no such ledger" in (state.why or "")) == ("failed", True)
        assert len(keeper.view.facts) > 200


def test_a_copy_can_be_opened_anew(copied: Path) -> None:
    with Keeper(copied, preparing=prepare) as keeper:
        first = keeper.view
        keeper.reopen()
        assert keeper.view.version == first.version
        assert next(iter(keeper.view.ledger.rows("counts")))["reports"] == 200


def test_the_copies_are_gone_when_the_server_is(copied: Path) -> None:
    with Keeper(copied, preparing=prepare) as keeper:
        folder = keeper.view.folder.parent
        assert folder.is_dir()
    assert not folder.exists()


def test_a_process_of_its_own_prepares_the_same(copied: Path, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert prepare(copied, tmp_path / "a") == prepare_apart(copied, tmp_path / "b")
    for name in ("names.json", "runs.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def broken(path: Path, kind: str) -> None:
    if kind == "text":
        path.write_text("no ledger", encoding="utf-8")
    if kind == "folder":
        path.mkdir()
    if kind == "other":
        with duckdb.connect(str(path)) as connection:
            connection.execute("CREATE TABLE x (i INTEGER)")
    if kind in ("newer", "older"):
        made_ledger().make_ledger(path, incidents=1, claims=10)
        version = SCHEMA_VERSION + 1 if kind == "newer" else 1
        with duckdb.connect(str(path)) as connection:
            connection.execute("UPDATE ledger SET schema_version = ?", [version])
    if kind == "cut":
        made_ledger().make_ledger(path, incidents=20, claims=100)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("missing", "no such ledger; make it with 'warledger ingest"),
        ("text", "not a ledger; name a file made by"),
        ("folder", "cannot be read: Is a directory"),
        ("other", "a DuckDB file, but not a ledger"),
        ("newer", f"the ledger has schema {SCHEMA_VERSION + 1}, expected {SCHEMA_VERSION}"),
        ("older", "an older version of warledger made this ledger"),
        ("cut", "the ledger cannot be"),
    ],
)
@pytest.mark.parametrize("preparing", [prepare, prepare_apart])
def test_what_cannot_be_shown_is_one_line_that_names_the_file(
    tmp_path: Path, kind: str, words: str, preparing: object
) -> None:
    path = tmp_path / "bad.ledger"
    broken(path, kind)
    with pytest.raises(StoreError) as refused:
        Keeper(path, preparing=preparing)  # type: ignore[arg-type]
    told = str(refused.value)
    assert words in told
    assert str(path) in told
    assert "warledger-serve-" not in told
    assert "\n" not in told


def test_a_ledger_without_anything_in_it_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "empty.ledger"
    open_ledger(path, write=True).close()
    with Keeper(path, preparing=prepare) as keeper:
        assert len(keeper.view.facts) == 0
    assert stamp_of(path).log_size == 0
