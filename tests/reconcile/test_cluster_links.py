"""Groups hold together, follow people's words, and hang on no order."""

from itertools import permutations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from warledger.reconcile.cluster import Standing, Tie, Word, components, group_claims

CLAIMS = [f"c{number}" for number in range(8)]


def tell(day: int | None = None, *spots: str) -> Standing:
    """Return a claim about one day and some spots."""
    return Standing(day, day, frozenset(spots))


def grouped(
    standing: dict[str, Standing], ties: list[Tie], words: list[Word] | None = None
) -> tuple[tuple[str, ...], ...]:
    return group_claims(standing, ties, standing, words or []).clusters


def test_every_claim_is_in_one_group_though_nothing_links_it() -> None:
    standing = {"a": Standing(), "b": Standing()}
    assert grouped(standing, []) == (("a",), ("b",))


def test_a_chain_does_not_make_its_ends_one() -> None:
    standing = {name: Standing() for name in "abcd"}
    ties = [Tie("a", "b", 5.0), Tie("b", "c", 1.0), Tie("c", "d", 5.0)]
    assert grouped(standing, ties) == (("a", "b"), ("c", "d"))


def test_two_towns_are_not_joined_by_a_claim_without_a_place() -> None:
    standing = {
        "a": tell(10, "Quellin"),
        "b": tell(10),
        "c": tell(10, "Zanbur"),
    }
    ties = [Tie("a", "b", 4.0), Tie("b", "c", 3.0)]
    assert grouped(standing, ties) == (("a", "b"), ("c",))


def test_days_far_apart_are_not_joined_by_weak_links() -> None:
    standing = {"a": tell(10), "b": tell(16)}
    assert grouped(standing, [Tie("a", "b", 0.8)]) == (("a",), ("b",))


def test_a_claim_of_no_day_may_join_any() -> None:
    standing = {"a": tell(10), "b": tell(None)}
    assert grouped(standing, [Tie("a", "b", 1.0)]) == (("a", "b"),)


def test_types_that_one_event_does_not_have_stay_apart_whatever_links_them() -> None:
    standing = {
        "a": Standing(type="Agreement"),
        "b": Standing(type="Air/drone strike"),
        "c": Standing(type="Air/drone strike"),
    }
    ties = [Tie("a", "b", 9.0), Tie("a", "c", 9.0), Tie("b", "c", 2.0)]
    assert grouped(standing, ties) == (("a",), ("b", "c"))


def test_people_may_join_types_that_one_event_does_not_have() -> None:
    standing = {"a": Standing(type="Agreement"), "b": Standing(type="Air/drone strike")}
    assert grouped(standing, [], [Word(1, "a", "b", True)]) == (("a", "b"),)


def test_a_total_over_weeks_is_grouped_with_its_like_only() -> None:
    standing = {
        "a": Standing(10, 10),
        "b": Standing(1, 900, is_total=True),
        "c": Standing(1, 905, is_total=True),
    }
    ties = [Tie("a", "b", 9.0), Tie("b", "c", 1.0)]
    assert grouped(standing, ties) == (("a",), ("b", "c"))


def test_one_strong_link_does_not_join_groups_that_share_nothing_else() -> None:
    standing = {name: Standing() for name in "abcdef"}
    ties = [Tie(x, y, 8.0) for x, y in ("ab", "ac", "bc", "de", "df", "ef")]
    assert grouped(standing, [*ties, Tie("c", "d", 7.0)]) == (
        ("a", "b", "c"),
        ("d", "e", "f"),
    )


def test_people_join_what_no_weight_joins() -> None:
    standing = {"a": tell(10, "Quellin"), "b": tell(90, "Zanbur")}
    assert grouped(standing, [], [Word(1, "a", "b", True)]) == (("a", "b"),)


def test_people_part_what_weights_join() -> None:
    standing = {name: Standing() for name in "abc"}
    ties = [Tie("a", "b", 30.0), Tie("b", "c", 30.0), Tie("a", "c", 30.0)]
    groups = grouped(standing, ties, [Word(1, "a", "b", False)])
    assert not any({"a", "b"} <= set(group) for group in groups)
    assert len(groups) == 2


def test_of_words_that_contradict_one_another_the_oldest_is_left_aside() -> None:
    standing = {name: Standing() for name in "abc"}
    words = [
        Word(1, "a", "b", True),
        Word(2, "b", "c", True),
        Word(3, "a", "c", False),
    ]
    for order in permutations(words):
        done = group_claims(standing, [], standing, order)
        assert done.clusters == (("a",), ("b", "c"))
        assert done.overruled == (words[0],)


def test_a_word_on_a_claim_that_is_gone_is_passed_over() -> None:
    done = group_claims(["a"], [], {"a": Standing()}, [Word(1, "a", "gone", True)])
    assert done.clusters == (("a",),)
    assert done.overruled == ()


def test_ten_thousand_claims_of_one_form_become_one_group() -> None:
    standing = {f"c{n:05}": Standing() for n in range(10_000)}
    ties = [Tie("c00000", claim, 30.0) for claim in standing if claim != "c00000"]
    words_apart = grouped(standing, ties)
    assert words_apart == (tuple(sorted(standing)),)


@st.composite
def networks(draw: st.DrawFn) -> tuple[dict[str, Standing], list[Tie], list[Word]]:
    """Claims with days and spots, links and words between them."""
    spots = st.frozensets(st.sampled_from(["Quellin", "Zanbur"]), max_size=1)
    days = st.one_of(st.none(), st.integers(1, 12))
    standing = {}
    for claim in CLAIMS:
        day = draw(days)
        standing[claim] = Standing(day, day, draw(spots))
    pairs = st.sampled_from([(a, b) for a in CLAIMS for b in CLAIMS if a < b])
    tied = draw(st.dictionaries(pairs, st.integers(0, 120), max_size=16))
    judged = draw(
        st.lists(st.tuples(pairs, st.booleans()), max_size=5, unique_by=lambda w: w[0])
    )
    ties = [Tie(a, b, weight / 10) for (a, b), weight in tied.items()]
    words = [Word(n, a, b, same) for n, ((a, b), same) in enumerate(judged)]
    return standing, ties, words


@given(networks(), st.integers(0, 999))
def test_groups_hang_on_no_order(
    network: tuple[dict[str, Standing], list[Tie], list[Word]], seed: int
) -> None:
    standing, ties, words = network
    first = group_claims(standing, ties, standing, words)
    draw = Random(seed)
    again = [draw.sample(rows, len(rows)) for rows in (list(standing), ties, words)]
    assert group_claims(again[0], again[1], standing, again[2]) == first
    assert sorted(claim for group in first.clusters for claim in group) == sorted(standing)


@given(networks())
def test_words_that_stand_are_kept(
    network: tuple[dict[str, Standing], list[Tie], list[Word]],
) -> None:
    standing, ties, words = network
    done = group_claims(standing, ties, standing, words)
    home = {claim: group for group in done.clusters for claim in group}
    for word in set(words) - set(done.overruled):
        assert (home[word.claim_a] == home[word.claim_b]) is word.is_same


@given(networks())
def test_what_is_not_tied_to_others_changes_nothing(
    network: tuple[dict[str, Standing], list[Tie], list[Word]],
) -> None:
    standing, ties, words = network
    more = {**standing, "x1": Standing(), "x2": Standing()}
    alone = group_claims(standing, ties, standing, words).clusters
    beside = group_claims(more, [*ties, Tie("x1", "x2", 9.0)], more, words).clusters
    assert set(beside) == {*alone, ("x1", "x2")}


TIES = st.lists(
    st.builds(
        lambda one, step, weight: Tie(CLAIMS[one], CLAIMS[one + step], weight),
        st.integers(0, 5),
        st.integers(1, 2),
        st.sampled_from((0.2, 1.0, 3.0, 30.0)),
    ),
    unique_by=lambda tie: (tie.claim_a, tie.claim_b),
)


@given(TIES, st.booleans())
def test_components_grouped_one_by_one_give_the_groups_of_all_at_once(
    ties: list[Tie], is_same: bool
) -> None:
    words = [Word(1, "c0", "c7", is_same), Word(2, "c2", "c3", not is_same)]
    standing = {name: tell(day) for day, name in enumerate(CLAIMS)}
    links = [(tie.claim_a, tie.claim_b) for tie in ties]
    links += [(word.claim_a, word.claim_b) for word in words if word.is_same]
    found = []
    for some in components(links, CLAIMS):
        own = [tie for tie in ties if tie.claim_a in some]
        found += group_claims(some, own, standing, words).clusters
    assert tuple(sorted(found)) == group_claims(CLAIMS, ties, standing, words).clusters
