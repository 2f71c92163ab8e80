"""One compiled source of places: sorted arrays on disk, mapped into memory, never loaded.

A store is a folder: columns as raw little-endian arrays, strings as one UTF-8 blob with
offsets, and two key tables (plain and folded) of sorted 64-bit hashes with the number of
the name they belong to. `meta.json` is written last and carries the size of every file: a
store without it, or with a file of another size, is damaged and is refused.
"""

import json
import mmap
import shutil
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from tempfile import mkdtemp
from typing import Literal

import numpy as np

from warledger.errors import ResourceError
from warledger.geo.records import KINDS, GazetteerPlace, SourceRow
from warledger.geo.romanise import fold_keys, plain_key
from warledger.lexicon.places import load_folds

# Names that fold alike are asked for again and again; so many take some 5 MB.
KEPT_PLACES = 8192

FORMAT = 3
_COLUMNS = {
    "lat": "f8",
    "lon": "f8",
    "population": "u8",
    "kind": "u1",
    "country": "u2",
    "adm1": "u4",
    "main": "u4",
    "name_place": "u4",
    "name_at": "u4",
    "id_at": "u4",
    "plain_hash": "u8",
    "plain_name": "u4",
    "fold_hash": "u8",
    "fold_name": "u4",
}


def key_hash(key: str) -> int:
    """Return the 64-bit hash under which a key is filed."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")


class _Writer:
    """Collects rows and lays them out; one pass, all columns in memory while building."""

    def __init__(self) -> None:
        self.columns: dict[str, array[float]] = {
            name: array(_CASTS[kind]) for name, kind in _COLUMNS.items()
        }
        self.names = bytearray()
        self.ids = bytearray()
        self.countries: dict[str, int] = {"": 0}
        self.adm1: dict[tuple[str, str], int] = {("", ""): 0}
        self.romanised = load_folds().romanised

    def add(self, row: SourceRow) -> None:
        """Lay out one place with its names and their keys."""
        column = self.columns
        place = len(column["lat"])
        column["lat"].append(float("nan") if row.lat is None else row.lat)
        column["lon"].append(float("nan") if row.lon is None else row.lon)
        column["population"].append(row.population)
        column["kind"].append(KINDS.index(row.kind))
        column["country"].append(
            self.countries.setdefault(row.country or "", len(self.countries))
        )
        adm1 = (row.adm1 or "", row.adm1_name or "")
        column["adm1"].append(self.adm1.setdefault(adm1, len(self.adm1)))
        column["main"].append(len(column["name_place"]))
        column["id_at"].append(len(self.ids))
        self.ids += row.place_id.encode()
        self._add_names(row, place)

    def _add_names(self, row: SourceRow, place: int) -> None:
        column, plain_seen = self.columns, set[str]()
        is_romanised = row.country in self.romanised and row.kind != "country"
        for name in row.names:
            plain = plain_key(name)
            if not plain or plain in plain_seen:
                continue
            plain_seen.add(plain)
            number = len(column["name_place"])
            column["name_place"].append(place)
            column["name_at"].append(len(self.names))
            self.names += name.encode()
            column["plain_hash"].append(key_hash(plain))
            column["plain_name"].append(number)
            if is_romanised:
                for key in fold_keys(name, country=row.country):
                    column["fold_hash"].append(key_hash(key))
                    column["fold_name"].append(number)

    def save(self, folder: Path, meta: Mapping[str, object]) -> None:
        """Write every file, then `meta.json`."""
        column = self.columns
        column["name_at"].append(len(self.names))
        column["id_at"].append(len(self.ids))
        arrays = {
            name: np.array(column[name], dtype=kind) for name, kind in _COLUMNS.items()
        }
        for table in ("plain", "fold"):
            order = np.argsort(arrays[f"{table}_hash"], kind="stable")
            arrays[f"{table}_hash"] = arrays[f"{table}_hash"][order]
            arrays[f"{table}_name"] = arrays[f"{table}_name"][order]
        for name, column_array in arrays.items():
            column_array.tofile(folder / f"{name}.bin")
        (folder / "names.txt").write_bytes(self.names or b"\n")
        (folder / "ids.txt").write_bytes(self.ids or b"\n")
        files = sorted(folder.iterdir())
        sizes = {path.name: path.stat().st_size for path in files}
        body = dict(meta) | {
            "format": FORMAT,
            "places": len(column["lat"]),
            "names": len(column["name_place"]),
            "countries": list(self.countries),
            "adm1": [list(pair) for pair in self.adm1],
            "sizes": sizes,
            "digest": _digest(files),
        }
        (folder / "meta.json").write_text(json.dumps(body, ensure_ascii=False), "utf-8")


def write_store(folder: Path, rows: Iterable[SourceRow], meta: Mapping[str, object]) -> int:
    """Compile the rows into a store at `folder`, replacing what is there; return their
    count.

    The store appears whole or not at all: it is written beside its place and moved there.
    """
    writer = _Writer()
    for row in rows:
        writer.add(row)
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        writer.save(part, meta)
        _swap(part, folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return len(writer.columns["lat"])


def _swap(part: Path, folder: Path) -> None:
    """Put the new store in place of the old one; one of them is there at any time."""
    old = part.with_name(part.name + ".old")
    if folder.exists():
        folder.rename(old)
    try:
        part.rename(folder)
    except OSError:
        if not (folder / "meta.json").exists():  # else another process was first
            if old.exists():
                old.rename(folder)
            raise
    shutil.rmtree(old, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class _Table:
    hashes: "memoryview[int]"
    names: "memoryview[int]"

    def find(self, key: str) -> Iterator[int]:
        wanted = key_hash(key)
        hashes, names = self.hashes, self.names
        for at in range(bisect_left(hashes, wanted), len(hashes)):
            if hashes[at] != wanted:
                return
            yield names[at]


class Store:
    """A compiled source, opened for reading; cheap to open, safe to share between
    processes.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.meta = read_meta(folder)
        self.source = str(self.meta.get("source", folder.name))
        self._folded_place = lru_cache(maxsize=KEPT_PLACES)(self._folded_place_uncached)
        self._countries: list[str] = self.meta["countries"]  # type: ignore[assignment]
        self._number_of = {code: number for number, code in enumerate(self._countries)}
        self._adm1: list[list[str]] = self.meta["adm1"]  # type: ignore[assignment]
        self._column = {n: _mapped(folder / f"{n}.bin", k) for n, k in _COLUMNS.items()}
        self._names = _mapped(folder / "names.txt", "u1")
        self._ids = _mapped(folder / "ids.txt", "u1")
        self._plain = _Table(self._column["plain_hash"], self._column["plain_name"])
        self._fold = _Table(self._column["fold_hash"], self._column["fold_name"])

    def __len__(self) -> int:
        return len(self._column["lat"])

    def has(self, plain: str) -> bool:
        """Return whether some place bears a name with this plain key."""
        wanted = key_hash(plain)
        hashes = self._column["plain_hash"]
        at = bisect_left(hashes, wanted)
        return at < len(hashes) and bool(hashes[at] == wanted)

    def plain(self, key: str, limit: int = 400) -> list[GazetteerPlace]:
        """Return the places one of whose names has this plain key."""
        return [self._place(n) for n in islice(self._plain.find(key), limit)]

    def folded(
        self, key: str, countries: frozenset[str] = frozenset(), limit: int = 2000
    ) -> list[GazetteerPlace]:
        """Return the places one of whose names has this fold key, in those countries if
        any.
        """
        names = self._fold.find(key)
        if countries:
            wanted = {
                self._number_of[code] for code in countries if code in self._number_of
            }
            place_of, country_of = self._column["name_place"], self._column["country"]
            names = (n for n in names if country_of[place_of[n]] in wanted)
        return [self._folded_place(n) for n in islice(names, limit)]

    def _folded_place_uncached(self, name: int) -> GazetteerPlace:
        return self._place(name, is_folded=True)

    def text(self, name: int) -> str:
        """Return the name of that number as its source spells it."""
        at = self._column["name_at"]
        return bytes(self._names[at[name] : at[name + 1]]).decode()

    def _place(self, name: int, *, is_folded: bool = False) -> GazetteerPlace:
        column = self._column
        place = column["name_place"][name]
        lat, lon = column["lat"][place], column["lon"][place]
        ids = column["id_at"]
        code, adm1_name = self._adm1[column["adm1"][place]]
        return GazetteerPlace(
            place_id=bytes(self._ids[ids[place] : ids[place + 1]]).decode(),
            name=self.text(column["main"][place]),
            lat=lat if lat == lat else None,
            lon=lon if lon == lon else None,
            kind=KINDS[column["kind"][place]],
            population=column["population"][place],
            country=self._countries[column["country"][place]] or None,
            adm1=code or None,
            adm1_name=adm1_name or None,
            source=self.source,
            matched=self.text(name),
            is_folded=is_folded,
        )


def read_meta(folder: Path) -> Mapping[str, object]:
    """Return the store's description; a damaged store raises ResourceError."""
    try:
        meta = json.loads((folder / "meta.json").read_text("utf-8"))
        sizes = meta["sizes"] if meta.get("format") == FORMAT else {"format": -1}
        wrong = [n for n, size in sizes.items() if (folder / n).stat().st_size != size]
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise ResourceError(f"{folder}: no readable place index: {error}") from error
    if wrong:
        raise ResourceError(
            f"{folder / wrong[0]}: is damaged; delete {folder} to rebuild it"
        )
    return dict(meta)


def _digest(files: Iterable[Path]) -> str:
    digest = blake2b(digest_size=16)
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def verify_store(store: Store) -> None:
    """Read a store through; one whose bytes are not those written raises ResourceError."""
    sizes = store.meta["sizes"]
    names = sorted(sizes) if isinstance(sizes, dict) else []
    if _digest(store.folder / name for name in names) != store.meta.get("digest"):
        raise ResourceError(
            f"{store.folder}: is not as it was written; add the source again"
        )


def _mapped(path: Path, kind: str) -> "memoryview[int]":
    """Map a column; an empty one needs no map. Columns of floats give floats."""
    data: bytes | mmap.mmap = b""
    if path.stat().st_size:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return memoryview(data).cast(_CASTS[kind])  # type: ignore[return-value]


_CASTS: Mapping[str, Literal["d", "Q", "I", "H", "B"]] = {
    "f8": "d", "u8": "Q", "u4": "I", "u2": "H", "u1": "B",
}  # fmt: skip
