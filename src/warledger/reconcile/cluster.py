"""Group claims into events: from links between pairs to sets that hold together.

Decides which claims are one incident. Chains of links are not enough: A like B and B like C
does not make C like A. Method: agglomerative clustering within each connected component,
strongest link first, by the mean weight of a claim of one group with a claim of the other
(Sokal & Michener 1958; pairs without a link count against it, and of large groups only so
many members are asked for), and only while all claims can belong together: no two types
that one event does not have, no total over weeks beside an event, no two known days or
spots unless much speaks for it. People's judgements come first: `same` joins, `different`
parts, whatever the weights say.

The groups of a component follow from its links and judgements alone, so they are the same
in whatever order claims arrived.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from warledger.reconcile.compare import UNLIKE, compare_types

# Tried on 22 November 2026 on 600 reports of data/gva (F1 of pairs of reports) and on 291
# pairs of conflict claims read by hand, by weights that had not seen them (P: share of
# those kept together that tell one event; docs/linking.md has the table).
# The mean weight that two groups need, in bits. 0: F1 0.911, P 0.877; 1: 0.892, 0.888. In
# fresh draws 0.5 gave 0.88 and 0.85, 0 gave 0.84. With the extraction of that evening 0.5
# gave F1 0.897, 0.15 0.902 and 78 of the 91 pairs kept out of learning (0.86), 0 0.904.
COHESION = 0.15
# From these mean weights on, in bits, two days or two spots may be one told differently.
# Days: 2 gives F1 0.901, 4 0.900, P does not move. Spots: 2 to 99 give F1 0.906 to 0.903.
PLAIN_DAYS = 1.0
PLAIN_SPOTS = 4.0
# A link of this weight says that two claims are one text (pipeline.linking); many copies of
# one text are one teller, so that they neither outvote others nor water them down. Above
# any sum of weights; a mark, not a measurement.
ONE_TEXT = 30.0
# What a pair without a link counts, in bits, against joining the groups it stands between.
# 0: P 0.845; 1: 0.876; 3: 0.885, a tenth fewer of what belongs together.
UNLINKED = 2.0
# Of a group that is larger, so many members are asked for links: blocks that outgrow their
# anchors (reconcile.block) do not compare everybody with everybody. 6: P 0.868; 40: as 12.
ASKED = 12
# Claims of one event may be told some days off; a group's narrow dates must lie this near.
# 1: F1 0.902, P 0.875; 7 and 30 are as 3.
DAYS_APART = 3
# Weights come in thousandths of a bit (pipeline.linking).
THOUSAND = 1000
# A narrow date is at most this long, in days after its first.
NARROW = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """What must fit for claims to be one event: days; spots and cities by id or name.

    `type` is its sub-event type, "" where any will do; `is_total` a sum over weeks or
    years.
    """

    first_day: int | None = None
    last_day: int | None = None
    spots: frozenset[str] = frozenset()
    cities: frozenset[str] = frozenset()
    type: str = ""
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """A link between two claims, with its weight in bits."""

    claim_a: str
    claim_b: str
    weight: float


@dataclass(frozen=True, slots=True)
class Word:
    """The newest word of people on two claims; a higher number is newer."""

    number: int
    claim_a: str
    claim_b: str
    is_same: bool


@dataclass(frozen=True, slots=True)
class Grouping:
    """The groups, each in order, and the judgements that newer ones leave no room for."""

    clusters: tuple[tuple[str, ...], ...]
    overruled: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class _Between:
    """The links between two groups: how many, and their sum in thousandths of a bit.

    Whole numbers add up to the same in any order.
    """

    links: int
    sum: int

    def __add__(self, other: "_Between") -> "_Between":
        return _Between(self.links + other.links, self.sum + other.sum)


@dataclass(slots=True)
class _Groups:
    """Groups of claims as they are joined; a group is known by its first claim."""

    standing: Mapping[str, Standing]
    members: dict[str, list[str]] = field(default_factory=dict)
    home: dict[str, str] = field(default_factory=dict)
    days: dict[str, tuple[int, int] | None] = field(default_factory=dict)
    spots: dict[str, frozenset[str]] = field(default_factory=dict)
    cities: dict[str, frozenset[str]] = field(default_factory=dict)
    types: dict[str, frozenset[str]] = field(default_factory=dict)
    totals: dict[str, bool] = field(default_factory=dict)
    texts: dict[str, int] = field(default_factory=dict)
    between: dict[str, dict[str, _Between]] = field(default_factory=dict)
    apart: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, claim: str) -> None:
        self.members[claim] = [claim]
        self.home[claim] = claim
        standing = self.standing.get(claim, Standing())
        self.days[claim] = _narrow(standing)
        self.spots[claim], self.cities[claim] = standing.spots, standing.cities
        self.types[claim] = frozenset((standing.type,) if standing.type else ())
        self.totals[claim] = standing.is_total
        self.texts[claim] = 1
        self.between[claim] = {}

    def join(self, one: str, other: str) -> str:
        """Join two groups under the lesser name, and return that name."""
        kept, gone = (one, other) if one < other else (other, one)
        for claim in self.members[gone]:
            self.home[claim] = kept
        self.members[kept] += self.members.pop(gone)
        self.days[kept] = _span(self.days[kept], self.days.pop(gone))
        self.spots[kept] |= self.spots.pop(gone)
        self.cities[kept] |= self.cities.pop(gone)
        self.types[kept] |= self.types.pop(gone)
        self.totals[kept] |= self.totals.pop(gone)
        self.texts[kept] += self.texts.pop(gone)
        self.between[kept].pop(gone, None)
        for near, links in self.between.pop(gone).items():
            if near != kept:
                del self.between[near][gone]
                self._add(kept, near, links)
        for foe in self.apart.pop(gone, ()):
            self.apart[foe].discard(gone)
            self.apart[foe].add(kept)
            self.apart[kept].add(foe)
        return kept

    def tie(self, one: str, other: str, tie: Tie) -> None:
        """Add a link between claims of two groups."""
        self._add(one, other, _Between(1, round(tie.weight * THOUSAND)))

    def _add(self, one: str, other: str, links: _Between) -> None:
        both = self.between[one].get(other, _Between(0, 0)) + links
        self.between[one][other] = self.between[other][one] = both

    def cohesion(self, one: str, other: str) -> float:
        """Return the mean weight of a claim of one with a claim of the other, in bits."""
        between = self.between[one][other]
        asked = max(self.asked(one) * self.asked(other), between.links)
        unlinked = asked - between.links
        return (between.sum / THOUSAND - UNLINKED * unlinked) / asked

    def asked(self, name: str) -> int:
        """Return of how many claims of a group links are asked."""
        return min(self.texts[name], ASKED)

    def are_barred(self, one: str, other: str) -> bool:
        """Return whether two groups cannot join while the links between them are these."""
        if other in self.apart.get(one, ()):
            return True
        if self.totals[one] != self.totals[other] or _are_unlike(
            self.types[one], self.types[other]
        ):
            return True
        span = _span(self.days[one], self.days[other])
        is_long = span is not None and span[1] - span[0] > DAYS_APART
        return is_long and self.cohesion(one, other) < PLAIN_DAYS

    def lie_apart(self, one: str, other: str) -> bool:
        """Return whether two groups have no spot in common, and little else joins them."""
        return self.cohesion(one, other) < PLAIN_SPOTS and (
            _differ(self.spots[one], self.spots[other])
            or _differ(self.cities[one], self.cities[other])
        )


def group_claims(
    claims: Iterable[str],
    ties: Iterable[Tie],
    standing: Mapping[str, Standing],
    words: Iterable[Word] = (),
) -> Grouping:
    """Return the claims in groups; every claim is in exactly one, alone where need be.

    `words` are the newest judgements on each pair. Where they contradict one another (same,
    same, different around a triangle), newer ones are followed first and the older one that
    no longer fits is left out and returned.
    """
    groups = _Groups(standing)
    for claim in sorted(set(claims)):
        groups.add(claim)
    overruled = _follow(groups, words)
    links = sorted(ties, key=lambda tie: (tie.claim_a, tie.claim_b))
    _join_texts(groups, links)
    _add_ties(groups, links)
    _merge(groups)
    clusters = sorted(tuple(sorted(members)) for members in groups.members.values())
    return Grouping(tuple(clusters), tuple(overruled))


def _follow(groups: _Groups, words: Iterable[Word]) -> list[Word]:
    """Join and part groups as people said, newest first; return what no longer fits."""
    overruled = []
    for word in sorted(words, key=lambda word: -word.number):
        one, other = (groups.home.get(c) for c in (word.claim_a, word.claim_b))
        if one is None or other is None:
            continue
        if word.is_same and other not in groups.apart.get(one, ()):
            if one != other:
                groups.join(one, other)
        elif not word.is_same and one != other:
            groups.apart[one].add(other)
            groups.apart[other].add(one)
        else:
            overruled.append(word)
    return overruled


def _join_texts(groups: _Groups, ties: Sequence[Tie]) -> None:
    """Join what is one text, unless people part it; its first claim speaks for all."""
    for tie in ties:
        if tie.weight < ONE_TEXT:
            continue
        one, other = (groups.home.get(c) for c in (tie.claim_a, tie.claim_b))
        if one is None or other is None or one == other:
            continue
        if other not in groups.apart.get(one, ()):
            groups.texts[max(one, other)] = 0
            groups.join(one, other)


def _add_ties(groups: _Groups, ties: Sequence[Tie]) -> None:
    for tie in ties:
        one, other = (groups.home.get(c) for c in (tie.claim_a, tie.claim_b))
        if one is not None and other is not None and one != other:
            groups.tie(one, other, tie)


def _merge(groups: _Groups) -> None:
    """Join the two groups that hold together best until none hold together well enough."""
    heap = [
        (-groups.cohesion(one, other), one, other)
        for one, near in groups.between.items()
        for other in near
        if one < other
    ]
    heapq.heapify(heap)
    apart: dict[str, set[str]] = defaultdict(set)
    while heap:
        strength, one, other = heapq.heappop(heap)
        if -strength < COHESION:
            return
        if not _is_current(groups, one, other, -strength):
            continue
        if groups.are_barred(one, other):
            continue
        if groups.lie_apart(one, other):
            apart[one].add(other)
            apart[other].add(one)
            continue
        kept, changed = _join(groups, apart, one, other)
        for near in changed:
            pair = (kept, near) if kept < near else (near, kept)
            heapq.heappush(heap, (-groups.cohesion(*pair), *pair))


def _join(
    groups: _Groups, apart: dict[str, set[str]], one: str, other: str
) -> tuple[str, Iterable[str]]:
    """Join two groups; return the name and those whose hold on it may be another now.

    Not all that are linked to it: the links of ten thousand claims to one event would be
    weighed ten thousand times. Once a group is so large that no more of it is asked for,
    its hold on another changes only with the links that join it, or, where spots kept the
    two apart, with its spots.
    """
    kept, gone = min(one, other), max(one, other)
    asked, near_gone = groups.asked(kept), set(groups.between[gone])
    waiting = apart.pop(kept, set()) | apart.pop(gone, set())
    for near in waiting:
        apart[near] -= {kept, gone}
    groups.join(kept, gone)
    linked = groups.between[kept]
    if groups.asked(kept) != asked:
        return kept, list(linked)
    return kept, [near for near in near_gone | waiting if near in linked]


def _is_current(groups: _Groups, one: str, other: str, strength: float) -> bool:
    near = groups.between.get(one)
    return near is not None and other in near and groups.cohesion(one, other) == strength


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and bool(other) and one.isdisjoint(other)


@lru_cache(maxsize=65_536)
def _are_unlike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether some two types are such as one event does not have."""
    return any(compare_types(x, y) == UNLIKE for x in one for y in other)


def _narrow(standing: Standing) -> tuple[int, int] | None:
    first, last = standing.first_day, standing.last_day
    if first is None or last is None or last - first > NARROW:
        return None
    # The two ends of what is known: a stretch of days may be any of them, so only its
    # nearest day is held against others.
    middle = (first + last) // 2
    return middle, middle


def _span(
    one: tuple[int, int] | None, other: tuple[int, int] | None
) -> tuple[int, int] | None:
    if one is None or other is None:
        return one or other
    return min(one[0], other[0]), max(one[1], other[1])


def components(
    ties: Iterable[tuple[str, str]], claims: Sequence[str]
) -> list[tuple[str, ...]]:
    """Return the connected components of the ties over the claims, each in order."""
    parent = {claim: claim for claim in claims}

    def root(claim: str) -> str:
        while parent[claim] != claim:
            parent[claim] = parent[parent[claim]]
            claim = parent[claim]
        return claim

    for one, other in ties:
        a, b = root(one), root(other)
        if a != b:
            parent[max(a, b)] = min(a, b)
    found: dict[str, list[str]] = defaultdict(list)
    for claim in sorted(claims):
        found[root(claim)].append(claim)
    return [tuple(found[name]) for name in sorted(found)]
