"""Say of one claim which words, rules and entries made each of its fields.

The words come from the ledger. What the ledger does not keep is looked up again: the
lexicon entries behind trigger, cue and status, and the names of the places that a name
could have meant too. Where the program, the lexicon or the gazetteer is not the one that
made the claim, the explanation says so first: a look-up may then find another entry.
"""

from collections.abc import Iterator, Sequence
from typing import cast

from warledger.lexicon.actors import ActorLexicon
from warledger.model import Claim, ClaimActor, ClaimDate, Figure, Place, Span, Speaker
from warledger.pipeline.abstentions import code_of
from warledger.pipeline.explain_lexicon import (
    actor_entry,
    cue_entries,
    modality_entries,
    trigger_entries,
)
from warledger.pipeline.explained import Part
from warledger.store.ledger import Ledger
from warledger.store.records import to_claim
from warledger.store.rows import Row

TOLD_IN_SENTENCE = "the order of words: who acts on whom, as the parser reads the clause"
STRONGEST_LINKS = 5
# Less than this is lost in the one place behind the point that is shown.
LEAST_SHOWN = 0.05


def claim_parts(ledger: Ledger, row: Row, lexicon: ActorLexicon) -> Iterator[Part]:
    """Yield the parts of a claim; `row` is of `explain_claim`."""
    claim = to_claim(row)
    reasons = dict(claim.reasons)
    yield _part(
        claim, "quote", "what the claim rests on", claim.span, cast(str, row["quote"])
    )
    trigger = _words(row, claim.trigger)
    kinds = trigger_entries(trigger, claim.event_type, claim.sub_event_type)
    why = reasons.get("sub_event_type")
    what = f"{claim.event_type} / {claim.sub_event_type}"
    because = (*((why,) if why else ()), *kinds)
    yield _part(claim, "type", what, claim.trigger, trigger, because)
    yield _plover(claim)
    stance = reasons.get("status", "")
    yield Part(
        "status",
        f"{claim.status.value}, {claim.factuality.value}",
        (stance, *modality_entries(stance)),
    )
    yield from _actors(claim, "actor", claim.actors, lexicon)
    yield from _actors(claim, "target", claim.targets, lexicon)
    yield from _places(claim)
    yield _date(claim, claim.date, reasons.get("date"))
    yield from _figures(claim, reasons.get("figures"))
    yield from _speakers(claim, lexicon)
    yield from _beyond(ledger, row)


def _words(row: Row, span: Span) -> str:
    """Return the words at a span within the quote."""
    start = span.start - cast(int, row["start"])
    return cast(str, row["quote"])[start : start + span.end - span.start]


def _part(
    claim: Claim,
    field: str,
    value: str,
    span: Span,
    words: str,
    because: Sequence[str] = (),
    code: str | None = None,
) -> Part:
    return Part(
        field, value, tuple(filter(None, because)), words, code,
        claim.report_id, span.start, span.end,
    )  # fmt: skip


def _plover(claim: Claim) -> Part:
    if claim.plover is None:
        return Part("plover", "none", code="plover-none")
    tags = f"; tags: {', '.join(claim.tags)}" if claim.tags else ""
    why = "the kind of event has this counterpart in events/kinds.toml"
    return Part("plover", f"{claim.plover}{tags}", (why,))


def _actors(
    claim: Claim, field: str, actors: Sequence[ClaimActor], lexicon: ActorLexicon
) -> Iterator[Part]:
    if not actors:
        yield Part(field, "nobody", code=f"{field}s-none")
    for actor in actors:
        code = None if actor.actor_id else code_of("actor", actor.reason)
        side = f", side: {actor.side}" if actor.side else ", of no side"
        value = f"{actor.name} ({actor.actor_id or 'no id'}{side})"
        entry = actor_entry(actor.actor_id, lexicon)
        because = (actor.reason or TOLD_IN_SENTENCE, entry or "")
        yield _part(claim, field, value, actor.span, actor.mention, because, code)


def _places(claim: Claim) -> Iterator[Part]:
    if not claim.places:
        yield Part("place", "none", code="place-none")
    for place in claim.places:
        code = code_of("place", place.reason) if place.lat is None else None
        value = f"{place.name} ({place.place_id or 'no id'})"
        if place.lat is not None:
            value += f" {place.lat:.4f} {place.lon:.4f}, precision {place.where_prec}"
        area = ", ".join(filter(None, (place.adm1, place.country)))
        value += f", in {area}" if area else ""
        because = (place.reason, *_candidates(place))
        yield _part(claim, "place", value, place.span, place.mention, because, code)


def _candidates(place: Place) -> Iterator[str]:
    """Yield how many rows the name could mean, and the best of those not taken."""
    from warledger.geo.gazetteer import load_gazetteer

    if not place.candidates:
        return
    yield f"{place.candidates} rows of the gazetteer were weighed"
    countries = (place.country,) if place.country else ()
    known = {
        p.place_id: p
        for p in load_gazetteer().candidates(place.mention, countries=countries)
    }
    for runner in place.runners_up:
        row = known.get(runner)
        if row is None:
            yield f"not taken: {runner}"
        else:
            area = ", ".join(filter(None, (row.adm1_name, row.country)))
            yield f"not taken: {row.name} ({row.kind}; {area}; {runner})"


def _date(claim: Claim, day: ClaimDate | None, why: str | None) -> Part:
    if day is None:
        return Part("date", "none", (why,) if why else (), code=code_of("date", why))
    code = None
    if day.start is None:
        known = code_of("date", day.basis)
        code = known if known != "uncoded" else "date-day-not-fixed"
    value = f"{day.edtf}, precision {day.precision}" if day.precision else day.edtf
    because = tuple(filter(None, (day.basis or "the day as written", why)))
    if day.span is None:
        return Part("date", value, because, code=code)
    return _part(claim, "date", value, day.span, day.mention or "", because, code)


def _figures(claim: Claim, why: str | None) -> Iterator[Part]:
    if why:
        code = code_of("figure", why)
        told = "none" if code == "figure-none" else "left out"
        yield Part("figure", told, (why,), code=code)
    for figure in claim.figures:
        vague = figure.low is None and figure.best is None and figure.high is None
        because = (_bounds_words(figure),)
        yield _part(
            claim, "figure", _figure(figure), figure.span, figure.mention, because,
            "figure-vague" if vague else None,
        )  # fmt: skip


def _figure(figure: Figure) -> str:
    bounds = (
        f"{name} {value:g}"
        for name, value in (
            ("low", figure.low),
            ("best", figure.best),
            ("high", figure.high),
        )
        if value is not None
    )
    of = f" of {figure.of}" if figure.of else ""
    item = f" {figure.item}" if figure.item else ""
    return f"{figure.measure}{item}{of}: {', '.join(bounds) or 'no number'}"


def _bounds_words(figure: Figure) -> str:
    """Return what the words leave open."""
    if figure.best is not None:
        return "the words give one number"
    if figure.low is None and figure.high is None:
        return "the words count without a number"
    if figure.high is None:
        return "the words give a least number and no other"
    if figure.low is None:
        return "the words give a greatest number and no other"
    return "the words give two numbers"


def _speakers(claim: Claim, lexicon: ActorLexicon) -> Iterator[Part]:
    if not claim.sources:
        yield Part("speaker", "the outlet itself", code="speaker-own-voice")
    for speaker in claim.sources:
        code = None if speaker.actor_id else "speaker-not-in-lexicon"
        because = (*cue_entries(speaker.cue), actor_entry(speaker.actor_id, lexicon) or "")
        value = f"{speaker.name} ({_known(speaker)}), by '{speaker.cue}'"
        yield _part(claim, "speaker", value, speaker.span, speaker.mention, because, code)


def _known(speaker: Speaker) -> str:
    parts = (speaker.actor_id or "no id", speaker.role, speaker.side)
    return ", ".join(part for part in parts if part)


def _beyond(ledger: Ledger, row: Row) -> Iterator[Part]:
    """Yield what came of the claim: where its words come from, its incident, its links."""
    where = {name: row[name] for name in ("report", "start", "end")}
    for copied in ledger.rows("explain_claim_copied", **where):
        because = (
            f"passage {copied['start']}-{copied['end']} repeats "
            f"{copied['origin_start']}-{copied['origin_end']} there",
        )
        yield Part("words of", str(copied["origin"]), because)
    claim_id = cast(str, row["claim_id"])
    incident = row["incident_id"]
    yield Part(
        "incident",
        str(incident) if incident else "none: not taken in; run 'warledger reconcile'",
    )
    links = list(ledger.rows("explain_links", claims=[claim_id]))
    for link in links[:STRONGEST_LINKS]:
        yield link_part(link, claim_id)
    if len(links) > STRONGEST_LINKS:
        yield Part("link", f"and {len(links) - STRONGEST_LINKS} weaker ones")
    for word in ledger.rows("explain_judgements", claims=[claim_id]):
        yield judgement_part(word)


def link_part(link: Row, seen_from: str | None = None) -> Part:
    """Return a link in words: with whom, how strong, what each comparison says."""
    first, second = cast(str, link["claim_a"]), cast(str, link["claim_b"])
    value = f"{first} with {second}"
    if seen_from is not None:
        value = f"with {second if first == seen_from else first}"
    weight = cast(float, link["weight"])
    because = tuple(
        f"{reason['aspect']} {cast(float, reason['weight']):+.1f} bits: {reason['words']}"
        for reason in cast(list[Row], link["reasons"])
    )
    before = weight - sum(
        cast(float, r["weight"]) for r in cast(list[Row], link["reasons"])
    )
    if abs(before) >= LEAST_SHOWN:
        started = f"start {before:+.1f} bits: what claims that meet begin with"
        because = (started, *because)
    return Part("link", f"{value}: {weight:+.1f} bits for one event", because)


def judgement_part(word: Row) -> Part:
    """Return a person's word on two claims."""
    by = f" by {word['by']}" if word["by"] else ""
    value = f"{word['number']}: {word['claim_a']} and {word['claim_b']} {word['verdict']}"
    return Part("judgement", value + by, (str(word["note"]),) if word["note"] else ())
