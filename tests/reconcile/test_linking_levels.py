"""Every outcome of a comparison has a weight and words; types and triggers are compared."""

import re
from itertools import product

import pytest

from warledger.reconcile.compare import TYPES, UNLIKE, compare_types
from warledger.reconcile.features_deed import HARM, find_deeds
from warledger.reconcile.weights import load_weights
from warledger.store.sql import query

NAMED = re.compile(r"(?:THEN|ELSE)\s+'(\w+)'|'(\w+)', '(\w+)'\)\n")
ASPECT = re.compile(r"END AS (\w+)")


def levels_in(name: str) -> set[tuple[str, str]]:
    """Return each aspect with the levels that a statement names for it."""
    found = set()
    for part in re.split(r"(?<!CASE)\n(?=\s*CASE WHEN)|, CASE", query(name)):
        for aspect in ASPECT.findall(part)[:1]:
            told = part[: part.index(f"END AS {aspect}")]
            found |= {
                (aspect, level) for names in NAMED.findall(told) for level in names if level
            }
    return found


@pytest.mark.parametrize("statement", ["link_near", "link_sentences", "link_levels"])
def test_every_level_that_is_found_has_a_weight(statement: str) -> None:
    known = {(level.aspect, level.level) for level in load_weights().levels}
    found = levels_in(statement)
    assert found
    assert found <= known


def test_every_kind_of_two_types_has_a_weight() -> None:
    known = {x.level for x in load_weights().levels if x.aspect == "type"}
    assert {compare_types(x, y) for x, y in product(TYPES, TYPES)} == known


def test_types_are_compared_alike_from_both_sides() -> None:
    for one, other in product(TYPES, TYPES):
        assert compare_types(one, other) == compare_types(other, one)


def test_a_deal_is_no_strike_and_a_protest_is_no_shelling() -> None:
    assert compare_types("Agreement", "Air/drone strike") == UNLIKE
    shelling = "Shelling/artillery/missile attack"
    assert compare_types("Peaceful protest", shelling) == UNLIKE
    assert compare_types("Air/drone strike", shelling) == "afar"


def test_a_trigger_is_known_by_its_stems_and_harm_by_its_name() -> None:
    assert find_deeds("raids") == ("raids",)
    assert set(find_deeds("shelled")) & set(find_deeds("shelling"))
    assert find_deeds("killing 12 guards") == (HARM,)
    assert find_deeds("wounded") == (HARM,)
    assert find_deeds("hit") == ()


def test_the_dearest_outcome_of_an_aspect_is_known() -> None:
    weights = load_weights()
    bits = [x.bits for x in weights.levels if x.aspect == "report"]
    assert weights.most("report") == max(bits)
