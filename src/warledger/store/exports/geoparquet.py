"""GeoParquet 1.1: the rows of `geojson` as a typed table with a `geometry` of points.

Geometry is WKB (little-endian points, longitude first), the coordinate system the
specification's default, OGC:CRS84. Written with pyarrow alone: a point's WKB is 21 fixed
bytes, so neither shapely nor geoarrow is needed. A claim gives one row for each of its
places with coordinates. The box around all points stands in the file's metadata, which
Parquet writes last, so the table is never held whole.
"""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from warledger.store.exports.parquet import row_groups
from warledger.store.exports.written import NO_COORDINATES, Tally, Written
from warledger.store.ledger import Ledger

if TYPE_CHECKING:
    import pyarrow as pa

VERSION = "1.1.0"
GEOMETRY = "geometry"
PLACE = "place_"
POINT = 1


def write(ledger: Ledger, table: str, out: BinaryIO) -> Written:
    """Write the located rows of claims, incidents, control or mentions."""
    import pyarrow.parquet as pq

    tally, box = Tally(), _Box()
    with ledger.arrow(table) as reader:
        empty = located(reader.schema.empty_table(), table, Tally())
        with pq.ParquetWriter(out, empty.schema, compression="zstd") as writer:
            parts = (located(_table(batch), table, tally) for batch in reader)
            for group in row_groups(_batches(parts)):
                box.take(group)
                tally.rows += group.num_rows
                writer.write_table(group)
            writer.add_key_value_metadata({"geo": json.dumps(_metadata(box))})
    return tally.written()


class _Box:
    """The smallest box around the points seen so far."""

    def __init__(self) -> None:
        self.edges: list[float] | None = None

    def take(self, table: "pa.Table") -> None:
        """Widen the box to hold the table's points."""
        import pyarrow.compute as pc

        if not table.num_rows:
            return
        lon, lat = (pc.min_max(table[PLACE + name]).as_py() for name in ("lon", "lat"))
        new = [lon["min"], lat["min"], lon["max"], lat["max"]]
        old = self.edges or new
        self.edges = [
            *(min(pair) for pair in zip(old[:2], new[:2], strict=True)),
            *(max(pair) for pair in zip(old[2:], new[2:], strict=True)),
        ]


def located(table: "pa.Table", name: str, tally: Tally) -> "pa.Table":
    """Return the rows with coordinates, place fields flat as `place_…`, with a geometry."""
    import pyarrow.compute as pc

    if name == "mentions":
        table = table.filter(pc.equal(table["kind"], "place"))
        flat = table.rename_columns(
            {field: PLACE + field for field in ("lat", "lon", "where_prec")}
        )
    elif name == "claims":
        flat = _one_row_a_place(table, tally)
    else:
        flat = _spread(table.drop_columns(["place"]), table["place"])
    has_point = pc.is_valid(flat[PLACE + "lat"])
    if name != "claims":
        for _ in range(flat.num_rows - (pc.sum(has_point).as_py() or 0)):
            tally.leave_out(NO_COORDINATES)
    return _with_geometry(flat.filter(has_point))


def _one_row_a_place(table: "pa.Table", tally: Tally) -> "pa.Table":
    import pyarrow as pa
    import pyarrow.compute as pc

    places = table["places"].combine_chunks()
    parents = pc.list_parent_indices(places)
    flat = pc.list_flatten(places)
    shown = parents.filter(pc.is_valid(pc.struct_field(flat, "lat")))
    for _ in range(table.num_rows - pc.count_distinct(shown).as_py()):
        tally.leave_out(NO_COORDINATES)
    rows = table.drop_columns(["places"]).take(parents)
    return _spread(rows, pa.chunked_array([flat], type=flat.type))


def _spread(table: "pa.Table", places: "pa.ChunkedArray") -> "pa.Table":
    """Append each field of the places as a column of its own."""
    import pyarrow.compute as pc

    for field in places.type:
        table = table.append_column(PLACE + field.name, pc.struct_field(places, field.name))
    return table


def _with_geometry(table: "pa.Table") -> "pa.Table":
    import numpy as np
    import pyarrow as pa

    point = np.dtype([("order", "u1"), ("type", "<u4"), ("x", "<f8"), ("y", "<f8")])
    points = np.zeros(table.num_rows, dtype=point)
    points["order"], points["type"] = 1, POINT
    points["x"] = table[PLACE + "lon"].to_numpy()
    points["y"] = table[PLACE + "lat"].to_numpy()
    fixed = pa.FixedSizeBinaryArray.from_buffers(
        pa.binary(point.itemsize), table.num_rows, [None, pa.py_buffer(points.tobytes())]
    )
    return table.append_column(GEOMETRY, fixed.cast(pa.binary()))


def _table(batch: "pa.RecordBatch") -> "pa.Table":
    import pyarrow as pa

    return pa.Table.from_batches([batch])


def _batches(parts: "Iterator[pa.Table]") -> "Iterator[pa.RecordBatch]":
    for part in parts:
        yield from part.to_batches()


def _metadata(box: _Box) -> dict[str, object]:
    column: dict[str, object] = {"encoding": "WKB", "geometry_types": ["Point"]}
    if box.edges is not None:
        column["bbox"] = box.edges
    return {"version": VERSION, "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}
