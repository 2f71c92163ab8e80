"""Which claims say something of who holds a place: one saying a place and party.

What the event word says comes from `lexicon/en/control.toml`; how much of the place is
meant, from the words between the event word and the name. Expected events say nothing.

A part taken or held, and anything taken inside a place, is `entered`: the words do not say
that the place is held. Clashes make a place contested only where two parties that exclude
each other are named, and where they are in it or on its edge.

Knowingly missed: places that the claim does not name ("the town was retaken" where the
extractor found no place); a hill or farm without a name, taken near a named town.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto
from itertools import chain

from warledger.lexicon.control import (
    Effect,
    Extent,
    effect_of,
    effect_of_type,
)
from warledger.model import ClaimActor, ControlKind, Place, Status
from warledger.reconcile.control_parties import Party, exclude, party_of
from warledger.reconcile.control_places import (
    Told,
    is_wide,
    meant_places,
    trigger_of,
    words_of,
)


class Sense(Enum):
    """What a saying does to a state: begin it, find it so, end it, deny it."""

    BEGINS = auto()
    IS = auto()
    ENDS = auto()
    DENIES = auto()


@dataclass(frozen=True, slots=True)
class Saying:
    """That a party begins, keeps, ends or does not keep a state of one place.

    `first` and `last` bound the day; `first` is None where nothing bounds it below, `last`
    where nothing bounds it above. `lasts` tells a state that held from first to last, else
    the two bound one day. `teller` is who says so, `teller_key` what makes two tellers one.
    """

    claim_id: str
    place: Place
    place_claim: str
    party: Party | None
    kind: ControlKind
    sense: Sense
    first: date | None
    last: date | None
    edtf: str
    lasts: bool
    is_unconfirmed: bool
    teller: str
    teller_key: str
    order: tuple[str, str, int]
    is_of_whole: bool = False
    words: tuple[str, ...] = ()
    together: tuple[str, ...] = ()


STATES = {
    Effect.TAKES: (ControlKind.HELD, Sense.BEGINS),
    Effect.EXPELS: (ControlKind.HELD, Sense.BEGINS),
    Effect.HOLDS: (ControlKind.HELD, Sense.IS),
    Effect.ENTERS: (ControlKind.ENTERED, Sense.BEGINS),
    Effect.LEAVES: (ControlKind.WITHDRAWN, Sense.BEGINS),
    Effect.ENCIRCLES: (ControlKind.ENCIRCLED, Sense.BEGINS),
    Effect.BESIEGES: (ControlKind.BESIEGED, Sense.IS),
}
MEANT = {
    Extent.WHOLE: "told of the whole of it",
    Extent.PART: "told of a part of it",
    Extent.EDGE: "told of its edge",
    Extent.INSIDE: "told of something inside it",
}


def read_sayings(told: Told) -> tuple[Saying, ...]:
    """Return what a claim says of the control of the places it names, in its order."""
    claim = told.claim
    if claim.status is Status.EXPECTED:
        return ()
    effect = effect_of(trigger_of(told), claim.sub_event_type, claim.tags)
    if effect is Effect.NOTHING and claim.status is Status.DENIED:
        effect = effect_of_type(claim.sub_event_type, claim.tags)  # "called it untrue"
    if effect is Effect.NOTHING:
        return ()
    placed = list(meant_places(told, effect))
    together = tuple(place.name for place, _ in placed) if len(placed) > 1 else ()
    found = (_of_place(told, effect, place, extent) for place, extent in placed)
    sayings = tuple(chain.from_iterable(found))
    if effect is Effect.ENCIRCLES:
        return tuple(replace(saying, together=together) for saying in sayings)
    return sayings


def _of_place(
    told: Told, effect: Effect, place: Place, extent: Extent | None
) -> Iterator[Saying]:
    """Yield what the claim says of one place."""
    actors, targets = _parties(told, effect)
    base = _base(told, place, extent, effect)
    negated = told.claim.status in (Status.DENIED, Status.NOT_OCCURRED)
    if effect is Effect.CLASHES:
        rivals = [*actors, *targets]
        if not negated and any(exclude(a, b, on=base.last) for a in rivals for b in rivals):
            yield replace(base, kind=ControlKind.CONTESTED, sense=Sense.IS)
    elif effect is Effect.LIFTS:
        if not negated:
            yield replace(base, kind=ControlKind.BESIEGED, sense=Sense.ENDS)
            yield replace(base, kind=ControlKind.ENCIRCLED, sense=Sense.ENDS)
    elif negated:
        yield from _denied(base, effect, actors, targets)
    elif effect in STATES:
        kind, sense = STATES[effect]
        is_part = extent in (Extent.PART, Extent.EDGE, Extent.INSIDE)
        if kind is ControlKind.HELD and is_part:
            kind = ControlKind.ENTERED
        if _are_rivals(actors, base.last):
            if effect is not Effect.HOLDS:
                return  # who of them took it stays open
            kind = ControlKind.ENTERED
        if effect is not Effect.EXPELS or not is_wide(place):
            for party in actors:
                yield replace(base, party=party, kind=kind, sense=sense)
        if effect in (Effect.TAKES, Effect.EXPELS) and not is_part:
            yield from _lost(base, actors, targets)
    elif effect is Effect.LOSES:
        for party in actors:
            yield replace(base, party=party, sense=Sense.BEGINS)
        yield from _lost(base, actors, targets)
    else:
        yield from _given(base, actors, targets)


def _are_rivals(parties: Sequence[Party], on: date | None) -> bool:
    return any(exclude(a, b, on=on) for a in parties for b in parties)


def _denied(
    base: Saying, effect: Effect, actors: Sequence[Party], targets: Sequence[Party]
) -> Iterator[Saying]:
    """Yield that it is not so; who was to lose the place then still holds it."""
    kind = STATES.get(effect, (ControlKind.HELD, Sense.BEGINS))[0]
    losing = targets if effect in (Effect.GIVES, Effect.LOSES) else actors
    for party in losing or actors:
        yield replace(base, party=party, kind=kind, sense=Sense.DENIES)
    if effect is Effect.TAKES:
        for party in targets:
            if any(exclude(party, other, on=base.last) for other in actors):
                words = (*base.words, "told as not yet taken from it")
                yield replace(base, party=party, sense=Sense.IS, words=words)


def _lost(
    base: Saying, actors: Sequence[Party], targets: Sequence[Party]
) -> Iterator[Saying]:
    """Yield that the targets held the place until then, unless they took it themselves."""
    keys = {party.key for party in actors}
    for party in targets:
        if party.key not in keys:
            yield replace(base, party=party, sense=Sense.ENDS)


def _given(
    base: Saying, actors: Sequence[Party], targets: Sequence[Party]
) -> Iterator[Saying]:
    for party in targets:
        yield replace(base, party=party, sense=Sense.BEGINS)
    for party in actors:
        yield replace(base, party=party, sense=Sense.ENDS)
        if not targets:
            left = ControlKind.WITHDRAWN
            yield replace(base, party=party, kind=left, sense=Sense.BEGINS)


def _is_under(told: Told) -> bool:
    """Return whether a place is told as under somebody's control, who is named after it."""
    before = words_of(told.quote[: told.claim.trigger.start - told.claim.span.start])
    return "under" in before[-3:]


def _parties(told: Told, effect: Effect) -> tuple[list[Party], list[Party]]:
    """Return who acts and who is acted on, one of each key.

    Of "the army siege of X" and "rebel control" the party beside the noun is who acts,
    whatever role the clause gave it.
    """
    claim = told.claim
    actors, targets = list(claim.actors), list(claim.targets)
    if effect in (Effect.BESIEGES, Effect.ENCIRCLES, Effect.HOLDS) and not actors:
        gap = 2  # a space, or an apostrophe lost from "armys"
        beside = [
            t
            for t in targets
            if 0 <= claim.trigger.start - t.span.end <= gap
            or (effect is Effect.HOLDS and _is_under(told))
        ]
        actors, targets = beside, [t for t in targets if t not in beside]
    return _one_of_each(actors), _one_of_each(targets)


def _one_of_each(group: Sequence[ClaimActor]) -> list[Party]:
    found: dict[str, Party] = {}
    for party in map(party_of, group):
        if party is not None:
            found.setdefault(party.key, party)
    return list(found.values())


def _base(told: Told, place: Place, extent: Extent | None, effect: Effect) -> Saying:
    """Return a saying with all that the claim gives, still without party and kind."""
    claim = told.claim
    first, last, edtf, why = _days(told)
    basis = claim.date.basis if claim.date else ""
    # What is held "since April" or "over two years" lasts; "since April" bounds a capture.
    lasts = "up to publication" in basis and effect in (Effect.HOLDS, Effect.BESIEGES)
    words = [MEANT[extent]] if extent in MEANT else []
    if effect is Effect.CLASHES and extent is Extent.INSIDE:
        words = []
    teller, key = _teller(told)
    return Saying(
        claim_id=claim.claim_id, place=place, place_claim=claim.claim_id,
        party=None, kind=ControlKind.HELD,
        sense=Sense.BEGINS, first=first, last=last, edtf=edtf, lasts=lasts,
        is_unconfirmed=claim.status is Status.UNCONFIRMED, teller=teller, teller_key=key,
        order=(str(told.published or ""), told.report, claim.trigger.start),
        is_of_whole=extent is Extent.WHOLE, words=(*words, *why),
    )  # fmt: skip


def _days(told: Told) -> tuple[date | None, date | None, str, tuple[str, ...]]:
    """Return the first and last day, the EDTF and words on a day that is missing.

    Without a day of its own an account is not younger than its report: "/2017-08-24".
    """
    when = told.claim.date
    if when is not None and when.start is not None:
        return when.start, when.end, when.edtf, ()
    if told.published is None:
        return None, None, "", ("no day told, the report has none",)
    why = f"no day told; the report is of {told.published}"
    return None, told.published, f"/{told.published}", (why,)


def _teller(told: Told) -> tuple[str, str]:
    """Return who tells it; a nameless source is told apart by whose report it stands in."""
    if not told.claim.sources:
        return told.voice, f"voice:{told.voice}"
    speaker = told.claim.sources[0]
    if speaker.actor_id and not speaker.actor_id.startswith("generic:"):
        return speaker.name, speaker.actor_id
    return f"{speaker.name} (in {told.voice})", f"{speaker.name.lower()}|{told.voice}"
