"""Cues of speech and evidence: every example shows its cue, every act and value is used."""

import re
from collections import Counter

import pytest

from warledger.errors import ResourceError
from warledger.lexicon.cues import ACTS, Cue, load_cues
from warledger.model import Factuality

WITHIN_STAR = r"(?:[ ,]+[\w'’-]+){0,4}?"


def shows(cue: Cue, sentence: str, phrase: tuple[str, ...]) -> bool:
    words = "|".join(sorted(map(re.escape, cue.forms), key=len, reverse=True))
    rest = "".join(WITHIN_STAR if w == "*" else rf"[ ]+{re.escape(w)}" for w in phrase)
    return re.search(rf"\b(?:{words}){rest}\b", sentence, re.IGNORECASE) is not None


def test_every_example_shows_its_cue_with_the_phrase() -> None:
    cues = load_cues().cues
    assert [c.example for c in cues if not shows(c, c.example, c.phrase)] == []


def test_every_counter_example_shows_a_form_of_the_cue() -> None:
    cues = load_cues().cues
    assert [s for c in cues for s in c.counter_examples if not shows(c, s, ())] == []


def test_no_cue_is_there_twice() -> None:
    keys = Counter((c.lemma, c.pos, c.phrase) for c in load_cues().cues)
    assert [key for key, times in keys.items() if times > 1] == []


def test_every_act_has_a_cue() -> None:
    assert {cue.act for cue in load_cues().cues} == set(ACTS)


def test_there_are_cues_enough() -> None:
    assert len(load_cues().cues) >= 120


@pytest.mark.parametrize(
    ("form", "act", "factuality"),
    [
        ("said", "say", Factuality.CERTAIN),
        ("denied", "deny", Factuality.NOT_CERTAIN),
        ("believes", "speculate", Factuality.PROBABLE),
        ("threatened", "threaten", Factuality.UNKNOWN),
        ("statement", "say", Factuality.CERTAIN),
    ],
)
def test_a_form_leads_to_its_act(form: str, act: str, factuality: Factuality) -> None:
    bare = [cue for cue in load_cues().by_form[form] if not cue.phrase]
    assert [(cue.act, cue.factuality) for cue in bare] == [(act, factuality)]


def test_a_cue_with_a_phrase_comes_before_the_bare_verb() -> None:
    lengths = [len(cue.phrase) for cue in load_cues().by_form["claimed"]]
    assert lengths == sorted(lengths, reverse=True)
    assert load_cues().by_form["claimed"][0].act == "claim_responsibility"


def test_prepositions_are_found_by_their_whole_wording() -> None:
    assert {"according to", "per", "as per", "citing", "quoting"} <= set(
        load_cues().prepositions
    )


def test_a_missing_language_is_named() -> None:
    with pytest.raises(ResourceError, match=r"cues\.toml: no such lexicon file"):
        load_cues("xx")
