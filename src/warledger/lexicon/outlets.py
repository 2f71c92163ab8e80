"""Load news outlets, agencies and monitors with their affiliation, declared or documented.

Decides nothing about a text. Data in `en/outlets.toml`, each with its source. An outlet's
side is that of the party it belongs to or declares itself for; None where it names none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from warledger.errors import ResourceError
from warledger.lexicon.names import name_words
from warledger.lexicon.toml import (
    Entry,
    LexiconFile,
    entries,
    lexicon_file,
    one_of,
    only_keys,
    optional_text,
    text,
    texts,
)
from warledger.lexicon.user import UserLexicon, user_lexicons

_KEYS = frozenset(
    [
        "id",
        "name",
        "aliases",
        "native",
        "kind",
        "country",
        "affiliation",
        "side",
        "source",
        "example",
        "not",
        "why",
    ]
)
KINDS = frozenset(
    (
        "agency",
        "newspaper",
        "broadcaster",
        "site",
        "monitor",
        "press service",
        "militant media",
    )
)


@dataclass(frozen=True, slots=True)
class Outlet:
    """One news outlet; `affiliation` says in words whose it is, None for an independent
    one."""

    outlet_id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    country: str | None
    affiliation: str | None
    side: str | None
    source: str
    example: str
    where: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it is found by, canonical first."""
        return (self.name, *self.aliases)


def load_outlets(extra: Sequence[Path | UserLexicon] = ()) -> Mapping[str, Outlet]:
    """Return the shipped outlets by id, those of the user's files added or put in their
    place."""
    found = dict(shipped_outlets())
    for file in user_lexicons(extra):
        found.update(read_outlets(file))
    return found


@cache
def shipped_outlets() -> Mapping[str, Outlet]:
    """Return the shipped outlets by id."""
    return read_outlets(lexicon_file("outlets.toml"))


def read_outlets(file: LexiconFile) -> Mapping[str, Outlet]:
    """Return the outlets of one file by id; raises ResourceError for a wrong entry."""
    found: dict[str, Outlet] = {}
    for where, entry in entries(file, "outlet"):
        outlet = _outlet(entry, where)
        if outlet.outlet_id in found:
            raise ResourceError(
                f"{outlet.where}: id {outlet.outlet_id!r} is taken by "
                f"{found[outlet.outlet_id].where}; give each outlet its own id"
            )
        found[outlet.outlet_id] = outlet
    return found


def _outlet(entry: Entry, where: str) -> Outlet:
    outlet_id = text(entry, "id", where)
    only_keys(entry, _KEYS, where)
    names = (text(entry, "name", where), *texts(entry, "aliases", where))
    names += texts(entry, "native", where)
    for name in names:
        if not name_words(name):
            raise ResourceError(
                f"{where} ({outlet_id}): the name {name!r} has no letter and no digit; "
                "expected words to look for"
            )
    return Outlet(
        outlet_id=outlet_id,
        name=names[0],
        aliases=names[1:],
        kind=one_of(text(entry, "kind", where), sorted(KINDS), "kind", where),
        country=optional_text(entry, "country", where),
        affiliation=optional_text(entry, "affiliation", where),
        side=optional_text(entry, "side", where),
        source=text(entry, "source", where),
        example=optional_text(entry, "example", where) or "",
        where=f"{where} ({outlet_id})",
    )


@cache
def outlet_named(name: str) -> Outlet | None:
    """Return the shipped outlet of that name or alias, None where there is none."""
    wanted = name.casefold()
    for outlet in load_outlets().values():
        if any(wanted == known.casefold() for known in outlet.names):
            return outlet
    return None
