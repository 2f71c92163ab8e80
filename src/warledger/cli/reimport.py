"""`warledger import`: a ledger from an export of a whole ledger."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from warledger.cli.base import FilePath, say, status, warledger


@warledger.command("import")
@click.argument("ledger", type=FilePath)
@click.argument("export", type=FilePath)
def import_(ledger: Path, export: Path) -> None:
    """Make LEDGER from EXPORT, a file that 'export --table ledger' wrote, or '-'.

    Every id and every export of the new ledger is that of the old one. An export that was
    edited or breaks off is refused, and no ledger is made.

    \b
    Example:
      warledger export war.ledger --table ledger -o war.jsonl
      warledger import again.ledger war.jsonl
    """
    from warledger.pipeline.reimport import reimport

    with _opened(export) as stream, status("importing") as show:
        counts = reimport(
            ledger, stream, str(export), progress=lambda n: show(f"{n:,} reports")
        )
    say(
        f"made {ledger}: {counts.reports:,} reports ({counts.skipped:,} skipped), "
        f"{counts.claims:,} claims, {counts.incidents:,} incidents, "
        f"{counts.control:,} states of control; checked, sound"
    )


@contextmanager
def _opened(export: Path) -> Iterator[BinaryIO]:
    from warledger.errors import ConfigError

    if str(export) == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = export.open("rb")
    except OSError as error:
        raise ConfigError(f"{export}: cannot be read: {error.strerror}") from error
    with stream:
        yield stream
