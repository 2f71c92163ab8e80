"""The file holds to UCDP GED's codebook, above all its sums and the order of its bounds."""

import re
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from export_ledger import (
    cells,
    claim_ids,
    deaths,
    incident,
    make_ledger,
    place,
    toll,
    written_with_counts,
)
from warledger.store.exports.codes import priogrid_gid

COLUMNS = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id "
    "conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a "
    "side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office "
    "source_date source_headline source_original where_prec where_coordinates "
    "where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id "
    "region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians "
    "deaths_unknown best high low gwnoa gwnob"
)
KILLED = [deaths("Islamic State", 7, 7, 7)]


def check_row(row: dict[str, str]) -> None:
    """Hold one row to the codebook."""
    assert " ".join(row) == COLUMNS
    assert re.fullmatch(r"WL-[CI]-\w+", row["id"])
    assert row["code_status"].startswith("Machine claim; ")
    assert row["type_of_violence"] in {"", "1", "2", "3"}
    assert row["where_prec"] in set("1234567")
    assert row["date_prec"] in set("12345")
    assert row["event_clarity"] in {"1", "2"}
    assert row["region"] in {"", "Africa", "Americas", "Asia", "Europe", "Middle East"}
    assert row["date_start"] <= row["date_end"]
    assert row["year"] == row["date_start"][:4].lstrip("0")
    names = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    low, best, high = (int(row[name]) for name in ("low", "best", "high"))
    assert sum(int(row[name]) for name in names) == best
    assert 0 <= low <= best <= high
    assert high > 0
    lat, lon = float(row["latitude"]), float(row["longitude"])
    assert int(row["priogrid_gid"]) == priogrid_gid(lat, lon)
    assert row["geom_wkt"] == f"POINT ({lon} {lat})"
    for theirs in ("conflict_new_id", "dyad_new_id", "side_a_new_id", "side_b_new_id"):
        assert row[theirs] == ""


def ledger(folder: Path, hand: SimpleNamespace, rows: list[dict]) -> Path:
    ids = claim_ids(hand)
    made = [{"deaths": KILLED} | row for row in rows]
    return make_ledger(
        folder / "own.ledger", hand, [incident(f"i{n}", ids[:2], **row) for n, row in enumerate(made)]
    )  # fmt: skip


def test_claims_and_incidents_hold_to_the_codebook(
    tmp_path: Path, hand: SimpleNamespace
) -> None:
    path = ledger(tmp_path, hand, [{}])
    for table in ("claims", "incidents"):
        rows = cells(path, table, "ucdp")
        assert rows
        for row in rows:
            check_row(row)


COUNTS = st.one_of(st.none(), st.integers(0, 10**6).map(float))
ROWS = st.lists(
    st.builds(
        deaths, st.sampled_from([None, "Islamic State", "Syrian Arab Army", "Civilians", "x"]),
        COUNTS, COUNTS, COUNTS,
        belongs_to=st.sampled_from([None, "side_a", "side_b", "civilians"]),
        by_speaker=st.lists(st.builds(toll, st.just("A"), COUNTS, COUNTS, COUNTS,
                                      words=st.lists(st.sampled_from(["dozens", "few"])),
                                      superseded=st.booleans()), max_size=3),
    ),
    max_size=5,
)  # fmt: skip


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROWS, min_size=1, max_size=12))
def test_sums_and_order_hold_in_every_row_that_is_written(
    hand: SimpleNamespace, rows: list[list[dict]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = ledger(Path(folder), hand, [{"deaths": row} for row in rows])
        for row in cells(path, "incidents", "ucdp"):
            check_row(row)


def test_the_state_stands_first_and_its_dead_with_it(
    tmp_path: Path, hand: SimpleNamespace
) -> None:
    turned = {
        "side_a": ["Islamic State"], "side_a_ids": ["is"], "side_b": ["Syrian Arab Army"],
        "side_b_ids": ["sy-army"], "deaths": [*KILLED, deaths("Syrian Arab Army", 1, 1, 1)],
    }  # fmt: skip
    straight, turned_row = cells(ledger(tmp_path, hand, [{}, turned]), "incidents", "ucdp")
    for row in (straight, turned_row):
        assert (row["side_a"], row["side_b"]) == ("Syrian Arab Army", "Islamic State")
        assert (row["type_of_violence"], row["dyad_name"], row["gwnoa"], row["gwnob"]) == (
            "1", "Syrian Arab Army - Islamic State", "652", "",
        )  # fmt: skip
        assert row["deaths_b"] == "7"
    assert turned_row["deaths_a"] == "1"


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("sy-army", "is", "1"), ("is", "nusra", "2"), ("is", "generic:civilians", "3"),
        ("generic:civilians", "sy-army", "3"), ("nobody", "is", ""), ("", "generic:civilians", "3"),
    ],
)  # fmt: skip
def test_the_type_of_violence_follows_from_the_sides(
    tmp_path: Path, hand: SimpleNamespace, a: str, b: str, expected: str
) -> None:
    sides = {"side_a": [a or "x"], "side_a_ids": [a], "side_b": [b], "side_b_ids": [b]}
    (row,) = cells(ledger(tmp_path, hand, [sides]), "incidents", "ucdp")
    assert row["type_of_violence"] == expected
    if b == "generic:civilians" or a == "generic:civilians":
        assert row["side_b"] == "generic:civilians"


def test_disputed_dead_are_the_lowest_told_with_the_range_and_a_mark(
    tmp_path: Path, hand: SimpleNamespace
) -> None:
    told = [toll("A", 3, 3, 3), toll("B", 12, 12, 12)]
    row = {"deaths": [deaths("Islamic State", 3, None, 12, by_speaker=told)]}
    (found,) = cells(ledger(tmp_path, hand, [row]), "incidents", "ucdp")
    assert (found["low"], found["best"], found["high"]) == ("3", "3", "12")
    assert "deaths disputed" in found["code_status"]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"deaths": []}, "no deaths told"),
        ({"deaths": [deaths(None, 0, 0, 0)]}, "no deaths told"),
        ({"status": "not_occurred"}, "status not_occurred"),
        ({"place": place(lat=None, lon=None)}, "no coordinates"),
        ({"date_start": None, "date_end": None}, "no day"),
    ],
)
def test_what_ucdp_would_not_hold_is_left_out_and_counted(
    tmp_path: Path, hand: SimpleNamespace, fields: dict, reason: str
) -> None:
    _, counts = written_with_counts(ledger(tmp_path, hand, [fields]), "incidents", "ucdp")
    assert (counts.rows, counts.left_out) == (0, {reason: 1})


def test_a_claim_is_related_to_its_incident(tmp_path: Path, hand: SimpleNamespace) -> None:
    rows = cells(ledger(tmp_path, hand, [{}]), "claims", "ucdp")
    assert [row["relid"] for row in rows] == ["WL-I-i0", "WL-I-i0", rows[2]["id"]]
    assert "incident i0 single-origin" in rows[0]["code_status"]
