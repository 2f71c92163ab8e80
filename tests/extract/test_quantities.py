"""Quantities: bounds by case, the lexicon's own examples, and the invariants."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_files import cases
from warledger.extract.quantities import find_quantities
from warledger.lexicon.numbers import number_words, parse_number
from warledger.lexicon.toml import Entry, entries, lexicon_file, text, texts
from warledger.model import Span

POSITIVE = ("number", "scale", "hedge", "vague", "loose", "phrase", "fraction", "ordinal")


def rows(*tables: str) -> Iterator[Any]:
    for table in tables:
        for where, entry in entries(lexicon_file("numbers.toml"), table):
            yield pytest.param(entry, id=where.replace("numbers.toml, ", ""))


@pytest.mark.parametrize("case", cases("quantities_bounds"))
def test_a_quantity_has_the_bounds_that_its_words_give(case: dict[str, Any]) -> None:
    found = [
        [q.span.of(case["text"]), q.low, q.best, q.high]
        for q in find_quantities(case["text"])
    ]
    assert found == case["found"]


@pytest.mark.parametrize("entry", list(rows(*POSITIVE)))
def test_every_lexicon_entry_makes_a_quantity_of_its_example(entry: Entry) -> None:
    example = text(entry, "example", "entry")
    said = texts(entry, "words", "entry") or (text(entry, "word", "entry"),)
    spans = [q.span.of(example).lower() for q in find_quantities(example)]
    numbers = {re.sub(r"\W", "", span) for span in spans}
    assert any(re.sub(r"\W", "", word) in number for word in said for number in numbers)


@pytest.mark.parametrize("entry", list(rows("not_count")))
def test_what_counts_nothing_gives_no_quantity(entry: Entry) -> None:
    assert find_quantities(text(entry, "example", "entry")) == ()


def test_a_fraction_and_a_percentage_are_marked_as_shares() -> None:
    assert all(
        q.is_percent for q in find_quantities("It lost 5-7% and a third of its boats.")
    )


def test_an_ordinal_is_marked() -> None:
    (ordinal,) = find_quantities("It was the fifth raid.")
    assert ordinal.is_ordinal
    assert ordinal.best == 5


def test_nothing_is_found_where_a_time_was_found() -> None:
    assert find_quantities("On 21 200 left.", skip=(Span(3, 5),))[0].best == 200


def test_the_hedge_is_kept_in_words() -> None:
    assert find_quantities("Up to about 50 left.")[0].hedge == "up to about"


@given(st.integers(min_value=0, max_value=999_999_999_999))
def test_digits_with_and_without_separators_are_worth_the_same(number: int) -> None:
    assert parse_number(f"{number:,}") == parse_number(str(number)) == number


PIECES = """at least|up to|about|5|12|1,500|3.5|two|hundred|million|to|-|between|from|and|a|few|
dozen|several|%|half|of the|men|99|2017|1,2,3|٢٠|7.|third|some|+|or more|𝟓|fewer than|one"""
WORDS = st.sampled_from([*PIECES.replace("\n", "").split("|"), "1" * 40])


@given(st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=60))
def test_bounds_are_in_order_and_spans_lie_in_the_text(source: str) -> None:
    found = find_quantities(source)
    for quantity in found:
        bounds = [b for b in (quantity.low, quantity.best, quantity.high) if b is not None]
        assert bounds == sorted(bounds)
        assert all(0 <= bound < 1e16 for bound in bounds)
        assert quantity.span.end <= len(source)
    assert [q.span.start for q in found] == sorted(q.span.start for q in found)


def test_the_lexicon_is_complete() -> None:
    assert number_words().scales["dozens"] == 12
