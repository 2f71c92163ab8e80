"""Load what each outcome of a comparison weighs, and the words for it.

The weights are data (`weights.toml`, with their origin); their sum over all comparisons of
a pair, with the prior, is the log-odds in bits that two claims tell of one event (Fellegi &
Sunter 1969, A Theory for Record Linkage).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from warledger.errors import ResourceError
from warledger.lexicon.toml import only_keys, read_toml, text

_NUMBERS = ("prior", "keep")


@dataclass(frozen=True, slots=True)
class Level:
    """One outcome of one comparison: its weight in bits and what a reader is told."""

    aspect: str
    level: str
    bits: float
    words: str


@dataclass(frozen=True, slots=True)
class Weights:
    """All levels, the prior, and the weight from which a link is kept, in bits."""

    prior: float
    keep: float
    levels: tuple[Level, ...]

    def most(self, aspect: str) -> float:
        """Return the largest weight that a level of the aspect has, in bits."""
        return max(level.bits for level in self.levels if level.aspect == aspect)


@cache
def load_weights() -> Weights:
    """Return the shipped weights; raises ResourceError naming the entry that is wrong."""
    return read_weights(Path(str(files("warledger.reconcile").joinpath("weights.toml"))))


def read_weights(path: Path) -> Weights:
    """Return the weights of a file; raises ResourceError naming the entry that is wrong."""
    table = read_toml(path)
    prior, keep = (_number(table, name, path.name) for name in _NUMBERS)
    levels = [
        _level(aspect, level, entry, f"{path.name}: {aspect}.{level}")
        for aspect, entries in table.items()
        if isinstance(entries, Mapping)
        for level, entry in entries.items()
    ]
    return Weights(prior, keep, tuple(levels))


def _level(aspect: str, level: str, entry: object, where: str) -> Level:
    if not isinstance(entry, Mapping):
        raise ResourceError(f"{where}: is {entry!r}; expected a table with bits and words")
    only_keys(entry, frozenset(("bits", "words")), where)
    return Level(aspect, level, _number(entry, "bits", where), text(entry, "words", where))


def _number(entry: Mapping[str, object], key: str, where: str) -> float:
    value = entry.get(key)
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        raise ResourceError(f"{where}: {key!r} is {value!r}; expected a number of bits")
    return float(value)
