"""Start Spark, or say in one line what is missing: the package, Java, the master.

Everything is looked at before the first report is read. Java is asked for its version
because Spark itself answers an old one with a page of class names, and a master is knocked
at because Spark would knock for minutes before it says anything.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from warledger.errors import ConfigError, ResourceError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

OLDEST_JAVA = 17
KNOCK_SECONDS = 5.0
MASTER_PORT = 7077
WORKER_SECONDS = 60.0
# Where the index of places lies among the files that Spark hands to a worker.
PLACES = "warledger_places"
DRIVER_OPTIONS = "spark.driver.extraJavaOptions"
_MASTER = re.compile(r"local(\[.*\])?|local-cluster\[.*\]|spark://.+|yarn|k8s://.+")
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.executorEnv.OMP_NUM_THREADS": "1",
    # Parts are few and dear: joined together they would run one after the other.
    "spark.sql.adaptive.coalescePartitions.enabled": "false",
    # A lake has a file a day: to look each up in a task of its own takes seconds.
    "spark.sql.sources.parallelPartitionDiscovery.parallelism": "32",
    # Guessed from its file, a table of keys seems many times smaller than it is: whether
    # one fits every worker is known only when it is there.
    "spark.sql.autoBroadcastJoinThreshold": "-1",
    "spark.sql.adaptive.autoBroadcastJoinThreshold": "10MB",
    # Texts of a report reach two million characters; a batch must fit a worker's memory.
    "spark.sql.execution.arrow.maxRecordsPerBatch": "256",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.task.maxFailures": "4",
}


@contextmanager
def spark_session(master: str, settings: Mapping[str, str]) -> "Iterator[SparkSession]":
    """Open a session at `master`; `settings` are Spark's own, and win over ours.

    Raises ConfigError for a wrong address or a missing package, ResourceError where Java or
    the master is not there.
    """
    _check_master(master)
    _check_package()
    _check_java()
    _knock(master)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    if "spark.archives" not in settings:  # else the packed environment has its own
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    from py4j.protocol import Py4JError  # type: ignore[import-untyped]
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("warledger").master(master)
    for name, value in _quieted({**SETTINGS, **settings}).items():
        builder = builder.config(name, value)
    try:
        spark = builder.getOrCreate()
    except (PySparkException, Py4JError, RuntimeError, OSError) as error:
        raise ResourceError(
            f"{master}: Spark cannot be started: {first_words(error)}; see docs/cluster.md"
        ) from error
    spark.sparkContext.setLogLevel("OFF")  # what goes wrong is told once, by us
    try:
        yield spark
    finally:
        spark.stop()


def _quieted(settings: Mapping[str, str]) -> Mapping[str, str]:
    """Return the settings with a driver that logs nothing to the terminal."""
    quiet = files("warledger.executors").joinpath("log4j2.properties")
    options = f"-Dlog4j2.configurationFile={Path(str(quiet)).as_uri()}"
    given = settings.get(DRIVER_OPTIONS, "")
    return {**settings, DRIVER_OPTIONS: f"{options} {given}".strip()}


def _check_master(master: str) -> None:
    if _MASTER.fullmatch(master) is None:
        raise ConfigError(
            f"--master {master}: no address of a cluster; expected spark://HOST:PORT, "
            "yarn, k8s://ADDRESS, local[N] or local-cluster[N,CORES,MEGABYTES]"
        )


def _check_package() -> None:
    try:
        import pyspark  # noqa: F401
    except ImportError as error:
        raise ConfigError(
            "--engine spark needs PySpark; get it with: pip install 'warledger[spark]'"
        ) from error


def _check_java() -> None:
    """Raise ResourceError where Java is missing or older than Spark needs."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home, "bin", "java")) if home else shutil.which("java")
    where = f"JAVA_HOME {home}" if home else "PATH"
    advice = (
        f"expected Java {OLDEST_JAVA} or newer; install one, on Debian: "
        "apt-get install openjdk-17-jre-headless"
    )
    if java is None:
        raise ResourceError(f"Java: none found on {where}; {advice}")
    try:
        told = subprocess.run(
            [java, "-version"], capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ResourceError(f"Java: {java} cannot be run ({error}); {advice}") from error
    found = re.search(r'version "(?:1\.)?(\d+)', told.stderr + told.stdout)
    if found is None or int(found[1]) < OLDEST_JAVA:
        what = f"version {found[1]}" if found else "a version that it does not tell"
        raise ResourceError(f"Java: {java} is {what}; {advice}")


def _knock(master: str) -> None:
    """Raise ResourceError where none of the standalone masters takes a connection."""
    if not master.startswith("spark://"):
        return
    refusals = []
    for address in master.removeprefix("spark://").split(","):
        host, _, port = address.rpartition(":")
        if not (host and port.isdigit()):
            host, port = address, str(MASTER_PORT)
        try:
            with socket.create_connection((host, int(port)), timeout=KNOCK_SECONDS):
                return
        except OSError as error:
            refusals.append(f"{host}:{port}: {error.strerror or error}")
    raise ResourceError(
        f"{master}: no master answers ({'; '.join(refusals)}); start it, or name another "
        "with --master"
    )


def await_workers(spark: "SparkSession") -> None:
    """Wait until a worker is there; raises ResourceError after `WORKER_SECONDS`.

    Without this a job of a cluster that has no worker free would wait for ever.
    """
    context = spark.sparkContext
    if str(context.master).startswith("local["):
        return
    until = time.monotonic() + WORKER_SECONDS
    while time.monotonic() < until:
        if context._jsc.sc().getExecutorMemoryStatus().size() > 1:  # this process is one
            return
        time.sleep(0.2)
    raise ResourceError(
        f"{context.master}: no worker took the work within {WORKER_SECONDS:.0f} s; start "
        "workers, or ask for less memory and fewer processors with --spark-setting"
    )


def lost_work(spark: "SparkSession") -> list[str]:
    """Return in words how many workers were lost and how many tasks were done again."""
    told = spark.sparkContext._jsc.sc().statusStore().executorList(False)
    workers = [told.apply(number) for number in range(told.size())]
    lost = sum(not worker.isActive() for worker in workers)
    failed = sum(worker.failedTasks() for worker in workers)
    found = []
    if lost:
        found.append(f"{lost} lost on the way; their work was done again by others")
    if failed:
        found.append(f"{failed} tasks were broken off and done again")
    return found


def ship_places(spark: "SparkSession", folder: Path) -> str | None:
    """Hand the index of places and the user's gazetteers to every worker machine.

    Returns the name they are found by there; None where all workers run on this machine
    and read the same folders. They are packed into `folder`, which has to stay as long as
    the session: workers that come later fetch them too.
    """
    from warledger.geo.build import cache_folder, data_folder, inputs_digest

    if str(spark.sparkContext.master).startswith("local"):
        return None
    index = cache_folder() / "gazetteer" / f"embedded-{inputs_digest()}"
    own = data_folder() / "gazetteers"
    packed = folder / f"{PLACES}.tar"
    with tarfile.open(packed, "w") as archive:
        archive.add(index, f"cache/gazetteer/{index.name}")
        if own.is_dir():
            archive.add(own, "data/gazetteers")
    spark.sparkContext.addArchive(f"{packed}#{PLACES}")
    return PLACES


def first_words(error: BaseException) -> str:
    """Return the line of an error of Spark's that says what happened, without the stack."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    ours = [re.search(r"warledger\.errors\.\w+: (.*)", line) for line in lines]
    told = next((found[1] for found in ours if found), None)
    return told or (lines[0] if lines else type(error).__name__)
