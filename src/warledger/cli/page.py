"""`warledger page`: a ledger as one self-contained page."""

from datetime import datetime
from pathlib import Path

import click

from warledger.cli.base import REDACT, FilePath, refuse, say, warledger

DAY = click.DateTime(["%Y-%m-%d"])


@warledger.command()
@click.argument("ledger", type=FilePath)
@click.option("-o", "--out", type=FilePath, required=True, help="The page to write.")
@click.option("--from", "first", type=DAY, help="Only reports of this day on.")
@click.option("--to", "last", type=DAY, help="Only reports up to this day.")
@click.option("--redact", is_flag=True, help=REDACT)
@click.option("--title", help="The page's title; without it the ledger's name.")
def page(
    ledger: Path,
    out: Path,
    first: datetime | None,
    last: datetime | None,
    title: str | None,
    redact: bool,
) -> None:
    """Write LEDGER as one page with map, timeline, incidents and reports.

    The page needs no network and no server. It holds up to 5,000 claims.

    \b
    Example:
      warledger page war.ledger -o war.html
      warledger page war.ledger -o july.html --from 2024-07-01 --to 2024-07-31
    """
    from warledger.store.opening import open_ledger
    from warledger.store.redact_copy import open_redacted
    from warledger.web.whole_page import write_ledger_page

    if out.exists() and ledger.exists() and out.samefile(ledger):
        refuse(f"{out}: is the ledger itself; name another file with -o")
    with (open_redacted if redact else open_ledger)(ledger) as opened:
        held = write_ledger_page(
            opened, out, title=title or ledger.stem,
            first=first and first.date(), last=last and last.date(),
        )  # fmt: skip
    say(
        f"wrote {out}: {held.reports:,} reports, {held.claims:,} claims, "
        f"{held.incidents:,} incidents, control of {held.places:,} places"
    )
