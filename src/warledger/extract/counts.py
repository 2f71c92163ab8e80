"""How many, of what, and whose: the figures of one claim.

A count belongs to the predicate that it is an argument of ("killed 7 soldiers and
captured a tank": 7 killed, 1 tank captured). Coordinated people under one predicate are
added up where they are of one side ("a commander and eight fighters" is 9); a part of a
stated whole ("14 people, including 4 children") is not counted again. A bare plural has
no bounds; nothing is averaged.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from warledger.extract.actors_parties import is_unowned
from warledger.extract.counted import (
    PEOPLE,
    Count,
    add_counts,
    count_of,
    quantity_of,
    split_sides,
)
from warledger.extract.grouping import Group
from warledger.extract.measures import areas_and_shares, strengths, strikes_counted
from warledger.extract.parsed import Parsed
from warledger.extract.parties import STRUCTURE, parties
from warledger.extract.roles import Roles
from warledger.extract.syntax import (
    OBJECTS,
    base_tokens,
    children,
    companions,
    conjuncts,
    prepositional,
)
from warledger.extract.triggers import Node
from warledger.model import Figure, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

# What a verb that is said of people and of things alike measures, by the type of its
# object.
BY_TYPE = {
    ("killed", "equipment"): "destroyed",
    ("destroyed", "person"): "killed",
    ("captured", "person"): "captured_persons",
    ("captured_persons", "equipment"): "captured",
    ("captured_persons", "weapon"): "captured",
}

# Words before a toll that carry it ("rose to 51", "reached 70", "stands at 12").
TOLL_PREPOSITIONS = frozenset({"to", "at", "of", "by"})


def _measure(parsed: Parsed, node: Node, token: "Token") -> str | None:
    """Return what the predicate measures of this noun."""
    measure = node.trigger.kind.measure
    if measure is None:
        return None
    return BY_TYPE.get((measure, parsed.object_type(token) or ""), measure)


def _victims(parsed: Parsed, node: Node) -> "tuple[Token, ...]":
    """Return the nouns that a result happens to."""
    if node.trigger.is_swapped and not _loses(parsed, node):
        return node.frame.subjects
    found = node.frame.objects
    if (
        node.trigger.kind.measure == "displaced"
        and not node.frame.is_passive
        and not any(parsed.object_type(t) == "person" for t in found)
    ):  # "40,000 people fled the town": the people, though the town is the object
        counted = (t for t in node.frame.subjects if quantity_of(parsed, t) is not None)
        found = tuple(counted)  # a suspect who fled is not displaced
    if not found:
        return ()
    along = _accompanying(node, found)
    found = (*found, *along)
    first = (*conjuncts(found[0]), *along)
    return tuple(
        t
        for k, t in enumerate(found)
        if k == 0
        or ((t in first or t.dep_ == "conj") and not _is_apposition(found[k - 1], t))
    )


def _accompanying(node: Node, victims: "tuple[Token, ...]") -> "tuple[Token, ...]":
    """Return who is told of with the victims: "the leader along with three others"."""
    heads = [*victims, *([] if node.carrier is None else [node.carrier]), node.token]
    return tuple(
        member
        for head in dict.fromkeys(heads)
        for member in companions(head)
        if member not in victims
    )


def _loses(parsed: Parsed, node: Node) -> bool:
    """Return whether the object counts the loss: "lost three tanks", not "lives"."""
    return any(
        parsed.object_type(t) in ("equipment", "person")
        and t.lower_ not in ("life", "lives")
        for t in node.frame.objects
    )


def _is_apposition(first: "Token", second: "Token") -> bool:
    """Return whether two objects name one person ("Amin Salih a field commander")."""
    opening = second.left_edge
    return (
        first.pos_ == "PROPN"
        and opening.i == first.i + 1
        and opening.lower_ in ("a", "an", "the")
    )


def _side(count: Count, roles: Roles, measure: str, *, is_own: bool = False) -> str | None:
    """Return whose loss it is: who is named with the count, else the only target.

    "soldiers" that nobody's name stands with are not those of whoever killed them, though
    the story's army would be the first that comes to mind. `is_own` says that the target
    tells of its own: "the rebels lost 40 men".
    """
    if is_own and len(roles.targets) == 1 and all(who.is_generic for who in count.who):
        return roles.targets[0].name
    if count.who and is_unowned(count.who[0]):
        who = count.who[0]
        for target in roles.targets:  # "five of its soldiers": whose "its" is
            if target.span.end == who.span.end:
                return target.name
        acting = [actor.name for actor in roles.actors]
        if who.name not in acting or not roles.targets:
            return who.name
    elif count.who:
        return count.who[0].name
    if len(roles.targets) != 1 or roles.is_mutual:
        return None
    target = roles.targets[0]
    is_structure = target.reason == STRUCTURE  # a depot that blew up had no dead of its own
    return None if is_structure and measure in PEOPLE else target.name


def _figure(parsed: Parsed, measure: str, count: Count, of: str | None) -> Figure:
    return Figure(
        measure,
        count.low,
        count.best,
        count.high,
        count.span.of(parsed.text),
        count.span,
        of,
        count.item if measure in ("destroyed", "captured") else None,
    )


def _people_and_things(parsed: Parsed, node: Node, roles: Roles) -> Iterator[Figure]:
    """Yield the figures of one result predicate."""
    people: list[tuple[str, Count]] = []
    for token in _victims(parsed, node):
        measure = _measure(parsed, node, token)
        if measure is None or token.dep_ == "prep":
            continue
        count = count_of(parsed, token, measure)
        if count is None:
            continue
        if measure in PEOPLE:
            people.append((measure, count))
        elif count.low is not None or count.high is not None:
            yield _figure(parsed, measure, count, _side(count, roles, measure))
    is_own = node.trigger.is_swapped and _loses(parsed, node)
    for measure in dict.fromkeys(m for m, _ in people):
        members = [c for m, c in people if m == measure]
        counted = [c for c in members if c.is_explicit or c.low is not None]
        for side in split_sides(counted or members[:1]):
            of = _side(side[0], roles, measure, is_own=is_own)
            yield _figure(parsed, measure, add_counts(side), of)


def _toll(parsed: Parsed, node: Node, roles: Roles) -> Iterator[Figure]:
    """Yield the figure of a noun of loss: "the death of 100", "toll rose to 51"."""
    measure = node.trigger.kind.measure
    if measure is None or not node.is_noun:
        return
    token = node.token
    measured = token.head if token.dep_ == "pobj" and token.head.lower_ == "of" else None
    noun = token if measured is None else measured.head  # "put the number of dead at five"
    places: list[Token] = [token]
    places += [obj for prep, obj in prepositional(token) if prep in ("of", "among", "to")]
    if node.carrier is not None:
        places += [
            obj for prep, obj in prepositional(node.carrier) if prep in TOLL_PREPOSITIONS
        ]
        places += list(children(node.carrier, *OBJECTS, "attr"))
    above = noun.head
    if (
        node.carrier is None
        and above.pos_ == "VERB"
        and noun.dep_ in ("nsubj", "nsubjpass", "dobj")
    ):
        places += [obj for prep, obj in prepositional(above) if prep in TOLL_PREPOSITIONS]
        places += [t for t in children(above, *OBJECTS, "attr") if t.i != token.i]
    for place in places:
        for head in parsed.substance(place):
            quantity = quantity_of(parsed, head) or parsed.quantities_by_token.get(place.i)
            if quantity is None or quantity.is_percent:
                continue
            span = parsed.span_of([t for t in base_tokens(head)])
            span = Span(
                min(span.start, quantity.span.start), max(span.end, quantity.span.end)
            )
            who = parties(parsed, place)
            count = Count(quantity, quantity.low, quantity.best, quantity.high, span, who)
            yield _figure(parsed, measure, count, _side(count, roles, measure))
            return
    if token.lower_ not in ("casualties", "damage", "destruction", "dead"):
        victims = [t for t in places[1:] if parsed.actors(t)]
        if victims:
            count_ = count_of(parsed, victims[0], measure)
            if count_ is not None and measure in PEOPLE:
                yield _figure(parsed, measure, count_, _side(count_, roles, measure))


def find_figures(
    parsed: Parsed, group: Group, roles: Roles, tokens: "Iterable[Token]"
) -> tuple[Figure, ...]:
    """Return the claim's figures in text order, none counted twice."""
    found: list[Figure] = []
    for node in group.nodes:
        if node.is_noun:
            found.extend(_toll(parsed, node, roles))
            found.extend(strikes_counted(parsed, node))
        elif node.trigger.kind.measure is not None:
            found.extend(_people_and_things(parsed, node, roles))
        found.extend(strengths(parsed, node))
    found.extend(areas_and_shares(parsed, group, tokens))
    kept: dict[tuple[str, int], Figure] = {}
    for figure in sorted(found, key=lambda f: (f.span.start, f.span.end)):
        key = (figure.measure, figure.span.end)
        if not any(
            o.measure == figure.measure and o.span.overlaps(figure.span)
            for o in kept.values()
        ):
            kept[key] = figure
    return tuple(kept.values())
