"""Weapons, pieces of equipment, and structures, by the words that name them.

A weapon tells what a vague event was ("attacked with mortar shells" is shelling); equipment
is what is counted as destroyed or captured; a structure is a possible target that is no
place name. One word may be two of these ("mortar", "drone"): which, `extract` decides from
its role.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol, TypeVar

from warledger.errors import ResourceError
from warledger.lexicon.inflect import noun_forms
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

KINDS = ("airstrike", "drone", "shelling", "ied", "suicide", "chemical", "grenade", "clash")
ROLES = ("instrument", "platform")
_WEAPON_KEYS = frozenset({"lemma", "kind", "role", "forms", "example", "not", "why"})
_ITEM_KEYS = frozenset({"item", "class", "forms", "pattern", "example", "not", "why"})


@dataclass(frozen=True, slots=True)
class Weapon:
    """What strikes. `kind_id` is the kind of event it makes of a vague one; `role` is
    "instrument" (a shell: what hits) or "platform" (a jet: what it comes from)."""

    lemma: str
    forms: frozenset[str]
    kind_id: str
    role: str
    example: str
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Equipment:
    """What is destroyed or captured. `item` is the canonical singular that a figure
    carries; `pattern` matches designations of its models ("T-72B3").
    """

    item: str
    forms: frozenset[str]
    klass: str
    pattern: re.Pattern[str] | None
    example: str
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """A building or position; `klass` is "health", "education", "military" and so on."""

    item: str
    forms: frozenset[str]
    klass: str
    example: str
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeaponLexicon:
    """Weapons by lower-case form, spaced compounds included."""

    weapons: tuple[Weapon, ...]
    by_form: Mapping[str, Weapon]


@dataclass(frozen=True, slots=True)
class EquipmentLexicon:
    """Equipment by lower-case form; `patterns` for models, tried where no form fits."""

    equipment: tuple[Equipment, ...]
    by_form: Mapping[str, Equipment]

    @property
    def patterns(self) -> tuple[Equipment, ...]:
        """Return the entries that have a pattern, in file order."""
        return tuple(item for item in self.equipment if item.pattern is not None)


@dataclass(frozen=True, slots=True)
class StructureLexicon:
    """Structures by lower-case form, spaced compounds included."""

    structures: tuple[Structure, ...]
    by_form: Mapping[str, Structure]


class _Named(Protocol):
    @property
    def forms(self) -> frozenset[str]: ...


_T = TypeVar("_T", bound=_Named)


def _by_form(found: Iterable[_T], where: str) -> dict[str, _T]:
    by_form: dict[str, _T] = {}
    for entry in found:
        for form in sorted(entry.forms):
            if form in by_form:
                raise ResourceError(f"{where}: form {form!r} is there twice; keep one")
            by_form[form] = entry
    return by_form


def _forms(lemma: str, entry: Entry, where: str) -> frozenset[str]:
    extra = texts(entry, "forms", where)
    return frozenset(form.lower() for word in (lemma, *extra) for form in noun_forms(word))


def _weapon(entry: Entry, where: str) -> Weapon:
    only_keys(entry, _WEAPON_KEYS, where)
    lemma = text(entry, "lemma", where)
    return Weapon(
        lemma=lemma,
        forms=_forms(lemma, entry, where),
        kind_id=one_of(text(entry, "kind", where), KINDS, "kind", where),
        role=one_of(text(entry, "role", where), ROLES, "role", where),
        example=text(entry, "example", where),
        counter_examples=texts(entry, "not", where),
    )


def _pattern(entry: Entry, where: str) -> re.Pattern[str] | None:
    pattern = optional_text(entry, "pattern", where)
    try:
        return re.compile(pattern, re.IGNORECASE) if pattern else None
    except re.error as error:
        raise ResourceError(
            f"{where}: 'pattern' {pattern!r} is no expression: {error}"
        ) from error


def _equipment(entry: Entry, where: str) -> Equipment:
    only_keys(entry, _ITEM_KEYS, where)
    item = text(entry, "item", where)
    return Equipment(
        item=item,
        forms=_forms(item, entry, where),
        klass=text(entry, "class", where),
        pattern=_pattern(entry, where),
        example=text(entry, "example", where),
        counter_examples=texts(entry, "not", where),
    )


def _structure(entry: Entry, where: str) -> Structure:
    only_keys(entry, _ITEM_KEYS - {"pattern"}, where)
    item = text(entry, "item", where)
    return Structure(
        item=item,
        forms=_forms(item, entry, where),
        klass=text(entry, "class", where),
        example=text(entry, "example", where),
        counter_examples=texts(entry, "not", where),
    )


@cache
def load_weapons(language: str = "en") -> WeaponLexicon:
    """Return the shipped weapons; a malformed entry raises ResourceError by name."""
    path = lexicon_file("weapons.toml", language)
    found = tuple(_weapon(entry, where) for where, entry in entries(path, "weapon"))
    return WeaponLexicon(found, _by_form(found, path.name))


@cache
def load_equipment(language: str = "en") -> EquipmentLexicon:
    """Return the shipped equipment; a malformed entry raises ResourceError by name."""
    path = lexicon_file("equipment.toml", language)
    found = tuple(_equipment(entry, where) for where, entry in entries(path, "equipment"))
    return EquipmentLexicon(found, _by_form(found, path.name))


@cache
def load_structures(language: str = "en") -> StructureLexicon:
    """Return the shipped structures; a malformed entry raises ResourceError by name."""
    path = lexicon_file("equipment.toml", language)
    found = tuple(_structure(entry, where) for where, entry in entries(path, "structure"))
    return StructureLexicon(found, _by_form(found, path.name))
