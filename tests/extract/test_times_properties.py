"""What holds for the times of any text."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from warledger.extract.times import describe_precision, find_times
from warledger.extract.times.calendar import narrow, value_days
from warledger.model import TimeType

PIECES = """3|12|31|2014|1811|May|February|March|Monday|night|the|last|next|week|month|year|of|early|
mid|-|the end|two|days|ago|later|yesterday|BC|99|10:30|pm|every|2014-02-31|31/02/2014|0025|century|
1990s|on|,|.|and|since|past|this|half|decade|a|few|٣|fall|summer|'15|1st|twenty|first|before|00:61|
9999999999999|2100|1000|daily|GMT|second|quarter|weekend|Christmas|Eve|ages|long|old|to|until|hundred|thousand|said|
later|earlier|same|following|night|hours|at|1330|BCE|AD|daily|mid-|'90s|0530|EDT|five|second"""
WORDS = st.sampled_from(PIECES.replace("\n", "").split("|"))
TEXTS = st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=50)
ANCHORS = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(TEXTS, ANCHORS)
def test_mentions_are_in_order_apart_and_inside_the_text(
    source: str, anchor: date | None
) -> None:
    spans = [m.span for m in find_times(source, published=anchor)]
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(span.end <= len(source) for span in spans)


@given(TEXTS, ANCHORS)
def test_days_come_in_pairs_in_order_with_their_precision(
    source: str, anchor: date | None
) -> None:
    for mention in find_times(source, published=anchor):
        assert (
            (mention.start is None) == (mention.end is None) == (mention.precision is None)
        )
        if mention.start is not None and mention.end is not None:
            assert mention.start <= mention.end
            assert mention.precision == describe_precision(mention.start, mention.end)


@given(TEXTS)
def test_without_a_publication_no_day_is_given_that_no_year_fixes(source: str) -> None:
    written = any(char.isdigit() for char in source)
    for mention in find_times(source, published=None):
        assert mention.start is None or written


@given(TEXTS, ANCHORS)
def test_sets_fix_no_day(source: str, anchor: date | None) -> None:
    sets = [m for m in find_times(source, published=anchor) if m.type == TimeType.SET]
    assert all(mention.start is None for mention in sets)


@given(st.dates(date(1000, 1, 1), date(2100, 12, 31)))
def test_a_full_date_is_read_back_however_it_is_written(day: date) -> None:
    for form in ("%-d %B %Y", "%B %-d, %Y", "%Y-%m-%d", "%-d %b %Y"):
        (mention,) = find_times(f"It fell on {day.strftime(form)}.", published=None)
        assert mention.start == mention.end == day


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
def test_a_weekday_of_the_past_lies_within_the_week(anchor: date, back: int) -> None:
    day = anchor - timedelta(days=back)
    (mention,) = find_times(f"It fell on {day.strftime('%A')}.", published=anchor)
    assert mention.start == day


@given(
    st.dates(date(1000, 1, 1), date(2100, 1, 1)),
    st.integers(0, 9000),
    st.sampled_from(["START", "MID", "END", ""]),
)
def test_a_third_lies_within_the_whole(first: date, length: int, third: str) -> None:
    last = first + timedelta(days=length)
    start, end = narrow((first, last), third)
    assert first <= start <= end <= last


@given(st.text(alphabet="0123456789-WQHXSUPETNIBC", max_size=14))
def test_any_value_is_read_without_a_crash(value: str) -> None:
    days = value_days(value)
    assert days is None or days[0] <= days[1]
