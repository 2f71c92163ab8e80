"""Who says so: tags, according to, chains, pronouns, quotations that run on, denials."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from warledger.model import Claim, Report

CLAIM_CASES = "speakers"

SPEAKERS = (
    "the governor",
    "police",
    "the Syrian Observatory for Human Rights",
    "residents",
    "Reuters",
    "a military source",
    "Governor Oleh Syniehubov",
    "the defence ministry",
    "state television",
    "the United Nations",
)
WORDINGS = (
    "{who} said that rebels shelled the town of Bara.",
    "{who} said rebels shelled the town of Bara.",
    "Rebels shelled the town of Bara, {who} said.",
    "Rebels shelled the town of Bara, said {who}.",
    "Rebels shelled the town of Bara, {who} said on Monday.",
    "According to {who}, rebels shelled the town of Bara.",
    "Rebels shelled the town of Bara, according to {who}.",
    "“Rebels shelled the town of Bara,” {who} said.",
    "{who} confirmed that rebels shelled the town of Bara.",
    "{who} denied that rebels had shelled the town of Bara.",
    "{who} told reporters that rebels had shelled the town of Bara.",
    "In a statement, {who} said rebels had shelled the town of Bara.",
    "{who} warned that rebels would shell the town of Bara.",
)
SILENT = {
    "As {who} said, rebels shelled the town of Bara.": "a clause with 'as' gives no speaker",
    "{who} accused rebels of shelling the town of Bara.": "who accuses is no speaker",
    "Rebels, {who} said, shelled the town of Bara.": "short names are lost in the middle",
}


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


@pytest.fixture
def check_speakers(
    make_report: Callable[..., Report],
    claims_of: Callable[[Sequence[Report]], list[tuple[Claim, ...]]],
) -> Callable[[str], None]:
    """Each speaker is the only one of the only claim, and no party to it."""

    def check_wording(wording: str) -> None:
        texts = [wording.format(who=who) for who in SPEAKERS]
        texts = [text[0].upper() + text[1:] for text in texts]
        wrong = []
        for who, text, claims in zip(
            SPEAKERS, texts, claims_of([make_report(text) for text in texts]), strict=True
        ):
            named = [s.mention.lower() for claim in claims for s in claim.sources]
            acting = [a.mention.lower() for claim in claims for a in claim.actors]
            is_right = len(named) == 1 and named[0] in who.lower() and acting == ["rebels"]
            if len(claims) != 1 or not is_right:
                wrong.append((text, named, acting))
        assert not wrong

    return check_wording


@pytest.mark.model
@pytest.mark.parametrize("wording", WORDINGS)
def test_any_speaker_is_found_in_any_wording(
    wording: str, check_speakers: Callable[[str], None]
) -> None:
    check_speakers(wording)


@pytest.mark.model
@pytest.mark.parametrize(
    "wording",
    [pytest.param(w, marks=pytest.mark.xfail(reason=why)) for w, why in SILENT.items()],
)
def test_a_wording_that_is_known_to_lose_its_speaker(
    wording: str, check_speakers: Callable[[str], None]
) -> None:
    check_speakers(wording)
