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
from warledger.web.contested import Shown, incident_tables
from warledger.web.reading import visible
from warledger.web.summary import Line, Summary, summarise
from warledger.web.whole_page import write_ledger_page

if TYPE_CHECKING:
    from rich.table import Table

LEDGER = "demo.ledger"
PAGE = "demo.html"
# As many as the days of the samples, which are not cut: a day is not less for few claims.
SHOWN_LINES = 30


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo made, where, and what is in it."""

    ledger: Path
    page: Path
    tally: Tally
    summary: Summary
    incidents: tuple[Shown, ...]


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
        incidents = incident_tables(ledger)
        page = folder / PAGE
        write_ledger_page(ledger, page, title="Warledger demo: invented reports")
    return Demo(path, page, tally, summarise(told), incidents)


def tables(summary: Summary, incidents: tuple[Shown, ...] = ()) -> "tuple[Table, ...]":
    """Return tables for a terminal: the claims' largest groups, and the incidents."""
    return (
        _table("Claims by day", ("day", "what", "where"), summary.by_day),
        _table("Claims by side that acts", ("side", "what", "where"), summary.by_side),
        _table("Claims by speaker", ("speaker", "standing", "what"), summary.by_speaker),
        *(_shown(shown) for shown in incidents),
    )


def _shown(shown: Shown) -> "Table":
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(title=shown.title, title_justify="left", box=SIMPLE_HEAD)
    for heading in shown.headings:
        table.add_column(heading, overflow="fold")
    for row in shown.rows:
        table.add_row(*(Text(visible(cell)) for cell in row))
    return table


def _table(title: str, columns: tuple[str, ...], lines: tuple[Line, ...]) -> "Table":
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    more = len(lines) - SHOWN_LINES
    caption = f"and {more} more with fewer claims" if more > 0 else None
    table = Table(title=title, title_justify="left", caption=caption, box=SIMPLE_HEAD)
    table.add_column(columns[0], overflow="fold", max_width=34)
    table.add_column("claims", justify="right")
    for heading in columns[1:]:
        table.add_column(heading, overflow="fold")
    for line in lines[:SHOWN_LINES]:
        cells = {"what": line.types, "where": line.places, "standing": line.standing}
        words = (line.label, str(line.claims), *(cells[heading] for heading in columns[1:]))
        # A report's words must neither be read as markup nor steer the terminal.
        table.add_row(*(Text(visible(word)) for word in words))
    return table
