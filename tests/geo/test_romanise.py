"""Spellings of one name meet, and names that differ stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warledger.geo.romanise import fold_keys, likeness, near_keys, plain_key, query_keys
from warledger.lexicon.places import load_folds


@pytest.mark.parametrize("pair", load_folds().examples, ids="=".join)
def test_every_fold_makes_its_example_meet(pair: tuple[str, str]) -> None:
    asked, held = pair
    kept = {key for country in (None, "TR") for key in fold_keys(held, country=country)}
    wanted = {key for country in (None, "TR") for key in fold_keys(asked, country=country)}
    assert (wanted | set(query_keys(asked))) & kept


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Deir ez-Zor", "Dayr az Zawr"),
        ("Deirezzor", "Deir Ezzour"),
        ("Jarabulus", "Jerablus"),
        ("Al-Qamishli", "Qamishly"),
        ("Umm al-Qasr", "Um Qasr"),
        ("Khirbat al-Jawz", "Kherbet Eljoz"),
        ("Tall Rif'at", "Tel Rifaat"),
        ("Mekele", "Mek'ele"),
        ("Pul-e Khumri", "Pol-i Khomri"),
        ("الصفيرة", "Safira"),
    ],
)
def test_romanisations_of_one_name_share_a_key(one: str, other: str) -> None:
    assert set(query_keys(one)) & set(query_keys(other))


@pytest.mark.parametrize(
    ("one", "other"), [("Homs", "Hama"), ("Raqqa", "Rafah"), ("Idlib", "Aleppo")]
)
def test_different_names_share_no_key(one: str, other: str) -> None:
    assert not set(query_keys(one)) & set(query_keys(other))


def test_the_nearer_spelling_is_more_alike() -> None:
    assert likeness("Sukhna", "As Sukhnah") > likeness("Sukhna", "Şaḩnāyā")


def test_vowels_that_arabic_writes_tell_names_of_one_key_apart() -> None:
    assert likeness("Hmeimat", "حميمات") > likeness("Hmeimat", "حمام")


def test_a_key_with_one_consonant_too_many_is_tried_without_it() -> None:
    assert set(near_keys(query_keys("Uqayrabad")[0])) & set(fold_keys("‘Uqayribāt"))


@given(st.text(max_size=40))
def test_the_plain_key_of_a_plain_key_is_itself(name: str) -> None:
    assert plain_key(plain_key(name)) == plain_key(name)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz -'āḩşţ", min_size=1, max_size=30))
def test_every_name_has_a_key_and_is_most_like_itself(name: str) -> None:
    assert fold_keys(name)
    assert likeness(name, name) == 1.0
