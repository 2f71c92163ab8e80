"""Load nouns for people and unnamed bodies, and the words that bind them to a name.

Data in `en/persons.toml`. Each noun is a civilian, a combatant, a state's servant, anybody
(generic), an official, a speaker, or a group; that is what lets a figure be put to a side.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

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

_FILE = "persons.toml"
_NOUN = frozenset(
    [
        "id",
        "name",
        "class",
        "kind",
        "inter",
        "role",
        "singular",
        "plural",
        "bound",
        "example",
    ]
)
_WORDS = frozenset(["words", "belongs", "strength", "class", "example"])


class PersonClass(StrEnum):
    """What a noun says of the people it names."""

    CIVILIAN = "civilian"
    COMBATANT = "combatant"
    STATE = "state"
    GENERIC = "generic"
    OFFICIAL = "official"
    SPEAKER = "speaker"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class PersonNouns:
    """Nouns with one meaning; `kind` is what a people's own body of the sort is looked up
    by.

    `bound` nouns are no mention alone ("leader", "members").
    """

    noun_id: str
    name: str
    person_class: PersonClass
    kind: str
    inter: int | None
    role: str | None
    singular: tuple[str, ...]
    plural: tuple[str, ...]
    bound: frozenset[str]
    example: str


@dataclass(frozen=True, slots=True)
class Joiners:
    """Words around a name: modifiers by strength, acts, hyphen tails and prefixes, titles.

    `belongs` are the tails that make what follows a part of the name's own side; `stops`
    are words that end a name.
    """

    modifiers: Mapping[str, str]
    actions: frozenset[str]
    tails: frozenset[str]
    belongs: frozenset[str]
    prefixes: frozenset[str]
    titles: Mapping[str, str]
    stops: Mapping[str, frozenset[str]]


@cache
def load_person_nouns() -> tuple[PersonNouns, ...]:
    """Return the nouns in the file's order; the first of two that share a word wins."""
    return tuple(_noun(e, w) for w, e in entries(lexicon_file(_FILE), "noun"))


def _noun(entry: Entry, where: str) -> PersonNouns:
    only_keys(entry, _NOUN, where)
    name = one_of(text(entry, "class", where), PersonClass, "class", where)
    inter = entry.get("inter")
    return PersonNouns(
        noun_id=text(entry, "id", where),
        name=text(entry, "name", where),
        person_class=PersonClass(name),
        kind=text(entry, "kind", where),
        inter=inter if isinstance(inter, int) else None,
        role=optional_text(entry, "role", where),
        singular=texts(entry, "singular", where),
        plural=texts(entry, "plural", where),
        bound=frozenset(texts(entry, "bound", where)),
        example=text(entry, "example", where),
    )


@cache
def load_joiners() -> Joiners:
    """Return the words that bind a noun to a name or cut it off."""
    return Joiners(
        modifiers=_classed("modifier", "strength"),
        actions=_words("action", "words"),
        tails=_words("tail", "words"),
        belongs=_words("tail", "belongs"),
        prefixes=_words("prefix", "words"),
        titles=_classed("title", "class"),
        stops=_stops(),
    )


def stop_words(of: str) -> frozenset[str]:
    """Return the stop words of one sort ("group", "name", "particle", "determiner" …)."""
    return load_joiners().stops.get(of, frozenset())


def _stops() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for where, entry in entries(lexicon_file(_FILE), "stop"):
        only_keys(entry, frozenset(("of", "words", "example")), where)
        found[text(entry, "of", where)] = frozenset(texts(entry, "words", where))
    return found


def _words(table: str, key: str) -> frozenset[str]:
    found: set[str] = set()
    for where, entry in entries(lexicon_file(_FILE), table):
        only_keys(entry, _WORDS, where)
        found.update(texts(entry, key, where))
    return frozenset(found)


def _classed(table: str, key: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for where, entry in entries(lexicon_file(_FILE), table):
        only_keys(entry, _WORDS, where)
        found.update(dict.fromkeys(texts(entry, "words", where), text(entry, key, where)))
    return found
