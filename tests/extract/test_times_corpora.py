"""Floors on the shared corpora; docs/codebook-dates.md tells how to measure them again."""

import json
from datetime import date
from pathlib import Path

import pytest

from warledger.extract.times import find_times

SHARED = Path(__file__).parents[3] / "shared" / "data"
# Strict F1 on data/wikiwars, and the share of right values among exact spans; measured 0.930
# and 0.95. Issue 4 asks for a strict F1 of 0.85.
STRICT_FLOOR, VALUE_FLOOR = 0.92, 0.93

pytestmark = pytest.mark.shared


def read(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        pytest.skip(f"{path} is not there")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_histories_stay_above_their_floors() -> None:
    reports, gold = (
        read(SHARED / "wikiwars/reports.jsonl"),
        read(SHARED / "wikiwars/gold_times.jsonl"),
    )
    wanted = {(g["report"], g["start"], g["end"]): g["value"] for g in gold}
    found = {
        (report["report"], m.span.start, m.span.end): m.value
        for report in reports
        for m in find_times(
            report["text"], published=date.fromisoformat(report["published"])
        )
    }
    strict = len(wanted.keys() & found.keys())
    assert 2 * strict / (len(wanted) + len(found)) >= STRICT_FLOOR
    valued = [key for key in wanted.keys() & found.keys() if wanted[key]]
    assert sum(wanted[key] == found[key] for key in valued) / len(valued) >= VALUE_FLOOR


def test_most_press_releases_name_the_day_that_was_coded() -> None:
    reports, gold = read(SHARED / "isaf/reports.jsonl"), read(SHARED / "isaf/gold.jsonl")
    coded = {g["report"]: g["start_date"] for g in gold}
    anchored = [r for r in reports if r["published"] and coded[r["report"]]]
    hits = 0
    for report in anchored:
        mentions = find_times(
            report["text"], published=date.fromisoformat(report["published"])
        )
        hits += any(
            m.start and m.start.isoformat() == coded[report["report"]] for m in mentions
        )
    assert hits / len(anchored) >= 0.88
