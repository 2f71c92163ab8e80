"""Align two reports: which passages of the younger repeat the older, word by word.

Three folded words in a row that stand in both open a passage; it runs on as long as the two
texts meet again within a few words, so that replaced, dropped and added words do not end
it, while forms of words that are filled in anew soon do. From each place the longest is
taken, in the order of the younger text, so moved sentences and stories in another order are
found. Seed and extend, as in sequence search (Altschul et al. 1990), on words.

Knowingly missed: free paraphrase, where no three words in a row are left.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

SEED = 3
Seed = tuple[str, str, str]
# How many words of either text may be passed over before the two meet again.
WIDEST_GAP = 6
# What a word passed over costs, of what a word in common is worth; and how far a passage
# may fall behind its best before it is given up (the X-drop of sequence search).
PASSED_OVER = 0.75
FURTHEST_FALL = 6.0
# Words compared at once.
STRIDE = 16
# A phrase of the trade ("the Observatory for Human Rights said") is shorter than this.
LEAST_MATCHED = 9
# A phrase that a text says over and over is looked up where it first stands.
PLACES_TRIED = 4


@dataclass(frozen=True, slots=True)
class Run:
    """Words first..last of the younger that repeat words first..last of the older."""

    first: int
    last: int
    from_first: int
    from_last: int
    matched: int


def find_runs(younger: Sequence[str], older: Sequence[str]) -> tuple[Run, ...]:
    """Return the repeated passages in the order of the younger, none overlapping there."""
    there, here = seeds(older), seeds(younger)
    shared = set(there).intersection(here)
    if len(shared) < LEAST_MATCHED // SEED:
        return ()
    places: dict[Seed, list[int]] = defaultdict(list)
    for at, seed in enumerate(there):
        if seed in shared and len(places[seed]) < PLACES_TRIED:
            places[seed].append(at)
    found: list[Run] = []
    at = 0
    while at < len(here):
        tried = [extend(younger, older, at, place) for place in places.get(here[at], ())]
        best = max(tried, key=lambda run: run.matched, default=None)
        if best is None or best.matched < LEAST_MATCHED:
            at += 1
            continue
        found.append(best)
        at = best.last + 1
    return tuple(found)


def seeds(keys: Sequence[str]) -> list[Seed]:
    """Return every three words in a row, in their order."""
    return list(zip(keys, keys[1:], keys[2:], strict=False))


def extend(younger: Sequence[str], older: Sequence[str], at: int, place: int) -> Run:
    """Return how far the texts go on together from a word of each.

    A word in common counts for it and one passed over against it; the passage ends where
    that was highest, once it has fallen too far.
    """
    i, j, matched, score = at, place, 0, 0.0
    best, end = 0.0, Run(at, at, place, place, 0)
    while i < len(younger) and j < len(older) and score > best - FURTHEST_FALL:
        same = _same_from(younger, older, i, j)
        if same:
            i, j = i + same, j + same
            matched, score = matched + same, score + same
            if score > best:
                best, end = score, Run(at, i - 1, place, j - 1, matched)
            continue
        meeting = _meet(younger, older, i, j)
        if meeting is None:
            break
        score -= PASSED_OVER * max(meeting[0] - i, meeting[1] - j)
        i, j = meeting
    return end


def _same_from(younger: Sequence[str], older: Sequence[str], i: int, j: int) -> int:
    """Return how many words from here on are the same, in strides where that is many."""
    same = 0
    while (there := older[j + same : j + same + STRIDE]) and len(there) == STRIDE:
        if younger[i + same : i + same + STRIDE] != there:
            break
        same += STRIDE
    for mine, theirs in zip(
        younger[i + same : i + same + STRIDE],
        older[j + same : j + same + STRIDE],
        strict=False,
    ):
        if mine != theirs:
            break
        same += 1
    return same


def _meet(
    younger: Sequence[str], older: Sequence[str], i: int, j: int
) -> tuple[int, int] | None:
    """Return the nearest place behind where two words in a row are the same again."""
    best: tuple[int, int, int] | None = None
    for di in range(WIDEST_GAP + 1):
        pair = younger[i + di : i + di + 2]
        if len(pair) < 2:
            break
        for dj in range(WIDEST_GAP + 1):
            if (best is None or di + dj < best[0]) and older[j + dj : j + dj + 2] == pair:
                best = (di + dj, i + di, j + dj)
                break
    return None if best is None else best[1:]


def words_in(runs: Sequence[Run]) -> int:
    """Return how many words of the younger stand in passages."""
    return sum(run.last - run.first + 1 for run in runs)
