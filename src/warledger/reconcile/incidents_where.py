"""Where and when an incident was, from places and days that its claims name.

Place: every place is voted for by the origins that name it or something it lies in; the
most votes win, then the more precise place, then the one that more origins name outright.
So a village counts before its province, and one outlier does not move the incident. Places
of two tellers exclude one another only where every place of the one lies apart from every
place of the other: a province does not exclude a village in it, nor one village its
neighbour, nor one spelling another.

Days: those of the most precise accounts, of what is told as having happened where anything
is, and days that the text names before days assumed from the day of publication; from the
first to the last of them. Only days that the text names can disagree.

Knowingly missed: fronts that move in a day; two villages of one name in one province.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import permutations
from math import asin, cos, radians, sin, sqrt

from warledger.lexicon.names import name_words
from warledger.lexicon.places import load_place_words
from warledger.model import Place, Status
from warledger.reconcile.incidents_told import Account

# Two points of precision 1 or 2 so far apart are two places, nearer ones may be one
# fight told by two of its villages. UCDP calls a place within 25 km "near" (where_prec 2).
APART_KM = 30.0
EARTH_KM = 6371.0
# A second-order division reaches about so far from its seat.
DISTRICT_KM = 60.0
POINT, DISTRICT, DIVISION, FUZZY, COUNTRY = 2, 3, 4, 5, 6
Rows = list[tuple[Account, Place]]
HAPPENED = frozenset({Status.OCCURRED, Status.ONGOING})
_VOWELS = str.maketrans("", "", "aeiouy")


@dataclass(frozen=True, slots=True)
class Where:
    """The incident's place, the claim whose text names it, and why this one."""

    place: Place | None
    claim_id: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class When:
    """First and last day with UCDP's code of precision, None where none is fixed."""

    start: date | None
    end: date | None
    precision: int | None
    reason: str


def find_place(accounts: Sequence[Account]) -> Where:
    """Return the place that most origins name, the more precise of those that share it."""
    named: dict[str, Rows] = {}
    for account in accounts:
        for place in account.claim.places:
            named.setdefault(place_key(place), []).append((account, place))
    if not named:
        return Where(None, None, "no claim names a place")
    voters = _voters(named)
    ranked = sorted(named, key=lambda key: (*_rank(voters[key], named[key]), key))
    account, place = min(named[ranked[0]], key=lambda row: _fineness(row[1]))
    count = len({a.teller.origin for a, _ in named[ranked[0]]})
    reason = f"named by {count} origin{'s' if count > 1 else ''}"
    if len(ranked) > 1:
        reason += f"; {len(ranked) - 1} further place{'s' if len(ranked) > 2 else ''} named"
    return Where(place, account.claim_id, reason)


def _voters(named: Mapping[str, Rows]) -> dict[str, set[str]]:
    """Return, by place, the origins that name it or something that it lies in."""
    own = {key: {account.teller.origin for account, _ in named[key]} for key in named}
    voters = {key: set(origins) for key, origins in own.items()}
    for outer, inner in permutations(named, 2):
        if contains(named[outer][0][1], named[inner][0][1]):
            voters[inner] |= own[outer]
    return voters


def _rank(voters: set[str], rows: Rows) -> tuple[int, float, int, int]:
    """Return what orders places: votes, precision, origins that name it, claims."""
    own = {account.teller.origin for account, _ in rows}
    return (-len(voters), _fineness(rows[0][1])[0], -len(own), -len(rows))


def _fineness(place: Place) -> tuple[float, bool]:
    """Return how precise a place is, lowest first; a name nobody knows is still a spot.

    With the point of the town that locates it, it comes before that town.
    """
    if place.place_id is None:
        return (2.5, True) if place.lat is None else (1.9, False)
    return (float(place.where_prec or 9), place.lat is None)


def place_key(place: Place) -> str:
    """Return what is the same for one place in all reports, its spellings folded."""
    if place.place_id is not None:
        return place.place_id
    return f"{_skeleton(place.name)}|{place.country or ''}"


@lru_cache(maxsize=1 << 14)
def _skeleton(name: str) -> str:
    """Return the consonants of a name without the word for its kind ("Mount", "Jabal")."""
    kinds = load_place_words()
    words = [word.key for word in name_words(name)]
    bare = [w for w in words if w not in kinds.prefixes and w not in kinds.kinds]
    folded = " ".join(w[:1] + w[1:].translate(_VOWELS) for w in bare or words)
    # Two consonants single no name out.
    return folded if len(folded) > 2 else " ".join(bare or words) or name.casefold()


def contains(outer: Place, inner: Place) -> bool:
    """Return whether one place, a division, country or region, has the other within it."""
    if outer.place_id is None or (outer.where_prec or 0) <= POINT:
        return False
    if _fineness(inner) >= _fineness(outer):
        return False
    if None not in (outer.country, inner.country) and outer.country != inner.country:
        return False
    if outer.where_prec == COUNTRY:
        return outer.country is not None and outer.country == inner.country
    if outer.where_prec == DIVISION:
        return outer.adm1 is not None and outer.adm1 == inner.adm1
    apart = distance_km(outer, inner)
    reach = DISTRICT_KM if outer.where_prec == DISTRICT else 2 * DISTRICT_KM
    return apart is not None and apart <= reach


def lie_apart(one: Place, other: Place) -> bool:
    """Return whether two places cannot be one: far apart, or in other divisions."""
    if place_key(one) == place_key(other) or contains(one, other) or contains(other, one):
        return False
    if _differ(one.country, other.country):
        return True
    if COUNTRY in (one.where_prec, other.where_prec):
        return False
    if FUZZY in (one.where_prec, other.where_prec):
        return False
    apart = distance_km(one, other)
    if apart is not None and _is_point(one) and _is_point(other):
        return apart > APART_KM
    return _differ(one.adm1, other.adm1) and (apart is None or apart > APART_KM)


def _is_point(place: Place) -> bool:
    return place.place_id is not None and (place.where_prec or 9) <= POINT


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def distance_km(one: Place, other: Place) -> float | None:
    """Return kilometres on a sphere between two places, None without coordinates."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    north, south = radians(one.lat), radians(other.lat)
    half = sin((north - south) / 2) ** 2
    half += cos(north) * cos(south) * sin(radians(one.lon - other.lon) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def find_days(accounts: Sequence[Account]) -> When:
    """Return the days that the most precise accounts give."""
    happened = [a for a in accounts if a.claim.status in HAPPENED]
    dated = _dated(happened) or _dated(accounts)
    if not dated:
        return When(None, None, None, "no claim fixes a day")
    finest = min(dated)[:2]
    best = [row[2:] for row in dated if row[:2] == finest]
    start, end = min(s for s, _ in best), max(e for _, e in best)
    reason = (
        "the days that the text names"
        if not finest[1]
        else "days counted from the report's"
    )
    if len(dated) > 1:
        reason += f"; the most precise of {len(dated)} dated claims"
    return When(start, end, days_code(start, end), reason)


def _dated(accounts: Iterable[Account]) -> list[tuple[int, bool, date, date]]:
    """Return code of precision, whether only assumed, first and last day, where fixed."""
    found = []
    for account in accounts:
        when = account.claim.date
        if when is not None and when.start is not None and when.end is not None:
            code = days_code(when.start, when.end)
            found.append((code, when.mention is None, when.start, when.end))
    return found


def days_code(start: date, end: date) -> int:
    """Return UCDP's code of precision for a stretch of days, both counted."""
    days = (end - start).days + 1
    codes = ((1, 1), (2, 6), (3, 7), (4, 31))
    return next((code for code, most in codes if days <= most), 5)
