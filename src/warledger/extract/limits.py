"""Bounds on what one report may cost: sentences, and seconds of the processor.

A text made to hurt must not hold up the thousands behind it. What is beyond a bound is
skipped with the bound in its reason; a run with a higher one reads it again. Time is the
processor's, not the clock's, so that a busy machine skips nothing that an idle one reads.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType

from warledger.errors import LimitError

# Where a signal falls into code that swallows it, the next one comes so much later.
AGAIN_SECONDS = 1.0


def check_sentences(count: int, most: int) -> None:
    """Raise LimitError for a text of more sentences than `most`."""
    if count > most:
        raise LimitError(
            f"text has {count:,} sentences, more than the {most:,} of one report; split it "
            "or raise --max-sentences"
        )


@contextmanager
def within_seconds(most: float, *, allowance: float = 0.0) -> Iterator[None]:
    """Raise LimitError once the block has had `most` + `allowance` of processor time.

    Only in a process's main thread and where the system has such a clock (not on Windows);
    elsewhere there is no bound.
    """
    if current_thread() is not main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(_: int, __: FrameType | None) -> None:
        raise LimitError(
            f"text took more than {most:g} seconds of the processor; split it "
            "or raise --max-seconds"
        )

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, most + allowance, AGAIN_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
