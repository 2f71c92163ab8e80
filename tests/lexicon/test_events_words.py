"""Inflection, set phrases and noun types: the small helpers of the event lexicon."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warledger.lexicon.blocks import load_blocks
from warledger.lexicon.inflect import noun_forms, verb_forms
from warledger.lexicon.nouns import TYPES, load_noun_types
from warledger.lexicon.stand_ins import load_stand_ins

LEMMAS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=12)


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("die", {"die", "dies", "died", "dying"}),
        ("flee", {"flees", "fleeing"}),
        ("gas", {"gassed", "gassing"}),
        ("patrol", {"patrolled", "patrolling"}),
        ("level", {"levelled", "leveled", "levelling", "leveling"}),
        ("bury", {"buries", "buried", "burying"}),
        ("torch", {"torches", "torched"}),
        ("go", {"goes", "going"}),
        ("open", {"opened", "opening"}),
        ("repel", {"repelled", "repelling"}),
    ],
)
def test_a_verb_is_inflected(lemma: str, forms: set[str]) -> None:
    assert forms <= verb_forms(lemma)


def test_a_spaced_noun_is_made_plural_at_its_end() -> None:
    assert noun_forms("car bomb") == {"car bomb", "car bombs"}


@given(LEMMAS)
def test_the_lemma_is_among_its_forms(lemma: str) -> None:
    assert lemma in verb_forms(lemma)
    assert lemma in noun_forms(lemma)


def test_every_set_phrase_is_found_in_its_example_and_in_itself() -> None:
    lexicon = load_blocks()
    assert [
        b.example for b in lexicon.blocks if not lexicon.pattern.search(b.example)
    ] == []
    forms = [form for block in lexicon.blocks for form in block.forms]
    assert [form for form in forms if not lexicon.pattern.fullmatch(form)] == []


@pytest.mark.parametrize(
    "words", ["an attack on the base", "a strike near Sanaa", "the raid"]
)
def test_words_of_war_are_no_set_phrase(words: str) -> None:
    assert load_blocks().pattern.search(words) is None


def test_noun_types_are_known_and_in_both_numbers() -> None:
    types = load_noun_types()
    assert set(types.values()) == set(TYPES) - {"weapon"}
    assert types["battalion"] == types["battalions"] == "group"
    assert (types["villager"], types["highlands"], types["ambush"]) == (
        "person",
        "place",
        "event",
    )


def test_every_stand_in_is_found_in_its_example() -> None:
    found = load_stand_ins()
    missed = [e.example for e in found.entries if not e.pattern.search(e.example)]
    assert missed == []


@pytest.mark.parametrize(
    "words", ["The firm fired three clerks.", "It was a seven-year-old building."]
)
def test_a_stand_in_needs_what_has_to_follow(words: str) -> None:
    assert list(load_stand_ins().find(words, 0, len(words))) == []
