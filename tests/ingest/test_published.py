"""The publication date is chosen for where it stands, and its basis says so."""

from datetime import date

import pytest

from case_files import cases
from warledger.ingest.compose import make_report
from warledger.ingest.dates import find_dates, nearest_year, parse_day
from warledger.ingest.raw import IngestSettings, RawReport
from warledger.model import Report


def report_of(text: str, **fields: str) -> Report:
    return make_report(RawReport("r", "here", text, **fields), IngestSettings())


@pytest.mark.parametrize("case", cases("ingest_dates"))
def test_the_publication_date_is(case: dict[str, str]) -> None:
    report = report_of(case["text"])
    found = report.published.isoformat() if report.published else None
    assert (found, case["basis"] in (report.published_basis or "")) == (
        case["published"],
        True,
    ), report.published_basis


def test_a_field_outranks_the_text_and_names_itself() -> None:
    text = "3 May 2014 Two men were shot at the gate. They died in the camp's clinic on Friday."
    report = report_of(text, published="2014-05-05", published_from="the 'published' field")
    assert report.published == date(2014, 5, 5)
    assert report.published_basis == "the 'published' field"


def test_a_story_dated_shortly_before_the_field_counts_from_its_own_day() -> None:
    text = "3 May 2014\n\nTwo men were shot at the gate on Friday. They died in the camp's clinic later."
    report = report_of(text, published="2014-05-05", published_from="the 'published' field")
    assert report.sections[0].published == date(2014, 5, 3)


def test_a_field_gives_a_dateline_its_year() -> None:
    text = "GAO, Mali (March 4) - A patrol found two caches of weapons north of the town yesterday."
    report = report_of(text, published="2013-03-06", published_from="the 'published' field")
    assert report.sections[0].published == date(2013, 3, 4)


def test_a_field_of_digits_says_in_which_order_they_were_read() -> None:
    text = "Two men were shot at the gate on Friday. They died in the camp's clinic later."
    report = report_of(text, published="05/04/2014", published_from="the 'published' field")
    assert report.published == date(2014, 4, 5)
    assert "day before month assumed" in (report.published_basis or "")


def test_a_field_that_is_no_date_is_noted_and_the_text_is_asked() -> None:
    text = "3 May 2014\n\nTwo men were shot at the gate on Friday. They died in the camp's clinic later."
    report = report_of(text, published="last week", published_from="the 'published' field")
    assert report.published == date(2014, 5, 3)
    assert "last week" in report.notes[0]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2021-02-03", date(2021, 2, 3)),
        ("2021-02-03T23:59:00Z", date(2021, 2, 3)),
        ("Tue, 04 Mar 2025 10:00:00 GMT", date(2025, 3, 4)),
        ("March 4th, 2025", date(2025, 3, 4)),
        ("4 of March 2025", date(2025, 3, 4)),
        ("31 April 2025", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_field_is_read_as_a_day(words: str, day: date | None) -> None:
    assert parse_day(words) == day


def test_the_29th_of_february_takes_a_leap_year() -> None:
    mention = next(iter(find_dates("(Feb. 29)")))
    assert nearest_year(mention, date(2012, 3, 2)) == date(2012, 2, 29)
    assert nearest_year(mention, date(2013, 6, 2)) is None
