"""`warledger check`: what a ledger holds, and whether it keeps its promises."""

import sys
from pathlib import Path

import click

from warledger.cli.base import FilePath, say, status, warledger

SHOWN_BREACHES = 20


@warledger.command()
@click.argument("ledger", type=FilePath)
@click.option(
    "--rows-only",
    is_flag=True,
    help="Leave out reconciling a copy afresh to compare what is derived.",
)
def check(ledger: Path, rows_only: bool) -> None:
    """Say what LEDGER holds and prove that it keeps its promises; exit 1 if it does not.

    Every row is looked at; then a copy is reconciled afresh, and what is derived must come
    out the same. That takes the time of 'warledger reconcile --afresh' and room for a copy.

    \b
    Example:
      warledger check war.ledger
    """
    from warledger.pipeline.prove import prove
    from warledger.pipeline.reconcile import find_pending
    from warledger.store.opening import open_ledger

    again, afresh = f"warledger reconcile {ledger}", " --afresh"
    if ledger.is_dir():
        again, afresh = f"warledger ingest {ledger} PATH --engine spark", ""
    with open_ledger(ledger) as opened, status("checking"):
        counts = opened.counts()
        waiting = len(find_pending(opened).reports)
        breaches = prove(opened, afresh=not rows_only)
    say(
        f"{ledger}: {counts.reports:,} reports ({counts.skipped:,} skipped), "
        f"{counts.claims:,} claims, {counts.mentions:,} mentions, "
        f"{counts.incidents:,} incidents, {counts.control:,} states of control"
    )
    if waiting:
        say(
            f"{waiting:,} reports are in no incident yet: a run was ended, or the program "
            f"is another; run '{again}'"
        )
    for breach in breaches[:SHOWN_BREACHES]:
        say(f"{breach.what}: {breach.name}")
    if len(breaches) > SHOWN_BREACHES:
        say(f"and {len(breaches) - SHOWN_BREACHES:,} more")
    if breaches:
        say(f"run '{again}{afresh}' for what is derived; report the rest")
        sys.exit(1)
    say("sound: spans, bounds, ids, digests, seals and references are as promised")
    if rows_only or waiting:
        say("what is derived was not made again to be compared")
    else:
        say("sound: what is derived is what reconciling makes of the claims")
