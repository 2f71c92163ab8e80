"""Losses of an incident: every account as told, by whom, and what replaces what.

Nothing is averaged, and nothing summed. One account holds what one teller says of one side
and one measure on one day of publication. A later day's account of the same teller replaces
the earlier; so does a higher one of the same day whose words say that the toll has risen.
Where one report gives several counts of one teller, the largest stands and the others are
taken as parts of it; so is one person told of alone ("a commander was killed") where
anybody counts more. A side's range spans the accounts that stand.

Knowingly missed: parts that should be added up ("three men and two women" that extraction
left apart); a report that corrects itself downwards within its own text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from warledger.model import Deaths, Figure, Losses, Toll
from warledger.reconcile.incidents_sides import CIVILIANS, Sides, read_as_named, whose
from warledger.reconcile.incidents_told import LAST, Account, Teller

KILLED = "killed"
MEASURES = ("wounded", "captured_persons", "displaced", "destroyed", "captured")
_RISEN = re.compile(
    r"\b(?:tolls?|number|count)\b.{0,60}?\b(?:ris|rose|climb|jump|increas|grow|grew|up to)"
    r"|\b(?:rais|bring|brought|push|tak)\w*\s+(?:the\s+)?(?:death\s+)?(?:toll|number)\b",
    re.IGNORECASE | re.DOTALL,
)

_COUNTED = re.compile(r"\d|\b(?:one|single|sole|only)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Count:
    """One figure of one claim: the loss it counts, and whose words it is."""

    measure: str
    side: str | None
    item: str | None
    figure: Figure
    account: Account

    @property
    def day(self) -> date:
        """The day it was published; unknown days come last."""
        return self.account.told.published or LAST

    @property
    def bounds(self) -> tuple[float, float]:
        """The range that the words leave open."""
        figure = self.figure
        low = figure.low if figure.low is not None else figure.best
        high = figure.high if figure.high is not None else figure.best
        return (0.0 if low is None else low, float("inf") if high is None else high)


@dataclass(frozen=True, slots=True)
class Tally:
    """All accounts of one loss, those that stand and those that do not, with tellers."""

    measure: str
    side: str | None
    item: str | None
    told: tuple[tuple[Teller, Toll, frozenset[str]], ...]

    @property
    def standing(self) -> tuple[tuple[Teller, Toll, frozenset[str]], ...]:
        """The accounts that nobody replaced; the last part of each names its reports."""
        return tuple(
            row for row in self.told if not (row[1].is_superseded or row[1].is_part)
        )


def find_tallies(accounts: Sequence[Account], sides: Sides) -> tuple[Tally, ...]:
    """Return the losses of an incident, the dead first, by side and item."""
    groups: dict[tuple[str, str, str], list[Count]] = {}
    for count in _counts(accounts, sides):
        key = count.measure, count.side or "", count.item or ""
        groups.setdefault(key, []).append(count)
    order = (KILLED, *MEASURES)
    keys = sorted(groups, key=lambda key: (order.index(key[0]), key[1] == "", key))
    return tuple(_tally(groups[key]) for key in keys)


def deaths_of(tallies: Iterable[Tally], sides: Sides) -> tuple[Deaths, ...]:
    """Return the dead by side."""
    return tuple(
        Deaths(t.side, *_range(t), tuple(toll for _, toll, _ in t.told), sides.of(t.side))
        for t in tallies
        if t.measure == KILLED
    )


def losses_of(tallies: Iterable[Tally], sides: Sides) -> tuple[Losses, ...]:
    """Return the other losses by measure, side and item."""
    return tuple(
        Losses(
            t.measure, t.side, t.item, *_range(t),
            tuple(toll for _, toll, _ in t.told), sides.of(t.side),
        )
        for t in tallies
        if t.measure != KILLED
    )  # fmt: skip


def _counts(accounts: Iterable[Account], sides: Sides) -> Iterator[Count]:
    for account in accounts:
        if account.claim.status in ("denied", "not_occurred", "expected"):
            continue
        for figure in account.claim.figures:
            if figure.measure not in (KILLED, *MEASURES):
                continue
            side = whose(figure, account.claim)
            if side is not None and side != CIVILIANS:
                side = read_as_named(side, account.claim, sides)
            yield Count(figure.measure, side, figure.item, figure, account)


def _tally(counts: Sequence[Count]) -> Tally:
    by_teller: dict[str, list[Count]] = {}
    for count in counts:
        by_teller.setdefault(count.account.teller.key, []).append(count)
    first = counts[0]
    most = max(count.bounds[0] for count in counts)
    told = [row for key in sorted(by_teller) for row in _accounts(by_teller[key], most)]
    return Tally(first.measure, first.side, first.item, tuple(told))


def _accounts(
    counts: Sequence[Count], most: float
) -> Iterator[tuple[Teller, Toll, frozenset[str]]]:
    """Yield what one teller says, one account for each day and range, in order of time."""
    groups: dict[tuple[date, float, float], list[Count]] = {}
    for count in counts:
        groups.setdefault((count.day, *count.bounds), []).append(count)
    keys = sorted(groups)
    for key in keys:
        same = groups[key]
        toll = _toll(same, is_superseded=False)
        reports = frozenset(count.account.text for count in same)
        later = [k for k in keys if k[0] > key[0] and _replaces(k[1:], key[1:])]
        beside = [k for k in keys if k[0] == key[0] and k > key and k[1:] != key[1:]]
        risen = any(_says_risen(groups[k]) for k in beside)
        part = any(
            reports <= _reports(groups[k]) and _replaces(key[1:], k[1:]) for k in beside
        )
        toll = _toll(same, is_superseded=bool(later) or risen)
        alone = key[1:] == (1, 1) < (most, most) and all(map(_is_one_alone, same))
        if (part or alone) and not toll.is_superseded:
            toll = _toll(same, is_superseded=False, is_part=True)
        yield same[0].account.teller, toll, reports


def _reports(counts: Iterable[Count]) -> frozenset[str]:
    return frozenset(count.account.text for count in counts)


def _replaces(later: tuple[float, float], earlier: tuple[float, float]) -> bool:
    """Return whether a later range is news; a vaguer one that holds the old is none."""
    return not (later[0] <= earlier[0] and earlier[1] <= later[1])


def _is_one_alone(count: Count) -> bool:
    """Return whether one person is told of and nobody counted: by name or "a soldier"."""
    return _COUNTED.search(count.figure.mention) is None


def _says_risen(counts: Iterable[Count]) -> bool:
    return any(_RISEN.search(count.account.told.words) for count in counts)


def _toll(counts: Sequence[Count], *, is_superseded: bool, is_part: bool = False) -> Toll:
    teller = counts[0].account.teller
    figure = counts[0].figure
    return Toll(
        low=figure.low,
        best=figure.best,
        high=figure.high,
        speaker=teller.speaker,
        outlet=teller.outlet if teller.speaker is None or not teller.is_named else None,
        claim_ids=tuple(dict.fromkeys(count.account.claim_id for count in counts)),
        is_superseded=is_superseded,
        is_part=is_part,
        words=tuple(sorted({count.figure.mention for count in counts})),
    )


def _range(tally: Tally) -> tuple[float | None, float | None, float | None]:
    """Return the extremes that anybody tells, and the number where all agree on one."""
    tolls = [toll for _, toll, _ in tally.standing]
    told = [b for t in tolls for b in (t.low, t.best, t.high) if b is not None]
    is_bounded_below = any(t.low is not None or t.best is not None for t in tolls)
    is_bounded_above = any(t.high is not None or t.best is not None for t in tolls)
    bests = {t.best for t in tolls if t.best is not None}
    agreed = len(bests) == 1 and all(_allows(t, min(bests)) for t in tolls)
    return (
        min(told) if is_bounded_below else None,
        min(bests) if agreed else None,
        max(told) if is_bounded_above else None,
    )


def _allows(toll: Toll, number: float) -> bool:
    low = toll.low if toll.low is not None else 0.0
    high = toll.high if toll.high is not None else float("inf")
    return low <= number <= high
