"""Who acts, who is acted on, and where, for the triggers of one claim.

Syntax gives the candidates (subject, object, by-phrase, possessor, "between A and B",
"against"); the names found before give who they are. A pronoun or "the group" takes the
party it refers to, with that said in the reason; where nothing fits, the role stays
empty.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from warledger.extract.collector import Collector, Discourse
from warledger.extract.doers import (
    accused_of,
    holders,
    is_only_told,
    misplaced_agents,
    planters,
)
from warledger.extract.grouping import Group
from warledger.extract.parsed import Parsed
from warledger.extract.parties import (
    parties,
    to_claim_actor,
)
from warledger.extract.syntax import (
    children,
    companions,
    frame,
    phrase_tokens,
    prepositional,
)
from warledger.extract.triggers import Node
from warledger.model import ClaimActor, Span

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

OF_IS_ACTOR |= {"reinforcement", "surrender", "displacement", "control"}

# Prepositions by which any event reaches whom it is aimed at.
# Families of events in which a building may be what is hit.
STRIKING = frozenset({"Explosions/Remote violence", "Violence against civilians"})

AIMED = frozenset({"against", "on", "upon", "at", "targeting", "into", "onto"})

# Nouns of these kinds take whom they befall in the of-phrase.
SUFFERED = frozenset({"capture", "siege", "encirclement"})

# Support verbs whose subject suffers what their object names ("came under fire",
# "suffered losses").
SUFFERING = frozenset(
    {"suffer", "sustain", "come", "face", "receive", "endure", "incur", "meet"}
)


@dataclass(frozen=True)
class Roles:
    """The parties of one claim, in text order within each role.

    `is_mutual` where they fought "between" them: then nobody's dead are the targets' dead.
    """

    actors: tuple[ClaimActor, ...] = ()
    targets: tuple[ClaimActor, ...] = ()
    is_mutual: bool = False


def _between(token: "Token") -> "tuple[Token, ...]":
    return tuple(obj for prep, obj in prepositional(token) if prep == "between")


def _noun_roles(collect: Collector, node: Node, group: Group) -> None:
    """Read the phrases around an event noun."""
    kind, token = node.trigger.kind, node.token
    if any(_repels(other, node) for other in group.nodes):
        collect = Collector.turned(collect)
    acts_itself = not kind.is_effect and kind.kind_id not in SUFFERED
    owner = (
        collect.actors if acts_itself or kind.kind_id in OF_IS_ACTOR else collect.targets
    )
    # "The rebel siege of Kosti" is the rebels' doing, and so is "the rebel capture of" it.
    names_whom = any(prep == "of" for prep, _ in prepositional(token))
    is_doer = kind.kind_id in SUFFERED and (names_whom or kind.kind_id != "capture")
    doer = collect.actors if is_doer and not node.trigger.is_swapped else owner
    for part in collect.parsed.modifiers(token):
        collect.add(doer, part, None)
    _noun_phrases(collect, node, is_own=owner is collect.actors)
    for clause in children(token, "acl", "relcl"):
        inner = frame(clause)
        if clause.lower_ == "targeting":
            for obj in inner.objects:
                collect.add(collect.targets, obj, None)
        for agent in inner.agents:
            collect.add(collect.actors, agent, None)
    for accused in accused_of(token):
        collect.add(owner, accused, None)
    for agent in misplaced_agents(token):
        collect.add(collect.actors, agent, None)


def _noun_phrases(collect: Collector, node: Node, *, is_own: bool) -> None:
    """Read the prepositional phrases on an event noun; `is_own`: whose it is, acted."""
    kind, token = node.trigger.kind, node.token
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
        elif prep == "from" and is_own and _is_party(collect, obj):
            collect.add(collect.actors, obj, None)  # "fire from the rebels"
        elif prep == "to" and node.trigger.is_swapped:
            collect.add(collect.actors, obj, None)  # "the loss of Kosti to the rebels"
        elif prep in AIMED or prep in node.trigger.prepositions:
            collect.add(collect.targets, obj, None)


def _is_party(collect: Collector, token: "Token") -> bool:
    return bool(collect.parsed.actors(token)) and not collect.parsed.places(token)


def _repels(verb: Node, noun: Node) -> bool:
    """Return whether the verb beat the noun's event back ("repelled an assault")."""
    return verb.trigger.kind.kind_id == "repel" and any(
        noun.token.i == t.i for t in (*verb.frame.objects, *verb.frame.subjects)
    )


def _carrier_roles(collect: Collector, node: Node) -> None:
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
        if suffers and prep == "from" and _is_party(collect, obj):
            collect.add(collect.actors, obj, verb)  # "came under fire from the rebels"
        elif (prep in AIMED or prep in node.trigger.prepositions) and obj.i != node.token.i:
            taker = (prep == "by" and suffers) or (prep == "to" and node.trigger.is_swapped)
            collect.add(collect.actors if taker else collect.targets, obj, verb)


def _verb_roles(collect: Collector, node: Node, event_nouns: frozenset[int]) -> None:
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
    for subject in () if is_only_told(node) else node.frame.subjects:
        if subject.i not in event_nouns:
            collect.add(acting, subject, verb)
            _add_companions(collect, acting, subject)
    for agent in node.frame.agents:
        if agent.i not in event_nouns:
            collect.add(collect.actors, agent, verb)
            _add_companions(collect, collect.actors, agent)
    _add_companions(collect, suffering if node.frame.is_passive else acting, verb)
    for obj in node.frame.objects:
        # "lost 15 fighters": what a side loses is its own, and did nothing
        if obj.i not in event_nouns and not trigger.is_swapped:
            collect.add(suffering, obj, verb)
            _add_companions(collect, suffering, obj)
    for holder in holders(collect.parsed, node):
        collect.add(collect.actors, holder, None)
    for planter in planters(collect.parsed, node):
        collect.add(collect.actors, planter, None)
    _verb_phrases(collect, node, event_nouns)


def _verb_phrases(collect: Collector, node: Node, event_nouns: frozenset[int]) -> None:
    """Read the prepositional phrases on a verb that evokes the event itself."""
    verb, trigger = node.token, node.trigger
    moves = trigger.kind.kind_id in MOVING
    for prep, obj in prepositional(verb):
        if obj.i in event_nouns or prep == "by":
            continue
        if prep == "in" and trigger.kind.is_effect and collect.parsed.weapon_kind(obj):
            for part in collect.parsed.modifiers(obj):  # "killed in rebel mortar fire"
                collect.add(collect.actors, part, None)
        elif (
            trigger.is_swapped and prep in frozenset({"to", "from"}) | trigger.prepositions
        ):
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


def _add_companions(
    collect: Collector, role: dict[str, ClaimActor], token: "Token"
) -> None:
    for ally in companions(token):
        if _is_party(collect, ally):
            collect.add(role, ally, None)


def find_roles(
    parsed: Parsed, group: Group, tokens: "Sequence[Token]", discourse: Discourse
) -> Roles:
    """Return who acts and who is acted on in the group's event."""
    collect = Collector(parsed, discourse)
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
        tuple(sorted(collect.actors.values(), key=order)),
        tuple(sorted(targets, key=order)),
        is_mutual=any(_is_mutual(node) for node in group.nodes),
    )


def _is_mutual(node: Node) -> bool:
    """Return whether the event is one "between" parties ("fighting between A and B")."""
    heads = (node.token, node.carrier)
    return any(len(_between(head)) > 1 for head in heads if head is not None)


def _held_by(collect: Collector, node: Node) -> None:
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


def _sides_of_losses(collect: Collector, group: Group) -> None:
    """Take whoever a victim fought as who acted ("killed in clashes with X")."""
    hit = [
        obj
        for node in group.nodes
        if node.trigger.kind.is_effect and not node.is_noun
        for obj in (node.frame.subjects if node.trigger.is_swapped else node.frame.objects)
    ]
    victims = {m.name for obj in hit for m in parties(collect.parsed, obj)}
    if collect.actors or not victims or not any(n.is_noun for n in group.nodes):
        return
    # "One of its commanders" is whose "its" is, by another name.
    spans = [collect.parsed.span_of(phrase_tokens(obj)) for obj in hit]
    for key in [key for key in collect.targets if key not in victims]:
        party = collect.targets[key]
        is_hit = any(party.span is not None and party.span.overlaps(s) for s in spans)
        if party.actor_id is not None and not is_hit:
            collect.actors[key] = collect.targets.pop(key)


def _opposed(collect: Collector, tokens: "Sequence[Token]") -> None:
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
