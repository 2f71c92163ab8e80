"""Which events of a sentence make a claim of their own.

A bare event noun has to say something ("the raids" alone says nothing); one that only
sets the scene of another event belongs to it; a participle that only says which force is
meant, and a death by earthquake or disease, make none.
"""

from typing import TYPE_CHECKING

from warledger.extract.grouping import Group
from warledger.extract.parsed import Parsed
from warledger.extract.stance import tells_of_none
from warledger.extract.syntax import (
    OBJECTS,
    children,
    governor,
    names_nobody,
    prepositional,
    subjects,
)
from warledger.lexicon.accidents import load_accidents
from warledger.model import (
    Claim,
    Status,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

# Determiners and adjectives by which a noun takes up an event that was told before.
TAKING_UP = frozenset(
    {"the", "these", "this", "those", "that", "such", "similar", "same", "both"}
)

CIRCUMSTANCE = frozenset({"during", "in", "amid", "throughout"})


def belongs_to(group: Group, circumstance: Group) -> bool:
    """Return whether a bare event noun only fills a place in another event.

    Either the event happened "during" or "in" it, or it is a force that the verb acts on
    ("ambushed a patrol near X").
    """
    noun = circumstance.main.token
    if not is_bare(circumstance) or is_bare(group):
        return False
    is_force = circumstance.main.trigger.kind.event_type == "Strategic developments"
    if is_force and noun.dep_ in ("dobj", "nsubj", "nsubjpass"):
        return any(noun.head.i == node.token.i for node in group.nodes)
    if noun.dep_ != "pobj":
        return False
    prep = noun.head
    verb = governor(noun)
    carriers = {node.carrier.i for node in group.nodes if node.carrier is not None}
    return prep.lower_ in CIRCUMSTANCE and verb is not None and verb.i in carriers


def takes_up(group: Group) -> bool:
    """Return whether a noun speaks of an event told before ("similar attacks")."""
    return any(
        node.is_noun
        and not node.trigger.kind.is_effect
        and any(t.lower_ in TAKING_UP for t in children(node.token, "det", "amod"))
        for node in group.nodes
    )


def is_bare(group: Group) -> bool:
    """Return whether only nouns without a verb of their own evoke the event."""
    return all(node.carrier is None for node in group.nodes)


def tells_something(claim: Claim, group: Group) -> bool:
    """Return whether a claim says more than that some event is spoken of."""
    if _only_confirms(claim, group):
        return False
    if _tells_only_of_none(group):
        return False
    if claim.status is Status.NOT_OCCURRED and group.main.carrier is not None:
        return True
    if (
        claim.status is Status.ONGOING
        and group.main.carrier is not None
        and group.main.is_noun
    ):
        return True
    if not is_bare(group):
        trigger_is_weak = all(node.trigger.is_weak for node in group.nodes)
        has_part = bool(claim.actors or claim.targets or claim.figures or claim.places)
        return has_part if trigger_is_weak or len(group.nodes) == 1 else True
    named = (
        bool(claim.places) + bool(claim.actors) + bool(claim.targets) + bool(claim.figures)
    )
    return named >= 2


def _tells_only_of_none(group: Group) -> bool:
    """Return whether all that is told is that nobody came to harm ("no casualties")."""
    return all(n.trigger.kind.is_effect and tells_of_none(n) for n in group.nodes)


def _only_confirms(claim: Claim, group: Group) -> bool:
    """Return whether "confirmed the deaths" takes up what was told and adds no figure."""
    main = group.main
    return (
        main.is_noun
        and main.trigger.kind.is_effect
        and main.token.dep_ == "dobj"
        and any(t.lower_ in TAKING_UP for t in children(main.token, "det"))
        and not claim.figures
    )


def only_describes(parsed: Parsed, group: Group) -> bool:
    """Return whether the event only says which force is meant ("troops stationed in X")."""
    verb = group.main.token
    if len(group.nodes) > 1 or group.main.is_noun or verb.dep_ != "acl":
        return False
    if group.main.trigger.kind.event_type != "Strategic developments":
        return False
    return verb.tag_ in ("VBN", "VBG", "VBD") and bool(
        parsed.actors(verb.head) or parsed.is_ground(verb.head) or parsed.places(verb.head)
    )


def is_claimed(group: Group, verb: "Token | None") -> bool:
    """Return whether a verb tells who owned up to the event ("X claimed the ambush")."""
    noun = group.main.token
    return (
        verb is not None
        and verb.lemma_ == "claim"
        and group.main.is_noun
        and noun.dep_ in (*OBJECTS, "nsubjpass")
        and noun.head.i == verb.i
    )


def is_unclaimed(group: Group) -> bool:
    """Return whether all that is told of an event is that nobody has owned up to it."""
    verb = group.main.token.head
    if not is_claimed(group, verb):
        return False
    return bool(children(verb, "neg")) or any(map(names_nobody, subjects(verb)))


def is_accident(group: Group) -> bool:
    """Return whether an earthquake, a disease or a crash is what killed."""
    causes = load_accidents()
    return any(
        token.lower_ in causes or token.lemma_.lower() in causes
        for node in group.nodes
        if node.trigger.kind.is_vague
        for token in (
            *node.frame.subjects,
            *node.frame.agents,
            *(
                t
                for prep, t in prepositional(node.token)
                if prep in ("in", "by", "from", "of")
            ),
        )
    )
