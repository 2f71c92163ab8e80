"""What is not parsed must be what no parse could find an event in."""

import pytest

from warledger.extract.gate import has_trigger, may_tell
from warledger.extract.nlp import MODEL, lemma_sources, load_model
from warledger.lexicon.events import load_events
from warledger.model import Report, Span
from warledger.pipeline import Settings, extract_claims

pytestmark = pytest.mark.model


def telling(text: str) -> bool:
    return may_tell(text, Span(0, len(text)), model=MODEL)


def test_every_example_of_the_lexicon_passes() -> None:
    examples = {t.example for t in load_events().triggers}
    assert len(examples) > 500
    assert not [e for e in examples if not has_trigger(e, Span(0, len(e)))]
    assert not [e for e in examples if not telling(e)]


def test_the_rest_of_a_phrase_is_asked_for() -> None:
    sentence = "The mayor opened it at nine, and a court closed the case in the city."
    assert has_trigger(sentence, Span(0, len(sentence)))
    assert not telling(sentence)


def test_the_words_of_a_phrase_are_asked_for_in_order() -> None:
    assert telling("It soon changed hands.")
    assert not telling("His hands have changed.")


def test_a_set_phrase_evokes_nothing_but_what_stands_beside_it_does() -> None:
    assert not telling("Two of them had a heart attack.")
    assert telling("Two of them had a heart attack during an attack.")


def test_a_word_is_met_by_its_lemma_too() -> None:
    sources = lemma_sources()
    assert sources is not None
    assert "airstrikes" in sources("airstrike")
    assert {"found", "finds", "finding"} <= sources("find")
    for sentence in ("Rebels shelled it.", "The army was shelling it.", "It shells towns."):
        for token in load_model()(sentence):
            word = token.text.lower()
            if word.isalpha() and token.lemma_ and word != token.lemma_.lower():
                assert word in sources(token.lemma_.lower())


def test_another_sentence_is_read_with_one_that_tells_and_not_without() -> None:
    told = Report("a", "The army shelled Aleppo. The mayor said he was in the city.")
    quiet = Report("b", "The mayor opened it. He said he was in the city.")
    first, second = extract_claims([told, quiet], settings=Settings())
    assert len(first.claims) == 1
    assert second.claims == ()
    assert second.skipped == (("sentences without a trigger", 0),)
