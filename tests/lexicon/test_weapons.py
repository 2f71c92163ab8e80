"""Weapons, equipment, structures and units: forms, patterns, and examples that show them."""

import re
from collections.abc import Iterable

import pytest

from warledger.errors import ResourceError
from warledger.lexicon.units import load_units
from warledger.lexicon.weapons import (
    KINDS,
    load_equipment,
    load_structures,
    load_weapons,
)


def shows(forms: Iterable[str], sentence: str) -> bool:
    words = "|".join(sorted(map(re.escape, forms), key=len, reverse=True))
    return re.search(rf"(?<!\w)(?:{words})(?!\w)", sentence, re.IGNORECASE) is not None


def test_every_example_shows_what_it_is_an_example_of() -> None:
    every = (
        *load_weapons().weapons,
        *load_equipment().equipment,
        *load_structures().structures,
        *load_units().units,
    )
    assert [entry.example for entry in every if not shows(entry.forms, entry.example)] == []


def test_every_kind_of_weapon_is_there() -> None:
    assert {weapon.kind_id for weapon in load_weapons().weapons} == set(KINDS)


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("mortar shells", "shelling"),
        ("barrel bombs", "airstrike"),
        ("uav", "drone"),
        ("car bomb", "ied"),
        ("suicide bombers", "suicide"),
        ("chlorine gas", "chemical"),
        ("hand grenades", "grenade"),
        ("gunfire", "clash"),
    ],
)
def test_a_weapon_tells_the_kind_of_event(form: str, kind: str) -> None:
    assert load_weapons().by_form[form].kind_id == kind


@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("T-72B3", "tank"),
        ("a BMP-2", "infantry fighting vehicle"),
        ("the BTR-80", "armoured personnel carrier"),
        ("an Su-25", "warplane"),
        ("a BM-21", "rocket launcher"),
        ("two S-300 batteries", "air defence system"),
        ("an Mi-8", "transport plane"),
    ],
)
def test_a_designation_leads_to_its_item(words: str, item: str) -> None:
    found = [
        e.item for e in load_equipment().patterns if e.pattern and e.pattern.search(words)
    ]
    assert found == [item]


@pytest.mark.parametrize("word", ["M23", "A-10", "Su", "MiG", "T-shirt", "2023", "Mina"])
def test_what_is_no_designation_is_left_alone(word: str) -> None:
    found = [
        e.item for e in load_equipment().patterns if e.pattern and e.pattern.search(word)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("form", "item"),
    [
        ("pick-up trucks", "technical"),
        ("humvees", "armoured vehicle"),
        ("lorries", "truck"),
    ],
)
def test_variants_share_one_canonical_item(form: str, item: str) -> None:
    assert load_equipment().by_form[form].item == item


def test_structures_cover_what_shells_hit() -> None:
    wanted = {"hospital", "schools", "mosque", "markets", "bridge", "base", "checkpoint"}
    assert wanted <= set(load_structures().by_form)


@pytest.mark.parametrize(
    ("form", "measure", "factor"),
    [
        ("km2", "area", 1.0),
        ("square kilometres", "area", 1.0),
        ("hectares", "area", 0.01),
        ("miles", "distance", 1.609344),
        ("%", "share", 1.0),
        ("per cent", "share", 1.0),
    ],
)
def test_a_unit_has_its_measure_and_factor(form: str, measure: str, factor: float) -> None:
    unit = load_units().by_form[form]
    assert (unit.measure, unit.factor) == (measure, factor)


@pytest.mark.parametrize(
    "load", [load_weapons, load_equipment, load_structures, load_units]
)
def test_a_missing_language_is_named(load: object) -> None:
    with pytest.raises(ResourceError, match="no such lexicon file"):
        load("xx")  # type: ignore[operator]
