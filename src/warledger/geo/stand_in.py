"""Say what is certain of a place that no row of the gazetteer fits.

The text often puts such a place beside one that is known ("a village east of Tal Afar"),
or names it after one ("Wadi Huwaysis"). Then the known place's point stands in, as near to
it (precision 2), and the reason says so. Otherwise the place has no point; what contains
it, or all that its sentence names, gives division and country with their coarser precision.
The middle of a province would be a point, but not one where anything happened.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from warledger.geo.context import Story
from warledger.geo.ranking import Name
from warledger.geo.records import SETTLED, GazetteerPlace, display_name
from warledger.geo.relative import moved
from warledger.geo.romanise import plain_key
from warledger.lexicon.places import load_place_words
from warledger.model import Place, Span, Toponym

NEAR = 2
LINEAR = 5
COUNTRY = 6
_SENTENCE_GAP = re.compile(r"[.!?](?:\s|$)|\n")


def one_sentence(one: Span, other: Span, text: str) -> bool:
    """Return whether no sentence ends between the two stretches."""
    return not _SENTENCE_GAP.search(text[min(one.end, other.end) : max(one, other).start])


def of_line(
    base: Place, toponym: Toponym, by_span: dict[Span, Name], story: Story, text: str
) -> Place:
    """Place a road or border between two named ends: linear, without a point of its own."""
    return replace(
        _in_area(base, toponym, by_span, story, text),
        where_prec=LINEAR,
        reason=f"a {toponym.kind} has no single point",
    )


def without_row(
    base: Place, toponym: Toponym, by_span: dict[Span, Name], story: Story, text: str
) -> Place:
    """Return the place near a known one that it is told by, or its area alone."""
    name = by_span[toponym.span]
    for span in name.beside:
        landmark = by_span[span].chosen if span in by_span else None
        if landmark is not None and _is_point(landmark):
            relation = next(
                (t.relation for t in by_span[span].toponyms if t.span == span), None
            )
            return _beside(base, landmark, relation)
    namesake = _named_after(name, by_span)
    if namesake is not None:
        how = f"named after {display_name(namesake)}, whose point stands in"
        return _near(base, namesake, how)
    return _in_area(base, toponym, by_span, story, text)


def _named_after(name: Name, by_span: Mapping[Span, Name]) -> GazetteerPlace | None:
    """Return the place of the report that a feature bears the name of."""
    first, _, rest = name.written.partition(" ")
    if first.casefold() not in load_place_words().features or not rest or name.ranked:
        return None
    key = plain_key(rest)
    found = {
        other.chosen.place_id: other.chosen
        for other in by_span.values()
        if other.chosen is not None
        and other is not name
        and key
        in (other.key, plain_key(other.chosen.name), plain_key(display_name(other.chosen)))
    }
    places = [place for place in found.values() if _is_point(place)]
    return places[0] if len(places) == 1 else None


def _is_point(place: GazetteerPlace) -> bool:
    return place.kind in SETTLED and place.lat is not None


def _beside(base: Place, landmark: GazetteerPlace, relation: str | None) -> Place:
    lat, lon, moved_by = moved(landmark.lat, landmark.lon, relation)
    how = f"the text puts it beside {display_name(landmark)}, whose point stands in"
    placed = _near(base, landmark, "; ".join(filter(None, (how, moved_by))))
    return replace(placed, lat=lat, lon=lon)


def _near(base: Place, place: GazetteerPlace, how: str) -> Place:
    return replace(
        base,
        lat=place.lat,
        lon=place.lon,
        where_prec=NEAR,
        adm1=place.adm1_name,
        country=place.country,
        reason=f"{base.reason}; {how}",
    )


def _in_area(
    base: Place, toponym: Toponym, by_span: dict[Span, Name], story: Story, text: str
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
            where_prec=4 if is_division and area.adm1_name else COUNTRY,
            reason=f"{base.reason}; the text puts it in {display_name(area)}",
        )
    close = [a for a in story.anchors if one_sentence(a.span, toponym.span, text)]
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
    return replace(base, country=country, where_prec=COUNTRY if country else None)
