"""The words of a brief: days, ranges, places and parties as templates put them.

What nobody says is said to be unknown; a number is never more exact than it was told.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from warledger.lexicon.countries import load_countries
from warledger.web.brief.records import Row

NO_DAY = "no day fixed"
NO_PLACE = "place not named"
NO_PARTY = "parties not named"
STATUSES = {
    "occurred": "said to have occurred",
    "ongoing": "said to be going on",
    "unconfirmed": "unconfirmed",
    "expected": "expected",
    "denied": "denied",
    "not_occurred": "said not to have occurred",
}
MEASURES = {
    "captured_persons": "taken prisoner",
    "area_km2": "area in km²",
    "distance_km": "distance in km",
    "percent_captured": "per cent captured",
    "percent_change": "change in per cent",
}


def days(first: date | None, last: date | None) -> str:
    """Return one day, a range of days, or that none is fixed."""
    if first is None or last is None:
        return NO_DAY
    return str(first) if first == last else f"{first} to {last}"


def claim_days(row: Row) -> str:
    """Return when a claim says it was; an EDTF without bounds as it stands."""
    when = row["date"]
    if when is None:
        return NO_DAY
    if when["start"] is None:
        return when["edtf"] or NO_DAY
    return days(when["start"], when["end"])


def edtf(value: str, unknown: str) -> str:
    """Return an EDTF of a state's beginning or end in words."""
    if value in ("", ".."):
        return unknown
    first, slash, last = value.partition("/")
    if not slash:
        return first
    return f"some day by {last}" if not first else f"some day from {first} to {last}"


def amount(figure: Row, written: Iterable[str] = ()) -> str:
    """Return a number as it was told, open ends said in words."""
    low, best, high = figure["low"], figure["best"], figure["high"]
    if low is None and best is None and high is None:
        said = " / ".join(written)
        return f"no number, “{said}”" if said else "no number"
    if low is not None and low == high:
        return number(low)
    if low is not None and high is not None:
        return f"{number(low)} to {number(high)}"
    if low is not None:
        return f"at least {number(low)}"
    return f"up to {number(high)}" if high is not None else number(best)


def number(value: float) -> str:
    """Return a count without a fraction that nobody told."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def measure(name: str, item: str | None = None) -> str:
    """Return a measure in words, with the thing that is counted."""
    words = MEASURES.get(name, name.replace("_", " "))
    return f"{words} ({item})" if item else words


def area(place: Row | None) -> str:
    """Return country and first-order division, as far as they are known."""
    if place is None or place["country"] is None:
        return "Area not known"
    country = load_countries().get(place["country"])
    name = country.name if country else place["country"]
    return f"{name}, {place['adm1']}" if place["adm1"] else f"{name}, division not known"


def place_name(place: Row | None) -> str:
    """Return a place's name, and that it is no more than near or a wide area."""
    if place is None:
        return NO_PLACE
    coarse = {2: "near ", 5: "around "}.get(place["where_prec"] or 0, "")
    return f"{coarse}{place['name']}"


def names(parties: Sequence[Row]) -> str:
    """Return the names of parties, each once, in the order of the text."""
    return ", ".join(dict.fromkeys(party["name"] for party in parties))


def plural(count: int, word: str) -> str:
    """Return "1 report", "2 reports"."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"
