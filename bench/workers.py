"""Measure two workers against one, and their memory: `workers.py REPORTS.jsonl ...`.

Each round reads the files as one with one worker and with two, each in a fresh process, up
to the reconciled ledger; the best round of each counts. Memory is the most that a process
and its workers held at one time together, as the system counts it (proportional shares),
looked up once a second. `--times N` repeats the reports N times under other ids and
with other numbers in them, to make a large input of a small one.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

# Looking is dear: the system walks all pages of a process for it.
LOOK_SECONDS = 1.0


def main() -> None:
    """Measure by turns and print both and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reports", type=Path, nargs="+")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "reports.jsonl"
        count = write_repeated(asked.reports, source, asked.times)
        best: dict[int, float] = {}
        for number in range(asked.rounds):
            for workers in asked.workers:
                ledger = Path(name) / f"{number}-{workers}.ledger"
                seconds, peak = run(ledger, source, workers)
                best[workers] = min(seconds, best.get(workers, seconds))
                print(
                    f"{workers} workers: {count} reports in {seconds:.1f} s, "
                    f"{count / seconds:.1f} a second, {peak / 1024:.0f} MB",
                    flush=True,
                )
    first, last = asked.workers[0], asked.workers[-1]
    if first != last:
        print(
            f"{last} workers are {best[first] / best[last]:.2f} times as fast as {first} "
            f"(floor 1.8, aim 1.95); load of the machine {os.getloadavg()[0]:.1f}"
        )


def write_repeated(paths: list[Path], out: Path, times: int) -> int:
    """Write all reports so many times, each time told apart, and return how many."""
    rows = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            rows.append(row | {"report": f"{path.parent.name}-{row['report']}"})
    with out.open("w", encoding="utf-8") as stream:
        for number in range(times):
            for row in rows:
                text = f"{row['text']} Page {number}." if number else row["text"]
                copy = row | {"report": f"{row['report']}-{number}", "text": text}
                stream.write(f"{json.dumps(copy, ensure_ascii=False)}\n")
    return len(rows) * times


def run(ledger: Path, source: Path, workers: int) -> tuple[float, int]:
    """Return the seconds that a run took and the most memory it held, in kB."""
    command = [sys.executable, "-m", "warledger.cli", "ingest", str(ledger), str(source)]
    begun, peak = time.perf_counter(), 0
    env = os.environ | {"OMP_NUM_THREADS": "1"}
    with subprocess.Popen(
        [*command, "--workers", str(workers)], stderr=subprocess.PIPE, text=True, env=env
    ) as running:
        while running.poll() is None:
            peak = max(peak, held(running.pid))
            time.sleep(LOOK_SECONDS)
        seconds = time.perf_counter() - begun
        if running.returncode:
            sys.exit(running.stderr.read() if running.stderr else "the run failed")
    return seconds, peak


def held(pid: int) -> int:
    """Return the memory of a process and its children in kB, shared pages in part."""
    most = 0
    with suppress(OSError):  # it has ended meanwhile
        for thread in Path(f"/proc/{pid}/task").iterdir():
            children = (thread / "children").read_text().split()
            most += sum(held(int(child)) for child in children)
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                most += int(line.split()[1])
    return most


if __name__ == "__main__":
    main()
