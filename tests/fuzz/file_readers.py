"""Readers of a user's own files: gazetteers, lexicons, gold."""

import io
import json
import shutil
import tempfile
import zipfile
from functools import cache
from pathlib import Path

from fuzz.oracles import Cut, check_lines, check_point, check_refusal, text_of
from warledger.cli.base import printable
from warledger.errors import WarledgerError
from warledger.evaluate.claims import score_claims
from warledger.evaluate.gold import checked
from warledger.evaluate.main_events import score_main_events
from warledger.evaluate.releases import score_releases
from warledger.evaluate.scorers import kind_of, read_lines, reports_beside
from warledger.extract.actors_changes import changes, lines
from warledger.geo.formats import read_source
from warledger.geo.records import SourceRow
from warledger.geo.romanise import plain_key
from warledger.geo.sources import add_source, remove_source
from warledger.geo.store import Store, verify_store
from warledger.lexicon.actors import load_actors
from warledger.lexicon.user import UserLexicon

PLACES_STORED = 40


@cache
def folder() -> Path:
    """Return a folder of this process's own."""
    return Path(tempfile.mkdtemp(prefix="warledger-fuzz-"))


def forget() -> None:
    """Remove the folder."""
    shutil.rmtree(folder(), ignore_errors=True)
    folder.cache_clear()


def read_gazetteer(data: bytes) -> None:
    """Add a gazetteer: the bytes as a file, or as the table in a zip."""
    cut = Cut(data)
    how = cut.number(3)
    path = folder() / ("SY.zip" if how == 2 else "SY.txt")
    path.write_bytes(_zip(cut.rest) if how in (1, 2) else cut.rest)
    kind, rows = read_source(path)
    assert kind in ("geonames", "geojson", "csv")
    kept: list[SourceRow] = []
    for row in rows:
        kept = [*kept, row][: PLACES_STORED + 1]
        check_point(row.lat, row.lon)
        assert row.place_id
        assert row.names
        assert row.population >= 0
    if 0 < len(kept) <= PLACES_STORED:
        info = add_source(path, data=folder())
        assert info.places == len(kept)
        assert not info.problem
        _check_store(Store(info.path), kept)
        remove_source(info.name, data=folder())


def _check_store(store: Store, rows: list[SourceRow]) -> None:
    """Every place is found by its name, where and as large as the file says."""
    verify_store(store)
    for row in rows:
        key = plain_key(row.names[0])
        found = [place for place in store.plain(key) if place.place_id == row.place_id]
        assert bool(found) == bool(key)
        for place in found:
            assert (place.lat, place.lon) == (row.lat, row.lon)
            assert (place.population, place.country) == (row.population, row.country)


def _zip(table: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "of the table")
        archive.writestr("../../SY.txt", table)
    return stream.getvalue()


def read_zip(data: bytes) -> None:
    """Add a gazetteer whose zip is itself fuzzed."""
    path = folder() / "SY.zip"
    path.write_bytes(data)
    _, rows = read_source(path)
    for row in rows:
        check_point(row.lat, row.lon)


def read_lexicon(data: bytes) -> None:
    """Take a lexicon file in, and tell what it changes."""
    file = UserLexicon("own.toml", text_of(data))
    load_actors([file])
    if len(data) % 8:  # what it changes takes ten times as long to tell
        return
    found = changes([file])
    check_lines(printable(line) for line in lines(found))


def read_gold(data: bytes) -> None:
    """Read gold, tell its kind, find its reports, and score claims of ours by it."""
    path = folder() / "gold.jsonl"
    path.write_bytes(data)
    try:
        reports_beside(path)
    except WarledgerError as error:
        check_refusal(error)
    kind = kind_of(path).name
    if kind not in CHECKED:
        return
    scorer, figure = CHECKED[kind]
    scored = scorer(checked(read_lines(path), "gold.jsonl", kind), [json.loads(CLAIM)])
    assert 0 <= (scored[figure] or 0) <= 1


CHECKED = {
    "claims": (score_claims, "overall"),
    "main events": (score_main_events, "place"),
    "releases": (score_releases, "date"),
}


CLAIM = json.dumps(
    {"claim_id": "c1", "report": "r1", "quote": "Rebels shelled Bara", "core": True,
     "event_type": "Explosions/Remote violence",
     "sub_event_type": "Shelling/artillery/missile attack", "status": "occurred",
     "actors": [{"name": "Rebels"}], "targets": [], "sources": [{"name": "the mayor"}],
     "places": [{"name": "Bara", "lat": 35.1, "lon": 36.4}],
     "date": {"start": "2017-08-21", "end": "2017-08-21"},
     "figures": [{"measure": "killed", "low": 5, "best": None, "high": 7}]}
)  # fmt: skip
GOLD_CLAIM = json.dumps(
    {"report": "r1", "quote": "Rebels shelled Bara on Monday", "core": True,
     "sub_event_type": "Shelling/artillery/missile attack", "status": "occurred|ongoing",
     "actors": ["Rebels"], "targets": [], "sources": ["mayor"], "places": ["Bara"],
     "date": ["2017-08-21", "2017-08-22"], "figures": [{"measure": "killed", "item": None, "low": 5, "high": 7}]}
)  # fmt: skip
GOLD_EVENT = json.dumps(
    {"report": "r1", "place": "Aleppo", "cause": "shelling", "killed_total": 5,
     "actor": "Armed opposition groups", "disputed": False}
)  # fmt: skip
GOLD_RELEASE = json.dumps(
    {"report": "r1", "start_date": "2017-08-21", "province": "sar-e pul", "min_killed": 5,
     "min_captured": 0, "killed": True, "captured": None, "plain_killed": True,
     "plain_captured": False, "dated": True}
)  # fmt: skip
GEONAMES = "\t".join(
    ("169577", "Bara", "Bara", "Barah,بارة", "35.1", "36.4", "P", "PPL", "SY", "", "12", "",
     "", "", "2500", "", "400", "Asia/Damascus", "2020-01-01")
)  # fmt: skip
GEOJSON = json.dumps(
    {"type": "FeatureCollection",
     "features": [
         {"type": "Feature", "properties": {"NAME_EN": "Bara", "PCODE": "C1", "ADM1_EN": "Idlib"},
          "geometry": {"type": "Point", "coordinates": [36.4, 35.1]}},
         {"type": "Feature", "properties": {"ADM2_EN": "Ariha", "ADM2_PCODE": "SY0705"},
          "geometry": {"type": "Polygon", "coordinates": [[[36, 35], [37, 35], [37, 36], [36, 35]]]}},
     ]}
)  # fmt: skip
CSV = 'name,lat,lon,country,adm1,kind,names,id,population\n"Bara",35.1,36.4,SY,Idlib,settlement,Barah;Barra,7,2500\n'
LEXICON = """
[[side]]
name = "Ford Guard"
source = "field notes, 2024"
[[actor]]
id = "ford-guard"
name = "Ford Guard"
aliases = ["FG", "Guard of the Ford"]
native = ["حرس المخاضة"]
inter = 4
kind = "identity militia"
side = "Ford Guard"
country = ["SY"]
years = "2023-"
source = "field notes, 2024"
example = "The Ford Guard closed the crossing."
[[extend]]
actor = "sy-army"
aliases = ["Orontes Garrison"]
source = "field notes, 2024"
[[outlet]]
id = "ford-gazette"
name = "Ford Gazette"
kind = "newspaper"
country = ["SY"]
source = "its imprint"
example = "The Ford Gazette reported it."
"""
SEEDS = {
    "gazetteer": tuple(
        bytes([how]) + table.encode()
        for table in (GEONAMES, GEOJSON, CSV, f"{GEONAMES}\n\n{GEONAMES}".replace("169577", "7", 1))
        for how in (0, 1)
    ),
    "zip": (_zip(GEONAMES.encode()), _zip(CSV.encode())[:-9], _zip(b"0" * 200_000)),
    "lexicon": (LEXICON.encode(), LEXICON.split("[[extend]]")[0].encode(), b"[[actor]]\nid = 7",
                b"[actor]\nx = 1979-05-27T07:32:00Z\n"),
    "gold": (GOLD_CLAIM.encode(), f"{GOLD_CLAIM}\n{GOLD_CLAIM}".encode(),
             GOLD_EVENT.encode(), GOLD_RELEASE.encode(), b'{"report": "r1", "incident": 3}', b'{"a": "r1", "b": "r2", "copy": true}'),
}  # fmt: skip
READ = {
    "gazetteer": read_gazetteer, "zip": read_zip, "lexicon": read_lexicon, "gold": read_gold,
}  # fmt: skip
WORDS = {
    "gazetteer": ("\t", "PPL", "PCLI", "ADM1", "SY", "name,lat,lon", '"', '"features": ', "NaN",
                  '"coordinates": ', "1e999", "²", "[[", "{}", "null", "-90", "٣", "9" * 20),
    "zip": ("PK\x01\x02", "PK\x05\x06", "PK\x03\x04", ".txt", "../", "PK\x06\x06"),
    "lexicon": ("[[actor]]", "[[side]]", "[[outlet]]", "[[extend]]", 'id = "', "inter = 9",
                'parent = "', "wording = ", 'shared = ["', 'years = "2023-', "[[actor.alignment]]",
                '"""', "aliases = [", "''", "nan", "1979-05-27"),
    "gold": ('"core": false', '"quote": ""', "null", "[]", "{}", '"date": ', '"figures": [',
             '"low": ', "NaN", '"lat"', '"mention"', "\n"),
}  # fmt: skip
