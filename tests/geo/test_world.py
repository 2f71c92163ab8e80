"""Places of ordinary news from many countries, with the embedded gazetteer alone.

A case lists every place that its text names, in text order: mention, country, first-order
division. A mention without a country must be found and may stay without a point; anything
else that is given a point is a mistake.
"""

from typing import Any

import pytest

from case_files import cases
from warledger.geo.gazetteer import Gazetteer, load_gazetteer
from warledger.geo.recognise import find_toponyms
from warledger.geo.resolve import resolve


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return load_gazetteer(data=tmp_path_factory.mktemp("data"))


@pytest.mark.parametrize("case", cases("geo_world"))
def test_the_places_of_ordinary_news_are_found_and_resolved(
    case: dict[str, Any], gazetteer: Gazetteer
) -> None:
    text, at, wanted = case["text"], 0, {}
    for mention, country, adm1 in case["places"]:
        start = text.index(mention, at)
        at = start + len(mention)
        wanted[start, at] = (country, adm1)
    toponyms = find_toponyms(text, gazetteer=gazetteer, demonyms=True)
    places = resolve(toponyms, text, gazetteer=gazetteer)
    for (start, end), (country, adm1) in wanted.items():
        place = next((p for p in places if p.span.start < end and start < p.span.end), None)
        assert place is not None, f"missed: {text[start:end]}"
        if country is not None:
            assert (place.country, place.lat is not None) == (country, True), place
            assert adm1 in (None, place.adm1), place
    stray = [
        p.mention
        for p in places
        if p.lat is not None
        and not any(start < p.span.end and p.span.start < end for start, end in wanted)
    ]
    assert stray == []
