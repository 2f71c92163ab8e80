"""Hand-built reports of an invented war, for the brief: what is forecast, and what came of it."""

from datetime import date
from pathlib import Path

from app_ledger import LEAGUE, NORTH, arvane, claim, party, report, tolm, yielded
from app_ledger import told as told_in_may
from warledger.model import Claim, ClaimDate, Figure, Report, Span, Speaker, Status
from warledger.pipeline.reconcile import reconcile
from warledger.store.opening import open_ledger
from warledger.store.rows import to_entry
from warledger.store.run import Run

ATTACK = ("Battles", "Armed clash")
SHELL = ("Explosions/Remote violence", "Shelling/artillery/missile attack")
MEET = ("Strategic developments", "Agreement")


def july(first: int, last: int) -> ClaimDate:
    """Return days of July 2031 that the text gives."""
    start, end = date(2031, 7, first), date(2031, 7, last)
    value = f"{start}" if start == end else f"{start}/{end}"
    return ClaimDate(value, start, end, 1 if start == end else 4, "as told")


def sentence(
    key: str, text: str, trigger: str, kind: tuple[str, str], day: date, **fields: object
) -> tuple[Report, tuple[Claim, ...]]:
    """Return a report of one sentence, and the claim that it makes."""
    made = claim(
        text, key, text, trigger, event_type=kind[0], sub_event_type=kind[1], **fields
    )
    one = report(key, text, f"Title of {key}", f"Outlet of {key}", 1)
    return Report(key, text, one.title, one.outlet, published=day), (made,)


def north(text: str, words: str = "The Northern Army") -> dict[str, object]:
    """Return the army as who acts."""
    return {"actors": (party(text, words, NORTH),)}


def league(text: str) -> dict[str, object]:
    """Return the League as who acts."""
    return {"actors": (party(text, "League", LEAGUE),)}


def forecasts() -> list[tuple[Report, tuple[Claim, ...]]]:
    """Return what was expected in June and what was told of it in July."""
    june, later = date(2031, 6, 25), date(2031, 7, 12)
    plan = "The Northern Army will attack Tolm in July."
    came = "The Northern Army did attack Tolm on 8 July."
    shelling = "League guns are to shell Arvane in July."
    quiet = "League guns did not shell Arvane in July."
    raid = "League columns should attack Tolm on 5 July."
    late = "League columns began to attack Tolm on 9 July."
    talks = "An agreement is expected soon."
    silent = "The Northern Army plans to shell Tolm on 3 July."
    expected = {"status": Status.EXPECTED}
    return [
        sentence("plan", plan, "attack", ATTACK, june, **expected, **north(plan),
                 places=(tolm(plan),), date=july(1, 31)),
        sentence("plan-again", plan, "attack", ATTACK, date(2031, 6, 26), **expected,
                 **north(plan), places=(tolm(plan),), date=july(1, 31)),
        sentence("came", came, "attack", ATTACK, later, **north(came),
                 places=(tolm(came),), date=july(8, 8)),
        sentence("shelling", shelling, "shell", SHELL, june, **expected, **league(shelling),
                 places=(arvane(shelling),), date=july(1, 31)),
        sentence("quiet", quiet, "shell", SHELL, later, **league(quiet),
                 status=Status.NOT_OCCURRED, places=(arvane(quiet),), date=july(1, 31)),
        sentence("raid", raid, "attack", ATTACK, june, **expected, **league(raid),
                 places=(tolm(raid),), date=july(5, 5)),
        sentence("late", late, "attack", ATTACK, later, **league(late),
                 places=(tolm(late),), date=july(9, 9)),
        sentence("talks", talks, "agreement", MEET, june, **expected),
        sentence("silent", silent, "shell", SHELL, june, **expected, **north(silent),
                 places=(tolm(silent),), date=july(3, 3)),
    ]  # fmt: skip


def sorties() -> tuple[Report, tuple[Claim, ...]]:
    """Return a ministry's figure that is nobody's loss."""
    text = "The ministry said its jets flew 30 sorties over Tolm on 9 July."
    at = text.index("30 sorties")
    start = text.index("The ministry")
    speaker = Speaker("Defence ministry", "The ministry", Span(start, start + 12), "said",
                      None, "official", "North Federation")  # fmt: skip
    figure = Figure("sorties", 30, 30, 30, "30 sorties", Span(at, at + 10))
    return sentence(
        "sorties", text, "flew", ("Explosions/Remote violence", "Air/drone strike"),
        date(2031, 7, 10), places=(tolm(text),), date=july(9, 9), figures=(figure,),
        sources=(speaker,),
    )  # fmt: skip


def make_brief_ledger(path: Path, *, backwards: bool = False) -> Path:
    """Write the ledger, its reports in either order, and return where it is."""
    run = Run("0", {"language": "en"}, "by hand", "by hand", "by hand")
    told = [*told_in_may(), *forecasts(), sorties()]
    with open_ledger(path, write=True) as ledger:
        ledger.begin(run)
        for one, claims in reversed(told) if backwards else told:
            entry = to_entry(one, yielded(one, claims), revision=1, run_id=run.run_id)
            ledger.append([entry])
        reconcile(ledger)
    return path
