"""A text is cut into its stories, each with its own day, dateline and headline."""

import json
from typing import Any

import pytest

from case_files import CASES, cases
from warledger.ingest.compose import make_report
from warledger.ingest.dateline import dateline_at
from warledger.ingest.raw import IngestSettings, RawReport
from warledger.model import Report


def report_of(text: str, **fields: str | None) -> Report:
    return make_report(RawReport("r", "here", text, **fields), IngestSettings())


@pytest.mark.parametrize("case", cases("ingest_stories"))
def test_the_stories_are(case: dict[str, Any]) -> None:
    report = report_of(case["text"], published=case["published"])
    assert len(report.sections) == len(case["stories"])
    found = [
        [
            section.span.of(report.text).lstrip(" *\n")[: len(expected[0])],
            section.published.isoformat() if section.published else None,
            section.dateline.of(report.text) if section.dateline else None,
            section.headline.of(report.text) if section.headline else None,
        ]
        for section, expected in zip(report.sections, case["stories"], strict=True)
    ]
    assert found == case["stories"]


def test_stories_cover_the_whole_text_without_a_gap() -> None:
    text = json.loads((CASES / "ingest_stories.jsonl").read_text("utf-8").splitlines()[1])[
        "text"
    ]
    spans = [section.span for section in report_of(text).sections]
    assert len(spans) == 2
    assert (spans[0].start, spans[0].end, spans[1].end) == (0, spans[1].start, len(text))


def test_a_repeated_headline_is_marked_once_and_the_first_stays() -> None:
    text = (
        "Four men shot near the fort\n\n3 May 2014 Four men shot near the fort. "
        "Four men were shot near the fort of the old town at dawn."
    )
    report = report_of(text)
    repeats = [m.span for m in report.excluded if m.reason == "repeated headline"]
    assert [span.of(text) for span in repeats] == ["Four men shot near the fort."]
    assert report.sections[0].headline is not None
    assert report.sections[0].headline.start == 0


def test_a_title_is_found_in_the_text_without_its_commas_and_without_the_site() -> None:
    text = "Mon May 5 2014 Militia takes hill loses two men. The hill above the town was taken on Sunday, a guard said."
    report = report_of(text, title="Militia takes hill, loses two men - The Border Post")
    assert report.sections[0].headline is not None
    assert report.sections[0].headline.of(text) == "Militia takes hill loses two men"


def test_a_title_that_only_begins_a_sentence_is_no_headline() -> None:
    text = "Mine kills two near Gao on Thursday, the army said. Mine clearing goes on."
    assert report_of(text, title="Mine kills two near Gao").sections[0].headline is None


def test_a_datelines_date_is_marked_and_its_place_is_not() -> None:
    text = "GAO, Mali (March 4, 2013) — A patrol found two caches of weapons north of the town."
    report = report_of(text)
    assert [mark.span.of(text) for mark in report.excluded] == ["(March 4, 2013) —"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("GAO, Mali (March 4) — A patrol", "GAO, Mali"),
        ("GAO, Mali (March 4, 2013)\nA patrol", "GAO, Mali"),
        ("MOSCOW, May 5 (TASS) - A ship", "MOSCOW"),
        ("MOSCOW May 5 (RIA Novosti) - A ship", "MOSCOW"),
        ("KHARTOUM (Reuters) A plane", "KHARTOUM"),
        ("KHARTOUM, SUDAN (2:40 P.M.) – Troops", "KHARTOUM, SUDAN"),
        ("SAN SALVADOR, 3 JAN 90 -- [TEXT] THE", "SAN SALVADOR"),
        ("PORT SUDAN — Two ships", "PORT SUDAN"),
        ("Deir ez-Zor, Syria — Troops", None),
        ("Khartoum, Sudan — Two ships were hit", "Khartoum, Sudan"),
        ("Syrian Democratic Forces (SDF) took the town", None),
        ("The Army (founded in 1946) took", None),
        ("Monday — the army left", None),
        ("UPDATE — the army left", None),
        ("KABUL, Afghanistan was calm", None),
        ("", None),
    ],
)
def test_a_dateline_names_its_place(text: str, place: str | None) -> None:
    found = dateline_at(text, 0, is_line_start=True)
    assert (found.place.of(text) if found else None) == place
