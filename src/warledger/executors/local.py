"""Run the pipeline on this machine: in this process, or in several with one writer.

Chunks of reports are cut, analysed and written in the order of reading, so the ledger's
rows are the same for any number of workers. At most two chunks a worker are under way, so
memory does not grow with the input. Workers are spawned, not forked: the parent has threads
of DuckDB's, and a fork would copy their locks in whatever state they are.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread, current_thread, main_thread
from typing import TYPE_CHECKING

from warledger.errors import ResourceError

if TYPE_CHECKING:
    from warledger.ingest.meter import Meter
    from warledger.model import Report
    from warledger.pipeline import Chunk, Done, Settings, Tally

Progress = Callable[["Tally"], None]
Stage = Callable[[str], None]
CHUNKS_PER_WORKER = 2
# A worker loads the model first, in which time one process has analysed a chunk or two.
WORTH_A_POOL = 4


def ingest(
    ledger_path: Path,
    paths: Sequence[str],
    *,
    settings: "Settings",
    workers: int | None = None,
    progress: Progress | None = None,
    stage: Stage | None = None,
    meter: "Meter | None" = None,
) -> "Tally":
    """Read the paths into the ledger and return what became of everything read.

    Each chunk is committed as it is done, and then what follows from the claims, at
    once: after Ctrl-C or a kill the ledger opens, and the same call goes on with what is
    missing. `workers` None takes every processor this process may use, as far as there is
    work for them. `progress` is told after each chunk, `stage` what is being reconciled,
    and `meter` how far the reading has come. Raises WarledgerError where nothing can be
    done.
    """
    from warledger import pipeline
    from warledger.pipeline.reconcile import reconcile
    from warledger.store.opening import open_ledger

    # A path that is not there ends it here.
    reports = pipeline.read(paths, settings=settings, meter=meter)
    run = pipeline.make_run(settings)
    tally = pipeline.Tally()
    with open_ledger(ledger_path, write=True) as ledger:
        tally += pipeline.Tally(notes=tuple((str(ledger_path), n) for n in ledger.news))
        ledger.begin(run)
        others = _without(ledger_path, reports)
        chunks = pipeline.chunks(others, ledger.known(), run_id=run.run_id)
        for done in _analyse_all(chunks, settings, run.run_id, workers):
            with _held_back():
                ledger.append(done.entries)
            tally += done.tally
            if progress is not None:
                progress(tally)
        reconcile(ledger, progress=stage)
    return tally


@contextmanager
def _held_back() -> "Iterator[None]":
    """Let a write end before Ctrl-C is heard: the database would break it off."""
    if (
        current_thread() is not main_thread()
    ):  # only there can a handler be set, or Ctrl-C heard
        yield
        return
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if heard:
        raise KeyboardInterrupt


def _without(ledger_path: Path, reports: "Iterable[Report]") -> "Iterator[Report]":
    """Leave out the ledger and its copies, which may lie in a folder that is read."""
    from warledger.store.migrations import backups_of

    own = {
        ledger_path.resolve(),
        ledger_path.with_name(f"{ledger_path.name}.wal").resolve(),
        *(path.resolve() for path in backups_of(ledger_path)),
    }
    names = {path.name for path in own}
    for report in reports:
        origin = Path(report.origin or "")
        if origin.name not in names or origin.resolve() not in own:
            yield report


def _analyse_all(
    chunks: "Iterable[Chunk]", settings: "Settings", run_id: str, workers: int | None
) -> "Iterator[Done]":
    from warledger.pipeline import analyse

    count = workers or _processors()
    chunks = iter(chunks)
    first = list(islice(chunks, WORTH_A_POOL)) if workers is None else []
    chunks = chain(first, chunks)
    if count == 1 or (workers is None and len(first) < WORTH_A_POOL):
        return (analyse(chunk, settings=settings, run_id=run_id) for chunk in chunks)
    return _in_processes(chunks, settings, run_id, count)


def _processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _in_processes(
    chunks: "Iterable[Chunk]", settings: "Settings", run_id: str, workers: int
) -> "Iterator[Done]":
    """Yield results in the order of the chunks; raise ResourceError if a worker dies."""
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _start_worker)
    waiting: deque[Future[Done]] = deque()
    try:
        for chunk in chunks:
            waiting.append(pool.submit(_analyse, chunk, settings, run_id))
            if len(waiting) >= workers * CHUNKS_PER_WORKER:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise ResourceError(
            "a worker process was killed, perhaps for want of memory; what was stored "
            "stays: run the same command again with fewer --workers"
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start_worker() -> None:
    """Leave Ctrl-C to the parent, end with it, and take one processor."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["OMP_NUM_THREADS"] = "1"
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this worker when its parent is gone: a killed parent cannot tell it to stop."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _analyse(chunk: "Chunk", settings: "Settings", run_id: str) -> "Done":
    from warledger.pipeline import analyse

    return analyse(chunk, settings=settings, run_id=run_id)
