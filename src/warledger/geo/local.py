"""Tell a local story's "Cairo" from the famous one.

A local paper names its towns without state or country, and many bear a great city's name.
Where nothing else in the text tells of the great city's country, and a namesake lies close
to a small town that only another country has, the namesake is meant: "Cairo" beside
"Thomasville" is in Georgia. Knowingly missed: a famous name beside large cities only.
"""

from collections.abc import Iterable, Iterator, Sequence

from warledger.geo.context import weight_of
from warledger.geo.ranking import Name
from warledger.geo.records import SETTLED, GazetteerPlace, kilometres
from warledger.geo.romanise import plain_key

# Neighbouring towns of one story lie this near to each other.
NEIGHBOURS_KM = 60.0
# A town of fewer people than this is told of in its own region only.
SMALL = 100_000


def leave_local(names: Sequence[Name], demonyms: Iterable[str]) -> None:
    """Take great cities abroad out of the candidates of names that a local town bears."""
    told = set(demonyms)
    for name in names:
        best = max(name.plain, key=weight_of, default=None)
        if best is None or best.kind not in SETTLED or best.population < SMALL:
            continue
        others = [other for other in names if other is not name]
        if best.country in told or any(_supports(o, best.country) for o in others):
            continue
        near = [p for p in name.plain if any(_is_beside(p, o) for o in others)]
        abroad = {p.country for p in near} - {best.country}
        if abroad:
            name.plain = tuple(p for p in name.plain if p.country in abroad)


def _supports(other: Name, country: str | None) -> bool:
    """Return whether another name may lie in the country."""
    return any(place.country == country for place in other.plain)


def _is_beside(place: GazetteerPlace, other: Name) -> bool:
    """Return whether a small town that only the place's country has lies near to it."""
    if {p.country for p in other.plain} != {place.country} or place.kind not in SETTLED:
        return False
    return any(
        (km := kilometres(place, town)) is not None and km <= NEIGHBOURS_KM
        for town in _small_towns(other)
    )


def _small_towns(name: Name) -> Iterator[GazetteerPlace]:
    largest = max((p.population for p in name.plain), default=0)
    if largest < SMALL:
        yield from (
            p for p in name.plain if p.kind in SETTLED and plain_key(p.name) == name.key
        )
