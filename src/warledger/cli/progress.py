"""A bar on standard error while reports are read, and a line while they are reconciled.

On anything but a terminal nothing is shown. Where the size of the input is known the bar
says how much of it is read and how long the rest may take; else only what is known:
reports, their rate, and how many were skipped.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from warledger.ingest.meter import Meter, size_of

if TYPE_CHECKING:
    from warledger.pipeline import Tally


@dataclass(frozen=True, slots=True)
class Shown:
    """What a run tells its progress to."""

    read: "Callable[[Tally], None]"
    stage: Callable[[str], None]
    meter: Meter


@contextmanager
def progress_shown(paths: Sequence[str] = ()) -> Iterator[Shown]:
    """Show how far the reading of these paths has come, and then what is being done."""
    if not sys.stderr.isatty():
        yield Shown(lambda _: None, lambda _: None, Meter())
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    meter = Meter(size_of(paths) if paths else None)
    begun = monotonic()
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[told]}"),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=meter.whole, told="")

        def read(tally: "Tally") -> None:
            bar.update(
                task, completed=meter.read, told=told(tally, monotonic() - begun, meter)
            )

        def stage(what: str) -> None:
            bar.update(task, description=what, total=None)

        yield Shown(read, stage, meter)


def told(tally: "Tally", seconds: float, meter: Meter) -> str:
    """Return the figures beside the bar; the share read only where the whole is known."""
    rate = tally.read / max(seconds, 0.001)
    share = f"{meter.read / meter.whole:.0%}; " if meter.whole else ""
    return (
        f"{share}{tally.read:,} reports, {rate:,.1f} a second; {tally.claims:,} claims; "
        f"{len(tally.skipped):,} skipped, {tally.known:,} known"
    )
