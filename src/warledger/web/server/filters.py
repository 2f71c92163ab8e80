"""Reads what an address asks for: filters, sizes, cursors; anything impossible is refused.

Each refusal is one sentence that names the parameter, its value and what was expected. The
page's own state (where the map stands, which panel is open) may be in the same address; it
is let pass and not looked at.
"""

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from warledger.errors import QueryError
from warledger.model import Standing, Status
from warledger.web.server.words import Term, read_query

ASPECTS = (
    "type", "sub", "side", "actor", "speaker", "outlet", "status", "standing", "country",
    "adm1", "prec", "place",
)  # fmt: skip
PAGE_STATE = frozenset({"map", "open", "view", "play", "lang", "theme", "by", "tab"})
FILTERS = frozenset({*ASPECTS, "from", "to", "bbox", "q"})
CLOSED: Mapping[str, tuple[str, ...]] = {
    "status": tuple(Status),
    "standing": tuple(Standing),
    "prec": tuple("1234567"),
}
MOST_VALUES = 100
LONGEST_VALUE = 500
SHOWN_VALUE = 60
DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
NUMBER = re.compile(r"-?\d{1,4}(?:\.\d{1,12})?", re.ASCII)
WHOLE = re.compile(r"\d{1,9}", re.ASCII)
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of the earth in degrees; west > east goes over 180°."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Filter:
    """Which incidents are asked for; what is empty or None does not restrict.

    `first` and `last` are days since 1970-01-01. A value "" asks for "none known".
    """

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first: int | None = None
    last: int | None = None
    box: Box | None = None
    terms: tuple[Term, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Return whether every incident passes."""
        return self == Filter()


class Asked:
    """The parameters of one request, each name with its values in order.

    `may` names what the route knows beside its path; anything else is refused at once.
    """

    def __init__(self, pairs: Iterable[tuple[str, str]], may: Iterable[str] = ()) -> None:
        known = frozenset(may)
        self.values: dict[str, list[str]] = {}
        for name, value in pairs:
            if name not in known:
                if name in PAGE_STATE:
                    continue
                raise QueryError(f"{_short(name)}: no such parameter here{_some(known)}")
            if len(value) > LONGEST_VALUE:
                raise QueryError(
                    f"{name}: {len(value)} characters, expected {LONGEST_VALUE} at most"
                )
            self.values.setdefault(name, []).append(value)

    def one(self, name: str) -> str | None:
        """Return the value of a parameter that may be given once; None if it is not."""
        given = self.values.get(name, [])
        if len(given) > 1:
            raise QueryError(f"{name}: given {len(given)} times, expected once")
        return given[0] if given else None

    def whole(self, name: str, *, least: int, most: int, default: int) -> int:
        """Return a whole number within bounds."""
        told = self.one(name)
        if told is None:
            return default
        if not WHOLE.fullmatch(told) or not least <= int(told) <= most:
            raise QueryError(
                f"{name}: {_short(told)}, expected a whole number from {least} to {most}"
            )
        return int(told)

    def number(self, name: str, *, least: float, most: float, default: float) -> float:
        """Return a number within bounds."""
        told = self.one(name)
        if told is None:
            return default
        if not NUMBER.fullmatch(told) or not least <= float(told) <= most:
            raise QueryError(
                f"{name}: {_short(told)}, expected a number from {least} to {most}"
            )
        return float(told)

    def choice(self, name: str, among: tuple[str, ...], default: str | None) -> str | None:
        """Return one of some words."""
        told = self.one(name)
        if told is None:
            return default
        if told not in among:
            raise QueryError(f"{name}: {_short(told)}, expected {_or(among)}")
        return told

    def filter(self) -> Filter:
        """Return the filter that the parameters make together."""
        told = self.one("q")
        first = _first_day("from", self.one("from"))
        last = _last_day("to", self.one("to"))
        if first is not None and last is not None and first > last:
            raise QueryError(
                f"from, to: {self.one('from')} is after {self.one('to')}; swap them"
            )
        return Filter(
            chosen={name: found for name in ASPECTS if (found := self._chosen(name))},
            first=first,
            last=last,
            box=_box(self.one("bbox")),
            terms=() if told is None or not told.strip() else read_query(told),
        )

    def _chosen(self, name: str) -> tuple[str, ...]:
        told = self.values.get(name, [])
        if len(told) > MOST_VALUES:
            raise QueryError(f"{name}: {len(told)} values, expected {MOST_VALUES} at most")
        given = tuple(sorted(set(told)))
        for value in given:
            if name in CLOSED and value and value not in CLOSED[name]:
                raise QueryError(f"{name}: {_short(value)}, expected {_or(CLOSED[name])}")
            if name == "country" and value and not COUNTRY.fullmatch(value):
                raise QueryError(
                    f"country: {_short(value)}, expected two capital letters (ISO 3166)"
                )
        return given


def _box(told: str | None) -> Box | None:
    if told is None:
        return None
    parts = told.split(",")
    if len(parts) != 4 or not all(NUMBER.fullmatch(part) for part in parts):
        raise QueryError(f"bbox: {_short(told)}, expected west,south,east,north in degrees")
    west, south, east, north = (float(part) for part in parts)
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise QueryError(
            f"bbox: {_short(told)}, expected longitudes from -180 to 180 and latitudes "
            "from -90 to 90, the southern one first"
        )
    return Box(west, south, east, north)


def _first_day(name: str, told: str | None) -> int | None:
    return None if told is None else (_days(name, told)[0] - EPOCH).days


def _last_day(name: str, told: str | None) -> int | None:
    return None if told is None else (_days(name, told)[1] - EPOCH).days


def _days(name: str, told: str) -> tuple[date, date]:
    """Return the first and the last day of a year, a month or a day."""
    found = DAY.fullmatch(told)
    if found is not None:
        year, month, day = (None if part is None else int(part) for part in found.groups())
        try:
            if year is not None and month is None:
                return date(year, 1, 1), date(year, 12, 31)
            if year is not None and month is not None:
                end = day or calendar.monthrange(year, month)[1]
                return date(year, month, day or 1), date(year, month, end)
        except ValueError:  # there is no such month or day
            pass
    raise QueryError(f"{name}: {_short(told)}, expected a day as 2017-08-21 (or 2017-08)")


def _short(value: str) -> str:
    cut = value if len(value) <= SHOWN_VALUE else value[:SHOWN_VALUE] + "…"
    return repr(cut)


def _or(among: Iterable[str]) -> str:
    return "one of " + ", ".join(among)


def _some(known: frozenset[str]) -> str:
    return f"; there are: {', '.join(sorted(known))}" if known else ""
