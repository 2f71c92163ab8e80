"""Words that set an event back from the days a report tells of (`en/background.toml`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from warledger.errors import ResourceError
from warledger.lexicon.toml import lexicon_file, only_keys, read_toml, texts

_KEYS = frozenset({"words", "example", "not"})


@dataclass(frozen=True, slots=True)
class BackgroundWords:
    """Lower-case words by what they do; `organise` holds lemmas of verbs."""

    earlier: frozenset[str]
    organise: frozenset[str]
    trait: frozenset[str]
    lasting: frozenset[str]


@cache
def load_background_words() -> BackgroundWords:
    """Return the shipped words; a malformed file raises ResourceError."""
    path = lexicon_file("background.toml")
    top = read_toml(path)
    only_keys(top, frozenset(BackgroundWords.__slots__), path.name)
    found: dict[str, frozenset[str]] = {}
    for name in BackgroundWords.__slots__:
        table = top.get(name)
        if not isinstance(table, Mapping):
            raise ResourceError(f"{path.name}: '{name}' is {table!r}; expected a table")
        where = f"{path.name}, {name}"
        only_keys(table, _KEYS, where)
        found[name] = frozenset(texts(table, "words", where))
    return BackgroundWords(**found)
