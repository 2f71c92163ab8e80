"""What a claim says of who holds a place."""

from typing import Any

import pytest

from case_files import cases
from control_claims import told
from warledger.lexicon.actors import load_actors
from warledger.model import ClaimActor, Span
from warledger.reconcile.control_parties import Party, common_name, exclude, party_of
from warledger.reconcile.control_reading import read_sayings


@pytest.mark.parametrize("case", cases("control_sayings"))
def test_a_claim_says_who_begins_keeps_or_ends_holding_a_place(
    case: dict[str, Any],
) -> None:
    found = [
        [s.place.name, s.party.key if s.party else None, s.kind.value, s.sense.name]
        for s in read_sayings(told(case))
    ]
    assert found == case["found"]


def base(**fields: object) -> dict[str, Any]:
    return {
        "says": "capture", "quote": "The army captured Kutum.", "trigger": "captured",
        "actors": [["army", "saf"]], "places": [["Kutum", {}]], **fields,
    }  # fmt: skip


def test_a_named_speaker_tells_it_and_an_outlet_without_one() -> None:
    (own,) = read_sayings(told(base()))
    (said,) = read_sayings(told(base(sources=[["SUNA", "outlet:suna"]])))
    assert (own.teller, said.teller) == ("Lantern", "SUNA")


def test_nameless_sources_are_told_apart_by_where_they_stand() -> None:
    (said,) = read_sayings(told(base(sources=[["source", "generic:sources"]])))
    assert said.teller == "source (in Lantern)"


def test_what_has_no_day_is_no_younger_than_its_report() -> None:
    (said,) = read_sayings(told(base(date=None)))
    assert (said.first, said.edtf) == (None, "/2023-05-06")
    assert said.words == ("no day told; the report is of 2023-05-06",)


def test_places_encircled_in_one_claim_make_a_pocket() -> None:
    quote = "The army encircled Anka and Fata."
    case = base(says="encirclement", quote=quote, trigger="encircled",
                places=[["Anka", {}], ["Fata", {}]])  # fmt: skip
    assert {said.together for said in read_sayings(told(case))} == {("Anka", "Fata")}


def test_the_whole_of_a_place_is_marked() -> None:
    case = base(quote="The army captured the whole of Kutum.")
    assert [said.is_of_whole for said in read_sayings(told(case))] == [True]


def party(actor_id: str) -> Party:
    listed = load_actors().actors[actor_id]
    found = party_of(ClaimActor(listed.name, actor_id, "x", Span(0, 1), listed.side))
    assert found is not None
    return found


def test_a_brigade_its_army_and_its_government_are_one_party() -> None:
    assert party("saf").key == party("sd-air").key == party("sd-government").key


def test_allies_do_not_exclude_each_other_in_the_years_of_their_alliance() -> None:
    from datetime import date

    army, guests = party("sy-army"), party("ru-vks")
    assert not exclude(army, guests, on=date(2017, 1, 1))
    assert exclude(army, guests, on=date(2012, 1, 1))


def test_fighters_of_no_known_side_exclude_nobody() -> None:
    fighters = party_of(ClaimActor("fighters", "generic:fighters", "x", Span(0, 1)))
    assert fighters is not None
    assert not exclude(fighters, party("saf"), on=None)


def test_who_only_watches_holds_nothing() -> None:
    watcher = ClaimActor("Observatory", "sohr", "x", Span(0, 1))
    assert party_of(watcher) is None
    assert party_of(ClaimActor("Civilians", "generic:civilians", "x", Span(0, 1))) is None


def test_several_bodies_of_one_party_go_by_the_body_above_them() -> None:
    both = common_name((party("saf"), party("sd-air")))
    assert both.name in {load_actors().actors[i].name for i in ("saf", "sd-government")}
