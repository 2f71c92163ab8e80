"""The records of the gazetteer: a row as a source gives it, and a place as the index holds
it.
"""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088

# Kinds a gazetteer row may have, in the order of their code in the index.
KINDS = (
    "settlement",
    "country",
    "adm1",
    "adm2",
    "adm3",
    "region",
    "sea",
    "water",
    "mountain",
    "facility",
    "road",
    "neighbourhood",
    "continent",
    "capital",
)
DIVISIONS = frozenset({"adm1", "adm2", "adm3"})
SETTLED = frozenset({"settlement", "capital"})


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One place as a source gives it; `names` are all its names, the main one first.

    `lat` and `lon` are degrees, both None where the source has no point. `adm1` is the
    code of the first-order division ("SY.11"), `adm1_name` its name if the source says it.
    """

    place_id: str
    names: tuple[str, ...]
    lat: float | None
    lon: float | None
    kind: str = "settlement"
    population: int = 0
    country: str | None = None
    adm1: str | None = None
    adm1_name: str | None = None


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """One place of the index, and which of its names was asked for."""

    place_id: str
    name: str
    lat: float | None
    lon: float | None
    kind: str
    population: int
    country: str | None
    adm1: str | None
    adm1_name: str | None
    source: str
    matched: str
    is_folded: bool = False
    likeness: float = 1.0


def display_name(place: GazetteerPlace) -> str:
    """Return the name to show: a division's usual English one, else the source's."""
    return place.adm1_name or place.name if place.kind == "adm1" else place.name


def kilometres(one: GazetteerPlace, other: GazetteerPlace) -> float | None:
    """Return the distance of two places in kilometres, None where one has no point."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return distance_km(one.lat, one.lon, other.lat, other.lon)


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance of two points in kilometres."""
    a, b, c, d = radians(lat1), radians(lon1), radians(lat2), radians(lon2)
    h = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(h)))
