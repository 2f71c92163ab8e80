import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from warledger.store.opening import open_ledger

WRITER = """
import sys
from pathlib import Path
from warledger.model import Claim, Extraction, Factuality, Report, Span, Status
from warledger.store.opening import open_ledger
from warledger.store.rows import to_entry
from warledger.store.run import Run

RUN = Run("0", {}, "m", "l", "g")
TEXT = "Gunners fired on the ferry. " * 40


def entry(number):
    name = f"r{number:05d}"
    claims = tuple(
        Claim(name, Span(at, at + 27), Span(at + 8, at + 13), "E", "S", Status.OCCURRED, Factuality.CERTAIN)
        for at in range(0, 28 * 40, 28)
    )
    return to_entry(Report(name, TEXT), Extraction(name, claims=claims), revision=1, run_id=RUN.run_id)


with open_ledger(Path(sys.argv[1]), write=True) as ledger:
    ledger.begin(RUN)
    first = len(ledger.known())
    for batch in range(first // 16, 4_000):
        ledger.append([entry(batch * 16 + number) for number in range(16)])
        print(batch, flush=True)
"""


@pytest.mark.parametrize("delay_ms", [0, 3, 11, 37])
def test_a_killed_run_leaves_whole_batches_and_goes_on(
    tmp_path: Path, delay_ms: int
) -> None:
    path = tmp_path / "killed.ledger"
    stored = 0
    for _ in range(2):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout is not None
            first = int(writer.stdout.readline())
            writer.stdout.readline()
            time.sleep(delay_ms / 1000)
            os.kill(writer.pid, signal.SIGKILL)
        assert first == stored // 16
        with open_ledger(path) as ledger:
            counts = ledger.counts()
            assert ledger.violations() == ()
        assert counts.reports % 16 == 0
        assert counts.reports >= stored + 32
        assert counts.claims == counts.reports * 40
        stored = counts.reports
