"""Rules of syntax on parses built by hand: no model is needed, and none can get them wrong.

A sentence is a list of words written "word/lemma/tag/label/number of its head".
"""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc, Token

from warledger.extract.syntax import (
    base_tokens,
    conjuncts,
    frame,
    governor,
    is_finite,
    is_passive,
    is_verbal,
    phrase_tokens,
    prepositional,
    subjects,
)

Build = Callable[..., Doc]
Rows = tuple[str, ...]


def texts(tokens: tuple[Token, ...]) -> list[str]:
    return [token.text for token in tokens]


ORDERED = (
    "Kyiv/Kyiv/NNP/nsubj/1",
    "ordered/order/VBD/ROOT/1",
    "units/unit/NNS/dobj/1",
    "to/to/TO/aux/4",
    "withdraw/withdraw/VB/xcomp/1",
)
VOWED = (
    "Rebels/rebel/NNS/nsubj/1",
    "vowed/vow/VBD/ROOT/1",
    "to/to/TO/aux/3",
    "shell/shell/VB/xcomp/1",
    "Goma/Goma/NNP/dobj/3",
)
UNABLE = (
    "Troops/troop/NNS/nsubj/1",
    "were/be/VBD/ROOT/1",
    "unable/unable/JJ/acomp/1",
    "to/to/TO/aux/4",
    "seize/seize/VB/xcomp/2",
    "Bara/Bara/NNP/dobj/4",
)
RESULT = (
    "Shells/shell/NNS/nsubj/1",
    "hit/hit/VBD/ROOT/1",
    "Sumy/Sumy/NNP/dobj/1",
    ",/,/,/punct/1",
    "killing/kill/VBG/advcl/1",
    "six/six/CD/dobj/4",
)
ACCUSED = (
    "Kabul/Kabul/NNP/nsubj/1",
    "accused/accuse/VBD/ROOT/1",
    "insurgents/insurgent/NNS/dobj/1",
    "of/of/IN/prep/1",
    "burning/burn/VBG/pcomp/3",
    "shops/shop/NNS/dobj/4",
)
PASSIVE = (
    "Bunia/Bunia/NNP/nsubjpass/2",
    "was/be/VBD/auxpass/2",
    "attacked/attack/VBN/ROOT/2",
    "by/by/IN/agent/2",
    "gunmen/gunman/NNS/pobj/3",
)
REDUCED = (
    "Soldiers/soldier/NNS/nsubj/4",
    "killed/kill/VBN/acl/0",
    "in/in/IN/prep/1",
    "Gao/Gao/NNP/pobj/2",
    "came/come/VBD/ROOT/4",
)
WHO = (
    "Gunmen/gunman/NNS/nsubj/4",
    "who/who/WP/nsubj/2",
    "raided/raid/VBD/relcl/0",
    "Kaya/Kaya/NNP/dobj/2",
    "fled/flee/VBD/ROOT/4",
)
THAT = (
    "Towns/town/NNS/nsubjpass/5",
    "that/that/WDT/dobj/3",
    "rebels/rebel/NNS/nsubj/3",
    "took/take/VBD/relcl/0",
    "were/be/VBD/auxpass/5",
    "burned/burn/VBN/ROOT/5",
)
BARE_RELATIVE = (
    "towns/town/NNS/ROOT/0",
    "rebels/rebel/NNS/nsubj/2",
    "took/take/VBD/relcl/0",
)
COORDINATED = (
    "Rebels/rebel/NNS/nsubj/1",
    "entered/enter/VBD/ROOT/1",
    "Bria/Bria/NNP/dobj/1",
    "and/and/CC/cc/1",
    "looted/loot/VBD/conj/1",
    "shops/shop/NNS/dobj/4",
)
SHARED = (
    "Mines/mine/NNS/nsubj/1",
    "killed/kill/VBD/ROOT/1",
    "and/and/CC/cc/1",
    "wounded/wound/VBD/conj/1",
    "men/man/NNS/dobj/3",
)
BOTH_PASSIVE = (
    "Men/man/NNS/nsubjpass/2",
    "were/be/VBD/auxpass/2",
    "seized/seize/VBN/ROOT/2",
    "and/and/CC/cc/2",
    "shot/shoot/VBN/conj/2",
)
FAR_PARTICIPLE = (
    "Militants/militant/NNS/nsubj/1",
    "stormed/storm/VBD/ROOT/1",
    "posts/post/NNS/dobj/1",
    "in/in/IN/prep/2",
    "Mopti/Mopti/NNP/pobj/3",
    "killing/kill/VBG/acl/2",
    "two/two/CD/dobj/5",
)
NEAR_PARTICIPLE = (
    "Police/police/NNS/nsubj/1",
    "stopped/stop/VBD/ROOT/1",
    "men/man/NNS/dobj/1",
    "carrying/carry/VBG/acl/2",
    "rifles/rifle/NNS/dobj/3",
)
LIST = (
    "Gao/Gao/NNP/ROOT/0",
    ",/,/,/punct/0",
    "Kidal/Kidal/NNP/appos/0",
    "and/and/CC/cc/0",
    "Menaka/Menaka/NNP/conj/0",
)
STACKED = (
    "troops/troop/NNS/nsubj/1",
    "moved/move/VBD/ROOT/1",
    "out/out/IN/prep/1",
    "of/of/IN/prep/2",
    "Sumy/Sumy/NNP/pobj/3",
    "and/and/CC/cc/4",
    "Izium/Izium/NNP/conj/4",
)


@pytest.mark.parametrize(
    ("doc", "verb", "expected"),
    [
        pytest.param(ORDERED, 4, ["units"], id="object-control"),
        pytest.param(VOWED, 3, ["Rebels"], id="subject-control"),
        pytest.param(UNABLE, 4, ["Troops"], id="control-across-an-adjective"),
        pytest.param(RESULT, 4, ["Shells"], id="participle-of-result"),
        pytest.param(ACCUSED, 4, ["insurgents"], id="accused-of"),
        pytest.param(COORDINATED, 4, ["Rebels"], id="second-verb"),
        pytest.param(WHO, 2, ["Gunmen"], id="relative-subject"),
        pytest.param(FAR_PARTICIPLE, 5, ["Militants"], id="participle-hung-too-low"),
        pytest.param(NEAR_PARTICIPLE, 3, ["men"], id="participle-on-its-noun"),
    ],
)
def test_a_verb_without_a_subject_of_its_own_finds_the_understood_one(
    build: Build, doc: Rows, verb: int, expected: list[str]
) -> None:
    assert texts(subjects(build(*doc)[verb])) == expected


@pytest.mark.parametrize(
    ("doc", "verb", "acting", "acted_on", "passive"),
    [
        pytest.param(COORDINATED, 1, ["Rebels"], ["Bria"], False, id="active"),
        pytest.param(PASSIVE, 2, ["gunmen"], ["Bunia"], True, id="passive"),
        pytest.param(REDUCED, 1, [], ["Soldiers"], True, id="reduced-passive"),
        pytest.param(BOTH_PASSIVE, 4, [], ["Men"], True, id="passive-passed-on"),
        pytest.param(THAT, 3, ["rebels"], ["Towns"], False, id="relative-object"),
        pytest.param(BARE_RELATIVE, 2, ["rebels"], ["towns"], False, id="bare-relative"),
        pytest.param(SHARED, 1, ["Mines"], ["men"], False, id="shared-object-first-verb"),
        pytest.param(SHARED, 3, ["Mines"], ["men"], False, id="shared-object-second-verb"),
        pytest.param(ACCUSED, 4, ["insurgents"], ["shops"], False, id="accused-of"),
    ],
)
def test_a_frame_gives_arguments_in_logical_roles(
    build: Build,
    doc: Rows,
    verb: int,
    acting: list[str],
    acted_on: list[str],
    passive: bool,
) -> None:
    found = frame(build(*doc)[verb])
    assert texts(found.subjects) == acting
    assert texts(found.objects) == acted_on
    assert found.is_passive is passive


def test_a_participle_with_an_object_is_no_passive(build: Build) -> None:
    assert not is_passive(build(*RESULT)[4])
    assert not is_passive(build(*COORDINATED)[4])


def test_the_members_of_a_list_count_alike_though_labelled_as_apposition(
    build: Build,
) -> None:
    assert texts(conjuncts(build(*LIST)[0])) == ["Gao", "Kidal", "Menaka"]


def test_a_lone_apposition_is_no_list_member(build: Build) -> None:
    doc = build("Bara/Bara/NNP/ROOT/0", ",/,/,/punct/0", "town/town/NN/appos/0")
    assert texts(conjuncts(doc[0])) == ["Bara"]


def test_stacked_prepositions_give_their_last_and_all_their_objects(build: Build) -> None:
    found = [(name, token.text) for name, token in prepositional(build(*STACKED)[1])]
    assert found == [("of", "Sumy"), ("of", "Izium")]


def test_the_governor_is_the_nearest_verb_above(build: Build) -> None:
    above = governor(build(*FAR_PARTICIPLE)[4])
    assert above is not None
    assert above.text == "stormed"
    assert governor(build(*LIST)[2]) is None


def test_a_past_tense_hung_before_a_noun_is_still_a_verb_of_its_own(build: Build) -> None:
    doc = build(
        "Troops/troop/NNS/nsubj/1",
        "landed/land/VBD/ROOT/1",
        "and/and/CC/cc/1",
        "freed/free/VBD/amod/4",
        "Palma/Palma/NNP/dobj/1",
    )
    assert is_finite(doc[3])
    assert texts(frame(doc[3]).objects) == ["Palma"]
    assert texts(frame(doc[3]).subjects) == ["Troops"]


def test_an_unknown_verb_with_a_subject_heads_a_clause(build: Build) -> None:
    doc = build("army/army/NN/nsubj/1", "retook/retook/NN/ROOT/1", "Singa/Singa/NNP/dobj/1")
    assert is_verbal(doc[1])
    assert not is_verbal(doc[0])


def test_clauses_are_left_out_of_a_noun_phrase(build: Build) -> None:
    assert texts(phrase_tokens(build(*WHO)[0])) == ["Gunmen"]
    assert texts(phrase_tokens(build(*FAR_PARTICIPLE)[2])) == ["posts", "in", "Mopti"]
    assert texts(base_tokens(build(*FAR_PARTICIPLE)[2])) == ["posts"]
