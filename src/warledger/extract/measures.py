"""Figures that are no losses: strikes, sorties, strengths, areas, distances, shares."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from warledger.extract.actors_parties import is_unowned
from warledger.extract.counted import CIVILIAN, quantity_of
from warledger.extract.grouping import Group
from warledger.extract.parsed import Parsed
from warledger.extract.parties import parties
from warledger.extract.syntax import (
    base_tokens,
)
from warledger.extract.triggers import Node
from warledger.lexicon.units import load_units
from warledger.model import Figure, Quantity, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

MOVING = frozenset({"movement", "deployment", "reinforcement", "withdrawal", "base"})

FLEEING = frozenset({"displacement", "withdrawal"})

STRIKES = frozenset({"airstrike", "drone"})


def strikes_counted(parsed: Parsed, node: Node) -> Iterator[Figure]:
    """Yield how often: "50 airstrikes", "316 combat sorties"."""
    if not node.is_noun or node.trigger.kind.kind_id not in STRIKES:
        return
    quantity = quantity_of(parsed, node.token)
    if quantity is None or quantity.vague is not None:
        return
    lemma = node.token.lemma_.lower()
    measure = "sorties" if lemma in ("sortie", "flight") else "airstrikes"
    span = parsed.span_of(base_tokens(node.token))
    span = Span(min(span.start, quantity.span.start), max(span.end, quantity.span.end))
    yield Figure(
        measure, quantity.low, quantity.best, quantity.high, span.of(parsed.text), span
    )


def strengths(parsed: Parsed, node: Node) -> Iterator[Figure]:
    """Yield the strength of a force that moves or stands somewhere."""
    if node.trigger.kind.kind_id not in MOVING:
        return
    for token in (*node.frame.subjects, *node.frame.objects):
        for head in parsed.substance(token):
            if not parsed.actors(head):
                continue
            quantity = quantity_of(parsed, head) or quantity_of(parsed, token)
            if quantity is None or (quantity.low is None and quantity.high is None):
                continue
            span = Span(
                quantity.span.start, max(quantity.span.end, parsed.token_span(head).end)
            )
            of = parties(parsed, head)
            if token in node.frame.objects and of and is_unowned(of[0]):
                # "sent 300 soldiers": its own, not those of the story's army
                senders = [m for s in node.frame.subjects for m in parties(parsed, s)]
                of = tuple(senders) or of
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


def areas_and_shares(
    parsed: Parsed, group: Group, tokens: "Iterable[Token]"
) -> Iterator[Figure]:
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
        if unit.measure == "distance" and _AWAY.match(parsed.text, span.end):
            continue  # "a town 60 km north of X" says where, not how far
        measure = "area_km2" if unit.measure == "area" else "distance_km"
        yield _from(parsed, quantity, measure, span, unit.factor)


_AWAY = re.compile(
    r"\s+(?:to the\s+)?(?:north|south|east|west|outside|behind|away|off)", re.IGNORECASE
)
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
