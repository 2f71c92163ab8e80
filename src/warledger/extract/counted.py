"""What one noun phrase counts: its number, who is counted, and how such counts add up.

A number may stand before the noun or before what measures it ("a number of tanks"); an
article and a singular count one; a bare plural of people counts somebody without saying
how many. Counts of one side under one predicate are added up, those of two sides are kept
apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from warledger.extract.parsed import Parsed
from warledger.extract.parties import parties
from warledger.extract.syntax import (
    base_tokens,
    children,
)
from warledger.lexicon.persons import PersonClass, load_person_nouns
from warledger.model import ActorMention, Quantity, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

PEOPLE = frozenset({"killed", "wounded", "captured_persons", "displaced"})

CIVILIAN = 7
# ACLED's inter codes as sides whose dead are not added up together.
CLASSES = {7: "civilian", 6: "civilian", 1: "state", 8: "state"}
CLASSES |= {2: "armed", 3: "armed", 4: "armed", 5: "armed"}


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


@dataclass(frozen=True)
class Count:
    """One counted noun phrase."""

    quantity: Quantity | None
    low: float | None
    best: float | None
    high: float | None
    span: Span
    who: tuple[ActorMention, ...] = ()
    item: str | None = None
    is_explicit: bool = False


def quantity_of(parsed: Parsed, token: "Token") -> Quantity | None:
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


def _own_quantity(parsed: Parsed, token: "Token") -> Quantity | None:
    """Return the number that stands with the noun itself."""
    numbers = (parsed.quantities_by_token.get(t.i) for t in children(token, "nummod"))
    return next((n for n in numbers if n is not None and not n.is_percent), None)


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
    if own and token.tag_ == "NN" and not children(token, "det", "poss", "nummod"):
        return True  # "killed Taliban leader Wali": releases and headlines drop the article
    determiners = {child.lower_ for child in children(token, "det", "poss", "nummod")}
    return bool(determiners & _ARTICLES) or (
        token.pos_ == "PROPN" and not own and not parsed.places(token)
    )


def count_of(parsed: Parsed, token: "Token", measure: str) -> Count | None:
    """Return what the noun phrase counts, or None where it counts nothing."""
    heads = parsed.substance(token)
    head = heads[0]
    quantity = quantity_of(parsed, head)
    if head is not token and (quantity is None or quantity.best == 1):
        # "a number of men"; "nine members of one family" are nine
        quantity = _own_quantity(parsed, token) or quantity_of(parsed, token) or quantity
    who = parties(parsed, token)
    equipment = parsed.equipment(head) if measure not in PEOPLE else None
    item = equipment.item if equipment is not None else _item(parsed, head, measure)
    span = parsed.span_of([t for t in base_tokens(head) if t.dep_ != "punct"] or [head])
    if quantity is not None:
        span = Span(min(span.start, quantity.span.start), max(span.end, quantity.span.end))
        low, best, high = quantity.low, quantity.best, quantity.high
        return Count(quantity, low, best, high, span, who, item, is_explicit=True)
    if _is_single(parsed, head) and (measure in PEOPLE or equipment is not None):
        return Count(None, 1, 1, 1, span, who, item)
    if measure in PEOPLE and _is_plural(head):
        return Count(None, None, None, None, span, who, item)
    return None


def _item(parsed: Parsed, head: "Token", measure: str) -> str | None:
    if measure not in ("destroyed", "captured"):
        return None
    words = [
        t for t in base_tokens(head) if t.dep_ in ("compound", "amod") or t.i == head.i
    ]
    words = [t for t in words if t.i not in parsed.quantities_by_token]
    return parsed.span_of(words).of(parsed.text) if words else head.text


def _kind_of_people(count: Count) -> tuple[str | None, str | None]:
    """Return what keeps victims apart: their class, and which named party they are of."""
    named = [m for m in count.who if not m.is_generic and not m.is_person]
    classes = {CLASSES.get(m.inter or 0) for m in count.who}
    klass = classes.pop() if len(classes) == 1 else None
    return klass, named[0].actor_id if named and klass != "civilian" else None


def split_sides(counts: Sequence[Count]) -> list[list[Count]]:
    """Return the counts that may be added up together: those of one side."""
    groups: list[list[Count]] = []
    for count in counts:
        klass, party = _kind_of_people(count)
        for group in groups:
            other_class, other = _kind_of_people(group[0])
            fits = klass == other_class or None in (klass, other_class)
            if fits and (party == other or None in (party, other)):
                group.append(count)
                break
        else:
            groups.append([count])
    return groups


def add_counts(counts: Sequence[Count]) -> Count:
    """Return the sum of coordinated counts of one side."""
    if len(counts) == 1:
        return counts[0]
    span = Span(min(c.span.start for c in counts), max(c.span.end for c in counts))
    if any(c.is_explicit or c.low is not None or c.high is not None for c in counts):
        counts = [c for c in counts if c.low is not None or c.high is not None] or counts
    lows = [c.low for c in counts]
    highs = [c.high for c in counts]
    bests = [c.best for c in counts]
    return Count(
        counts[0].quantity,
        None if None in lows else sum(x for x in lows if x is not None),
        None if None in bests else sum(x for x in bests if x is not None),
        None if None in highs else sum(x for x in highs if x is not None),
        span,
        tuple(m for c in counts for m in c.who),
        counts[0].item,
        is_explicit=any(c.is_explicit for c in counts),
    )
