"""`warledger rerun`: what another version of the program makes of the same reports."""

import json
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from warledger.cli.base import FilePath, say, status, tell, warledger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from warledger.pipeline.rerun_compare import Difference


@warledger.command()
@click.argument("ledger", type=FilePath)
@click.option("-o", "--out", type=FilePath, help="Keep the new ledger in this file.")
@click.option("--json", "as_json", is_flag=True, help="Print differences as JSON Lines.")
def rerun(ledger: Path, out: Path | None, as_json: bool) -> None:
    """Make LEDGER again from its stored reports and show what differs, claim by claim.

    LEDGER itself is never changed. The same program makes the same ledger: no difference.

    \b
    Example:
      warledger rerun war.ledger -o new.ledger
    """
    from collections import Counter

    from warledger.pipeline.rerun import remake
    from warledger.pipeline.rerun_compare import compare_claims, compare_tables
    from warledger.store.opening import open_ledger

    found: Counter[str] = Counter()
    with open_ledger(ledger) as old, _place_for(out) as path:
        with status("reading again") as show:
            tally = remake(old, path, progress=lambda t: show(f"{t.read:,} reports"))
        with open_ledger(path) as new:
            for difference in compare_claims(old, new):
                found[difference.what] += 1
                tell(_line(difference, as_json))
            counted = tuple(compare_tables(old, new))
    say(
        f"read {tally.read:,} texts again; claims: {found['added']:,} added, "
        f"{found['gone']:,} gone, {found['changed']:,} fields changed"
    )
    for one in counted:
        say(f"{one.table}: {one.added:,} added, {one.gone:,} gone, {one.changed:,} changed")


@contextmanager
def _place_for(out: Path | None) -> "Iterator[Path]":
    """Yield where the new ledger goes; without a name it goes when it was compared."""
    if out is not None:
        yield out
        return
    with TemporaryDirectory(prefix="warledger-rerun-") as folder:
        yield Path(folder) / "new.ledger"


def _line(difference: "Difference", as_json: bool) -> str:
    from warledger.pipeline.explained import safe

    if as_json:
        return safe(json.dumps(asdict(difference), ensure_ascii=False))
    who = f"{difference.claim_id} in {difference.report}"
    if difference.what == "changed":
        before, after = difference.before, difference.after
        return safe(f"changed {who}: {difference.field}: {before} -> {after}")
    return safe(f"{difference.what} {who}: {difference.before or difference.after}")
