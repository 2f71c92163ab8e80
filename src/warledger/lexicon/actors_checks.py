"""Check what the entries of actor files say of one another: parents, names, sides, lands.

All raise ResourceError with the file, the entry, the value and what was expected. Names are
compared as they are looked for, by folded words: "Jaish Al Islam" is "Jaysh al-Islam".
"""

from collections.abc import Mapping
from functools import lru_cache

from warledger.errors import ResourceError
from warledger.lexicon.actors_entries import Actor, Side
from warledger.lexicon.countries import load_countries
from warledger.lexicon.names import name_words
from warledger.lexicon.outlets import Outlet


# Every lexicon of a user's is checked against all shipped names, which do not change.
@lru_cache(maxsize=65_536)
def name_key(name: str) -> tuple[str, ...]:
    """Return the folded words by which a name is found and two names are one."""
    return tuple(word.key for word in name_words(name))


def check_parents(actors: Mapping[str, Actor]) -> None:
    """Refuse a parent that does not exist, and parents in a circle."""
    for actor in actors.values():
        chain = [actor.actor_id]
        parent = actor.parent
        while parent is not None:
            if parent not in actors:
                raise ResourceError(
                    f"{actors[chain[-1]].where}: parent {parent!r} is no actor's id; "
                    "add it or drop the parent"
                )
            chain.append(parent)
            if chain.count(parent) > 1:
                raise ResourceError(
                    f"{actor.where}: its parents run in a circle: {' > '.join(chain)}; "
                    "drop one of these parents"
                )
            parent = actors[parent].parent


def check_names(actors: Mapping[str, Actor], outlets: Mapping[str, Outlet]) -> None:
    """Refuse a name of two parties that neither declares as shared."""
    owners: dict[tuple[str, ...], Actor] = {}
    for actor in actors.values():
        for name in actor.names:
            other = owners.setdefault(name_key(name), actor)
            if other is actor or is_shared(actor, name) or is_shared(other, name):
                continue
            raise ResourceError(
                f"{actor.where}: {name!r} (side: {actor.side}) already names "
                f"{other.actor_id} (side: {other.side}) of {other.where}; list it under "
                "'shared' or drop it"
            )
    papers: dict[tuple[str, ...], Outlet] = {}
    for outlet in outlets.values():
        for name in outlet.names:
            key = name_key(name)
            paper = papers.setdefault(key, outlet)
            if paper is not outlet:
                raise ResourceError(
                    f"{outlet.where}: {name!r} already names outlet {paper.outlet_id} of "
                    f"{paper.where}; drop it from one of them"
                )
            if key in owners and not is_shared(owners[key], name):
                raise ResourceError(
                    f"{outlet.where}: {name!r} already names actor "
                    f"{owners[key].actor_id} of {owners[key].where}; list it there under "
                    "'shared' or drop it"
                )


def is_shared(actor: Actor, name: str) -> bool:
    """Return whether the actor declares that others bear this name too."""
    key = name_key(name)
    return any(name_key(shared) == key for shared in actor.shared)


def check_sides(
    actors: Mapping[str, Actor], outlets: Mapping[str, Outlet], sides: Mapping[str, Side]
) -> None:
    """Refuse a side that no [[side]] declares; an outlet may belong to any government."""
    for actor in actors.values():
        for name in [a.side for a in actor.aligned] + ([actor.side] if actor.side else []):
            _check_side(name, actor.where, sides)
    for side in sides.values():
        for ally in side.aligned:
            _check_side(ally.side, side.where, sides)
    governments = {f"Government of {c.name}" for c in load_countries().values()}
    for outlet in outlets.values():
        if outlet.side is not None and outlet.side not in governments:
            _check_side(outlet.side, outlet.where, sides)


def _check_side(name: str, where: str, sides: Mapping[str, Side]) -> None:
    if name not in sides:
        raise ResourceError(
            f"{where}: side {name!r} is not declared; add it as [[side]] with its source"
        )


def check_countries(actors: Mapping[str, Actor], outlets: Mapping[str, Outlet]) -> None:
    """Refuse a country that is no ISO 3166 code."""
    known = load_countries()
    lands = [(a.where, code) for a in actors.values() for code in a.countries]
    lands += [(o.where, o.country) for o in outlets.values() if o.country is not None]
    for where, code in lands:
        if code not in known:
            raise ResourceError(
                f"{where}: 'country' holds {code!r}; expected ISO 3166 codes of two "
                'capital letters, as "SY"'
            )
    for actor in actors.values():
        for force in actor.forces:
            code = force.partition(":")[0]
            if code.upper() not in known and code not in known:
                raise ResourceError(
                    f"{actor.where}: 'forces' holds {force!r}, and {code!r} is no country "
                    'or people that is known; expected as in "sy:military"'
                )
