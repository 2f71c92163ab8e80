"""`warledger serve`: the web page, on loopback."""

from pathlib import Path

import click

from warledger.cli.base import REDACT, FilePath, refuse, say, status, warledger


@warledger.command()
@click.argument("ledger", type=FilePath)
@click.option("--port", type=click.IntRange(1, 65535), default=8765, show_default=True)
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@click.option(
    "--host", default="127.0.0.1", show_default=True,
    help="Address to listen at; others than this machine's own let others in.",
)  # fmt: skip
@click.option("--write", is_flag=True, help="Let the page add judgements to LEDGER.")
@click.option("--redact", is_flag=True, help=REDACT)
@click.option("--style", help="A MapLibre style of your own: an address or a file.")
@click.option("--tiles", help="Raster tiles of your own: an address with {z}/{x}/{y}.")
def serve(
    ledger: Path, port: int, no_browser: bool, host: str, write: bool,
    redact: bool, style: str | None, tiles: str | None,
) -> None:  # fmt: skip
    """Show LEDGER as a web page on this machine.

    Reads a copy, so that another process may go on writing LEDGER; what it saves is shown
    within seconds. Nothing is asked of the network, unless you name a style or tiles.

    \b
    Example:
      warledger serve war.ledger --no-browser --port 8765
    """
    from warledger.errors import ConfigError

    try:
        import fastapi  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError as error:
        raise ConfigError(
            f"serve needs {error.name}; get it with: pip install 'warledger[web]'"
        ) from error
    from warledger.web.server.settings import read_settings
    from warledger.web.server.starting import LOOPBACK
    from warledger.web.server.starting import serve as run

    if write and ledger.is_dir():
        refuse(
            f"--write is for a ledger; {ledger} is a lake, which only a cluster writes to"
        )
    if write and host not in LOOPBACK:
        refuse(f"--write is for this machine alone; leave --host {host} away")
    if write and redact:
        refuse("--redact shows a copy, which takes no judgements; leave --write away")
    settings = read_settings(write=write, style=style, tiles=tiles)
    with status("reading the ledger"):
        run(
            ledger, host=host, port=port, browser=not no_browser, settings=settings,
            redact=redact, say=say,
        )  # fmt: skip
