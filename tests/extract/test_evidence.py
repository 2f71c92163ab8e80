"""Which reports may be about armed conflict, told from their characters."""

import pytest

from warledger.extract.actors import find_actors
from warledger.extract.evidence import SHORT, may_be_of_conflict
from warledger.lexicon.evidence import load_evidence
from warledger.model import Report, Section, Span
from warledger.pipeline import Settings, extract_claims

# Of peace, and long enough: prices fall, a player is left out, a team is beaten, a storm hits.
QUIET = (
    "Prices fell again on Friday and the company lost a tenth of its worth. The striker was "
    "left out of the squad after he hit the post twice. The visitors beat the hosts and moved "
    "up to third. A storm hit the coast and left two villages without light. The council "
    "took over the school, and the mayor opened the new bridge. "
) * 3


def may_be(text: str) -> bool:
    return may_be_of_conflict(text, find_actors(text))


def test_a_long_report_of_other_things_is_not_of_conflict() -> None:
    assert len(QUIET) >= SHORT
    assert not may_be(QUIET)


def test_a_short_report_may_always_be() -> None:
    assert may_be(QUIET[: SHORT - 1])


@pytest.mark.parametrize(
    "sentence",
    [
        "Five soldiers died.",
        "Shells fell on the town.",
        "Hezbollah moved north.",
        "Residents said they had seen the M23 near the lake.",
        "Men on a motorcycle opened fire.",
        "A student was shot in the street.",
        "A cease-fire was agreed.",
        "Two REBELS were seen.",
    ],
)
def test_one_word_of_war_in_a_long_report_is_enough(sentence: str) -> None:
    assert may_be(QUIET + sentence)


def test_every_word_and_phrase_is_found_in_a_text() -> None:
    lexicon = load_evidence()
    missed = [w for w in (*lexicon.words, *lexicon.phrases) if not may_be(f"{QUIET} {w}.")]
    assert missed == []


def test_no_sentence_of_a_report_without_a_word_of_war_is_parsed() -> None:
    report = Report("quiet", QUIET, sections=(Section(Span(0, len(QUIET))),))
    (found,) = extract_claims([report], settings=Settings())
    assert found.claims == ()
    assert found.skipped == (("sentences of a report without a word of war", 15),)
    assert found.mentions.times
