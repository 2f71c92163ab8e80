"""Rank the candidates for a name in its story, and refuse what does not fit.

A candidate's score adds up, on the scale of the logarithm of a population: how well known
it is, how much of the story its country has, whether it lies in what the text names as
container, how near it is to the story's other places, whether its kind is the one that the
words say, and how alike its spelling is. Weights were set by hand on the development
material; docs/places.md has the figures.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from warledger.geo.context import Story, weight_of
from warledger.geo.records import DIVISIONS, SETTLED, GazetteerPlace, kilometres
from warledger.geo.romanise import folds_between, likeness, plain_key
from warledger.model import Span, Toponym

# Two candidates this close in score and this far apart are not told from each other.
MARGIN, FAR_APART_KM = 0.5, 25.0
# The same where nothing but nearness and size speaks for the best.
WIDE_MARGIN = 0.8
# A place this much better known than its namesake (0.5 is three times the people) stands.
OUTSHINES = 0.5
# Spellings this alike differ in an article or one vowel.
NEARLY_THE_SAME = 0.9
# Below this a place's other name is not a spelling of its first.
UNLIKE = 0.5
# "North of" a town is told of places this near to it.
BESIDE_KM = 45.0
# A village spelt all but the same is still refused beyond some 200 km of all else.
LEAST_NEAR = 0.15
# A place of this many people is named without its container oftener than its namesakes.
TOWN = 5_000
# From this weight on a place is thought of when its country is named.
WELL_KNOWN = 5.0
# A city of this many people is meant though a small namesake scores this much more.
CITY, PROMINENT = 100_000, 1.6
# A city is meant before a namesake in the division that the story is about only where it
# has so many more people (2.2 is 160 times as many).
FAMED = 2.2
# A town and the district called after it score alike up to this.
SAME_SCORE = 0.5
ADM1_WORDS = frozenset({"governorate", "state"})


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score and the reasons that made it, in words."""

    place: GazetteerPlace
    score: float
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Name:
    """All mentions of one name, with what is known of it so far."""

    key: str
    written: str
    toponyms: list[Toponym] = field(default_factory=list)
    plain: tuple[GazetteerPlace, ...] = ()
    folded: tuple[GazetteerPlace, ...] = ()
    chosen: GazetteerPlace | None = None
    ranked: tuple[Scored, ...] = ()
    reason: str = ""
    beside: tuple[Span, ...] = ()
    is_settled: bool = False


def rank(name: str, story: Story, places: Iterable[GazetteerPlace]) -> tuple[Scored, ...]:
    """Return the places as candidates for a bare name in a story, best first."""
    asked = Name(plain_key(name), name, [Toponym(Span(0, len(name) or 1))])
    scored = [score_of(place, asked, story, {}) for place in places]
    return tuple(sorted(scored, key=lambda s: (-s.score, s.place.place_id)))


def score_of(
    place: GazetteerPlace, name: Name, story: Story, by_span: Mapping[Span, Name]
) -> Scored:
    """Return the candidate with its score in this story and the reasons in words."""
    # Size says little for a place that is only spelt alike.
    is_spelt_alike = place.is_folded and place.likeness < NEARLY_THE_SAME
    score, reasons = (0.25 if is_spelt_alike else 0.55) * weight_of(place), []
    share = story.share(place.country)
    score += 5.0 * share
    if share >= 0.2 and place.country is not None:
        reasons.append(f"the story is about {place.country}")
    fit, reason = container_fit(place, name, by_span)
    score += fit
    if reason:
        reasons.append(reason)
    near, anchor = story.nearness(place, name.toponyms[0].span)
    score += 2.5 * near
    if weight_of(place) >= WELL_KNOWN and any(
        story.names_country(place, toponym.span) for toponym in name.toponyms
    ):
        score += 1.5
        reasons.append(f"{place.country} is named beside it")
    if story.has_division(place):
        score += 1.2
    if anchor is not None and near > 0.3:
        reasons.append(f"near {anchor.place.name}")
    score += _kind_fit(place, name)
    if place.is_folded:
        score -= 12.0 * (1.0 - place.likeness)
        said = ", ".join(folds_between(name.written, place.matched))
        reasons.append(
            f"spelt {place.matched} ({said})" if said else f"spelt {place.matched}"
        )
        if likeness(place.matched, place.name) < UNLIKE:
            score -= 1.0  # one more name of a place that is known by another
    elif plain_key(place.name) != name.key:
        score -= 0.4 if likeness(name.written, place.name) >= UNLIKE else 2.0
        reasons.append(f"also named {place.matched}")
    return Scored(place, score, tuple(reasons) or ("the best known place of that name",))


def _kind_fit(place: GazetteerPlace, name: Name) -> float:
    kinds = {toponym.kind for toponym in name.toponyms} - {None}
    if kinds & ADM1_WORDS:
        return 3.0 if place.kind == "adm1" else 0.0
    if "district" in kinds:
        return 2.0 if place.kind in ("adm2", "adm3") else 0.0
    if kinds & {"city", "town", "village", "neighbourhood"}:
        return 1.5 if place.kind in SETTLED else -2.5 if place.kind in DIVISIONS else 0.0
    return 0.4 if place.kind in SETTLED else 0.0


def container_fit(
    place: GazetteerPlace, name: Name, by_span: Mapping[Span, Name]
) -> tuple[float, str]:
    """Return how well the place lies in what the text names as its container.

    "X, north of Y" is told like a container: X lies near Y.
    """
    for beside in name.beside:
        outer = by_span.get(beside)
        if outer is not None and outer.chosen is not None and outer is not name:
            km = kilometres(place, outer.chosen)
            if km is not None and outer.chosen.kind in SETTLED:
                if km > BESIDE_KM:
                    return -3.0, ""
                return 3.0, f"beside {outer.chosen.name} as the text says"
    for container in {t.container for t in name.toponyms if t.container is not None}:
        outer = by_span.get(container)
        if outer is None or outer is name:
            continue
        options = _senses(outer)
        if not options:
            continue
        is_adm1 = any(toponym.kind in ADM1_WORDS for toponym in outer.toponyms)
        if any(
            place.adm1 == option.adm1 if is_adm1 and option.adm1 else lies_in(place, option)
            for option in options
        ):
            return 6.0 + _side(
                place, container, outer
            ), f"in {outer.written} as the text says"
        return -3.0, ""
    return 0.0, ""


def _side(place: GazetteerPlace, container: Span, outer: Name) -> float:
    """Return whether a place lies on the side that "eastern Homs" names."""
    relation = next((t.relation for t in outer.toponyms if t.span == container), None) or ""
    middle = outer.chosen
    if middle is None or None in (middle.lat, middle.lon, place.lat, place.lon):
        return 0.0
    north = (place.lat or 0.0) - (middle.lat or 0.0)
    east = (place.lon or 0.0) - (middle.lon or 0.0)
    signs = {"northern": north, "southern": -north, "eastern": east, "western": -east}
    told = [value for word, value in signs.items() if word in relation]
    return 0.0 if not told else 0.8 if all(value > 0 for value in told) else -0.8


def _senses(outer: Name) -> list[GazetteerPlace]:
    """Return what a container may be: "eastern Homs" is the governorate, not the city."""
    chosen = outer.chosen
    if chosen is None:
        return list(outer.plain[:12])
    rest = (p for p in outer.plain if (p.country, p.adm1) == (chosen.country, chosen.adm1))
    return [chosen, *(p for p in rest if p.kind == "adm1" and p != chosen)]


def lies_in(place: GazetteerPlace, outer: GazetteerPlace) -> bool:
    """Return whether a place lies in another: by country, by division, or by nearness."""
    if outer.kind == "country":
        return place.country == outer.country
    if outer.country is not None and place.country != outer.country:
        return False
    if outer.kind == "adm1" and place.adm1 is not None:
        return place.adm1 == outer.adm1
    km = kilometres(place, outer)
    if km is None:
        return place.adm1 is not None and place.adm1 == outer.adm1
    if outer.kind in SETTLED and outer.adm1 == place.adm1 and outer.population > 20_000:
        return km <= 150.0  # "in Idlib" is as often the province as the city
    if None not in (outer.adm1, place.adm1) and outer.adm1 != place.adm1:
        return km <= 20.0
    return km <= (60.0 if outer.kind != "region" else 300.0)


def refusal(
    best: Scored,
    ranked: Sequence[Scored],
    name: Name,
    story: Story,
    by_span: Mapping[Span, Name],
) -> str | None:
    """Return why even the best candidate is not taken, or None where it is."""
    place = best.place
    fit, _ = container_fit(place, name, by_span)
    if fit < 0 and not (weight_of(place) >= 5.0 and story.share(place.country) >= 0.3):
        return f"none of {len(ranked)} places of that name lies where the text puts it"
    if fit == 0 and weight_of(place) < 4.5 and any(t.container for t in name.toponyms):
        return "the area that the text puts it in is not known"
    foreign = (
        story.shares and story.share(place.country) < 0.1 and place.country is not None
    )
    least = 4.0 if story.names(place.country) else 4.7
    if (
        foreign
        and fit <= 0
        and weight_of(place) < least
        and max(story.shares.values()) > 0.5
    ):
        what = f"the {said_kind(place)} {place.name}"
        return f"{what} lies in {place.country}, outside the story"
    near, _ = story.nearness(place, name.toponyms[0].span)
    if fit <= 0 and near < _least_nearness(name, place, story):
        return f"{place.name} bears a like name and lies far from the story"
    if place.is_folded and fit <= 0 and place.likeness < 0.75 and near < 0.25:
        return f"{place.matched} is spelt too differently and lies far from the story"
    return _rivalled(best, ranked, MARGIN if fit > 0 else WIDE_MARGIN)


def _least_nearness(name: Name, place: GazetteerPlace, story: Story) -> float:
    """Return how near the story a row must lie to be more than a namesake.

    A facility, street or mountain may be named like a town elsewhere; a name that is only
    spelt like the row's must be near, the nearer the less alike it is.
    """
    kinds = {toponym.kind for toponym in name.toponyms}
    if kinds <= _FACILITIES and weight_of(place) < 5.2:
        return 0.35
    if kinds <= _NATURAL and place.kind in SETTLED:
        return 0.9
    if place.is_folded and weight_of(place) < 4.5 and story.has_points():
        return 0.3 if place.likeness < NEARLY_THE_SAME else LEAST_NEAR
    return 0.0


_FACILITIES = frozenset({"facility", "base", "road", "field", "crossing"})
_NATURAL = frozenset({"mountain", "valley", "water"})


def _rivalled(best: Scored, ranked: Sequence[Scored], margin: float) -> str | None:
    """Refuse where a second candidate is as good and lies elsewhere."""
    a = best.place
    for rival in ranked[1:]:
        if best.score - rival.score > margin:
            return None
        b = rival.place
        if (a.country, a.adm1) == (b.country, b.adm1) and {a.kind, b.kind} & DIVISIONS:
            continue  # a town and the division named for it
        km = kilometres(a, b)
        is_same = not a.is_folded or a.likeness >= NEARLY_THE_SAME
        if _is_town(a) and weight_of(a) >= weight_of(b):
            continue  # a town goes before a smaller namesake, a village does not
        outshines = is_same and weight_of(a) - weight_of(b) > OUTSHINES
        if km is None or outshines:
            continue
        if km > FAR_APART_KM:
            return f"{len(ranked)} places of that name fit equally well"
    return None


def _town_of_district(ranked: Sequence[Scored]) -> Scored:
    """Return the best candidate, or the town of the same name that a district is called
    after, where they lie at one spot and score alike.
    """
    best = ranked[0]
    if best.place.kind not in ("adm2", "adm3"):
        return best
    towns = (
        other
        for other in ranked[1:]
        if other.place.kind in SETTLED and other.place.adm1 == best.place.adm1
        if other.place.country == best.place.country
        if best.score - other.score < SAME_SCORE
    )
    return next(towns, best)


def preferred(ranked: Sequence[Scored], fit: float, story: Story) -> Scored:
    """Return the best candidate, or a city that far outshines it at nearly its score.

    Nearness finds a namesake near almost every story; where the text names no container the
    city is meant.
    """
    best = _town_of_district(ranked)
    if fit > 0:
        return best
    is_local = story.names_division(best.place)
    for rival in ranked[1:]:
        if is_local and weight_of(rival.place) - weight_of(best.place) < FAMED:
            continue  # a state's paper means the state's town
        gap = best.score - rival.score
        lead = weight_of(rival.place) - weight_of(best.place)
        if gap > PROMINENT * max(1.0, lead):
            continue
        is_city = rival.place.kind in SETTLED and rival.place.population >= CITY
        if rival.place.is_folded:
            continue
        if (
            is_city
            and lead >= 0.7
            and plain_key(rival.place.matched) == plain_key(rival.place.name)
        ):
            return rival
    return best


def _is_town(place: GazetteerPlace) -> bool:
    known = not place.is_folded and plain_key(place.name) == plain_key(place.matched)
    return known and place.kind in SETTLED and place.population >= TOWN


def said_kind(place: GazetteerPlace) -> str:
    """Return the word for a row's kind."""
    return {"adm1": "division", "adm2": "district", "settlement": "town"}.get(
        place.kind, place.kind
    )
