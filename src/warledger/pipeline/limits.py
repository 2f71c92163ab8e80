"""What one report may cost: its sentences, and, where the user says so, its seconds.

A limit by time makes what a run yields depend on the machine and its load, so there is none
unless it is asked for; a limit by sentences depends on the text alone. What is beyond a
limit is kept as a skipped report with its reason, and a run with other limits takes it up.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType

from warledger.errors import ReportError
from warledger.model import Report

# A sentence and what parts it from the next take three characters at least, so shorter
# texts need not be counted.
LEAST_CHARS = 3
# Seconds after which time is called again: what is raised inside a callback of the garbage
# collector is swallowed there.
AGAIN = 0.1


def check_sentences(report: Report, most: int) -> None:
    """Raise ReportError for a report of more sentences than `most`."""
    if len(report.text) <= most * LEAST_CHARS:
        return
    from warledger.extract.report import told_sentences

    for count, _ in enumerate(told_sentences(report), start=1):
        if count > most:
            raise ReportError(f"more than {most:,} sentences; split it")


@contextmanager
def limited(seconds: int | None) -> Iterator[None]:
    """Raise ReportError inside the block once so many seconds have passed; None: never.

    Only the main thread of a process can be interrupted, and only where the system has the
    signal; elsewhere nothing is limited. Runs and their workers are in such threads.
    """
    can = hasattr(signal, "setitimer") and current_thread() is main_thread()
    if seconds is None or not can:
        yield
        return

    def end(number: int, frame: FrameType | None) -> None:
        raise ReportError(f"took longer than {seconds:,} seconds; split it, or allow more")

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
