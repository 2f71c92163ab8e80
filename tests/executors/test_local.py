"""A run that is broken off in any way leaves a ledger from which the next one goes on."""

import io
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from warledger import pipeline
from warledger.executors import local
from warledger.executors.local import ingest
from warledger.ingest.meter import Meter
from warledger.pipeline import Settings
from warledger.store.exports.jsonl import json_text
from warledger.store.opening import open_ledger

pytestmark = pytest.mark.model

TEXT = "Gunmen shelled Mosul on {day} May 2015, killing {dead} soldiers, the army said."
TABLES = ("reports", "mentions", "claims", "incidents", "control")
RESUMABLE = "interrupted; what was stored stays: run the same command again to go on"
SMALL_CHUNKS = "from warledger import pipeline; pipeline.CHUNK_REPORTS = 4\n"
COMMAND_LINE = "import sys; from warledger import cli; cli.main(sys.argv[1:])\n"
# A process started in a shell's background has Ctrl-C ignored, and so have its children.
INTERRUPTED_IN = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
def at(frame, event, argument):
    if event == "call" and frame.f_code.co_name == {function!r}:
        sys.setprofile(None)
        os.kill(os.getpid(), signal.SIGINT)
sys.setprofile(at)
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("in") / "in.jsonl"
    rows = (
        {"report": f"r{n:03d}", "text": TEXT.format(day=n % 28 + 1, dead=n + 2)}
        for n in range(24)
    )
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return path


@pytest.fixture(scope="module")
def undisturbed(source: Path) -> Path:
    path = source.with_name("undisturbed.ledger")
    ingest(path, [str(source)], settings=Settings(), workers=1)
    return path


def exported(path: Path) -> str:
    out = io.StringIO()
    with open_ledger(path) as ledger:
        for table in TABLES:
            out.writelines(json_text(row) for row in ledger.rows(table))
    return out.getvalue()


def start(
    before: str, *arguments: object, limits: Callable[[], None] | None = None
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", before + COMMAND_LINE, "ingest", *map(str, arguments)],
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=limits,
    )


@pytest.mark.parametrize(
    "functions",
    [("extract_claims", "find_pending"), ("update_links", "update_control")],
    ids=str,
)
def test_ctrl_c_at_any_stage_ends_with_one_line_and_the_next_run_goes_on(
    tmp_path: Path, source: Path, undisturbed: Path, functions: tuple[str, ...]
) -> None:
    ledger = tmp_path / "own.ledger"
    for function in functions:
        run = start(INTERRUPTED_IN.format(function=function), ledger, source, "--workers=1")
        _, told = run.communicate(timeout=120)
        assert (run.returncode, told.strip()) == (130, f"warledger: {RESUMABLE}")
    tally = ingest(ledger, [str(source)], settings=Settings(), workers=1)
    assert tally.known == tally.read == 24
    assert exported(ledger) == exported(undisturbed)


def test_a_worker_that_the_system_kills_is_told_and_the_next_run_goes_on(
    tmp_path: Path, source: Path, undisturbed: Path
) -> None:
    ledger = tmp_path / "own.ledger"
    run = start(SMALL_CHUNKS, ledger, source, "--workers=2")
    os.kill(a_worker_of(run), signal.SIGKILL)
    _, told = run.communicate(timeout=120)
    assert run.returncode == 1
    assert told.count("\n") == 1
    assert "a worker process was killed, perhaps for want of memory" in told
    ingest(ledger, [str(source)], settings=Settings(), workers=1)
    assert exported(ledger) == exported(undisturbed)


def a_worker_of(run: subprocess.Popen[str]) -> int:
    """Return the process id of a worker, once there is one."""
    children = Path(f"/proc/{run.pid}/task/{run.pid}/children")
    end = time.monotonic() + 60
    while time.monotonic() < end and run.poll() is None:
        for pid in children.read_text().split():
            if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes():
                return int(pid)
        time.sleep(0.02)
    pytest.fail("no worker was started")


@pytest.mark.parametrize(("room", "code"), [(40_000, 1), (1_000_000, 0)])
def test_a_full_disk_is_told_in_one_line_and_the_next_run_goes_on(
    tmp_path: Path, source: Path, undisturbed: Path, room: int, code: int
) -> None:
    ledger = tmp_path / "own.ledger"
    open_ledger(ledger, write=True).close()

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    run = start(SMALL_CHUNKS, ledger, source, "--workers=1", limits=little_room)
    _, told = run.communicate(timeout=120)
    assert run.returncode == code
    if code:
        assert told.count("\n") == 1
        assert str(ledger) in told
    else:  # what did not fit into the file at the end is still in the log beside it
        assert exported(ledger) == exported(undisturbed)
    ingest(ledger, [str(source)], settings=Settings(), workers=1)
    assert exported(ledger) == exported(undisturbed)


@pytest.mark.model
def test_workers_replaced_before_reconciling_give_the_same_rows(
    source: Path, undisturbed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "MUCH_TO_REMEMBER", 0)
    again = tmp_path / "again.ledger"
    ingest(again, [str(source)], settings=Settings(), workers=2)
    assert exported(again) == exported(undisturbed)


def test_the_stages_and_the_share_read_are_told(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "CHUNK_REPORTS", 8)
    meter, shares, stages = Meter(source.stat().st_size), [], []
    ingest(
        tmp_path / "own.ledger",
        [str(source)],
        settings=Settings(),
        workers=1,
        progress=lambda tally: shares.append((tally.read, meter.read)),
        stage=stages.append,
        meter=meter,
    )
    assert [count for count, _ in shares] == [8, 16, 24]
    assert shares[-1][1] == meter.whole
    assert stages[-2] == "writing who holds what"
    assert stages[-1].endswith(" incidents")
