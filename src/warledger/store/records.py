"""Read the ledger's rows back into the records they were written from."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TypeVar, cast

from warledger.model import (
    Claim,
    ClaimActor,
    ClaimDate,
    Excluded,
    Factuality,
    Figure,
    Place,
    Report,
    ReportState,
    Section,
    Span,
    Speaker,
    Status,
)

Row = Mapping[str, object]
Item = TypeVar("Item")


def to_report(row: Row) -> Report:
    """Return the report of a row of `reports`; its stretches and notes too."""
    return Report(
        report_id=_text(row, "report"),
        text=_text(row, "text"),
        title=_maybe(row, "title"),
        outlet=_maybe(row, "outlet"),
        author=_maybe(row, "author"),
        url=_maybe(row, "url"),
        language=_maybe(row, "language"),
        published=_day(row, "published"),
        published_basis=_maybe(row, "published_basis"),
        state=ReportState(_text(row, "state")),
        reason=_maybe(row, "reason"),
        sections=_each(_section, row["sections"]),
        excluded=_each(lambda e: Excluded(_span(e), _text(e, "reason")), row["excluded"]),
        origin=_maybe(row, "origin"),
        notes=tuple(cast(list[str], row["notes"])),
    )


def to_claim(row: Row) -> Claim:
    """Return the claim of a row of `claims`, equal to the one that was stored."""
    when = cast(Row | None, row["date"])
    return Claim(
        report_id=_text(row, "report"),
        span=_span(row),
        trigger=_span(row, "trigger_start", "trigger_end"),
        event_type=_text(row, "event_type"),
        sub_event_type=_text(row, "sub_event_type"),
        status=Status(_text(row, "status")),
        factuality=Factuality(_text(row, "factuality")),
        plover=_maybe(row, "plover"),
        tags=tuple(cast(list[str], row["tags"])),
        actors=_each(_actor, row["actors"]),
        targets=_each(_actor, row["targets"]),
        places=_each(to_place, row["places"]),
        date=None if when is None else _date(when),
        figures=_each(_figure, row["figures"]),
        sources=_each(_speaker, row["sources"]),
        reasons=_each(lambda r: (_text(r, "field"), _text(r, "reason")), row["reasons"]),
    )


def _section(row: Row) -> Section:
    headline, dateline = (cast(Row | None, row[key]) for key in ("headline", "dateline"))
    return Section(
        span=_span(row),
        published=_day(row, "published"),
        published_basis=_maybe(row, "published_basis"),
        headline=None if headline is None else _span(headline),
        dateline=None if dateline is None else _span(dateline),
    )


def _actor(row: Row) -> ClaimActor:
    return ClaimActor(
        name=_text(row, "name"),
        actor_id=_maybe(row, "id"),
        mention=_text(row, "mention"),
        span=_span(row),
        side=_maybe(row, "side"),
        reason=_text(row, "reason"),
    )


def to_place(row: Row) -> Place:
    """Return the place of a nested row."""
    return Place(
        span=_span(row),
        mention=_text(row, "mention"),
        name=_text(row, "name"),
        place_id=_maybe(row, "id"),
        lat=_number(row, "lat"),
        lon=_number(row, "lon"),
        where_prec=_whole(row, "where_prec"),
        adm1=_maybe(row, "adm1"),
        country=_maybe(row, "country"),
        kind=_maybe(row, "kind"),
        candidates=_whole(row, "candidates") or 0,
        runners_up=tuple(cast(list[str], row["runners_up"])),
        reason=_text(row, "reason"),
    )


def _date(row: Row) -> ClaimDate:
    fixed = row["mention_start"] is not None
    return ClaimDate(
        edtf=_text(row, "edtf"),
        start=_day(row, "start"),
        end=_day(row, "end"),
        precision=_whole(row, "date_prec"),
        basis=_text(row, "basis"),
        mention=_maybe(row, "mention"),
        span=_span(row, "mention_start", "mention_end") if fixed else None,
    )


def _figure(row: Row) -> Figure:
    return Figure(
        measure=_text(row, "measure"),
        low=_number(row, "low"),
        best=_number(row, "best"),
        high=_number(row, "high"),
        mention=_text(row, "mention"),
        span=_span(row),
        of=_maybe(row, "of"),
        item=_maybe(row, "item"),
    )


def _speaker(row: Row) -> Speaker:
    return Speaker(
        name=_text(row, "name"),
        mention=_text(row, "mention"),
        span=_span(row),
        cue=_text(row, "cue"),
        actor_id=_maybe(row, "id"),
        role=_maybe(row, "role"),
        side=_maybe(row, "side"),
    )


def _span(row: Row, start: str = "start", end: str = "end") -> Span:
    return Span(cast(int, row[start]), cast(int, row[end]))


def _text(row: Row, key: str) -> str:
    return cast(str, row[key])


def _maybe(row: Row, key: str) -> str | None:
    return cast(str | None, row[key])


def _day(row: Row, key: str) -> date | None:
    return cast(date | None, row[key])


def _number(row: Row, key: str) -> float | None:
    return cast(float | None, row[key])


def _whole(row: Row, key: str) -> int | None:
    return cast(int | None, row[key])


def _each(shape: Callable[[Row], Item], rows: object) -> tuple[Item, ...]:
    return tuple(shape(row) for row in cast(Iterable[Row], rows))
