"""What event words say of who holds a place, and what words limit how much of it is meant.

Data in `en/control.toml`. The events lexicon says which word evokes which kind of event;
this says what the kind, or the single word, tells of control. A word that two kinds share
("cut") is read by the kind that its claim was given.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from warledger.errors import ResourceError
from warledger.lexicon.events import POS, Kind, load_events
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

_FILE = "control.toml"
_KIND = frozenset({"id", "says", "example"})
_WORD = frozenset({"lemmas", "pos", "kinds", "says", "example", "not", "why"})
_EXTENT = frozenset({"says", "words", "example"})
_STANDS_FOR = frozenset({"place", "words", "example"})
BREADTHS = ("settlement", "quarter", "wide", "any")


class Effect(StrEnum):
    """What an event word says of the place it is told of."""

    TAKES = "takes"
    LOSES = "loses"
    HOLDS = "holds"
    EXPELS = "expels"
    ENTERS = "enters"
    LEAVES = "leaves"
    GIVES = "gives"
    ENCIRCLES = "encircles"
    BESIEGES = "besieges"
    LIFTS = "lifts"
    CLASHES = "clashes"
    NOTHING = "nothing"


class Extent(StrEnum):
    """How much of the named place is meant."""

    WHOLE = "whole"
    PART = "part"
    COMPASS = "compass"
    EDGE = "edge"
    NEAR = "near"
    INSIDE = "inside"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class ControlWords:
    """Effects by event kind and by (form, kind), extents by word or pair of words.

    `stands_for` gives the breadths of place ("settlement", "quarter", "wide", "any") by
    the noun that may stand for one.
    """

    by_kind: Mapping[str, Effect]
    by_form: Mapping[tuple[str, str], Effect]
    extents: Mapping[str, Extent]
    stands_for: Mapping[str, frozenset[str]]


@cache
def load_control(language: str = "en") -> ControlWords:
    """Return the shipped words; a malformed entry raises ResourceError."""
    path = lexicon_file(_FILE, language)
    kinds = load_events(language).kinds
    by_kind, by_form = {}, {}
    for where, entry in entries(path, "kind"):
        only_keys(entry, _KIND, where)
        name = one_of(text(entry, "id", where), kinds, "id", where)
        by_kind[name] = _effect(entry, where)
    for where, entry in entries(path, "word"):
        for form in _forms(entry, where):
            for name in texts(entry, "kinds", where) or tuple(kinds):
                by_form[form, one_of(name, kinds, "kinds", where)] = _effect(entry, where)
    extents: dict[str, Extent] = {}
    for where, entry in entries(path, "extent"):
        only_keys(entry, _EXTENT, where)
        text(entry, "example", where)
        extent = Extent(one_of(text(entry, "says", where), Extent, "says", where))
        for word in texts(entry, "words", where):
            if extents.setdefault(word, extent) is not extent:
                raise ResourceError(f"{where}: {word!r} is already under another extent")
    nouns: dict[str, frozenset[str]] = {}
    for where, entry in entries(path, "stands_for"):
        only_keys(entry, _STANDS_FOR, where)
        text(entry, "example", where)
        breadth = one_of(text(entry, "place", where), BREADTHS, "place", where)
        for word in texts(entry, "words", where):
            nouns[word] = nouns.get(word, frozenset()) | {breadth}
    return ControlWords(by_kind, by_form, extents, nouns)


def _effect(entry: Entry, where: str) -> Effect:
    text(entry, "example", where)
    return Effect(one_of(text(entry, "says", where), Effect, "says", where))


def _forms(entry: Entry, where: str) -> frozenset[str]:
    """Return every form of an entry's lemmas, those of the events lexicon among them."""
    only_keys(entry, _WORD, where)
    optional_text(entry, "why", where)
    pos = one_of(text(entry, "pos", where), POS, "pos", where)
    inflect = verb_forms if pos == "verb" else noun_forms
    found: set[str] = set()
    for lemma in texts(entry, "lemmas", where):
        found |= inflect(lemma)
        found |= {
            form
            for trigger in load_events().triggers
            if trigger.lemma == lemma and trigger.pos == pos
            for form in trigger.forms
        }
    return frozenset(found)


@cache
def control_forms() -> frozenset[str]:
    """Return every form, in lower case, of a word that says something of control."""
    return frozenset(
        form
        for form, triggers in load_events().by_form.items()
        for kind in (trigger.kind for trigger in triggers)
        if effect_of(form, kind.sub_event_type, kind.tags) is not Effect.NOTHING
    )


@cache
def effect_of(word: str, sub_event_type: str, tags: tuple[str, ...]) -> Effect:
    """Return what a claim's event word says of control, NOTHING where it says nothing.

    The kind is the one of the word's kinds that gives the claim's type and tags: a claim
    keeps no kind of its own, and a word that only takes up an earlier event has none.
    """
    control = load_control()
    word = word.lower()
    for trigger in load_events().by_form.get(word, ()):
        kind = trigger.kind
        if _gives(kind, sub_event_type, tags):
            effect = control.by_form.get((word, kind.kind_id))
            effect = effect or control.by_kind.get(kind.kind_id)
            if effect is not None:
                return effect
    return Effect.NOTHING


@cache
def effect_of_type(sub_event_type: str, tags: tuple[str, ...]) -> Effect:
    """Return what a claim's type and tags say where its event word is that of a denial."""
    control, kinds = load_control(), load_events().kinds
    for name, effect in control.by_kind.items():
        kind = kinds[name]
        if effect is not Effect.CLASHES and _gives(kind, sub_event_type, tags):
            return effect
    return Effect.NOTHING


def _gives(kind: Kind, sub_event_type: str, tags: tuple[str, ...]) -> bool:
    types = {kind.sub_event_type, kind.nonstate_sub_event_type}
    return sub_event_type in types and set(kind.tags) <= set(tags)
