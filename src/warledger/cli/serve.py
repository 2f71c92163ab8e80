"""`warledger serve`: the web page, on loopback."""

from pathlib import Path

import click

from warledger.cli.base import FilePath, refuse, warledger


@warledger.command()
@click.argument("ledger", type=FilePath)
@click.option("--port", type=click.IntRange(1, 65535), default=8765, show_default=True)
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
def serve(ledger: Path, port: int, no_browser: bool) -> None:
    """Show LEDGER as a web page on this machine (comes with a later version)."""
    refuse("serve comes with a later version; 'warledger demo' writes a page to look at")
