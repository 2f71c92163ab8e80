"""Score claims against one coded main event of each report (FA-KES).

Asked of each report is whether any of its claims is right: `killed`, a number of dead
within a tenth of the coded total, in one figure or in all figures of a claim together;
`place`, the coded governorate; `cause`, a type of event of the coded cause's family;
`actor`, an actor of the coded class; and `joint`, whether one claim answers killed and
place both. Values that the coders left open are not asked, disputed rows left out. Read
them beside `killed_figures_per_report`: whoever exports every number gains nothing real.
"""

import re
from collections.abc import Iterator, Sequence

from warledger.evaluate.coded import (
    PLACE_FIELDS,
    Shares,
    answers_of,
    bears,
    figures_of,
    fold,
    numbers,
    real_claims,
)
from warledger.evaluate.rates import Line

KINDS = ("killed", "place", "cause", "actor", "joint")
TOLERANCE = 0.1
_BOUNDS = ("low", "best", "high")
_APOSTROPHES = "’‘'`ʿʾ"


def score_main_events(gold: Sequence[Line], claims: Sequence[Line]) -> dict[str, object]:
    """Return the share of reports that are right, by what is asked."""
    told, shares, counted = real_claims(claims), Shares(), 0
    rows = [row for row in gold if not row.get("disputed")]
    for row in rows:
        mine = told.get(row["report"], [])
        counted += sum(bool(numbers(f)) for f in figures_of(mine, "killed"))
        answers = [_answers(row, claim) for claim in mine]
        for kind in _asked(row):
            shares.count(kind, right=any(kind in answer for answer in answers))
    return {
        "reports": len(rows),
        "disputed_left_out": len(gold) - len(rows),
        **{kind: shares.share(kind) for kind in KINDS},
        "rows": {kind: shares.asked.get((kind,), 0) for kind in KINDS},
        "killed_figures_per_report": round(counted / len(rows), 2) if rows else 0.0,
    }


def _asked(row: Line) -> Iterator[str]:
    """Yield what the coders of a row decided."""
    known = answers_of("main_events")
    yield "place"
    if row["killed_total"] is not None:
        yield from ("killed", "joint")
    if row["cause"] in known["causes"]:
        yield "cause"
    if row["actor"] in known["actors"]:
        yield "actor"


def _answers(row: Line, claim: Line) -> set[str]:
    """Return what a claim answers rightly."""
    known = answers_of("main_events")
    right = set()
    if row["killed_total"] is not None and _has_toll(claim, row["killed_total"]):
        right.add("killed")
    if any(_lies_in(place, row["place"]) for place in claim.get("places") or ()):
        right.add("place")
    if claim.get("sub_event_type") in known["causes"].get(row["cause"], ()):
        right.add("cause")
    if any(_is_of(actor, row["actor"]) for actor in claim.get("actors") or ()):
        right.add("actor")
    return right | {"joint"} if {"killed", "place"} <= right else right


def _has_toll(claim: Line, total: float) -> bool:
    """Return whether a figure of the dead, or all of a claim together, is the total."""
    figures = list(figures_of([claim], "killed"))
    told = [value for figure in figures for value in numbers(figure)]
    for bound in _BOUNDS:
        every = [figure.get(bound) for figure in figures]
        if len(figures) > 1 and None not in every:
            told.append(sum(value for value in every if value is not None))
    return any(abs(value - total) <= TOLERANCE * total for value in told)


def _fold(name: object) -> str:
    return fold(str(name or ""), letters=r"\w+", dropped=_APOSTROPHES)


def _lies_in(place: Line, governorate: str) -> bool:
    known = answers_of("main_events")["places"]
    spellings = known.get(governorate, (_fold(governorate),))
    return any(bears(_fold(place.get(field)), spellings) for field in PLACE_FIELDS)


def _is_of(actor: Line, kind: str) -> bool:
    patterns = answers_of("main_events")["actors"].get(kind, ())
    names = [_fold(actor.get(field)) for field in ("name", "mention")]
    return any(re.search(pattern, name) for pattern in patterns for name in names)
