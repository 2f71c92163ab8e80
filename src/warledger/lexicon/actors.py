"""Load the parties to armed conflicts: names, spellings, class, side, parent, with sources.

Decides nothing about a text: `extract.actors` finds these names there. The data lie in
`en/actors/*.toml`, one file a war; ACLED's actor classes (`inter`) are 1 state forces, 2
rebel group, 3 political militia, 4 identity militia, 5 rioters, 6 protesters, 7 civilians,
8 external or other forces. Sides are data with a citation: an actor belongs to the side of
its lead party, and a side fights beside others for the years that a source gives.

A user's file adds parties, sides and outlets, puts its own in the place of shipped ones of
the same id (sides: name), and gives shipped ones further names with [[extend]].

Knowingly missed: that an actor changed sides is told only by `years` of its alliances.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path

from warledger.errors import ResourceError
from warledger.lexicon.actors_checks import (
    check_countries,
    check_names,
    check_parents,
    check_sides,
    name_key,
)
from warledger.lexicon.actors_entries import (
    Actor,
    Alignment,
    Extension,
    Side,
    read_actor,
    read_extension,
    read_side,
)
from warledger.lexicon.outlets import Outlet, read_outlets, shipped_outlets
from warledger.lexicon.toml import LexiconFile, entries, lexicon_files, read_toml
from warledger.lexicon.user import UserLexicon, user_lexicons

__all__ = ["Actor", "ActorLexicon", "Alignment", "Side", "load_actors", "name_key"]

_TABLES = ("actor", "side", "outlet")


@dataclass(frozen=True, slots=True, eq=False)
class ActorLexicon:
    """Actors by id, sides by name, bodies that answer to "country:kind", outlets by id."""

    actors: Mapping[str, Actor]
    sides: Mapping[str, Side]
    forces: Mapping[str, str]
    outlets: Mapping[str, Outlet]
    outlet_ids: Mapping[str, str] = field(default_factory=dict)

    def lineage(self, actor_id: str) -> tuple[str, ...]:
        """Return the actor's parents, nearest first; empty where it has none."""
        found: list[str] = []
        actor = self.actors.get(actor_id)
        while actor is not None and actor.parent is not None:
            found.append(actor.parent)
            actor = self.actors.get(actor.parent)
        return tuple(found)

    def outlet_named(self, name: str) -> Outlet | None:
        """Return the outlet of that name or alias, whatever the case; None for none."""
        outlet_id = self.outlet_ids.get(name.casefold())
        return None if outlet_id is None else self.outlets[outlet_id]


def load_actors(extra: Sequence[Path | UserLexicon] = ()) -> ActorLexicon:
    """Return the shipped actors and outlets with those of the user's files added.

    A user's entry with a shipped id replaces that entry; later files go before earlier
    ones. The same texts give the same object, however often they are asked for. Raises
    ResourceError, naming file and entry, for an unknown key, a missing parent, a cycle of
    parents, or a name that two actors bear without declaring it under `shared`.
    """
    return _load(user_lexicons(extra))


@lru_cache(maxsize=8)
def _load(extra: tuple[UserLexicon, ...]) -> ActorLexicon:
    shipped, shipped_sides = _shipped()
    actors, sides, outlets = dict(shipped), dict(shipped_sides), dict(shipped_outlets())
    own: dict[str, Actor] = {}
    for file in extra:
        own |= _add_user_file(file, actors, sides, outlets)
    check_parents(actors)
    check_names(actors, outlets)
    check_sides(actors, outlets, sides)
    check_countries(actors, outlets)
    # Of several parties that fit a name the first is taken: the user's goes before ours.
    actors = {**{name: actors[name] for name in own}, **actors}
    forces = {
        key: actor.actor_id for actor in reversed(actors.values()) for key in actor.forces
    }
    outlet_ids = {
        name.casefold(): outlet.outlet_id
        for outlet in reversed(outlets.values())
        for name in outlet.names
    }
    return ActorLexicon(actors, sides, forces, outlets, outlet_ids)


@cache
def _shipped() -> tuple[Mapping[str, Actor], Mapping[str, Side]]:
    """Return the shipped parties and sides as they are read, not checked."""
    actors: dict[str, Actor] = {}
    sides: dict[str, Side] = {}
    for path in lexicon_files("actors"):
        _add_parties(path, actors, sides)
    return actors, sides


def _add_user_file(
    file: UserLexicon,
    actors: dict[str, Actor],
    sides: dict[str, Side],
    outlets: dict[str, Outlet],
) -> Mapping[str, Actor]:
    """Put a user's entries beside the others or in their place; return the parties."""
    own: dict[str, Actor] = {}
    _add_parties(file, own, sides, tables=(*_TABLES, "extend"))
    actors.update(own)
    outlets.update(read_outlets(file))
    for where, entry in entries(file, "extend"):
        _extend(read_extension(entry, where), actors, outlets)
    return {name: actors[name] for name in own}


def _extend(
    extension: Extension, actors: dict[str, Actor], outlets: dict[str, Outlet]
) -> None:
    if extension.is_outlet:
        outlet = outlets.get(extension.of)
        if outlet is not None:
            names = (*outlet.aliases, *extension.aliases)
            outlets[extension.of] = replace(outlet, aliases=names)
            return
    elif (actor := actors.get(extension.of)) is not None:
        actors[extension.of] = replace(
            actor,
            aliases=(*actor.aliases, *extension.aliases),
            wording=(*actor.wording, *extension.wording),
            shared=(*actor.shared, *extension.shared),
            source=f"{actor.source}; further names: {extension.source}",
        )
        return
    what = "outlet" if extension.is_outlet else "actor"
    raise ResourceError(
        f"{extension.where}: {what} {extension.of!r} is not there to be extended; "
        f"see 'warledger actors NAME' for ids, or describe it as [[{what}]]"
    )


def _add_parties(
    path: LexiconFile,
    actors: dict[str, Actor],
    sides: dict[str, Side],
    *,
    tables: tuple[str, ...] = _TABLES,
) -> None:
    """Add the sides and actors of a file; two of the same id in one reading are refused."""
    unknown = sorted(set(read_toml(path)) - set(tables))
    if unknown:
        known = ", ".join(f"[[{name}]]" for name in tables)
        raise ResourceError(f"{path.name}: unknown table '{unknown[0]}'; known: {known}")
    for where, entry in entries(path, "side"):
        side = read_side(entry, where)
        sides[side.name] = side
    for where, entry in entries(path, "actor"):
        actor = read_actor(entry, where)
        if actor.actor_id in actors:
            raise ResourceError(
                f"{actor.where}: id {actor.actor_id!r} is taken by "
                f"{actors[actor.actor_id].where}; give each actor its own id"
            )
        actors[actor.actor_id] = actor
