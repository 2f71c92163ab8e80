"""`warledger ingest`: reports in, and what became of them."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from warledger.cli.base import FilePath, refuse, say, status, warledger
from warledger.cli.progress import progress_shown

if TYPE_CHECKING:
    from warledger.pipeline import Settings, Tally

SHOWN_LINES = 20


@warledger.command()
@click.argument("ledger", type=FilePath)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "--workers", type=click.IntRange(1, 256), show_default="one a processor",
    help="Processes that read claims side by side.",
)  # fmt: skip
@click.option("--model", help="An installed spaCy English model to parse with.")
@click.option(
    "--lexicon", "lexicons", type=FilePath, multiple=True,
    help="A TOML file of your own actors and outlets; may be given several times.",
)  # fmt: skip
@click.option(
    "--max-chars", type=click.IntRange(min=1), default=2_000_000, show_default=True,
    help="Skip reports of more characters.",
)  # fmt: skip
@click.option(
    "--max-sentences", type=click.IntRange(min=1), default=50_000, show_default=True,
    help="Skip reports of more sentences.",
)  # fmt: skip
@click.option(
    "--max-seconds", type=click.IntRange(min=1),
    help="Skip reports that take longer; what is skipped then depends on the machine.",
)  # fmt: skip
@click.option(
    "--engine", type=click.Choice(["local", "spark"]), default="local", show_default=True,
    help="This machine into a ledger, or a Spark cluster into a lake.",
)  # fmt: skip
@click.option("--master", help="With --engine spark: the cluster's address.")
@click.option(
    "--spark-setting", "spark_settings", metavar="NAME=VALUE", multiple=True,
    help="With --engine spark: a setting of Spark's; may be given several times.",
)  # fmt: skip
def ingest(
    ledger: Path,
    paths: tuple[str, ...],
    workers: int | None,
    model: str | None,
    lexicons: tuple[Path, ...],
    max_chars: int,
    max_sentences: int,
    max_seconds: int | None,
    engine: str,
    master: str | None,
    spark_settings: tuple[str, ...],
) -> None:
    """Read reports from files, folders or '-' and add their claims to LEDGER.

    A LEDGER that does not exist is made. What it has already is passed by. With --engine
    spark LEDGER is a lake: a folder of Parquet files that a cluster writes.

    \b
    Example:
      warledger ingest war.ledger reports/ feed.xml pages.warc.gz
      warledger ingest war.lake archive/ --engine spark --master spark://head:7077
    """
    from warledger.lexicon.user import user_lexicons
    from warledger.pipeline import USUAL, Settings

    settings = Settings(
        model=model or USUAL.model,
        lexicons=user_lexicons(lexicons),
        max_chars=max_chars,
        max_sentences=max_sentences,
        max_seconds=max_seconds,
    )
    if engine == "spark":
        if workers is not None:
            refuse(
                "--workers is of --engine local; a cluster's size is its master's to say"
            )
        tally = _on_spark(ledger, paths, settings, master, spark_settings)
    elif master is not None or spark_settings:
        refuse("--master and --spark-setting want --engine spark")
    else:
        tally = _here(ledger, paths, settings, workers)
    for line in tally_lines(tally, ledger):
        say(line)
    if tally.failed:
        say(f"{tally.failed:,} of them by faults of warledger's own: report these as bugs")
    if tally.read and tally.read == tally.unreadable + tally.failed:
        sys.exit(1)


def _here(
    ledger: Path, paths: tuple[str, ...], settings: "Settings", workers: int | None
) -> "Tally":
    from warledger.executors.local import ingest as run

    with progress_shown(paths) as shown:
        return run(
            ledger, paths, settings=settings, workers=workers, progress=shown.read,
            stage=shown.stage, meter=shown.meter,
        )  # fmt: skip


def _on_spark(
    lake: Path,
    paths: tuple[str, ...],
    settings: "Settings",
    master: str | None,
    given: tuple[str, ...],
) -> "Tally":
    if master is None:
        refuse("--engine spark wants --master: spark://HOST:PORT, yarn, k8s://…, local[N]")
    wrong = next((one for one in given if "=" not in one), None)
    if wrong is not None:
        refuse(f"--spark-setting {wrong}: expected NAME=VALUE, as spark.executor.memory=4g")
    from warledger.executors.spark import ingest as run

    named = dict(one.split("=", 1) for one in given)
    with status("starting Spark") as tell:
        return run(
            lake, paths, settings=settings, master=master, spark_settings=named, tell=tell
        )


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
