"""The table `control` of a ledger: made at once or bit by bit, with copies and divisions."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from control_claims import Text, add, control_of, export, rows, take_in
from warledger.cli import warledger
from warledger.store.control import control_row, to_control
from warledger.store.opening import open_ledger


def case(
    quote: str, trigger: str, says: str, place: str, **fields: object
) -> dict[str, Any]:
    """Return a case about one place, with whom the quote names as parties."""
    ids = {"army": "saf", "RSF": "rsf", "residents": "residents"}
    named = [[word, ids[word]] for word in ids if word in quote]
    return {"quote": quote, "trigger": trigger, "says": says, "actors": named,
            "places": [[place, fields.pop("of", {})]], **fields}  # fmt: skip


TOOK = case("The army took Kutum.", "took", "capture", "Kutum", date="2023-05-04")
LOST = case("The RSF took Kutum.", "took", "capture", "Kutum", date="2023-06-09")
HOLDS = case("The RSF holds Anka.", "holds", "control", "Anka", date="2023-05-05")
CLAIMED = case("The RSF seized Anka.", "seized", "capture", "Anka", date="2023-05-05",
               sources=[["RSF", "rsf"]])  # fmt: skip
DENIED = case("The army denied the seizure of Anka.", "denied", "capture", "Anka",
              date="2023-05-05", status="denied", sources=[["SUNA", "outlet:suna"]])  # fmt: skip
DENIED["actors"] = []
FAR = case("The army took Telal.", "took", "capture", "Telal", date=None,
           of={"place_id": None, "where_prec": None, "adm1": None, "country": None})  # fmt: skip
WHOLE = case("The army took the whole of Sennar.", "took", "capture", "Sennar",
             date="2023-07-01", of={"where_prec": 4, "kind": "state", "adm1": None,
                                    "country": "SD"})  # fmt: skip
DAM = case("The RSF took Rosaires.", "took", "capture", "Rosaires", date="2023-06-01",
           of={"adm1": "Sennar"})  # fmt: skip
TEXTS = tuple(
    Text(f"r{n}", outlet, date(2023, 7, 1 + n), (one,))
    for n, (outlet, one) in enumerate(
        [("SUNA", TOOK), ("Lantern", LOST), ("Lantern", HOLDS), ("Wire", CLAIMED),
         ("SUNA", DENIED), ("Wire", FAR), ("Wire", WHOLE), ("Lantern", DAM)]
    )
)  # fmt: skip


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return control_of(tmp_path_factory.mktemp("all") / "x.ledger", [TEXTS])


@settings(max_examples=12)
@given(st.permutations(TEXTS), st.integers(1, len(TEXTS)))
def test_bit_by_bit_in_any_order_gives_the_same_bytes(
    at_once: bytes, tmp_path_factory: pytest.TempPathFactory, texts: list[Text], size: int
) -> None:
    batches = [texts[at : at + size] for at in range(0, len(texts), size)]
    path = tmp_path_factory.mktemp("bits") / "x.ledger"
    assert control_of(path, batches) == at_once


def test_an_account_ends_where_another_begins(at_once: bytes) -> None:
    kutum = [row for row in rows(at_once) if row["place"]["name"] == "Kutum"]
    assert [(row["holder"], row["from"], row["to"]) for row in kutum] == [
        ("Sudanese Armed Forces", "2023-05-04", "2023-06-09"),
        ("Rapid Support Forces", "2023-06-09", ".."),
    ]


def test_what_is_told_of_the_whole_division_is_told_of_its_places(at_once: bytes) -> None:
    dam = [row for row in rows(at_once) if row["place"]["name"] == "Rosaires"]
    assert [(row["holder"], row["from"], row["to"]) for row in dam] == [
        ("Rapid Support Forces", "2023-06-01", "2023-07-01"),
        ("Sudanese Armed Forces", "2023-07-01", ".."),
    ]
    assert "told of the whole of Sennar" in dam[1]["reason"]


def test_a_changed_report_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "x.ledger"
    control_of(path, [TEXTS])
    with open_ledger(path, write=True) as ledger:
        add(ledger, [Text("r1", "Lantern", date(2023, 7, 2), (HOLDS,))], revision=2)
        take_in(ledger)
        after = rows(export(ledger))
    kutum = [row for row in after if row["place"]["name"] == "Kutum"]
    assert [(row["holder"], row["to"]) for row in kutum] == [
        ("Sudanese Armed Forces", "..")
    ]


def test_a_copy_speaks_with_its_origins_voice(tmp_path: Path) -> None:
    path = tmp_path / "x.ledger"
    origin = Text("origin", "SUNA", date(2023, 5, 5), (TOOK,))
    copy = Text("copy", "Lantern", date(2023, 5, 6), (TOOK,))
    with open_ledger(path, write=True) as ledger:
        add(ledger, [origin, copy])
        take_in(ledger)
        before = rows(export(ledger))
        passage = {
            "start": 0,
            "end": 30,
            "origin": "origin",
            "origin_start": 0,
            "origin_end": 30,
        }
        with ledger.writing():
            row = {"report": "copy", "revision": 1, "copy_of": ["origin"], "share": 1.0,
                   "origin_id": "origin", "passages": [passage], "evidence": []}  # fmt: skip
            ledger.insert("copies", [row])
        take_in(ledger, copied=frozenset({"copy"}))
        after = rows(export(ledger))
    outlets = {"SUNA": "Sudan News Agency"}
    assert len(before[0]["according_to"]) == 2
    assert len(after[0]["according_to"]) == 1
    assert after[0]["according_to"][0] in {"SUNA", *outlets.values()}
    assert len(after[0]["claims"]) == 2


def test_a_place_that_no_gazetteer_has_is_known_by_name_and_country(at_once: bytes) -> None:
    (telal,) = [row for row in rows(at_once) if row["place"]["name"] == "Telal"]
    assert telal["place_key"].startswith("name:")
    assert (telal["from"], telal["from_first"]) == ("/2023-07-06", None)


def test_rows_are_the_records_they_were_made_of(tmp_path: Path) -> None:
    path = tmp_path / "x.ledger"
    control_of(path, [TEXTS])
    with open_ledger(path) as ledger:
        for row in ledger.rows("control"):
            assert control_row(to_control(row)) == dict(row)


def run(path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(warledger, ["control", str(path), *arguments])


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "x.ledger"
    control_of(path, [TEXTS])
    return path


def test_the_history_of_a_place_is_printed(ledger: Path) -> None:
    result = run(ledger, "kutum")
    assert result.exit_code == 0
    assert "2023-05-04 to 2023-06-09: held by Sudanese Armed Forces" in result.stdout


def test_a_day_and_a_speaker_narrow_it(ledger: Path) -> None:
    on = run(ledger, "Kutum", "--on", "2023-05-20", "--json")
    assert [json.loads(line)["side"] for line in on.stdout.splitlines()] == [
        "Government of Sudan"
    ]
    by = run(ledger, "Anka", "--according-to", "lantern", "--json")
    assert [json.loads(line)["according_to"] for line in by.stdout.splitlines()] == [
        ["Lantern"]
    ]


def test_another_spelling_finds_the_place(ledger: Path) -> None:
    assert "Rosaires" in run(ledger, "Rosayres").stdout


def test_a_place_nobody_speaks_of_is_one_line(ledger: Path) -> None:
    result = run(ledger, "Nowhere")
    assert result.exit_code == 1
    assert "nobody in" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_name_of_several_places_lists_them(tmp_path: Path) -> None:
    other = case("The RSF took Kutum.", "took", "capture", "Kutum", date="2023-05-05",
                 of={"place_id": "own:other", "adm1": "South"})  # fmt: skip
    path = tmp_path / "x.ledger"
    control_of(path, [[*TEXTS, Text("r9", "Wire", date(2023, 7, 9), (other,))]])
    result = run(path, "Kutum")
    assert result.exit_code == 1
    assert "own:Kutum" in result.stderr
    assert "own:other" in result.stderr
    assert run(path, "own:other").exit_code == 0
