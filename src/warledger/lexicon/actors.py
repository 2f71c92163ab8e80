"""Load the parties to armed conflicts: names, spellings, class, side, parent, with sources.

Decides nothing about a text: `extract.actors` finds these names there. The data lie in
`en/actors/*.toml`, one file a war; ACLED's actor classes (`inter`) are 1 state forces, 2
rebel group, 3 political militia, 4 identity militia, 5 rioters, 6 protesters, 7 civilians,
8 external or other forces. Sides are data with a citation: an actor belongs to the side of
its lead party, and a side fights beside others for the years that a source gives.

Knowingly missed: that an actor changed sides is told only by `years` of its alliances.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path

from warledger.errors import ResourceError
from warledger.lexicon.names import name_words
from warledger.lexicon.outlets import Outlet, load_outlets
from warledger.lexicon.toml import (
    Entry,
    entries,
    lexicon_files,
    only_keys,
    optional_text,
    read_toml,
    text,
    texts,
)

_ACTOR_KEYS = frozenset(
    [
        "id",
        "name",
        "aliases",
        "native",
        "shared",
        "wording",
        "inter",
        "kind",
        "side",
        "aligned",
        "country",
        "years",
        "parent",
        "forces",
        "source",
        "example",
        "not",
        "why",
    ]
)
_SIDE_KEYS = frozenset(["name", "aligned", "source", "why"])
_ALIGNED_KEYS = frozenset(["side", "years", "source"])
_INTER = range(1, 9)


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


@dataclass(frozen=True, slots=True, eq=False)
class ActorLexicon:
    """Actors by id, sides by name, bodies that answer to "country:kind", outlets by id."""

    actors: Mapping[str, Actor]
    sides: Mapping[str, Side]
    forces: Mapping[str, str]
    outlets: Mapping[str, Outlet]

    def lineage(self, actor_id: str) -> tuple[str, ...]:
        """Return the actor's parents, nearest first; empty where it has none."""
        found: list[str] = []
        actor = self.actors.get(actor_id)
        while actor is not None and actor.parent is not None:
            found.append(actor.parent)
            actor = self.actors.get(actor.parent)
        return tuple(found)


def load_actors(extra: Sequence[Path] = ()) -> ActorLexicon:
    """Return the shipped actors and outlets with those of the user's files added.

    A user's entry with a shipped id replaces that entry. Raises ResourceError, naming file
    and entry, for an unknown key, a missing parent, a cycle of parents, or a name that two
    actors bear without declaring it under `shared`.
    """
    return _load(tuple(extra))


@cache
def _load(extra: tuple[Path, ...]) -> ActorLexicon:
    actors: dict[str, Actor] = {}
    sides: dict[str, Side] = {}
    for path in lexicon_files("actors"):
        for actor in _read_file(path, sides):
            if actor.actor_id in actors:
                raise ResourceError(
                    f"{actor.where}: id {actor.actor_id!r} is taken by "
                    f"{actors[actor.actor_id].where}; give each actor its own id"
                )
            actors[actor.actor_id] = actor
    for file in extra:
        actors.update((actor.actor_id, actor) for actor in _read_file(file, sides))
    _check_parents(actors)
    _check_names(actors)
    _check_sides(actors, sides)
    forces = {key: actor.actor_id for actor in actors.values() for key in actor.forces}
    return ActorLexicon(actors, sides, forces, load_outlets(extra))


def _read_file(path: Traversable | Path, sides: dict[str, Side]) -> Iterator[Actor]:
    unknown = sorted(set(read_toml(path)) - {"actor", "side", "outlet"})
    if unknown:
        raise ResourceError(
            f"{path.name}: unknown table '{unknown[0]}'; "
            "known: [[actor]], [[side]], [[outlet]]"
        )
    for where, entry in entries(path, "side"):
        side = _side(entry, where)
        sides[side.name] = side
    for where, entry in entries(path, "actor"):
        yield _actor(entry, where)


def _side(entry: Entry, where: str) -> Side:
    only_keys(entry, _SIDE_KEYS, where)
    name = text(entry, "name", where)
    return Side(name, _aligned(entry, where), text(entry, "source", where))


def _actor(entry: Entry, where: str) -> Actor:
    only_keys(entry, _ACTOR_KEYS, where)
    where = f"{where} ({entry.get('id')})"
    inter = entry.get("inter")
    if not isinstance(inter, int) or inter not in _INTER:
        raise ResourceError(f"{where}: inter is {inter!r}; expected ACLED's class, 1 to 8")
    return Actor(
        actor_id=text(entry, "id", where),
        name=text(entry, "name", where),
        aliases=texts(entry, "aliases", where) + texts(entry, "native", where),
        wording=texts(entry, "wording", where),
        shared=texts(entry, "shared", where),
        inter=inter,
        kind=text(entry, "kind", where),
        side=optional_text(entry, "side", where),
        aligned=_aligned(entry, where),
        countries=texts(entry, "country", where),
        years=optional_text(entry, "years", where),
        parent=optional_text(entry, "parent", where),
        forces=texts(entry, "forces", where),
        source=text(entry, "source", where),
        example=text(entry, "example", where),
        where=where,
    )


def _aligned(entry: Entry, where: str) -> tuple[Alignment, ...]:
    rows = entry.get("aligned", [])
    if not isinstance(rows, list):
        raise ResourceError(f"{where}: 'aligned' is {rows!r}; expected a list of tables")
    found = []
    for row in rows:
        if not isinstance(row, Mapping):
            raise ResourceError(
                f"{where}: aligned holds {row!r}; expected side, years, source"
            )
        only_keys(row, _ALIGNED_KEYS, where)
        found.append(
            Alignment(*(text(row, key, where) for key in ("side", "years", "source")))
        )
    return tuple(found)


def _check_parents(actors: Mapping[str, Actor]) -> None:
    for actor in actors.values():
        chain = [actor.actor_id]
        parent = actor.parent
        while parent is not None:
            if parent not in actors:
                raise ResourceError(
                    f"{actor.where}: parent {parent!r} is no actor's id; "
                    "add it or drop the parent"
                )
            chain.append(parent)
            if chain.count(parent) > 1:
                raise ResourceError(
                    f"{actor.where}: its parents run in a circle: {' > '.join(chain)}; "
                    "drop one of these parents"
                )
            parent = actors[parent].parent


def name_key(name: str) -> tuple[str, ...]:
    """Return the folded words by which a name is found and two names are one."""
    return tuple(word.key for word in name_words(name))


def _check_names(actors: Mapping[str, Actor]) -> None:
    owners: dict[tuple[str, ...], Actor] = {}
    for actor in actors.values():
        for name in actor.names:
            other = owners.setdefault(name_key(name), actor)
            if other is actor:
                continue
            if not (_is_shared(actor, name) or _is_shared(other, name)):
                raise ResourceError(
                    f"{actor.where}: {name!r} ({actor.side}) already names "
                    f"{other.actor_id} ({other.side}); list it under 'shared' or drop it"
                )


def _is_shared(actor: Actor, name: str) -> bool:
    key = name_key(name)
    return any(name_key(shared) == key for shared in actor.shared)


def _check_sides(actors: Mapping[str, Actor], sides: Mapping[str, Side]) -> None:
    for actor in actors.values():
        named = [a.side for a in actor.aligned] + ([actor.side] if actor.side else [])
        for name in named:
            if name not in sides:
                raise ResourceError(
                    f"{actor.where}: side {name!r} is not declared; add [[side]]"
                )
    for side in sides.values():
        for ally in side.aligned:
            if ally.side not in sides:
                raise ResourceError(
                    f"side {side.name!r}: aligned with {ally.side!r}, which is not "
                    "declared; add it as [[side]]"
                )
