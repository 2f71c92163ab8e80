"""How reconciling grows: time and peak memory of each stage at each size, and the curves.

    python bench/made_war.py war5.ledger --claims 100000
    python bench/growth.py reconcile war5.ledger --add 1000
    python bench/growth.py shapes --claims 10000
    python bench/growth.py ingest reports.jsonl --reports 1000
    python bench/growth.py draw

Each measurement works on a copy in a new process and adds its rows to
`bench/growth.jsonl` as they come, one a stage: seconds by the clock and of the processor,
the most memory held during the stage, the load of the machine, the commit and the command.
`draw` makes docs/growth.svg of them, docs/archives.svg of what bench/spark.py measured and
kept, and prints the tables of docs/performance.md. Peaks are read from /proc, so this runs
on Linux.
"""

import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from warledger.pipeline.reconcile import reconcile
from warledger.store.ledger import Ledger
from warledger.store.opening import open_ledger

ROWS = Path(__file__).with_name("growth.jsonl")
# What reconciling says as it begins a stage, and what the stage is called here.
STAGES = {
    "looking": "copies",
    "comparing": "links",
    "making": "incidents",
    "writing": "control",
}
# Tables that hold what a stage was asked and what it gave.
COUNTED = ("reports", "claims", "copies", "links", "incidents", "control")


@dataclass(frozen=True)
class Measured:
    """One stage of one run."""

    run: str
    stage: str
    size: int
    wall_s: float
    cpu_s: float
    peak_mb: float
    load: float
    at: str
    commit: str
    command: str
    counts: dict[str, int] | None = None


class Clock:
    """Times stages one after another, and writes a row as each ends."""

    def __init__(self, run: str, size: int, *, out: Path = ROWS) -> None:
        self.run, self.size, self.out = run, size, out
        self.stage: str | None = None
        self.commit = commit()
        self.total = [0.0, 0.0, 0.0]

    def begin(self, stage: str) -> None:
        """End the stage before, and begin this one."""
        self.end()
        self.stage = stage
        Path("/proc/self/clear_refs").write_text("5")  # forget the highest peak so far
        self.began = (time.perf_counter(), time.process_time())

    def end(self, counts: dict[str, int] | None = None) -> None:
        """End the present stage, if there is one."""
        if self.stage is None:
            return
        wall = time.perf_counter() - self.began[0]
        cpu = time.process_time() - self.began[1]
        peak = peak_mb()
        self._write(self.stage, wall, cpu, peak, counts)
        self.total = [self.total[0] + wall, self.total[1] + cpu, max(self.total[2], peak)]
        self.stage = None

    def finish(self, counts: dict[str, int]) -> None:
        """End the last stage and write the sum of all."""
        self.end()
        self._write("all", *self.total, counts)

    def _write(
        self,
        stage: str,
        wall: float,
        cpu: float,
        peak: float,
        counts: dict[str, int] | None,
    ) -> None:
        row = Measured(
            run=self.run, stage=stage, size=self.size, wall_s=round(wall, 2),
            cpu_s=round(cpu, 2), peak_mb=round(peak), load=round(os.getloadavg()[0], 1),
            at=time.strftime("%Y-%m-%d %H:%M"), commit=self.commit, command=_command(),
            counts=counts,
        )  # fmt: skip
        with self.out.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(row)) + "\n")
        print(
            f"{self.run}, {self.size:,}: {stage}: {wall:.1f} s by the clock, {cpu:.1f} s "
            f"of processor, {peak:,.0f} MB, load {row.load}",
            flush=True,
        )


def peak_mb() -> float:
    """Return the most memory held since the peak was last forgotten, in megabytes."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    kilobytes = next(line for line in lines if line.startswith("VmHWM")).split()[1]
    return int(kilobytes) / 1024


def commit() -> str:
    """Return the commit that is measured, in short."""
    folder = Path(__file__).parent
    asked = ["git", "-C", str(folder), "rev-parse", "--short", "HEAD"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


def _command() -> str:
    """Return the command line, without the folders that files lie in."""
    words = [Path(word).name if "/" in word else word for word in sys.argv[1:]]
    return shlex.join(["python", "bench/growth.py", *words])


def measure(path: Path, *, run: str, add: int = 0) -> None:
    """Reconcile a copy of the ledger, all but its last `add` claims first, then those."""
    with TemporaryDirectory(dir=path.parent) as folder:
        copy = Path(folder, "copy.ledger")
        shutil.copy(path, copy)
        if add:
            _hold_back(copy, Path(folder, "held.ledger"), add)
        with open_ledger(copy, write=True) as ledger:
            _reconcile(ledger, run, afresh=True)
            if add:
                _give_back(ledger, Path(folder, "held.ledger"))
                _reconcile(ledger, f"{run}, {add:,} claims more")


def _reconcile(ledger: Ledger, run: str, *, afresh: bool = False) -> None:
    clock = Clock(run, ledger.counts().claims)

    def tell(words: str) -> None:
        clock.begin(STAGES[words.split()[0]])

    reconcile(ledger, afresh=afresh, progress=tell)
    told = asdict(ledger.counts())
    links = ledger._connection.execute("SELECT count(*) FROM links").fetchall()[0][0]
    clock.finish({**{k: told[k] for k in COUNTED if k in told}, "links": links})


HELD = """CREATE OR REPLACE TEMP TABLE held AS
SELECT report, revision FROM (
    SELECT report, revision, sum(claims) OVER (ORDER BY report DESC) AS so_far
    FROM (SELECT report, revision, count(*) AS claims FROM claims GROUP BY ALL))
WHERE so_far <= ?"""


def _hold_back(path: Path, to: Path, claims: int) -> None:
    """Move the last reports by id, which make so many claims, to a ledger of their own."""
    with open_ledger(to, write=True):
        pass
    with open_ledger(path, write=True) as ledger:
        execute = ledger._connection.execute
        execute(HELD, [claims])
        execute(f"ATTACH '{to}' AS held_back")
        execute("INSERT INTO held_back.runs SELECT * FROM runs")
        for table in ("reports", "claims"):
            execute(
                f"INSERT INTO held_back.{table} SELECT * FROM {table} "
                "SEMI JOIN held USING (report, revision)"
            )
        execute("DETACH held_back")
        for table in ("claims", "reports"):
            execute(
                f"DELETE FROM {table} WHERE (report, revision) IN "
                "(SELECT report, revision FROM held)"
            )


def _give_back(ledger: Ledger, held: Path) -> None:
    execute = ledger._connection.execute
    execute(f"ATTACH '{held}' AS held_back (READ_ONLY)")
    for table in ("reports", "claims"):
        execute(f"INSERT INTO {table} SELECT * FROM held_back.{table}")
    execute("DETACH held_back")


def in_new_process(work: Callable[[], None]) -> None:
    """Do the work in a process of its own, so that no memory is left from before."""
    child = get_context("fork").Process(target=work)
    child.start()
    child.join()
    if child.exitcode != 0:
        sys.exit("a measurement failed; see above")


def measure_shapes(claims: int, only: str | None) -> None:
    """Reconcile ledgers in which everything is one, or something is missing everywhere."""
    from made_war import SHAPES, make_war

    with TemporaryDirectory(prefix="warledger-growth-") as name:
        for shape, told in SHAPES.items():
            if only in (None, shape):
                path = Path(name, f"{shape.replace(' ', '-')}.ledger")
                in_new_process(lambda p=path, t=told: make_war(p, claims=claims, shape=t))
                in_new_process(lambda p=path, s=shape: measure(p, run=s))
                path.unlink()


def measure_ingest(paths: list[Path], reports: int) -> None:
    """Take the reports of JSON Lines files in, and then what follows from them."""
    from warledger import pipeline

    with TemporaryDirectory(prefix="warledger-growth-") as name:
        source = Path(name, "reports.jsonl")
        write_reports(source, paths, reports)
        settings = pipeline.Settings()
        clock = Clock("ingest", reports)
        with open_ledger(Path(name, "own.ledger"), write=True) as ledger:
            clock.begin("load the model, read, parse, extract, store")
            run = pipeline.make_run(settings)
            ledger.begin(run)
            read = pipeline.read([str(source)], settings=settings)
            for chunk in pipeline.chunks(read, ledger.known(), run_id=run.run_id):
                done = pipeline.analyse(chunk, settings=settings, run_id=run.run_id)
                ledger.append(done.entries)
            reconcile(ledger, progress=lambda words: clock.begin(STAGES[words.split()[0]]))
            counts = asdict(ledger.counts())
        clock.finish({k: v for k, v in counts.items() if k in COUNTED})


def write_reports(to: Path, paths: list[Path], reports: int) -> None:
    """Write so many reports: the files' in turn, then again in other words (Renaming)."""
    from grown_ledger import Renaming

    found = [line for path in paths for line in path.open(encoding="utf-8")]
    with to.open("w", encoding="utf-8") as file:
        for again in range(-(-reports // len(found))):
            renaming = Renaming(again)
            for line in found[: reports - again * len(found)]:
                report = json.loads(line)
                if again:
                    report["report"] += f"-{again}"
                    report["text"] = renaming.rename(report["text"])
                    report["title"] = renaming.rename(report.get("title") or "") or None
                file.write(json.dumps(report, ensure_ascii=False) + "\n")


def main() -> None:
    """Read the command line and measure, or draw what was measured."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asks = parser.add_subparsers(dest="ask", required=True)
    one = asks.add_parser("reconcile", help="reconcile a copy of each ledger afresh")
    one.add_argument("ledgers", nargs="+", type=Path)
    one.add_argument("--run", default="made war", help="what to call the curve")
    one.add_argument("--add", type=int, default=0, help="claims to add at the end")
    shapes = asks.add_parser("shapes", help="ledgers in which everything is one")
    shapes.add_argument("--claims", type=int, default=10_000)
    shapes.add_argument("--only", help="one of the shapes")
    whole = asks.add_parser("ingest", help="take in reports from their texts on")
    whole.add_argument("paths", nargs="+", type=Path)
    whole.add_argument("--reports", type=int, default=1000)
    asks.add_parser("draw", help="draw what was measured")
    asked = parser.parse_args()
    if asked.ask == "reconcile":
        for path in asked.ledgers:
            in_new_process(lambda p=path: measure(p, run=asked.run, add=asked.add))
    elif asked.ask == "shapes":
        measure_shapes(asked.claims, asked.only)
    elif asked.ask == "ingest":
        in_new_process(lambda: measure_ingest(asked.paths, asked.reports))
    else:
        from growth_curves import draw, draw_archives

        docs = Path(__file__).parents[1] / "docs"
        draw(ROWS, docs / "growth.svg")
        if (archives := ROWS.with_name("archives.jsonl")).exists():
            draw_archives(archives, docs / "archives.svg")


if __name__ == "__main__":
    main()
