"""What keeps a cluster's run from beginning is told in one line, before a worker is asked."""

import stat
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from spark_cluster import needs_spark
from warledger.cli import warledger
from warledger.errors import ConfigError, ResourceError, StoreError
from warledger.executors.spark import ingest
from warledger.executors.spark_session import spark_session
from warledger.pipeline import Settings
from warledger.store.lake import Manifest, write_manifest

pytestmark = pytest.mark.model
REPORT = "The army shelled Aleppo on Monday."


@pytest.fixture
def report(tmp_path: Path) -> str:
    path = tmp_path / "in" / "wire.txt"
    path.parent.mkdir()
    path.write_text(REPORT)
    return str(path)


def java(folder: Path, says: str) -> str:
    """A Java of which only the version matters: a script that says it."""
    program = folder / "java"
    program.write_text(f"#!/bin/sh\necho '{says}' >&2\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(folder)


@needs_spark
@pytest.mark.parametrize(
    ("says", "words"),
    [
        (
            'openjdk version "11.0.2" 2019-01-15',
            "java is version 11; expected Java 17 or newer",
        ),
        ('java version "1.8.0_202"', "java is version 8; expected Java 17 or newer"),
        ("what?", "java is a version that it does not tell; expected Java 17"),
    ],
)
def test_an_old_java_is_named_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str, words: str
) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", java(tmp_path, says), prepend=":")
    with pytest.raises(ResourceError, match=words), spark_session("local[1]", {}):
        pass


@needs_spark
def test_a_missing_java_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    words = "none found on PATH; expected Java 17 or newer; install one, on Debian: apt-get"
    with pytest.raises(ResourceError, match=words), spark_session("local[1]", {}):
        pass


@needs_spark
def test_a_java_home_without_java_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    words = r"bin/java cannot be run \(.*No such file.*\); expected Java 17"
    with pytest.raises(ResourceError, match=words), spark_session("local[1]", {}):
        pass


@needs_spark
def test_a_master_that_is_not_there_is_told_within_seconds() -> None:
    words = (
        r"spark://127\.0\.0\.1:1: no master answers \(127\.0\.0\.1:1: Connection refused\)"
    )
    with (
        pytest.raises(ResourceError, match=words),
        spark_session("spark://127.0.0.1:1", {}),
    ):
        pass


@pytest.mark.parametrize("master", ["head:7077", "http://head", "local[", "spark://"])
def test_an_address_of_no_cluster_is_refused(master: str) -> None:
    with (
        pytest.raises(ConfigError, match="no address of a cluster"),
        spark_session(master, {}),
    ):
        pass


def test_without_pyspark_the_line_to_install_it_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    words = r"needs PySpark; get it with: pip install 'warledger\[spark\]'"
    with pytest.raises(ConfigError, match=words), spark_session("local[1]", {}):
        pass


def run(*arguments: str) -> tuple[int, str]:
    """Return the code and what was told; our own errors are lines there."""
    done = CliRunner().invoke(warledger, arguments)
    return done.exit_code, f"{done.output}{done.exception or ''}"


def test_a_ledger_where_a_lake_is_expected_is_told(tmp_path: Path, report: str) -> None:
    ledger = tmp_path / "war.ledger"
    ledger.write_bytes(b"")
    with pytest.raises(ConfigError, match="a file, and --engine spark writes a lake"):
        ingest(ledger, [report], settings=Settings(), master="local[1]")


def test_a_lake_where_a_ledger_is_expected_is_told(tmp_path: Path, report: str) -> None:
    lake = tmp_path / "war.lake"
    lake.mkdir()
    write_manifest(lake, Manifest())
    for command in (("ingest", str(lake), report), ("reconcile", str(lake)),
                    ("judge", str(lake), "a", "b", "same")):  # fmt: skip
        _, told = run(*command)
        assert "a lake, which only 'warledger ingest" in told, command


def test_a_folder_of_something_else_is_not_written_to(tmp_path: Path, report: str) -> None:
    with pytest.raises(ConfigError, match=r"a folder that is no lake and not empty \(in\)"):
        ingest(tmp_path, [report], settings=Settings(), master="local[1]")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, report: str) -> None:
    with pytest.raises(ConfigError, match="no such folder; make it before writing a lake"):
        ingest(tmp_path / "a" / "b", [report], settings=Settings(), master="local[1]")


def test_a_path_that_is_not_there_ends_it_before_spark_starts(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file or folder"):
        ingest(tmp_path / "lake", ["nowhere"], settings=Settings(), master="local[1]")
    assert not (tmp_path / "lake").exists()


def test_two_runs_do_not_write_one_lake(tmp_path: Path, report: str) -> None:
    import fcntl

    lake = tmp_path / "war.lake"
    lake.mkdir()
    with (lake / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(StoreError, match="another run is writing this lake"):
            ingest(lake, [report], settings=Settings(), master="local[1]")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--engine", "spark"), "--engine spark wants --master"),
        (("--master", "local[1]"), "want --engine spark"),
        (("--engine", "spark", "--master", "local[1]", "--workers", "2"), "--workers is of"),
        (("--engine", "spark", "--master", "local[1]", "--spark-setting", "x"),
         "expected NAME=VALUE"),
    ],
)  # fmt: skip
def test_options_that_do_not_go_together_are_wrong_usage(
    tmp_path: Path, report: str, options: tuple[str, ...], words: str
) -> None:
    code, told = run("ingest", str(tmp_path / "x"), report, *options)
    assert code == 2
    assert words in told
