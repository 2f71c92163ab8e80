"""Who fights whom in an incident, and whose a loss is.

Decides the sides from the actors and targets of all claims. Every party is put under the
label of its side (data with citation), else its parent's, else its own name. Labels that
act together in a claim stand together, labels that act on one another stand opposed; the
alliances that the lexicon cites decide only where no claim does. Where all claims agree who
acts, that side comes first; else the sides are in alphabetical order, so that the order of
two sides never hangs on which claim came first. Civilians who are harmed are no side.

"Militants", "fighters" and other nouns are read as a named party only where the incident
names two sides and the claim itself names the other one.

Knowingly missed: sides inside an alliance that fight one another; more than two camps.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from warledger.lexicon.actors import Actor, load_actors
from warledger.lexicon.persons import PersonClass, load_person_nouns
from warledger.model import Claim, ClaimActor, Figure
from warledger.reconcile.incidents_told import Account

CIVILIANS = "Civilians"
_CIVILIAN = 7  # ACLED's class
_HARMED_BY_NATURE = frozenset({"Protests", "Riots"})


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
    acting: Counter[str] = Counter()
    suffering: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    for account in accounts:
        actors = {label_of(actor) for actor in account.claim.actors}
        targets = {label_of(actor) for actor in account.claim.targets} - {CIVILIANS}
        acting.update(actors)
        suffering.update(targets - actors)
        _relate(together, sorted(actors), sorted(targets - actors))
    _drop_civilians(acting, accounts)
    labels = sorted(acting.keys() | suffering.keys())
    if not labels:
        return Sides((), (), (), (), (), (), "no claim names a party that fights")
    both = [label for label in labels if acting[label] and suffering[label]]
    if not both:
        first = tuple(label for label in labels if acting[label])
        second = tuple(label for label in labels if suffering[label])
        reason = "who acts, then who is acted on; the claims agree on it"
        if not second:
            reason = "only who acts is named"
        if not first:
            reason = "only who is acted on is named"
        return _named(first, second, accounts, reason)
    first, second = _camps(labels, acting + suffering, together)
    first, second = sorted((first, second), key=lambda camp: (not camp, camp))
    return _named(
        first, second, accounts, "each acts on the other in some claim: in order of names"
    )


def label_of(actor: ClaimActor) -> str:
    """Return the side of a party, "Civilians", or its own name."""
    if actor.actor_id is not None and _is_civilian(actor.actor_id):
        return CIVILIANS
    if actor.side is not None:
        return actor.side
    known = load_actors().actors.get(actor.actor_id or "")
    return actor.name if known is None else _label(known)


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


def _relate(
    together: Counter[tuple[str, str]], actors: Sequence[str], targets: Sequence[str]
) -> None:
    """Count who stands with (positive) and against whom (negative) in one claim."""
    for camp in (actors, targets):
        together.update((a, b) for a in camp for b in camp if a < b)
    for a in actors:
        for b in targets:
            together[min(a, b), max(a, b)] -= 1


def _drop_civilians(acting: Counter[str], accounts: Iterable[Account]) -> None:
    """Take civilians off the sides where others act, or where they can only be victims."""
    peaceful = all(a.claim.event_type in _HARMED_BY_NATURE for a in accounts)
    if len(acting) > 1 or not peaceful:
        del acting[CIVILIANS]


def _camps(
    labels: Sequence[str], weight: Counter[str], together: Counter[tuple[str, str]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Put each label with those it acts with and against those it acts on."""
    camps: tuple[list[str], list[str]] = ([], [])
    for label in sorted(labels, key=lambda label: (-weight[label], label)):
        score = [
            sum(together[min(label, o), max(label, o)] or _allied(label, o) for o in camp)
            for camp in camps
        ]
        # Nothing said of it and the one before: it is taken to fight against that one.
        camps[1 if camps[0] and score[0] <= score[1] else 0].append(label)
    return tuple(sorted(camps[0])), tuple(sorted(camps[1]))


def _allied(a: str, b: str) -> float:
    """Return a small weight for two sides that fight beside one another by the lexicon."""
    sides = load_actors().sides
    for one, other in ((a, b), (b, a)):
        known = sides.get(one)
        if known is not None and any(ally.side == other for ally in known.aligned):
            return 0.5
    return 0


def _named(
    first: tuple[str, ...], second: tuple[str, ...], accounts: Iterable[Account], why: str
) -> Sides:
    """Return the sides with the names and ids that the claims give them."""
    found: dict[str, set[tuple[str, str]]] = {}
    for account in accounts:
        for actor in (*account.claim.actors, *account.claim.targets):
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
