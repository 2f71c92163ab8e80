"""What is remembered of words must be what the model's own components say of them."""

from collections.abc import Iterable

import pytest
import spacy
from spacy.tokens import Doc

from warledger.extract import word_forms
from warledger.extract.nlp import MODEL, UNUSED
from warledger.extract.word_forms import WordForms

SENTENCES = (
    "The army's 4th Division shelled Paris on Monday, killing seven soldiers.",
    "There were two blasts, and there is no word of who did it.",
    "We ain't leaving, he said: y'all are gonna see, we gotta go; let's move.",
    "I told you that it is theirs; she'd have done it, but you can't.",
    "Having been hit, the vehicles that were burning had to be left.",
    "Rebels got hold of it; no one but them knows whether this is so.",
    "Wounded: 14   \n",
    "",
)


def told(docs: Iterable[Doc]) -> list[list[tuple[str, str, str, str]]]:
    return [[(t.text, t.tag_, t.pos_, t.lemma_) for t in doc] for doc in docs]


@pytest.mark.model
def test_each_token_gets_what_the_models_own_components_give_it() -> None:
    plain = spacy.load(MODEL, exclude=list(UNUSED))
    taken = spacy.load(MODEL, exclude=list(UNUSED))
    forms = WordForms.taken_over(taken)
    assert forms is not None
    assert taken.pipe_names == ["tok2vec", "tagger", "parser"]
    wanted = told(plain.pipe(SENTENCES))
    assert told(map(forms, taken.pipe(SENTENCES))) == wanted
    assert told(map(forms, taken.pipe(SENTENCES))) == wanted, "from memory"


@pytest.mark.model
def test_a_full_memory_is_emptied_and_fills_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_forms, "MOST_REMEMBERED", 3)
    plain = spacy.load(MODEL, exclude=list(UNUSED))
    taken = spacy.load(MODEL, exclude=list(UNUSED))
    forms = WordForms.taken_over(taken)
    assert forms is not None
    assert told(map(forms, taken.pipe(SENTENCES))) == told(plain.pipe(SENTENCES))


@pytest.mark.parametrize(
    "pattern",
    [
        [{"POS": "NOUN"}],
        [{"LOWER": "a", "OP": "+"}],
        [{"LOWER": {"REGEX": "^x"}}, {"TAG": "NN"}],
    ],
)
def test_rules_that_look_further_are_left_to_the_model(
    pattern: list[dict[str, object]],
) -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    nlp.add_pipe("lemmatizer")
    ruler.add([pattern], {"LEMMA": "b"})
    assert WordForms.taken_over(nlp) is None
    assert nlp.pipe_names == ["attribute_ruler", "lemmatizer"]


def test_a_model_without_these_components_is_left_alone() -> None:
    assert WordForms.taken_over(spacy.blank("en")) is None
