"""A real cluster on this machine for tests: one master and two workers, all processes."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

# Small data wants no compiler that warms up for hours of work.
JVM = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
QUICK = {
    "spark.driver.extraJavaOptions": JVM,
    "spark.executor.extraJavaOptions": JVM,
    "spark.executor.memory": "512m",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
}
START_SECONDS = 60.0


def _missing() -> str | None:
    if find_spec("pyspark") is None:
        return "needs PySpark: pip install 'warledger[spark]'"
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        return "needs Java 17 or newer, and there is none"
    return None


needs_spark = pytest.mark.skipif(_missing() is not None, reason=_missing() or "")


@dataclass(frozen=True)
class StandaloneCluster:
    """Where the master listens, and the processes of the two workers."""

    master: str
    workers: tuple[subprocess.Popen[bytes], subprocess.Popen[bytes]]


@contextmanager
def standalone(folder: Path) -> Iterator[StandaloneCluster]:
    """Start a master and two workers of one processor each; end all of them at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    started = [_start(folder / "master", "master.Master", "--port", str(port))]
    try:
        _await_port(port, started[0])
        master = f"spark://127.0.0.1:{port}"
        for name in ("one", "two"):
            sizes = ("--cores", "1", "--memory", "1g", "--work-dir", str(folder / name))
            started.append(_start(folder / name, "worker.Worker", *sizes, master))
        yield StandaloneCluster(master, (started[1], started[2]))
    finally:
        for process in started:
            end(process)


def _start(folder: Path, name: str, *options: str) -> subprocess.Popen[bytes]:
    import pyspark

    home = Path(pyspark.__file__).parent
    folder.mkdir(exist_ok=True)
    # The workers know of no index of places on this disk: it has to be handed to them.
    env = {k: v for k, v in os.environ.items() if not k.startswith("WARLEDGER_")} | {
        "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_DAEMON_MEMORY": "256m", "SPARK_DAEMON_JAVA_OPTS": JVM,
        "WARLEDGER_CACHE": str(folder / "no-index-here"),
    }  # fmt: skip
    command = [
        str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{name}",
        "--host", "127.0.0.1", "--webui-port", "0", *options,
    ]  # fmt: skip
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            command, env=env, stdout=log, stderr=log, start_new_session=True
        )


def _await_port(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"no master listens at {port}")


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process with all that it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
