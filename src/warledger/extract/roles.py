"""Who acts, who is acted on, and where, for the triggers of one claim.

Syntax gives the candidates (subject, object, by-phrase, possessor, "between A and B",
"against"); the names found before give who they are. A pronoun or "the group" takes the
party it refers to, with that said in the reason; where nothing fits, the role stays
empty.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from warledger.extract.grouping import Group
from warledger.extract.parsed import Parsed
from warledger.extract.parties import (
    building,
    is_unowned,
    named_party,
    own_parties,
    parties,
    to_claim_actor,
)
from warledger.extract.speaker_names import is_definite
from warledger.extract.syntax import (
    children,
    frame,
    is_verbal,
    prepositional,
    subjects,
)
from warledger.extract.triggers import Node
from warledger.lexicon.events import Kind
from warledger.model import ActorMention, ClaimActor, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

# Nouns of these kinds take their actor, not their victim, in the of-phrase ("advance of
# the army").
OF_IS_ACTOR = frozenset(
    {"offensive", "movement", "withdrawal", "deployment", "protest", "riot"}
)

MOVING = frozenset(
    {"movement", "deployment", "reinforcement", "withdrawal", "displacement"}
)

OF_IS_ACTOR |= {"reinforcement", "surrender", "displacement"}

# Prepositions by which any event reaches whom it is aimed at.
# Families of events in which a building may be what is hit.
STRIKING = frozenset({"Explosions/Remote violence", "Violence against civilians"})

AIMED = frozenset({"against", "on", "upon", "at", "targeting", "into", "onto"})

FORCES = frozenset(
    {"forces", "troops", "soldiers", "army", "military", "fighters", "units", "jets"}
)
GROUP_NOUNS = frozenset(
    {"group", "organisation", "organization", "movement", "militia", "faction"}
)
# ACLED's rebel groups, political and identity militias.
ARMED_GROUPS = frozenset({2, 3, 4})
PERSONAL = frozenset({"it", "they", "them", "its", "their", "itself", "themselves"})

# Support verbs whose subject suffers what their object names ("came under fire",
# "suffered losses").
SUFFERING = frozenset(
    {"suffer", "sustain", "come", "face", "receive", "endure", "incur", "meet"}
)


@dataclass(frozen=True)
class Roles:
    """The parties of one claim, in text order within each role."""

    actors: tuple[ClaimActor, ...] = ()
    targets: tuple[ClaimActor, ...] = ()


@dataclass
class Discourse:
    """What earlier sentences leave for pronouns and definite phrases to refer to."""

    last_actors: tuple[ClaimActor, ...] = ()
    last_targets: tuple[ClaimActor, ...] = ()
    last_kind: Kind | None = None
    mentions: tuple[ActorMention, ...] = ()


class _Collector:
    """Gathers parties without repeating one."""

    def __init__(self, parsed: Parsed, discourse: Discourse) -> None:
        self.parsed = parsed
        self.discourse = discourse
        self.actors: dict[str, ClaimActor] = {}
        self.targets: dict[str, ClaimActor] = {}
        self.names_victims = False
        self.names_buildings = False

    @classmethod
    def turned(cls, other: "_Collector") -> "_Collector":
        """Return a collector whose actors are the other's targets, and the reverse."""
        new = cls(other.parsed, other.discourse)
        new.actors, new.targets = other.targets, other.actors
        return new

    def add(
        self, role: dict[str, ClaimActor], token: "Token", verb: "Token | None"
    ) -> None:
        """Put who the noun names into the role."""
        found = self._owned(token, verb) or [
            to_claim_actor(self.parsed, m) for m in parties(self.parsed, token)
        ]
        is_group = (
            token.lower_ in PERSONAL
        )  # "he" is a person, and persons are not followed
        if not found and token.pos_ == "PRON" and is_group:
            found = list(self._referent(token, verb))
        if role is not self.actors and self.parsed.weapon_kind(token) is not None:
            found = [party for party in found if not _is_generic(party)]
        if not found and token.lower_ in GROUP_NOUNS and is_definite(token):
            found = list(self._last_group(token))
        if not found and not role and (role is self.actors or self.names_victims):
            named = named_party(self.parsed, token)
            found = [named] if named is not None else []
        if not found and role is self.targets and self.names_buildings:
            structure = building(self.parsed, token)
            found = [structure] if structure is not None else []
        for party in found:
            role.setdefault(party.name, party)

    def _owned(self, token: "Token", verb: "Token | None") -> list[ClaimActor]:
        """Return whose "its troops" are: the party that the possessive refers to."""
        owner = next((t for t in children(token, "poss") if t.lower_ in PERSONAL), None)
        own = own_parties(self.parsed, token)
        if owner is None or any(not is_unowned(m) for m in own):
            return []
        if not own and token.lower_ not in FORCES:
            return []
        end = own[-1].span.end if own else self.parsed.token_span(token).end
        whole = Span(self.parsed.token_span(owner).start, end)
        words = whole.of(self.parsed.text)
        return [
            replace(party, span=whole, mention=words)
            for party in self._referent(owner, verb)
        ]

    def _state(self, capital: "Token", token: "Token") -> ClaimActor:
        """Return the government that a capital stands for ("Moscow said its forces …")."""
        name = self.parsed.places(capital)[-1].mention
        span = self.parsed.token_span(token)
        reason = f"'{token.text}' refers to {name}, which stands for its government"
        return ClaimActor(name, None, span.of(self.parsed.text), span, None, reason)

    def _last_group(self, token: "Token") -> Iterable[ClaimActor]:
        """Yield the armed group named last before "the group"."""
        span = self.parsed.token_span(token)
        for mention in reversed(self.discourse.mentions):
            if mention.span.end > span.start or mention.is_generic or mention.is_person:
                continue
            if mention.inter in ARMED_GROUPS:
                reason = f"'the {token.text}' is the group named last"
                party = to_claim_actor(self.parsed, mention, reason)
                yield replace(party, span=span, mention=span.of(self.parsed.text))
                return

    def _referent(self, token: "Token", verb: "Token | None") -> Iterable[ClaimActor]:
        """Yield whom a pronoun means: the clause above's subject, or who acted last."""
        node = verb if verb is not None else token.head
        while node.head.i != node.i:
            node = node.head
            if not is_verbal(node):
                continue
            for subject in subjects(node):
                if subject.i < token.i and self.parsed.places(subject):
                    yield self._state(subject, token)
                    return
                if subject.i < token.i and subject.i != token.i:
                    found = parties(self.parsed, subject)
                    if found and not all(m.is_person for m in found):
                        reason = f"'{token.text}' is the subject of the clause above"
                        span = self.parsed.token_span(token)
                        for mention in found:
                            party = to_claim_actor(self.parsed, mention, reason)
                            words = span.of(self.parsed.text)
                            yield replace(party, span=span, mention=words)
                        return
        for party in self.discourse.last_actors:
            reason = f"'{token.text}' refers to the party that acted last"
            span = self.parsed.token_span(token)
            yield replace(
                party, reason=reason, span=span, mention=span.of(self.parsed.text)
            )


def _is_generic(party: ClaimActor) -> bool:
    """Return whether the party is only a common noun ("drones")."""
    return (party.actor_id or "").startswith("generic:")


def _between(token: "Token") -> "tuple[Token, ...]":
    return tuple(obj for prep, obj in prepositional(token) if prep == "between")


def _noun_roles(collect: _Collector, node: Node, group: Group) -> None:
    """Read the phrases around an event noun."""
    kind, token = node.trigger.kind, node.token
    if any(_repels(other, node) for other in group.nodes):
        collect = _Collector.turned(collect)
    acts_itself = not kind.is_effect and kind.kind_id not in (
        "capture",
        "siege",
        "encirclement",
    )
    owner = (
        collect.actors if acts_itself or kind.kind_id in OF_IS_ACTOR else collect.targets
    )
    for part in collect.parsed.modifiers(token):
        collect.add(owner, part, None)
    sides = _between(token)
    if len(sides) > 1:
        collect.add(collect.actors, sides[0], None)
        for other in sides[1:]:
            collect.add(collect.targets, other, None)
    for prep, obj in prepositional(token):
        if prep == "by":
            collect.add(collect.actors, obj, None)
        elif prep == "of":
            role = collect.actors if kind.kind_id in OF_IS_ACTOR else collect.targets
            collect.add(role, obj, None)
        elif prep == "between":
            if len(sides) == 1:
                collect.add(collect.actors, obj, None)
        elif prep in AIMED or prep in node.trigger.prepositions:
            collect.add(collect.targets, obj, None)
    for clause in children(token, "acl", "relcl"):
        inner = frame(clause)
        if clause.lower_ == "targeting":
            for obj in inner.objects:
                collect.add(collect.targets, obj, None)
        for agent in inner.agents:
            collect.add(collect.actors, agent, None)


def _repels(verb: Node, noun: Node) -> bool:
    """Return whether the verb beat the noun's event back ("repelled an assault")."""
    return verb.trigger.kind.kind_id == "repel" and any(
        noun.token.i == t.i for t in (*verb.frame.objects, *verb.frame.subjects)
    )


def _carrier_roles(collect: _Collector, node: Node) -> None:
    """Read the arguments of the support verb that carries an event noun."""
    verb = node.carrier
    if verb is None:
        return
    suffers = verb.lemma_ in SUFFERING or node.trigger.is_swapped
    for agent in node.frame.agents:
        collect.add(collect.actors, agent, verb)
    if not node.frame.is_passive:
        role = collect.targets if suffers else collect.actors
        for subject in node.frame.subjects:
            if subject.i != node.token.i:
                collect.add(role, subject, verb)
    sides = _between(verb)
    if len(sides) > 1:  # "fighting erupted between A and B": the one named first acts
        collect.add(collect.actors, sides[0], verb)
    for prep, obj in prepositional(verb):
        if sides and obj.i == sides[0].i:
            continue
        if (prep in AIMED or prep in node.trigger.prepositions) and obj.i != node.token.i:
            collect.add(
                collect.actors if suffers and prep == "by" else collect.targets, obj, verb
            )


def _verb_roles(collect: _Collector, node: Node, event_nouns: frozenset[int]) -> None:
    """Read the arguments of a verb that evokes the event itself."""
    verb, trigger = node.token, node.trigger
    collect.names_victims = trigger.kind.measure in (
        "killed",
        "wounded",
        "captured_persons",
    )
    acting, suffering = collect.actors, collect.targets
    if trigger.is_swapped:
        acting, suffering = suffering, acting
    moves = trigger.kind.kind_id in MOVING
    if moves:  # "troops were deployed": who is moved is who acts; nobody is hit
        suffering = acting if node.frame.is_passive else {}
    for subject in node.frame.subjects:
        if subject.i not in event_nouns:
            collect.add(acting, subject, verb)
    for agent in node.frame.agents:
        if agent.i not in event_nouns:
            collect.add(collect.actors, agent, verb)
    for obj in node.frame.objects:
        if obj.i not in event_nouns:
            collect.add(suffering, obj, verb)
    for prep, obj in prepositional(verb):
        if obj.i in event_nouns or prep == "by":
            continue
        if trigger.is_swapped and prep in frozenset({"to", "from"}) | trigger.prepositions:
            collect.add(collect.actors, obj, verb)
        elif prep == "from" and trigger.kind.kind_id == "capture":
            for mention in parties(collect.parsed, obj):
                loser = to_claim_actor(collect.parsed, mention)
                collect.targets.setdefault(mention.name, loser)
        elif (
            prep in trigger.prepositions
            or prep in ("against",)
            or (
                not moves
                and prep in ("on", "at", "upon")
                and not collect.parsed.places(obj)
            )
        ):
            collect.add(collect.targets, obj, verb)


def find_roles(
    parsed: Parsed, group: Group, tokens: "Sequence[Token]", discourse: Discourse
) -> Roles:
    """Return who acts and who is acted on in the group's event."""
    collect = _Collector(parsed, discourse)
    event_nouns = frozenset(node.token.i for node in group.nodes if node.is_noun)
    collect.names_buildings = any(
        n.trigger.kind.event_type in STRIKING for n in group.nodes
    )
    for node in group.nodes:
        if node.is_noun:
            _noun_roles(collect, node, group)
            _carrier_roles(collect, node)
        else:
            _verb_roles(collect, node, event_nouns)
    for node in group.nodes:
        collect.names_victims = collect.names_buildings = False
        _held_by(collect, node)
    if not collect.targets:
        _opposed(collect, tokens)
    _sides_of_losses(collect, group)
    targets = [t for key, t in collect.targets.items() if key not in collect.actors]
    order = lambda party: (party.span.start, party.span.end)  # noqa: E731
    return Roles(
        tuple(sorted(collect.actors.values(), key=order)), tuple(sorted(targets, key=order))
    )


def _held_by(collect: _Collector, node: Node) -> None:
    """Take "the ISIS-held town" as who loses a place that is captured."""
    if node.trigger.kind.kind_id != "capture":
        return
    for obj in node.frame.objects:
        for token in obj.subtree:
            for mention in collect.parsed.actors(token):
                if mention.role == "modifier" and _is_holding(collect.parsed, mention.span):
                    party = to_claim_actor(
                        collect.parsed, mention, "holds the place before"
                    )
                    collect.targets.setdefault(mention.name, party)


def _sides_of_losses(collect: _Collector, group: Group) -> None:
    """Take whoever a victim fought as who acted ("killed in clashes with X")."""
    victims = {
        m.name
        for node in group.nodes
        if node.trigger.kind.is_effect and not node.is_noun
        for obj in (node.frame.subjects if node.trigger.is_swapped else node.frame.objects)
        for m in parties(collect.parsed, obj)
    }
    if collect.actors or not victims or not any(n.is_noun for n in group.nodes):
        return
    for key in [key for key in collect.targets if key not in victims]:
        if collect.targets[key].actor_id is not None:
            collect.actors[key] = collect.targets.pop(key)


def _opposed(collect: _Collector, tokens: "Sequence[Token]") -> None:
    """Take "an anti-ISIS operation" as aimed at whom it names."""
    for token in tokens:
        for mention in collect.parsed.actors(token):
            before = collect.parsed.text[
                max(0, mention.span.start - 5) : mention.span.start
            ]
            if mention.role == "modifier" and before.lower() == "anti-":
                party = to_claim_actor(
                    collect.parsed, mention, "named as whom it is against"
                )
                collect.targets.setdefault(mention.name, party)


def _is_holding(parsed: Parsed, span: Span) -> bool:
    rest = parsed.text[span.end : span.end + 12].lower()
    return rest.startswith(("-held", "-controlled", "-occupied", "-besieged"))


def remember(discourse: Discourse, roles: Roles) -> None:
    """Leave the claim's parties for the sentences that follow."""
    if roles.actors:
        discourse.last_actors = roles.actors
    if roles.targets:
        discourse.last_targets = roles.targets
