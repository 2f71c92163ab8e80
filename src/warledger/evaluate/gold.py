"""Check gold before anything is scored by it: what is wrong is named.

A gold claim has `report`, `quote`, `core`, `sub_event_type`, `status`, the named slots as
lists of names, `figures` with `measure`, `item`, `low` and `high`, and `date`: null, two
days, or words. A main event and a release have what their scorers name. Further fields are
let pass.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from math import isfinite
from typing import Any

from warledger.errors import ConfigError

Gold = Mapping[str, Any]  # JSON, read at the rim
NAMES = "a list of names"
SHOWN = 60


def checked(gold: Sequence[Gold], where: str, kind: str) -> Sequence[Gold]:
    """Return the gold as it is; raises ConfigError naming entry and field.

    `where` is the file's name; entries are counted from 1, blank lines apart. `kind` is one
    of `FIELDS`.
    """
    for number, claim in enumerate(gold, start=1):
        for name, (is_right, expected) in FIELDS[kind].items():
            if name not in claim or not is_right(claim[name]):
                told = _shown(claim[name]) if name in claim else "missing"
                raise ConfigError(
                    f"{where}, entry {number}: '{name}' is {told}; expected {expected}"
                )
    return gold


def _shown(value: object) -> str:
    words = repr(value)
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_bool(value: object) -> bool:
    return isinstance(value, bool)


def _is_names(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) for name in value)


def _is_number(value: object) -> bool:
    """Return whether the value is a number that is none too many, or null."""
    if value is None:
        return True
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < 1e15 if isinstance(value, int) else isfinite(value)


def _is_figures(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(figure, Mapping)
        and _is_text(figure.get("measure"))
        and (figure.get("item", 0) is None or _is_text(figure.get("item")))
        and all(name in figure and _is_number(figure[name]) for name in ("low", "high"))
        for figure in value
    )


def _is_date(value: object) -> bool:
    if isinstance(value, list):
        return len(value) == 2 and all(_is_day(day) for day in value)
    return value is None or isinstance(value, str)


def _is_day(value: object) -> bool:
    """Return whether this is an ISO day that a day's tolerance does not carry too far."""
    try:
        return isinstance(value, str) and 1 < date.fromisoformat(value).year < 9999
    except ValueError:
        return False


def _is_count(value: object) -> bool:
    return value is not None and _is_number(value)


def _or_null(is_right: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: value is None or is_right(value)


Checks = Mapping[str, tuple[Callable[[object], bool], str]]
CLAIM: Checks = {
    "report": (_is_text, "the report's id"),
    "quote": (_is_text, "text"),
    "core": (_is_bool, "true or false"),
    "sub_event_type": (_is_text, "a type, or several parted by |"),
    "status": (_is_text, "a status, or several parted by |"),
    "actors": (_is_names, NAMES),
    "targets": (_is_names, NAMES),
    "places": (_is_names, NAMES),
    "sources": (_is_names, NAMES),
    "figures": (_is_figures, "a list of objects with measure, item, low and high"),
    "date": (_is_date, "null, two ISO days in a list, or words"),
}
MAIN_EVENT: Checks = {
    "report": (_is_text, "the report's id"),
    "place": (_is_text, "the coded governorate"),
    "cause": (_or_null(_is_text), "text or null"),
    "actor": (_or_null(_is_text), "text or null"),
    "killed_total": (_is_number, "a number or null"),
}
RELEASE: Checks = {
    "report": (_is_text, "the report's id"),
    "start_date": (_or_null(_is_text), "an ISO day or null"),
    "province": (_or_null(_is_text), "the coded province or null"),
    **{f"min_{name}": (_is_count, "a number") for name in ("killed", "captured")},
    **{f"plain_{name}": (_is_bool, "true or false") for name in ("killed", "captured")},
    **{
        name: (_or_null(_is_bool), "true, false or null") for name in ("killed", "captured")
    },
}
FIELDS: Mapping[str, Checks] = {
    "claims": CLAIM,
    "main events": MAIN_EVENT,
    "releases": RELEASE,
}
