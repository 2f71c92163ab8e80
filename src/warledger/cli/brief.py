"""`warledger brief`: what reports claim of some days, every line with its sources."""

from datetime import datetime
from pathlib import Path

import click

from warledger.cli.base import REDACT, FilePath, output, refuse, say, warledger

FORMATS = ("md", "html", "json")
DAY = click.DateTime(["%Y-%m-%d"])


@warledger.command()
@click.argument("ledger", type=FilePath)
@click.option("--from", "first", type=DAY, required=True, help="First day, YYYY-MM-DD.")
@click.option("--to", "last", type=DAY, required=True, help="Last day, included.")
@click.option("--country", metavar="CC", help="Only what lies there; two letters, as 'SD'.")
@click.option("--actor", metavar="NAME", help="Only what this party does or suffers.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="md", show_default=True
)
@click.option("--redact", is_flag=True, help=REDACT)
@click.option(
    "-o", "--out", type=FilePath, help="File to write instead of standard output."
)
def brief(
    ledger: Path, first: datetime, last: datetime, country: str | None, actor: str | None,
    form: str, out: Path | None, redact: bool,
) -> None:  # fmt: skip
    """Write a brief of some days of LEDGER: who claims what, with the sentence under it.

    \b
    Example:
      warledger brief war.ledger --from 2024-07-08 --to 2024-07-14 --country SD -o week.md
    """
    from warledger.store.opening import open_ledger
    from warledger.store.redact_copy import open_redacted
    from warledger.web.brief.html import html
    from warledger.web.brief.json_text import json_text
    from warledger.web.brief.make import make_brief
    from warledger.web.brief.markdown import markdown

    if out is not None and out.exists() and ledger.exists() and out.samefile(ledger):
        refuse(f"{out}: is the ledger itself; name another file with -o")
    write = {"md": markdown, "html": html, "json": json_text}[form]
    with (open_redacted if redact else open_ledger)(ledger) as opened:
        made = make_brief(opened, first.date(), last.date(), country=country, actor=actor)
    with output(out) as stream:
        stream.write(write(made).encode())
    if made.is_empty:
        about = " ".join(made.remarks)
        say(f"nothing in this range: {first:%Y-%m-%d} to {last:%Y-%m-%d}. {about}")
