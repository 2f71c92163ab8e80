"""The same input gives the same bytes: a few of the runs of bench/machines.py, each time."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
RUNS = ("another seed of hashes", "another time zone", "the reverse order")


@pytest.mark.model
def test_runs_that_differ_in_all_but_their_input_export_the_same_bytes() -> None:
    command = [sys.executable, "bench/machines.py", "src/warledger/samples"]
    for name in RUNS:
        command += ["--only", name]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    told = done.stdout.splitlines()
    assert done.returncode == 0, done.stdout + done.stderr
    assert told[:-1] == [f"{name}: the same bytes" for name in ("as it is", *RUNS)]
    assert told[-1] == "4 runs, 10 exports each: 0 differ"
