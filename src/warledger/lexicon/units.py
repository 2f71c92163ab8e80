"""Units of measure: area, distance, share.

`factor` turns a quantity into the measure's base unit: square kilometres for area,
kilometres for distance, percent for share. Sources of factors: the international yard of
1959 and BIPM.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from warledger.errors import ResourceError
from warledger.lexicon.inflect import noun_forms
from warledger.lexicon.toml import Entry, entries, lexicon_file, only_keys, text, texts

MEASURES = ("area", "distance", "share")
_KEYS = frozenset({"unit", "measure", "factor", "forms", "example", "not", "why"})


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit. `factor` times the number gives km² (area), km (distance) or percent
    (share).
    """

    unit: str
    measure: str
    factor: float
    forms: frozenset[str]
    example: str
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitLexicon:
    """Units by lower-case form ("km", "square kilometres", "%")."""

    units: tuple[Unit, ...]
    by_form: Mapping[str, Unit]


def _factor(entry: Entry, where: str) -> float:
    value = entry.get("factor")
    if not isinstance(value, int | float) or isinstance(value, bool) or value <= 0:
        raise ResourceError(f"{where}: 'factor' is {value!r}; expected a number above 0")
    return float(value)


def _unit(entry: Entry, where: str) -> Unit:
    only_keys(entry, _KEYS, where)
    unit, measure = text(entry, "unit", where), text(entry, "measure", where)
    if measure not in MEASURES:
        raise ResourceError(
            f"{where}: 'measure' is {measure!r}; expected {', '.join(MEASURES)}"
        )
    words = frozenset(texts(entry, "forms", where))
    return Unit(
        unit=unit,
        measure=measure,
        factor=_factor(entry, where),
        forms=noun_forms(unit) | words,
        example=text(entry, "example", where),
        counter_examples=texts(entry, "not", where),
    )


@cache
def load_units(language: str = "en") -> UnitLexicon:
    """Return the shipped units; a malformed entry raises ResourceError by name."""
    path = lexicon_file("units.toml", language)
    found = tuple(_unit(entry, where) for where, entry in entries(path, "unit"))
    by_form = {form: unit for unit in found for form in sorted(unit.forms)}
    return UnitLexicon(found, by_form)
