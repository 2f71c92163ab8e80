"""Where a claimed event happened: which of the sentence's places are the event's.

The places of the event's own clauses count; of those that lie in one another only the
inner one ("Salba in the eastern Hama countryside" is Salba, whose province the resolver
knows), and a place that only locates another ("near the Iraqi border", "east of Tal
Afar") is left out.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from warledger.extract.grouping import Group
from warledger.extract.parsed import Parsed
from warledger.extract.syntax import is_verbal
from warledger.model import Place, Span, Toponym

# Relations that put the event outside the named place; "eastern" and "rural" stay inside.
_OUTSIDE = re.compile(r"\b(?:of|from|near|around|outside|behind|off|beyond|along|towards?)\b")

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token


def _describes_party(parsed: Parsed, token: "Token") -> bool:
    """Return whether the place only says which party is meant ("Aleppo residents")."""
    head = token.head
    return token.dep_ in ("compound", "nmod", "poss", "amod") and bool(parsed.actors(head))


def _in_speech_tag(token: "Token", tokens: "Sequence[Token]") -> bool:
    inside = {t.i for t in tokens}
    node = token
    while node.head.i != node.i:
        node = node.head
        if is_verbal(node) and node.i not in inside:
            return True
    return False


def find_places(
    parsed: Parsed,
    group: Group,
    tokens: "Sequence[Token]",
    toponyms: Mapping[Span, Toponym],
) -> tuple[Place, ...]:
    """Return the places of the group's event, in text order, containers left out."""
    found: dict[Span, Place] = {}
    for token in tokens:
        if parsed.places(token) and not _describes_party(parsed, token):
            for place in parsed.places(token):
                found[place.span] = place
    if not found:
        found = _sentence_opening(parsed, group)
    found = {s: p for s, p in found.items() if s not in _landmarks(parsed, tokens, toponyms)}
    kept = _innermost(found, toponyms)
    return tuple(kept[span] for span in sorted(kept))


def _landmarks(
    parsed: Parsed, tokens: "Sequence[Token]", toponyms: Mapping[Span, Toponym]
) -> frozenset[Span]:
    """Return the places that only locate another one ("Salba north of Uqayribat")."""
    found: set[Span] = set()
    for token in tokens:
        for place in parsed.places(token):
            toponym = toponyms.get(place.span)
            if toponym is None or not _OUTSIDE.search(toponym.relation or ""):
                continue
            if any(parsed.places(above) for above in token.ancestors):
                found.add(place.span)
    return frozenset(found)


def _sentence_opening(parsed: Parsed, group: Group) -> dict[Span, Place]:
    """Return the place that opens the sentence ("In Idlib, …"), wherever it was hung."""
    first = min(node.token.i for node in group.nodes)
    for token in parsed.doc[:4]:
        if token.i < first and parsed.places(token) and token.i > 0:
            before = parsed.doc[token.i - 1]
            if before.dep_ in ("prep", "det") or before.pos_ == "ADP":
                return {place.span: place for place in parsed.places(token)}
    return {}


def _innermost(
    found: dict[Span, Place], toponyms: Mapping[Span, Toponym]
) -> dict[Span, Place]:
    containers: set[Span] = set()
    for span in found:
        toponym = toponyms.get(span)
        seen: set[Span] = set()
        while (
            toponym is not None
            and toponym.container is not None
            and toponym.container not in seen
        ):
            seen.add(toponym.container)
            containers.add(toponym.container)
            toponym = toponyms.get(toponym.container)
    kept = {s: p for s, p in found.items() if s not in containers or len(found) == 1}
    plain = {s: p for s, p in kept.items() if not ((t := toponyms.get(s)) and t.is_metonym)}
    kept = plain or kept
    fine = {s: p for s, p in kept.items() if p.kind != "country"}
    return fine or kept
