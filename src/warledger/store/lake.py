"""A lake: a folder of Parquet files with a manifest that says which of them count.

Many machines write files, one process writes the manifest, in one step and last. A run that
is ended anywhere leaves files that nobody counts, and the lake as it was. A file's name is
made of its content, so a task that is done twice writes it once.

`reports`, `mentions` and `claims` lie in a folder a day of the report's publication,
`incidents` and `control` by the first day they are known of; `undated` holds the rest. The
other tables say how incidents came about, and have no day.
"""

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from hashlib import blake2b
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from warledger import __version__
from warledger.errors import StoreError
from warledger.store.migrations import SCHEMA_VERSION, layout
from warledger.store.rows import Row

MANIFEST = "manifest.json"
FORMAT = "warledger lake"
# Raise it when older programs could no longer read what is written.
VERSION = 1
UNDATED = "undated"
# What reports brought in; all other tables follow from it.
BASE = ("reports", "mentions", "claims")


@dataclass(frozen=True, slots=True)
class LakeFile:
    """A file that counts: where it lies in the lake, its rows, bytes and their digest."""

    path: str
    rows: int
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a lake holds: the runs that filled it, and each table's files.

    `rules` are those by which the derived tables were made, None where they were not;
    `generation` counts the manifests there were.
    """

    generation: int = 0
    schema_version: int = SCHEMA_VERSION
    derived: str | None = None
    rules: str | None = None
    runs: tuple[Row, ...] = ()
    tables: Mapping[str, tuple[LakeFile, ...]] = field(default_factory=dict)

    def files(self, table: str) -> tuple[LakeFile, ...]:
        """Return the files of a table, by path."""
        return self.tables.get(table, ())

    def paths(self) -> frozenset[str]:
        """Return every file that counts, relative to the lake."""
        return frozenset(file.path for files in self.tables.values() for file in files)

    def with_run(self, run: Row) -> "Manifest":
        """Return it with a run's row, unless that run is there."""
        if any(known["run_id"] == run["run_id"] for known in self.runs):
            return self
        runs = sorted((*self.runs, run), key=lambda row: str(row["run_id"]))
        return replace(self, runs=tuple(runs))

    def adding(self, found: Iterable[tuple[str, LakeFile]]) -> "Manifest":
        """Return it with further files of some tables."""
        tables = {name: set(files) for name, files in self.tables.items()}
        for table, file in found:
            tables.setdefault(table, set()).add(file)
        return replace(self, tables=_sorted(tables))

    def replacing(self, tables: Mapping[str, Iterable[LakeFile]]) -> "Manifest":
        """Return it with other files in the place of these tables' present ones."""
        return replace(self, tables=_sorted({**self.tables, **tables}))


def _sorted(
    tables: Mapping[str, Iterable[LakeFile]],
) -> dict[str, tuple[LakeFile, ...]]:
    return {
        name: tuple(sorted(files, key=lambda file: file.path))
        for name, files in sorted(tables.items())
    }


def is_lake(path: Path) -> bool:
    """Return whether there is a lake at `path`."""
    return (path / MANIFEST).is_file()


def read_manifest(lake: Path) -> Manifest:
    """Return the present manifest; raises StoreError where none or a newer one is."""
    try:
        told = json.loads((lake / MANIFEST).read_text(encoding="utf-8"))
        if told["format"] != FORMAT:
            raise ValueError(f"format is {told['format']!r}")
        if told["version"] > VERSION:
            raise StoreError(
                f"{lake}: a newer version of warledger made this lake (format "
                f"{told['version']}, expected {VERSION}); use that version"
            )
        tables = {
            name: tuple(LakeFile(**file) for file in files)
            for name, files in told["tables"].items()
        }
        names = ("generation", "schema_version", "derived", "rules")
        return Manifest(
            **{n: told[n] for n in names}, runs=tuple(told["runs"]), tables=tables
        )
    except OSError as error:
        raise StoreError(
            f"{lake}: {MANIFEST} cannot be read: {error.strerror}; expected a lake made by "
            f"'warledger ingest {lake} PATH --engine spark'"
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(
            f"{lake}: {MANIFEST} is not a lake's: {error}; put back the file that "
            "'warledger ingest --engine spark' wrote"
        ) from error


def write_manifest(lake: Path, manifest: Manifest) -> Manifest:
    """Put the next manifest in place, in one step, and return it as written.

    Raises StoreError where it cannot be written; the present one then stays.
    """
    following = replace(manifest, generation=manifest.generation + 1)
    told = {
        "format": FORMAT, "version": VERSION, "made_by": f"warledger {__version__}",
        **asdict(following),
    }  # fmt: skip
    part = lake / f".{MANIFEST}.part"
    try:
        with part.open("w", encoding="utf-8") as stream:
            json.dump(told, stream, ensure_ascii=False, indent=1)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(lake / MANIFEST)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise StoreError(
            f"{lake}: the manifest cannot be written: {error.strerror}; the lake stays as "
            "it was; make room and run the same command again"
        ) from error
    return following


def write_part(
    lake: Path, table: str, rows: pa.Table, *, day: date | str | None = None
) -> LakeFile:
    """Write rows as a file of a table and return it; it counts once a manifest names it.

    `day` names its folder, None for a table without days. Raises StoreError where the
    lake's disk refuses.
    """
    sink = pa.BufferOutputStream()
    pq.write_table(rows, sink, compression="zstd")
    content = sink.getvalue()
    digest = blake2b(content, digest_size=16).hexdigest()
    folder = table if day is None else f"{table}/day={day}"
    file = LakeFile(f"{folder}/{digest}.parquet", rows.num_rows, content.size, digest)
    target = lake / file.path
    part = target.with_name(f".{digest}.{uuid4().hex}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as stream:
            stream.write(content)
        part.replace(target)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise StoreError(
            f"{target}: cannot be written: {error.strerror}; the lake stays as it was; "
            "make room and run the same command again"
        ) from error
    return file


def breaches_of_files(
    lake: Path, *, without: tuple[str, ...] = ()
) -> tuple[tuple[str, str], ...]:
    """Return what is wrong with the files that count, each with the file's path.

    Every file is read; those of the tables in `without` are not.
    """
    found = []
    for table, files in read_manifest(lake).tables.items():
        for file in files if table not in without else ():
            try:
                content = (lake / file.path).read_bytes()
            except OSError as error:
                found.append((f"file cannot be read ({error.strerror})", file.path))
                continue
            if blake2b(content, digest_size=16).hexdigest() != file.digest:
                found.append(("file is not what its digest was made of", file.path))
    return tuple(found)


def sweep(lake: Path, *, keep: frozenset[str]) -> int:
    """Remove the tables' files that are not among `keep`; return how many went."""
    gone = 0
    for file in lake.glob("*/**/*.parquet"):
        name = file.relative_to(lake).as_posix()
        if not name.startswith(".") and name not in keep:
            file.unlink(missing_ok=True)
            gone += 1
    return gone


def current_layout(manifest: Manifest) -> bool:
    """Return whether the derived tables are of the layout that this program reads."""
    return manifest.derived in (None, layout())
