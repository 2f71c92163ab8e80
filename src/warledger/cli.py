"""The command line: parse, call one function, print.

Data goes to standard output, everything else to standard error. Exit codes: 0 done; 1 a
user's mistake or an unreadable input, in one line; 2 wrong usage. Only click is imported
here; what a command needs is imported inside it, so that `--help` answers at once.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NoReturn

import click

from warledger import __version__
from warledger.errors import ConfigError, WarledgerError

if TYPE_CHECKING:
    from warledger.pipeline import Tally

TABLES = ("reports", "mentions", "claims", "incidents", "control")
TABLES_TO_COME = ("incidents", "control")
FORMATS = ("jsonl", "csv", "parquet", "geojson")
FORMATS_TO_COME = ("geoparquet", "acled", "ucdp", "hxl", "jsonld")
INTERRUPTED = 130  # what a shell reports for a program that Ctrl-C ended
SHOWN_LINES = 20
PIPED_WIDTH = 110

FilePath = click.Path(path_type=Path)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit with its code."""
    try:
        warledger.main(arguments, prog_name="warledger", standalone_mode=False)
    except click.UsageError as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        say("interrupted; what was stored stays: run the same command again to go on")
        sys.exit(INTERRUPTED)
    except WarledgerError as error:
        say(str(error))
        sys.exit(1)
    except RuntimeError as error:
        if "interrupted" not in str(error):  # how DuckDB passes Ctrl-C on from a long query
            raise
        sys.exit(INTERRUPTED)
    sys.exit(0)


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
    for table in tables(built.summary):
        console.print(table)
    say(f"ledger {built.ledger}; open {built.page} in a browser")


@warledger.command()
@click.argument("ledger", type=FilePath)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "--workers", type=click.IntRange(1, 256), default=1, show_default=True,
    help="Processes that read claims side by side.",
)  # fmt: skip
@click.option("--model", help="An installed spaCy English model to parse with.")
def ingest(ledger: Path, paths: tuple[str, ...], workers: int, model: str | None) -> None:
    """Read reports from files, folders or '-' and add their claims to LEDGER.

    A LEDGER that does not exist is made. What it has already is passed by.

    \b
    Example:
      warledger ingest war.ledger reports/ feed.xml pages.warc.gz
    """
    from warledger.executors.local import ingest as run
    from warledger.pipeline import Settings

    settings = Settings(model=model) if model else Settings()
    with _progress() as progress:
        tally = run(ledger, paths, settings=settings, workers=workers, progress=progress)
    for line in tally_lines(tally, ledger):
        say(line)
    if tally.failed:
        say(f"{tally.failed:,} of them by faults of warledger's own: report these as bugs")
    if tally.read and tally.read == tally.unreadable + tally.failed:
        sys.exit(1)


@contextmanager
def _progress() -> "Iterator[Callable[[Tally], None]]":
    """Show a running count of reports and claims."""
    with _status("reading") as show:
        yield lambda tally: show(f"{tally.read:,} reports, {tally.claims:,} claims")


@contextmanager
def _status(begin: str) -> Iterator[Callable[[str], None]]:
    """Show one line that changes, on a terminal; anywhere else show nothing."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status(begin) as status:
        yield status.update


def tally_lines(tally: "Tally", ledger: Path) -> Iterator[str]:
    """Yield what to tell a user about a run: totals, then names with their reasons."""
    yield (
        f"read {tally.read:,} reports: {tally.added:,} taken in, {len(tally.skipped):,} "
        f"skipped, {tally.known:,} already in {ledger}"
    )
    yield f"stored {tally.claims:,} claims and {tally.mentions:,} mentions"
    named = [f"skipped {name}: {reason}" for name, reason in tally.skipped]
    named += [f"note on {name}: {note}" for name, note in tally.notes]
    yield from named[:SHOWN_LINES]
    if len(named) > SHOWN_LINES:
        yield (
            f"and {len(named) - SHOWN_LINES:,} more; "
            f"list them with 'warledger export {ledger} --table reports'"
        )


@warledger.command()
@click.argument("ledger", type=FilePath)
@click.option("--table", type=click.Choice(TABLES), required=True)
@click.option(
    "--format", "form", type=click.Choice((*FORMATS, *FORMATS_TO_COME)),
    default="jsonl", show_default=True,
)  # fmt: skip
@click.option(
    "-o", "--out", type=FilePath, help="File to write instead of standard output."
)
def export(ledger: Path, table: str, form: str, out: Path | None) -> None:
    """Write one table of LEDGER.

    \b
    Example:
      warledger export war.ledger --table claims --format geojson -o claims.geojson
    """
    _check_export(ledger, table, form, out)
    from warledger.store.exports import write_table
    from warledger.store.opening import open_ledger

    with open_ledger(ledger) as opened, _output(out) as stream:
        count = write_table(opened, table=table, form=form, out=stream)
    if out is not None:
        what = "features" if form == "geojson" else "rows"
        say(f"wrote {count:,} {what} to {out}")


def _check_export(ledger: Path, table: str, form: str, out: Path | None) -> None:
    """Refuse what cannot be written before any file is opened."""
    if table in TABLES_TO_COME:
        now = ", ".join(name for name in TABLES if name not in TABLES_TO_COME)
        refuse(f"table '{table}' comes with a later version; there are: {now}")
    located = table != "reports"
    now = ", ".join(name for name in FORMATS if name != "geojson" or located)
    if form in FORMATS_TO_COME:
        refuse(
            f"format '{form}' comes with a later version; '{table}' is written as: {now}"
        )
    if form == "geojson" and not located:
        refuse(f"table '{table}' has no coordinates for '{form}'; it is written as: {now}")
    if form == "parquet" and out is None and sys.stdout.isatty():
        refuse("parquet is no text for a terminal; name a file with -o")
    if out is not None and out.exists() and ledger.exists() and out.samefile(ledger):
        refuse(f"{out}: is the ledger itself; name another file with -o")


@contextmanager
def _output(path: Path | None) -> Iterator[BinaryIO]:
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


@warledger.command()
@click.argument("gold", type=FilePath)
@click.option("--ledger", type=FilePath, help="Score the claims of this ledger.")
@click.option("--reports", type=FilePath, help="Read these reports first, and score them.")
@click.option("--scorer", type=FilePath, help="The script to score with.")
@click.option("--verbose", is_flag=True, help="Name what is wrong, claim by claim.")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
def evaluate(
    gold: Path,
    ledger: Path | None,
    reports: Path | None,
    scorer: Path | None,
    verbose: bool,
    as_json: bool,
) -> None:
    """Score a ledger, or a folder of reports, against GOLD.

    \b
    Example:
      warledger evaluate gold.jsonl --reports reports/
    """
    from tempfile import TemporaryDirectory

    from warledger.evaluate import Scoring, reports_beside, score

    with TemporaryDirectory(prefix="warledger-") as folder:
        if ledger is None:
            source = reports or reports_beside(gold)
            ledger = Path(folder) / "scored.ledger"
            _read_for_scoring(ledger, source)
        how = Scoring(scorer=scorer, verbose=verbose, as_json=as_json)
        scored = score(gold, ledger, how=how)
    say(scored.command)
    click.echo(scored.text)


def _read_for_scoring(ledger: Path, source: Path) -> None:
    from warledger.executors.local import ingest as run
    from warledger.pipeline import Settings

    with _progress() as progress:
        tally = run(ledger, [str(source)], settings=Settings(), progress=progress)
    say(f"read {tally.read:,} reports of {source}, {len(tally.skipped):,} skipped")


@warledger.command()
@click.argument("ledger", type=FilePath)
@click.option("--port", type=click.IntRange(1, 65535), default=8765, show_default=True)
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
def serve(ledger: Path, port: int, no_browser: bool) -> None:
    """Show LEDGER as a web page on this machine (comes with a later version)."""
    refuse("serve comes with a later version; 'warledger demo' writes a page to look at")


@warledger.group()
def gazetteer() -> None:
    """Add places to the ones that are built in, and list what was added."""


@gazetteer.command("add")
@click.argument("source", metavar="FILE_OR_URL")
@click.option("--name", help="What to call it; a source of that name is replaced.")
@click.option("--licence", help="Under which licence the places are, for the record.")
def add(source: str, name: str | None, licence: str | None) -> None:
    """Add a GeoNames dump (.txt, .zip), an OCHA COD-AB GeoJSON or a CSV of places.

    \b
    Example:
      warledger gazetteer add SY.txt
    """
    from warledger.geo.sources import add_source

    with _status("reading places") as show:
        added = add_source(
            source,
            name=name,
            licence=licence,
            progress=lambda so_far, _: show(f"{so_far:,} bytes or places so far"),
        )
    say(f"added {added.name}: {added.places:,} places ({added.format}, {added.licence})")
    say(f"sha256 {added.sha256}")


@gazetteer.command("list")
def list_added() -> None:
    """List the sources that were added, one a line, fields parted by tabs."""
    from warledger.geo.sources import list_sources

    for info in list_sources():
        fields = (info.name, f"{info.places}", info.format, info.licence, info.sha256)
        click.echo("\t".join((*fields, info.origin)))
        if info.problem:
            say(info.problem)


@gazetteer.command("remove")
@click.argument("name")
def remove(name: str) -> None:
    """Remove a source that was added."""
    from warledger.geo.sources import remove_source

    remove_source(name)
    say(f"removed {name}")


@gazetteer.command("verify")
def verify() -> None:
    """Read every added source through and compare it with its checksum."""
    from warledger.geo.sources import verify as verify_all

    checked = verify_all()
    for info in checked:
        say(f"{info.name}: {info.problem or 'as it was written'}")
    if any(info.problem for info in checked):
        sys.exit(1)


@warledger.command()
@click.argument("name")
@click.option("--near", help="A place that the report is about.")
@click.option("--json", "as_json", is_flag=True, help="Print the candidates as JSON Lines.")
def places(name: str, near: str | None, as_json: bool) -> None:
    """Show how NAME would be resolved: candidates, scores, folds and reasons.

    \b
    Example:
      warledger places Uqayrabad --near Homs
    """
    from warledger.geo.explain import explain, json_lines, table_lines

    explained = explain(name, near=near)
    for line in json_lines(explained) if as_json else table_lines(explained):
        click.echo(line)
    if not explained.candidates:
        say(f"no place is called '{name}', nor spelt alike near there")


if __name__ == "__main__":
    main()
