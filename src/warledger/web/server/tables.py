"""Writes what a page shows as CSV or GeoJSON, row by row, as the exports write it."""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from warledger.store.exports.csv import csv_writer, guard
from warledger.store.exports.jsonl import json_text
from warledger.web.server.facts import Mask
from warledger.web.server.keeper import View
from warledger.web.server.listing import page, rows

Row = dict[str, Any]

ROWS_AT_ONCE = 500
INCIDENT_FIELDS = (
    "id", "type", "sub", "status", "standing", "place_key", "place_name", "lat", "lon",
    "prec", "adm1", "country", "start", "end", "date_prec", "side_a", "side_b", "side",
    "deaths", "claims", "reports", "origins", "speakers", "outlets", "lead_claim",
    "lead_report", "lead_start", "lead_end", "lead_quote",
)  # fmt: skip
CLAIM_FIELDS = (
    "claim_id", "report", "start", "end", "quote", "event_type", "sub_event_type",
    "plover", "tags", "status", "factuality", "actors", "targets", "places", "date",
    "figures", "sources", "reasons", "trigger_start", "trigger_end", "run_id", "incident",
)  # fmt: skip
NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9._-]+")


def incidents_of(view: View, mask: Mask) -> Iterator[Row]:
    """Yield what a list shows of every incident of a mask, latest first."""
    numbers, _ = page(
        view.facts, mask, sort="-start", mark=None, limit=max(1, int(np.sum(mask)))
    )
    for first in range(0, len(numbers), ROWS_AT_ONCE):
        yield from rows(view.facts, view.ledger, numbers[first : first + ROWS_AT_ONCE])


def flat_incident(row: Mapping[str, Any]) -> Row:
    """Return an incident's row with its place and its sentence as columns."""
    place = row["place"] or {}
    lead = row["lead"] or {}
    own = {name: place.get(name) for name in ("lat", "lon", "prec", "adm1", "country")}
    return {
        **{k: v for k, v in row.items() if k not in {"place", "lead", "hits"}},
        "place_key": place.get("key"), "place_name": place.get("name"), **own,
        **{f"lead_{k}": lead.get(k) for k in ("claim", "report", "start", "end", "quote")},
    }  # fmt: skip


def csv_lines(fields: Iterable[str], found: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Yield a CSV table; words that a spreadsheet would run get an apostrophe in front."""
    names = tuple(fields)
    held = io.StringIO()
    lines = csv_writer(held)
    lines.writerow(names)
    for row in found:
        lines.writerow([_cell(row[name]) for name in names])
        if held.tell() > 1 << 16:
            yield held.getvalue().encode()
            held.seek(0)
            held.truncate()
    yield held.getvalue().encode()


def _cell(value: object) -> object:
    if isinstance(value, dict | list):
        return json_text(value)
    return guard(value) if isinstance(value, str) else value


def geojson(features: Iterable[Row]) -> Iterator[bytes]:
    """Yield a feature collection (RFC 7946)."""
    yield b'{"type": "FeatureCollection", "features": ['
    for number, feature in enumerate(features):
        yield f"{',' if number else ''}\n{json_text(feature)}".encode()
    yield b"\n]}\n"


def incident_features(found: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    """Yield a point for each incident that has one."""
    for row in found:
        flat = flat_incident(row)
        if flat["lat"] is not None:
            yield _feature(row["id"], flat)


def claim_features(claims: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    """Yield a point for each place of each claim, as the export of claims does."""
    for claim in claims:
        rest = {name: value for name, value in claim.items() if name != "places"}
        for number, place in enumerate(claim["places"]):
            if place["lat"] is not None:
                named = {f"place_{name}": place[name] for name in ("name", "id", "mention")}
                own = {name: place[name] for name in ("where_prec", "adm1", "country")}
                told = {**rest, **named, **own, "lat": place["lat"], "lon": place["lon"]}
                yield _feature(f"{claim['claim_id']}-{number}", told)


def _feature(name: str, row: Row) -> Row:
    rest = {k: v for k, v in row.items() if k not in {"lat", "lon"}}
    return {
        "type": "Feature", "id": name,
        "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]},
        "properties": rest,
    }  # fmt: skip


def file_name(*parts: str) -> str:
    """Return a name that is safe as a file's in any system, of what was asked for."""
    words = NOT_IN_A_NAME.sub("-", "-".join(parts)).strip(".-")
    return words[:80] or "warledger"
