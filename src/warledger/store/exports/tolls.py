"""Numbers of dead where a format demands a number and the words give none, or several.

The ledger keeps bounds as told. ACLED wants one integer, UCDP deaths by side with `low`,
`best` and `high` for the whole. The rules, also in docs/exports.md:

- Within a side, `best` is the number that all accounts agree on; else the lowest that
  anybody tells, as ACLED's codebook takes the most conservative figure; never a mean. "Up
  to n" alone gives 0 to n; "at least n" n to n, since UCDP wants an upper bound.
- Words without a number get one by `SCALES` (docs/codebook-counts.md), in all columns.
- A figure without a side beside figures with sides is read as the total that may include
  them, so that nobody is counted twice; what it has over them is `unknown`.

Every such step is named in `marks`, and the exports carry the marks in the row.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite

from warledger.store.exports.coded import Coded, Loss

# "Tens" 10, "dozens" 12 and "hundreds" 100 are ACLED's; what is more is ours, and so is 3
# for other words.
SCALES = {
    "ten": 10, "dozen": 12, "score": 12, "hundred": 100, "thousand": 1_000,
    "million": 1_000_000,
}  # fmt: skip
SOME = 3
COLUMNS = {"side_a": "a", "side_b": "b", "civilians": "civilians"}
_SCALE = re.compile(rf"\b({'|'.join(SCALES)})s?\b", re.IGNORECASE)

VAGUE = "deaths by a vague word"
DISPUTED = "deaths disputed"
OPEN = "deaths without an upper or lower bound"
CONSERVATIVE = "best is the lowest told"
UNORDERED = "bounds out of order, sorted"
NO_SIDE = "deaths without a side"


@dataclass(frozen=True, slots=True)
class Range:
    """Whole numbers with low <= best <= high."""

    low: int
    best: int
    high: int

    def __add__(self, other: "Range") -> "Range":
        return Range(self.low + other.low, self.best + other.best, self.high + other.high)


NONE = Range(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Dead:
    """Deaths as UCDP lays them out.

    a + b + civilians + unknown == best, and low <= best <= high.
    """

    a: int
    b: int
    civilians: int
    unknown: int
    low: int
    best: int
    high: int
    marks: tuple[str, ...]


def vague_number(words: str) -> int:
    """Return the number for words without one: "dozens" 12, "tens of thousands" 10,000.

    Scales multiply; words that name none give 3.
    """
    number = 1
    for scale in dict.fromkeys(found.lower() for found in _SCALE.findall(words)):
        number *= SCALES[scale]
    return number if number > 1 else SOME


def demanded(loss: Loss) -> tuple[Range, tuple[str, ...]]:
    """Return a side's dead as a range without a gap, and what was done to get it."""
    marks = []
    told = [_whole(value) for value in (loss.low, loss.best, loss.high)]
    if told == [None, None, None]:
        number = min((vague_number(word) for word in loss.words), default=SOME)
        return Range(number, number, number), (VAGUE,)
    low, best, high = told
    if None in (low, high) and best is None:
        marks.append(OPEN)
    if best is None:
        if loss.tellers > 1:
            marks.append(DISPUTED)
        if low is not None and high is not None:
            marks.append(CONSERVATIVE)
        best = low if low is not None else 0
    low = best if low is None else low
    high = best if high is None else high
    if not low <= best <= high:
        marks.append(UNORDERED)
        low, best, high = sorted((low, best, high))
    return Range(low, best, high), tuple(marks)


def dead_of(coded: Coded, is_civilian: Callable[[str], bool]) -> Dead | None:
    """Return the dead by side, None where nobody tells of any.

    A loss goes to side a or b by its name or by the side its parties fight on; to the
    civilians by `is_civilian`; else to the unknown. The same side told twice in a claim
    counts once, with the larger `best`.
    """
    if not coded.losses:
        return None
    columns = {"a": NONE, "b": NONE, "civilians": NONE, "unknown": NONE}
    total, marks = NONE, set[str]()
    sides = _columns(coded)
    for name, losses in _by_side(coded.losses).items():
        ranges = [demanded(loss) for loss in losses]
        marks.update(mark for _, found in ranges for mark in found)
        largest = max((r for r, _ in ranges), key=lambda r: (r.best, r.high, r.low))
        if name is None:
            total = largest
            marks.add(NO_SIDE)
            continue
        column = COLUMNS.get(losses[0].belongs_to or "")
        if column is None:
            column = "civilians" if is_civilian(name) else sides.get(name, "unknown")
        columns[column] += largest
    return _laid_out(columns, total, marks)


def _laid_out(columns: dict[str, Range], total: Range, marks: set[str]) -> Dead:
    sided = sum(columns.values(), NONE)
    best = max(total.best, sided.best)
    return Dead(
        a=columns["a"].best,
        b=columns["b"].best,
        civilians=columns["civilians"].best,
        unknown=columns["unknown"].best + best - sided.best,
        low=max(total.low, sided.low),
        best=best,
        high=max(total.high, sided.high),
        marks=tuple(sorted(marks)),
    )


def _by_side(losses: Sequence[Loss]) -> dict[str | None, list[Loss]]:
    found: dict[str | None, list[Loss]] = {}
    for loss in losses:
        found.setdefault(loss.side or None, []).append(loss)
    return found


def _columns(coded: Coded) -> dict[str, str]:
    """Return the column of each name that stands on one side only."""
    names: dict[str, set[str]] = {}
    for column, parties in (("a", coded.side_a), ("b", coded.side_b)):
        for party in parties:
            for name in (party.name, party.side):
                if name is not None:
                    names.setdefault(name, set()).add(column)
    return {name: columns.pop() for name, columns in names.items() if len(columns) == 1}


def _whole(value: float | None) -> int | None:
    """Return the count without a fraction; a negative or endless number is no count."""
    if value is None or not isfinite(value) or value < 0:
        return None
    return int(value)
