"""Which of a claim's places it speaks of, and how much of each.

A claim lists the places of its clause: what was taken, what lies beside it, what it lies
in. Which one is meant, and whether all of it, the words between the event word and the
name say; `lexicon/en/control.toml` holds them. A place that the clause does not name
itself counts only where a word beside the event word stands for it ("retook the town").

Knowingly missed: words that limit a name from further away, and lists without commas.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from warledger.lexicon.control import Effect, Extent, load_control
from warledger.lexicon.ground import load_ground
from warledger.model import Claim, Place

# A border, a road, a river has no holder; a country is held by nobody's single word.
NO_PLACES = frozenset({"border", "road", "water", "country", "sea"})
NEAR, COUNTRY = 2, 6
FEW_WORDS = 8
SETTLEMENTS = frozenset({"settlement", "town", "city", "village", "capital"})
TOWNS = frozenset({"settlement", "wide"})
PASSIVE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
WORD = re.compile(r"\w+(?:-\w+)*|%")


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with what its report adds.

    `voice` is the outlet whose words these are (a copy's are its origin's), `published`
    the day of the report, and `report` the origin where the claim stands in a copy.
    """

    claim: Claim
    quote: str
    voice: str
    published: date | None
    report: str


# A part of a place says nothing of these for the whole of it.
WHOLLY = frozenset({Effect.LOSES, Effect.GIVES, Effect.LEAVES, Effect.LIFTS})


def trigger_of(told: Told) -> str:
    """Return the claim's event word."""
    start = told.claim.span.start
    return told.quote[told.claim.trigger.start - start : told.claim.trigger.end - start]


def meant_places(told: Told, effect: Effect) -> Iterator[tuple[Place, Extent | None]]:
    """Yield the places that are meant, each with how much of it (None: just named)."""
    previous: Extent | None = None
    for place in _candidates(told.claim):
        if not told.claim.span.covers(place.span):
            limits = _stood_for(told, place, effect)
            if limits is None:
                continue
            extent = _extent(limits)
        else:
            words = _words_before(told, place)
            extent = previous
            if words[-1:] == ["that"]:  # another clause begins
                continue
            if words:  # else a further item of a list, which is meant as the one before
                extent = _extent_after(told, place) or _extent(words)
                extent = extent or _object(words, place) or _beside(told, place)
            previous = extent
        if not _is_left_out(place, extent, effect):
            yield place, extent


def _candidates(claim: Claim) -> Sequence[Place]:
    """Return the places on the side of the event word where what it acts on stands."""
    trigger = claim.trigger
    named = [p for p in claim.places if claim.span.covers(p.span)] or list(claim.places)
    after = [p for p in named if p.span.start >= trigger.end]
    acts_before = any(a.span.end <= trigger.start for a in claim.actors)
    return after if after and acts_before else named


def words_of(text: str) -> list[str]:
    """Return the words in lower case, a measure without its number ("16km")."""
    return [w.lstrip("0123456789") or w for w in WORD.findall(text.lower())]


def _after_trigger(told: Told) -> list[str]:
    return words_of(told.quote[told.claim.trigger.end - told.claim.span.start :])


def _stood_for(told: Told, place: Place, effect: Effect) -> list[str] | None:
    """Return the words that limit a word that stands for a place named earlier.

    "retook it", "took most of the town", "the city fell", "was retaken"; None where no
    word beside the event word stands for the place.
    """
    start = told.claim.span.start
    before = words_of(told.quote[: told.claim.trigger.start - start])
    after = _after_trigger(told)
    if after[:1] == ["it"]:
        return []
    refers = before[:1] in (["which"], ["that"], ["it"])
    if refers and (PASSIVE & set(before[-3:]) or effect is Effect.LOSES):
        return after[:2]
    parties = {
        word for actor in (*told.claim.actors, *told.claim.targets)
        for word in words_of(actor.mention)
    }  # fmt: skip
    for words in (after[:FEW_WORDS], before[::-1][: FEW_WORDS // 2]):
        found = _limits([word for word in words if word not in parties], place)
        if found is not None:
            return found
    return None


def _limits(words: Sequence[str], place: Place) -> list[str] | None:
    """Return the words before the noun that fits the place, if they only limit it.

    One word may be something else ("the strategic town"); those that name parties count
    for nothing ("drove the rebels from the city").
    """
    control = load_control()
    fitting = {"any", "wide"} if is_wide(place) else {"any", "settlement", "quarter"}
    for at, noun in enumerate(words):
        if control.stands_for.get(noun, frozenset()) & fitting:
            others = [word for word in words[:at] if word not in control.extents]
            others = [word for word in others if not word.isdigit()]
            return list(words[:at]) if len(others) <= 1 else None
    return None


def _words_before(told: Told, place: Place) -> list[str]:
    """Return the words that stand between the event word and the name.

    Of a place before the event word they are those before the name, and the two after the
    event word. Empty for a further item of a list, which is meant as the one before it.
    """
    trigger, start = told.claim.trigger, told.claim.span.start
    is_after = place.span.start >= trigger.end
    begin = trigger.end if is_after else told.claim.span.start
    between = told.quote[begin - start : place.span.start - start]
    parts = re.split(r",|\band\b", between)
    last = words_of(parts[-1])[-FEW_WORDS:]
    if len(parts) > 1 and not last:
        return []
    if is_after:
        return last or ["the"]
    after = _after_trigger(told)[:2]  # "X is held almost entirely by"
    extents = load_control().extents
    return [*last, *(w for w in after if extents.get(w) is Extent.PART), "the"]


def _extent(words: Sequence[str]) -> Extent | None:
    """Return what limits the name most: beside it, inside it, its edge, a part."""
    extents = load_control().extents
    found: set[Extent] = set()
    at = 0
    while at < len(words):
        pair = " ".join(words[at : at + 2])
        size = 2 if pair in extents else 1
        extent = extents.get(pair if size == 2 else words[at])
        if extent is Extent.COMPASS:
            extent = None if TOWNS & _breadths(words[at:]) else Extent.PART
        if extent is not None:
            found.add(extent)
        at += size
    ranked = (Extent.NEAR, Extent.INSIDE, Extent.EDGE, Extent.PART, Extent.WHOLE)
    return next((extent for extent in ranked if extent in found), None)


def _breadths(words: Sequence[str]) -> set[str]:
    nouns = load_control().stands_for
    return {breadth for word in words for breadth in nouns.get(word, ())}


def _object(words: Sequence[str], place: Place) -> Extent | None:
    """Return that a part is meant where something of the town is named before it.

    "the power station of X" is not X; "the port of X" is, where that is what X is.
    """
    if place.kind not in SETTLEMENTS:
        return None
    ground = load_ground().ground
    others = [w for w in words if w in ground and not TOWNS & _breadths([w, w[:-1]])]
    return Extent.PART if others else None


def _beside(told: Told, place: Place) -> Extent | None:
    """Return that the name belongs to another verb: "entered X and drove them out of Y"."""
    trigger = told.claim.trigger
    if not any(a.span.end <= place.span.start for a in told.claim.actors):
        return None
    before = words_of(told.quote[: trigger.start - told.claim.span.start])[-3:]
    is_active = place.span.end <= trigger.start and not PASSIVE & set(before)
    return Extent.INSIDE if is_active else None


def _extent_after(told: Told, place: Place) -> Extent | None:
    """Return what the word after the name makes of it ("X's outskirts", "X positions")."""
    after = words_of(told.quote[place.span.end - told.claim.span.start :])
    word = next((w for w in after[:2] if w != "s"), "")
    extent = load_control().extents.get(word)
    is_ground = word.endswith("s") and word in load_ground().ground
    is_named = (
        (is_ground and extent is Extent.PART)
        or extent is Extent.EDGE
        or word == "countryside"
    )
    return extent if is_named else None


def _is_left_out(place: Place, extent: Extent | None, effect: Effect) -> bool:
    is_resolved = place.place_id is not None
    if place.kind in NO_PLACES or extent is Extent.NEAR:
        return True
    if is_resolved and place.where_prec == NEAR and extent is not Extent.EDGE:
        return True
    if is_resolved and (place.where_prec or 0) >= COUNTRY:
        return True
    if effect is Effect.CLASHES:
        return is_wide(place)
    if extent is Extent.INSIDE and is_wide(place):
        return True
    return effect in WHOLLY and extent in (Extent.PART, Extent.INSIDE, Extent.EDGE)


def is_wide(place: Place) -> bool:
    """Return whether the place is a division or region, as far as a gazetteer knows."""
    return place.place_id is not None and place.where_prec not in (1, NEAR)
