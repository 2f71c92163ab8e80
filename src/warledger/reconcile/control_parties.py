"""Who can hold a place, and which two parties cannot hold it at once.

A party is known by its side, so that a brigade, its army and its government are one
holder; without a side by the uppermost body of its lineage. Two parties exclude each other
when both are known, differ, and no source says that they fight beside each other that
year. Unnamed fighters without a side exclude nobody: they may be anyone's.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from warledger.lexicon.actors import Alignment, load_actors
from warledger.lexicon.persons import PersonClass, load_person_nouns
from warledger.model import ClaimActor

# ACLED's rioters, protesters and civilians hold no place; nor do those who only report.
UNARMED = frozenset({5, 6, 7})
NO_HOLDERS = frozenset({"monitor", "agency", "organisation"})
ARMED_NOUNS = frozenset({PersonClass.COMBATANT, PersonClass.STATE, PersonClass.GROUP})
# Words for a force that no noun for people stands for ("the government", "the air force").
FORCES = frozenset({"forces", "government", "army", "military", "air", "police", "navy"})


@dataclass(frozen=True, slots=True)
class Party:
    """A holder: `key` is what makes two mentions one, `is_known` whether it excludes."""

    key: str
    name: str
    actor_id: str | None
    side: str | None
    is_known: bool


def party_of(actor: ClaimActor) -> Party | None:
    """Return who is meant, None for whoever holds no place (civilians, monitors)."""
    if actor.actor_id is None:
        return None
    return _party(actor.actor_id, actor.name, actor.side)


@lru_cache(maxsize=16_384)
def _party(actor_id: str, name: str, side: str | None) -> Party | None:
    if not _is_armed(actor_id, side):
        return None
    known = actor_id in load_actors().actors or side is not None
    lineage = load_actors().lineage(actor_id)
    key = side or (lineage[-1] if lineage else actor_id)
    return Party(key, name, actor_id, side, known)


def _is_armed(actor_id: str, side: str | None) -> bool:
    listed = load_actors().actors.get(actor_id)
    if listed is not None:
        return listed.inter not in UNARMED and listed.kind not in NO_HOLDERS
    prefix, _, noun = actor_id.partition(":")
    if prefix == "generic":
        return noun.split(":")[0] in _armed_nouns() | FORCES
    if prefix in ("country", "person"):
        return side is not None
    return prefix != "outlet"  # else a force made by pattern, or the user's own entry


@cache
def _armed_nouns() -> frozenset[str]:
    return frozenset(
        noun.noun_id
        for noun in load_person_nouns()
        if noun.person_class in ARMED_NOUNS and noun.inter not in UNARMED
    )


def exclude(left: Party, right: Party, *, on: date | None) -> bool:
    """Return whether the two cannot both hold a place; `on` decides who was allied."""
    if left.key == right.key or not (left.is_known and right.is_known):
        return False
    year = None if on is None else on.year
    return not (_aligned(left, right.key, year) or _aligned(right, left.key, year))


@cache
def _aligned(party: Party, side: str, year: int | None) -> bool:
    """Return whether the party fights beside the side, as a source says."""
    actors = load_actors()
    own = actors.sides.get(party.key)
    listed = actors.actors.get(party.actor_id or "")
    bonds = (own.aligned if own else ()) + (listed.aligned if listed else ())
    return any(bond.side == side and _covers(bond, year) for bond in bonds)


def _covers(bond: Alignment, year: int | None) -> bool:
    if year is None:
        return True
    first, _, last = bond.years.partition("-")
    return int(first or 0) <= year <= int(last or 9999)


def common_name(parties: tuple[Party, ...]) -> Party:
    """Return the one holder that several mentions of one party come to.

    The same body if all name it, else the nearest body above all of them, else the side.
    """
    first = min(parties, key=lambda party: (party.name, party.actor_id or ""))
    if len({party.actor_id for party in parties}) == 1:
        return first
    actors = load_actors()
    chains = [(p.actor_id or "", *actors.lineage(p.actor_id or "")) for p in parties]
    for above in chains[0]:
        if above in actors.actors and all(above in chain for chain in chains):
            return Party(first.key, actors.actors[above].name, above, first.side, True)
    return Party(first.key, first.key, None, first.side, first.is_known)
