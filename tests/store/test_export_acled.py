"""The file holds to ACLED's codebook: its columns, its codes, numbers where it has numbers."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

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
from warledger.store.exports.codes import EVENT_TYPES

COLUMNS = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 "
    "assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region "
    "country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale "
    "notes fatalities tags timestamp"
)
DISORDER = {"Political violence", "Demonstrations", "Strategic developments", "Political violence; Demonstrations"}  # fmt: skip
INTERACTIONS = {"10", "20", "30", "40", "50", "60", "70", "80"} | {
    f"{a}{b}" for a in range(1, 9) for b in range(a, 9)
}


def check_row(row: dict[str, str]) -> None:
    """Hold one row to the codebook."""
    assert " ".join(row) == COLUMNS
    assert re.fullmatch(r"WL-[CI]-\w+", row["event_id_cnty"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["event_date"])
    assert row["event_date"].startswith(row["year"])
    assert row["time_precision"] in {"1", "2", "3"}
    assert row["geo_precision"] in {"1", "2", "3"}
    assert EVENT_TYPES[row["sub_event_type"]] == row["event_type"]
    assert row["disorder_type"] in DISORDER
    assert row["inter1"] in {"", *"12345678"}
    assert row["inter2"] in {"", *"12345678"}
    assert row["interaction"] in INTERACTIONS | {""}
    assert row["civilian_targeting"] in {"", "Civilian targeting"}
    assert int(row["fatalities"]) >= 0
    assert -90 <= float(row["latitude"]) <= 90
    assert -180 <= float(row["longitude"]) <= 180
    assert "Machine-coded" in row["notes"]
    assert "not ACLED data" in row["notes"]
    assert "machine-coded by Warledger" in row["tags"]


def ledger(tmp_path: Path, hand: SimpleNamespace, **fields: object) -> Path:
    one, two, three = claim_ids(hand)
    rows = [incident("i1", [one, two], **fields), incident("i2", [three])]
    return make_ledger(tmp_path / "own.ledger", hand, rows)


def test_claims_and_incidents_hold_to_the_codebook(
    tmp_path: Path, hand: SimpleNamespace
) -> None:
    path = ledger(tmp_path, hand)
    for table in ("claims", "incidents"):
        rows = cells(path, table, "acled")
        assert rows
        for row in rows:
            check_row(row)


def test_an_incident_says_how_it_stands_and_who_says_it_where(
    tmp_path: Path, hand: SimpleNamespace
) -> None:
    first, second = (
        [{"claim_id": "x", "speaker": s, "denies": []}] for s in ("Guard", None)
    )
    path = ledger(
        tmp_path, hand, standing="denied", origins=2, denials=first + second,
        disagreements=[{"field": "deaths", "versions": []}],
    )  # fmt: skip
    row = cells(path, "incidents", "acled")[0]
    assert row["event_id_cnty"] == "WL-I-i1"
    assert "standing denied; claims 2; independent origins 2" in row["notes"]
    assert "disputed: deaths" in row["notes"]
    assert "denied by Guard, an outlet" in row["notes"]
    quote, where = re.search(
        r'"(The harbour.*?)" \[claim \w+, (r1 \d+-\d+)\]', row["notes"]
    ).groups()  # type: ignore[union-attr]
    start, end = map(int, where.split()[1].split("-"))
    assert hand.text[start:end] == quote
    assert "Harbour Guard (Lantern, 1904-05-04)" in row["notes"]
    assert row["source"] == "Lantern"


def test_the_codes_of_place_days_parties_and_country(
    tmp_path: Path, hand: SimpleNamespace
) -> None:
    row = cells(ledger(tmp_path, hand, place=place(where_prec=4), date_prec=2), "incidents", "acled")[0]  # fmt: skip
    assert (row["time_precision"], row["geo_precision"]) == ("2", "3")
    assert (row["actor1"], row["inter1"]) == ("Syrian Arab Army", "8")
    assert (row["actor2"], row["inter2"]) == ("Islamic State", "2")
    assert row["interaction"] == "28"
    assert (row["iso"], row["region"], row["country"]) == (
        "729",
        "Northern Africa",
        "Sudan",
    )
    assert (row["admin1"], row["location"]) == ("Red Sea", "Port Sudan")
    assert "where_prec=4" in row["tags"]


@pytest.mark.parametrize(
    ("told", "number", "tag"),
    [
        ([], "0", "fatalities=none told"),
        ([deaths("Islamic State", 7, 7, 7)], "7", ""),
        ([deaths("Islamic State", None, None, 40)], "0", "fatalities=0-40"),
        ([deaths("Islamic State", None, None, None, by_speaker=[toll("A", None, None, None, words=["dozens"])])], "12", "deaths by a vague word"),
        ([deaths("Islamic State", 3, None, 12, by_speaker=[toll("A", 3, 3, 3), toll("B", 12, 12, 12)])], "3", "deaths disputed"),
        ([deaths(None, 9, 9, 9), deaths("Civilians", 4, 4, 4)], "9", "deaths without a side"),
    ],
)  # fmt: skip
def test_the_one_number_is_the_most_conservative_and_marked(
    tmp_path: Path, hand: SimpleNamespace, told: list[dict], number: str, tag: str
) -> None:
    row = cells(ledger(tmp_path, hand, deaths=told), "incidents", "acled")[0]
    assert row["fatalities"] == number
    assert tag in row["tags"]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"status": "denied"}, "status denied"),
        ({"status": "expected"}, "status expected"),
        ({"date_start": None, "date_end": None, "date_prec": None}, "no day"),
        ({"place": None}, "no coordinates"),
        ({"place": place(lat=None, lon=None)}, "no coordinates"),
        ({"date_prec": 5}, "spans more than a month"),
    ],
)
def test_what_acled_would_not_hold_is_left_out_and_counted(
    tmp_path: Path, hand: SimpleNamespace, fields: dict, reason: str
) -> None:
    path = ledger(tmp_path, hand, **fields)
    data, counts = written_with_counts(path, "incidents", "acled")
    assert (counts.rows, counts.left_out) == (1, {reason: 1})
    assert data.decode().count("WL-I-") == 1


def test_civilian_targeting_is_told_where_only_civilians_are_hit(
    tmp_path: Path, hand: SimpleNamespace
) -> None:
    path = ledger(tmp_path, hand, side_b=["Civilians"], side_b_ids=["generic:civilians"])
    hit, fighters = cells(path, "incidents", "acled")
    assert (hit["civilian_targeting"], hit["interaction"]) == ("Civilian targeting", "78")
    assert fighters["civilian_targeting"] == ""


@pytest.mark.parametrize(
    ("form", "cell"), [("acled", "notes"), ("ucdp", "source_article"), ("hxl", "claims")]
)
def test_an_incident_of_many_claims_fits_a_spreadsheet_s_cell(
    tmp_path: Path, hand: SimpleNamespace, form: str, cell: str
) -> None:
    many = claim_ids(hand) * 1_000
    told = [deaths("Islamic State", 7, 7, 7)]
    path = make_ledger(tmp_path / "own.ledger", hand, [incident("i1", many, deaths=told)])
    found = cells(path, "incidents", form)[-1][cell]
    assert claim_ids(hand)[0] in found
    assert "more in the incident i1" in found
    assert len(found) < 32_767
