"""Run the pipeline on this machine: in this process, or in several with one writer.

Chunks of reports are cut, analysed and written in the order of reading, so the ledger's
rows are the same for any number of workers. A few chunks a worker are under way at a time,
so memory does not grow with the input.
"""

import gc
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from itertools import chain, islice
from pathlib import Path
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

from warledger.executors.workers import Workers

if TYPE_CHECKING:
    from warledger.ingest.meter import Meter
    from warledger.model import Report
    from warledger.pipeline import Chunk, Done, Settings, Tally
    from warledger.pipeline.shelf import Tables

    Analysed = tuple[Done, Tables]

Progress = Callable[["Tally"], None]
Stage = Callable[[str], None]
# A worker loads the model first, in which time one process has analysed a chunk or two.
WORTH_A_POOL = 4
# After so many reports each worker remembers half a gigabyte of words, of which reconciling
# has no use; starting others takes a second.
MUCH_TO_REMEMBER = 20_000
# How many more objects, and then how often, before the collector looks (`gc`).
SELDOM = (2_000, 20, 100)
# A sentence in which there is something for every stage to do.
READY = "On Monday rebels shelled a village near Kabul and killed two men, the army said."


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
    from warledger.pipeline.shelf import Shelf
    from warledger.store.opening import open_ledger

    # A path that is not there ends it here.
    reports = pipeline.read(paths, settings=settings, meter=meter)
    tally = pipeline.Tally()
    with ExitStack() as stack:
        hands = stack.enter_context(Workers())
        if workers is not None:  # they load while this process gets ready
            hands.start(workers, _load, settings)
        run = pipeline.make_run(settings)
        ledger = stack.enter_context(open_ledger(ledger_path, write=True))
        shelf = stack.enter_context(closing(Shelf(ledger_path.parent)))
        tally += pipeline.Tally(notes=tuple((str(ledger_path), n) for n in ledger.news))
        ledger.begin(run)
        others = _without(ledger_path, reports)
        chunks = pipeline.chunks(others, ledger.known(), run_id=run.run_id)
        if workers is None:
            chunks, count = _counted(chunks)
            hands.start(count, _load, settings)
        tasks = ((chunk, settings, run.run_id) for chunk in chunks)
        for done, ready in hands.do(_analyse, tasks):
            with _held_back():
                ledger.append(done.entries)
            shelf.put(ready)
            tally += done.tally
            if progress is not None:
                progress(tally)
        if tally.read > MUCH_TO_REMEMBER:
            hands.start_again()
        reconcile(ledger, progress=stage, shelf=shelf, do=hands.do)
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


def _counted(
    chunks: "Iterator[Chunk]",
) -> "tuple[Iterator[Chunk], int]":
    """Return the chunks again, and how many processes are worth while for so many."""
    first = list(islice(chunks, WORTH_A_POOL))
    count = 1 if len(first) < WORTH_A_POOL else _processors()
    return chain(first, chunks), count


def _processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _load(settings: "Settings") -> None:
    """Load in a worker what analysing needs, so that its first chunk need not wait.

    All of it stays for good, and so does what is remembered of words met before. The
    collector of garbage is told to pass over the one and look at the other seldom: to look
    all through again and again took a twentieth of a worker's time.
    """
    from warledger.extract.nlp import load_model
    from warledger.model import Report
    from warledger.pipeline import extract_claims

    load_model(settings.model)
    # Whatever else is loaded when it is first needed.
    extract_claims([Report("ready", READY)], settings=settings)
    gc.freeze()
    gc.set_threshold(*SELDOM)


def _analyse(chunk: "Chunk", settings: "Settings", run_id: str) -> "Analysed":
    """Return what a chunk yields, and of it what reconciling will ask for."""
    from warledger.pipeline import analyse
    from warledger.pipeline.ready import describe_entries

    done = analyse(chunk, settings=settings, run_id=run_id)
    return done, describe_entries(done.entries)
