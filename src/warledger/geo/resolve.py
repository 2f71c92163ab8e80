"""Say which place of the gazetteer a name means in this report, or that none fits.

Candidates are ranked by what the text names as container, the kind its words give, the
story's countries, its other places, size, and likeness of spelling. Names that are certain
go first and anchor the rest. A name has one sense in a report. Where nothing near the
story fits, the place stays without a point; the containing area's division and country are
then given with their coarser precision. Weights were set by hand on the development
material (docs/places.md).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from warledger.geo.context import (
    Anchor,
    Story,
    country_shares,
    demonym_countries,
    weight_of,
)
from warledger.geo.demonyms import places_of
from warledger.geo.gazetteer import Gazetteer
from warledger.geo.local import leave_local
from warledger.geo.ranking import (
    ADM1_WORDS,
    Name,
    Scored,
    container_fit,
    preferred,
    refusal,
    said_kind,
    score_of,
)
from warledger.geo.records import SETTLED, GazetteerPlace, display_name
from warledger.geo.relative import moved, precision_of
from warledger.geo.romanise import likeness, plain_key
from warledger.geo.stand_in import of_line, one_sentence, without_row
from warledger.lexicon.places import load_folds, load_place_words
from warledger.model import Place, Span, Toponym

# Folded spellings less alike than this are not even considered.
LEAST_LIKENESS = 0.74
# The same where the text names the area that the place lies in.
LEAST_CONTAINED = 0.4
_CERTAIN = frozenset({"country", "continent", "sea", "region"})
_LARGE = frozenset({"governorate", "state", "country", "region", "district"})
_LINES = frozenset({"road", "border"})


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
    national = places_of(toponyms, text, gazetteer=gazetteer)
    everything, toponyms = toponyms, [t for t in toponyms if t.span not in national]
    names = _gather(toponyms, text, gazetteer)
    leave_local(list(names.values()), demonym_countries(text))
    story = _story(names.values(), text, countries_hint)
    for name in names.values():
        name.folded = _folded(name, story, gazetteer)
    _note_neighbours(names, toponyms, text)
    _settle_certain(names.values(), story, text)
    by_span = {t.span: name for name in names.values() for t in name.toponyms}
    pending = [name for name in names.values() if not name.is_settled]
    for name in sorted(pending, key=lambda n: _vagueness(n, story)):
        if not name.is_settled:
            _settle(name, story, by_span)
    for name in pending:  # the rest may have decided what was undecided
        if name.chosen is None and name.ranked:
            _settle(name, story, by_span)
    for name in names.values():
        _add_seat(name, gazetteer)
    return tuple(
        national[t.span]
        if t.span in national
        else _place(t, by_span[t.span], by_span, story, text)
        for t in everything
    )


def _add_seat(name: Name, gazetteer: Gazetteer) -> None:
    """Let a division found by a spelling of its own be taken for its town as well."""
    chosen = name.chosen
    if chosen is None or chosen.kind != "adm1":
        return
    if any(p.kind in SETTLED and p.adm1 == chosen.adm1 for p in name.plain):
        return
    towns = gazetteer.plain(display_name(chosen))
    seats = [p for p in towns if p.kind in SETTLED and p.adm1 == chosen.adm1]
    if seats:
        name.plain += (max(seats, key=weight_of),)


def asked_name(toponym: Toponym, text: str) -> str:
    """Return what to ask for: the name without the noun and direction around it."""
    words = toponym.span.of(text).split()
    lexicon = load_place_words()
    while len(words) > 1 and toponym.kind not in (None, *_LINES):
        if (
            words[-1].casefold() not in lexicon.kinds
            and words[-1].casefold() not in lexicon.middle_words
        ):
            break
        words.pop()
    if len(words) > 1 and words[0] in lexicon.directions:
        words = words[1:]
    return " ".join(words)


def _gather(
    toponyms: Sequence[Toponym], text: str, gazetteer: Gazetteer
) -> dict[tuple[str, bool], Name]:
    names: dict[tuple[str, bool], Name] = {}
    for toponym in toponyms:
        written = asked_name(toponym, text)
        key = plain_key(written)
        is_line = toponym.kind in _LINES and "-" in toponym.span.of(text).replace("–", "-")
        name = names.setdefault((key, is_line), Name(key, written))
        name.toponyms.append(toponym)
        if len(name.toponyms) == 1 and not is_line:
            name.plain = _plain(written, toponym.span.of(text), gazetteer)
            if toponym.kind == "facility" and written != toponym.span.of(text):
                name.plain = _giving_names(name.plain)
            if toponym.kind == "mountain" and not name.plain:  # "the al-Zawiya mount"
                name.plain = gazetteer.plain(f"Jabal {written}")
    return names


def _giving_names(places: Sequence[GazetteerPlace]) -> tuple[GazetteerPlace, ...]:
    """Return the places that a "Trinity College" may be named for because it is there.

    Where names are romanised, any village names its hospital; elsewhere colleges and
    churches are called after saints and founders, and only cities count.
    """
    romanised = load_folds().romanised
    return tuple(
        p
        for p in places
        if p.country in romanised or p.kind not in SETTLED or p.population >= 100_000
    )


def _plain(written: str, whole: str, gazetteer: Gazetteer) -> tuple[GazetteerPlace, ...]:
    found = gazetteer.plain(whole) or gazetteer.plain(written)
    if not found and len(written) > 4 and written.endswith("s"):
        found = gazetteer.plain(written[:-1])
    return found


def _note_neighbours(
    names: Mapping[tuple[str, bool], Name], toponyms: Sequence[Toponym], text: str
) -> None:
    """Note for every "X north of Y" that X lies beside Y."""
    by_span = {t.span: name for name in names.values() for t in name.toponyms}
    for one, other in pairwise(toponyms):
        gap = text[one.span.end : other.span.start]
        if other.relation is None or len(gap) > 60:
            continue
        if not other.relation.endswith((" of", " from")):
            continue
        is_told = one_sentence(one.span, other.span, text) and "," not in gap
        if one.kind not in _LARGE and is_told:
            by_span[one.span].beside += (other.span,)


def _story(names: Iterable[Name], text: str, hints: Sequence[str]) -> Story:
    named: list[str] = []
    votes: list[Sequence[GazetteerPlace]] = []
    for name in names:
        country = next((p.country for p in name.plain if p.kind == "country"), None)
        if country is not None and not _has_rival_state(name):
            named += [country] * min(3, len(name.toponyms))
        elif name.plain:
            votes.append(name.plain)
    return Story(country_shares(named, demonym_countries(text), votes, hints))


def _has_rival_state(name: Name) -> bool:
    """Return whether the country's name is also a division's elsewhere (Georgia)."""
    countries = {p.country for p in name.plain if p.kind == "country"}
    return bool(countries) and any(
        p.kind == "adm1" and p.country not in countries for p in name.plain
    )


def _folded(name: Name, story: Story, gazetteer: Gazetteer) -> tuple[GazetteerPlace, ...]:
    """Return other spellings' places in the story's countries.

    They are asked for where the name as spelt is not there, or the text names an area in
    which the namesake may not lie.
    """
    told = story.told_in(0.2)
    if not told or any(toponym.kind in _LINES for toponym in name.toponyms):
        return ()
    if any(place.kind in _CERTAIN for place in name.plain):
        return ()
    is_contained = _is_contained(name)
    if not is_contained and any(story.share(p.country) >= 0.1 for p in name.plain):
        return ()
    floor = LEAST_CONTAINED if is_contained else LEAST_LIKENESS
    found = gazetteer.folded(name.written, countries=told, floor=floor)
    known = {place.place_id for place in name.plain}
    return tuple(place for place in found if place.place_id not in known)


def _settle_certain(names: Iterable[Name], story: Story, text: str) -> None:
    """Settle what needs no other place: countries, seas, and names that only one place
    bears.
    """
    for name in names:
        certain = _certain(name, story)
        if certain is None:
            continue
        name.chosen, name.is_settled = certain, True
        name.reason = (
            f"the only {said_kind(certain)} of that name in the story's countries"
            if certain.kind not in _CERTAIN
            else f"a {certain.kind} of that name"
        )
        name.ranked = (Scored(certain, 9.0, (name.reason,)),)
        story.anchors += _anchors(name, certain)
    story.anchors.sort(key=lambda anchor: anchor.span)


def _anchors(name: Name, place: GazetteerPlace) -> list[Anchor]:
    is_sure = not place.is_folded or place.likeness > 0.95 or _is_contained(name)
    trust = 1.0 if is_sure else 0.4
    return [
        Anchor(t.span, _by_kind(t, name) or place, trust)
        for t in name.toponyms
        if not t.is_metonym
    ]


def _is_contained(name: Name) -> bool:
    return any(toponym.container is not None for toponym in name.toponyms)


def _certain(name: Name, story: Story) -> GazetteerPlace | None:
    if _has_rival_state(name):
        return None
    large = [place for place in name.plain if place.kind in _CERTAIN]
    if large and not _means_town(name, large[0]):
        return large[0]
    if any(toponym.container for toponym in name.toponyms):
        return None
    told = story.told_in(0.2)
    here = [p for p in name.plain if p.country in told]
    settled = [p for p in here if p.kind in SETTLED or p.kind == "adm1"]
    counties = [
        p for p in here if p.kind == "adm2" and plain_key(p.name) == plain_key(p.matched)
    ]
    if any(weight_of(p) > weight_of(town) for p in counties for town in settled):
        return None  # "Suffolk" is a county of England and a town of Virginia
    points = {(p.country, p.adm1) for p in settled}
    if len(points) != 1:
        return None
    if any(_dwarfs(other, settled) for other in name.plain):
        return None  # "Peru's Congress in Lima", though Argentina has a Lima
    wanted = {"adm1"} if any(t.kind in ADM1_WORDS for t in name.toponyms) else SETTLED
    best = max(settled, key=lambda place: (place.kind in wanted, weight_of(place)))
    if likeness(name.written, best.name) < 0.5:
        return None  # a foreign or former name is weighed with its namesakes
    return best if weight_of(best) >= 4.0 else None


def _means_town(name: Name, country: GazetteerPlace) -> bool:
    """Return whether a country's name is a town's here.

    "Salvador" is a city of Brazil before it is El Salvador.
    """
    if any(t.kind in ("city", "town", "village") for t in name.toponyms):
        return True
    if country.kind != "country":
        return False
    towns = [p for p in name.plain if p.kind in SETTLED]
    if _is_contained(name):
        return bool(towns)
    is_by_name = plain_key(country.name) != name.key
    return is_by_name and any(
        p.population >= 500_000 and plain_key(p.name) == name.key for p in towns
    )


def _dwarfs(other: GazetteerPlace, here: Sequence[GazetteerPlace]) -> bool:
    """Return whether a great city elsewhere bears the name as its first one."""
    if other.kind not in SETTLED or other.population < 500_000:
        return False
    return all(weight_of(other) - weight_of(place) > 1.0 for place in here)


def _vagueness(name: Name, story: Story) -> tuple[bool, bool, int]:
    """Order names: containers before content, names as known before folded ones."""
    here = sum(story.share(place.country) >= 0.1 for place in (*name.plain, *name.folded))
    return _is_contained(name) or bool(name.beside), not name.plain, here


def _settle(name: Name, story: Story, by_span: dict[Span, Name]) -> None:
    """Choose a place for a name, or none, and say why."""
    name.is_settled = True
    for span in (*name.beside, *(t.container for t in name.toponyms if t.container)):
        outer = by_span.get(span)
        if outer is not None and not outer.is_settled:
            _settle(outer, story, by_span)
    scored = [
        score_of(place, name, story, by_span) for place in (*name.plain, *name.folded)
    ]
    ranked = sorted(scored, key=lambda s: (-s.score, s.place.place_id))
    name.ranked = tuple(ranked)
    if not ranked:
        name.reason = (
            "no place of that name, nor of a like spelling in the story's countries"
        )
        return
    fit, _ = container_fit(ranked[0].place, name, by_span)
    best = preferred(ranked, fit, story)
    unfit = refusal(best, ranked, name, story, by_span)
    if unfit is not None:
        name.reason = unfit
        return
    name.chosen = best.place
    name.reason = "; ".join(best.reasons)
    story.anchors += _anchors(name, best.place)


def _place(
    toponym: Toponym, name: Name, by_span: dict[Span, Name], story: Story, text: str
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
        return of_line(base, toponym, by_span, story, text)
    if chosen is None:
        return without_row(base, toponym, by_span, story, text)
    lat, lon, moved_by = moved(chosen.lat, chosen.lon, toponym.relation)
    return replace(
        base,
        name=display_name(chosen),
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


_ROWS = {
    "governorate": ("adm1",),
    "state": ("adm1",),
    "region": ("region", "adm1"),
    "district": ("adm2", "adm3", "adm1"),
    "city": ("settlement", "capital"),
    "town": ("settlement", "capital"),
    "": ("settlement", "capital"),
}


def _by_kind(toponym: Toponym, name: Name) -> GazetteerPlace | None:
    """Return the chosen place, as division or as town where this mention says which.

    A bare name is the town; one with a direction ("eastern Homs") stays what it is.
    """
    chosen = name.chosen
    if chosen is None or chosen.kind in _CERTAIN:
        return chosen
    kind = toponym.kind or ""
    if not kind and toponym.relation is not None and "ern" in toponym.relation:
        kind = "region"
    if chosen.kind in SETTLED and _ROWS.get(kind, ("settlement",))[0] in SETTLED:
        return chosen
    for row in _ROWS.get(kind, ()):
        for place in name.plain:
            same = place.country == chosen.country and place.adm1 == chosen.adm1
            if place.kind == row and same and place.lat is not None:
                return place if kind or place.population >= 20_000 else chosen
    return chosen
