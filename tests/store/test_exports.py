import csv
import io
import json
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warledger.errors import QueryError
from warledger.store.exports import formats_of, write_table
from warledger.store.exports.csv import guard, unguard
from warledger.store.exports.jsonl import json_text
from warledger.store.opening import open_ledger

TABLES = ("reports", "mentions", "claims")


def written(path: Path, table: str, form: str) -> bytes:
    out = io.BytesIO()
    with open_ledger(path) as ledger:
        write_table(ledger, table=table, form=form, out=out)
    return out.getvalue()


def lines(path: Path, table: str) -> list[dict]:
    return [
        json.loads(line) for line in written(path, table, "jsonl").decode().splitlines()
    ]


def test_a_claim_has_the_contract_s_fields(
    ledger_path: Path, hand: SimpleNamespace
) -> None:
    (claim,) = lines(ledger_path, "claims")
    text = hand.text
    assert text[claim["start"] : claim["end"]] == claim["quote"]
    assert list(claim)[:17] == [
        "claim_id", "report", "start", "end", "quote", "event_type", "sub_event_type", "plover",
        "tags", "status", "factuality", "actors", "targets", "places", "date", "figures", "sources",
    ]  # fmt: skip
    assert claim["run_id"] == hand.run.run_id
    place = claim["places"][0]
    assert {k: place[k] for k in ("name", "id", "lat", "lon", "where_prec", "adm1", "country", "candidates")} == {
        "name": "Port Quellin", "id": "own:1", "lat": -3.5, "lon": 40.25, "where_prec": 1,
        "adm1": "Coast", "country": "QQ", "candidates": 2,
    }  # fmt: skip
    assert claim["date"] == {
        "edtf": "1904-05-03", "start": "1904-05-03", "end": "1904-05-03", "date_prec": 1,
        "mention": "3 May 1904", "basis": "day in full",
        "mention_start": text.index("3 May"), "mention_end": text.index("3 May") + 10,
    }  # fmt: skip
    (figure,) = claim["figures"]
    assert json.dumps(figure).startswith(
        '{"measure": "killed", "of": "raiders", "item": null, "low": null, "best": null, "high": 40,'
    )
    assert claim["sources"][0]["cue"] == "said"
    assert claim["reasons"] == [{"field": "plover", "reason": "by sub-event type"}]


def test_mentions_carry_the_fields_of_their_kind(
    ledger_path: Path, hand: SimpleNamespace
) -> None:
    rows = lines(ledger_path, "mentions")
    assert {row["kind"] for row in rows} == {"place", "time", "actor", "figure", "speaker"}
    assert all(hand.text[row["start"] : row["end"]] == row["text"] for row in rows)
    assert [row["start"] for row in rows] == sorted(row["start"] for row in rows)
    by_kind = {row["kind"]: row for row in rows}
    assert by_kind["time"]["value"] == "1904-05-03"
    assert "lat" not in by_kind["time"]
    assert by_kind["speaker"]["claim_id"] == hand.claim().claim_id


def test_reports_tell_text_and_state(ledger_path: Path, hand: SimpleNamespace) -> None:
    skipped, report = lines(ledger_path, "reports")
    assert (skipped["state"], skipped["reason"]) == ("skipped", "no text")
    assert (report["text"], report["published"]) == (hand.text, "1904-05-04")
    assert list(report)[:13] == [
        "report", "text", "title", "outlet", "author", "url", "language", "published",
        "published_basis", "state", "reason", "copy_of", "origin_id",
    ]  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
def test_csv_and_parquet_hold_what_json_lines_holds(ledger_path: Path, table: str) -> None:
    told = lines(ledger_path, table)
    cells = list(
        csv.DictReader(io.StringIO(written(ledger_path, table, "csv").decode(), newline=""))
    )
    parquet = pq.read_table(io.BytesIO(written(ledger_path, table, "parquet"))).to_pylist()
    assert len(told) == len(cells) == len(parquet)
    for row, in_csv, in_parquet in zip(told, cells, parquet, strict=True):
        for name, value in row.items():
            assert (
                json.loads(json_text(in_parquet[name]))
                == pytest.approx(value, nan_ok=False)
                if isinstance(value, float)
                else json.loads(json_text(in_parquet[name])) == value
            )
            cell = in_csv[name]
            if isinstance(value, dict | list):
                assert json.loads(cell) == value
            else:
                assert unguard(cell) == ("" if value is None else str(value))


def test_a_cell_that_a_spreadsheet_would_run_is_guarded(ledger_path: Path) -> None:
    cells = list(
        csv.DictReader(io.StringIO(written(ledger_path, "reports", "csv").decode()))
    )
    assert cells[1]["title"] == "'=Lantern Daily="
    assert next(
        csv.DictReader(io.StringIO(written(ledger_path, "mentions", "csv").decode()))
    )


@given(st.text(alphabet="'=+-@\t\rab"))
def test_a_guarded_cell_gives_its_words_back(words: str) -> None:
    assert unguard(guard(words)) == words
    assert not guard(words).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.text())
def test_a_line_is_a_line_to_every_reader(words: str) -> None:
    line = json_text({"text": words})
    assert len(line.splitlines()) == 1
    assert json.loads(line) == {"text": words}


def test_geojson_has_a_point_for_each_place_with_coordinates(
    ledger_path: Path, hand: SimpleNamespace
) -> None:
    found = json.loads(written(ledger_path, "claims", "geojson"))
    assert found["type"] == "FeatureCollection"
    (feature,) = found["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [40.25, -3.5]}
    assert feature["properties"]["claim_id"] == hand.claim().claim_id
    assert feature["properties"]["place_name"] == "Port Quellin"
    (mention,) = json.loads(written(ledger_path, "mentions", "geojson"))["features"]
    assert mention["geometry"]["coordinates"] == [40.25, -3.5]


def test_an_empty_ledger_exports_in_every_format(tmp_path: Path) -> None:
    path = tmp_path / "empty.ledger"
    open_ledger(path, write=True).close()
    for table in TABLES:
        for form in formats_of(table):
            data = written(path, table, form)
            if form == "geojson":
                assert json.loads(data)["features"] == []


def test_a_table_and_format_that_do_not_go_together_are_named(ledger_path: Path) -> None:
    with pytest.raises(
        QueryError,
        match="'reports' is not written as 'geojson'; it is as: jsonl, csv, parquet",
    ):
        written(ledger_path, "reports", "geojson")


def test_the_order_of_arrival_does_not_change_a_byte(
    tmp_path: Path, hand: SimpleNamespace
) -> None:
    names = [f"r{number}" for number in range(5)]
    outputs = []
    for order in (names, names[::-1]):
        path = tmp_path / f"{order[0]}.ledger"
        with open_ledger(path, write=True) as ledger:
            ledger.begin(hand.run)
            for at in range(0, 5, 2 if order is names else 3):
                step = 2 if order is names else 3
                ledger.append([hand.entry(name) for name in order[at : at + step]])
        outputs.append(
            [written(path, table, form) for table in TABLES for form in formats_of(table)]
        )
    assert outputs[0] == outputs[1]


def test_parquet_keeps_dates_as_dates(ledger_path: Path) -> None:
    (row,) = pq.read_table(
        io.BytesIO(written(ledger_path, "claims", "parquet"))
    ).to_pylist()
    assert row["date"]["start"] == date(1904, 5, 3)
