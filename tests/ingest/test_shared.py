"""On real reports: dates told from the text alone, stories, and no claim lost to furniture."""

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from warledger.ingest import read_reports
from warledger.ingest.compose import make_report
from warledger.ingest.raw import IngestSettings, RawReport
from warledger.model import Report

SHARED = Path(__file__).parents[2].parent / "shared"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not SHARED.exists(), reason="the corpora are not beside the checkout"
    ),
]


def rows(path: str) -> Iterator[dict[str, str]]:
    yield from map(json.loads, (SHARED / path).read_text("utf-8").splitlines())


def dated(name: str) -> Counter[str]:
    """Count how the date told from the text alone compares with the coded one."""
    found: Counter[str] = Counter()
    for row in rows(f"data/{name}/reports.jsonl"):
        report = make_report(RawReport(row["report"], name, row["text"]), IngestSettings())
        told = report.published.isoformat() if report.published else None
        coded = row.get("published")
        kind = "same" if told == coded else "missed" if told is None else "other"
        found[kind if coded or told else "none"] += 1
    return found


@cache
def reports() -> dict[str, Report]:
    return {
        r.report_id: r for r in read_reports([SHARED / "reports", SHARED / "reports_dev"])
    }


# Measured: fakes 367 same, 1 other (a clipped dateline), 8 missed, all without a date in the text;
# isaf 266 same, 1 other (a heading's "July 16" with the year of the release's number, which the set
# leaves out); muc4 1406 same, 4 other. Lower a floor only with a reason in the commit.
@pytest.mark.parametrize(
    ("name", "same", "other"), [("fakes", 367, 1), ("isaf", 266, 1), ("muc4", 1406, 4)]
)
def test_dates_told_from_the_text_alone_agree_with_the_coded_ones(
    name: str, same: int, other: int
) -> None:
    found = dated(name)
    assert found["same"] >= same
    assert found["other"] <= other


@pytest.mark.parametrize(
    ("report", "day"),
    [
        ("000_3073b0d797738986", "2017-08-22"),
        ("001_2e37d25548ceacde", "2017-08-24"),
        ("002_0d4528232ede5386", None),
        ("003_8a208e6411342cf7", "2017-06-30"),
        ("004_3eec279e3b9567dc", None),
        ("f01_sana", "2016-11-18"),
        ("f05_sputnik", "2017-04-28"),
        ("f10_manar", "2014-09-09"),
        ("f12_alalam", "2016-07-27"),
    ],
)
def test_a_page_of_many_dates_gives_its_storys(report: str, day: str | None) -> None:
    found = reports()[report].sections[0].published
    assert (found.isoformat() if found else None) == day


def test_pasted_stories_are_parted() -> None:
    assert len(reports()["001_2e37d25548ceacde"].sections) == 2
    parted = 0
    for row in rows("data/isaf/reports.jsonl"):
        report = make_report(
            RawReport(row["report"], "isaf", row["text"]), IngestSettings()
        )
        parted += len(report.sections) > 1
    assert parted == 14


@pytest.mark.parametrize("name", ["seeds", "dev"])
def test_no_claims_words_are_excluded(name: str) -> None:
    lost = []
    for row in rows(f"gold/{name}.jsonl"):
        report = reports()[row["report"]]
        start = report.text.index(row["quote"])
        end = start + len(row["quote"])
        inside = [
            min(end, mark.span.end) - max(start, mark.span.start)
            for mark in report.excluded
        ]
        if sum(size for size in inside if size > 0) > len(row["quote"]) / 3:
            lost.append(row["id"])
    # f01-c01 quotes the repeated headline together with the sentence behind it.
    assert [claim for claim in lost if claim != "f01-c01"] == []


def test_every_report_of_the_sets_is_read_as_english() -> None:
    names = ("fakes", "isaf", "gva", "muc4", "wikiwars")
    paths = [SHARED / "data" / name / "reports.jsonl" for name in names]
    assert [r.report_id for r in read_reports(paths) if r.language != "en"] == []
