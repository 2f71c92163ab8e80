"""Who fights whom in an incident, and whose a loss is.

Decides the sides from the actors and targets of all claims. Every party is put under the
label of its side (data with citation), else its parent's, else its own name. Labels that
act together in a claim stand together, labels that act on one another stand opposed. Where
no claim says so, the alliances that the lexicon cites decide, then whether one only acts
and the other is only acted on; what nothing ties to either side is on neither, and named in
the reason. Where all claims agree who acts, that side comes first; else the sides are in
alphabetical order, so that the order never hangs on which claim came first. Civilians who
are harmed are no side.

"Militants", "fighters" and other nouns are read as a named party only where the incident
names two sides and the claim itself names the other one.

Knowingly missed: sides inside an alliance that fight one another; more than two camps.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

from warledger.lexicon.actors import Actor, load_actors
from warledger.lexicon.persons import PersonClass, load_person_nouns
from warledger.model import Claim, ClaimActor, Figure
from warledger.reconcile.incidents_told import Account

CIVILIANS = "Civilians"
_CIVILIAN = 7  # ACLED's class
# How extraction says that what was hit is a building or a position.
_STRUCTURE = "a structure, not a party"
_WITHOUT_FIGHTERS = frozenset({"Protests", "Riots"})
# Less than a claim that says so, and less still: any claim outweighs them.
ALLIED = 0.5
BY_ROLE = 0.25


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides: labels, names and ids in the same order; `reason` says how got."""

    labels_a: tuple[str, ...]
    labels_b: tuple[str, ...]
    names_a: tuple[str, ...]
    names_b: tuple[str, ...]
    ids_a: tuple[str, ...]
    ids_b: tuple[str, ...]
    reason: str

    def of(self, label: str | None) -> str | None:
        """Return which side a label stands for, "civilians", or None."""
        if label == CIVILIANS:
            return "civilians"
        if label in self.labels_a:
            return "side_a"
        return "side_b" if label in self.labels_b else None


def find_sides(accounts: Sequence[Account]) -> Sides:
    """Return the sides of an incident."""
    roles = _roles(accounts)
    labels = sorted(roles.acting.keys() | roles.suffering.keys())
    if not labels:
        return _named((), (), accounts, "no claim names a party that fights")
    first, second = _camps(labels, roles)
    left = [label for label in labels if label not in (*first, *second)]
    also = f"; on neither side by what is told: {', '.join(left)}" if left else ""
    if not (first and second):
        who = "who acts" if first else "who is acted on"
        return _named(first, second, accounts, f"only {who} is named{also}")
    if _always_acts(first, second, roles):
        why = "who acts, then who is acted on; the claims agree on it"
    elif _always_acts(second, first, roles):
        first, second = second, first
        why = "who acts, then who is acted on; the claims agree on it"
    else:
        first, second = sorted((first, second))
        why = "each acts on the other, or neither, as told: in order of names"
    return _named(first, second, accounts, why + also)


def label_of(actor: ClaimActor) -> str:
    """Return the side of a party, "Civilians", or its own name."""
    if actor.actor_id is not None and _is_civilian(actor.actor_id):
        return CIVILIANS
    if actor.side is not None:
        return actor.side
    known = load_actors().actors.get(actor.actor_id or "")
    return actor.name if known is None else _label(known)


def is_party(actor: ClaimActor) -> bool:
    """Return whether somebody may be a side: no building, nor a person of no known one."""
    if actor.actor_id is not None:
        return actor.side is not None or not actor.actor_id.startswith("person:")
    return actor.reason != _STRUCTURE and actor.name[:1].isupper()


def whose(figure: Figure, claim: Claim) -> str | None:
    """Return the label of those who suffered a loss, None where the words do not say."""
    if figure.of is None:
        return None
    for actor in (*claim.targets, *claim.actors):
        if actor.name == figure.of and actor.actor_id is not None:
            if actor.actor_id.startswith("person:") and actor.side is None:
                return None
            return label_of(actor)
    return _label_of_name(figure.of)


def is_generic(label: str) -> bool:
    """Return whether a label is a noun for people who bear arms, and names no party."""
    return label in _armed_nouns()


def read_as_named(label: str, claim: Claim, sides: Sides) -> str:
    """Return the party that a noun for fighters means where only one is left."""
    if not is_generic(label):
        return label
    camps = [
        [name for name in camp if not is_generic(name)]
        for camp in (sides.labels_a, sides.labels_b)
    ]
    named = {label_of(actor) for actor in (*claim.actors, *claim.targets)} - {label}
    for own, other in (camps, camps[::-1]):
        if len(other) == 1 and named & set(own) and other[0] not in named:
            return other[0]
    return label


@dataclass(frozen=True, slots=True)
class Roles:
    """How often each label acts and suffers, and stands with or against another one."""

    acting: Counter[str]
    suffering: Counter[str]
    together: Counter[tuple[str, str]]
    known: set[str]

    def tie(self, one: str, other: str) -> float:
        """Return how two labels stand: above nothing together, below it opposed.

        What claims say outright counts most, then alliances, then, of parties that the
        lexicon knows, that one only ever acts and the other is only ever acted on.
        """
        told = self.together[min(one, other), max(one, other)]
        if told or _allied(one, other):
            return told or ALLIED
        if one not in self.known or other not in self.known:
            return 0
        acts, acted_on = self._acts(one), self._acts(other)
        if acts is None or acted_on is None:
            return 0
        return BY_ROLE if acts == acted_on else -BY_ROLE

    def _acts(self, label: str) -> bool | None:
        """Return whether a label only acts (True), only suffers (False), or does both."""
        if self.acting[label] and self.suffering[label]:
            return None
        return bool(self.acting[label])


def _roles(accounts: Sequence[Account]) -> Roles:
    roles = Roles(Counter(), Counter(), Counter(), set())
    for account in accounts:
        parties = (*account.claim.actors, *account.claim.targets)
        roles.known.update(label_of(party) for party in parties if party.actor_id)
        actors = {label_of(actor) for actor in account.claim.actors if is_party(actor)}
        targets = {label_of(actor) for actor in account.claim.targets if is_party(actor)}
        targets -= {CIVILIANS}
        targets -= actors
        roles.acting.update(actors)
        roles.suffering.update(targets)
        for camp in (sorted(actors), sorted(targets)):
            roles.together.update(combinations(camp, 2))
        for a, b in product(actors, targets):
            roles.together[min(a, b), max(a, b)] -= 1
    peaceful = all(a.claim.event_type in _WITHOUT_FIGHTERS for a in accounts)
    if len(roles.acting) > 1 or not peaceful:
        del roles.acting[CIVILIANS]
    return roles


def _camps(labels: Sequence[str], roles: Roles) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Put the most opposed two apart, and every other label with whom it is told to be.

    A label that nothing ties to either camp is on neither.
    """
    pairs = sorted(combinations(labels, 2), key=lambda pair: (roles.tie(*pair), pair))
    if not pairs or roles.tie(*pairs[0]) >= 0:
        acting = tuple(label for label in labels if roles.acting[label])
        return (acting, ()) if acting else ((), tuple(labels))
    camps: tuple[list[str], list[str]] = ([pairs[0][0]], [pairs[0][1]])
    weight = roles.acting + roles.suffering
    for label in sorted(
        set(labels) - set(pairs[0]), key=lambda name: (-weight[name], name)
    ):
        first, second = (sum(roles.tie(label, other) for other in camp) for camp in camps)
        if first != second:
            camps[0 if first > second else 1].append(label)
    return tuple(sorted(camps[0])), tuple(sorted(camps[1]))


def _always_acts(one: Iterable[str], other: Iterable[str], roles: Roles) -> bool:
    """Return whether one camp only acts and the other is only acted on."""
    is_clear = not any(roles.suffering[label] for label in one)
    return is_clear and not any(roles.acting[label] for label in other)


@cache
def _allied(one: str, other: str) -> bool:
    """Return whether the lexicon says that one side fights beside the other."""
    sides = load_actors().sides
    return any(
        ally.side == b
        for a, b in ((one, other), (other, one))
        if a in sides
        for ally in sides[a].aligned
    )


def _named(
    first: tuple[str, ...], second: tuple[str, ...], accounts: Iterable[Account], why: str
) -> Sides:
    """Return the sides with the names and ids that the claims give them."""
    found: dict[str, set[tuple[str, str]]] = {}
    for account in accounts:
        for actor in filter(is_party, (*account.claim.actors, *account.claim.targets)):
            party = actor.name, actor.actor_id or ""
            found.setdefault(label_of(actor), set()).add(party)
    camps = [
        sorted({party for label in camp for party in found[label]})
        for camp in (_without_nouns(first), _without_nouns(second))
    ]
    names = [tuple(name for name, _ in camp) for camp in camps]
    ids = [tuple(actor_id for _, actor_id in camp) for camp in camps]
    return Sides(first, second, names[0], names[1], ids[0], ids[1], why)


def _without_nouns(camp: tuple[str, ...]) -> tuple[str, ...]:
    """Return the camp's named parties, or all of it where it has only nouns."""
    named = tuple(label for label in camp if not is_generic(label))
    return named or camp


@cache
def _label(actor: Actor) -> str:
    if actor.inter == _CIVILIAN:
        return CIVILIANS
    lexicon = load_actors()
    parents = [lexicon.actors[parent] for parent in lexicon.lineage(actor.actor_id)]
    for known in (actor, *parents):
        if known.side is not None:
            return known.side
    return (actor, *parents)[-1].name


@cache
def _is_civilian(actor_id: str) -> bool:
    if actor_id.startswith("generic:"):
        noun = actor_id.removeprefix("generic:").partition(":")[0]
        return noun in {n.noun_id for n in load_person_nouns() if _harmless(n.inter)}
    known = load_actors().actors.get(actor_id)
    return known is not None and _harmless(known.inter)


def _harmless(inter: int | None) -> bool:
    return inter == _CIVILIAN


@cache
def _armed_nouns() -> frozenset[str]:
    return frozenset(
        noun.name
        for noun in load_person_nouns()
        if noun.person_class in (PersonClass.COMBATANT, PersonClass.GENERIC)
        and noun.name != CIVILIANS
    )


@cache
def _by_name() -> Mapping[str, str]:
    names = {noun.name: noun.name for noun in load_person_nouns()}
    names |= {n.name: CIVILIANS for n in load_person_nouns() if _harmless(n.inter)}
    return names | {actor.name: _label(actor) for actor in load_actors().actors.values()}


def _label_of_name(name: str) -> str | None:
    return CIVILIANS if name == CIVILIANS else _by_name().get(name)
