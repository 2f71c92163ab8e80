from collections.abc import Sequence

import pytest

from warledger.errors import QueryError
from warledger.web.server.filters import FILTERS, Asked, Box, Filter


def read(*pairs: tuple[str, str]) -> Filter:
    return Asked(pairs, FILTERS).filter()


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ([("sid", "x")], "'sid': no such parameter here; there are: actor,"),
        ([("from", "yesterday")], "from: 'yesterday', expected a day as 2017-08-21"),
        ([("from", "2017-13")], "from: '2017-13', expected a day"),
        ([("to", "2017-02-30")], "to: '2017-02-30', expected a day"),
        ([("to", "0000")], "to: '0000', expected a day"),
        ([("from", "2018"), ("to", "2017")], "from, to: 2018 is after 2017; swap them"),
        ([("from", "2018"), ("from", "2019")], "from: given 2 times, expected once"),
        ([("bbox", "1,2,3")], "bbox: '1,2,3', expected west,south,east,north"),
        ([("bbox", "1,9,3,4")], "the southern one first"),
        ([("bbox", "1,2,nan,4")], "bbox: '1,2,nan,4', expected west"),
        ([("bbox", "1,2,1e9,4")], "bbox: '1,2,1e9,4', expected west"),
        ([("status", "true")], "status: 'true', expected one of occurred, ongoing"),
        ([("standing", "sure")], "standing: 'sure', expected one of single-origin"),
        ([("prec", "8")], "prec: '8', expected one of 1, 2"),
        ([("country", "syria")], "country: 'syria', expected two capital letters"),
        ([("q", "***")], "q: no word to look for"),
        ([("q", "-army")], "q: no word to look for"),
        ([("q", "x" * 401)], "q: 401 characters, expected at most 400"),
        ([("q", "a " * 20)], "q: 20 words, expected at most 16"),
        ([("side", "x" * 501)], "side: 501 characters, expected 500 at most"),
        ([("side", str(n)) for n in range(101)], "side: 101 values, expected 100 at most"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_one_sentence(
    pairs: Sequence[tuple[str, str]], words: str
) -> None:
    with pytest.raises(QueryError) as refused:
        read(*pairs)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_month_and_a_year_reach_from_their_first_day_to_their_last() -> None:
    wanted = read(("from", "1970"), ("to", "1970-02"))
    assert (wanted.first, wanted.last) == (0, 58)


def test_the_pages_own_state_passes_and_changes_nothing() -> None:
    assert read(("map", "5/34/38"), ("open", "x"), ("theme", "dark")).is_empty


def test_an_empty_value_asks_for_none_known_and_order_does_not_matter() -> None:
    wanted = read(("side", "b"), ("side", ""), ("side", "b"))
    assert wanted == read(("side", ""), ("side", "b"))
    assert wanted.chosen == {"side": ("", "b")}


def test_a_box_may_go_over_the_far_meridian() -> None:
    assert read(("bbox", "170,-10.5,-170,10")).box == Box(170, -10.5, -170, 10)
