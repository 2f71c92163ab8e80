"""How a claim stands: whole sentences, and the rules of scope on parses built by hand."""

from collections.abc import Callable
from typing import Any

import pytest
from spacy.tokens import Doc

from warledger.extract.speakers import Attribution
from warledger.extract.stance import judge
from warledger.extract.syntax import frame, is_verbal
from warledger.extract.triggers import Node
from warledger.lexicon.cues import load_cues
from warledger.lexicon.events import load_events
from warledger.model import Factuality, Span, Status

CLAIM_CASES = "stance"


@pytest.mark.model
def test_a_sentence_tells_how_its_event_stands(
    claim_case: dict[str, Any], check: Callable[[dict[str, Any]], None]
) -> None:
    check(claim_case)


def node_at(doc: Doc, number: int, lemma: str, pos: str = "verb") -> Node:
    """Return the trigger that the token is, its own carrier where it is a verb."""
    token = doc[number]
    trigger = next(
        t
        for t in load_events().triggers
        if (t.lemma, t.pos) == (lemma, pos) and not t.phrase
    )
    return Node(token, trigger, token if is_verbal(token) else None, frame(token))


def under(lemma: str) -> Attribution:
    """Return a verb of speech over the clause, nobody named."""
    cue = next(c for c in load_cues().cues if (c.lemma, c.pos) == (lemma, "verb"))
    return Attribution(cue, Span(0, 1), None)


REBELS = "Rebels/rebel/NNS/nsubj/{}"
TOLD = (REBELS.format(1), "shelled/shell/VBD/ROOT/1", "Bara/Bara/NNP/dobj/1")
NEGATED = (
    REBELS.format(3),
    "did/do/VBD/aux/3",
    "not/not/RB/neg/3",
    "shell/shell/VB/ROOT/3",
    "Bara/Bara/NNP/dobj/3",
)
FUTURE = (
    REBELS.format(2),
    "will/will/MD/aux/2",
    "shell/shell/VB/ROOT/2",
    "Bara/Bara/NNP/dobj/2",
)
NOT_IN_FUTURE = (
    REBELS.format(3),
    "will/will/MD/aux/3",
    "not/not/RB/neg/3",
    "shell/shell/VB/ROOT/3",
)
DOUBT = (REBELS.format(2), "reportedly/reportedly/RB/advmod/2", "shelled/shell/VBD/ROOT/2")
PRESENT = (REBELS.format(2), "are/be/VBP/aux/2", "shelling/shell/VBG/ROOT/2")
PAST_GOING_ON = (REBELS.format(2), "were/be/VBD/aux/2", "shelling/shell/VBG/ROOT/2")
AIM = (
    REBELS.format(1),
    "came/come/VBD/ROOT/1",
    "to/to/TO/aux/3",
    "shell/shell/VB/advcl/1",
    "Bara/Bara/NNP/dobj/3",
)
CONDITION = (
    "If/if/IN/mark/2",
    REBELS.format(2),
    "shell/shell/VBP/advcl/5",
    "Bara/Bara/NNP/dobj/2",
    "people/people/NNS/nsubj/5",
    "flee/flee/VBP/ROOT/5",
)
FAILED = (
    REBELS.format(1),
    "failed/fail/VBD/ROOT/1",
    "to/to/TO/aux/3",
    "shell/shell/VB/xcomp/1",
)
SECOND_UNDER_NOT = (
    REBELS.format(3),
    "did/do/VBD/aux/3",
    "not/not/RB/neg/3",
    "stop/stop/VB/ROOT/3",
    "or/or/CC/cc/3",
    "shell/shell/VB/conj/3",
)
OWN_CLAUSE = (
    REBELS.format(3),
    "did/do/VBD/aux/3",
    "not/not/RB/neg/3",
    "stop/stop/VB/ROOT/3",
    "but/but/CC/cc/3",
    "troops/troop/NNS/nsubj/6",
    "shelled/shell/VBD/conj/3",
)


@pytest.mark.parametrize(
    ("rows", "number", "status"),
    [
        pytest.param(TOLD, 1, Status.OCCURRED, id="plain"),
        pytest.param(NEGATED, 3, Status.NOT_OCCURRED, id="negated"),
        pytest.param(FUTURE, 2, Status.EXPECTED, id="future"),
        pytest.param(NOT_IN_FUTURE, 3, Status.NOT_OCCURRED, id="negation-over-future"),
        pytest.param(DOUBT, 2, Status.UNCONFIRMED, id="doubt"),
        pytest.param(PRESENT, 2, Status.ONGOING, id="present-progressive"),
        pytest.param(PAST_GOING_ON, 2, Status.OCCURRED, id="past-progressive"),
        pytest.param(AIM, 3, Status.EXPECTED, id="aim"),
        pytest.param(CONDITION, 2, Status.EXPECTED, id="condition"),
        pytest.param(FAILED, 3, Status.NOT_OCCURRED, id="failed-to"),
        pytest.param(SECOND_UNDER_NOT, 5, Status.NOT_OCCURRED, id="negation-shared"),
        pytest.param(OWN_CLAUSE, 6, Status.OCCURRED, id="negation-not-shared"),
    ],
)
def test_scope_is_read_off_the_clause(
    build: Callable[..., Doc], rows: tuple[str, ...], number: int, status: Status
) -> None:
    assert judge(node_at(build(*rows), number, "shell"), ()).status is status


@pytest.mark.parametrize(
    ("rows", "number", "cue", "status"),
    [
        pytest.param(TOLD, 1, "say", Status.OCCURRED, id="said"),
        pytest.param(TOLD, 1, "deny", Status.DENIED, id="denied"),
        pytest.param(NEGATED, 3, "deny", Status.DENIED, id="denial-over-negation"),
        pytest.param(FUTURE, 2, "deny", Status.DENIED, id="denial-over-future"),
        pytest.param(DOUBT, 2, "threaten", Status.EXPECTED, id="threat-over-doubt"),
        pytest.param(PRESENT, 2, "speculate", Status.UNCONFIRMED, id="doubt-over-ongoing"),
    ],
)
def test_the_strongest_of_several_verdicts_wins(
    build: Callable[..., Doc], rows: tuple[str, ...], number: int, cue: str, status: Status
) -> None:
    assert judge(node_at(build(*rows), number, "shell"), (under(cue),)).status is status


def test_what_is_told_as_a_fact_is_certain_and_says_so(build: Callable[..., Doc]) -> None:
    stance = judge(node_at(build(*TOLD), 1, "shell"), ())
    assert stance.factuality is Factuality.CERTAIN
    assert stance.reason == "told as a fact"
    assert not stance.is_aim


def test_an_aim_is_marked_as_one(build: Callable[..., Doc]) -> None:
    assert judge(node_at(build(*AIM), 3, "shell"), ()).is_aim


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("no/no/DT/det/1", Status.NOT_OCCURRED),
        ("alleged/alleged/JJ/amod/1", Status.UNCONFIRMED),
        ("heavy/heavy/JJ/amod/1", Status.OCCURRED),
    ],
)
def test_a_word_before_an_event_noun_bears_on_it(
    build: Callable[..., Doc], word: str, status: Status
) -> None:
    doc = build(word, "attack/attack/NN/nsubj/2", "followed/follow/VBD/ROOT/2")
    assert judge(node_at(doc, 1, "attack", "noun"), ()).status is status
