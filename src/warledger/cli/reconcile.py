"""`warledger reconcile`: copies, incidents and control from the claims a ledger holds."""

from pathlib import Path

import click

from warledger.cli.base import FilePath, say, status, warledger


@warledger.command()
@click.argument("ledger", type=FilePath)
@click.option("--afresh", is_flag=True, help="Make all again, not only what is new.")
def reconcile(ledger: Path, afresh: bool) -> None:
    """Find copies, group claims into incidents and write who held which place.

    'warledger ingest' does this by itself; a ledger made by an older version needs it once.

    \b
    Example:
      warledger reconcile war.ledger --afresh
    """
    from warledger.pipeline.reconcile import reconcile as run
    from warledger.store.opening import open_ledger

    with open_ledger(ledger, write=True) as opened, status("reconciling") as show:
        for line in opened.news:
            say(f"{ledger}: {line}")
        done = run(opened, afresh=afresh, progress=show)
    say(f"took in {done.reports:,} reports; made {done.incidents:,} incidents")
