"""A cluster gives the rows of one machine: through lost workers, kills and further runs."""

import io
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest

from spark_cluster import QUICK, end, needs_spark, standalone
from warledger.executors.local import ingest as ingest_here
from warledger.pipeline import Settings, Tally
from warledger.pipeline.prove import prove
from warledger.store.exports import write_table
from warledger.store.lake import read_manifest
from warledger.store.opening import open_ledger

pytestmark = [
    needs_spark,
    pytest.mark.model,
    # PySpark warns of pandas 3, which it is not given anything of here.
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support:FutureWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
SAMPLES = Path(__file__).resolve().parents[2] / "src" / "warledger" / "samples"
# Reports of one story and its copies; the other samples come in a further run.
SOME = sorted(str(path) for path in SAMPLES.glob("abu-duhur-*"))
TABLES = ("reports", "mentions", "claims", "incidents", "control")
PATIENCE = 300.0


def exports(path: Path) -> dict[str, bytes]:
    found = {}
    with open_ledger(path) as opened:
        for table in TABLES:
            stream = io.BytesIO()
            write_table(opened, table=table, form="jsonl", out=stream)
            found[table] = stream.getvalue()
        found["redirects"] = repr(sorted(map(repr, opened.rows("redirected")))).encode()
    return found


def ingest(lake: Path, paths: list[str], master: str) -> Tally:
    from warledger.executors.spark import ingest as run

    return run(lake, paths, settings=Settings(), master=master, spark_settings=QUICK)


def once_staged(lake: Path) -> None:
    """Wait until a worker has analysed something that no manifest names yet."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if any(lake.glob(".staging/*/*.parquet")):
            return
        time.sleep(0.02)
    raise AssertionError("nothing was analysed")


@dataclass(frozen=True)
class Filled:
    """A lake and a ledger of the same reports, with what was told of each run."""

    lake: Path
    here: Path
    told: Tally
    expected: Tally


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """A lake by two workers, of which one is killed when something is analysed."""
    folder = tmp_path_factory.mktemp("filled")
    lake, here = folder / "war.lake", folder / "here.ledger"
    expected = ingest_here(here, SOME, settings=Settings(), workers=1)
    with standalone(folder) as cluster:

        def kill() -> None:
            once_staged(lake)
            end(cluster.workers[1])

        killing = Thread(target=kill, daemon=True)
        killing.start()
        told = ingest(lake, SOME, cluster.master)
        killing.join()
    return Filled(lake, here, told, expected)


def test_a_cluster_that_loses_a_worker_gives_the_rows_of_one_machine(
    filled: Filled,
) -> None:
    assert exports(filled.lake) == exports(filled.here)
    told, expected = filled.told, filled.expected
    assert (told.read, told.added, told.claims, told.mentions) == (
        expected.read, expected.added, expected.claims, expected.mentions,
    )  # fmt: skip
    assert told.skipped == tuple(sorted(expected.skipped))
    assert any("lost on the way" in note for _, note in told.notes)
    with open_ledger(filled.lake) as opened:
        assert prove(opened) == ()  # also: one machine makes the same of the lake's claims
    assert not (filled.lake / ".staging").exists()


def test_a_further_run_that_is_killed_goes_on_and_adds_what_is_new(
    tmp_path: Path, filled: Filled
) -> None:
    lake, here = tmp_path / "war.lake", tmp_path / "here.ledger"
    shutil.copytree(filled.lake, lake)
    shutil.copy(filled.here, here)
    settings = [f"--spark-setting={name}={value}" for name, value in QUICK.items()]
    command = [sys.executable, "-m", "warledger.cli", "ingest", str(lake), str(SAMPLES),
               "--engine", "spark", "--master", "local[2]", *settings]  # fmt: skip
    killed = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    once_staged(lake)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    assert exports(lake) == exports(filled.lake)

    before = read_manifest(lake)
    told = ingest(lake, [str(SAMPLES)], "local[2]")
    expected = ingest_here(here, [str(SAMPLES)], settings=Settings(), workers=1)
    assert (told.added, told.known) == (expected.added, expected.known)
    assert exports(lake) == exports(here)
    kept = {file.path for file in before.files("claims")}
    assert kept <= {file.path for file in read_manifest(lake).files("claims")}
