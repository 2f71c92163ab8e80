"""The user's gazetteers: add, list, remove, verify.

Each source is one compiled store under the data folder, replaced whole or not at all: an
add that fails or is interrupted leaves the old one as it was. Every store carries where it
came from, its checksum and its licence as far as known.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from warledger.errors import ConfigError, ResourceError
from warledger.geo.build import data_folder
from warledger.geo.fetch import Opener, Progress, fetch, file_digest, open_public
from warledger.geo.formats import read_source
from warledger.geo.records import SourceRow
from warledger.geo.store import Store, read_meta, verify_store, write_store

_LICENCES = {
    "geonames": "CC BY 4.0, if it is GeoNames' own dump (https://www.geonames.org/)",
    "geojson": "not stated in the file; OCHA COD-AB is mostly CC BY-IGO",
    "csv": "not stated in the file",
}


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """One source as listed; `problem` is empty for a sound one."""

    name: str
    places: int
    format: str
    origin: str
    sha256: str
    licence: str
    path: Path
    problem: str = ""


def _folder(data: Path | None) -> Path:
    return (data or data_folder()) / "gazetteers"


def _is_url(given: str) -> bool:
    return re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+://", given) is not None


def add_source(
    file_or_url: str | Path,
    *,
    name: str | None = None,
    licence: str | None = None,
    data: Path | None = None,
    progress: Progress | None = None,
    opener: Opener = open_public,
) -> SourceInfo:
    """Compile a gazetteer and keep it for every later run; return what was added.

    `name` is the file's name without its ending unless given; a source of that name is
    replaced. A URL is fetched over https first. `progress` is told bytes fetched, then
    places read (all None). A file that is not as its format wants it raises ConfigError
    with line and column.
    """
    given = str(file_or_url)
    folder = _folder(data)
    if _is_url(given):
        path, digest = fetch(
            given, folder.with_name("downloads"), progress=progress, opener=opener
        )
    else:
        path = Path(given)
        if not path.is_file():
            raise ConfigError(
                f"{path}: no such file; expected a GeoNames dump, GeoJSON or CSV"
            )
        digest = file_digest(path)
    named = name or path.name.split(".")[0]
    if not re.fullmatch(r"[A-Za-z0-9][\w-]*", named):
        raise ConfigError(
            f"'{named}': not fit as a source's name; give one of letters and digits"
        )
    kind, rows = read_source(path)
    meta = {
        "source": named,
        "format_of_source": kind,
        "origin": given,
        "sha256": digest,
        "licence": licence or _LICENCES[kind],
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        count = write_store(folder / named, _counted(rows, progress), meta)
    except OSError as error:
        raise ResourceError(
            f"{folder}: cannot be written: {error.strerror or error}"
        ) from error
    if not count:
        shutil.rmtree(folder / named, ignore_errors=True)
        raise ConfigError(f"{path}: holds no place")
    return _info(folder / named)


def _counted(rows: Iterator[SourceRow], progress: Progress | None) -> Iterator[SourceRow]:
    for number, row in enumerate(rows, start=1):
        if progress is not None and number % 5000 == 0:
            progress(number, None)
        yield row


def list_sources(*, data: Path | None = None) -> tuple[SourceInfo, ...]:
    """Return the user's sources by name, damaged ones with their problem."""
    folder = _folder(data)
    if not folder.is_dir():
        return ()
    return tuple(
        _info(path)
        for path in sorted(folder.iterdir())
        if path.is_dir() and not path.name.startswith(".")
    )


def _info(path: Path) -> SourceInfo:
    try:
        meta = read_meta(path)
    except ResourceError as error:
        return SourceInfo(path.name, 0, "", "", "", "", path, str(error))
    return SourceInfo(
        name=path.name,
        places=int(str(meta["places"])),
        format=str(meta.get("format_of_source", "")),
        origin=str(meta.get("origin", "")),
        sha256=str(meta.get("sha256", "")),
        licence=str(meta.get("licence", "")),
        path=path,
    )


def remove_source(name: str, *, data: Path | None = None) -> None:
    """Remove a source; an unknown name raises ConfigError."""
    path = _folder(data) / name
    known = [info.name for info in list_sources(data=data)]
    if name not in known:
        raise ConfigError(
            f"'{name}': no such source; there are {', '.join(known) or 'none'}"
        )
    shutil.rmtree(path)


def verify(*, data: Path | None = None) -> tuple[SourceInfo, ...]:
    """Read every source through and compare it with its checksum; return them all.

    A damaged one has its `problem` in words; adding it again mends it.
    """
    checked = []
    for info in list_sources(data=data):
        problem = info.problem
        if not problem:
            try:
                verify_store(Store(info.path))
            except ResourceError as error:
                problem = str(error)
        checked.append(replace(info, problem=problem))
    return tuple(checked)
