"""Processes that do tasks side by side, or none, where this one does them itself.

Workers are spawned, not forked: this process has threads of DuckDB's, and a fork would copy
their locks in whatever state they are. They hold nothing, so they are ended, not asked to
end: to tear down what they have loaded takes a second.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import parent_process
from multiprocessing.connection import wait
from multiprocessing.context import SpawnContext, SpawnProcess
from threading import Thread
from typing import Any, Self, TypeVar

from warledger.errors import ResourceError
from warledger.pipeline.tasks import one_by_one

# Enough that a worker finds the next task waiting while this process is busy elsewhere.
TASKS_PER_WORKER = 4

Result = TypeVar("Result")


class _Remembering(SpawnContext):
    """Spawns processes and remembers them, to tell them from those of whoever calls us."""

    def __init__(self) -> None:
        super().__init__()
        self.started: list[SpawnProcess] = []

    def Process(self, *args: Any, **options: Any) -> SpawnProcess:  # type: ignore[override]  # noqa: ANN401
        """Return a new process, as the context's class of processes does."""
        self.started.append(SpawnProcess(*args, **options))
        return self.started[-1]


class Workers:
    """Some processes that do tasks, between entering and leaving; none until started."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._count = 0
        self._context = _Remembering()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the workers, whatever they are doing."""
        self._end()

    def _end(self) -> None:
        if self._pool is not None:
            # Also any that a pool which broke while it started has overlooked: it would
            # wait for them without end.
            for worker in self._context.started:
                if worker.pid is not None:
                    worker.terminate()
            self._pool.shutdown(wait=True, cancel_futures=True)

    def start(self, count: int, get_ready: Callable[..., None], *values: object) -> None:
        """Start so many, each of which gets ready first; one is this process itself."""
        if count > 1:
            self._count = count
            self._pool = self._new_pool()
            for _ in range(count):
                _submit(self._pool, get_ready, *values)

    def start_again(self) -> None:
        """End the workers, and with them all they remember; others start with a task."""
        if self._pool is not None:
            self._end()
            self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPoolExecutor:
        self._context = _Remembering()
        return ProcessPoolExecutor(self._count, self._context, _start_worker)

    def do(
        self, function: Callable[..., Result], tasks: Iterable[tuple[Any, ...]]
    ) -> Iterator[Result]:
        """Return results in the order of the tasks, of which a few are under way at a time.

        The first are under way when this returns, so the caller may do something else
        before it asks for results. Raises ResourceError, then or with a result, if a
        worker dies or cannot be started.
        """
        if self._pool is None:
            return one_by_one(function, tasks)
        rest = iter(tasks)
        begun = deque(
            _submit(self._pool, function, *task)
            for task in islice(rest, self._count * TASKS_PER_WORKER)
        )
        return _results(begun, (_submit(self._pool, function, *task) for task in rest))


def _results(
    begun: deque[Future[Result]], further: Iterator[Future[Result]]
) -> Iterator[Result]:
    """Yield what comes of the tasks; a further one begins when one has ended."""
    while begun:
        found = _result(begun.popleft())
        begun.extend(islice(further, 1))
        yield found


def _submit(
    pool: ProcessPoolExecutor, function: Callable[..., Result], *values: object
) -> Future[Result]:
    try:
        return pool.submit(function, *values)
    except (BrokenProcessPool, OSError) as error:  # also where it breaks meanwhile
        raise _killed() from error


def _result(future: Future[Result]) -> Result:
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise _killed() from error


def _killed() -> ResourceError:
    return ResourceError(
        "a worker process was killed, perhaps for want of memory; what was stored "
        "stays: run the same command again with fewer --workers"
    )


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
