"""`warledger check`: what a ledger holds, and whether it keeps its promises."""

import sys
from pathlib import Path

import click

from warledger.cli.base import FilePath, say, status, warledger

SHOWN_BREACHES = 20


@warledger.command()
@click.argument("ledger", type=FilePath)
def check(ledger: Path) -> None:
    """Say what LEDGER holds and prove that it keeps its promises; exit 1 if it does not.

    \b
    Example:
      warledger check war.ledger
    """
    from warledger.pipeline.reconcile import find_pending
    from warledger.store.check import check as prove
    from warledger.store.opening import open_ledger

    with open_ledger(ledger) as opened, status("checking"):
        counts = opened.counts()
        waiting = len(find_pending(opened).reports)
        breaches = prove(opened)
    say(
        f"{ledger}: {counts.reports:,} reports ({counts.skipped:,} skipped), "
        f"{counts.claims:,} claims, {counts.mentions:,} mentions, "
        f"{counts.incidents:,} incidents, {counts.control:,} states of control"
    )
    if waiting:
        say(
            f"{waiting:,} reports are in no incident yet: a run was ended, or the program "
            f"is another; run 'warledger reconcile {ledger}'"
        )
    for breach in breaches[:SHOWN_BREACHES]:
        say(f"{breach.what}: {breach.name}")
    if len(breaches) > SHOWN_BREACHES:
        say(f"and {len(breaches) - SHOWN_BREACHES:,} more")
    if breaches:
        say("run 'warledger reconcile --afresh' for what is derived; report the rest")
        sys.exit(1)
    say("sound: spans, bounds, ids, digests and references are as promised")
