"""Say which place of the gazetteer a name means in this report, or that none fits.

Candidates are ranked by what the text names as container, the kind its words give, the story's
countries, its other places, size, and likeness of spelling. Names that are certain go first and
anchor the rest. A name has one sense in a report. Where nothing near the story fits, the
place stays without a point; the containing area's division and country are then given with
their coarser precision. Weights were set by hand on the development material (docs/places.md).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from warledger.geo.context import (
    Anchor,
    Story,
    country_shares,
    demonym_countries,
    weight_of,
)
from warledger.geo.gazetteer import Gazetteer
from warledger.geo.records import DIVISIONS, SETTLED, GazetteerPlace, distance_km
from warledger.geo.relative import moved, precision_of
from warledger.geo.romanise import folds_between, plain_key
from warledger.lexicon.places import load_place_words
from warledger.model import Place, Span, Toponym

# Folded spellings less alike than this are not even considered.
LEAST_LIKENESS = 0.74
# The same where the text names the area that the place lies in.
LEAST_CONTAINED = 0.4
# Two candidates this close in score and this far apart are not told from each other.
MARGIN, FAR_APART_KM = 0.5, 25.0
_SENTENCE_GAP = re.compile(r"[.!?](?:\s|$)|\n")
_CERTAIN = frozenset({"country", "continent", "sea", "region"})
_ADM1_WORDS = frozenset({"governorate", "state"})
_LINES = frozenset({"road", "border"})


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score and the reasons that made it, in words."""

    place: GazetteerPlace
    score: float
    reasons: tuple[str, ...]


@dataclass(slots=True)
class _Name:
    """All mentions of one name, with what is known of it so far."""

    key: str
    written: str
    toponyms: list[Toponym] = field(default_factory=list)
    plain: tuple[GazetteerPlace, ...] = ()
    folded: tuple[GazetteerPlace, ...] = ()
    chosen: GazetteerPlace | None = None
    ranked: tuple[Scored, ...] = ()
    reason: str = ""
    is_settled: bool = False


def resolve(
    toponyms: Sequence[Toponym],
    text: str,
    *,
    gazetteer: Gazetteer,
    countries_hint: Sequence[str] = (),
) -> tuple[Place, ...]:
    """Return one Place per toponym, in their order; those that no row fits have no point.

    `countries_hint` are ISO codes of countries that the report is likely about.
    """
    names = _gather(toponyms, text, gazetteer)
    story = _story(names.values(), text, countries_hint)
    for name in names.values():
        name.folded = _folded(name, story, gazetteer)
    _settle_certain(names.values(), story, text)
    by_span = {t.span: name for name in names.values() for t in name.toponyms}
    pending = [name for name in names.values() if not name.is_settled]
    for name in sorted(pending, key=lambda n: _is_vague(n, by_span)):
        _settle(name, story, by_span)
    return tuple(_place(t, by_span[t.span], by_span, story, text) for t in toponyms)


_MIDDLE = frozenset({"military", "international", "air", "gas", "oil", "border", "refugee"})


def asked_name(toponym: Toponym, text: str) -> str:
    """Return what to ask the gazetteer for: the name without noun and direction around it."""
    words = toponym.span.of(text).split()
    lexicon = load_place_words()
    while len(words) > 1 and toponym.kind not in (None, *_LINES):
        if (
            words[-1].casefold() not in lexicon.kinds
            and words[-1].casefold() not in _MIDDLE
        ):
            break
        words.pop()
    if len(words) > 1 and words[0] in lexicon.directions:
        words = words[1:]
    return " ".join(words)


def _gather(
    toponyms: Sequence[Toponym], text: str, gazetteer: Gazetteer
) -> dict[tuple[str, bool], _Name]:
    names: dict[tuple[str, bool], _Name] = {}
    for toponym in toponyms:
        written = asked_name(toponym, text)
        key = plain_key(written)
        is_line = toponym.kind in _LINES and "-" in toponym.span.of(text).replace("–", "-")
        name = names.setdefault((key, is_line), _Name(key, written))
        name.toponyms.append(toponym)
        if len(name.toponyms) == 1 and not is_line:
            name.plain = _plain(written, toponym.span.of(text), gazetteer)
    return names


def _plain(written: str, whole: str, gazetteer: Gazetteer) -> tuple[GazetteerPlace, ...]:
    found = gazetteer.plain(whole) or gazetteer.plain(written)
    if not found and len(written) > 4 and written.endswith("s"):
        found = gazetteer.plain(written[:-1])
    return found


def _story(names: Iterable[_Name], text: str, hints: Sequence[str]) -> Story:
    named: list[str] = []
    votes: list[Sequence[GazetteerPlace]] = []
    for name in names:
        country = next((p.country for p in name.plain if p.kind == "country"), None)
        if country is not None and not _has_rival_state(name):
            named += [country] * min(3, len(name.toponyms))
        elif name.plain:
            votes.append(name.plain)
    return Story(country_shares(named, demonym_countries(text), votes, hints))


def _has_rival_state(name: _Name) -> bool:
    """Return whether the country's name is also a division's elsewhere (Georgia)."""
    countries = {p.country for p in name.plain if p.kind == "country"}
    return any(p.kind == "adm1" and p.country not in countries for p in name.plain)


def _folded(name: _Name, story: Story, gazetteer: Gazetteer) -> tuple[GazetteerPlace, ...]:
    """Return other spellings' places in the story's countries.

    They are asked for where the name as spelt is not there, or the text names an area in which
    the namesake may not lie.
    """
    told = story.told_in(0.2)
    if not told or any(toponym.kind in _LINES for toponym in name.toponyms):
        return ()
    if any(place.kind in _CERTAIN for place in name.plain):
        return ()
    is_contained = any(toponym.container is not None for toponym in name.toponyms)
    if not is_contained and any(story.share(p.country) >= 0.1 for p in name.plain):
        return ()
    floor = LEAST_CONTAINED if is_contained else LEAST_LIKENESS
    found = gazetteer.folded(name.written, countries=told, floor=floor)
    known = {place.place_id for place in name.plain}
    return tuple(place for place in found if place.place_id not in known)


def _settle_certain(names: Iterable[_Name], story: Story, text: str) -> None:
    """Settle what needs no other place: countries, seas, and names that only one place bears."""
    for name in names:
        certain = _certain(name, story)
        if certain is None:
            continue
        name.chosen, name.is_settled = certain, True
        name.reason = (
            f"the only {_said_kind(certain)} of that name in the story's countries"
            if certain.kind not in _CERTAIN
            else f"a {certain.kind} of that name"
        )
        name.ranked = (Scored(certain, 9.0, (name.reason,)),)
        story.anchors += _anchors(name, certain)
    story.anchors.sort(key=lambda anchor: anchor.span)


def _anchors(name: _Name, place: GazetteerPlace) -> list[Anchor]:
    return [Anchor(t.span, place) for t in name.toponyms if not t.is_metonym]


def _certain(name: _Name, story: Story) -> GazetteerPlace | None:
    if _has_rival_state(name):
        return None
    large = [place for place in name.plain if place.kind in _CERTAIN]
    if large and not any(t.kind in ("city", "town", "village") for t in name.toponyms):
        return large[0]
    if any(toponym.container for toponym in name.toponyms):
        return None
    told = story.told_in(0.2)
    here = [p for p in name.plain if p.country in told]
    settled = [p for p in here if p.kind in SETTLED or p.kind == "adm1"]
    points = {(p.country, p.adm1) for p in settled}
    if len(points) != 1:
        return None
    wants_adm1 = any(t.kind in _ADM1_WORDS for t in name.toponyms)
    best = max(settled, key=lambda p: (p.kind == "adm1" if wants_adm1 else p.kind in SETTLED,
                                       weight_of(p)))  # fmt: skip
    return best if weight_of(best) >= 4.0 else None


def _is_vague(name: _Name, by_span: dict[Span, _Name]) -> tuple[int, int]:
    """Order names: containers before their content, plain before folded."""
    contained = any(t.container in by_span for t in name.toponyms if t.container)
    return (int(contained), int(not name.plain))


def _settle(name: _Name, story: Story, by_span: dict[Span, _Name]) -> None:
    """Choose a place for a name, or none, and say why."""
    name.is_settled = True
    scored = [_score(place, name, story, by_span) for place in (*name.plain, *name.folded)]
    ranked = sorted(scored, key=lambda s: (-s.score, s.place.place_id))
    name.ranked = tuple(ranked)
    if not ranked:
        name.reason = (
            "no place of that name, nor of a like spelling in the story's countries"
        )
        return
    best = ranked[0]
    refusal = _refusal(best, ranked, name, story, by_span)
    if refusal is not None:
        name.reason = refusal
        return
    name.chosen = best.place
    name.reason = "; ".join(best.reasons)
    story.anchors += _anchors(name, best.place)


def rank(name: str, story: Story, places: Iterable[GazetteerPlace]) -> tuple[Scored, ...]:
    """Return the places as candidates for a bare name in a story, best first."""
    asked = _Name(plain_key(name), name, [Toponym(Span(0, len(name) or 1))])
    scored = [_score(place, asked, story, {}) for place in places]
    return tuple(sorted(scored, key=lambda s: (-s.score, s.place.place_id)))


def _score(
    place: GazetteerPlace, name: _Name, story: Story, by_span: dict[Span, _Name]
) -> Scored:
    score, reasons = 0.55 * weight_of(place), []
    share = story.share(place.country)
    score += 5.0 * share
    if share >= 0.2 and place.country is not None:
        reasons.append(f"the story is about {place.country}")
    fit, reason = _container_fit(place, name, by_span)
    score += fit
    if reason:
        reasons.append(reason)
    near, anchor = story.nearness(place, name.toponyms[0].span)
    score += 2.5 * near
    if anchor is not None and near > 0.3:
        reasons.append(f"near {anchor.place.name}")
    score += _kind_fit(place, name)
    if place.is_folded:
        score -= 12.0 * (1.0 - place.likeness)
        said = ", ".join(folds_between(name.written, place.matched))
        reasons.append(
            f"spelt {place.matched} ({said})" if said else f"spelt {place.matched}"
        )
    elif plain_key(place.name) != name.key:
        score -= 0.4
        reasons.append(f"also named {place.matched}")
    return Scored(place, score, tuple(reasons) or ("the best known place of that name",))


def _kind_fit(place: GazetteerPlace, name: _Name) -> float:
    kinds = {toponym.kind for toponym in name.toponyms} - {None}
    if kinds & _ADM1_WORDS:
        return 3.0 if place.kind == "adm1" else 0.0
    if "district" in kinds:
        return 2.0 if place.kind in ("adm2", "adm3") else 0.0
    if kinds & {"city", "town", "village", "neighbourhood"}:
        return 1.5 if place.kind in SETTLED else -2.5 if place.kind in DIVISIONS else 0.0
    return 0.4 if place.kind in SETTLED else 0.0


def _container_fit(
    place: GazetteerPlace, name: _Name, by_span: dict[Span, _Name]
) -> tuple[float, str]:
    """Return how well the place lies in what the text names as its container."""
    for container in {t.container for t in name.toponyms if t.container is not None}:
        outer = by_span.get(container)
        if outer is None or outer is name:
            continue
        options = _senses(outer)
        if not options:
            continue
        is_adm1 = any(toponym.kind in _ADM1_WORDS for toponym in outer.toponyms)
        if any(
            place.adm1 == option.adm1 if is_adm1 and option.adm1 else lies_in(place, option)
            for option in options
        ):
            return 6.0, f"in {outer.written} as the text says"
        return -3.0, ""
    return 0.0, ""


def _senses(outer: _Name) -> list[GazetteerPlace]:
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
    if None in (place.lat, place.lon, outer.lat, outer.lon):
        return place.adm1 is not None and place.adm1 == outer.adm1
    km = distance_km(place.lat, place.lon, outer.lat, outer.lon)  # type: ignore[arg-type]
    if outer.kind in SETTLED and outer.adm1 == place.adm1 and outer.population > 20_000:
        return km <= 150.0  # "in Idlib" is as often the province as the city
    return km <= (60.0 if outer.kind != "region" else 300.0)


def _refusal(
    best: Scored,
    ranked: Sequence[Scored],
    name: _Name,
    story: Story,
    by_span: dict[Span, _Name],
) -> str | None:
    """Return why even the best candidate is not taken, or None where it is."""
    place = best.place
    fit, _ = _container_fit(place, name, by_span)
    if fit < 0 and not (weight_of(place) >= 4.5 and story.share(place.country) >= 0.3):
        return f"none of {len(ranked)} places of that name lies where the text puts it"
    foreign = (
        story.shares and story.share(place.country) < 0.05 and place.country is not None
    )
    if foreign and fit <= 0 and weight_of(place) < 4.7 and max(story.shares.values()) > 0.5:
        return f"the {_said_kind(place)} {place.name} lies in {place.country}, outside the story"
    near, _ = story.nearness(place, name.toponyms[0].span)
    if place.is_folded and fit <= 0:
        if place.likeness < 0.75 and near < 0.25:
            return f"{place.matched} is spelt too differently and lies far from the story"
    return _rivalled(best, ranked)


def _rivalled(best: Scored, ranked: Sequence[Scored]) -> str | None:
    """Refuse where a second candidate is as good and lies elsewhere."""
    a = best.place
    for rival in ranked[1:]:
        if best.score - rival.score > MARGIN:
            return None
        b = rival.place
        if (a.country, a.adm1) == (b.country, b.adm1) and {a.kind, b.kind} & DIVISIONS:
            continue  # a town and the division named for it
        if None in (a.lat, a.lon, b.lat, b.lon):
            continue
        if distance_km(a.lat, a.lon, b.lat, b.lon) > FAR_APART_KM:  # type: ignore[arg-type]
            return f"{len(ranked)} places of that name fit equally well"
    return None


def _said_kind(place: GazetteerPlace) -> str:
    return {"adm1": "division", "adm2": "district", "settlement": "town"}.get(
        place.kind, place.kind
    )


def _place(
    toponym: Toponym, name: _Name, by_span: dict[Span, _Name], story: Story, text: str
) -> Place:
    """Write down what became of one mention."""
    chosen = _by_kind(toponym, name)
    rest = tuple(s.place.place_id for s in name.ranked if s.place != chosen)[:3]
    base = Place(
        span=toponym.span,
        mention=toponym.span.of(text),
        name=toponym.span.of(text),
        kind=toponym.kind,
        candidates=len(name.ranked),
        runners_up=rest,
        reason=name.reason,
    )
    if toponym.kind in _LINES and not name.plain:
        return _line(base, toponym, by_span, story, text)
    if chosen is None:
        return _unresolved(base, toponym, by_span, story, text)
    lat, lon, moved_by = moved(chosen.lat, chosen.lon, toponym.relation)
    return replace(
        base,
        name=_display_name(chosen),
        place_id=chosen.place_id,
        lat=lat,
        lon=lon,
        where_prec=precision_of(toponym, chosen),
        adm1=chosen.adm1_name,
        country=chosen.country,
        kind=toponym.kind or chosen.kind,
        reason="; ".join(filter(None, (name.reason, moved_by)))
        if chosen.lat is not None
        else f"{name.reason}; the gazetteer has no point for it",
    )


def _display_name(place: GazetteerPlace) -> str:
    return place.adm1_name or place.name if place.kind == "adm1" else place.name


_ROWS = {
    "governorate": ("adm1",),
    "state": ("adm1",),
    "region": ("region", "adm1"),
    "district": ("adm2", "adm3", "adm1"),
    "city": ("settlement", "capital"),
    "town": ("settlement", "capital"),
    "": ("settlement", "capital"),
}


def _by_kind(toponym: Toponym, name: _Name) -> GazetteerPlace | None:
    """Return the chosen place, as division or as town where this mention says which.

    A bare name is the town; one with a direction ("eastern Homs") stays what it is.
    """
    chosen = name.chosen
    if chosen is None or chosen.kind in _CERTAIN:
        return chosen
    kind = toponym.kind or ""
    if not kind and toponym.relation is not None and "ern" in toponym.relation:
        kind = "region"
    for row in _ROWS.get(kind, ()):
        for place in name.plain:
            same = place.country == chosen.country and place.adm1 == chosen.adm1
            if place.kind == row and same and place.lat is not None:
                return place if kind or place.population >= 20_000 else chosen
    return chosen


def _line(
    base: Place, toponym: Toponym, by_span: dict[Span, _Name], story: Story, text: str
) -> Place:
    """Place a road or border between two named ends: linear, without a point of its own."""
    return replace(
        _unresolved(base, toponym, by_span, story, text),
        where_prec=5,
        reason=f"a {toponym.kind} has no single point",
    )


def _one_sentence(one: Span, other: Span, text: str) -> bool:
    first, second = sorted((one, other))
    return not _SENTENCE_GAP.search(text[first.end : second.start])


def _unresolved(
    base: Place, toponym: Toponym, by_span: dict[Span, _Name], story: Story, text: str
) -> Place:
    """Give the division and country that are certain though the place is not known."""
    outer = by_span.get(toponym.container) if toponym.container is not None else None
    if outer is not None and outer.chosen is not None:
        area = outer.chosen
        is_division = area.kind != "country"
        return replace(
            base,
            adm1=area.adm1_name if is_division else None,
            country=area.country,
            where_prec=4 if is_division and area.adm1_name else 6,
            reason=f"{base.reason}; the text puts it in {_display_name(area)}",
        )
    close = [a for a in story.anchors if _one_sentence(a.span, toponym.span, text)]
    divisions = {(a.place.country, a.place.adm1_name) for a in close if a.place.adm1_name}
    if len(divisions) == 1:
        country, adm1 = divisions.pop()
        return replace(
            base,
            adm1=adm1,
            country=country,
            where_prec=4,
            reason=f"{base.reason}; all places its sentence names lie in {adm1}",
        )
    country = next((c for c, share in story.shares.items() if share >= 0.8), None)
    return replace(base, country=country, where_prec=6 if country else None)
