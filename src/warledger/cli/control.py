"""`warledger control`: who held a place, from when to when, according to whom."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from warledger.cli.base import FilePath, say, tell, warledger

if TYPE_CHECKING:
    from warledger.model import Control
    from warledger.pipeline.control_ask import Named
    from warledger.store.ledger import Ledger

WORDS = {"..": "still so, as far as told", "": "?"}


@warledger.command()
@click.argument("ledger", type=FilePath)
@click.argument("place")
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="Only what may have been so that day."
)
@click.option("--according-to", metavar="SPEAKER", help="Only what this speaker tells.")
@click.option("--json", "as_json", is_flag=True, help="Print the states as JSON Lines.")
def control(
    ledger: Path, place: str, on: datetime | None, according_to: str | None, as_json: bool
) -> None:
    """Print who held PLACE, from when to when, and who says so.

    PLACE is a name in any spelling, or an id. Accounts that exclude each other stand side
    by side; none is preferred.

    \b
    Example:
      warledger control war.ledger Palmyra --on 2016-06-01
    """
    from warledger.pipeline.control_ask import find_named
    from warledger.store.opening import open_ledger

    day = None if on is None else on.date()
    with open_ledger(ledger) as opened:
        found = find_named(opened, place)
        if len(found) == 1:
            _print(opened, found[0], day, according_to, as_json)
            return
    if not found:
        say(f"nobody in {ledger} says who held a place called '{place}'")
    else:
        say(f"'{place}' is the name of {len(found)} places; ask for one by its id:")
        for named in found:
            say(named.title)
    sys.exit(1)


def _print(
    ledger: "Ledger", named: "Named", on: date | None, speaker: str | None, as_json: bool
) -> None:
    from warledger.pipeline.control_ask import states_of
    from warledger.store.exports.jsonl import json_text

    if not as_json:
        tell(named.title + (f" on {on}" if on else ""))
    count = 0
    for state, row in states_of(ledger, named.key, on=on, according_to=speaker):
        count += 1
        for line in [json_text(row)] if as_json else _lines(ledger, state):
            tell(line)
    if not count:
        by = f" by {speaker}" if speaker else ""
        say(f"{named.place.name}: nothing is told{by}" + (f" of {on}" if on else ""))
        sys.exit(1)


def _lines(ledger: "Ledger", state: "Control") -> list[str]:
    """Return a state in words: its days, who, by whom, against whom, which claims."""
    from warledger.pipeline.control_ask import tellers

    days = f"{_day(state.since)} to {_day(state.until)}"
    unsure = ", unconfirmed" if state.is_unconfirmed else ""
    lines = [f"  {days}: {state.kind} by {state.holder or 'nobody named'}{unsure}"]
    if state.kind == "contested":
        lines = [f"  {days}: contested{unsure}"]
    told = f" (last told of {state.last_told})" if state.until == ".." else ""
    lines.append(f"    according to {', '.join(state.according_to)}{told}")
    if state.contradicted_by:
        by = ", ".join(tellers(ledger, state.contradicted_by))
        lines.append(f"    contradicted by {by}: {' '.join(state.contradicted_by)}")
    if state.ended_by:
        lines.append(f"    ended by claims {' '.join(state.ended_by)}")
    if state.pocket:
        lines.append(f"    encircled together: {', '.join(state.pocket)}")
    if state.reason:
        lines.append(f"    {state.reason}")
    return [*lines, f"    claims {' '.join(state.claims)}"]


def _day(edtf: str) -> str:
    """Return an EDTF in words where its shorthand says little."""
    if edtf in WORDS:
        return WORDS[edtf]
    return f"(by {edtf[1:]})" if edtf.startswith("/") else edtf
