"""The states of one place, from what several tellers say of it."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_files import cases
from warledger.lexicon.actors import load_actors
from warledger.model import ClaimActor, ControlKind, Place, Span
from warledger.reconcile.control import make_states
from warledger.reconcile.control_parties import Party, party_of
from warledger.reconcile.control_reading import Saying, Sense

KUTUM = Place(Span(0, 5), "Kutum", "Kutum", "own:kutum", 1.0, 2.0, 1)
KINDS = [kind.value for kind in ControlKind]
SENSES = [sense.name for sense in Sense]


def party(actor_id: str | None) -> Party | None:
    if actor_id is None:
        return None
    listed = load_actors().actors[actor_id]
    return party_of(ClaimActor(listed.name, actor_id, "x", Span(0, 1), listed.side))


def saying(number: int, said: Sequence[Any]) -> Saying:
    teller, actor_id, kind, sense, edtf, *status = said
    first, _, last = edtf.partition("/")
    return Saying(
        claim_id=f"c{number}",
        place=KUTUM,
        place_claim=f"c{number}",
        party=party(actor_id),
        kind=ControlKind(kind),
        sense=Sense[sense],
        first=date.fromisoformat(first) if first else None,
        last=date.fromisoformat(last or first),
        edtf=edtf,
        lasts=False,
        is_unconfirmed="unconfirmed" in status,
        teller=teller,
        teller_key=teller,
        order=(edtf, f"r{number}", 0),
    )


@pytest.mark.parametrize("case", cases("control_states"))
def test_states_follow_from_what_is_said(case: dict[str, Any]) -> None:
    states = make_states("k", [saying(n, said) for n, said in enumerate(case["said"])])
    found = [
        [
            s.kind.value,
            s.holder,
            s.since,
            s.until,
            list(s.according_to),
            len(s.contradicted_by),
        ]
        for s in states
    ]
    assert found == case["found"]


DAYS = st.integers(0, 40).map(lambda n: (date(2023, 5, 1) + timedelta(days=n)).isoformat())
SAID = st.tuples(
    st.sampled_from(["SUNA", "Wire", "Lantern"]),
    st.sampled_from(["saf", "rsf", "sd-air", None]),
    st.sampled_from(KINDS),
    st.sampled_from(SENSES),
    st.one_of(
        DAYS, DAYS.map("/{}".format), st.tuples(DAYS, DAYS).map(sorted).map("/".join)
    ),
    st.sampled_from(["occurred", "unconfirmed"]),
)
MANY = st.lists(SAID, max_size=12).map(
    lambda all_: [saying(n, s) for n, s in enumerate(all_)]
)


@given(MANY, st.randoms())
def test_the_order_of_arrival_does_not_matter(
    sayings: list[Saying], chance: Random
) -> None:
    shuffled = list(sayings)
    chance.shuffle(shuffled)
    assert make_states("k", shuffled) == make_states("k", sayings)


@given(MANY)
def test_ids_are_unlike_and_claims_are_known(sayings: list[Saying]) -> None:
    states = make_states("k", sayings)
    known = {saying.claim_id for saying in sayings}
    assert len({state.control_id for state in states}) == len(states)
    for state in states:
        assert known.issuperset(state.claims + state.ended_by + state.contradicted_by)
        assert not set(state.claims) & set(state.contradicted_by)
        assert state.according_to


@given(MANY)
def test_every_word_that_begins_or_finds_a_state_is_in_one(sayings: list[Saying]) -> None:
    told = {s.claim_id for s in sayings if s.sense in (Sense.BEGINS, Sense.IS)}
    states = make_states("k", sayings)
    assert told <= {claim for state in states for claim in state.claims}


@given(MANY)
def test_no_state_ends_before_it_begins(sayings: list[Saying]) -> None:
    for state in make_states("k", sayings):
        if state.since_first and state.until_last:
            assert state.since_first <= state.until_last


@given(MANY)
def test_saying_all_twice_says_no_more(sayings: list[Saying]) -> None:
    assert make_states("k", sayings * 2) == make_states("k", sayings)


@given(MANY)
def test_an_unconfirmed_word_changes_no_confirmed_state(sayings: list[Saying]) -> None:
    firm = [saying for saying in sayings if not saying.is_unconfirmed]
    confirmed = [s for s in make_states("k", sayings) if not s.is_unconfirmed]
    assert list(make_states("k", firm)) == confirmed
