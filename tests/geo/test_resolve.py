"""Which place a name means in its report, and when none fits."""

import pytest

from case_files import cases
from warledger.geo.gazetteer import Gazetteer, load_gazetteer
from warledger.geo.recognise import find_toponyms
from warledger.geo.records import distance_km
from warledger.geo.resolve import resolve


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return load_gazetteer(data=tmp_path_factory.mktemp("data"))


@pytest.mark.parametrize("case", cases("geo_resolve"))
def test_a_name_means_the_place_that_fits_its_report(
    case: dict, gazetteer: Gazetteer
) -> None:
    text = case["text"]
    toponyms = find_toponyms(text, gazetteer=gazetteer)
    places = resolve(toponyms, text, gazetteer=gazetteer)
    place = next(p for p in places if p.mention == case["mention"])
    assert (place.lat is None) == case.get("unresolved", False), place.reason
    assert place.reason
    for key, field in (("country", "country"), ("adm1", "adm1"), ("place_id", "place_id")):
        if key in case:
            assert getattr(place, field) == case[key], place.reason
    if "where_prec" in case:
        assert place.where_prec == case["where_prec"]
    if "near" in case:
        assert distance_km(place.lat, place.lon, *case["near"]) <= case["within_km"]


def test_there_is_one_place_for_each_toponym_in_their_order(gazetteer: Gazetteer) -> None:
    text = "From Homs to Hama, past Barzanqun village, and back to Homs."
    toponyms = find_toponyms(text, gazetteer=gazetteer)
    places = resolve(toponyms, text, gazetteer=gazetteer)
    assert [p.span for p in places] == [t.span for t in toponyms]


def test_a_name_has_one_sense_in_a_report(gazetteer: Gazetteer) -> None:
    text = "Shells hit Tripoli in Lebanon. Later Tripoli was quiet. In Tripoli people wept."
    toponyms = find_toponyms(text, gazetteer=gazetteer)
    places = resolve(toponyms, text, gazetteer=gazetteer)
    assert {p.country for p in places if p.mention == "Tripoli"} == {"LB"}


def test_a_hint_of_the_country_decides_between_namesakes(gazetteer: Gazetteer) -> None:
    text = "The road to Tripoli was open."
    toponyms = find_toponyms(text, gazetteer=gazetteer)
    place = resolve(toponyms, text, gazetteer=gazetteer, countries_hint=["LB", "LB"])[0]
    assert place.country == "LB"


def test_no_toponyms_give_no_places(gazetteer: Gazetteer) -> None:
    assert resolve((), "Nothing here.", gazetteer=gazetteer) == ()
