"""`warledger ingest`: reports in, and what became of them."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from warledger.cli.base import FilePath, say, status, warledger

if TYPE_CHECKING:
    from warledger.pipeline import Tally

SHOWN_LINES = 20


@warledger.command()
@click.argument("ledger", type=FilePath)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "--workers", type=click.IntRange(1, 256), show_default="one a processor",
    help="Processes that read claims side by side.",
)  # fmt: skip
@click.option("--model", help="An installed spaCy English model to parse with.")
@click.option(
    "--lexicon", "lexicons", type=FilePath, multiple=True,
    help="A TOML file of your own actors and outlets; may be given several times.",
)  # fmt: skip
def ingest(
    ledger: Path,
    paths: tuple[str, ...],
    workers: int | None,
    model: str | None,
    lexicons: tuple[Path, ...],
) -> None:
    """Read reports from files, folders or '-' and add their claims to LEDGER.

    A LEDGER that does not exist is made. What it has already is passed by.

    \b
    Example:
      warledger ingest war.ledger reports/ feed.xml pages.warc.gz
    """
    from warledger.executors.local import ingest as run
    from warledger.lexicon.user import user_lexicons
    from warledger.pipeline import Settings

    own = user_lexicons(lexicons)
    settings = Settings(model=model, lexicons=own) if model else Settings(lexicons=own)
    with progress_shown() as progress:
        tally = run(ledger, paths, settings=settings, workers=workers, progress=progress)
    for line in tally_lines(tally, ledger):
        say(line)
    if tally.failed:
        say(f"{tally.failed:,} of them by faults of warledger's own: report these as bugs")
    if tally.read and tally.read == tally.unreadable + tally.failed:
        sys.exit(1)


@contextmanager
def progress_shown() -> "Iterator[Callable[[Tally], None]]":
    """Show a running count of reports and claims, and how fast they come."""
    begun = monotonic()

    def told(tally: "Tally") -> str:
        rate = tally.read / max(monotonic() - begun, 0.001)
        return (
            f"{tally.read:,} reports, {rate:,.1f} a second; {tally.claims:,} claims; "
            f"{len(tally.skipped):,} skipped, {tally.known:,} known"
        )

    with status("reading") as show:
        yield lambda tally: show(told(tally))


def tally_lines(tally: "Tally", ledger: Path) -> Iterator[str]:
    """Yield what to tell a user about a run: totals, then names with their reasons."""
    yield (
        f"read {tally.read:,} reports: {tally.added:,} taken in, {len(tally.skipped):,} "
        f"skipped, {tally.known:,} already in {ledger}"
    )
    yield f"stored {tally.claims:,} claims and {tally.mentions:,} mentions"
    named = [f"skipped {name}: {reason}" for name, reason in tally.skipped]
    named += [f"note on {name}: {note}" for name, note in tally.notes]
    yield from named[:SHOWN_LINES]
    if len(named) > SHOWN_LINES:
        yield (
            f"and {len(named) - SHOWN_LINES:,} more; "
            f"list them with 'warledger export {ledger} --table reports'"
        )
