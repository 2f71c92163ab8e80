"""Whole sentences in, claims out: the event grammar on cases of ours from many wars."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from warledger.model import Claim, Excluded, Report, Section, Span

CLAIM_CASES = "claims"

Extract = Callable[[Sequence[Report]], list[tuple[Claim, ...]]]


@pytest.mark.model
def test_the_claims_of_a_case_are_found_and_no_others(
    claim_case: dict[str, Any], check: Callable[[dict[str, Any]], None]
) -> None:
    check(claim_case)


HEADLINES = (
    ("Car bomb kills nine in Mogadishu", "A car bomb killed nine people in Mogadishu."),
    ("Rebels shell Bara", "Rebels shelled the town of Bara on Monday."),
    ("Army retakes Kaya", "The army retook the town of Kaya, a source said."),
    ("12 soldiers killed in Borno ambush", "An ambush killed 12 soldiers in Borno."),
)


@pytest.mark.model
@pytest.mark.parametrize(("headline", "body"), HEADLINES)
def test_a_headline_that_tells_the_body_again_adds_no_claim(
    headline: str, body: str, make_report: Callable[..., Report], claims_of: Extract
) -> None:
    text = f"{headline}\n\n{body}"
    with_headline, alone = claims_of(
        [make_report(text, headline=headline), make_report(body)]
    )
    assert len(with_headline) == len(alone) == 1
    assert with_headline[0].span.start > len(headline)


@pytest.mark.model
@pytest.mark.parametrize(("headline", "_body"), HEADLINES)
def test_a_headline_the_body_lacks_is_a_claim(
    headline: str, _body: str, make_report: Callable[..., Report], claims_of: Extract
) -> None:
    text = f"{headline}\n\nThe president met envoys in the capital."
    ((claim,),) = claims_of([make_report(text, headline=headline)])
    assert claim.span.end <= len(headline)


@pytest.mark.model
def test_nothing_is_read_in_an_excluded_stretch_nor_in_the_dateline(
    make_report: Callable[..., Report], claims_of: Extract
) -> None:
    text = (
        "Bara, killed\nShare: gunmen killed four guards in Kano.\nRebels shelled Kherson."
    )
    cut = Span(text.index("Share"), text.index("Rebels"))
    section = Section(Span(0, len(text)), dateline=Span(0, text.index("\n")))
    report = replace(
        make_report(text), sections=(section,), excluded=(Excluded(cut, "share buttons"),)
    )
    (claims,) = claims_of([report])
    assert [[p.mention for p in claim.places] for claim in claims] == [["Kherson"]]
