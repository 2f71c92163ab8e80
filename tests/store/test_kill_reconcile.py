"""Runs that are ended while they take in and reconcile; full and read-only disks; clocks."""

import importlib.util
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace

import duckdb
import pytest

from served import made_ledger
from warledger.store.opening import open_ledger

ROOT = Path(__file__).resolve().parents[2]
KILLS = 8
CLAIMS = 80


@pytest.fixture(scope="module")
def kills() -> ModuleType:
    """The bench that kills runs; it is no package to import from."""
    spec = importlib.util.spec_from_file_location("kills", ROOT / "bench" / "kills.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["kills"] = module  # a dataclass looks its own module up by name
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def world(
    kills: ModuleType, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SimpleNamespace]:
    """Reports to take in, a process that starts runs, the exports of an undisturbed one."""
    folder = tmp_path_factory.mktemp("kills")
    made = folder / "made.ledger"
    made_ledger().make_ledger(made, incidents=CLAIMS // 8, claims=CLAIMS)
    source = kills.read_source(made)
    with kills.runs_of(source, folder) as runs:
        whole = folder / "undisturbed.ledger"
        assert runs.run(whole) == 0
        yield SimpleNamespace(source=source, runs=runs, whole=whole, folder=folder)


def test_runs_killed_anywhere_end_as_undisturbed_ones(
    kills: ModuleType, world: SimpleNamespace, tmp_path: Path
) -> None:
    killed, _ = kills.survive(KILLS, world.source, tmp_path, seed=3)
    assert killed.total() >= KILLS


def test_a_full_disk_is_told_and_the_next_run_goes_on(
    kills: ModuleType, world: SimpleNamespace, tmp_path: Path
) -> None:
    refused = 0
    # The first cannot even be made; of the others the log cannot grow beyond so much.
    for room in (20_000, 1_000, 30_000, 100_000, 300_000, 1_000_000):
        path = tmp_path / f"full-{room}.ledger"
        if refused:
            open_ledger(path, write=True).close()
        code = world.runs.run(path, room=room)
        assert code in (0, kills.REFUSED)
        refused += code == kills.REFUSED
        assert kills.faults(path, world.source) == []
        assert world.runs.run(path) == 0
        assert kills.digest(path) == kills.digest(world.whole)
    assert refused >= 4


READ_ONLY = """
import os, sys
from pathlib import Path
from warledger.errors import StoreError
from warledger.store.opening import open_ledger
def count():
    with open_ledger(Path(sys.argv[1])) as ledger:
        return ledger.counts().reports
if os.geteuid() == 0:
    count()  # Python itself may lie where only root reads: have everything loaded
    os.setuid(65534)  # whom permissions bind
print(count())
try:
    open_ledger(Path(sys.argv[1]), write=True)
except StoreError as error:
    print(error)
"""


def test_a_read_only_ledger_is_read_and_a_write_is_refused_in_one_line(
    ledger_path: Path,
) -> None:
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders are for one user
        path = Path(name) / "archive.ledger"
        path.write_bytes(ledger_path.read_bytes())
        path.chmod(0o444)
        Path(name).chmod(0o555)
        told = subprocess.run(
            [sys.executable, "-c", READ_ONLY, str(path)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        Path(name).chmod(0o755)
    assert told.returncode == 0, told.stderr
    count, refusal = told.stdout.splitlines()
    assert count == "2"
    assert refusal.startswith(f"{path}: the ledger cannot be opened: ")
    assert "one that you may change" in refusal


def test_no_clock_orders_anything(
    kills: ModuleType, world: SimpleNamespace, tmp_path: Path
) -> None:
    path = tmp_path / "jumped.ledger"
    path.write_bytes(world.whole.read_bytes())
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE runs SET started = TIMESTAMP '1970-01-01'")
    os.utime(path, (0, 0))
    with open_ledger(path, write=True) as ledger:
        kills.reconcile(ledger, afresh=True)
    assert kills.digest(path) == kills.digest(world.whole)
