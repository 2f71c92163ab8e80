"""Load news outlets, agencies and monitors with their affiliation, declared or documented.

Decides nothing about a text. Data in `en/outlets.toml`, each with its source. An outlet's
side is that of the party it belongs to or declares itself for; None where it names none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from warledger.lexicon.toml import (
    entries,
    lexicon_file,
    one_of,
    only_keys,
    optional_text,
    text,
    texts,
)

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

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it is found by, canonical first."""
        return (self.name, *self.aliases)


def load_outlets(extra: Sequence[Path] = ()) -> Mapping[str, Outlet]:
    """Return the shipped outlets by id, those of the user's files added or put in their
    place."""
    return _load(tuple(extra))


@cache
def _load(extra: tuple[Path, ...]) -> Mapping[str, Outlet]:
    found: dict[str, Outlet] = {}
    for path in (lexicon_file("outlets.toml"), *extra):
        for where, entry in entries(path, "outlet"):
            only_keys(entry, _KEYS, where)
            kind = one_of(text(entry, "kind", where), sorted(KINDS), "kind", where)
            outlet = Outlet(
                outlet_id=text(entry, "id", where),
                name=text(entry, "name", where),
                aliases=texts(entry, "aliases", where) + texts(entry, "native", where),
                kind=kind,
                country=optional_text(entry, "country", where),
                affiliation=optional_text(entry, "affiliation", where),
                side=optional_text(entry, "side", where),
                source=text(entry, "source", where),
                example=text(entry, "example", where),
            )
            found[outlet.outlet_id] = outlet
    return found


@cache
def outlet_named(name: str) -> Outlet | None:
    """Return the shipped outlet of that name or alias, None where there is none."""
    wanted = name.casefold()
    for outlet in load_outlets().values():
        if any(wanted == known.casefold() for known in outlet.names):
            return outlet
    return None
