"""Times of news and of histories, case by case, and what the function promises."""

from datetime import date
from typing import Any

import pytest

from case_files import cases
from warledger.errors import QueryError
from warledger.extract.times import (
    describe_precision,
    edtf_of_days,
    edtf_of_value,
    find_times,
)
from warledger.model import TimeMention

# Enough years that the text is told apart as a history; the newline parts it from the case.
HISTORY = "\n\nSee also 1701, 1702, 1703, 1704, 1705, 1706, 1707, 1708."


def one(text: str, published: date | None = None) -> TimeMention:
    (mention,) = find_times(text, published=published)
    return mention


@pytest.mark.parametrize("case", cases("times_news"))
def test_a_time_in_news_has_the_days_that_its_words_fix(case: dict[str, Any]) -> None:
    text, published = case["text"], case["published"]
    anchor = date.fromisoformat(published) if published else None
    found = [
        [
            mention.span.of(text),
            mention.type.value,
            mention.value,
            mention.start.isoformat() if mention.start else None,
            mention.end.isoformat() if mention.end else None,
        ]
        for mention in find_times(text, published=anchor)
    ]
    assert found == case["found"]


@pytest.mark.parametrize("case", cases("times_world"))
def test_times_of_ordinary_news_have_their_values(case: dict[str, Any]) -> None:
    text = case["text"]
    mentions = find_times(text, published=date.fromisoformat(case["published"]))
    found = [[m.span.of(text), m.type.value, m.value] for m in mentions]
    assert found == case["values"]


@pytest.mark.parametrize("case", cases("times_history"))
def test_a_time_in_a_history_counts_from_what_was_told(case: dict[str, Any]) -> None:
    text = case["text"]
    mentions = find_times(text + HISTORY, published=date(2009, 12, 1))
    found = [[m.span.of(text), m.value] for m in mentions if m.span.end <= len(text)]
    assert found == case["found"]


def test_every_time_says_how_its_days_were_got() -> None:
    text = "They left on Monday, two weeks after 3 May, and now wait."
    assert all(m.basis for m in find_times(text, published=date(2016, 6, 1)))


def test_a_section_counts_from_its_own_day() -> None:
    (mention,) = find_times(
        "They left today.", published=date(2016, 6, 1), anchor=date(2015, 1, 2)
    )
    assert mention.start == date(2015, 1, 2)


def test_offsets_are_moved_by_the_base() -> None:
    assert find_times("on Monday", published=None, base=100)[0].span.start == 103


def test_a_year_in_brackets_is_approximate_where_the_text_says_about() -> None:
    assert one("It was built around March 1981.").edtf == "1981-03~"


@pytest.mark.parametrize(
    ("value", "edtf"),
    [
        ("2017-08-21", "2017-08-21"),
        ("XXXX-08-21", "XXXX-08-21"),
        ("194", "194X"),
        ("18", "18XX"),
        ("2003-SU", "2003-22"),
        ("BC0241", "-0240"),
        ("BC0001", "0000"),
        ("PRESENT_REF", None),
        ("P3D", None),
    ],
)
def test_timex_values_have_an_edtf_string_where_edtf_has_one(
    value: str, edtf: str | None
) -> None:
    assert edtf_of_value(value) == edtf


@pytest.mark.parametrize(
    ("start", "end", "edtf"),
    [
        (date(2017, 8, 21), date(2017, 8, 21), "2017-08-21"),
        (date(2016, 2, 1), date(2016, 2, 29), "2016-02"),
        (date(2016, 1, 1), date(2016, 12, 31), "2016"),
        (date(2016, 2, 1), date(2016, 2, 10), "2016-02-01/2016-02-10"),
    ],
)
def test_days_are_written_as_the_shortest_edtf(start: date, end: date, edtf: str) -> None:
    assert edtf_of_days(start, end) == edtf


@pytest.mark.parametrize(
    ("days", "precision"), [(1, 1), (2, 2), (6, 2), (7, 3), (8, 4), (31, 4), (32, 5)]
)
def test_precision_follows_the_codes_of_ucdp(days: int, precision: int) -> None:
    assert (
        describe_precision(
            date(2020, 1, 1), date(2020, 1, days) if days < 32 else date(2020, 2, 1)
        )
        == precision
    )


def test_days_that_run_backwards_have_no_precision() -> None:
    with pytest.raises(QueryError, match="swap them"):
        describe_precision(date(2020, 1, 2), date(2020, 1, 1))
