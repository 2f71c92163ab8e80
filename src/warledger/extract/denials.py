"""Denials of what was claimed before: "the ministry denied the report".

A denial whose object is only "the claim", "the reports" or "it" says nothing by itself;
what it rejects is the claim told just before, by somebody else. Such a denial becomes a
claim of its own with the same event and parties, status `denied`, and the one who denies
as its speaker.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from warledger.extract.event_kinds import VIOLENT
from warledger.extract.parsed import Parsed
from warledger.extract.speaker_names import Floor, cue_at, cue_speaker
from warledger.extract.syntax import OBJECTS, children, is_verbal
from warledger.lexicon.events import load_events
from warledger.model import Claim, Factuality, Span, Speaker, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

# What stands for a claim told before.
CLAIM_NOUNS = frozenset(
    {"claim", "report", "allegation", "accusation", "rumour", "rumor", "charge"}
)
CLAIM_NOUNS |= {"figure", "toll", "number", "version", "account", "assertion"}
CLAIM_NOUNS |= {"statement", "news", "involvement", "responsibility", "it", "this", "that"}
# "rejected reports of X" names what it rejects; it is read as any other event.
SPELT_OUT = ("prep", "acl", "relcl", "ccomp")
# "called the rumours untrue", "dismissed the report as false"
FALSE = frozenset(
    {"untrue", "false", "baseless", "fabricated", "unfounded", "groundless", "fake"}
)
# A denial rejects what was claimed at most so many characters before.
REACH = 600


def _rejected(token: "Token") -> "Token | None":
    """Return the noun for the claim that a verb rejects; None if it is an event."""
    objects = [
        t
        for t in children(token, *OBJECTS)
        if t.lemma_.lower() in CLAIM_NOUNS and not children(t, *SPELT_OUT)
    ]
    return objects[0] if objects else None


def _unnamed_deed(parsed: Parsed, verb: "Token", before: Sequence[Claim]) -> "Token | None":
    """Return the deed of "denied bombing civilians", which says neither where nor when.

    A deed that was read as a claim of its own needs no other.
    """
    forms = load_events().by_form
    for deed in children(verb, "xcomp", *OBJECTS):
        known = {t.kind.event_type for t in forms.get(deed.lower_, ())}
        span = parsed.token_span(deed)
        if known & VIOLENT and not any(claim.span.covers(span) for claim in before):
            return deed
    return None


def _says_false(token: "Token") -> bool:
    return token.lemma_ in ("call", "describe", "brand") and any(
        t.lower_ in FALSE for t in token.subtree
    )


def find_denials(
    parsed: Parsed, floor: Floor, before: Sequence[Claim], outlet_names: frozenset[str]
) -> Iterator[Claim]:
    """Yield the claims that the sentence denies, for denials that name no event themselves.

    `before` are the section's claims so far, in order; the last one near enough that
    somebody else told is what is denied.
    """
    for token in parsed.doc:
        if not is_verbal(token):
            continue
        cue = cue_at(token)
        denies = cue is not None and cue.act == "deny"
        if any(child.dep_ == "neg" for child in token.children):
            continue
        noun = _rejected(token) if denies or _says_false(token) else None
        deed = _unnamed_deed(parsed, token, before) if denies and noun is None else None
        rejected = noun or deed
        if rejected is None:
            continue
        speaker = cue_speaker(parsed, token, floor)
        told = before if deed is None else [c for c in before if c.event_type in VIOLENT]
        target = _denied(parsed, speaker, told)
        if target is not None:
            yield _denial(parsed, token, rejected, speaker, target, outlet_names)


def _denied(
    parsed: Parsed, speaker: Speaker | None, before: Sequence[Claim]
) -> Claim | None:
    """Return the nearest claim before that the speaker did not make."""
    own = None if speaker is None else (speaker.actor_id or speaker.name)
    for claim in reversed(before):
        if parsed.span.start - claim.span.end > REACH or claim.status is Status.DENIED:
            return None
        if all((s.actor_id or s.name) != own for s in claim.sources):
            return claim
    return None


def _denial(
    parsed: Parsed,
    token: "Token",
    noun: "Token",
    speaker: Speaker | None,
    target: Claim,
    outlet_names: frozenset[str],
) -> Claim:
    said = () if speaker is None or speaker.name.casefold() in outlet_names else (speaker,)
    subject = [t for child in children(token, "nsubj") for t in child.subtree]
    verdict = [t for t in token.subtree if t.lower_ in FALSE]
    span = parsed.span_of([token, noun, *subject, *verdict])
    trigger = parsed.token_span(token)
    reason = f"rejects the claim told before: '{_start_of(parsed.text, target.span)}'"
    return replace(
        target,
        span=span,
        trigger=trigger,
        status=Status.DENIED,
        factuality=Factuality.NOT_CERTAIN,
        figures=(),
        sources=said,
        date=None,
        reasons=(
            ("sub_event_type", "the type of the claim that is denied"),
            ("status", reason),
            ("date", "the day of the claim that is denied"),
        ),
    )


def _start_of(text: str, span: Span) -> str:
    words = " ".join(span.of(text).split())
    return words if len(words) <= 80 else words[:79] + "…"
