"""`warledger demo`: the sample reports, from text to page."""

import sys
from pathlib import Path

import click

from warledger.cli.base import FilePath, say, warledger
from warledger.cli.ingest import tally_lines

PIPED_WIDTH = 110


@warledger.command()
@click.option(
    "--out", type=FilePath, default=Path("warledger-demo"), show_default=True,
    help="Folder for the ledger and the page.",
)  # fmt: skip
def demo(out: Path) -> None:
    """Build a ledger from the sample reports and show what is in it.

    \b
    Example:
      warledger demo --out demo/
    """
    from rich.console import Console

    from warledger.web.demo import build_demo, tables

    built = build_demo(out)
    for line in tally_lines(built.tally, built.ledger):
        say(line)
    # Into a file or a pipe there is no terminal to fit; then a line may be longer.
    console = Console(width=None if sys.stdout.isatty() else PIPED_WIDTH)
    for table in tables(built.summary, built.incidents):
        console.print(table)
    say(f"ledger {built.ledger}; open {built.page} in a browser")
