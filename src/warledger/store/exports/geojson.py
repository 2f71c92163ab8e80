"""GeoJSON (RFC 7946): one point for each place with coordinates, longitude first, WGS 84.

A claim with several places gives one feature for each, under the claim's id and the place's
number, because map programs show points and few of them a GeometryCollection. The place's
own fields are flat properties (`place_name`, `where_prec` …); the claim's others are as in
JSON Lines. What has no coordinates is not on a map and is left out.
"""

from collections.abc import Iterator
from typing import BinaryIO, cast

from warledger.store.exports.jsonl import json_text, mention_fields
from warledger.store.ledger import Ledger
from warledger.store.rows import Row

FLAT = ("where_prec", "adm1", "country", "reason", "candidates")


def write(ledger: Ledger, table: str, out: BinaryIO) -> int:
    """Write a feature collection of claims or mentions; return how many features."""
    features = _claims(ledger) if table == "claims" else _mentions(ledger)
    out.write(b'{"type": "FeatureCollection", "features": [')
    count = 0
    for feature in features:
        out.write(f"{',' if count else ''}\n{json_text(feature)}".encode())
        count += 1
    out.write(b"\n]}\n")
    return count


def _claims(ledger: Ledger) -> Iterator[Row]:
    for claim in ledger.rows("claims"):
        for number, place in enumerate(cast(list[Row], claim["places"])):
            if place["lat"] is not None:
                rest = {name: value for name, value in claim.items() if name != "places"}
                named = {f"place_{name}": place[name] for name in ("name", "id", "mention")}
                own = {name: place[name] for name in FLAT}
                properties = {**rest, **named, **own}
                yield _feature(f"{claim['claim_id']}-{number}", place, properties)


def _mentions(ledger: Ledger) -> Iterator[Row]:
    for row in ledger.rows("mentions"):
        if row["kind"] == "place" and row["lat"] is not None:
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
