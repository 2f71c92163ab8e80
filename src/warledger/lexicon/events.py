"""Event kinds and the words that evoke them.

`en/events/kinds.toml` says what each kind of event is called in ACLED (sub-event type,
Clionadh Raleigh et al. 2010 and the codebook), in PLOVER, and which tags it carries. The
other files of the folder hold triggers: a lemma, its part of speech, what its object has
to be, and the kind. Nothing here looks at sentences; `extract` does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from warledger.errors import ResourceError
from warledger.lexicon.inflect import noun_forms, verb_forms
from warledger.lexicon.toml import (
    Entry,
    entries,
    lexicon_file,
    lexicon_files,
    one_of,
    only_keys,
    optional_text,
    text,
    texts,
)

POS = ("verb", "noun")
OBJECTS = ("place", "person", "equipment", "building", "weapon", "mine", "event", "group")
_KIND_KEYS = frozenset(
    {"id", "event_type", "sub_event_type", "nonstate_sub_event_type", "plover", "tags"}
    | {"is_effect", "measure", "refines", "example"}
)
_TRIGGER_KEYS = frozenset(
    {"lemma", "pos", "kind", "forms", "object", "phrase", "subject", "swap", "prepositions"}
    | {"example", "not", "why", "support", "weak"}
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of event.

    `nonstate_sub_event_type` replaces `sub_event_type` where a non-state party acts.
    `is_effect` kinds (killed, wounded, destroyed …) join the event that caused them in
    the same sentence and stand alone only where no event is named. `refines` kinds are
    vague ("attack") and give way to what the weapon or the party tells ("attacked with
    shells" is shelling).
    """

    kind_id: str
    event_type: str
    sub_event_type: str
    nonstate_sub_event_type: str
    plover: str | None
    tags: tuple[str, ...]
    is_effect: bool
    measure: str | None
    is_vague: bool


@dataclass(frozen=True, slots=True)
class Trigger:
    """One word, or word and particle phrase, that evokes a kind.

    `objects` are the types its object may have, empty for any. `phrase` are the words
    that must follow for it to count ("take" + "control of"). `swap` marks verbs whose
    subject suffers ("lose", "suffer", "fall"). `prepositions` introduce who or what is
    acted on. `is_weak` triggers count only with a party, a victim or a weapon in the same
    clause.
    """

    lemma: str
    pos: str
    kind: Kind
    forms: frozenset[str]
    objects: frozenset[str]
    phrase: tuple[str, ...]
    subject: str | None
    is_swapped: bool
    prepositions: frozenset[str]
    is_weak: bool
    example: str
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventLexicon:
    """All kinds, all triggers by surface form, and the support verbs."""

    kinds: Mapping[str, Kind]
    by_form: Mapping[str, tuple[Trigger, ...]]
    support_forms: frozenset[str]
    triggers: tuple[Trigger, ...]


def _flag(entry: Entry, key: str, where: str) -> bool:
    value = entry.get(key, False)
    if not isinstance(value, bool):
        raise ResourceError(f"{where}: '{key}' is {value!r}; expected true or false")
    return value


def _kind(entry: Entry, where: str) -> Kind:
    only_keys(entry, _KIND_KEYS, where)
    sub_event = text(entry, "sub_event_type", where)
    return Kind(
        kind_id=text(entry, "id", where),
        event_type=text(entry, "event_type", where),
        sub_event_type=sub_event,
        nonstate_sub_event_type=optional_text(entry, "nonstate_sub_event_type", where)
        or sub_event,
        plover=optional_text(entry, "plover", where),
        tags=texts(entry, "tags", where),
        is_effect=_flag(entry, "is_effect", where),
        measure=optional_text(entry, "measure", where),
        is_vague=_flag(entry, "refines", where),
    )


def _trigger(entry: Entry, where: str, kinds: Mapping[str, Kind]) -> Trigger:
    only_keys(entry, _TRIGGER_KEYS, where)
    lemma = text(entry, "lemma", where)
    pos = one_of(text(entry, "pos", where), POS, "pos", where)
    kind = kinds[one_of(text(entry, "kind", where), kinds, "kind", where)]
    regular = verb_forms(lemma) if pos == "verb" else noun_forms(lemma)
    objects = texts(entry, "object", where)
    for name in objects:
        one_of(name, OBJECTS, "object", where)
    return Trigger(
        lemma=lemma,
        pos=pos,
        kind=kind,
        forms=regular | frozenset(texts(entry, "forms", where)),
        objects=frozenset(objects),
        phrase=tuple((optional_text(entry, "phrase", where) or "").split()),
        subject=optional_text(entry, "subject", where),
        is_swapped=_flag(entry, "swap", where),
        prepositions=frozenset(texts(entry, "prepositions", where)),
        is_weak=_flag(entry, "weak", where),
        example=text(entry, "example", where),
        counter_examples=texts(entry, "not", where),
    )


@cache
def load_events(language: str = "en") -> EventLexicon:
    """Return the shipped kinds and triggers; a malformed entry raises ResourceError."""
    kinds: dict[str, Kind] = {}
    for where, entry in entries(lexicon_file("events/kinds.toml", language), "kind"):
        kind = _kind(entry, where)
        if kind.kind_id in kinds:
            raise ResourceError(f"{where}: kind '{kind.kind_id}' is there twice; keep one")
        kinds[kind.kind_id] = kind
    triggers: list[Trigger] = []
    support: set[str] = set()
    for path in lexicon_files("events", language):
        for where, entry in entries(path, "trigger"):
            triggers.append(_trigger(entry, where, kinds))
        for where, entry in entries(path, "support"):
            support |= verb_forms(text(entry, "lemma", where)) | set(
                texts(entry, "forms", where)
            )
    by_form: dict[str, list[Trigger]] = {}
    for trigger in triggers:
        for form in sorted(trigger.forms):
            by_form.setdefault(form, []).append(trigger)
    return EventLexicon(
        kinds,
        {form: tuple(found) for form, found in by_form.items()},
        frozenset(support),
        tuple(triggers),
    )
