"""Who did it, where the parse does not say so outright.

An agent behind an active verb, whoever is blamed, whoever planted the mine that a vehicle
hit, in whose hands a place remains; and who only tells of what others did.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from warledger.extract.parsed import Parsed
from warledger.extract.parties import HOLDING
from warledger.extract.speaker_names import cue_at
from warledger.extract.syntax import (
    ACCUSING,
    OBJECTS,
    children,
    frame,
    is_passive,
    prepositional,
)
from warledger.extract.triggers import Node

if TYPE_CHECKING:
    from spacy.tokens import Token

# Acts of speech whose speaker tells of what others do as well.
TELLING = frozenset({"say", "report", "confirm", "announce"})


def misplaced_agents(noun: "Token") -> "Iterator[Token]":
    """Yield who did it where the parser hung "by" on a verb in the active.

    "The ministry announced operations by the army": the army operates.
    """
    verb = noun.head
    if noun.dep_ in OBJECTS and not is_passive(verb):
        yield from (o for prep, o in prepositional(verb) if prep == "by" and o.i > noun.i)


def accused_of(noun: "Token") -> "Iterator[Token]":
    """Yield whom an event is laid to ("blamed X for the attack", "blamed it on X")."""
    verb, is_for = noun.head.head, noun.head.lower_ in ("for", "of", "over")
    if noun.dep_ == "pobj" and is_for and verb.lemma_ in ACCUSING:
        yield from children(verb, "dobj", "nsubjpass")
    elif noun.dep_ in ("dobj", "nsubjpass") and noun.head.lemma_ == "blame":
        yield from (obj for prep, obj in prepositional(noun.head) if prep == "on")


def is_only_told(node: Node) -> bool:
    """Return whether the subject tells of the event and does not do it.

    "Residents reported shelling in Karan" has an event noun that the parser took for a
    verb; "the army reported shelling the ridge" tells what the army did.
    """
    verb, above = node.token, node.token.head
    is_bare = verb.dep_ == "xcomp" and verb.tag_ == "VBG" and not node.frame.objects
    cue = cue_at(above) if is_bare else None
    return cue is not None and cue.act in TELLING


def planters(parsed: Parsed, node: Node) -> "Iterator[Token]":
    """Yield whose doing it is that a vehicle "hit a mine planted by X"."""
    if not node.trigger.is_swapped:
        return
    for weapon in (t for t in node.frame.objects if parsed.weapon_kind(t) is not None):
        for clause in children(weapon, "acl", "relcl"):
            if clause.lemma_ in HOLDING:
                yield from frame(clause).agents


def holders(parsed: Parsed, node: Node) -> "Iterator[Token]":
    """Yield whose control it is: "remains under rebel control", "fell under that of X"."""
    if node.trigger.kind.kind_id != "control" or not node.trigger.phrase:
        return
    for noun in node.token.subtree:
        if noun.lower_ == node.trigger.phrase[-1]:
            yield from parsed.modifiers(noun)
            yield from (obj for prep, obj in prepositional(noun) if prep == "of")
