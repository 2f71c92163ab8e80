"""GeoJSON (RFC 7946): one point for each place with coordinates, longitude first, WGS 84.

A claim with several places gives one feature for each, under the claim's id and the place's
number, because map programs show points and few of them a GeometryCollection. The place's
own fields are flat properties (`place_name`, `where_prec` …); the row's others are as in
JSON Lines. `where_prec` says how coarse a point is: 4 is the middle of a province, no
place. What has no coordinates is on no map; it is left out and counted.
"""

from collections.abc import Iterator
from typing import BinaryIO, cast

from warledger.store.exports.jsonl import json_text, mention_fields
from warledger.store.exports.written import NO_COORDINATES, Tally, Written
from warledger.store.ledger import Ledger
from warledger.store.rows import Row

FLAT = ("where_prec", "adm1", "country", "reason", "candidates")
# Under which id the rows of a table with one place each stand.
IDS = {"incidents": "incident_id", "control": "control_id"}


def write(ledger: Ledger, table: str, out: BinaryIO) -> Written:
    """Write a feature collection of claims, incidents, control or mentions."""
    tally = Tally()
    out.write(b'{"type": "FeatureCollection", "features": [')
    for number, feature in enumerate(tally.counted(_features(ledger, table, tally))):
        out.write(f"{',' if number else ''}\n{json_text(feature)}".encode())
    out.write(b"\n]}\n")
    return tally.written()


def _features(ledger: Ledger, table: str, tally: Tally) -> Iterator[Row]:
    if table == "mentions":
        return _mentions(ledger, tally)
    return _claims(ledger, tally) if table == "claims" else _placed(ledger, table, tally)


def _claims(ledger: Ledger, tally: Tally) -> Iterator[Row]:
    for claim in ledger.rows("claims"):
        places = list(enumerate(cast(list[Row], claim["places"])))
        located = [(number, place) for number, place in places if place["lat"] is not None]
        if not located:
            tally.leave_out(NO_COORDINATES)
        rest = {name: value for name, value in claim.items() if name != "places"}
        for number, place in located:
            properties = {**rest, **_flat(place)}
            yield _feature(f"{claim['claim_id']}-{number}", place, properties)


def _placed(ledger: Ledger, table: str, tally: Tally) -> Iterator[Row]:
    for row in ledger.rows(table):
        place = cast(Row | None, row["place"])
        if place is None or place["lat"] is None:
            tally.leave_out(NO_COORDINATES)
            continue
        rest = {name: value for name, value in row.items() if name != "place"}
        claim = {"place_claim": place.get("claim_id")}
        yield _feature(str(row[IDS[table]]), place, {**rest, **_flat(place), **claim})


def _flat(place: Row) -> Row:
    named = {f"place_{name}": place[name] for name in ("name", "id", "mention")}
    spans = {f"place_{name}": place[name] for name in ("start", "end")}
    return {**named, **spans, **{_own(name): place[name] for name in FLAT}}


def _own(name: str) -> str:
    """Return the property of a place's field; `reason` may be the row's own."""
    return "place_reason" if name == "reason" else name


def _mentions(ledger: Ledger, tally: Tally) -> Iterator[Row]:
    for row in ledger.rows("mentions"):
        if row["kind"] != "place":
            continue
        if row["lat"] is None:
            tally.leave_out(NO_COORDINATES)
            continue
        fields = mention_fields(row)
        properties = {k: v for k, v in fields.items() if k not in {"lat", "lon"}}
        yield _feature(f"{row['report']}-{row['start']}-{row['end']}", row, properties)


def _feature(name: str, place: Row, properties: Row) -> Row:
    return {
        "type": "Feature",
        "id": name,
        "geometry": {"type": "Point", "coordinates": [place["lon"], place["lat"]]},
        "properties": properties,
    }
