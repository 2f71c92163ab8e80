"""Builds the demo: a ledger and a page from the sample reports, and a summary to print."""

from contextlib import ExitStack
from dataclasses import dataclass
from importlib.resources import as_file
from pathlib import Path
from typing import TYPE_CHECKING

from warledger.errors import ConfigError
from warledger.executors.local import ingest
from warledger.pipeline import Settings, Tally
from warledger.samples import sample_files
from warledger.store.opening import open_ledger
from warledger.web.page import write_page
from warledger.web.summary import Line, Summary, summarise

if TYPE_CHECKING:
    from rich.table import Table

LEDGER = "demo.ledger"
PAGE = "demo.html"


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo made, where, and what is in it."""

    ledger: Path
    page: Path
    tally: Tally
    summary: Summary


def build_demo(folder: Path) -> Demo:
    """Make the ledger and the page in the folder; an earlier demo there is made anew."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(
            f"{folder}: cannot be made: {error.strerror}; name another with --out"
        ) from error
    path = folder / LEDGER
    for old in (path, path.with_name(f"{LEDGER}.wal")):
        old.unlink(missing_ok=True)
    with ExitStack() as stack:
        samples = [str(stack.enter_context(as_file(file))) for file in sample_files()]
        tally = ingest(path, samples, settings=Settings())
    with open_ledger(path) as ledger:
        told = tuple(ledger.told())
    page = write_page(told, folder / PAGE, title="Warledger demo: invented reports")
    return Demo(path, page, tally, summarise(told))


def tables(summary: Summary) -> "tuple[Table, ...]":
    """Return the summary as tables for a terminal."""
    return (
        _table("Claims by day", "day", summary.by_day),
        _table("Claims by side (first actor)", "side", summary.by_side),
        _table("Claims by speaker", "speaker", summary.by_speaker),
    )


def _table(title: str, label: str, lines: tuple[Line, ...]) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", show_lines=False)
    table.add_column(label, overflow="fold")
    table.add_column("claims", justify="right")
    for heading in ("what", "where", "standing"):
        table.add_column(heading, overflow="fold")
    for line in lines:
        words = (line.label, str(line.claims), line.types, line.places, line.standing)
        # Text, because a report's words must not be read as markup.
        table.add_row(*(Text(word) for word in words))
    return table
