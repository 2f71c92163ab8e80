"""Typed loaders of the place lexicon: folds of romanised spellings and the grammar's words.

Two files feed it: `places_folds.toml` (which letter groups stand for one another) and
`places.toml` (kinds of places, cue words, words that are no places). Both are read once and
cached; a malformed entry is named by file, table and number.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from warledger.errors import ResourceError
from warledger.lexicon.toml import (
    entries,
    lexicon_file,
    only_keys,
    optional_text,
    read_toml,
    text,
    texts,
)


@dataclass(frozen=True, slots=True)
class Fold:
    """A letter group, the class it folds to, and other classes it may be written with."""

    source: str
    target: str
    also: tuple[str, ...]
    example: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Folds:
    """All that `geo.romanise` needs to fold a spelling."""

    folds: tuple[Fold, ...]
    words: Mapping[str, str]
    qualifiers: Mapping[str, str]
    letters: Mapping[str, Mapping[str, str]]
    romanised: frozenset[str]
    articles: frozenset[str]
    links: frozenset[str]
    vowels: str
    examples: tuple[tuple[str, ...], ...]


def _pair(example: tuple[str, ...], where: str) -> tuple[str, ...]:
    if len(example) != 2:
        raise ResourceError(f"{where}: 'example' is {example!r}; expected two spellings")
    return example


def _fold(where: str, entry: Mapping[str, object]) -> Fold:
    only_keys(entry, frozenset({"from", "to", "also", "example"}), where)
    also = entry.get("also")
    if also is not None and not isinstance(also, str):
        raise ResourceError(f"{where}: 'also' is {also!r}; expected a string")
    example = _pair(texts(entry, "example", where), where)
    others = () if also is None else tuple(also.split())
    return Fold(text(entry, "from", where), text(entry, "to", where), others, example)


@cache
def load_folds(language: str = "en") -> Folds:
    """Return the folds of romanised spellings; a malformed file raises ResourceError."""
    path = lexicon_file("places_folds.toml", language)
    folds = tuple(_fold(where, entry) for where, entry in entries(path, "fold"))
    words: dict[str, str] = {}
    letters: dict[str, dict[str, str]] = {}
    romanised: set[str] = set()
    examples = [fold.example for fold in folds]
    for where, entry in entries(path, "word"):
        words |= dict.fromkeys(texts(entry, "from", where), text(entry, "to", where))
        examples.append(_pair(texts(entry, "example", where), where))
    qualifiers: dict[str, str] = {}
    for where, entry in entries(path, "qualifier"):
        qualifiers |= dict.fromkeys(texts(entry, "from", where), text(entry, "to", where))
        examples.append(_pair(texts(entry, "example", where), where))
    for where, entry in entries(path, "letters"):
        pairs = dict(pair.split(" ") for pair in texts(entry, "pairs", where))
        letters |= dict.fromkeys(texts(entry, "countries", where), pairs)
        examples.append(_pair(texts(entry, "example", where), where))
    for where, entry in entries(path, "romanised"):
        romanised |= set(texts(entry, "countries", where))
        examples.append(_pair(texts(entry, "example", where), where))
    top = read_toml(path)
    return Folds(
        folds=folds,
        words=words,
        qualifiers=qualifiers,
        letters=letters,
        romanised=frozenset(romanised),
        articles=frozenset(texts(top, "articles", path.name)),
        links=frozenset(texts(top, "links", path.name)),
        vowels=text(top, "vowels", path.name),
        examples=tuple(examples),
    )


@dataclass(frozen=True, slots=True)
class Region:
    """A sea, river, mountain range or region that no list of towns holds."""

    region_id: str
    names: tuple[str, ...]
    lat: float
    lon: float
    kind: str
    country: str | None


@cache
def load_regions(language: str = "en") -> tuple[Region, ...]:
    """Return the seas, rivers, ranges and regions, in the order of the file."""
    path = lexicon_file("places_regions.toml", language)
    return tuple(_region(where, entry) for where, entry in entries(path, "region"))


def _region(where: str, entry: Mapping[str, object]) -> Region:
    keys = frozenset({"id", "names", "point", "kind", "country", "source", "example"})
    only_keys(entry, keys, where)
    point = entry.get("point")
    if not isinstance(point, list) or len(point) != 2:
        raise ResourceError(
            f"{where}: 'point' is {point!r}; expected [latitude, longitude]"
        )
    return Region(
        region_id="region:" + text(entry, "id", where),
        names=texts(entry, "names", where),
        lat=float(point[0]),
        lon=float(point[1]),
        kind=text(entry, "kind", where),
        country=optional_text(entry, "country", where),
    )


@cache
def load_adm1_names(language: str = "en") -> Mapping[str, tuple[str, ...]]:
    """Return usual English names of first-order divisions by code ("SY.11")."""
    path = lexicon_file("places_adm1.toml", language)
    return {
        text(entry, "code", where): texts(entry, "names", where)
        for where, entry in entries(path, "adm1")
    }


@dataclass(frozen=True, slots=True)
class KindWord:
    """A noun beside a name that says what kind of place the name is."""

    kind: str
    sides: str
    is_part: bool
    prec: int | None
    example: str


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The words of the place grammar, all in lower case."""

    kinds: Mapping[str, KindWord]
    prefixes: Mapping[str, str]
    prefix_examples: tuple[str, ...]
    locative: frozenset[str]
    weak_locative: frozenset[str]
    directions: frozenset[str]
    institutions: frozenset[str]
    metonym_verbs: frozenset[str]
    always_prefixes: frozenset[str]
    personal_prefixes: frozenset[str]
    taken_verbs: frozenset[str]
    auxiliaries: frozenset[str]
    saying: frozenset[str]
    hyphenated: frozenset[str]
    titles: frozenset[str]
    given_names: frozenset[str]
    not_places: frozenset[str]
    language_words: frozenset[str]
    place_given_names: frozenset[str]
    brands: frozenset[str]
    local_bodies: frozenset[str]
    street_nouns: frozenset[str]
    place_heads: frozenset[str]
    body_nouns: frozenset[str]
    school_words: frozenset[str]
    teams: frozenset[str]
    team_prefixes: frozenset[str]
    features: frozenset[str]
    middle_words: frozenset[str]
    calendar: frozenset[str]
    demonym_names: frozenset[str]
    demonyms: Mapping[str, str]


_KIND_KEYS = frozenset({"name", "words", "sides", "is_part", "prec", "example"})


def _kind_words(where: str, entry: Mapping[str, object]) -> dict[str, KindWord]:
    only_keys(entry, _KIND_KEYS, where)
    sides = text(entry, "sides", where)
    if sides not in ("before", "after", "both"):
        raise ResourceError(
            f"{where}: 'sides' is {sides!r}; expected before, after or both"
        )
    prec = entry.get("prec")
    word = KindWord(
        kind=text(entry, "name", where),
        sides=sides,
        is_part=entry.get("is_part") is True,
        prec=prec if isinstance(prec, int) else None,
        example=text(entry, "example", where),
    )
    return dict.fromkeys(texts(entry, "words", where), word)


@cache
def load_place_words(language: str = "en") -> PlaceWords:
    """Return the words of the place grammar; a malformed file raises ResourceError."""
    path = lexicon_file("places.toml", language)
    top = read_toml(path)
    kinds: dict[str, KindWord] = {}
    for where, entry in entries(path, "kind"):
        for word, kind in _kind_words(where, entry).items():
            kinds.setdefault(word, kind)
    prefixes: dict[str, str] = {}
    prefix_examples = []
    for where, entry in entries(path, "prefix"):
        prefixes |= dict.fromkeys(texts(entry, "words", where), text(entry, "kind", where))
        prefix_examples.append(text(entry, "example", where))
    demonyms: dict[str, str] = {}
    for where, entry in entries(path, "demonym"):
        country = text(entry, "country", where)
        demonyms |= {word.casefold(): country for word in texts(entry, "words", where)}

    def words(key: str) -> frozenset[str]:
        value = top.get(key)
        found = value.split() if isinstance(value, str) else texts(top, key, path.name)
        if not found:
            raise ResourceError(f"{path.name}: no '{key}'; expected words above the tables")
        return frozenset(found)

    return PlaceWords(
        kinds=kinds,
        prefixes=prefixes,
        prefix_examples=tuple(prefix_examples),
        locative=words("locative"),
        weak_locative=words("weak_locative"),
        directions=words("directions"),
        institutions=words("institutions"),
        metonym_verbs=words("metonym_verbs"),
        always_prefixes=words("always_prefixes"),
        personal_prefixes=words("personal_prefixes"),
        taken_verbs=words("taken_verbs"),
        auxiliaries=words("auxiliaries"),
        saying=words("saying"),
        hyphenated=words("hyphenated"),
        titles=words("titles"),
        given_names=words("given_names"),
        not_places=words("not_places"),
        language_words=words("language_words"),
        place_given_names=words("place_given_names"),
        brands=words("brands"),
        local_bodies=words("local_bodies"),
        street_nouns=words("street_nouns"),
        place_heads=words("place_heads"),
        body_nouns=words("body_nouns"),
        school_words=words("school_words"),
        teams=words("teams"),
        team_prefixes=words("team_prefixes"),
        features=words("features"),
        middle_words=words("middle_words"),
        calendar=words("calendar"),
        demonym_names=words("demonym_names"),
        demonyms=demonyms,
    )


@cache
def load_country_names(language: str = "en") -> Mapping[str, tuple[str, ...]]:
    """Return further names of countries by ISO code."""
    path = lexicon_file("places.toml", language)
    return {
        text(entry, "country", where): texts(entry, "names", where)
        for where, entry in entries(path, "country")
    }
