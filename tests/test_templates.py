from typing import Any

import pytest

from warledger.evaluate.templates import make_templates

PERSON = {"id": "person:vera-lund", "name": "Vera Lund", "mention": "Vera Lund"}
GUNMEN = {"id": "generic:gunmen", "name": "gunmen", "mention": "masked gunmen"}
REBELS = {
    "id": "shining-path",
    "name": "Shining Path",
    "mention": "Shining Path guerrillas",
}
ARMY = {"id": "pe-military", "name": "Armed Forces of Peru", "mention": "army"}


def claim(name: str, kind: str, quote: str, **fields: object) -> dict[str, Any]:
    base = {"claim_id": name, "report": "r", "sub_event_type": kind, "quote": quote}
    empty: dict[str, Any] = {
        "status": "occurred",
        "actors": [],
        "targets": [],
        "figures": [],
    }
    return base | empty | fields


def templates(*claims: dict[str, Any], together: bool = False) -> list[dict[str, Any]]:
    names = [one["claim_id"] for one in claims]
    groups = [names] if together else [[name] for name in names]
    incidents = [{"incident_id": group[0], "claims": group} for group in groups]
    (row,) = make_templates(claims, incidents)
    return list(row["templates"])


def test_people_who_act_for_a_body_fill_both_slots() -> None:
    (one,) = templates(claim("a", "Attack", "…", actors=[REBELS], targets=[PERSON]))
    assert (one["PerpInd"], one["PerpOrg"]) == (
        ["Shining Path guerrillas"],
        ["Shining Path"],
    )
    assert one["Victim"] == ["Vera Lund"]


@pytest.mark.parametrize(
    ("kind", "quote", "expected"),
    [
        ("Suicide bomb", "a man blew himself up", "bombing"),
        ("Attack", "gunmen threw a grenade at the house", "bombing"),
        ("Attack", "gunmen shot a judge", "attack"),
        ("Abduction/forced disappearance", "gunmen took two teachers", "kidnapping"),
        ("Looting/property destruction", "rebels set fire to the town hall", "arson"),
        ("Looting/property destruction", "rebels robbed the bank", "robbery"),
    ],
)
def test_the_kind_of_act_is(kind: str, quote: str, expected: str) -> None:
    (one,) = templates(claim("a", kind, quote, actors=[GUNMEN], targets=[PERSON]))
    assert one["incident_type"] == expected


def test_battles_of_armies_and_what_did_not_happen_are_no_templates() -> None:
    clash = claim("a", "Armed clash", "…", actors=[REBELS], targets=[ARMY])
    denied = claim("b", "Attack", "…", status="denied", actors=[GUNMEN])
    talks = claim("c", "Agreement", "…")
    assert templates(clash, denied, talks) == []


def test_claims_of_one_incident_make_one_template() -> None:
    first = claim("a", "Attack", "shot with rifles", actors=[GUNMEN])
    second = claim("b", "Attack", "the judge died", targets=[PERSON])
    (one,) = templates(first, second, together=True)
    assert (one["PerpInd"], one["Victim"]) == (["masked gunmen"], ["Vera Lund"])
    assert len(templates(first, second)) == 2
