"""What a report is about, as far as places go: its countries and the points already
certain.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log10

from warledger.geo.records import GazetteerPlace, distance_km
from warledger.geo.romanise import plain_key
from warledger.lexicon.places import load_place_words
from warledger.model import Span

_CAPITALISED = re.compile(r"\b[A-Z][a-z]+(?:\s[A-Z][a-z]+)?\b")
# A point this far from a story's place still speaks for it, a little.
REACH_KM = 120.0
# Names this many characters apart tell of one spot more often than not.
BESIDE = 90


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that is certain, and where the text names it."""

    span: Span
    place: GazetteerPlace
    trust: float = 1.0


@dataclass(slots=True)
class Story:
    """The story's countries with their share, and its anchors in text order."""

    shares: Mapping[str, float]
    anchors: list[Anchor] = field(default_factory=list)

    def share(self, country: str | None) -> float:
        """Return how much of the story is about a country, 0 to 1."""
        return self.shares.get(country or "", 0.0)

    def told_in(self, least: float = 0.1) -> frozenset[str]:
        """Return the countries that make up at least that share of the story."""
        return frozenset(c for c, share in self.shares.items() if share >= least)

    def names(self, country: str | None) -> bool:
        """Return whether the text names the country itself."""
        return any(
            anchor.place.kind == "country" and anchor.place.country == country
            for anchor in self.anchors
        )

    def names_country(self, place: GazetteerPlace, span: Span) -> bool:
        """Return whether the place's country is named close to the span."""
        return place.country is not None and any(
            anchor.place.kind == "country"
            and anchor.place.country == place.country
            and abs(anchor.span.start - span.start) < BESIDE
            for anchor in self.anchors
        )

    def has_points(self) -> bool:
        """Return whether the story has a place smaller than a country."""
        return any(
            anchor.place.kind not in ("country", "continent", "region", "sea")
            for anchor in self.anchors
        )

    def has_division(self, place: GazetteerPlace) -> bool:
        """Return whether another name of the story lies in the place's first-order
        division.
        """
        if place.adm1 is None or place.kind == "adm1":
            return False
        return any(
            anchor.place.adm1 == place.adm1 and anchor.place.place_id != place.place_id
            for anchor in self.anchors
        )

    def names_division(self, place: GazetteerPlace) -> bool:
        """Return whether the text names the first-order division that the place lies in."""
        return place.adm1 is not None and any(
            anchor.place.kind == "adm1" and anchor.place.adm1 == place.adm1
            for anchor in self.anchors
        )

    def nearness(self, place: GazetteerPlace, span: Span) -> tuple[float, Anchor | None]:
        """Return how near the place lies to the story's places, 0 to 1, and the nearest
        one.

        Anchors that the text names close by count more.
        """
        best, nearest = 0.0, None
        if place.lat is None or place.lon is None:
            return best, nearest
        for anchor in self.anchors:
            known = anchor.place
            if known.lat is None or known.lon is None or known.place_id == place.place_id:
                continue
            if known.kind in ("country", "continent", "region", "sea"):
                continue
            km = distance_km(place.lat, place.lon, known.lat, known.lon)
            apart = abs(anchor.span.start - span.start)
            near = exp(-km / REACH_KM) * (0.5 + 0.5 * exp(-apart / 400))
            if apart < BESIDE:
                near += 0.6 * exp(-km / 25.0)
            near *= anchor.trust
            if near > best:
                best, nearest = near, anchor
        return best, nearest


def demonym_countries(text: str) -> list[str]:
    """Return the country of every demonym in the text, with repeats."""
    demonyms = load_place_words().demonyms
    found = []
    for match in _CAPITALISED.finditer(text):
        for word in (match.group().casefold(), match.group().split()[0].casefold()):
            if word in demonyms:
                found.append(demonyms[word][:2])
                break
    return found


# How often the votes are counted again, each time with the shares of the last count.
_ROUNDS = 3


def country_shares(
    named: Iterable[str],
    demonyms: Iterable[str],
    candidates: Sequence[Sequence[GazetteerPlace]],
    hints: Iterable[str],
) -> dict[str, float]:
    """Return each country's share of the story.

    A named country counts three, a demonym one, a hint two. Every other name has one or two
    votes, which its candidates' countries share by the size of the places there and, from
    the second count on, by what the countries have already.
    """
    fixed: dict[str, float] = {}
    for weight, countries in ((3.0, named), (1.0, demonyms), (2.0, hints)):
        for country in countries:
            fixed[country] = fixed.get(country, 0.0) + weight
    sizes = [_sizes(places) for places in candidates]
    shares: dict[str, float] = {}
    for _ in range(_ROUNDS):
        votes = dict(fixed)
        for best in sizes:
            weighed = {
                c: (w * w) * (0.05 + shares.get(c, 0.0) if shares else 1.0)
                for c, w in best.items()
            }
            total = sum(weighed.values())
            voice = 2.0 if max(best.values(), default=0.0) >= 5.0 else 0.5
            for country, weight in weighed.items():
                votes[country] = votes.get(country, 0.0) + voice * weight / total
        whole = sum(votes.values())
        shares = {country: vote / whole for country, vote in votes.items()} if whole else {}
    return shares


def _sizes(places: Sequence[GazetteerPlace]) -> dict[str, float]:
    """Return the weight of the best known candidate in each country."""
    best: dict[str, float] = {}
    for place in places:
        if place.country is not None:
            best[place.country] = max(weight_of(place), best.get(place.country, 0.0))
    return best


def weight_of(place: GazetteerPlace) -> float:
    """Return how well known a place is, on the scale of the logarithm of a population."""
    if place.kind in ("country", "continent"):
        return 8.0
    if place.kind in ("region", "sea", "water", "mountain"):
        return 6.5
    if place.kind == "adm1":
        return min(6.2, log10(place.population + 1000))
    if place.kind == "adm2" and plain_key(place.name) == plain_key(place.matched):
        # "Suffolk" is the English county sooner than "Suffolk County" elsewhere.
        return min(5.0, log10(place.population + 1000))
    if place.kind in ("adm2", "adm3"):
        return min(4.0, 0.6 * log10(place.population + 1000))
    size = log10(place.population + 10)
    return size + 1.0 if place.kind == "capital" else size
