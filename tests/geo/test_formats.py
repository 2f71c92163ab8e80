"""What a user's gazetteer may look like, and how what is wrong with it is said."""

import json
import zipfile
from pathlib import Path

import pytest

from warledger.errors import ConfigError
from warledger.geo import opened
from warledger.geo.formats import read_source
from warledger.geo.records import SourceRow


def geonames_row(
    number: str = "1",
    name: str = "Tall Zanbur",
    lat: str = "35.1",
    lon: str = "37.2",
    country: str = "SY",
    adm1: str = "11",
) -> str:
    cells = [
        number,
        name,
        name,
        "تل زنبور,Tell Zanboûr",
        lat,
        lon,
        "P",
        "PPL",
        country,
        "",
        adm1,
    ]
    return "\t".join([*cells, "", "", "", "120", "", "", "Asia/Damascus", "2020-01-01"])


def read(path: Path) -> tuple[str, list[SourceRow]]:
    kind, rows = read_source(path)
    return kind, list(rows)


def test_a_geonames_dump_is_read_with_all_its_names(tmp_path: Path) -> None:
    path = tmp_path / "SY.txt"
    path.write_text(geonames_row() + "\n", "utf-8")
    kind, rows = read(path)
    assert kind == "geonames"
    assert rows[0].place_id == "geonames:1"
    assert rows[0].names == ("Tall Zanbur", "تل زنبور", "Tell Zanboûr")
    assert (rows[0].adm1, rows[0].adm1_name, rows[0].population) == ("SY.11", "Homs", 120)


def test_a_zip_with_a_readme_is_read_without_unpacking(tmp_path: Path) -> None:
    path = tmp_path / "SY.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("SY.txt", geonames_row())
    assert read(path)[1][0].names[0] == "Tall Zanbur"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            geonames_row() + "\n" + geonames_row("2") + "\textra",
            "line 2: 20 columns; expected 19",
        ),
        (geonames_row(lat="900"), "line 1, column 5: latitude '900'"),
        (geonames_row(lon="x"), "line 1, column 6: longitude 'x'"),
        (geonames_row() + "\n" + geonames_row(), "line 2: id 1 stood in row 1 already"),
        ("", "is empty"),
        ("name,lat\nA,1\n", "line 1: no column 'lon'"),
        ("name,lat,lon\nA,1\n", "line 2: 2 columns; expected 3"),
        ("name,lat,lon\n,1,2\n", "line 2, column 1: no name"),
        ("name,lat,lon\nA,91,2\n", "line 2, column 2: latitude '91'"),
        ("name,lat,lon,country\nA,1,2,Syria\n", "line 2, column 4: country 'SYRIA'"),
        ('{"features": [', "line 1, column"),
        ('{"a": 1}', "no 'features'"),
        ('{"features": [{"properties": {"x": "y"}}]}', "feature 1: no name"),
        ('{"features": [{"properties": {"NAME_EN": "A"}}]}', "feature 1: no 'geometry'"),
    ],
)
def test_what_is_wrong_is_said_with_line_and_column(
    tmp_path: Path, body: str, said: str
) -> None:
    path = tmp_path / "places.txt"
    path.write_text(body, "utf-8")
    with pytest.raises(ConfigError, match=r"places\.txt") as error:
        read(path)
    assert said in str(error.value)


def test_a_truncated_zip_is_refused(tmp_path: Path) -> None:
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("SY.txt", "\n".join(geonames_row(str(n)) for n in range(500)))
    cut = tmp_path / "SY.zip"
    cut.write_bytes(whole.read_bytes()[:-200])
    with pytest.raises(ConfigError, match="is no whole zip file"):
        read(cut)


def test_a_zip_that_unpacks_to_far_more_than_its_size_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", "0" * 5_000_000)
    with pytest.raises(ConfigError, match="unpacks to"):
        read(path)


def test_bytes_that_are_no_utf8_are_named_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes(geonames_row().encode() + b"\n2\tCaf\xe9\n")
    with pytest.raises(ConfigError, match="not UTF-8"):
        read(path)


def test_a_csv_with_divisions_by_name_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        "name,lat,lon,country,governorate,names\nZanbur,35,37,sy,Homs,Zanbour;Zunbur\n"
    )
    kind, rows = read(path)
    assert kind == "csv"
    assert rows[0].names == ("Zanbur", "Zanbour", "Zunbur")
    assert (rows[0].country, rows[0].adm1, rows[0].adm1_name) == ("SY", "SY.11", "Homs")


def test_a_cod_ab_feature_is_read_with_its_pcode(tmp_path: Path) -> None:
    path = tmp_path / "adm.geojson"
    feature = {
        "properties": {
            "NAME_EN": "Zanbur",
            "NAME_ARA": "زنبور",
            "PCODE": "SYC999",
            "ADMIN1_EN": "Homs",
        },
        "geometry": {
            "type": "Polygon",
            "coordinates": [[[37, 35], [38, 35], [38, 36], [37, 35]]],
        },
    }
    path.write_text(json.dumps({"features": [feature]}), "utf-8")
    kind, rows = read(path)
    assert kind == "geojson"
    assert rows[0].place_id == "ocha:SYC999"
    assert (rows[0].lat, rows[0].lon, rows[0].adm1_name) == (35.5, 37.5, "Homs")


def test_the_bound_on_unpacked_size_is_kept_while_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened, "MAX_UNPACKED", 100)
    path = tmp_path / "SY.txt"
    path.write_text(geonames_row() + "\n" + geonames_row("2"), "utf-8")
    with pytest.raises(ConfigError, match="longer than 100 bytes"):
        read(path)
