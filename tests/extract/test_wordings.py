"""One event in many wordings: the claim stays the same but for what the wording changes.

Every party, verb and place of small lists is told plainly and in each wording. Type, parties
and places have to stay, and the status has to become the wording's own. A name is never worth
more than its class, so what fails for one fails the wording.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

import pytest

from warledger.model import Claim, Report

pytestmark = pytest.mark.model

PARTIES = ("Arakan Army fighters", "Russian troops", "the Rapid Support Forces", "gunmen")
PLACES = ("the town of Bara", "Kherson")


@dataclass(frozen=True, slots=True)
class Verb:
    """The four forms of a verb."""

    base: str
    past: str
    participle: str
    ing: str


VERBS = (
    Verb("capture", "captured", "captured", "capturing"),
    Verb("shell", "shelled", "shelled", "shelling"),
    Verb("attack", "attacked", "attacked", "attacking"),
    Verb("retake", "retook", "retaken", "retaking"),
    Verb("bomb", "bombed", "bombed", "bombing"),
)
EVENTS = tuple(product(PARTIES, VERBS, PLACES))

# Wording → status. {who}, {place} … are filled in; the first letter becomes a capital.
KEPT = {
    "{place} was {participle} by {who}.": "occurred",
    "{who} have {participle} {place}.": "occurred",
    "On Monday, {who} {past} {place}.": "occurred",
    "{who} {past} {place} on Monday, killing 12 soldiers.": "occurred",
    "Nothing else is known. {Who} {past} {place}.": "occurred",
    "{who} began {ing} {place}.": "occurred",
    "The governor said that {who} {past} {place}.": "occurred",
    "According to the governor, {who} {past} {place}.": "occurred",
    "{who} {past} {place}, the governor said.": "occurred",
    "{who} {past} {place}, according to the governor.": "occurred",
    "“{Who} {past} {place},” the governor said.": "occurred",
    "{who} are {ing} {place}.": "ongoing",
    "{who} did not {base} {place}.": "not_occurred",
    "{place} was not {participle} by {who}.": "not_occurred",
    "{who} failed to {base} {place}.": "not_occurred",
    "The governor denied that {who} had {participle} {place}.": "denied",
    "The governor rejected reports that {who} had {participle} {place}.": "denied",
    "{who} will {base} {place}.": "expected",
    "{who} threatened to {base} {place}.": "expected",
    "{who} reportedly {past} {place}.": "unconfirmed",
    "{who} may have {participle} {place}.": "unconfirmed",
}
LOST = {
    "{who} denied {ing} {place}.": (
        "denied",
        "who denies is taken out as the speaker and does not act",
    ),
    "{place}, which {who} {past}, is quiet.": (
        "occurred",
        "a place that a relative clause hangs on is no place of that clause's event",
    ),
    "The governor ordered {who} to {base} {place}.": (
        "expected",
        "an order to do something gives no claim",
    ),
}


def sentence(wording: str, who: str, verb: Verb, place: str) -> str:
    told = wording.format(
        who=who,
        Who=who[0].upper() + who[1:],
        place=place,
        base=verb.base,
        past=verb.past,
        participle=verb.participle,
        ing=verb.ing,
    )
    return told[0].upper() + told[1:]


Extract = Callable[[Sequence[Report]], list[tuple[Claim, ...]]]
Core = tuple[str, str, tuple[str, ...], tuple[str, ...]]
PLAIN = "{who} {past} {place}."


def core(claim: Claim) -> Core:
    """Return what a wording has to keep, and the status."""
    return (
        claim.sub_event_type,
        claim.status.value,
        tuple(sorted(actor.actor_id or actor.name for actor in claim.actors)),
        tuple(place.mention for place in claim.places),
    )


def cores_of(
    wording: str, make_report: Callable[..., Report], claims_of: Extract
) -> list[list[Core]]:
    """Return the claims of every event told in the wording."""
    reports = [
        make_report(sentence(wording, *event), name=str(number), published="2023-05-17")
        for number, event in enumerate(EVENTS)
    ]
    return [[core(claim) for claim in claims] for claims in claims_of(reports)]


@pytest.fixture(scope="module")
def plain(make_report: Callable[..., Report], claims_of: Extract) -> list[list[Core]]:
    return cores_of(PLAIN, make_report, claims_of)


@pytest.fixture
def check_wording(
    plain: list[list[Core]], make_report: Callable[..., Report], claims_of: Extract
) -> Callable[[str, str], None]:
    def check(wording: str, status: str) -> None:
        found = cores_of(wording, make_report, claims_of)
        wrong = [
            (sentence(wording, *event), got)
            for event, ((kind, _, actors, places),), got in zip(
                EVENTS, plain, found, strict=True
            )
            if got != [(kind, status, actors, places)]
        ]
        assert not wrong

    return check


def test_told_plainly_each_event_has_who_and_where(plain: list[list[Core]]) -> None:
    for found in plain:
        assert len(found) == 1
        _, status, actors, places = found[0]
        assert (status, len(actors), len(places)) == ("occurred", 1, 1)


@pytest.mark.parametrize(("wording", "status"), KEPT.items())
def test_a_wording_changes_the_status_and_nothing_else(
    wording: str, status: str, check_wording: Callable[[str, str], None]
) -> None:
    check_wording(wording, status)


@pytest.mark.parametrize(
    ("wording", "status"),
    [
        pytest.param(wording, status, marks=pytest.mark.xfail(reason=why))
        for wording, (status, why) in LOST.items()
    ],
)
def test_a_wording_that_is_known_to_lose_something(
    wording: str, status: str, check_wording: Callable[[str, str], None]
) -> None:
    check_wording(wording, status)
