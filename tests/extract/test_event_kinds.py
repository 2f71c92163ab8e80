"""What kind of event it was, by trigger, weapon, force and victim."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from warledger.model import Claim, Report

CLAIM_CASES = "event_kinds"

Extract = Callable[[Sequence[Report]], list[tuple[Claim, ...]]]

SHELLING = "Shelling/artillery/missile attack"
FROM_THE_AIR = "Air/drone strike"
MINED = "Remote explosive/landmine/IED"
CLASH = "Armed clash"
WEAPONS = {
    "artillery": SHELLING,
    "Grad rockets": SHELLING,
    "mortars": SHELLING,
    "ballistic missiles": SHELLING,
    "howitzers": SHELLING,
    "a drone": FROM_THE_AIR,
    "kamikaze drones": FROM_THE_AIR,
    "warplanes": FROM_THE_AIR,
    "helicopters": FROM_THE_AIR,
    "glide bombs": FROM_THE_AIR,
    "barrel bombs": FROM_THE_AIR,
    "hand grenades": "Grenade",
    "chlorine gas": "Chemical weapon",
    "a roadside bomb": MINED,
    "a car bomb": MINED,
    "a suicide car bomb": "Suicide bomb",
}
NEAR_AT_HAND = {"an IED": MINED, "landmines": MINED, "machetes": CLASH, "small arms": CLASH}
CLAUSES = (
    "Rebels attacked an army base near Gao with {weapon}.",
    "Rebels attacked an army base near Gao using {weapon}.",
    "Six soldiers were killed with {weapon} near Gao.",
    "{weapon} killed six soldiers near Gao.",
    "An attack with {weapon} killed six soldiers near Gao.",
)
USED = "Rebels used {weapon} to attack an army base near Gao."


@pytest.mark.model
def test_the_kind_follows_trigger_weapon_force_and_victim(
    claim_case: dict[str, Any], check: Callable[[dict[str, Any]], None]
) -> None:
    check(claim_case)


def kinds(
    clause: str,
    weapons: Sequence[str],
    make_report: Callable[..., Report],
    claims_of: Extract,
) -> dict[str, list[str]]:
    """Return, per weapon, the types of the clause's claims."""
    texts = [clause.format(weapon=weapon) for weapon in weapons]
    reports = [make_report(text[0].upper() + text[1:]) for text in texts]
    found = claims_of(reports)
    return {
        weapon: [claim.sub_event_type for claim in claims]
        for weapon, claims in zip(weapons, found, strict=True)
    }


@pytest.mark.model
@pytest.mark.parametrize("clause", CLAUSES)
def test_the_weapon_tells_the_kind_wherever_it_stands(
    clause: str, make_report: Callable[..., Report], claims_of: Extract
) -> None:
    every = WEAPONS | NEAR_AT_HAND
    wanted = {weapon: [kind] for weapon, kind in every.items()}
    assert kinds(clause, tuple(every), make_report, claims_of) == wanted


@pytest.mark.model
def test_a_weapon_that_is_used_to_attack_tells_the_kind(
    make_report: Callable[..., Report], claims_of: Extract
) -> None:
    wanted = {weapon: [kind] for weapon, kind in WEAPONS.items()}
    assert kinds(USED, tuple(WEAPONS), make_report, claims_of) == wanted


@pytest.mark.model
@pytest.mark.xfail(reason="'used' takes whatever is no heavier weapon for shelling")
def test_a_small_weapon_that_is_used_to_attack_is_no_shelling(
    make_report: Callable[..., Report], claims_of: Extract
) -> None:
    wanted = {weapon: [kind] for weapon, kind in NEAR_AT_HAND.items()}
    assert kinds(USED, tuple(NEAR_AT_HAND), make_report, claims_of) == wanted
