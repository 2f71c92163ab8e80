"""The same sentence with the sides exchanged gives the claim with the sides exchanged."""

from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest

from case_files import cases
from warledger.model import Claim, Report, Section, Span
from warledger.pipeline import Settings, extract_claims

pytestmark = pytest.mark.model

SIDES = [
    ("Syrian Arab Army", "Islamic State"),
    ("Ukrainian forces", "Russian forces"),
    ("Sudanese army", "Rapid Support Forces"),
    ("Israeli army", "Hamas"),
    ("Houthis", "Saudi-led coalition"),
    ("Taliban", "Afghan army"),
    ("Somali army", "al-Shabaab"),
    ("Turkish army", "YPG"),
]
# ACLED's types name who did it: a state's force regains a place that another party
# overtakes, and arrests people whom another party abducts.
BY_STATE = {
    "Government regains territory": "Non-state actor overtakes territory",
    "Arrests": "Abduction/forced disappearance",
}
PUBLISHED = date(2021, 3, 4)


def claims_of(text: str) -> tuple[Claim, ...]:
    section = Section(Span(0, len(text)), PUBLISHED, "field")
    report = Report("r", text, published=PUBLISHED, language="en", sections=(section,))
    (extraction,) = extract_claims([report], settings=Settings())
    return extraction.claims


def shape(claim: Claim, first: str, second: str) -> tuple[object, ...]:
    """Return what a claim says, with the two parties as A and B."""
    names = {first.casefold(): "A", second.casefold(): "B"}

    def called(mention: str | None) -> str:
        words = (mention or "").casefold()
        for name, letter in names.items():
            words = words.replace(name, letter)
        return words.removeprefix("the ")

    return (
        BY_STATE.get(claim.sub_event_type, claim.sub_event_type),
        claim.status.value,
        claim.factuality.value,
        tuple(sorted(called(actor.mention) for actor in claim.actors)),
        tuple(sorted(called(target.mention) for target in claim.targets)),
        tuple(place.mention for place in claim.places),
        claim.date and (claim.date.start, claim.date.end, claim.date.basis),
        tuple((f.measure, f.item, f.low, f.best, f.high) for f in claim.figures),
        tuple(called(speaker.mention) for speaker in claim.sources),
    )


def mirrored() -> Iterator[object]:
    for case, (one, other) in product(cases("neutrality"), SIDES):
        given = case.values[0]
        marks = list(case.marks)
        if f"{one}/{other}" in given.get("except", ()):
            marks = [
                pytest.mark.xfail(
                    strict=True, raises=AssertionError, reason=given["except_why"]
                )
            ]
        yield pytest.param(
            given["text"], one, other, marks=marks, id=f"{given['id']}-{one}"
        )


@pytest.mark.parametrize(("pattern", "one", "other"), list(mirrored()))
def test_exchanged_sides_give_the_mirrored_claim(
    pattern: str, one: str, other: str
) -> None:
    straight = claims_of(pattern.format(A=one, B=other))
    turned = claims_of(pattern.format(A=other, B=one))
    assert straight, "the pattern tells an event"
    assert [shape(c, one, other) for c in straight] == [
        shape(c, other, one) for c in turned
    ]
