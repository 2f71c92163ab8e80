"""Grouping against an oracle that weighs every two groups anew before each join."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warledger.reconcile import cluster
from warledger.reconcile.cluster import Standing, Tie, group_claims

CLAIMS = [f"c{number:02}" for number in range(12)]
# So few that groups of these tests outgrow it.
ASKED = 3
Group = frozenset[str]

STANDING = st.fixed_dictionaries(
    {
        name: st.builds(
            lambda day, spots: Standing(day, day, frozenset(spots)),
            st.sampled_from((None, 1, 2, 9)),
            st.lists(st.sampled_from("xyz"), max_size=2),
        )
        for name in CLAIMS
    }
)
PAIRS = list(combinations(CLAIMS, 2))
TIES = st.lists(
    st.builds(
        lambda pair, weight: Tie(*pair, weight),
        st.sampled_from(PAIRS),
        st.sampled_from((0.1, 0.5, 1.0, 1.5, 2.5, 4.0, 9.0)),
    ),
    unique_by=lambda tie: (tie.claim_a, tie.claim_b),
    max_size=len(PAIRS),
)


def cohesion(one: Group, other: Group, ties: list[Tie]) -> float | None:
    """Return the mean weight of a claim of one with one of the other, None without any."""
    between = [
        tie.weight
        for tie in ties
        if (tie.claim_a in one and tie.claim_b in other)
        or (tie.claim_a in other and tie.claim_b in one)
    ]
    asked = max(min(len(one), ASKED) * min(len(other), ASKED), len(between))
    total = sum(round(weight * 1000) for weight in between) / 1000
    unlinked = asked - len(between)
    return (total - cluster.UNLINKED * unlinked) / asked if between else None


def fit(one: Group, other: Group, held: float, standing: dict[str, Standing]) -> bool:
    """Return whether days and spots let two groups be one."""
    days = [d for c in one | other if (d := standing[c].first_day) is not None]
    if held < cluster.PLAIN_DAYS and days and max(days) - min(days) > cluster.DAYS_APART:
        return False
    mine, theirs = (set[str]().union(*(standing[c].spots for c in g)) for g in (one, other))
    return held >= cluster.PLAIN_SPOTS or not mine or not theirs or bool(mine & theirs)


def grouped_naively(
    ties: list[Tie], standing: dict[str, Standing]
) -> tuple[tuple[str, ...], ...]:
    groups = {frozenset((name,)) for name in CLAIMS}
    while True:
        best = min(
            (
                (-held, one, other)
                for one, other in combinations(sorted(groups, key=min), 2)
                if (held := cohesion(one, other, ties)) is not None
                and held >= cluster.COHESION
                and fit(one, other, held, standing)
            ),
            key=lambda found: (found[0], min(found[1]), min(found[2])),
            default=None,
        )
        if best is None:
            return tuple(sorted(tuple(sorted(group)) for group in groups))
        groups = (groups - {best[1], best[2]}) | {best[1] | best[2]}


@given(TIES, STANDING)
def test_groups_are_those_of_weighing_all_anew_before_each_join(
    ties: list[Tie], standing: dict[str, Standing]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cluster, "ASKED", ASKED)
        found = group_claims(CLAIMS, ties, standing).clusters
    assert found == grouped_naively(ties, standing)


def test_two_that_a_spot_kept_apart_join_once_a_third_gives_them_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cluster, "ASKED", ASKED)
    standing = {name: Standing() for name in CLAIMS}
    standing |= {name: Standing(spots=frozenset("x")) for name in CLAIMS[:3]}
    first, second, third, bridge, other = CLAIMS[:5]
    standing[bridge] = Standing(spots=frozenset("xy"))
    standing[other] = Standing(spots=frozenset("y"))
    mine = (first, second, third)
    ties = [Tie(*pair, 9.0) for pair in combinations(mine, 2)]
    ties += [Tie(name, other, 2.0) for name in mine]
    ties += [Tie(name, bridge, 1.0) for name in mine]
    found = group_claims(CLAIMS, ties, standing).clusters
    assert tuple(CLAIMS[:5]) in found
    assert found == grouped_naively(ties, standing)
