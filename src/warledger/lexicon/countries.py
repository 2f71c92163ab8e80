"""Load countries with their demonyms, peoples, leaders and the nouns of state forces.

Data in `en/countries.toml`. A body got by pattern has the id "force:<country>:<kind>".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from warledger.errors import ResourceError
from warledger.lexicon.toml import (
    Entry,
    entries,
    lexicon_file,
    only_keys,
    optional_text,
    text,
    texts,
)

_FILE = "countries.toml"
_COUNTRY = frozenset(
    ["code", "name", "aliases", "adjectives", "people", "country", "example"]
)
_LEADER = frozenset(["name", "aliases", "country", "years", "source", "example"])
_FORCE = frozenset(
    ["kind", "name", "unowned", "inter", "contextual", "nouns", "bound", "example"]
)


@dataclass(frozen=True, slots=True)
class Country:
    """A country, or a people that reports use like one (`code` then is no ISO code).

    `adjectives` stand before a noun, `people` stand alone. `home` is the ISO code of a
    people's country, None where it lives in several; a country's is its own.
    """

    code: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    home: str | None
    example: str


@dataclass(frozen=True, slots=True)
class Leader:
    """A head of state or government whose name stands for its forces."""

    name: str
    aliases: tuple[str, ...]
    country: str
    years: str
    example: str


@dataclass(frozen=True, slots=True)
class ForceNouns:
    """Nouns for one kind of state body; `name` has a {country} to fill in.

    `is_contextual`: without a country the noun means that of the story's country. `bound`
    nouns name a body only behind a country or another word that says whose it is.
    `unowned` is what they are called where nothing says whose they are: drones are not
    always an air force's. Empty where that is the body itself.
    """

    kind: str
    name: str
    inter: int
    is_contextual: bool
    nouns: tuple[str, ...]
    bound: frozenset[str]
    unowned: str
    example: str


@cache
def load_countries() -> Mapping[str, Country]:
    """Return countries and peoples by code."""
    path = lexicon_file(_FILE)
    rows = [_country(e, w, e.get("code")) for w, e in entries(path, "country")]
    rows += [_country(e, w, e.get("country")) for w, e in entries(path, "people")]
    return {row.code: row for row in rows}


def _country(entry: Entry, where: str, home: object) -> Country:
    only_keys(entry, _COUNTRY, where)
    return Country(
        code=text(entry, "code", where),
        name=text(entry, "name", where),
        aliases=texts(entry, "aliases", where),
        adjectives=texts(entry, "adjectives", where),
        people=texts(entry, "people", where),
        home=home if isinstance(home, str) else None,
        example=text(entry, "example", where),
    )


@cache
def load_leaders() -> tuple[Leader, ...]:
    """Return the leaders whose names stand for their country's forces."""
    found = []
    for where, entry in entries(lexicon_file(_FILE), "leader"):
        only_keys(entry, _LEADER, where)
        found.append(
            Leader(
                name=text(entry, "name", where),
                aliases=texts(entry, "aliases", where),
                country=text(entry, "country", where),
                years=text(entry, "years", where),
                example=text(entry, "example", where),
            )
        )
    return tuple(found)


@cache
def load_force_nouns() -> tuple[ForceNouns, ...]:
    """Return the nouns of state bodies, in the file's order."""
    found = []
    for where, entry in entries(lexicon_file(_FILE), "force"):
        only_keys(entry, _FORCE, where)
        inter = entry.get("inter")
        if not isinstance(inter, int):
            raise ResourceError(
                f"{where}: inter is {inter!r}; expected ACLED's class, 1 to 8"
            )
        found.append(
            ForceNouns(
                kind=text(entry, "kind", where),
                name=optional_text(entry, "name", where) or "",
                inter=inter,
                is_contextual=entry.get("contextual") is True,
                nouns=texts(entry, "nouns", where),
                bound=frozenset(texts(entry, "bound", where)),
                unowned=optional_text(entry, "unowned", where) or "",
                example=text(entry, "example", where),
            )
        )
    return tuple(found)
