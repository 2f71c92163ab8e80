"""What of a claim reaches the page: its colour, its shape, its values."""

from dataclasses import replace

import pytest

from warledger.model import Claim, ClaimActor, Report, Span
from warledger.web.rows import (
    COLOURS,
    NO_ACTOR,
    NOBODY,
    OTHERS,
    colours_of,
    kind_of,
    side_of,
)

Told = list[tuple[Report, list[Claim]]]


def by(claim: Claim, name: str, side: str | None = None) -> Claim:
    return replace(claim, actors=(ClaimActor(name, None, name, Span(0, 1), side=side),))


def test_a_claim_has_the_side_of_its_first_actor_or_else_the_actors_name(
    told: Told,
) -> None:
    _, killing, taking = told[0][1]
    assert side_of(taking) == "Government"
    assert side_of(by(taking, "gunmen")) == "gunmen"
    assert side_of(killing) == NO_ACTOR


def test_known_sides_are_coloured_before_names_without_a_side(told: Told) -> None:
    claim = told[0][1][2]
    claims = [
        by(claim, "gunmen"),
        by(claim, "gunmen"),
        by(claim, "a brigade", "Government"),
    ]
    assert colours_of(claims) == {"Government": 0, "gunmen": 1}


def test_what_is_beyond_the_palette_shares_one_grey(told: Told) -> None:
    claim = told[0][1][2]
    colours = colours_of([by(claim, f"group {n:02}") for n in range(COLOURS + 3)])
    assert sorted(colours.values()) == [*range(COLOURS), OTHERS, OTHERS, OTHERS]


def test_colours_do_not_depend_on_the_order_of_claims(told: Told) -> None:
    claims = [by(told[0][1][2], name) for name in ("c", "a", "b", "a")] + [told[0][1][1]]
    assert colours_of(claims) == colours_of(claims[::-1])
    assert colours_of(claims)[NO_ACTOR] == NOBODY


@pytest.mark.parametrize(
    ("event_type", "sub_event_type", "kind"),
    [
        ("Battles", "Armed clash", "battle"),
        ("Battles", "Non-state actor overtakes territory", "territory"),
        ("Explosions/Remote violence", "Suicide bomb", "explosion"),
        ("Violence against civilians", "Attack", "civilians"),
        ("Riots", "Mob violence", "protest"),
        ("Strategic developments", "Agreement", "other"),
        ("A type to come", "Unheard of", "other"),
    ],
)
def test_a_shape_says_the_kind_of_event(
    told: Told, event_type: str, sub_event_type: str, kind: str
) -> None:
    claim = replace(told[0][1][2], event_type=event_type, sub_event_type=sub_event_type)
    assert kind_of(claim) == kind
