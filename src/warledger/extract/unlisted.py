"""Names that only the sentence shows to be places: no gazetteer has them.

Most villages of a war stand in no list. What is taken, held, besieged, shelled, entered or
left is ground; so is what a fight, a strike or a crowd is "in" or "on", what forces move
"to" or "from", and what "control", "siege" or "battle" is of. A proper name in such a place
that is no party, person or time is the name of a place, and stays without a point.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from warledger.extract.grouping import Group
from warledger.extract.parsed import Parsed
from warledger.extract.syntax import (
    base_tokens,
    children,
    conjuncts,
    first_conjunct,
    governor,
    prepositional,
    subjects,
)
from warledger.extract.triggers import Node
from warledger.lexicon.places import load_place_words
from warledger.model import Place

if TYPE_CHECKING:
    from spacy.tokens import Token

LONGEST_NAME = 4
WHERE = frozenset({"on", "in", "near", "around", "at", "outside", "inside", "against"})
TOWARDS = frozenset({"to", "into", "toward", "towards", "from", "through", "of", "onto"})
# What the verb acts on is ground, and what the noun is "of" or "for".
HOLDING_GROUND = frozenset({"capture", "control", "siege", "encirclement", "transfer"})
STRIKING = frozenset({"shelling", "bombardment", "airstrike", "drone", "chemical"})
MOVING = frozenset(
    {"movement", "deployment", "reinforcement", "withdrawal", "displacement", "offensive"}
)
ASSAULTING = frozenset({"attack", "raid"})
LEAVING = frozenset({"withdrawal", "displacement"})
FOUGHT = frozenset({"Battles", "Explosions/Remote violence", "Protests", "Riots"})
FOUGHT_FOR = frozenset({"battle", "fight", "fighting", "assault", "offensive", "fall"})


def unlisted(parsed: Parsed, group: Group) -> Iterator[Place]:
    """Yield a place without a point for each such name in the group's clauses."""
    for node in group.nodes:
        for token in _places_of(node):
            name = _name(parsed, token)
            if name is not None and not (
                _is_victim(node, token) and _has_place(parsed, node)
            ):
                span = parsed.span_of(name)
                written = span.of(parsed.text)
                reason = f"where '{node.token.text}' puts it; no gazetteer has the name"
                yield Place(span, written, written, reason=reason)


def _is_victim(node: Node, token: "Token") -> bool:
    """Return whether the name is what an attack is made on: a place or a person."""
    return node.trigger.kind.kind_id in ASSAULTING and token in node.frame.objects


def _has_place(parsed: Parsed, node: Node) -> bool:
    """Return whether the verb's own prepositions name a place: "attacked Toma near Gao"."""
    return any(parsed.places(t) for _, t in prepositional(node.token))


def _name(parsed: Parsed, token: "Token") -> "Sequence[Token] | None":
    """Return the words of a proper name that is nothing else that we know."""
    if token.pos_ != "PROPN" or token.i in parsed.times_by_token:
        return None
    words = [
        t for t in base_tokens(token) if t.dep_ not in ("det", "punct", "poss", "case")
    ]
    if not words or len(words) > LONGEST_NAME:
        return None
    if any(parsed.places(t) or parsed.actors(t) for t in words):
        return None
    if len(words) > 1 and words[0].lower_ in load_place_words().given_names:
        return None  # "shelled Hassan Nasr"
    if _has_people(parsed, words[-1]):
        return None
    is_name = words[0].text[0].isalpha() and words[0].text[0].isupper()
    return words if is_name and not _is_common(parsed, words) else None


def _has_people(parsed: Parsed, name: "Token") -> bool:
    """Return whether the name stands with people: "killed Toma and his brother"."""
    joined = [t for t in conjuncts(first_conjunct(name)) if t.i != name.i]
    people = (t for t in joined if parsed.object_type(t) == "person")
    return any(children(t, "poss") for t in people)


def _is_common(parsed: Parsed, words: "Sequence[Token]") -> bool:
    """Return whether the word is only a direction, a noun for ground, or letters."""
    return len(words) == 1 and (
        parsed.is_ground(words[0])
        or words[0].text.isupper()
        or words[0].lower_.endswith(("ern", "east", "west", "north", "south"))
    )


def _places_of(node: Node) -> "Iterator[Token]":
    """Yield the tokens in whose position a trigger has a place."""
    kind, trigger = node.trigger.kind, node.trigger
    ground = node.frame.subjects if trigger.is_swapped else node.frame.objects
    if not node.is_noun and _acts_on_ground(node):
        yield from ground
    elif not node.is_noun and "place" in trigger.objects and kind.kind_id in ASSAULTING:
        # "attacked Karmeh": a person has two names more often, a group "the" or capitals
        yield from (t for t in ground if len(tuple(base_tokens(t))) == 1)
    if trigger.subject == "place":
        yield from node.frame.subjects
    if kind.kind_id in HOLDING_GROUND:
        # "lost control of X", "holds most of X"; "ousted the rebels from X"
        told = {"of", "from"} if _drives_out(node) else {"of"}
        for obj in node.frame.objects:
            yield from (t for prep, t in prepositional(obj) if prep in told)
        if node.is_noun and node.token.head.lower_ in ("under", "in"):
            verb = governor(node.token)  # "X is under siege"
            yield from () if verb is None else subjects(verb)
    for head in (node.token, node.carrier):
        if head is not None:
            yield from _around(head, node)


def _acts_on_ground(node: Node) -> bool:
    """Return whether what the verb acts on is a place, whatever its name."""
    kinds = node.trigger.objects
    return node.trigger.kind.kind_id in HOLDING_GROUND | STRIKING | LEAVING or (
        "place" in kinds and not kinds & {"person", "group"}
    )


def _around(head: "Token", node: Node) -> "Iterator[Token]":
    """Yield what the prepositions of a trigger's word say where it happened."""
    kind = node.trigger.kind
    told = WHERE if kind.event_type in FOUGHT else frozenset()
    if kind.kind_id in MOVING:
        told |= TOWARDS | WHERE
    if kind.kind_id == "capture" and not node.is_noun:
        told |= {"from"} if _drives_out(node) else frozenset()
    if kind.kind_id == "siege" and head is node.carrier:  # "laid siege to X"
        told |= {"to", "on"}
    for prep, token in prepositional(head):
        is_of = prep in ("of", "for") and (
            kind.kind_id in HOLDING_GROUND or head.lower_ in FOUGHT_FOR
        )
        if prep in told or (is_of and head.pos_ == "NOUN"):
            yield from conjuncts(token) if token.pos_ == "PROPN" else (token,)


def _drives_out(node: Node) -> bool:
    """Return whether the verb acts on who is driven out, and "from" says from where."""
    return bool(node.trigger.objects & {"person", "group"})
