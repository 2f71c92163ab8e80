"""Parties found in running text: cases as data, and what must hold for any text at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_files import cases
from warledger.extract.actors import find_actors, story_country
from warledger.lexicon.actors import load_actors
from warledger.lexicon.countries import load_countries, load_force_nouns, load_leaders
from warledger.lexicon.outlets import load_outlets
from warledger.lexicon.persons import load_person_nouns

WORDS = st.lists(
    st.sampled_from(
        [
            "the",
            "The",
            "Syrian",
            "army",
            "ISIS",
            "'s",
            "fighters",
            "and",
            ",",
            ".",
            "-",
            "(",
            "SDF",
            ")",
            "General",
            "Ali",
            "al-",
            "Nusra",
            "Front",
            "led",
            "US",
            "-backed",
            "rebels",
            "of",
            "members",
            "IS",
            "is",
            "Jaysh",
            "Brigade",
            "Assads",
            "forces",
            "airstrikes’s",
            "ʿ",
            "4th",
            "Russian",
            "Kurdish",
            "minister",
            "told",
            "أحرار",
            "Йемен",
            "ﷺ",
        ]
    ),
    max_size=40,
)


@pytest.mark.parametrize("case", cases("actors_mentions"))
def test_the_parties_of_a_sentence_are_found(case: dict) -> None:
    found = find_actors(case["text"], country=case.get("country"))
    wanted = [tuple(row) for row in case["mentions"]]
    got = [
        (m.span.of(case["text"]), m.actor_id, m.role) for m in found if m.role != "country"
    ]
    assert got == wanted


def test_every_actor_is_found_in_its_example() -> None:
    missed = [
        (actor.actor_id, actor.example)
        for actor in load_actors().actors.values()
        if actor.actor_id not in {m.actor_id for m in find_actors(actor.example)}
    ]
    assert missed == []


def test_every_outlet_is_found_in_its_example() -> None:
    missed = [
        (outlet.outlet_id, outlet.example)
        for outlet in load_outlets().values()
        if f"outlet:{outlet.outlet_id}"
        not in {m.actor_id for m in find_actors(outlet.example)}
    ]
    assert missed == []


def test_every_country_names_its_soldiers() -> None:
    missed = [
        country.example
        for country in load_countries().values()
        if country.code.isupper()
        and country.code not in {m.country for m in find_actors(country.example)}
    ]
    assert missed == []


def test_every_noun_and_leader_is_found_in_its_example() -> None:
    entries = [*load_force_nouns(), *load_person_nouns(), *load_leaders()]
    assert [entry.example for entry in entries if not find_actors(entry.example)] == []


@given(WORDS)
def test_mentions_lie_in_the_text_in_order_without_overlaps(words: list[str]) -> None:
    text = " ".join(words)
    found = find_actors(text)
    end = 0
    for mention in found:
        assert end <= mention.span.start < mention.span.end <= len(text)
        assert mention.head is not None
        assert mention.name
        end = mention.span.end


@given(st.text(max_size=200))
def test_no_text_breaks_the_finder(text: str) -> None:
    assert find_actors(text) == find_actors(text)


def test_the_story_is_about_the_country_named_most() -> None:
    assert (
        story_country("In Sudan, the RSF shelled El Fasher. Chad closed the border.")
        == "SD"
    )


def test_warplanes_do_not_move_the_story_to_their_country() -> None:
    text = "Russian warplanes struck a market in Syria. Russian jets returned at night."
    assert story_country(text) == "SY"


def test_a_text_without_countries_has_none() -> None:
    assert story_country("The mill at the ford burned down.") is None


def test_a_states_forces_abroad_are_external() -> None:
    text = "Turkish troops entered a village in Syria. Syria protested."
    troops = next(m for m in find_actors(text) if m.actor_id == "tr-military")
    assert troops.inter == 8


def test_what_else_could_be_meant_is_kept() -> None:
    rebels = find_actors("Rebels withdrew.", country="SY")[0]
    assert rebels.is_generic
    assert rebels.candidates == ("sy-opposition",)
    assert rebels.reason


def test_the_side_of_an_official_is_that_of_the_body_before_the_title() -> None:
    text = "Ukrainian Defence Ministry spokesman Danylo Verhun counted twelve."
    person = find_actors(text)[-1]
    assert (person.name, person.side, person.is_person) == (
        "Danylo Verhun",
        "Government of Ukraine",
        True,
    )


def test_a_state_agencys_army_is_its_own_countrys_where_the_text_names_no_country() -> None:
    army = find_actors("The army took the mill.", outlet="SANA")[0]
    assert army.actor_id == "sy-army"
