"""How many, of what, and whose: the figures of one claim.

A count belongs to the predicate that it is an argument of ("killed 7 soldiers and
captured a tank": 7 killed, 1 tank captured). Coordinated people under one predicate are
added up where they are of one side ("a commander and eight fighters" is 9); a part of a
stated whole ("14 people, including 4 children") is not counted again. A bare plural has
no bounds; nothing is averaged.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from warledger.extract.grouping import Group
from warledger.extract.parsed import Parsed
from warledger.extract.roles import Roles, parties
from warledger.extract.syntax import (
    OBJECTS,
    base_tokens,
    children,
    conjuncts,
    prepositional,
)
from warledger.extract.triggers import Node
from warledger.lexicon.persons import PersonClass, load_person_nouns
from warledger.lexicon.units import load_units
from warledger.model import ActorMention, Figure, Quantity, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

PEOPLE = frozenset({"killed", "wounded", "captured_persons", "displaced"})
# What a verb that is said of people and of things alike measures, by the type of its
# object.
BY_TYPE = {
    ("killed", "equipment"): "destroyed",
    ("destroyed", "person"): "killed",
    ("captured", "person"): "captured_persons",
    ("captured_persons", "equipment"): "captured",
    ("captured_persons", "weapon"): "captured",
}
MOVING = frozenset({"movement", "deployment", "reinforcement", "withdrawal", "base"})
FLEEING = frozenset({"displacement", "withdrawal"})
CIVILIAN = 7
STRIKES = frozenset({"airstrike", "drone"})
# Words before a toll that carry it ("rose to 51", "reached 70", "stands at 12").
TOLL_PREPOSITIONS = frozenset({"to", "at", "of", "by"})


@cache
def collective_nouns() -> frozenset[str]:
    """Return nouns that name a body of people in the singular ("force", "militia")."""
    return (
        frozenset(
            word.split()[-1]
            for noun in load_person_nouns()
            if noun.person_class is PersonClass.GROUP
            for word in noun.singular
        )
        | COLLECTIVE
    )


COLLECTIVE = frozenset(
    {"army", "force", "militia", "group", "unit", "police", "military", "crew"}
)
COLLECTIVE |= {"family", "cell", "network", "patrol", "convoy", "garrison", "team", "staff"}
_ARTICLES = frozenset({"a", "an", "another", "one", "his", "her", "its", "their", "the"})
_INCLUSION = frozenset({"including", "among", "mostly"})


@dataclass(frozen=True)
class _Count:
    """One counted noun phrase."""

    quantity: Quantity | None
    low: float | None
    best: float | None
    high: float | None
    span: Span
    who: tuple[ActorMention, ...] = ()
    item: str | None = None
    is_explicit: bool = False


def _quantity(parsed: Parsed, token: "Token") -> Quantity | None:
    """Return the quantity that counts the noun, looking through "a number of"."""
    by_token = parsed.quantities_by_token
    node: Token | None = token
    while node is not None:
        for part in (*base_tokens(node),):
            found = by_token.get(part.i)
            counts = found is not None and (
                part.i == node.i or part.head.i == node.i or _near(part, node)
            )
            if (
                found is not None
                and counts
                and not found.is_percent
                and not found.is_ordinal
            ):
                return found
        measured = node.dep_ == "pobj" and node.head.lower_ == "of"
        node = node.head.head if measured else None
        if node is not None and (parsed.actors(node) or node.pos_ == "VERB"):
            node = None
    return None


def _near(part: "Token", node: "Token") -> bool:
    """Return whether a number word hangs on the number ("twenty - eight heads")."""
    while part.head.i != part.i and part.dep_ in (
        "compound",
        "nummod",
        "quantmod",
        "amod",
        "advmod",
    ):
        part = part.head
        if part.i == node.i:
            return True
    return part.dep_ == "punct" and part.head.i == node.i


def _is_plural(token: "Token") -> bool:
    return token.tag_ in ("NNS", "NNPS") or token.lower_ in (
        "people",
        "men",
        "women",
        "children",
    )


def _is_single(parsed: Parsed, token: "Token") -> bool:
    """Return whether the noun names one: an article and a singular, or a person's name."""
    if any(m.is_person for m in parsed.actors(token)):
        return True
    if _is_plural(token):
        return False
    own = parsed.actors(token)
    if own and not own[0].is_generic and not own[0].is_person and token.tag_ != "NN":
        return False
    if token.lower_ in collective_nouns():
        return False
    determiners = {child.lower_ for child in children(token, "det", "poss", "nummod")}
    return bool(determiners & _ARTICLES) or (
        token.pos_ == "PROPN" and not own and not parsed.places(token)
    )


def _count(parsed: Parsed, token: "Token", measure: str) -> _Count | None:
    """Return what the noun phrase counts, or None where it counts nothing."""
    heads = parsed.substance(token)
    head = heads[0]
    quantity = _quantity(parsed, head) or (
        _quantity(parsed, token) if head is not token else None
    )
    who = parties(parsed, token)
    equipment = parsed.equipment(head) if measure not in PEOPLE else None
    item = equipment.item if equipment is not None else _item(parsed, head, measure)
    span = parsed.span_of([t for t in base_tokens(head) if t.dep_ != "punct"])
    if quantity is not None:
        span = Span(min(span.start, quantity.span.start), max(span.end, quantity.span.end))
        low, best, high = quantity.low, quantity.best, quantity.high
        return _Count(quantity, low, best, high, span, who, item, is_explicit=True)
    if _is_single(parsed, head) and (measure in PEOPLE or equipment is not None):
        return _Count(None, 1, 1, 1, span, who, item)
    if measure in PEOPLE and _is_plural(head):
        return _Count(None, None, None, None, span, who, item)
    return None


def _item(parsed: Parsed, head: "Token", measure: str) -> str | None:
    if measure not in ("destroyed", "captured"):
        return None
    words = [
        t for t in base_tokens(head) if t.dep_ in ("compound", "amod") or t.i == head.i
    ]
    words = [t for t in words if t.i not in parsed.quantities_by_token]
    return parsed.span_of(words).of(parsed.text) if words else head.text


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
    if not found:
        return ()
    first = conjuncts(found[0])
    return tuple(
        t
        for k, t in enumerate(found)
        if k == 0
        or ((t in first or t.dep_ == "conj") and not _is_apposition(found[k - 1], t))
    )


def _loses(parsed: Parsed, node: Node) -> bool:
    """Return whether the loss is counted in the object: "lost three tanks", not "lost lives"."""
    return any(
        parsed.object_type(t) in ("equipment", "person")
        and t.lower_ not in ("life", "lives")
        for t in node.frame.objects
    )


def _is_apposition(first: "Token", second: "Token") -> bool:
    """Return whether two objects name one person ("killing Amin Salih a field commander")."""
    opening = second.left_edge
    return (
        first.pos_ == "PROPN"
        and opening.i == first.i + 1
        and opening.lower_ in ("a", "an", "the")
    )


def _kind_of_people(count: _Count) -> tuple[bool, str | None]:
    """Return what keeps coordinated victims apart: civilians or not, and which named party."""
    named = [m for m in count.who if not m.is_generic and not m.is_person]
    is_civilian = bool(count.who) and all(m.inter == CIVILIAN for m in count.who)
    return is_civilian, named[0].actor_id if named and not is_civilian else None


def _sides(counts: Sequence[_Count]) -> list[list[_Count]]:
    """Return the counts that may be added up together: those of one side."""
    groups: list[list[_Count]] = []
    for count in counts:
        civilian, party = _kind_of_people(count)
        for group in groups:
            other_civilian, other = _kind_of_people(group[0])
            if civilian == other_civilian and (party == other or None in (party, other)):
                group.append(count)
                break
        else:
            groups.append([count])
    return groups


def _add(counts: Sequence[_Count]) -> _Count:
    """Return the sum of coordinated counts of one side."""
    if len(counts) == 1:
        return counts[0]
    span = Span(min(c.span.start for c in counts), max(c.span.end for c in counts))
    if any(c.is_explicit or c.low is not None or c.high is not None for c in counts):
        counts = [c for c in counts if c.low is not None or c.high is not None] or counts
    lows = [c.low for c in counts]
    highs = [c.high for c in counts]
    bests = [c.best for c in counts]
    return _Count(
        counts[0].quantity,
        None if None in lows else sum(x for x in lows if x is not None),
        None if None in bests else sum(x for x in bests if x is not None),
        None if None in highs else sum(x for x in highs if x is not None),
        span,
        tuple(m for c in counts for m in c.who),
        counts[0].item,
        is_explicit=any(c.is_explicit for c in counts),
    )


def _side(parsed: Parsed, count: _Count, roles: Roles) -> str | None:
    """Return whose loss it is: who is named with the count, else the only target."""
    if count.who:
        return count.who[0].name
    if len(roles.targets) == 1:
        return roles.targets[0].name
    return None


def _figure(parsed: Parsed, measure: str, count: _Count, of: str | None) -> Figure:
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
    people: list[tuple[str, _Count]] = []
    for token in _victims(parsed, node):
        measure = _measure(parsed, node, token)
        if measure is None or token.dep_ == "prep":
            continue
        count = _count(parsed, token, measure)
        if count is None:
            continue
        if measure in PEOPLE:
            people.append((measure, count))
        elif count.low is not None or count.high is not None:
            yield _figure(parsed, measure, count, _side(parsed, count, roles))
    for measure in dict.fromkeys(m for m, _ in people):
        members = [c for m, c in people if m == measure]
        counted = [c for c in members if c.is_explicit or c.low is not None]
        for side in _sides(counted or members[:1]):
            yield _figure(parsed, measure, _add(side), _side(parsed, side[0], roles))


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
            quantity = _quantity(parsed, head) or parsed.quantities_by_token.get(place.i)
            if quantity is None or quantity.is_percent:
                continue
            span = parsed.span_of([t for t in base_tokens(head)])
            span = Span(
                min(span.start, quantity.span.start), max(span.end, quantity.span.end)
            )
            who = parties(parsed, place)
            count = _Count(quantity, quantity.low, quantity.best, quantity.high, span, who)
            yield _figure(parsed, measure, count, _side(parsed, count, roles))
            return
    if token.lower_ not in ("casualties", "damage", "destruction", "dead"):
        victims = [t for t in places[1:] if parsed.actors(t)]
        if victims:
            count_ = _count(parsed, victims[0], measure)
            if count_ is not None and measure in PEOPLE:
                yield _figure(parsed, measure, count_, _side(parsed, count_, roles))


def _events_counted(parsed: Parsed, node: Node) -> Iterator[Figure]:
    """Yield how often: "50 airstrikes", "316 combat sorties"."""
    if not node.is_noun or node.trigger.kind.kind_id not in STRIKES:
        return
    quantity = _quantity(parsed, node.token)
    if quantity is None or quantity.vague is not None:
        return
    lemma = node.token.lemma_.lower()
    measure = "sorties" if lemma in ("sortie", "flight") else "airstrikes"
    span = parsed.span_of(base_tokens(node.token))
    span = Span(min(span.start, quantity.span.start), max(span.end, quantity.span.end))
    yield Figure(
        measure, quantity.low, quantity.best, quantity.high, span.of(parsed.text), span
    )


def _strength(parsed: Parsed, node: Node) -> Iterator[Figure]:
    """Yield the strength of a force that moves or stands somewhere."""
    if node.trigger.kind.kind_id not in MOVING:
        return
    for token in (*node.frame.subjects, *node.frame.objects):
        for head in parsed.substance(token):
            if not parsed.actors(head):
                continue
            quantity = _quantity(parsed, head) or _quantity(parsed, token)
            if quantity is None or (quantity.low is None and quantity.high is None):
                continue
            span = Span(
                quantity.span.start, max(quantity.span.end, parsed.token_span(head).end)
            )
            of = parties(parsed, head)
            people = node.trigger.kind.kind_id in FLEEING and of and of[0].inter == CIVILIAN
            yield Figure(
                "displaced" if people else "troops",
                quantity.low,
                quantity.best,
                quantity.high,
                span.of(parsed.text),
                span,
                of[0].name if of else None,
            )


def _measures(parsed: Parsed, group: Group, tokens: "Iterable[Token]") -> Iterator[Figure]:
    """Yield areas, distances and shares that stand in the claim's own clause."""
    forms = load_units().by_form
    tokens = tuple(tokens)
    kind = group.main.trigger.kind
    inside = {t.i for t in tokens}
    for quantity in parsed.mentions.quantities:
        at = parsed.token_at(quantity.span)
        if at is None or at.i not in inside:
            continue
        if quantity.is_percent:
            grows = {t.lower_ for t in tokens} & GROWTH
            measure = "percent_change" if grows else "percent_captured"
            if kind.kind_id in ("capture", "control") or grows:
                yield _from(parsed, quantity, measure, quantity.span, 1.0)
            continue
        after = (
            parsed.text[quantity.span.end : quantity.span.end + 24]
            .lower()
            .lstrip(" -\u00a0")
        )
        unit = next(
            (forms[f] for f in sorted(forms, key=len, reverse=True) if _starts(after, f)),
            None,
        )
        if unit is None or unit.measure == "share":
            continue
        lead = len(parsed.text[quantity.span.end :]) - len(
            parsed.text[quantity.span.end :].lstrip(" -\u00a0")
        )
        length = next(
            len(f) for f in sorted(forms, key=len, reverse=True) if _starts(after, f)
        )
        span = Span(quantity.span.start, quantity.span.end + lead + length)
        measure = "area_km2" if unit.measure == "area" else "distance_km"
        yield _from(parsed, quantity, measure, span, unit.factor)


GROWTH = frozenset(
    {"grown", "grew", "grow", "grows", "increased", "expanded", "shrunk", "shrank"}
)
GROWTH |= {"decreased", "fallen", "rose", "risen", "growth", "increase", "decline"}


def _starts(text: str, form: str) -> bool:
    return text.startswith(form) and not text[len(form) : len(form) + 1].isalnum()


def _from(parsed: Parsed, q: Quantity, measure: str, span: Span, factor: float) -> Figure:
    def scaled(value: float | None) -> float | None:
        return None if value is None else round(value * factor, 3)

    return Figure(
        measure, scaled(q.low), scaled(q.best), scaled(q.high), span.of(parsed.text), span
    )


def find_figures(
    parsed: Parsed, group: Group, roles: Roles, tokens: "Iterable[Token]"
) -> tuple[Figure, ...]:
    """Return the claim's figures in text order, none counted twice."""
    found: list[Figure] = []
    for node in group.nodes:
        if node.is_noun:
            found.extend(_toll(parsed, node, roles))
            found.extend(_events_counted(parsed, node))
        elif node.trigger.kind.measure is not None:
            found.extend(_people_and_things(parsed, node, roles))
        found.extend(_strength(parsed, node))
    found.extend(_measures(parsed, group, tokens))
    kept: dict[tuple[str, int], Figure] = {}
    for figure in sorted(found, key=lambda f: (f.span.start, f.span.end)):
        key = (figure.measure, figure.span.end)
        if not any(
            o.measure == figure.measure and o.span.overlaps(figure.span)
            for o in kept.values()
        ):
            kept[key] = figure
    return tuple(kept.values())
