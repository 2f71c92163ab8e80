"""The file holds to GeoParquet 1.1 and opens where people open it."""

import io
import json
import struct
from pathlib import Path
from types import SimpleNamespace

import pyarrow.parquet as pq
import pytest

from export_ledger import (
    claim_ids,
    control,
    incident,
    make_ledger,
    place,
    written,
    written_with_counts,
)
from warledger.store.exports.parquet import ROW_GROUP, row_groups

TABLES = ("mentions", "claims", "incidents", "control")


@pytest.fixture
def path(tmp_path: Path, hand: SimpleNamespace) -> Path:
    ids = claim_ids(hand)
    rows = [
        incident("i1", ids[:2]),
        incident("i2", ids[2:], place=place(lat=-3.5, lon=-170.25, where_prec=4)),
        incident("i3", [], place=place(lat=None, lon=None)),
        incident("i4", [], place=None),
    ]
    return make_ledger(tmp_path / "own.ledger", hand, rows, [control("s1", ids[:1])])


@pytest.mark.parametrize("table", TABLES)
def test_the_metadata_is_what_the_specification_asks(path: Path, table: str) -> None:
    file = pq.ParquetFile(io.BytesIO(written(path, table, "geoparquet")))
    geo = json.loads(file.metadata.metadata[b"geo"])
    assert set(geo) == {"version", "primary_column", "columns"}
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    column = geo["columns"]["geometry"]
    assert (column["encoding"], column["geometry_types"]) == ("WKB", ["Point"])
    west, south, east, north = column["bbox"]
    assert -180 <= west <= east <= 180
    assert -90 <= south <= north <= 90
    assert file.schema_arrow.field("geometry").type == "binary"


@pytest.mark.parametrize("table", TABLES)
def test_the_points_are_those_of_geojson(path: Path, table: str) -> None:
    rows = pq.read_table(io.BytesIO(written(path, table, "geoparquet"))).to_pylist()
    points = [struct.unpack("<BIdd", row["geometry"])[2:] for row in rows]
    features = json.loads(written(path, table, "geojson"))["features"]
    assert points == [tuple(found["geometry"]["coordinates"]) for found in features]
    assert points


def test_the_box_holds_all_points(path: Path) -> None:
    file = pq.ParquetFile(io.BytesIO(written(path, "incidents", "geoparquet")))
    geo = json.loads(file.metadata.metadata[b"geo"])
    assert geo["columns"]["geometry"]["bbox"] == [-170.25, -3.5, 37.21644, 19.61745]


def test_a_coarse_point_keeps_its_precision_and_what_has_none_is_counted(
    path: Path,
) -> None:
    for form in ("geoparquet", "geojson"):
        data, counts = written_with_counts(path, "incidents", form)
        assert (counts.rows, counts.left_out) == (2, {"no coordinates": 2})
    rows = pq.read_table(io.BytesIO(written(path, "incidents", "geoparquet"))).to_pylist()
    assert [row["place_where_prec"] for row in rows] == [1, 4]
    assert [row["properties"]["where_prec"] for row in json.loads(data)["features"]] == [
        1,
        4,
    ]


def test_row_groups_do_not_hang_on_how_the_database_hands_rows_over() -> None:
    import pyarrow as pa

    whole = pa.table({"n": list(range(2 * ROW_GROUP + 5))})
    groups = [
        list(row_groups(whole.to_batches(size))) for size in (100, 5_000, ROW_GROUP * 3)
    ]
    assert [[g.num_rows for g in found] for found in groups] == [
        [ROW_GROUP, ROW_GROUP, 5]
    ] * 3
    assert groups[0] == groups[1] == groups[2]


@pytest.mark.parametrize("table", TABLES)
def test_geopandas_opens_it(path: Path, table: str) -> None:
    geopandas = pytest.importorskip("geopandas", reason="geopandas is not installed")
    frame = geopandas.read_parquet(io.BytesIO(written(path, table, "geoparquet")))
    assert frame.crs.to_string() == "OGC:CRS84"
    assert set(frame.geom_type) == {"Point"}
    features = json.loads(written(path, table, "geojson"))["features"]
    assert [(p.x, p.y) for p in frame.geometry] == [
        tuple(found["geometry"]["coordinates"]) for found in features
    ]


def test_geopandas_opens_a_file_without_points(
    tmp_path: Path, hand: SimpleNamespace
) -> None:
    geopandas = pytest.importorskip("geopandas", reason="geopandas is not installed")
    data = written(make_ledger(tmp_path / "own.ledger", hand), "incidents", "geoparquet")
    assert len(geopandas.read_parquet(io.BytesIO(data))) == 0
