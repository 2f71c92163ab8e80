"""Read gazetteers that a user brings: GeoNames dumps, OCHA COD-AB GeoJSON, CSV.

Rows are streamed. What cannot be read is refused with the file, the line and the column;
nothing is repaired silently. Which format a file has is told by what is in it, not by its
ending.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from warledger.errors import ConfigError
from warledger.geo.embedded import division_names
from warledger.geo.opened import opened_text
from warledger.geo.records import SourceRow
from warledger.geo.romanise import plain_key

GEONAMES_COLUMNS = 19
# More people than there are stand in no place; such digits are no population.
MOST_PEOPLE_DIGITS = 10
_KIND_OF_CODE = {
    "PCLI": "country", "PCL": "country", "PCLD": "country", "PCLS": "country",
    "TERR": "country", "ADM1": "adm1", "ADM2": "adm2", "ADM3": "adm3", "ADM4": "adm3",
    "PPLX": "neighbourhood",
    "PPLC": "capital",
}  # fmt: skip
_KIND_OF_CLASS = {"P": "settlement", "A": "adm3", "H": "water", "T": "mountain",
                  "S": "facility", "L": "region", "R": "road", "U": "sea",
                  "V": "region"}  # fmt: skip


def read_source(path: Path) -> tuple[str, Iterator[SourceRow]]:
    """Return the format ("geonames", "geojson", "csv") and the rows, streamed.

    The iterator raises ConfigError at the first line that is not as its format wants it.
    """
    with opened_text(path) as lines:
        first = next(lines, "")
    if not first.strip():
        raise ConfigError(f"{path}: is empty; expected a GeoNames dump, GeoJSON or CSV")
    if first.lstrip().startswith("{"):
        return "geojson", _geojson(path)
    if first.count("\t") >= GEONAMES_COLUMNS - 4 and _is_id(first.split("\t")[0]):
        return "geonames", _geonames(path)
    return "csv", _csv(path)


def _geonames(path: Path) -> Iterator[SourceRow]:
    seen: dict[str, int] = {}
    with opened_text(path) as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _geonames_row(
                    line.rstrip("\r\n").split("\t"), f"{path}, line {number}", seen
                )


def _geonames_row(cells: list[str], where: str, seen: dict[str, int]) -> SourceRow:
    if len(cells) != GEONAMES_COLUMNS:
        raise ConfigError(
            f"{where}: {len(cells)} columns; expected {GEONAMES_COLUMNS}, as GeoNames has"
        )
    number = cells[0].strip()
    if not _is_id(number):
        raise ConfigError(f"{where}, column 1: id {number!r} is no number")
    _once(number, where, seen)
    country, code = cells[8], cells[7]
    lat, lon = _point(cells[4], cells[5], where, 5)
    adm1 = f"{country}.{cells[10]}" if country and cells[10] not in ("", "00") else None
    kind = _KIND_OF_CODE.get(code) or _KIND_OF_CLASS.get(cells[6], "settlement")
    names = (cells[1], cells[2], *cells[3].split(","))
    return SourceRow(
        place_id=f"geonames:{number}",
        names=tuple(dict.fromkeys(name for name in names if name.strip())),
        lat=lat,
        lon=lon,
        kind=kind,
        population=_people(cells[14]),
        country=country or None,
        adm1=adm1,
        adm1_name=division_names().get(adm1 or ""),
    )


def _is_id(cell: str) -> bool:
    return cell.strip().isascii() and cell.strip().isdigit()


def _people(cell: str) -> int:
    """Return a population; 0, which means not known, for what is none."""
    is_count = cell.isascii() and cell.isdigit() and len(cell) <= MOST_PEOPLE_DIGITS
    return int(cell) if is_count else 0


def _once(number: str, where: str, seen: dict[str, int]) -> None:
    if number in seen:
        raise ConfigError(f"{where}: id {number} stood in row {seen[number]} already")
    seen[number] = len(seen) + 1


def _point(lat: object, lon: object, where: str, column: int) -> tuple[float, float]:
    found = []
    for name, value, most, at in (
        ("latitude", lat, 90, column),
        ("longitude", lon, 180, column + 1),
    ):
        try:
            degrees = float(str(value).strip())
        except ValueError:
            degrees = float("nan")
        if not -most <= degrees <= most:
            raise ConfigError(
                f"{where}, column {at}: {name} {value!r}; expected -{most} to {most}"
            )
        found.append(degrees)
    return found[0], found[1]


def _csv(path: Path) -> Iterator[SourceRow]:
    """Yield the rows of a CSV whose header has at least name, lat and lon."""
    seen: dict[str, int] = {}
    with opened_text(path) as lines:
        rows = csv.reader(lines)
        header = [cell.strip().casefold() for cell in _header(rows, path)]
        columns = {_COLUMN_NAMES.get(name, name): at for at, name in enumerate(header)}
        missing = [name for name in ("name", "lat", "lon") if name not in columns]
        if missing:
            raise ConfigError(
                f"{path}, line 1: no column '{missing[0]}'; expected a header with "
                "name, lat, lon (and perhaps country, adm1, kind, names, id, population)"
            )
        try:
            for cells in rows:
                if any(cells):
                    yield _csv_row(
                        cells, columns, len(header), f"{path}, line {rows.line_num}", seen
                    )
        except csv.Error as error:
            raise ConfigError(f"{path}, line {rows.line_num}: no CSV: {error}") from error


def _header(rows: Iterator[list[str]], path: Path) -> list[str]:
    try:
        return next(rows, [])
    except csv.Error as error:
        raise ConfigError(f"{path}, line 1: no CSV: {error}") from error


_COLUMN_NAMES = {"latitude": "lat", "longitude": "lon", "lng": "lon", "long": "lon",
                 "y": "lat", "x": "lon", "province": "adm1", "governorate": "adm1",
                 "type": "kind",
                 "alternatenames": "names", "pcode": "id"}  # fmt: skip


def _csv_row(
    cells: list[str],
    columns: Mapping[str, int],
    width: int,
    where: str,
    seen: dict[str, int],
) -> SourceRow:
    if len(cells) != width:
        raise ConfigError(
            f"{where}: {len(cells)} columns; expected {width} as in the header"
        )

    def cell(name: str) -> str:
        return cells[columns[name]].strip() if name in columns else ""

    if not cell("name"):
        raise ConfigError(f"{where}, column {columns['name'] + 1}: no name")
    lat, lon = _point(cell("lat"), cell("lon"), where, columns["lat"] + 1)
    number = cell("id") or f"row{len(seen) + 1}"
    _once(number, where, seen)
    country = cell("country").upper() or None
    if country is not None and not re.fullmatch("[A-Z]{2}", country):
        raise ConfigError(
            f"{where}, column {columns['country'] + 1}: country {country[:20]!r}; expected "
            "two letters (ISO 3166), or nothing"
        )
    code, adm1_name = division(cell("adm1"), country)
    return SourceRow(
        place_id=number if ":" in number else f"user:{number}",
        names=(cell("name"), *filter(None, cell("names").replace("|", ";").split(";"))),
        lat=lat,
        lon=lon,
        kind=cell("kind") if cell("kind") in _KIND_OF_CLASS.values() else "settlement",
        population=_people(cell("population")),
        country=country,
        adm1=code,
        adm1_name=adm1_name,
    )


def division(name: str, country: str | None) -> tuple[str | None, str | None]:
    """Return the code and usual name of a first-order division named by code or by name."""
    if not name:
        return None, None
    names = division_names()
    if f"{country}.{name}" in names:
        return f"{country}.{name}", names[f"{country}.{name}"]
    key = plain_key(name)
    for code, usual in names.items():
        if plain_key(usual) == key and (country is None or code.startswith(f"{country}.")):
            return code, usual
    return None, name


HALF = re.compile("[\ud800-\udfff]")
_NAME_FIELDS = (
    "NAME_EN",
    "NAME",
    "ADM4_EN",
    "ADM3_EN",
    "ADM2_EN",
    "ADM1_EN",
    "name",
    "name_en",
)
_PCODE_FIELDS = (
    "PCODE",
    "ADM4_PCODE",
    "ADM3_PCODE",
    "ADM2_PCODE",
    "ADM1_PCODE",
    "pcode",
    "id",
)
_LEVEL = {"ADM4": "settlement", "ADM3": "adm3", "ADM2": "adm2", "ADM1": "adm1"}


def _geojson(path: Path) -> Iterator[SourceRow]:
    """Yield the features of a GeoJSON file with a name and a point or a polygon."""
    seen: dict[str, int] = {}
    with opened_text(path) as lines:
        whole = "".join(lines)
    try:
        features = json.loads(whole)["features"]
        if not isinstance(features, list):
            raise TypeError
    except json.JSONDecodeError as error:
        raise ConfigError(
            f"{path}, line {error.lineno}, column {error.colno}: no JSON: {error.msg}"
        ) from error
    except (KeyError, TypeError) as error:
        raise ConfigError(
            f"{path}: no 'features' list; expected a GeoJSON FeatureCollection"
        ) from error
    except (ValueError, RecursionError) as error:  # endless digits, endless brackets
        raise ConfigError(f"{path}: no GeoJSON that can be read: {error}") from error
    for number, feature in enumerate(features, start=1):
        yield _feature_row(feature, f"{path}, feature {number}", seen)


def _feature_row(feature: object, where: str, seen: dict[str, int]) -> SourceRow:
    if not isinstance(feature, Mapping) or not isinstance(
        feature.get("properties"), Mapping
    ):
        raise ConfigError(f"{where}: no 'properties'; expected a GeoJSON feature")
    fields = {
        str(k): v for k, v in feature["properties"].items() if isinstance(v, str) and v
    }
    if any(HALF.search(value) for value in fields.values()):
        raise ConfigError(f"{where}: half a character (a lone surrogate) in a property")
    name_field = next((f for f in _NAME_FIELDS if f in fields), None)
    if name_field is None:
        raise ConfigError(f"{where}: no name; expected one of {', '.join(_NAME_FIELDS)}")
    lat, lon = _middle(feature.get("geometry"), where)
    pcode = next(
        (fields[f] for f in _PCODE_FIELDS if f in fields), f"feature{len(seen) + 1}"
    )
    _once(pcode, where, seen)
    country = next(
        (fields[f] for f in ("ISO", "ADM0_PCODE", "country") if f in fields), pcode[:2]
    )
    iso = country.upper() if len(country) == 2 and country.isalpha() else None
    adm1 = next(
        (
            fields[f]
            for f in ("ADM1_EN", "NAME_EN_A1", "ADM1", "NAM_EN_REF1")
            if f in fields
        ),
        "",
    )
    adm1 = adm1 or next(
        (v for k, v in fields.items() if "1" in k and "EN" in k.upper()), ""
    )
    code, adm1_name = division(adm1, iso)
    native = [
        v for k, v in fields.items() if k.upper().startswith(("NAME_", "ADM4_", "ALT"))
    ]
    return SourceRow(
        place_id=f"ocha:{pcode}",
        names=tuple(dict.fromkeys((fields[name_field], *native))),
        lat=lat,
        lon=lon,
        kind=_LEVEL.get(name_field[:4], "settlement"),
        country=iso,
        adm1=code,
        adm1_name=adm1_name,
    )


def _middle(geometry: object, where: str) -> tuple[float, float]:
    """Return the point of a feature, or the middle of its outline's box."""
    if not isinstance(geometry, Mapping):
        raise ConfigError(f"{where}: no 'geometry'; expected a point or a polygon")
    try:
        points = list(_positions(geometry.get("coordinates")))
    except (OverflowError, RecursionError) as error:
        raise ConfigError(f"{where}: coordinates that nothing has: {error}") from error
    if not points:
        raise ConfigError(f"{where}: no coordinates; expected a point or a polygon")
    for lon, lat in points:
        _point(lat, lon, where, 1)
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2


def _positions(value: object) -> Iterator[tuple[float, float]]:
    if not isinstance(value, list):
        return
    if len(value) >= 2 and all(isinstance(v, int | float) for v in value[:2]):
        yield float(value[0]), float(value[1])
        return
    for inner in value:
        yield from _positions(inner)
