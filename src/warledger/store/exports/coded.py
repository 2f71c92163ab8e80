"""Claims and incidents in one shape, for the formats of other projects.

ACLED, UCDP, HXL, schema.org and TimeMap all ask for one event with a place, days, two
sides and dead, and for where it was told. A claim is told once, an incident by all its
claims. What is here is what the ledger holds: nothing is filled in, and codes of other
projects are given by their own modules.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, zip_longest
from typing import cast

from warledger.store.ledger import Ledger
from warledger.store.rows import Row

NO_BOUNDS = (None, None, None)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says so, nearest the event first."""

    name: str
    actor_id: str | None
    role: str | None


@dataclass(frozen=True, slots=True)
class Account:
    """One claim as it was published: `quote` is the text of `report` at `start:end`."""

    claim_id: str
    report: str
    start: int
    end: int
    quote: str
    status: str
    speakers: tuple[Speaker, ...]
    outlet: str | None
    author: str | None
    title: str | None
    url: str | None
    language: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class Party:
    """One name on a side, with the actor's id where the claims have one."""

    name: str
    actor_id: str | None = None
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Loss:
    """The dead of one side, as bounded by those who tell; `words` where no bound is told.

    `side` is None where the words do not say whose dead they are; `belongs_to` is
    "side_a", "side_b" or "civilians" where the incident says so. `tellers` counts accounts.
    """

    side: str | None
    low: float | None
    best: float | None
    high: float | None
    words: tuple[str, ...] = ()
    tellers: int = 1
    belongs_to: str | None = None


@dataclass(frozen=True, slots=True)
class Coded:
    """One claim or incident; nobody takes `ref` for an id of another project."""

    ref: str
    is_incident: bool
    key: str
    incident_id: str | None
    event_type: str
    sub_event_type: str
    plover: str | None
    status: str
    standing: str | None
    origins: int | None
    tags: tuple[str, ...]
    place: Row | None
    start: date | None
    end: date | None
    date_prec: int | None
    side_a: tuple[Party, ...]
    side_b: tuple[Party, ...]
    losses: tuple[Loss, ...]
    accounts: tuple[Account, ...]
    disputed: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()


def coded_rows(ledger: Ledger, table: str) -> Iterator[Coded]:
    """Yield the table's rows in its export's order; `table` is claims or incidents."""
    return _incidents(ledger) if table == "incidents" else _claims(ledger)


def _claims(ledger: Ledger) -> Iterator[Coded]:
    for row in ledger.rows("claims_told"):
        when = cast(Row | None, row["date"]) or {}
        yield Coded(
            ref=f"WL-C-{row['claim_id']}",
            is_incident=False,
            key=cast(str, row["claim_id"]),
            incident_id=cast(str | None, row["incident_id"]),
            event_type=cast(str, row["event_type"]),
            sub_event_type=cast(str, row["sub_event_type"]),
            plover=cast(str | None, row["plover"]),
            status=cast(str, row["status"]),
            standing=cast(str | None, row["standing"]),
            origins=cast(int | None, row["origins"]),
            tags=tuple(cast(list[str], row["tags"])),
            place=best_place(cast(list[Row], row["places"])),
            start=cast(date | None, when.get("start")),
            end=cast(date | None, when.get("end")),
            date_prec=cast(int | None, when.get("date_prec")),
            side_a=_parties(row["actors"]),
            side_b=_parties(row["targets"]),
            losses=tuple(_claim_losses(row)),
            accounts=(_account(row),),
        )


def _incidents(ledger: Ledger) -> Iterator[Coded]:
    told = groupby(ledger.rows("incident_accounts"), key=lambda row: row["incident_id"])
    waiting = next(told, None)
    for row in ledger.rows("incidents_told"):
        accounts: list[Row] = []
        if waiting is not None and waiting[0] == row["incident_id"]:
            accounts = list(waiting[1])
            waiting = next(told, None)
        yield _incident(row, accounts)


def _incident(row: Row, told: list[Row]) -> Coded:
    named = {party.name: party for one in told for party in _told_parties(one)}
    disagreements = cast(list[Row], row["disagreements"])
    denials = cast(list[Row], row["denials"])
    return Coded(
        ref=f"WL-I-{row['incident_id']}",
        is_incident=True,
        key=cast(str, row["incident_id"]),
        incident_id=cast(str, row["incident_id"]),
        event_type=cast(str, row["event_type"]),
        sub_event_type=cast(str, row["sub_event_type"]),
        plover=_shared(one["plover"] for one in told),
        status=cast(str, row["status"]),
        standing=cast(str, row["standing"]),
        origins=cast(int, row["origins"]),
        tags=tuple(sorted({t for one in told for t in cast(list[str], one["tags"])})),
        place=cast(Row | None, row["place"]),
        start=cast(date | None, row["date_start"]),
        end=cast(date | None, row["date_end"]),
        date_prec=cast(int | None, row["date_prec"]),
        side_a=_named(row["side_a"], row["side_a_ids"], named),
        side_b=_named(row["side_b"], row["side_b_ids"], named),
        losses=tuple(_incident_losses(row)),
        accounts=tuple(_account(one) for one in told),
        disputed=tuple(sorted({cast(str, one["field"]) for one in disagreements})),
        denied_by=tuple(
            sorted({cast(str | None, one["speaker"]) or "an outlet" for one in denials})
        ),
    )


def best_place(places: list[Row]) -> Row | None:
    """Return the first of the most precise places with coordinates, else the first."""
    located = [place for place in places if place["lat"] is not None]
    if not located:
        return places[0] if places else None
    return min(located, key=lambda place: cast(int | None, place["where_prec"]) or 8)


def _parties(actors: object) -> tuple[Party, ...]:
    found = {
        cast(str, one["name"]): Party(
            cast(str, one["name"]),
            cast(str | None, one["id"]),
            cast(str | None, one["side"]),
        )
        for one in cast(list[Row], actors)
    }
    return tuple(found.values())


def _told_parties(row: Row) -> tuple[Party, ...]:
    return _parties(row["actors"]) + _parties(row["targets"])


def _named(names: object, ids: object, named: dict[str, Party]) -> tuple[Party, ...]:
    """Return a side's parties: the incident's ids, and the sides that its claims name."""
    known = cast(list[str] | None, ids) or []
    return tuple(
        replace(named.get(name, Party(name)), actor_id=actor_id or None)
        for name, actor_id in zip_longest(cast(list[str], names), known)
    )


def _shared(values: Iterator[object] | object) -> str | None:
    found = set(cast(Iterator[str | None], values))
    return found.pop() if len(found) == 1 else None


def _claim_losses(row: Row) -> Iterator[Loss]:
    for figure in cast(list[Row], row["figures"]):
        if figure["measure"] == "killed":
            words = (str(figure["mention"]),) if bounds(figure) == NO_BOUNDS else ()
            yield Loss(cast(str | None, figure["of"]), *bounds(figure), words)


def _incident_losses(row: Row) -> Iterator[Loss]:
    for side in cast(list[Row], row["deaths"]):
        tolls = cast(list[Row], side["by_speaker"] or [])
        whole = [toll for toll in tolls if not toll["superseded"] and not toll["part"]]
        words = {word for toll in whole for word in cast(list[str], toll["words"] or [])}
        yield Loss(
            cast(str | None, side["side"]) or None,
            *bounds(side),
            tuple(sorted(words)) if bounds(side) == NO_BOUNDS else (),
            max(1, len(whole)),
            cast(str | None, side["belongs_to"]),
        )


def bounds(row: Row) -> tuple[float | None, float | None, float | None]:
    """Return low, best and high of a figure or a side."""
    low, best, high = (cast(float | None, row[name]) for name in ("low", "best", "high"))
    return low, best, high


def _account(row: Row) -> Account:
    return Account(
        claim_id=cast(str, row["claim_id"]),
        report=cast(str, row["report"]),
        start=cast(int, row["start"]),
        end=cast(int, row["end"]),
        quote=cast(str, row["quote"]),
        status=cast(str, row["status"]),
        speakers=tuple(
            Speaker(
                cast(str, one["name"]),
                cast(str | None, one["id"]),
                cast(str | None, one["role"]),
            )
            for one in cast(list[Row], row["sources"])
        ),
        outlet=cast(str | None, row["outlet"]),
        author=cast(str | None, row["author"]),
        title=cast(str | None, row["title"]),
        url=cast(str | None, row["url"]),
        language=cast(str | None, row["language"]),
        published=cast(date | None, row["published"]),
    )
