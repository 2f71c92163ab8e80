"""The document passes the checks that TimeMap's viewer makes before it shows anything."""

import json
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from export_ledger import (
    claim_ids,
    control,
    incident,
    make_ledger,
    place,
    written,
    written_with_counts,
)

TABLES = ("claims", "incidents", "control")
# What the viewer's schemas know (forensic-architecture/timemap, src/reducers/validate), in
# our words: it discards an item with any other key.
TEXTS = {
    "id", "description", "date", "time", "time_precision", "location", "latitude", "longitude",
    "type", "category", "category_full", "comments", "time_display", "shape", "colour",
}  # fmt: skip
LISTS = {"associations", "sources", "narrative___stepStyles"}
SOURCE_TEXTS = {"id", "title", "thumbnail", "type", "url", "description", "parent", "author", "date", "notes"}  # fmt: skip
ASSOCIATION_TEXTS = {"id", "title", "desc", "mode", "colour", "type", "display"}


@pytest.fixture
def path(tmp_path: Path, hand: SimpleNamespace) -> Path:
    ids = claim_ids(hand)
    rows = [
        incident("i1", ids[:2], date_prec=4),
        incident("i2", ids[2:], place=place(lat=None, lon=None)),
        incident("i3", [], date_start=None, date_end=None, date_prec=None),
    ]
    states = [
        control("s1", ids[:1]),
        control("s2", ids[:2], from_first=None, from_last=None),
    ]
    return make_ledger(tmp_path / "own.ledger", hand, rows, states)


@pytest.mark.parametrize("table", TABLES)
def test_the_viewer_would_discard_nothing(path: Path, table: str) -> None:
    domain = json.loads(written(path, table, "timemap"))
    assert domain["events"]
    ids = {association["id"] for association in domain["associations"]}
    assert len(ids) == len(domain["associations"])
    for event in domain["events"]:
        assert set(event) <= TEXTS | LISTS
        assert all(isinstance(event[name], str) for name in set(event) & TEXTS)
        assert all(isinstance(event[name], list) for name in set(event) & LISTS)
        assert bool(event["latitude"]) == bool(event["longitude"])
        assert datetime.strptime(event["date"], "%m/%d/%Y")  # noqa: DTZ007
        assert set(event["associations"]) <= ids
        assert set(event["sources"]) <= set(domain["sources"])
    for source in domain["sources"].values():
        assert set(source) <= SOURCE_TEXTS | {"paths", "affil_s"}
        assert isinstance(source["paths"], list)
        assert all(isinstance(source[name], str) for name in set(source) & SOURCE_TEXTS)
    for association in domain["associations"]:
        assert set(association) <= ASSOCIATION_TEXTS | {"filter_paths"}
        assert all(association[name] for name in ("id", "title", "mode"))


def test_days_that_are_not_one_day_say_so(path: Path) -> None:
    first, second = json.loads(written(path, "incidents", "timemap"))["events"]
    assert (first["date"], first["time_precision"]) == ("05/03/1904", "month")
    assert (second["latitude"], second["location"]) == ("", "Port Sudan")


def test_what_has_no_day_is_left_out_and_counted(path: Path) -> None:
    for table in ("incidents", "control"):
        _, counts = written_with_counts(path, table, "timemap")
        assert counts.left_out == {"no day": 1}


def test_only_reports_that_an_event_cites_are_sources(path: Path) -> None:
    assert list(json.loads(written(path, "control", "timemap"))["sources"]) == ["r1"]
    assert list(json.loads(written(path, "incidents", "timemap"))["sources"]) == [
        "r1", "r2", "r3",
    ]  # fmt: skip
