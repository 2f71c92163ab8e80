"""Denials of what was claimed before are claims of their own."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from warledger.model import Claim, Report, Section, Span, Status

CLAIM_CASES = "denials"

Extract = Callable[[Sequence[Report]], list[tuple[Claim, ...]]]


@pytest.mark.model
def test_a_denial_rejects_the_claim_that_somebody_else_made_before(
    claim_case: dict[str, Any], check: Callable[[dict[str, Any]], None]
) -> None:
    check(claim_case)


CLAIMED = "Rebels said they had shelled the town of Bara."
DENIED = "The ministry denied the claim."


@pytest.mark.model
def test_a_denial_keeps_the_event_and_drops_its_speaker_and_figures(
    make_report: Callable[..., Report], claims_of: Extract
) -> None:
    text = f"{CLAIMED[:-1]}, killing six soldiers. {DENIED}"
    ((first, denial),) = claims_of([make_report(text, published="2023-05-17")])
    assert denial.status is Status.DENIED
    assert (denial.sub_event_type, denial.places) == (first.sub_event_type, first.places)
    assert [speaker.mention for speaker in denial.sources] == ["ministry"]
    assert denial.figures == ()
    assert denial.span.start > first.span.end
    assert denial.claim_id != first.claim_id


@pytest.mark.model
def test_a_denial_far_from_any_claim_rejects_nothing(
    make_report: Callable[..., Report], claims_of: Extract
) -> None:
    between = "Nothing else is known about the talks in the capital. " * 15
    near, far = claims_of(
        [make_report(f"{CLAIMED} {DENIED}"), make_report(f"{CLAIMED} {between}{DENIED}")]
    )
    assert [claim.status for claim in near] == [Status.OCCURRED, Status.DENIED]
    assert [claim.status for claim in far] == [Status.OCCURRED]


@pytest.mark.model
def test_a_denial_does_not_reach_into_another_section(
    make_report: Callable[..., Report], claims_of: Extract
) -> None:
    text = f"{CLAIMED}\n\n{DENIED}"
    edge = text.index(DENIED)
    sections = tuple(Section(span) for span in (Span(0, edge), Span(edge, len(text))))
    (claims,) = claims_of([replace(make_report(text), sections=sections)])
    assert [claim.status for claim in claims] == [Status.OCCURRED]
