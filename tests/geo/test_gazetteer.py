"""The embedded gazetteer: built once, opened fast, rebuilt when damaged."""

import tracemalloc
from pathlib import Path

import pytest

from warledger.errors import QueryError, ResourceError
from warledger.geo.build import cache_folder, data_folder, embedded_store
from warledger.geo.embedded import division_names
from warledger.geo.explain import explain
from warledger.geo.gazetteer import Gazetteer, load_gazetteer
from warledger.geo.records import SourceRow
from warledger.geo.store import Store, write_store


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return load_gazetteer(data=tmp_path_factory.mktemp("data"))


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("SY.11", "Homs"),
        ("SY.07", "Deir ez-Zor"),
        ("AF.10", "Helmand"),
        ("AF.36", "Paktya"),
        ("IQ.15", "Nineveh"),
        ("UA.05", "Donetsk"),
        ("SD.55", "North Darfur"),
        ("ML.10", "Kidal"),
        ("US.TX", "Texas"),
    ],
)
def test_divisions_have_their_usual_names(code: str, name: str) -> None:
    assert division_names()[code] == name


def test_a_town_knows_its_division_and_country(gazetteer: Gazetteer) -> None:
    place = next(p for p in gazetteer.plain("Al Mayadin") if p.country == "SY")
    assert (place.place_id, place.adm1, place.adm1_name) == (
        "geonames:173480",
        "SY.07",
        "Deir ez-Zor",
    )


def test_countries_have_geonames_ids_and_a_point(gazetteer: Gazetteer) -> None:
    place = next(p for p in gazetteer.plain("syria") if p.kind == "country")
    assert place.place_id == "geonames:163843"
    assert 32 < place.lat < 38


def test_an_open_maps_the_index_and_reads_next_to_nothing_of_it(
    gazetteer: Gazetteer,
) -> None:
    folder = gazetteer.stores[-1].folder
    size = sum(path.stat().st_size for path in folder.iterdir())
    tracemalloc.start()
    try:
        Store(folder)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < size / 20


def test_folders_follow_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WARLEDGER_CACHE", str(tmp_path / "c"))
    monkeypatch.setenv("WARLEDGER_DATA", str(tmp_path / "d"))
    assert cache_folder() == tmp_path / "c"
    assert data_folder() == tmp_path / "d"


def test_a_cache_that_cannot_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    monkeypatch.setattr("warledger.geo.build.embedded_rows", lambda: iter(()))
    with pytest.raises(ResourceError, match="WARLEDGER_CACHE"):
        embedded_store(blocked)


def test_a_damaged_index_is_built_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = SourceRow("geonames:1", ("Zanbur",), 35.0, 37.0, country="SY")
    monkeypatch.setattr("warledger.geo.build.embedded_rows", lambda: iter([row]))
    store = embedded_store(tmp_path)
    (store.folder / "meta.json").write_text("{")
    assert len(embedded_store(tmp_path)) == 1


def test_a_place_without_a_point_keeps_none(tmp_path: Path) -> None:
    write_store(
        tmp_path / "s", [SourceRow("x:1", ("Zanbur",), None, None)], {"source": "s"}
    )
    place = Store(tmp_path / "s").plain("zanbur")[0]
    assert (place.lat, place.lon, place.country) == (None, None, None)


def test_an_empty_store_opens_and_finds_nothing(tmp_path: Path) -> None:
    write_store(tmp_path / "s", [], {"source": "s"})
    assert Store(tmp_path / "s").plain("zanbur") == []


def test_an_explanation_gives_candidates_with_fold_reason_and_distance(
    gazetteer: Gazetteer,
) -> None:
    told = explain("Sukhna", near="Homs", gazetteer=gazetteer)
    best = told.candidates[0]
    assert best.place_id == "geonames:172425"
    assert best.folds
    assert 150 < best.km < 220


def test_a_name_one_consonant_off_is_explained(gazetteer: Gazetteer) -> None:
    told = explain("Uqayrabad", near="Homs", gazetteer=gazetteer)
    assert told.candidates[0].place_id == "geonames:162803"


@pytest.mark.parametrize(("name", "near"), [("", None), ("Homs", "Xqzzy Nowhere")])
def test_what_cannot_be_explained_is_said(
    name: str, near: str | None, gazetteer: Gazetteer
) -> None:
    with pytest.raises(QueryError):
        explain(name, near=near, gazetteer=gazetteer)
