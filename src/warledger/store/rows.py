"""Turn records into the ledger's rows, and hold them to its promises on the way.

A row that would break a promise (words that are not the text at their span, a count whose
bounds are out of order, a second claim on the same trigger) is left out and counted under
its reason, so that a mistake in one claim costs that claim and not the run. The promises
stand again in `schema.sql` and `queries/violations.sql`; a breach there refuses the batch.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar, cast

from warledger.model import (
    Claim,
    ClaimActor,
    ClaimDate,
    Extraction,
    Figure,
    Place,
    Report,
    Section,
    Span,
    Speaker,
)
from warledger.store.mentions import mention_rows

Row = Mapping[str, object]
Item = TypeVar("Item")

MISQUOTED = "words are not the text at their span"
DISORDERED = "bounds are out of order"
REPEATED = "second claim on the same trigger"
# Why a field of a claim is empty where its stage has nothing more to say.
EMPTY = (
    ("actors", "nobody is told to act"),
    ("targets", "nobody is told to be acted on"),
    ("places", "neither the sentence nor its passage names a place"),
    ("figures", "no number is told"),
    ("sources", "the outlet tells it in its own voice"),
    ("plover", "PLOVER has no type for this kind of event"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One report with all it yielded, as rows; written together or not at all.

    `passed_over` counts, by reason, the sentences that gave nothing and the rows that would
    have broken a promise of the ledger.
    """

    report_id: str
    report: Row
    mentions: tuple[Row, ...]
    claims: tuple[Row, ...]
    passed_over: tuple[tuple[str, int], ...] = ()


def to_entry(
    report: Report, extraction: Extraction, *, revision: int, run_id: str
) -> Entry:
    """Return the rows of a report; `revision` counts the texts seen under its id from 1."""
    dropped: Counter[str] = Counter()
    claims: dict[str, Claim] = {}
    for claim in extraction.claims:
        reason = _breach(report.text, claim)
        if reason is None and claim.claim_id in claims:
            reason = REPEATED
        if reason is None:
            claims[claim.claim_id] = claim
        else:
            dropped[reason] += 1
    mentions = []
    for row in mention_rows(report.text, extraction.mentions, claims.values()):
        reason = _mention_breach(report.text, row)
        if reason is None:
            mentions.append(row)
        else:
            dropped[reason] += 1
    key = {"report": report.report_id, "revision": revision}
    passed_over = Counter(dict(extraction.skipped)) + dropped
    return Entry(
        report_id=report.report_id,
        report={**_report_row(report, passed_over), **key, "run_id": run_id},
        mentions=tuple({**row, **key} for row in mentions),
        claims=tuple(
            {**_claim_row(report.text, claim), **key, "run_id": run_id}
            for claim in claims.values()
        ),
        passed_over=tuple(sorted(passed_over.items())),
    )


def _breach(text: str, claim: Claim) -> str | None:
    """Return the promise that a claim breaks, or None."""
    if claim.span.end > len(text) or not claim.span.covers(claim.trigger):
        return MISQUOTED
    quoted: list[tuple[Span, str]] = [
        (a.span, a.mention) for a in claim.actors + claim.targets
    ]
    quoted += [(place.span, place.mention) for place in claim.places]
    quoted += [(figure.span, figure.mention) for figure in claim.figures]
    quoted += [(speaker.span, speaker.mention) for speaker in claim.sources]
    if claim.date is not None and claim.date.span is not None:
        quoted.append((claim.date.span, claim.date.mention or ""))
    if any(span.of(text) != words for span, words in quoted):
        return MISQUOTED
    if any(is_disordered(f.low, f.best, f.high) for f in claim.figures):
        return DISORDERED
    return None


def _mention_breach(text: str, row: Row) -> str | None:
    if cast(int, row["end"]) > len(text):
        return MISQUOTED
    return DISORDERED if is_disordered(row["low"], row["best"], row["high"]) else None


def is_disordered(*bounds: object) -> bool:
    """Return whether the bounds that are given do not rise; None is no bound."""
    given = [bound for bound in bounds if isinstance(bound, int | float)]
    return given != sorted(given)


def _report_row(report: Report, passed_over: Counter[str]) -> Row:
    return {
        "digest": report.digest,
        "text": report.text,
        "title": report.title,
        "outlet": report.outlet,
        "author": report.author,
        "url": report.url,
        "language": report.language,
        "published": report.published,
        "published_basis": report.published_basis,
        "state": report.state.value,
        "reason": report.reason,
        "origin": report.origin,
        "sections": _each(_section, report.sections),
        "excluded": [{**_span(e.span), "reason": e.reason} for e in report.excluded],
        "notes": list(report.notes),
        "passed_over": [
            {"reason": reason, "sentences": count}
            for reason, count in sorted(passed_over.items())
        ],
    }


def _section(section: Section) -> Row:
    return {
        **_span(section.span),
        "published": section.published,
        "published_basis": section.published_basis,
        "headline": None if section.headline is None else _span(section.headline),
        "dateline": None if section.dateline is None else _span(section.dateline),
    }


def _claim_row(text: str, claim: Claim) -> Row:
    return {
        "claim_id": claim.claim_id,
        **_span(claim.span),
        "quote": claim.span.of(text),
        "trigger_start": claim.trigger.start,
        "trigger_end": claim.trigger.end,
        "event_type": claim.event_type,
        "sub_event_type": claim.sub_event_type,
        "plover": claim.plover,
        "tags": list(claim.tags),
        "status": claim.status.value,
        "factuality": claim.factuality.value,
        "actors": _each(_actor, claim.actors),
        "targets": _each(_actor, claim.targets),
        "places": _each(place_row, claim.places),
        "date": None if claim.date is None else _date(claim.date),
        "figures": _each(_figure, claim.figures),
        "sources": _each(_speaker, claim.sources),
        "reasons": [
            {"field": field, "reason": reason} for field, reason in _reasons(claim)
        ],
    }


def _reasons(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield what made the fields, and for those that stay empty why, once each."""
    yield from claim.reasons
    told = {field for field, _ in claim.reasons}
    for field, why in EMPTY:
        if field not in told and not getattr(claim, field):
            yield field, why


def _actor(actor: ClaimActor) -> Row:
    return {
        "name": actor.name,
        "id": actor.actor_id,
        "mention": actor.mention,
        **_span(actor.span),
        "side": actor.side,
        "reason": actor.reason,
    }


def place_row(place: Place) -> Row:
    """Return the nested row of a claim's place."""
    return {
        "name": place.name,
        "id": place.place_id,
        "mention": place.mention,
        **_span(place.span),
        "lat": place.lat,
        "lon": place.lon,
        "where_prec": place.where_prec,
        "adm1": place.adm1,
        "country": place.country,
        "reason": place.reason,
        "candidates": place.candidates,
        "kind": place.kind,
        "runners_up": list(place.runners_up),
    }


def _date(date: ClaimDate) -> Row:
    return {
        "edtf": date.edtf,
        "start": date.start,
        "end": date.end,
        "date_prec": date.precision,
        "mention": date.mention,
        "basis": date.basis,
        "mention_start": None if date.span is None else date.span.start,
        "mention_end": None if date.span is None else date.span.end,
    }


def _figure(figure: Figure) -> Row:
    return {
        "measure": figure.measure,
        "of": figure.of,
        "item": figure.item,
        "low": figure.low,
        "best": figure.best,
        "high": figure.high,
        "mention": figure.mention,
        **_span(figure.span),
    }


def _speaker(speaker: Speaker) -> Row:
    return {
        "name": speaker.name,
        "id": speaker.actor_id,
        "mention": speaker.mention,
        "cue": speaker.cue,
        "role": speaker.role,
        "side": speaker.side,
        **_span(speaker.span),
    }


def _span(span: Span) -> dict[str, object]:
    return {"start": span.start, "end": span.end}


def _each(shape: Callable[[Item], Row], items: Iterable[Item]) -> list[Row]:
    return [shape(item) for item in items]
