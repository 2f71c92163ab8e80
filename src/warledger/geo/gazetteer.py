"""Look places up by name: the embedded gazetteer and what the user added, as one.

A `Gazetteer` is a list of stores; the user's come first. Records of one place in two
stores are linked: equal ids, or one name within three kilometres, count once, and the
first store's record stands with the larger population of both.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import islice, takewhile
from pathlib import Path

from warledger.geo.build import data_folder, embedded_store
from warledger.geo.records import GazetteerPlace, distance_km
from warledger.geo.romanise import is_latin, likeness, near_keys, plain_key, query_keys
from warledger.geo.store import Store

# Two records of one name this near are one place.
SAME_PLACE_KM = 3.0
# Beyond this many folded candidates a name says nothing.
MAX_CANDIDATES = 400
# Names of a report are asked for several times; this many answers hold some 10 MB.
KEPT_ANSWERS = 1024


class Gazetteer:
    """Several stores asked as one; immutable and safe to share."""

    def __init__(self, stores: Sequence[Store]) -> None:
        self.stores = tuple(stores)
        self._plain = cache(self._plain_uncached)
        self._has = cache(self._has_uncached)
        self._folded = lru_cache(maxsize=KEPT_ANSWERS)(self._folded_uncached)

    @property
    def digest(self) -> str:
        """Hash of the stores' contents, for the run's record."""
        described = "\n".join(f"{s.source} {s.meta.get('digest')}" for s in self.stores)
        return blake2b(described.encode(), digest_size=8).hexdigest()

    def __len__(self) -> int:
        return sum(len(store) for store in self.stores)

    def has(self, key: str) -> bool:
        """Return whether some place bears a name with this plain key."""
        return self._has(key)

    def _has_uncached(self, key: str) -> bool:
        return any(store.has(key) for store in self.stores)

    def plain(self, name: str) -> tuple[GazetteerPlace, ...]:
        """Return the places of that name once case, accents and hyphens are forgotten."""
        return self._plain(plain_key(name))

    def _plain_uncached(self, key: str) -> tuple[GazetteerPlace, ...]:
        return linked(place for store in self.stores for place in store.plain(key))

    def folded(
        self, name: str, *, countries: Iterable[str] = (), floor: float = 0.0
    ) -> tuple[GazetteerPlace, ...]:
        """Return the places whose name folds to the same key, most alike first.

        `countries` (ISO codes) keeps to some countries; `floor` leaves out what is less
        alike.
        """
        return self._folded(name, frozenset(countries), floor)

    def _folded_uncached(
        self, name: str, wanted: frozenset[str], floor: float
    ) -> tuple[GazetteerPlace, ...]:
        keys = query_keys(name)
        found = self._under(keys, wanted)
        if not found and wanted:  # one consonant too many: "Uqayrabad" for Uqayribat
            found = self._under(near_keys(keys[0]), wanted)
        alike = takewhile(lambda p: p.likeness >= floor, _most_alike(name, found))
        return linked(islice(alike, MAX_CANDIDATES))

    def _under(self, keys: Iterable[str], wanted: frozenset[str]) -> list[GazetteerPlace]:
        return [
            p for key in keys for store in self.stores for p in store.folded(key, wanted)
        ]

    def candidates(
        self, name: str, *, countries: Iterable[str] = ()
    ) -> tuple[GazetteerPlace, ...]:
        """Return plain matches, then folded ones; each place once."""
        return linked((*self.plain(name), *self.folded(name, countries=countries)))


def _most_alike(name: str, found: Iterable[GazetteerPlace]) -> Iterator[GazetteerPlace]:
    """Yield each place once with its likeness, most alike first.

    A place that has names in Latin and in other letters is as alike as both are on average:
    two scripts that agree with the spelling say more than one.
    """
    best: dict[str, dict[bool, tuple[float, GazetteerPlace]]] = {}
    for place in found:
        alike, script = likeness(name, place.matched), is_latin(place.matched)
        scripts = best.setdefault(place.place_id, {})
        if script not in scripts or scripts[script][0] < alike:
            scripts[script] = (alike, place)
    means = [_mean(scripts) for scripts in best.values()]
    means.sort(key=lambda found: (-found[0], -found[1].population, found[1].place_id))
    return (replace(place, likeness=alike) for alike, place in means)  # few are asked for


def _mean(
    scripts: Mapping[bool, tuple[float, GazetteerPlace]],
) -> tuple[float, GazetteerPlace]:
    mean = sum(alike for alike, _ in scripts.values()) / len(scripts)
    if True in scripts and scripts[True][0] > 0.985:  # the same but for its article
        mean = max(mean, 0.91)
    _, place = scripts[True] if True in scripts else scripts[False]
    return mean, place


def linked(places: Iterable[GazetteerPlace]) -> tuple[GazetteerPlace, ...]:
    """Return each place once: by id, and across stores by name and nearness."""
    kept: list[GazetteerPlace] = []
    for place in places:
        at = next((i for i, other in enumerate(kept) if _is_same(place, other)), None)
        if at is None:
            kept.append(place)
        elif kept[at].population < place.population:
            kept[at] = replace(kept[at], population=place.population)
    return tuple(kept)


def _is_same(one: GazetteerPlace, other: GazetteerPlace) -> bool:
    if one.place_id == other.place_id:
        return True
    if one.source == other.source or one.kind != other.kind:
        return False
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    return distance_km(one.lat, one.lon, other.lat, other.lon) <= SAME_PLACE_KM


def user_stores(data: Path | None = None) -> tuple[Store, ...]:
    """Return the user's stores by name; a damaged one raises ResourceError."""
    folder = (data or data_folder()) / "gazetteers"
    if not folder.is_dir():
        return ()
    found = sorted(p for p in folder.iterdir() if not p.name.startswith(".") and p.is_dir())
    return tuple(Store(path) for path in found)


@cache
def load_gazetteer(
    *, data: Path | None = None, cache_at: Path | None = None, embedded: bool = True
) -> Gazetteer:
    """Return the user's gazetteers and the embedded one, opened once per process.

    `data` and `cache_at` name other folders than the user's own; `embedded=False` leaves
    the embedded places out (to measure one source alone).
    """
    stores = user_stores(data)
    return Gazetteer((*stores, embedded_store(cache_at)) if embedded else stores)
