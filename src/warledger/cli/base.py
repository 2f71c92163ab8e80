"""What every command shares: the group, lines for people, output that is whole or absent.

Data goes to standard output, everything else to standard error. Only click is imported
here and in the commands' modules; what a command needs is imported inside it, so that
`--help` answers at once.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NoReturn

import click

from warledger import __version__
from warledger.errors import ConfigError

FilePath = click.Path(path_type=Path)


def say(line: str) -> None:
    """Write one line to standard error; a file's name must not steer the terminal."""
    words = "".join(c if c.isprintable() else "�" for c in " ".join(line.splitlines()))
    click.echo(f"warledger: {words}", err=True)


def refuse(line: str) -> NoReturn:
    """End with one line and the code for wrong usage."""
    say(line)
    sys.exit(2)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="warledger")
def warledger() -> None:
    """Turn news reports of armed conflict into a ledger of attributed claims.

    \b
    Example:
      warledger ingest war.ledger reports/
      warledger export war.ledger --table claims --format csv -o claims.csv
    """


@contextmanager
def status(begin: str) -> Iterator[Callable[[str], None]]:
    """Show one line that changes, on a terminal; anywhere else show nothing."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status(begin) as status:
        yield status.update


@contextmanager
def output(path: Path | None) -> Iterator[BinaryIO]:
    """Open standard output, or a file that is put in place only when it is whole."""
    if path is None or str(path) == "-":
        with _quiet_when_cut():
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        return
    target = path.resolve()
    try:
        if (
            target.exists() and not target.is_file()
        ):  # a device or a pipe is written as it is
            with target.open("wb") as stream:
                yield stream
            return
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            with part.open("xb") as stream:
                yield stream
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {error.strerror}") from error


@contextmanager
def _quiet_when_cut() -> Iterator[None]:
    """Stop without a word when the reader of a pipe has had enough."""
    try:
        yield
    except BrokenPipeError:
        # What is still buffered must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
