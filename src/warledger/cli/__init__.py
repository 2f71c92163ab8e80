"""The command line: parse, call one function, print; one module a family of commands.

Exit codes: 0 done; 1 a user's mistake or an unreadable input, in one line; 2 wrong usage.
"""

import io
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from warledger.cli import (
    actors,
    bench_pack,
    brief,
    check,
    control,
    demo,
    evaluate,
    explain,
    export,
    ingest,
    judge,
    page,
    places,
    reconcile,
    reimport,
    rerun,
    serve,
)
from warledger.cli.base import printable, say, warledger
from warledger.errors import WarledgerError

INTERRUPTED = 130  # what a shell reports for a program that Ctrl-C ended
COMMANDS = (
    actors, bench_pack, brief, check, control, demo, evaluate, explain, export, ingest,
    judge, page, places, reconcile, reimport, rerun, serve,
)  # fmt: skip

__all__ = ["COMMANDS", "main", "warledger"]


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit with its code."""
    try:
        warledger.main(arguments, prog_name="warledger", standalone_mode=False)
    except click.UsageError as error:
        _show(error)
        sys.exit(2)
    except click.Abort:
        _end_interrupted()
    except WarledgerError as error:
        say(str(error))
        sys.exit(1)
    except RuntimeError as error:
        if "interrupted" not in str(error):  # how DuckDB passes Ctrl-C on from a long query
            raise
        _end_interrupted()
    sys.exit(0)


def _end_interrupted() -> NoReturn:
    say("interrupted; what was stored stays: run the same command again to go on")
    sys.exit(INTERRUPTED)


def _show(error: click.UsageError) -> None:
    """Write the usage and what is wrong with what was typed, which may be anything."""
    told = io.StringIO()
    error.show(told)
    click.echo(printable(told.getvalue()), err=True, nl=False)
