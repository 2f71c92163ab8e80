"""Where a claimed event happened: which of the sentence's places are the event's.

The places of the event's own clauses count; of those that lie in one another only the
inner one ("Salba in the eastern Hama countryside" is Salba, whose province the resolver
knows), and a place that only locates another ("near the Iraqi border", "east of Tal
Afar") is left out, unless no gazetteer has that other one.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from warledger.extract.grouping import Group
from warledger.extract.parsed import Parsed
from warledger.extract.syntax import SUBJECTS, children, is_verbal, prepositional
from warledger.extract.unlisted import unlisted
from warledger.model import Place, Span, Speaker, Toponym

# A place beside the named one; "near" may be the event's own ("raids near Sukhna").
_OUTSIDE = re.compile(r"\b(?:north|south|east|west|km|miles?|kilomet\w+)\w* (?:of|from)\b")
# UCDP's where_prec of what lies near a known place, and of a first-order division.
NEAR, DIVISION = 2, 4
# Prepositions of a place where somebody stays for the next thing he does.
STAYING = frozenset({"in", "near", "at", "outside", "inside", "around"})
# How far back, in characters, a passage may have named its place: two sentences or so.
PASSAGE = 400
# How the reason of a place begins that an earlier sentence names.
CARRIED = "same passage as"

if TYPE_CHECKING:
    from spacy.tokens import Token


def _describes_party(parsed: Parsed, token: "Token") -> bool:
    """Return whether the place only says which party is meant ("Aleppo residents")."""
    head = token.head
    return token.dep_ in ("compound", "nmod", "poss", "amod") and bool(parsed.actors(head))


def _is_blamed(token: "Token") -> bool:
    """Return whether the place is a state to which a deed is laid ("blamed on Israel")."""
    prep = token.head
    return token.dep_ == "pobj" and prep.lower_ == "on" and prep.head.lemma_ == "blame"


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
        if _in_brackets(parsed, token, group):
            continue
        if parsed.places(token) and not (
            _describes_party(parsed, token) or _is_blamed(token)
        ):
            for place in parsed.places(token):
                found[place.span] = place
    found |= {place.span: place for place in unlisted(parsed, group)}
    if not found:
        found = _sentence_opening(parsed, group) or _first_conjunct(parsed, group)
    landmarks = _landmarks(parsed, tokens)
    told = found
    found = {s: p for s, p in found.items() if s not in landmarks}
    aimed = _of_aims(parsed, group, tokens)
    found = {s: p for s, p in found.items() if s not in aimed} or found
    kept = _innermost(found, toponyms)
    if kept and all(place.place_id is None for place in kept.values()):
        towns = _known_landmarks(told, landmarks, toponyms)
        kept = _near_landmark(kept, towns) | towns
    by_name = {place.place_id or place.name: place for place in reversed(_ordered(kept))}
    return tuple(_ordered({place.span: place for place in by_name.values()}))


def _ordered(found: Mapping[Span, Place]) -> list[Place]:
    return [found[span] for span in sorted(found)]


def _in_brackets(parsed: Parsed, token: "Token", group: Group) -> bool:
    """Return whether a remark in brackets names the place ("(banned in X)")."""
    if "(" not in parsed.skeleton.words:
        return False
    opened = 0
    for before in parsed.doc[: token.i]:
        opened += (before.text == "(") - (before.text == ")")
    starts = [t.i for t in parsed.doc[: token.i] if t.text == "("]
    return opened > 0 and not any(n.token.i > starts[-1] for n in group.nodes)


def places_before(
    parsed: Parsed, places: Sequence[Place], toponyms: Mapping[Span, Toponym]
) -> tuple[Place, ...]:
    """Return the place that the passage before is about, for a sentence without one.

    Only within the paragraph, only nearby, and only where it is one place (its containers
    aside).
    """
    start = max(
        parsed.span.start - PASSAGE, parsed.text.rfind("\n", 0, parsed.span.start) + 1
    )
    dateline = parsed.section.dateline  # where the report was written
    near = [
        p
        for p in places
        if start <= p.span.start < parsed.span.start and p.kind != "demonym"
        if dateline is None or not dateline.covers(p.span)
    ]
    if not near:
        return ()
    last = near[-1].span.start
    sentence = max(parsed.text.rfind(". ", start, last), start)
    found = {p.span: p for p in near if p.span.start >= sentence}
    kept = [p for p in _innermost(found, toponyms).values() if p.kind != "country"]
    if len({p.name for p in kept}) != 1:
        return ()
    place = kept[0]
    return (replace(place, reason=f"{CARRIED} '{place.mention}'; {place.reason}"),)


def place_of_witness(parsed: Parsed, chain: Sequence[Speaker]) -> tuple[Place, ...]:
    """Return where the people are who tell of an event without naming its place.

    Residents, doctors and witnesses tell of what happened where they are ("medics in X
    said that a shell hit a school"); officials and outlets speak from anywhere.
    """
    for speaker in chain:
        token = parsed.token_at(speaker.span) if speaker.role == "witness" else None
        if token is None:
            continue
        near = [t for prep, t in prepositional(token) if prep in STAYING | {"from", "of"}]
        for place in (
            p for t in (*near, *parsed.modifiers(token)) for p in parsed.places(t)
        ):
            if place.kind != "country":
                words = parsed.token_span(token).of(parsed.text)
                reason = f"told by the {words} there; {place.reason}"
                return (replace(place, reason=reason),)
    return ()


def is_carried(places: Sequence[Place]) -> bool:
    """Return whether the places were carried over from an earlier sentence."""
    return any(place.reason.startswith(CARRIED) for place in places)


def _landmarks(parsed: Parsed, tokens: "Sequence[Token]") -> frozenset[Span]:
    """Return the places that only locate another one ("Salba north of Uqayribat")."""
    found: set[Span] = set()
    for token in tokens:
        if parsed.places(token) and _locates(parsed, token):
            found |= {place.span for place in parsed.places(token)}
    return frozenset(found)


def _known_landmarks(
    told: Mapping[Span, Place],
    landmarks: frozenset[Span],
    toponyms: Mapping[Span, Toponym],
) -> dict[Span, Place]:
    """Return the towns that locate places which no gazetteer has, as near to them.

    ACLED codes such an event at the town that the report names beside it.
    """
    return {
        span: replace(
            place,
            where_prec=max(NEAR, place.where_prec or NEAR),
            reason=f"landmark of a place that no gazetteer has; {place.reason}",
        )
        for span, place in told.items()
        if place.place_id is not None and place.lat is not None
        if (place.where_prec or NEAR) <= NEAR
        if span in landmarks or _is_beside(span, toponyms)
    }


def _near_landmark(
    unknown: Mapping[Span, Place], towns: Mapping[Span, Place]
) -> dict[Span, Place]:
    """Return the places with the point of the one town that locates them, as near to it.

    So UCDP codes an event at a village without a point (where_prec 2: near a known place).
    """
    if len(towns) != 1:
        return dict(unknown)
    (town,) = towns.values()
    beside = f"the text puts it beside {town.name}, whose point stands in"
    return {
        span: replace(
            town,
            span=span,
            mention=place.mention,
            name=place.name,
            place_id=None,
            kind=place.kind,
            candidates=place.candidates,
            reason=f"{place.reason}; {beside}",
        )
        if place.lat is None
        else place
        for span, place in unknown.items()
    }


def _of_aims(parsed: Parsed, group: Group, tokens: "Sequence[Token]") -> frozenset[Span]:
    """Return the places of what the event was for ("to reopen the road to Kosti")."""
    verbs = {node.token.i for node in group.nodes}
    verbs |= {node.carrier.i for node in group.nodes if node.carrier is not None}
    aims = [
        token
        for token in tokens
        if token.dep_ in ("advcl", "xcomp", "acl") and token.i not in verbs
        if any(child.tag_ == "TO" for child in children(token, "aux"))
    ]
    inside = {t.i for aim in aims for t in aim.subtree}
    return frozenset(
        place.span
        for token in tokens
        if token.i in inside
        for place in parsed.places(token)
    )


def _locates(parsed: Parsed, token: "Token") -> bool:
    """Return whether the place hangs by a preposition on another place, or on its noun."""
    node = token
    while node.head.i != node.i and not is_verbal(node):
        if node.dep_ == "prep" and node.i > 0 and parsed.doc[node.i - 1].text == ",":
            return False
        above = node.head
        if node.dep_ in ("prep", "advmod") and above.i < token.i:
            named = parsed.is_ground(above) and any(
                parsed.places(t) for t in above.subtree if t.i < node.i
            )
            if parsed.places(above) or named:
                return True
        node = above
    return False


def _sentence_opening(parsed: Parsed, group: Group) -> dict[Span, Place]:
    """Return the place that opens the sentence ("In Idlib, …"), wherever it was hung."""
    first = min(node.token.i for node in group.nodes)
    for token in parsed.doc[:4]:
        if token.i < first and parsed.places(token) and token.i > 0:
            before = parsed.doc[token.i - 1]
            if before.dep_ in ("prep", "det") or before.pos_ == "ADP":
                return {place.span: place for place in parsed.places(token)}
    return {}


def _first_conjunct(parsed: Parsed, group: Group) -> dict[Span, Place]:
    """Return the place of the verb before ("stopped a bus near X and took six people").

    Only under the same subject; what a verb of motion leads to is another place.
    """
    verb = group.main.carrier
    if verb is None or verb.dep_ != "conj" or children(verb, *SUBJECTS):
        return {}
    first = verb.head
    return {
        place.span: place
        for token in first.subtree
        if first.i < token.i < verb.i and token.dep_ == "pobj"
        if token.head.lower_ in STAYING
        for place in parsed.places(token)
    }


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
    kept = {s: p for s, p in kept.items() if not _beside(s, kept, toponyms)} or kept
    fine = {s: p for s, p in kept.items() if not _contains_another(p, kept.values())}
    return _without_divisions(fine or kept)


def _contains_another(country: Place, found: Iterable[Place]) -> bool:
    """Return whether the place is the country that another of the places lies in."""
    if country.kind != "country":
        return False
    others = [p for p in found if p.kind != "country"]
    return any(p.country in (None, country.country) for p in others)


def _beside(
    span: Span, found: Mapping[Span, Place], toponyms: Mapping[Span, Toponym]
) -> bool:
    """Return whether the place is only a landmark of the others: "north of X"."""
    return len(found) > 1 and _is_beside(span, toponyms)


def _is_beside(span: Span, toponyms: Mapping[Span, Toponym]) -> bool:
    toponym = toponyms.get(span)
    return toponym is not None and bool(_OUTSIDE.search(toponym.relation or ""))


def _without_divisions(found: dict[Span, Place]) -> dict[Span, Place]:
    """Return the places without the provinces that the finer ones lie in."""
    fine = [p for p in found.values() if p.where_prec != DIVISION or p.place_id is None]
    return {
        s: p
        for s, p in found.items()
        if p.where_prec != DIVISION
        or p.place_id is None
        or not any(other.adm1 in (None, p.adm1, p.name) for other in fine)
    }
