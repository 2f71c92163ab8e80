"""Words with which a report gives somebody else the floor.

`en/cues.toml` lists verbs, nouns and prepositions of speech and evidence. Each says what
act it is and, in FactBank's values (Saurí & Pustejovsky 2009), how far the one who speaks
stands behind what is said. The outlet's own distance ("claimed") is not a doubt of the
speaker's: it stays CT+. Who the speaker is, and what is said, `extract` decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from warledger.lexicon.inflect import noun_forms, verb_forms
from warledger.lexicon.toml import (
    Entry,
    entries,
    lexicon_file,
    one_of,
    only_keys,
    optional_text,
    text,
    texts,
)
from warledger.model import Factuality

POS = ("verb", "noun", "preposition")
ACTS = (
    "say",
    "confirm",
    "deny",
    "accuse",
    "claim_responsibility",
    "speculate",
    "forecast",
    "plan",
    "threaten",
    "warn",
    "order",
    "ask",
    "show",
    "perceive",
)
_KEYS = frozenset(
    {"lemma", "pos", "act", "factuality", "forms", "phrase"} | {"example", "not", "why"}
)


@dataclass(frozen=True, slots=True)
class Cue:
    """One word of speech or evidence.

    `phrase` are the words that must follow for it to count ("claim" + "responsibility");
    "*" stands for up to four words in between. `factuality` is the speaker's commitment to
    what the cue governs. Prepositions have their whole wording in `lemma` ("according to").
    """

    lemma: str
    pos: str
    forms: frozenset[str]
    act: str
    factuality: Factuality
    phrase: tuple[str, ...]
    example: str
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CueLexicon:
    """Verbs and nouns by lower-case surface form (cues with a phrase first, longest
    first), and prepositions by their lower-case wording.
    """

    cues: tuple[Cue, ...]
    by_form: Mapping[str, tuple[Cue, ...]]
    prepositions: Mapping[str, Cue]


def _cue(entry: Entry, where: str) -> Cue:
    only_keys(entry, _KEYS, where)
    lemma = text(entry, "lemma", where)
    pos = one_of(text(entry, "pos", where), POS, "pos", where)
    regular = {"verb": verb_forms, "noun": noun_forms}.get(
        pos, lambda word: frozenset({word})
    )
    factuality = text(entry, "factuality", where)
    return Cue(
        lemma=lemma,
        pos=pos,
        forms=regular(lemma) | frozenset(texts(entry, "forms", where)),
        act=one_of(text(entry, "act", where), ACTS, "act", where),
        factuality=Factuality(one_of(factuality, tuple(Factuality), "factuality", where)),
        phrase=tuple((optional_text(entry, "phrase", where) or "").split()),
        example=text(entry, "example", where),
        counter_examples=texts(entry, "not", where),
    )


@cache
def load_cues(language: str = "en") -> CueLexicon:
    """Return the shipped cues; a malformed entry raises ResourceError by name."""
    cues = tuple(
        _cue(entry, where)
        for where, entry in entries(lexicon_file("cues.toml", language), "cue")
    )
    by_form: dict[str, list[Cue]] = {}
    prepositions: dict[str, Cue] = {}
    for cue in sorted(cues, key=lambda c: -len(c.phrase)):
        for form in sorted(cue.forms):
            if cue.pos == "preposition":
                prepositions[form] = cue
            else:
                by_form.setdefault(form, []).append(cue)
    return CueLexicon(
        cues, {form: tuple(found) for form, found in by_form.items()}, prepositions
    )
