import pytest
from hypothesis import given
from hypothesis import strategies as st

from warledger.store.exports import tolls
from warledger.store.exports.coded import Coded, Loss, Party
from warledger.store.exports.tolls import Range, dead_of, demanded, vague_number

COUNTS = st.one_of(st.none(), st.floats(), st.integers(0, 10**7).map(float))
SIDES = st.sampled_from([None, "", "army", "rebels", "Civilians", "a third party"])
LOSSES = st.lists(
    st.builds(
        Loss, SIDES, COUNTS, COUNTS, COUNTS,
        words=st.lists(st.sampled_from(["dozens", "several men", ""])).map(tuple),
        tellers=st.integers(1, 4),
        belongs_to=st.sampled_from([None, "side_a", "side_b", "civilians"]),
    ),
    max_size=6,
)  # fmt: skip


def event(*losses: Loss) -> Coded:
    return Coded(
        "WL-I-1", True, "1", "1", "Battles", "Armed clash", None, "occurred", None, 1, (), None,
        None, None, None, (Party("army"),), (Party("rebels", None, "the rebellion"),), losses, (),
    )  # fmt: skip


def is_civilian(name: str) -> bool:
    return name == "Civilians"


@given(LOSSES)
def test_deaths_add_up_and_stand_in_order_whatever_was_told(losses: list[Loss]) -> None:
    dead = dead_of(event(*losses), is_civilian)
    if dead is None:
        assert not losses
        return
    assert dead.a + dead.b + dead.civilians + dead.unknown == dead.best
    assert 0 <= dead.low <= dead.best <= dead.high
    assert min(dead.a, dead.b, dead.civilians, dead.unknown) >= 0


@given(LOSSES, st.randoms())
def test_the_order_of_the_losses_does_not_matter(losses: list[Loss], random) -> None:  # noqa: ANN001
    one_belonging = [
        Loss(x.side, x.low, x.best, x.high, x.words, x.tellers) for x in losses
    ]
    shuffled = random.sample(one_belonging, len(losses))
    assert dead_of(event(*shuffled), is_civilian) == dead_of(
        event(*one_belonging), is_civilian
    )


@pytest.mark.parametrize(
    ("low", "best", "high", "expected"),
    [
        (7, 7, 7, Range(7, 7, 7)),
        (2, None, None, Range(2, 2, 2)),
        (None, None, 50, Range(0, 0, 50)),
        (5, None, 7, Range(5, 5, 7)),
        (200, None, 900, Range(200, 200, 900)),
        (0, 0, 0, Range(0, 0, 0)),
        (3, 1, 2, Range(1, 2, 3)),
    ],
)
def test_bounds_become_numbers_as_the_codebook_says(
    low: float, best: float, high: float, expected: Range
) -> None:
    assert demanded(Loss("army", low, best, high))[0] == expected


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("dozens of fighters", 12), ("Scores", 12), ("tens", 10), ("hundreds", 100),
        ("tens of thousands", 10_000), ("hundreds of thousands of people", 100_000),
        ("several soldiers", 3), ("heavy losses", 3), ("tense fighters", 3), ("", 3),
    ],
)  # fmt: skip
def test_words_without_a_number_get_one_by_their_scales(words: str, number: int) -> None:
    assert vague_number(words) == number
    assert demanded(Loss("army", None, None, None, (words,))) == (
        Range(number, number, number),
        (tolls.VAGUE,),
    )


def test_two_tellers_who_differ_give_the_lowest_and_never_a_mean() -> None:
    found, marks = demanded(Loss("army", 3, None, 12, tellers=2))
    assert found == Range(3, 3, 12)
    assert tolls.DISPUTED in marks


def test_a_total_that_may_include_the_sides_is_not_added_to_them() -> None:
    dead = dead_of(event(Loss(None, 10, 10, 10), Loss("Civilians", 4, 4, 4)), is_civilian)
    assert dead is not None
    assert (dead.civilians, dead.unknown, dead.best) == (4, 6, 10)
    assert tolls.NO_SIDE in dead.marks


def test_losses_go_to_the_side_of_their_name_or_of_the_party_s_side() -> None:
    losses = (
        Loss("army", 1, 1, 1),
        Loss("the rebellion", 2, 2, 2),
        Loss("others", 4, 4, 4),
    )
    dead = dead_of(event(*losses), is_civilian)
    assert dead is not None
    assert (dead.a, dead.b, dead.civilians, dead.unknown) == (1, 2, 0, 4)


def test_nobody_tells_of_dead_is_not_zero_dead() -> None:
    assert dead_of(event(), is_civilian) is None
