"""A cluster gives the rows of one machine: through lost workers, kills and further runs."""

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from spark_cluster import QUICK, StandaloneCluster, end, needs_spark, standalone
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
TABLES = ("reports", "mentions", "claims", "incidents", "control", "ledger")
PATIENCE = 300.0


def exports(path: Path) -> dict[str, bytes]:
    found = {}
    with open_ledger(path) as opened:
        for table in TABLES[:-1]:
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


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandaloneCluster]:
    with standalone(tmp_path_factory.mktemp("cluster")) as running:
        yield running


def test_a_cluster_that_loses_a_worker_gives_the_rows_of_one_machine(
    tmp_path: Path, cluster: StandaloneCluster
) -> None:
    here, lake = tmp_path / "here.ledger", tmp_path / "war.lake"
    expected = ingest_here(here, [str(SAMPLES)], settings=Settings(), workers=1)

    def kill() -> None:
        once_staged(lake)
        end(cluster.workers[1])

    killing = Thread(target=kill, daemon=True)
    killing.start()
    tally = ingest(lake, [str(SAMPLES)], cluster.master)
    killing.join()
    assert exports(lake) == exports(here)
    assert (tally.read, tally.added, tally.claims, tally.mentions) == (
        expected.read, expected.added, expected.claims, expected.mentions,
    )  # fmt: skip
    assert tally.skipped == tuple(sorted(expected.skipped))
    assert any("lost on the way" in note for _, note in tally.notes)
    with open_ledger(lake) as opened:
        assert prove(opened) == ()  # also: one machine makes the same of the lake's claims
    assert not (lake / ".staging").exists()


def test_a_killed_run_goes_on_and_a_further_one_adds_what_is_new(tmp_path: Path) -> None:
    here, lake = tmp_path / "here.ledger", tmp_path / "war.lake"
    some = sorted(str(path) for path in SAMPLES.glob("abu-duhur-*"))
    settings = [f"--spark-setting={name}={value}" for name, value in QUICK.items()]
    command = [sys.executable, "-m", "warledger.cli", "ingest", str(lake), *some,
               "--engine", "spark", "--master", "local[2]", *settings]  # fmt: skip
    killed = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    once_staged(lake)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    staged = {path.name for path in lake.glob(".staging/*/*.parquet")}
    with open_ledger(lake) as opened:
        assert opened.counts().reports == 0
    assert read_manifest(lake).tables == {}

    done = ingest(lake, some, "local[2]")
    assert done.added == 4
    assert staged
    ingest_here(here, some, settings=Settings(), workers=1)
    assert exports(lake) == exports(here)

    before = read_manifest(lake)
    further = ingest(lake, [str(SAMPLES)], "local[2]")
    assert further.known == 4
    ingest_here(here, [str(SAMPLES)], settings=Settings(), workers=1)
    assert exports(lake) == exports(here)
    kept = {file.path for file in before.files("claims")}
    assert kept <= {file.path for file in read_manifest(lake).files("claims")}
