"""Turn Natural Earth's countries, as npm's `world-atlas` ships them, into our outlines.

Method: TopoJSON arcs are undone (quantised deltas to degrees), rounded to hundredths of a
degree (about 1 km: finer than the 1:50m drawing itself), stripped of repeated points and
written in Google's polyline encoding, 2.5 bytes a point. Antarctica is left out.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python bench/build_outlines.py package/countries-50m.json outlines.json
    mv outlines.json src/warledger/web/map/

Natural Earth is in the public domain; world-atlas is under the ISC licence.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from polyline import Point, encoded

PER_DEGREE = 100
LEFT_OUT = {"Antarctica"}


def absolute(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    """Return the arc's points as (longitude, latitude) in hundredths of a degree."""
    (scale_x, scale_y), (shift_x, shift_y) = transform["scale"], transform["translate"]
    points: list[Point] = []
    x = y = 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        point = (
            round((x * scale_x + shift_x) * PER_DEGREE),
            round((y * scale_y + shift_y) * PER_DEGREE),
        )
        if not points or points[-1] != point:
            points.append(point)
    return points


def rings(geometry: dict[str, Any]) -> list[list[int]]:
    """Return the rings of a country as lists of arc numbers; `~n` is arc n backwards."""
    if geometry["type"] == "Polygon":
        return list(geometry["arcs"])
    return [ring for polygon in geometry.get("arcs", []) for ring in polygon]


def outlines(atlas: dict[str, Any]) -> dict[str, Any]:
    """Return the vendored file's content."""
    countries = [
        {"name": shape["properties"]["name"], "rings": rings(shape)}
        for shape in atlas["objects"]["countries"]["geometries"]
        if shape["properties"]["name"] not in LEFT_OUT
    ]
    return {
        "source": "Natural Earth 1:50m countries (public domain), world-atlas 2.0.2 (ISC)",
        "made_by": "bench/build_outlines.py",
        "per_degree": PER_DEGREE,
        "arcs": [encoded(absolute(arc, atlas["transform"])) for arc in atlas["arcs"]],
        "countries": sorted(countries, key=lambda country: country["name"]),
    }


def main() -> None:
    """Read one atlas, write one outlines file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("atlas", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    made = outlines(json.loads(given.atlas.read_text("utf-8")))
    text = json.dumps(made, separators=(",", ":"), ensure_ascii=False)
    given.out.write_text(text + "\n", "utf-8")
    print(f"{given.out}: {len(text):,} bytes, {len(made['countries'])} countries")


if __name__ == "__main__":
    main()
