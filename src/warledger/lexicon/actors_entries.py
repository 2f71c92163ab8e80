"""Read one party, side or extension of a lexicon file, each value checked by itself.

Names file, entry, key and value where one is wrong; what entries say of one another is
looked at in `actors_checks`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from warledger.errors import ResourceError
from warledger.lexicon.names import name_words
from warledger.lexicon.toml import Entry, only_keys, optional_text, text, texts

_ACTOR_KEYS = frozenset(
    ["id", "name", "aliases", "native", "shared", "wording", "inter", "kind", "side",
     "aligned", "country", "years", "parent", "forces", "source", "example", "not", "why"]
)  # fmt: skip
_SIDE_KEYS = frozenset(["name", "aligned", "source", "why"])
_EXTEND_KEYS = frozenset(
    ["actor", "outlet", "aliases", "native", "wording", "shared", "source", "why"]
)
_ALIGNED_KEYS = frozenset(["side", "years", "source"])
_INTER = range(1, 9)
_YEARS = re.compile(r"(\d{4})?-(\d{4})?")
_FORCE = re.compile(r"[a-z]+:[a-z-]+")


@dataclass(frozen=True, slots=True)
class Alignment:
    """That a side or an actor fights beside another side, when, and who says so."""

    side: str
    years: str
    source: str


@dataclass(frozen=True, slots=True)
class Side:
    """A side, named for its lead party, with the sides it fights beside."""

    name: str
    aligned: tuple[Alignment, ...]
    source: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """One party, force or body.

    `wording` holds names that only some outlets give it; they are found like aliases, and
    the claim keeps them as the mention. `shared` lists those of its names that another
    actor bears too. `forces` says which "country:kind" it answers to ("sy:military" for
    "the Syrian army"). `years` is "first-last", open where one is missing, None where not
    known.
    """

    actor_id: str
    name: str
    aliases: tuple[str, ...]
    wording: tuple[str, ...]
    shared: tuple[str, ...]
    inter: int
    kind: str
    side: str | None
    aligned: tuple[Alignment, ...]
    countries: tuple[str, ...]
    years: str | None
    parent: str | None
    forces: tuple[str, ...]
    source: str
    example: str
    where: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it is found by, canonical first."""
        return (self.name, *self.aliases, *self.wording)


@dataclass(frozen=True, slots=True)
class Extension:
    """Further names for a party or an outlet that another file describes."""

    of: str
    is_outlet: bool
    aliases: tuple[str, ...]
    wording: tuple[str, ...]
    shared: tuple[str, ...]
    source: str
    where: str


def read_side(entry: Entry, where: str) -> Side:
    """Return the side of a [[side]] table."""
    only_keys(entry, _SIDE_KEYS, where)
    name = text(entry, "name", where)
    where = f"{where} ({name})"
    return Side(name, _aligned(entry, where), text(entry, "source", where), where)


def read_actor(entry: Entry, where: str) -> Actor:
    """Return the party of an [[actor]] table; `example` may be missing."""
    actor_id = text(entry, "id", where)
    where = f"{where} ({actor_id})"
    only_keys(entry, _ACTOR_KEYS, where)
    inter = entry.get("inter")
    if isinstance(inter, bool) or not isinstance(inter, int) or inter not in _INTER:
        raise ResourceError(
            f"{where}: 'inter' is {inter!r}; expected ACLED's class, a number from 1 to 8"
        )
    return Actor(
        actor_id=actor_id,
        name=names(text(entry, "name", where), key="name", where=where)[0],
        aliases=names(
            *texts(entry, "aliases", where), *texts(entry, "native", where),
            key="aliases", where=where,
        ),
        wording=names(*texts(entry, "wording", where), key="wording", where=where),
        shared=texts(entry, "shared", where),
        inter=inter,
        kind=text(entry, "kind", where),
        side=optional_text(entry, "side", where),
        aligned=_aligned(entry, where),
        countries=texts(entry, "country", where),
        years=_years(optional_text(entry, "years", where), where),
        parent=optional_text(entry, "parent", where),
        forces=_forces(texts(entry, "forces", where), where),
        source=text(entry, "source", where),
        example=optional_text(entry, "example", where) or "",
        where=where,
    )  # fmt: skip


def read_extension(entry: Entry, where: str) -> Extension:
    """Return the further names of an [[extend]] table, which names one party or outlet."""
    only_keys(entry, _EXTEND_KEYS, where)
    if ("actor" in entry) == ("outlet" in entry):
        raise ResourceError(
            f"{where}: expected one of 'actor' and 'outlet', the id of what it extends"
        )
    is_outlet = "outlet" in entry
    of = text(entry, "outlet" if is_outlet else "actor", where)
    where = f"{where} ({of})"
    found = Extension(
        of=of,
        is_outlet=is_outlet,
        aliases=names(
            *texts(entry, "aliases", where), *texts(entry, "native", where),
            key="aliases", where=where,
        ),
        wording=names(*texts(entry, "wording", where), key="wording", where=where),
        shared=texts(entry, "shared", where),
        source=text(entry, "source", where),
        where=where,
    )  # fmt: skip
    if not found.aliases + found.wording:
        raise ResourceError(
            f"{where}: adds no name; expected 'aliases', 'native' or 'wording'"
        )
    if is_outlet and (found.wording or found.shared):
        raise ResourceError(
            f"{where}: an outlet has no 'wording' or 'shared'; use 'aliases'"
        )
    return found


def names(*found: str, key: str, where: str) -> tuple[str, ...]:
    """Return the names, each with a word in it that can be looked for."""
    for name in found:
        if not name_words(name):
            raise ResourceError(
                f"{where}: '{key}' holds {name!r}; expected a name with a letter or a digit"
            )
    return found


def _years(years: str | None, where: str) -> str | None:
    if years is not None and (not _YEARS.fullmatch(years) or years == "-"):
        raise ResourceError(
            f'{where}: \'years\' is {years!r}; expected "2011-2024", "2011-" or "-2024"'
        )
    return years


def _forces(forces: tuple[str, ...], where: str) -> tuple[str, ...]:
    for force in forces:
        if not _FORCE.fullmatch(force):
            raise ResourceError(
                f"{where}: 'forces' holds {force!r}; expected country:kind in lower case, "
                'as "sy:military"'
            )
    return forces


def _aligned(entry: Entry, where: str) -> tuple[Alignment, ...]:
    rows = entry.get("aligned", [])
    if not isinstance(rows, list):
        raise ResourceError(f"{where}: 'aligned' is {rows!r}; expected a list of tables")
    found = []
    for row in rows:
        if not isinstance(row, Mapping):
            raise ResourceError(
                f"{where}: 'aligned' holds {row!r}; expected a table of side, years, source"
            )
        only_keys(row, _ALIGNED_KEYS, f"{where}, aligned")
        side, years, source = (
            text(row, key, f"{where}, aligned") for key in ("side", "years", "source")
        )
        _years(years, f"{where}, aligned")
        found.append(Alignment(side, years, source))
    return tuple(found)
