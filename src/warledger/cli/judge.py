"""`warledger judge`: a person's word on whether two claims tell of one event."""

from pathlib import Path

import click

from warledger.cli.base import FilePath, say, tell, warledger

VERDICTS = ("same", "different")


@warledger.command()
@click.argument("ledger", type=FilePath)
@click.argument("words", nargs=-1, metavar="[CLAIM CLAIM [same|different]]")
@click.option("--by", metavar="NAME", help="Who says so.")
@click.option("--note", metavar="TEXT", help="Why.")
@click.option("--withdraw", is_flag=True, help="Take the word on the two claims back.")
@click.option("--list", "as_list", is_flag=True, help="Print every judgement so far.")
def judge(
    ledger: Path,
    words: tuple[str, ...],
    by: str | None,
    note: str | None,
    withdraw: bool,
    as_list: bool,
) -> None:
    """Say that two claims tell of the same event, or of different ones.

    The word wins over what the program makes of the claims, takes effect at once, and can
    be taken back; nothing is overwritten.

    \b
    Example:
      warledger judge war.ledger 9f0c1c1c7e4d2a11 4b8e2f00aa17c9d3 same --by "E. Ruiz"
    """
    if as_list:
        if words or withdraw:
            raise click.UsageError("--list takes the ledger and nothing else")
        _list(ledger)
        return
    expected = 2 if withdraw else 3
    if len(words) != expected or not (withdraw or words[-1] in VERDICTS):
        raise click.UsageError(
            "name two claims, and 'same' or 'different' unless with --withdraw"
        )
    _judge(ledger, (words[0], words[1]), "withdrawn" if withdraw else words[2], by, note)


def _judge(
    ledger: Path, claims: tuple[str, str], verdict: str, by: str | None, note: str | None
) -> None:
    from warledger.model.incidents import Verdict
    from warledger.pipeline.judging import judge as run
    from warledger.store.opening import open_ledger

    if not ledger.exists():
        open_ledger(ledger)  # says in one line that there is none
    with open_ledger(ledger, write=True) as opened:
        for line in opened.news:
            say(f"{ledger}: {line}")
        done = run(opened, claims, Verdict(verdict), by=by, note=note)
    say(f"judgement {done.number}: {verdict}; made {done.incidents:,} incidents again")
    for stored in done.overruled:
        word = stored.judgement
        say(
            f"judgement {stored.number} ({word.verdict.value}: {word.claim_a} "
            f"{word.claim_b}) contradicts newer ones and is left aside"
        )


def _list(ledger: Path) -> None:
    from warledger.pipeline.judging import find_overruled
    from warledger.store.judgements import read_judgements
    from warledger.store.opening import open_ledger

    with open_ledger(ledger) as opened:
        judgements = read_judgements(opened)
    left_aside = {stored.number for stored in find_overruled(judgements)}
    for stored in judgements:
        word = stored.judgement
        state = "contradicts newer ones" if stored.number in left_aside else stored.state
        cells = (
            str(stored.number),
            f"{stored.made:%Y-%m-%d %H:%M}",
            word.claim_a,
            word.claim_b,
            word.verdict.value,
            state,
            word.by or "",
            word.note or "",
        )
        tell("\t".join(" ".join(cell.split()) for cell in cells))
    say(f"{len(judgements):,} judgements")
