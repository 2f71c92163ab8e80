"""Incidents and control in the formats that hold every table, and what all formats share."""

import csv
import io
import json
from pathlib import Path
from types import SimpleNamespace

import pyarrow.parquet as pq
import pytest

from export_ledger import (
    DAY,
    cells,
    claim_ids,
    control,
    deaths,
    incident,
    lines,
    make_ledger,
    place,
    toll,
    written,
)
from warledger.store.exports import FORMATS
from warledger.store.exports.csv import FORMULA, unguard
from warledger.store.exports.jsonl import json_text

PAIRS = [
    (table, form)
    for form, found in FORMATS.items()
    for table in found.tables
    if table in {"incidents", "control"}
]
CSV_FORMS = ("csv", "acled", "ucdp", "hxl")


def rows_of(hand: SimpleNamespace) -> tuple[list[dict], list[dict]]:
    ids = claim_ids(hand)
    accounts = [toll("Lantern", 2, 2, 2, claims=ids[:1]), toll("Beacon", 9, 9, 9)]
    told = [deaths("=Islamic State", 2, None, 9, by_speaker=accounts)]
    incidents = [
        incident(
            "i1", ids[:1], deaths=told, side_b=["=Islamic State"], standing="contested"
        ),
        incident("i2", ids[1:2], place=place(where_prec=6, name="+Sudan", lon=-3.5)),
        incident("i3", ids[2:], place=None, date_start=None, date_end=None, date_prec=None),
    ]
    states = [
        control("s1", ids[:1]),
        control("s2", ids[1:2], holder="@raiders", side=None, kind="besieged", to=".."),
        control("s3", ids[2:], place=place(lat=None, lon=None), place_key="name:x"),
    ]
    return incidents, states


@pytest.fixture
def path(tmp_path: Path, hand: SimpleNamespace) -> Path:
    return make_ledger(tmp_path / "own.ledger", hand, *rows_of(hand))


def test_incidents_and_states_have_the_contract_s_fields(path: Path) -> None:
    first = lines(path, "incidents")[0]
    assert {
        "incident_id", "sub_event_type", "place", "date_start", "date_end", "side_a", "side_b",
        "deaths", "claims", "reports", "origins", "standing", "disagreements",
    } <= set(first)  # fmt: skip
    state = lines(path, "control")[0]
    assert {
        "place", "holder", "kind", "from", "to", "claims", "according_to", "contradicted_by",
    } <= set(state)  # fmt: skip


@pytest.mark.parametrize("table", ["incidents", "control"])
def test_csv_and_parquet_hold_what_json_lines_holds(path: Path, table: str) -> None:
    told = lines(path, table)
    in_parquet = pq.read_table(io.BytesIO(written(path, table, "parquet"))).to_pylist()
    assert len(told) == 3
    assert [json.loads(json_text(row)) for row in in_parquet] == told
    for row, in_csv in zip(told, cells(path, table, "csv"), strict=True):
        for name, value in row.items():
            if isinstance(value, dict | list):
                assert json.loads(in_csv[name]) == value
            else:
                assert unguard(in_csv[name]) == ("" if value is None else str(value))


@pytest.mark.parametrize(("table", "form"), PAIRS)
def test_the_order_of_the_rows_does_not_change_a_byte(
    tmp_path: Path, hand: SimpleNamespace, table: str, form: str
) -> None:
    incidents, states = rows_of(hand)
    path = make_ledger(tmp_path / "one.ledger", hand, incidents, states)
    turned = make_ledger(tmp_path / "two.ledger", hand, incidents[::-1], states[::-1])
    assert written(path, table, form) == written(turned, table, form)
    assert written(path, table, form)


@pytest.mark.parametrize(("table", "form"), PAIRS)
def test_a_ledger_that_is_not_reconciled_gives_a_file_without_rows(
    ledger_path: Path, table: str, form: str
) -> None:
    data = written(ledger_path, table, form)
    if form in {"geojson", "jsonld", "timemap"}:
        json.loads(data)


@pytest.mark.parametrize(("table", "form"), [p for p in PAIRS if p[1] in CSV_FORMS])
def test_no_cell_of_a_table_for_spreadsheets_is_a_formula(
    path: Path, table: str, form: str
) -> None:
    text = written(path, table, form).decode()
    for row in csv.reader(io.StringIO(text, newline="")):
        for cell in row:
            is_number = cell.lstrip("-").replace(".", "", 1).isdigit()
            assert is_number or cell.startswith("'") or not FORMULA.match(cell)


def test_geojson_has_a_point_for_each_located_row_with_its_precision(path: Path) -> None:
    first, second = json.loads(written(path, "incidents", "geojson"))["features"]
    assert (first["id"], first["properties"]["standing"]) == ("i1", "contested")
    assert first["geometry"]["coordinates"] == [37.21644, 19.61745]
    assert (second["properties"]["where_prec"], second["properties"]["place_name"]) == (6, "+Sudan")  # fmt: skip
    states = json.loads(written(path, "control", "geojson"))["features"]
    assert {state["properties"]["kind"] for state in states} == {"held", "besieged"}
    assert states[0]["properties"]["place_reason"] == "one row"


def test_parquet_keeps_days_as_days(path: Path) -> None:
    row = pq.read_table(io.BytesIO(written(path, "incidents", "parquet"))).to_pylist()[0]
    assert row["date_start"] == DAY
