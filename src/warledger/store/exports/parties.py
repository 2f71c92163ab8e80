"""What class a party is of, in ACLED's terms, and which state it serves.

Classes (`inter`): 1 state forces, 2 rebel group, 3 political militia, 4 identity militia, 5
rioters, 6 protesters, 7 civilians, 8 external or other forces. They are the lexicon's; an
actor it lacks has none. A state's force outside its own country is external (ACLED's rule).
"""

from functools import cache

from warledger.lexicon.actors import load_actors
from warledger.lexicon.countries import load_countries, load_force_nouns
from warledger.lexicon.persons import load_person_nouns
from warledger.store.exports.coded import Party

STATE, CIVILIANS, EXTERNAL = 1, 7, 8
UNARMED = frozenset({6, CIVILIANS})


def inter(party: Party, country: str | None) -> int | None:
    """Return ACLED's class of a party in a country (ISO code), None where not known."""
    found = _class(party.actor_id) if party.actor_id else None
    if found is None and is_civilian(party.name):
        return CIVILIANS
    homes = states(party)
    if found == STATE and country is not None and homes and country not in homes:
        return EXTERNAL
    return found


def is_civilian(name: str) -> bool:
    """Say whether a side's name stands for civilians."""
    return name in _civilian_names()


def states(party: Party) -> tuple[str, ...]:
    """Return the ISO codes of the countries whose state a party serves; often none."""
    if party.actor_id is None or _class(party.actor_id) not in {STATE, EXTERNAL}:
        return ()
    kind, _, rest = party.actor_id.partition(":")
    if kind in {"force", "country"}:
        code = rest.partition(":")[0].upper()
        return (code,) if code in load_countries() else ()
    actor = load_actors().actors.get(party.actor_id)
    return () if actor is None else actor.countries


@cache
def _class(actor_id: str) -> int | None:
    kind, _, rest = actor_id.partition(":")
    if kind == "country":
        return STATE
    if kind == "force":
        code, _, body = rest.partition(":")
        # A people's force is an identity militia, as in `extract.actors_parties`.
        return _force_classes().get(body) if code.upper() in load_countries() else 4
    if kind == "generic":
        noun = rest.partition(":")[0]
        return _noun_classes().get(noun) or _force_classes().get(noun)
    actor = load_actors().actors.get(actor_id)
    return None if actor is None else actor.inter


@cache
def _force_classes() -> dict[str, int]:
    return {noun.kind: noun.inter for noun in load_force_nouns()}


@cache
def _noun_classes() -> dict[str, int]:
    return {n.noun_id: n.inter for n in load_person_nouns() if n.inter is not None}


@cache
def _civilian_names() -> frozenset[str]:
    nouns = load_person_nouns()
    return frozenset(noun.name for noun in nouns if noun.inter == CIVILIANS)
