"""A table of the ledger as a pandas or geopandas frame, for notebooks.

The rows are those of the exports: columns that hold lists or records hold them as Python
objects. In a geographical frame a claim has one row for each of its places, as in GeoJSON;
what has no coordinates stays, with an empty geometry, so that a frame never hides that
something is not placed. Points are WGS 84; `where_prec` says how coarse a point is (4 is
the middle of a province).
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from warledger.errors import ConfigError, QueryError
from warledger.store.rows import Row

if TYPE_CHECKING:
    import geopandas
    import pandas

    from warledger.store.ledger import Ledger

TABLES = ("reports", "mentions", "claims", "incidents", "control")
PLACED = ("claims", "incidents", "control")
CRS = "EPSG:4326"
PLACE_FIELDS = ("name", "id", "mention", "lat", "lon", "where_prec", "adm1", "country",
                "reason")  # fmt: skip
MISSING = (
    "{} is not installed, which frames are made with; install it with "
    "'pip install warledger[notebook]'"
)


def to_frame(ledger: "Ledger", table: str = "incidents") -> "pandas.DataFrame":
    """Return a table's rows as a pandas frame, in the order of its export.

    Raises QueryError for a name that is no table, ConfigError where pandas is missing.
    """
    if table not in TABLES:
        raise QueryError(f"'{table}' is no table; expected one of {', '.join(TABLES)}")
    try:
        import pandas
    except ImportError as error:
        raise ConfigError(MISSING.format("pandas")) from error
    columns = ledger.arrow(table).schema.names
    return pandas.DataFrame(list(ledger.rows(table)), columns=columns)


def to_geodataframe(ledger: "Ledger", table: str = "incidents") -> "geopandas.GeoDataFrame":
    """Return incidents, claims or control as a geopandas frame of points.

    Place fields are flat as `place_…`. Raises QueryError for a table without places,
    ConfigError where geopandas is missing.
    """
    if table not in PLACED:
        raise QueryError(
            f"'{table}' has no places of its own; expected one of {', '.join(PLACED)}"
        )
    try:
        import geopandas
    except ImportError as error:
        raise ConfigError(MISSING.format("geopandas")) from error
    rows = list(_placed(ledger, table))
    geometry = geopandas.GeoSeries.from_xy(
        [_coordinate(row, "place_lon") for row in rows],
        [_coordinate(row, "place_lat") for row in rows],
        crs=CRS,
    )
    geometry[[row["place_lat"] is None for row in rows]] = None
    columns = _columns(ledger, table)
    return geopandas.GeoDataFrame(rows, columns=columns, geometry=geometry, crs=CRS)


def _columns(ledger: "Ledger", table: str) -> list[str]:
    names = [name for name in ledger.arrow(table).schema.names if name not in PLACE_COLUMNS]
    return [*names, *(f"place_{name}" for name in PLACE_FIELDS)]


PLACE_COLUMNS = frozenset({"place", "places"})


def _placed(ledger: "Ledger", table: str) -> Iterator[Row]:
    for row in ledger.rows(table):
        rest = {name: value for name, value in row.items() if name not in PLACE_COLUMNS}
        if table == "claims":
            places = cast(list[Row], row["places"])
        else:
            places = [cast(Row, row["place"])] if row["place"] is not None else []
        for place in places or (None,):
            yield {**rest, **_flat(place)}


def _flat(place: Row | None) -> dict[str, object]:
    return {
        f"place_{name}": None if place is None else place[name] for name in PLACE_FIELDS
    }


def _coordinate(row: Row, name: str) -> float:
    value: Any = row[name]
    return float("nan") if value is None else float(value)
