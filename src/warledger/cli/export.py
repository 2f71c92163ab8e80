"""`warledger export`: one table of a ledger in one format."""

import sys
from pathlib import Path

import click

from warledger.cli.base import FilePath, output, refuse, say, warledger

TABLES = ("reports", "mentions", "claims", "incidents", "control")
TABLES_TO_COME = ("incidents", "control")
FORMATS = ("jsonl", "csv", "parquet", "geojson")
FORMATS_TO_COME = ("geoparquet", "acled", "ucdp", "hxl", "jsonld")


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

    with open_ledger(ledger) as opened, output(out) as stream:
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
