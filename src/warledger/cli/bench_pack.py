"""`warledger bench-pack`: what it takes to measure another system as we are measured."""

from pathlib import Path

import click

from warledger.cli.base import FilePath, say, warledger


@warledger.command("bench-pack")
@click.argument("folder", type=FilePath)
def bench_pack(folder: Path) -> None:
    """Write FOLDER with instructions, scripts, forms and our figures, for another system.

    \b
    Example:
      warledger bench-pack pack/
    """
    from warledger.evaluate.bench_pack import write_pack

    written = write_pack(folder)
    say(f"wrote {len(written)} files; begin with {folder / 'README.md'}")
