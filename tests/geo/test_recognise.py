"""Which stretches of a text name places, with what the words say about them."""

import string
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from case_files import cases
from warledger.geo.gazetteer import Gazetteer, load_gazetteer
from warledger.geo.recognise import find_toponyms
from warledger.geo.resolve import resolve
from warledger.lexicon.places import load_place_words
from warledger.model import Span


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return load_gazetteer(data=tmp_path_factory.mktemp("data"))


@pytest.mark.parametrize("case", cases("geo_recognise"))
def test_the_places_of_a_sentence_are_found(case: dict, gazetteer: Gazetteer) -> None:
    text = case["text"]
    found = find_toponyms(text, gazetteer=gazetteer)
    names = {t.span.of(text): t for t in found}
    assert [t.span.of(text) for t in found if not t.is_metonym] == case["places"]
    assert [t.span.of(text) for t in found if t.is_metonym] == case.get("metonyms", [])
    for name, container in case.get("containers", {}).items():
        assert names[name].container is not None
        assert names[name].container.of(text) == container
    for name, relation in case.get("relations", {}).items():
        assert names[name].relation == relation


@pytest.mark.parametrize(
    "example", sorted({kind.example for kind in load_place_words().kinds.values()})
)
def test_every_kind_word_has_an_example_that_is_a_place(
    example: str, gazetteer: Gazetteer
) -> None:
    text = f"Residents were seen {example} before noon."
    assert find_toponyms(text, gazetteer=gazetteer)


@pytest.mark.parametrize("example", load_place_words().prefix_examples)
def test_every_prefix_has_an_example_that_is_a_place(
    example: str, gazetteer: Gazetteer
) -> None:
    assert find_toponyms(f"The soldiers {example} at dawn.", gazetteer=gazetteer)


def test_a_taken_stretch_is_no_place(gazetteer: Gazetteer) -> None:
    text = "The Homs Military Council spoke in Homs."
    found = find_toponyms(text, gazetteer=gazetteer, taken=[Span(4, 25)])
    assert [t.span.of(text) for t in found] == ["Homs"]
    assert found[0].span.start > 25


def test_a_country_taken_as_actor_is_still_a_place_after_in(gazetteer: Gazetteer) -> None:
    text = "They met in Turkey."
    found = find_toponyms(text, gazetteer=gazetteer, taken=[Span(12, 18)])
    assert [t.span.of(text) for t in found] == ["Turkey"]


def test_demonyms_are_given_only_when_asked_for(gazetteer: Gazetteer) -> None:
    text = "Turkish jets flew over Raqqa."
    assert [t.kind for t in find_toponyms(text, gazetteer=gazetteer)] == [None]
    asked = find_toponyms(text, gazetteer=gazetteer, demonyms=True)
    assert [t.kind for t in asked] == ["demonym", None]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=string.ascii_letters + " .,-'’\n‘éāḤ0123456789()", max_size=200))
def test_spans_lie_in_the_text_in_order_and_do_not_overlap(text: str) -> None:
    found = find_toponyms(text, gazetteer=load_gazetteer())
    assert all(0 <= t.span.start < t.span.end <= len(text) for t in found)
    for one, other in pairwise(found):
        assert one.span.end <= other.span.start


def test_demonyms_inside_a_force_and_a_power_before_a_hyphen_are_given(
    gazetteer: Gazetteer,
) -> None:
    text = "The Turkish army and US-backed fighters met South Korean envoys, in English."
    start = text.index("Turkish army")
    taken = [Span(start, start + len("Turkish army"))]
    asked = find_toponyms(text, gazetteer=gazetteer, taken=taken, demonyms=True)
    assert [t.span.of(text) for t in asked] == ["Turkish", "US", "South Korean"]
    assert {t.kind for t in asked} == {"demonym"}
    places = resolve(asked, text, gazetteer=gazetteer)
    assert [(p.country, p.where_prec) for p in places] == [("TR", 6), ("US", 6), ("KR", 6)]
    assert all(p.place_id and p.lat is not None for p in places)


def test_names_of_firms_and_languages_are_no_demonyms(gazetteer: Gazetteer) -> None:
    text = "She spoke in French. American Airlines and the Irish Times said no."
    assert find_toponyms(text, gazetteer=gazetteer, demonyms=True) == ()
