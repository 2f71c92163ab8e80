"""`warledger export`: one table of a ledger in one format."""

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from warledger.cli.base import REDACT, FilePath, output, refuse, say, warledger

# As `store.exports.FORMATS`, which is not imported for `--help`; a test keeps them alike.
TABLES = ("reports", "mentions", "claims", "incidents", "control")
WHOLE = "ledger"
FORMATS: Mapping[str, tuple[str, ...]] = {
    "jsonl": (*TABLES, WHOLE),
    "csv": TABLES,
    "parquet": TABLES,
    "geojson": TABLES[1:],
    "geoparquet": TABLES[1:],
    "acled": ("claims", "incidents"),
    "ucdp": ("claims", "incidents"),
    "hxl": TABLES[2:],
    "jsonld": TABLES[2:],
    "timemap": TABLES[2:],
}
BINARY = frozenset({"parquet", "geoparquet"})
UNITS = {"geojson": "features", "jsonld": "nodes", "timemap": "events"}


@warledger.command()
@click.argument("ledger", type=FilePath)
@click.option("--table", type=click.Choice((*TABLES, WHOLE)), required=True)
@click.option(
    "--format", "form", type=click.Choice(tuple(FORMATS)),
    default="jsonl", show_default=True,
)  # fmt: skip
@click.option(
    "-o", "--out", type=FilePath, help="File to write instead of standard output."
)
@click.option("--redact", is_flag=True, help=REDACT)
def export(ledger: Path, table: str, form: str, out: Path | None, redact: bool) -> None:
    """Write one table of LEDGER, or 'ledger': all of it, for 'warledger import'.

    \b
    Example:
      warledger export war.ledger --table claims --format geojson -o claims.geojson
      warledger export war.ledger --table incidents --format acled -o incidents.csv
    """
    if redact and table == WHOLE:
        refuse("a redacted ledger is none that could be imported; leave --redact away")
    _check_export(ledger, table, form, out)
    from warledger.store.exports import write_table
    from warledger.store.opening import open_ledger
    from warledger.store.redact import RedactedLedger

    written = None
    with open_ledger(ledger) as opened, output(out) as stream:
        rows = RedactedLedger(opened) if redact else opened
        written = write_table(rows, table=table, form=form, out=stream)
    if written is None:  # the reader of a pipe has had enough
        return
    if out is not None:
        say(f"wrote {written.rows:,} {UNITS.get(form, 'rows')} to {out}")
    if written.left_out:
        told = ", ".join(f"{n:,} {why}" for why, n in written.left_out.items())
        total = sum(written.left_out.values())
        say(f"left out {total:,} of '{table}' that '{form}' cannot hold: {told}")


def _check_export(ledger: Path, table: str, form: str, out: Path | None) -> None:
    """Refuse what cannot be written before any file is opened."""
    if table not in FORMATS[form]:
        now = ", ".join(name for name, tables in FORMATS.items() if table in tables)
        refuse(f"table '{table}' is not written as '{form}'; it is written as: {now}")
    if form in BINARY and out is None and sys.stdout.isatty():
        refuse(f"{form} is no text for a terminal; name a file with -o")
    if out is not None and out.exists() and ledger.exists() and out.samefile(ledger):
        refuse(f"{out}: is the ledger itself; name another file with -o")
