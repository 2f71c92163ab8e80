"""The user's gazetteers: added whole or not at all, listed with where they came from."""

from pathlib import Path

import pytest

from warledger.errors import ConfigError, ResourceError
from warledger.geo.gazetteer import Gazetteer, load_gazetteer, user_stores
from warledger.geo.sources import add_source, list_sources, remove_source, verify
from warledger.geo.store import Store

ROWS = (
    "name,lat,lon,country,adm1,id\nZanbur,35,37,SY,Homs,1\nTall Zanbur,36,38,SY,Aleppo,2\n"
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "own.csv"
    path.write_text(ROWS, "utf-8")
    return path


def test_an_added_source_is_listed_with_origin_checksum_and_licence(
    table: Path, tmp_path: Path
) -> None:
    info = add_source(table, data=tmp_path, licence="CC0")
    assert (info.name, info.places, info.format, info.licence) == ("own", 2, "csv", "CC0")
    assert len(info.sha256) == 64
    assert list_sources(data=tmp_path) == (info,)


def test_an_added_source_is_asked_by_every_later_gazetteer(
    table: Path, tmp_path: Path
) -> None:
    add_source(table, data=tmp_path)
    gazetteer = load_gazetteer(data=tmp_path, embedded=False)
    assert [place.place_id for place in gazetteer.plain("zanbur")] == ["user:1"]
    assert gazetteer.folded("Zanbour", countries=["SY"])[0].name == "Zanbur"


def test_a_failed_add_leaves_the_old_source_as_it_was(table: Path, tmp_path: Path) -> None:
    before = add_source(table, data=tmp_path)
    table.write_text(ROWS + "Broken,900,37,SY,Homs,3\n", "utf-8")
    with pytest.raises(ConfigError, match="line 4, column 2: latitude '900'"):
        add_source(table, data=tmp_path)
    assert list_sources(data=tmp_path) == (before,)
    assert [info.problem for info in verify(data=tmp_path)] == [""]


def test_an_interrupted_add_leaves_nothing_behind(table: Path, tmp_path: Path) -> None:
    def interrupt(done: int, whole: int | None) -> None:
        raise KeyboardInterrupt

    table.write_text("name,lat,lon\n" + "A,1,2\n" * 6000, "utf-8")
    with pytest.raises(KeyboardInterrupt):
        add_source(table, data=tmp_path, progress=interrupt)
    assert list_sources(data=tmp_path) == ()
    assert list((tmp_path / "gazetteers").iterdir()) == []


def test_a_damaged_source_is_named_by_verify_and_mended_by_adding_again(
    table: Path, tmp_path: Path
) -> None:
    info = add_source(table, data=tmp_path)
    names = info.path / "names.txt"
    names.write_bytes(names.read_bytes().swapcase())
    assert "not as it was written" in verify(data=tmp_path)[0].problem
    add_source(table, data=tmp_path)
    assert verify(data=tmp_path)[0].problem == ""


def test_a_cut_off_store_is_refused(table: Path, tmp_path: Path) -> None:
    info = add_source(table, data=tmp_path)
    (info.path / "lat.bin").write_bytes(b"")
    with pytest.raises(ResourceError, match="damaged"):
        user_stores(tmp_path)
    assert "damaged" in list_sources(data=tmp_path)[0].problem


def test_a_removed_source_is_gone_and_an_unknown_one_is_named(
    table: Path, tmp_path: Path
) -> None:
    add_source(table, data=tmp_path)
    remove_source("own", data=tmp_path)
    assert list_sources(data=tmp_path) == ()
    with pytest.raises(ConfigError, match="no such source; there are none"):
        remove_source("own", data=tmp_path)


def test_two_sources_records_of_one_place_are_linked(table: Path, tmp_path: Path) -> None:
    one = add_source(table, data=tmp_path)
    table.write_text("name,lat,lon,country,id\nZanbur,35.01,37.0,SY,77\n", "utf-8")
    other = add_source(table, name="other", data=tmp_path)
    gazetteer = Gazetteer([Store(one.path), Store(other.path)])
    assert len(gazetteer.plain("Zanbur")) == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("http://example.org/SY.zip", "only https"),
        ("file:///etc/passwd", "only https"),
        ("https://127.0.0.1/SY.zip", "private address"),
        ("https://localhost/SY.zip", "private address"),
        ("https://[::1]/SY.zip", "private address"),
        ("missing.csv", "no such file"),
    ],
)
def test_what_may_not_be_added_is_refused(given: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=said):
        add_source(given, data=tmp_path)


def test_an_empty_table_is_refused(table: Path, tmp_path: Path) -> None:
    table.write_text("name,lat,lon\n", "utf-8")
    with pytest.raises(ConfigError, match="holds no place"):
        add_source(table, data=tmp_path)
    assert list_sources(data=tmp_path) == ()
