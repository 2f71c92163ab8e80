"""Assign every report of a group its origin, from what its pairs of reports share.

Reports are put in an order in which origins come before their copies: that of the pairs'
own directions, and where those go in a circle (undated reports) by day, length and id. Then
each is covered with the words of those before it: the one it repeats most first, and others
as long as they add a good part that is not covered yet (stories pasted together). Of two
that cover about as much, the one that comes first in the order is named, so that the copies
of a copy lead to the original.

The result is a function of the group; it does not matter in which order its pairs came.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from warledger.model import Copying, Passage, Span

# A further story pasted in: so much of the whole, and of words.
LEAST_PASTED = 0.15
LEAST_PASTED_WORDS = 30
# Below, a report quotes another and is a report of its own.
LEAST_COPIED = 0.25
PASTED = "the same day; it is pasted together of this and another"
CIRCLE = "undated reports go in a circle; by length and id"
# Of two origins that cover nearly as much, the earlier is named.
ABOUT_AS_MUCH = 0.93


@dataclass(frozen=True, slots=True)
class Stretch:
    """One shared passage: words first..last of a report and their code points."""

    first: int
    last: int
    span: Span


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two reports that share passages; `passages` pair the copy's with the origin's.

    `is_dated` says that their days tell which is which.
    """

    copy: str
    origin: str
    passages: tuple[tuple[Stretch, Stretch], ...]
    is_dated: bool
    reasons: tuple[str, ...]

    def turned(self, why: str) -> "Pairing":
        """Return the same passages seen from the other report."""
        turned = tuple((theirs, mine) for mine, theirs in self.passages)
        return Pairing(self.origin, self.copy, turned, self.is_dated, (why,))


@dataclass(frozen=True, slots=True)
class Member:
    """What an order hangs on: a report's day as text ("" unknown) and its own words."""

    report_id: str
    day: str
    words: int

    @property
    def key(self) -> tuple[bool, str, int, str]:
        """Return the place in the order where directions do not decide."""
        return (not self.day, self.day, -self.words, self.report_id)


def assign_origins(
    members: Iterable[Member], pairings: Iterable[Pairing]
) -> tuple[Copying, ...]:
    """Return the copies among the members, by id; what is missing copies nothing."""
    known = {member.report_id: member for member in members}
    pairs = _without_pasted_origins(
        sorted(pairings, key=lambda pair: (pair.copy, pair.origin)), known
    )
    ordered = _in_order(known, pairs)
    place = {report: number for number, report in enumerate(ordered)}
    before: dict[str, list[Pairing]] = defaultdict(list)
    for pair in pairs:
        seen = pair if place[pair.origin] < place[pair.copy] else pair.turned(CIRCLE)
        before[seen.copy].append(seen)
    origins: dict[str, str] = {}
    found = []
    for report in ordered:
        origins[report] = report
        sources = sorted(before[report], key=lambda pair: place[pair.origin])
        copying = _cover(known[report], sources, origins)
        if copying is not None:
            origins[report] = copying.origin_id
            found.append(copying)
    return tuple(sorted(found, key=lambda copying: copying.report_id))


def _without_pasted_origins(
    pairs: Sequence[Pairing], known: Mapping[str, Member]
) -> list[Pairing]:
    """Turn the pairs whose origin is pasted together of the copy and another report.

    Where the days do not tell, the longer text counts as the origin; but one that holds two
    reports that have nothing in common, each in a place of its own, was made from them.
    """
    tied = {frozenset((pair.copy, pair.origin)) for pair in pairs}
    parts: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for pair in pairs:
        if not pair.is_dated:
            here = _tenths(_words_of_origin(pair), known[pair.origin])
            parts[pair.origin][here].append(pair.copy)
        parts[pair.copy][_tenths(_words(pair), known[pair.copy])].append(pair.origin)
    return [
        pair.turned(PASTED)
        if not pair.is_dated
        and _is_pasted(pair, known[pair.origin], parts[pair.origin], tied)
        else pair
        for pair in pairs
    ]


def _is_pasted(
    pair: Pairing,
    origin: Member,
    parts: Mapping[int, Sequence[str]],
    tied: Set[frozenset[str]],
) -> bool:
    here = _tenths(_words_of_origin(pair), origin)
    return here != 0 and any(
        frozenset((other, pair.copy)) not in tied
        for there, others in parts.items()
        if there and not here & there
        for other in others
    )


def _tenths(words: set[int], member: Member) -> int:
    """Return as bits which tenths of a report are for the most part among the words.

    Thousands of copies take up few different parts of a text, so looking at those and not
    at the copies keeps a story that everybody carries from costing the square of them.
    """
    found = 0
    for tenth in range(10):
        start, end = tenth * member.words // 10, (tenth + 1) * member.words // 10
        if end > start and 2 * len(words.intersection(range(start, end))) > end - start:
            found |= 1 << tenth
    return found


def _words_of_origin(pair: Pairing) -> set[int]:
    return {
        word for _, theirs in pair.passages for word in range(theirs.first, theirs.last + 1)
    }


def _in_order(known: Mapping[str, Member], pairs: Sequence[Pairing]) -> list[str]:
    """Return the reports with every origin before its copies, as far as that can be."""
    waiting: dict[str, int] = dict.fromkeys(known, 0)
    copies: dict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        waiting[pair.copy] += 1
        copies[pair.origin].append(pair.copy)
    everyone = sorted(known, key=lambda report: known[report].key, reverse=True)
    ready = [(known[report].key, report) for report in known if not waiting[report]]
    heapify(ready)
    ordered: list[str] = []
    done: set[str] = set()
    while len(ordered) < len(known):
        # With nobody ready there is a circle; its earliest goes first.
        report = heappop(ready)[1] if ready else everyone.pop()
        if report in done:
            continue
        done.add(report)
        ordered.append(report)
        for copy in copies[report]:
            waiting[copy] -= 1
            if not waiting[copy] and copy not in done:
                heappush(ready, (known[copy].key, copy))
    return ordered


def _cover(
    member: Member, sources: Sequence[Pairing], origins: Mapping[str, str]
) -> Copying | None:
    """Return which sources a report's words come from, None where too few do."""
    covered: set[int] = set()
    chosen: list[tuple[Pairing, int]] = []
    left = list(sources)
    while left:
        gains = [len(_words(pair) - covered) for pair in left]
        enough = max(gains) * ABOUT_AS_MUCH
        at = next(number for number, gain in enumerate(gains) if gain >= enough)
        least = max(LEAST_PASTED_WORDS, LEAST_PASTED * member.words) if chosen else 1
        if gains[at] < least:
            break
        pair = left.pop(at)
        chosen.append((pair, gains[at]))
        covered |= _words(pair)
    if not chosen or len(covered) < LEAST_COPIED * member.words:
        return None
    return _copying(member, chosen, len(covered) / member.words, origins)


def _words(pair: Pairing) -> set[int]:
    return {word for mine, _ in pair.passages for word in range(mine.first, mine.last + 1)}


def _copying(
    member: Member,
    chosen: Sequence[tuple[Pairing, int]],
    share: float,
    origins: Mapping[str, str],
) -> Copying:
    chosen = sorted(chosen, key=lambda found: -found[1])
    passages = tuple(
        Passage(mine.span, pair.origin, theirs.span)
        for pair, _ in chosen
        for mine, theirs in pair.passages
    )
    return Copying(
        report_id=member.report_id,
        copy_of=tuple(pair.origin for pair, _ in chosen),
        origin_id=origins[chosen[0][0].origin],
        share=round(min(share, 1.0), 4),
        passages=tuple(sorted(passages, key=lambda p: (p.span, p.origin))),
        evidence=tuple(_told(member, pair, gain) for pair, gain in chosen),
    )


def _told(member: Member, pair: Pairing, gain: int) -> str:
    part = round(100 * gain / member.words)
    return "; ".join((f"{part} % of its words stand in {pair.origin}", *pair.reasons))
