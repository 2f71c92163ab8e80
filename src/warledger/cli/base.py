"""What every command shares: the group, lines for people, output that is whole or absent.

Data goes to standard output, everything else to standard error. Only click is imported
here and in the commands' modules; what a command needs is imported inside it, so that
`--help` answers at once.

Words of reports, names of files and outlets are anybody's: what could steer a terminal
(escape sequences, marks that turn the direction of writing) is shown there as its code. A
file or a pipe gets the bytes as they are.
"""

import codecs
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NoReturn, cast

import click

from warledger import __version__
from warledger.errors import ConfigError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

FilePath = click.Path(path_type=Path)
REDACT = "Take out private persons, named sites, exact points."


def printable(words: str) -> str:
    """Return the words with what does not print as its code, line breaks and tabs kept.

    The codes are those of JSON (`\\u001b`), so that a line of JSON stays what it was.
    """
    if words.isprintable():
        return words
    return "".join(c if c.isprintable() or c in "\n\t" else _code(c) for c in words)


def _code(character: str) -> str:
    units = character.encode("utf-16-be", errors="surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def tell(line: str) -> None:
    """Write one line of words to standard output, so that it steers no terminal."""
    click.echo(printable(line))


def say(line: str) -> None:
    """Write one line to standard error; a file's name must not steer the terminal."""
    words = printable(" ".join(line.splitlines()).replace("\t", " "))
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
            raw = sys.stdout.buffer
            yield cast(BinaryIO, ForTerminal(raw)) if sys.stdout.isatty() else raw
            raw.flush()
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


class ForTerminal(io.BufferedIOBase):
    """Passes UTF-8 text on to a terminal with what could steer it shown as its code."""

    def __init__(self, terminal: BinaryIO) -> None:
        self._terminal = terminal
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")

    def writable(self) -> bool:  # noqa: D102  as in io
        return True

    def write(self, data: "ReadableBuffer", /) -> int:
        """Write the bytes' text; a character cut in two waits for its rest."""
        given = bytes(data)
        self._terminal.write(printable(self._decoder.decode(given)).encode())
        return len(given)


@contextmanager
def _quiet_when_cut() -> Iterator[None]:
    """Stop without a word when the reader of a pipe has had enough."""
    try:
        yield
    except BrokenPipeError:
        # What is still buffered must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
