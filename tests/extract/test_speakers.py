"""Who says so: tags, according to, chains, pronouns, quotations that run on, denials."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from warledger.model import Claim, Report

CLAIM_CASES = "speakers.jsonl"


@pytest.mark.model
def test_a_claim_has_the_speakers_the_words_name_and_no_others(
    claim_case: dict[str, Any], check: Callable[[dict[str, Any]], None]
) -> None:
    check(claim_case)


@pytest.mark.model
def test_the_outlet_is_never_its_own_speaker(
    make_report: Callable[..., Report],
    claims_of: Callable[[Sequence[Report]], list[tuple[Claim, ...]]],
) -> None:
    report = make_report("Rebels shelled the town of Bara, Reuters reported.")
    (other,), (own,) = claims_of([report, replace(report, outlet="Reuters")])
    assert [speaker.name for speaker in other.sources] == ["Reuters"]
    assert own.sources == ()


@pytest.mark.model
def test_a_chain_runs_from_the_nearest_speaker_outward(
    make_report: Callable[..., Report],
    claims_of: Callable[[Sequence[Report]], list[tuple[Claim, ...]]],
) -> None:
    text = (
        "The agency quoted a commander as saying that rebels had shelled the town of Bara."
    )
    ((claim,),) = claims_of([make_report(text)])
    assert [speaker.mention for speaker in claim.sources] == ["commander", "agency"]
