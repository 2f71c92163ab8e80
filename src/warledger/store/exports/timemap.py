"""TimeMap: the domain that Forensic Architecture's viewer and its kin read.

One JSON object with `events`, `associations` and `sources`, as the viewer's validation
takes it; its three endpoints are the three members. Every value is text: days as
MM/DD/YYYY (the viewer's default), a day that is not fixed to one day with `time_precision`
and in words in `time_display`. The viewer drops what has no day, so that is left out and
counted; what has no coordinates stays on the timeline. An association is a kind of event;
a source is a report, under the reports' ids.
"""

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO, cast

from warledger.store.exports import codes, notes
from warledger.store.exports.coded import Coded, coded_rows
from warledger.store.exports.jsonl import json_text
from warledger.store.exports.written import NO_DAY, Tally, Written
from warledger.store.ledger import Ledger
from warledger.store.rows import Row

PRECISIONS = {1: "day", 2: "days", 3: "week", 4: "month", 5: "longer than a month"}


def write(ledger: Ledger, table: str, out: BinaryIO) -> Written:
    """Write events with a day, then the kinds they are of, then the reports they cite."""
    tally = Tally()
    kinds: set[tuple[str, str]] = set()
    told: set[str] = set()
    out.write(b'{"events": [')
    for number, event in enumerate(tally.counted(_events(ledger, table, tally))):
        kinds.add((str(event["category"]), str(event["type"])))
        told.update(cast(list[str], event["sources"]))
        out.write(f"{',' if number else ''}\n{json_text(event)}".encode())
    out.write(b'\n],\n"associations": [')
    for number, kind in enumerate(sorted(kinds)):
        out.write(f"{',' if number else ''}\n{json_text(_association(*kind))}".encode())
    out.write(b'\n],\n"sources": {')
    reports = (row for row in ledger.rows("reports") if row["report"] in told)
    for number, row in enumerate(reports):
        named = f"{json_text(row['report'])}: {json_text(_source(row))}"
        out.write(f"{',' if number else ''}\n{named}".encode())
    out.write(b'\n},\n"sites": [], "shapes": {}, "notifications": []}\n')
    return tally.written()


def _events(ledger: Ledger, table: str, tally: Tally) -> Iterator[Row]:
    rows = _states(ledger) if table == "control" else _coded(ledger, table)
    for event in rows:
        if event["date"]:
            yield event
        else:
            tally.leave_out(NO_DAY)


def _coded(ledger: Ledger, table: str) -> Iterator[Row]:
    for coded in coded_rows(ledger, table):
        kind = codes.event_type(coded.sub_event_type, coded.event_type)
        reports = sorted({account.report for account in coded.accounts})
        yield {
            "id": coded.ref,
            "description": notes.machine_note(coded, "curated"),
            "date": _day(coded.start),
            "time": "",
            "time_precision": PRECISIONS.get(coded.date_prec or 0, ""),
            "time_display": _span(coded),
            **_located(coded.place),
            "category": kind,
            "type": coded.sub_event_type,
            "associations": [_association_id(kind, coded.sub_event_type)],
            "sources": reports,
        }


def _states(ledger: Ledger) -> Iterator[Row]:
    for row in ledger.rows("control_told"):
        claims = cast(list[str], row["claims"])
        day = cast(date | None, row["from_first"])
        last = cast(date | None, row["from_last"])
        holder = row["holder"] or "nobody named"
        teller = ", ".join(cast(list[str], row["according_to"])) or "nobody named"
        words = f"{row['kind']}: {holder}, according to {teller}; {row['reason']}"
        kind = str(row["kind"])
        yield {
            "id": f"WL-S-{row['control_id']}",
            "description": f"Machine-coded state. {words} [claims {', '.join(claims)}]",
            "date": _day(day),
            "time": "",
            "time_precision": "day" if day is not None and day == last else "",
            "time_display": f"{row['from']}/{row['to']}",
            **_located(cast(Row, row["place"])),
            "category": "Control",
            "type": kind,
            "associations": [_association_id("Control", kind)],
            "sources": cast(list[str], row["reports"]),
        }


def _day(day: date | None) -> str:
    return "" if day is None else f"{day.month:02}/{day.day:02}/{day.year:04}"


def _span(coded: Coded) -> str:
    if coded.start is None or coded.end is None or coded.start == coded.end:
        return "" if coded.start is None else coded.start.isoformat()
    return f"{coded.start.isoformat()}/{coded.end.isoformat()}"


def _located(place: Row | None) -> Row:
    """Return name and coordinates as text; both empty where there are none."""
    if place is None:
        return {"location": "", "latitude": "", "longitude": ""}
    has_point = place["lat"] is not None
    return {
        "location": place["name"],
        "latitude": str(place["lat"]) if has_point else "",
        "longitude": str(place["lon"]) if has_point else "",
    }


def _association_id(kind: str, sub_type: str) -> str:
    return f"{kind}: {sub_type}"


def _association(kind: str, sub_type: str) -> Row:
    return {
        "id": _association_id(kind, sub_type),
        "title": sub_type,
        "desc": f"{sub_type}, of the kind {kind}",
        "mode": "FILTER",
        "filter_paths": [kind, sub_type],
    }


def _source(row: Row) -> Row:
    published = cast(date | None, row["published"])
    return {
        "id": row["report"],
        "title": row["title"] or "",
        "paths": [],
        "type": "NewsArticle",
        "url": row["url"] or "",
        "author": row["outlet"] or "",
        "date": published.isoformat() if published else "",
    }
