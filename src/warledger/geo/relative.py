"""Places told by direction and distance, and the precision code of each kind of place."""

import re
from math import cos, radians, sin

from warledger.geo.records import EARTH_RADIUS_KM, GazetteerPlace
from warledger.model import Toponym

_KM_PER_MILE = 1.609344
_BEARINGS = {"north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180,
             "southwest": 225, "west": 270, "northwest": 315}  # fmt: skip
_DISTANCE = re.compile(
    r"(\d+(?:[.,]\d+)?)[\s-]?(km|kms|kilomet(?:er|re)s?|miles?|mi)\b.*?"
    r"\b((?:north|south)[- ]?(?:east|west)?|east|west)",
)
# UCDP's where_prec by the kind of the gazetteer's row and by the word beside the name.
_BY_ROW = {"country": 6, "continent": 6, "adm1": 4, "adm2": 3, "adm3": 3, "sea": 7,
           "region": 5, "water": 5, "road": 5, "mountain": 5}  # fmt: skip
_BY_WORD = {"governorate": 4, "state": 4, "district": 3, "region": 5, "road": 5,
            "border": 5, "area": 2, "field": 2, "base": 2, "crossing": 2, "facility": 2,
            "water": 5, "mountain": 2, "valley": 5}  # fmt: skip


def moved(
    lat: float | None, lon: float | None, relation: str | None
) -> tuple[float | None, float | None, str]:
    """Return the point that "10 km south of" makes of a point, and what was done."""
    found = _DISTANCE.search(relation or "")
    if found is None or lat is None or lon is None:
        return lat, lon, ""
    km = float(found[1].replace(",", "."))
    if found[2].startswith("mi"):
        km *= _KM_PER_MILE
    toward = found[3].replace("-", "").replace(" ", "")
    bearing = radians(_BEARINGS[toward])
    degrees = km / (EARTH_RADIUS_KM * radians(1.0))
    north = lat + degrees * cos(bearing)
    east = lon + degrees * sin(bearing) / max(0.05, cos(radians(lat)))
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        return lat, lon, ""
    return round(north, 4), round(east, 4), f"moved {km:.0f} km {toward}"


def precision_of(toponym: Toponym, place: GazetteerPlace) -> int:
    """Return UCDP's where_prec of an event told to be at this mention."""
    row = _BY_ROW.get(place.kind, 1)
    word = _BY_WORD.get(toponym.kind or "", 0)
    if row == 1 and toponym.relation is not None:
        row = 2
    return max(row, word) if row < 4 else row
