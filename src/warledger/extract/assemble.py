"""From the parsed sentences of one report to its claims.

Sentence by sentence, in the order of the story, because pronouns, days and speakers run
on: find the triggers, group them, fill each group's roles, figures, speakers, stance and
day, and say what kind of event it was. A headline's claim is kept only where the body
does not tell it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from warledger.extract.collector import Discourse
from warledger.extract.counts import find_figures
from warledger.extract.dating import find_date, said_times
from warledger.extract.denials import find_denials
from warledger.extract.event_kinds import VIOLENT, decide
from warledger.extract.grouping import Group, clause_tokens, group_nodes
from warledger.extract.parsed import Parsed
from warledger.extract.placing import (
    find_places,
    is_carried,
    place_of_witness,
    places_before,
)
from warledger.extract.quotations import speaker_ahead
from warledger.extract.retold import count_once
from warledger.extract.roles import Roles, find_roles, remember
from warledger.extract.speaker_names import Floor
from warledger.extract.speakers import (
    Attribution,
    attributions,
    note_floor,
    speakers,
)
from warledger.extract.stance import judge, tells_of_none
from warledger.extract.syntax import (
    children,
    first_conjunct,
    governor,
    phrase_tokens,
)
from warledger.extract.telling import (
    belongs_to,
    is_accident,
    is_bare,
    is_claimed,
    is_unclaimed,
    only_describes,
    takes_up,
    tells_something,
)
from warledger.extract.times.story import is_history
from warledger.extract.triggers import Node, find_nodes
from warledger.lexicon.events import Kind
from warledger.model import (
    ActorMention,
    Claim,
    ClaimActor,
    Figure,
    Mentions,
    Report,
    Section,
    Span,
    Toponym,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

Called = tuple[tuple[str, str, str | None], ...]


@dataclass
class Story:
    """What runs on from sentence to sentence within one section."""

    report: Report
    outlet_names: frozenset[str]
    mentions: Mentions
    toponyms: dict[Span, Toponym]
    called: dict[str, Called]
    discourse: Discourse = field(default_factory=Discourse)
    floor: Floor = field(default_factory=Floor)
    claims: list[Claim] = field(default_factory=list)
    said: set[Span] = field(default_factory=set)
    is_history: bool = False


@dataclass(frozen=True)
class _Made:
    """A claim and the kind of event that was decided on."""

    claim: Claim
    kind: Kind


def _clause_head(group: Group) -> "Token":
    """Return the verb of the clause that tells the event."""
    main = group.main
    if main.carrier is not None:
        return main.carrier
    for node in group.nodes:
        if node.carrier is not None:
            return node.carrier
    above = governor(main.token)
    return above if above is not None and above.dep_ != "ROOT" else main.token


def _is_told(parsed: Parsed, group: Group, groups: Sequence[Group], story: Story) -> bool:
    """Return whether a bare event noun makes a claim; if not, its words are the others'."""
    tokens = clause_tokens(group, [g for g in groups if g is not group])
    made = _claim(parsed, group, tokens, story)
    return made is not None and tells_something(made.claim, group)


def _carrying(group: Group) -> Node:
    """Return the trigger whose clause says how the event stands."""
    if group.main.carrier is not None:
        return group.main
    if group.main.trigger.kind.is_effect:
        return next((n for n in group.nodes if n.carrier is not None), group.main)
    # "There were no casualties in the shelling": the shelling took place.
    told = (n for n in group.nodes if n.carrier is not None and not tells_of_none(n))
    return next(told, replace(group.main, carrier=None))


def _quote(parsed: Parsed, tokens: "Sequence[Token]") -> Span:
    kept = [t for t in tokens if not (t.is_punct or t.dep_ == "punct")] or list(tokens)
    kept = sorted({*kept, *_governing(kept)}, key=lambda t: t.i)
    while len(kept) > 1 and kept[0].dep_ in ("mark", "cc"):
        kept = kept[1:]
    while len(kept) > 1 and kept[-1].dep_ in ("cc", "prep", "det", "mark"):
        kept = kept[:-1]
    return parsed.span_of(kept)


def _governing(tokens: "Sequence[Token]") -> "Iterator[Token]":
    """Yield the verbs an infinitive depends on ("troops were yet to leave")."""
    inside = {token.i for token in tokens}
    for token in tokens:
        node = token
        while node.dep_ in ("xcomp", "pcomp", "prep") and node.head.i not in inside:
            node = node.head
            yield node
            for child in children(node, "nsubj", "nsubjpass", "aux", "auxpass", "neg"):
                yield from phrase_tokens(child)


def sentence_claims(parsed: Parsed, story: Story) -> Iterator[Claim]:
    """Yield the claims of one sentence."""
    made = list(_sentence_claims(parsed, story))
    for group, claim in made:
        if claim.places and not is_carried(claim.places):
            yield claim
            continue
        told = (c.places for g, c in made if _shares_place(group, g))
        shared = next((p for p in told if p and not is_carried(p)), claim.places)
        yield replace(claim, places=shared)


def _shares_place(first: Group, second: Group) -> bool:
    """Return whether a later verb under the same subject closes with the place of both.

    "The patrol detained two men and killed one in X": X is where both happened.
    """
    verb, other = first.main.carrier, second.main.carrier
    return (
        verb is not None
        and other is not None
        and other.i > verb.i
        and other.dep_ == "conj"
        and first_conjunct(other).i == first_conjunct(verb).i
        and not children(other, "nsubj", "nsubjpass")
    )


def _sentence_claims(parsed: Parsed, story: Story) -> Iterator[tuple[Group, Claim]]:
    """Yield the events of one sentence with their claims, places not yet shared."""
    note_floor(parsed, story.floor)
    groups = group_nodes(parsed, find_nodes(parsed))
    absorbed = [g for g in groups if any(belongs_to(o, g) for o in groups if o is not g)]
    bare = [g for g in groups if is_bare(g) and g not in absorbed]
    absorbed += [g for g in bare if not _is_told(parsed, g, groups, story)]
    for group in groups:
        if group in absorbed:
            continue
        others = [g for g in groups if g is not group and g not in absorbed]
        tokens = clause_tokens(group, others)
        if only_describes(parsed, group) or is_accident(group) or is_unclaimed(group):
            continue
        made = _claim(parsed, group, tokens, story)
        if made is not None and tells_something(made.claim, group):
            remember(story.discourse, Roles(made.claim.actors, made.claim.targets))
            if made.kind.event_type in VIOLENT and not group.main.trigger.kind.is_effect:
                story.discourse.last_kind = made.kind
            yield group, made.claim


def _claim(
    parsed: Parsed, group: Group, tokens: "tuple[Token, ...]", story: Story
) -> _Made | None:
    """Return the group's claim, or None where the event is only what another was for."""
    head = _clause_head(group)
    cues = attributions(parsed, head, group.main.token, story.floor)
    chain = speakers(parsed, cues, story.floor, story.outlet_names)
    roles = find_roles(parsed, group, tokens, story.discourse)
    roles = _without_speakers(_named_as_before(roles, story), cues)
    if not roles.actors:
        roles = replace(roles, actors=_claimants(cues, group))
    stance = judge(_carrying(group), cues)
    if stance.is_aim:
        return None
    before = story.discourse.last_kind if takes_up(group) else None
    kind = decide(parsed, group, roles, tokens, story.discourse.last_actors, before)
    times = [time for time in story.mentions.times if time.span not in story.said]
    story.said |= said_times(parsed, group)
    day, why_no_day = find_date(
        parsed, group, tokens, stance.status, times, is_history=story.is_history
    )
    figures = find_figures(parsed, group, roles, tokens)
    places = find_places(parsed, group, tokens, story.toponyms)
    if not places and kind.kind.event_type in VIOLENT | {"Strategic developments"}:
        places = place_of_witness(parsed, chain) or places_before(
            parsed, story.mentions.places, story.toponyms
        )
    reasons = [("sub_event_type", kind.reason), ("status", stance.reason)]
    if why_no_day:
        reasons.append(("date", why_no_day))
    claim = Claim(
        report_id=story.report.report_id,
        span=_quote(parsed, tokens),
        trigger=parsed.token_span(group.main.token),
        event_type=kind.kind.event_type,
        sub_event_type=kind.sub_event_type,
        status=stance.status,
        factuality=stance.factuality,
        plover=kind.kind.plover,
        tags=tuple(dict.fromkeys(t for n in group.nodes for t in n.trigger.kind.tags)),
        actors=roles.actors,
        targets=roles.targets,
        places=places,
        date=day,
        figures=figures,
        sources=chain,
        reasons=tuple(reasons),
    )
    return _Made(claim, kind.kind)


def _without_speakers(roles: Roles, cues: Sequence[Attribution]) -> Roles:
    """Return the roles without whoever is only named as speaking."""
    spoken = [c.speaker.span for c in cues if c.speaker is not None]
    spans = [span for span in spoken if span is not None]

    def free(party: ClaimActor) -> bool:
        return not any(span.overlaps(party.span) for span in spans)

    # Who speaks of his own deeds stays ("the militia denied capturing X").
    actors = tuple(filter(free, roles.actors)) or roles.actors
    return replace(roles, actors=actors, targets=tuple(filter(free, roles.targets)))


def _claimants(cues: Sequence[Attribution], group: Group) -> tuple[ClaimActor, ...]:
    """Return who claimed the event as their own doing."""
    return tuple(
        ClaimActor(s.name, s.actor_id, s.mention, s.span, s.side, "claims it as their own")
        for cue in cues
        if (cue.cue.act == "claim_responsibility" or is_claimed(group, cue.token))
        and (s := cue.speaker) is not None
    )


def _named_as_before(roles: Roles, story: Story) -> Roles:
    """Return the roles with "the militants" read as the group that the report called so."""
    return replace(
        roles,
        actors=tuple(_as_before(party, story) for party in roles.actors),
        targets=tuple(_as_before(party, story) for party in roles.targets),
    )


def _as_before(party: ClaimActor, story: Story) -> ClaimActor:
    if not (party.actor_id or "").startswith("generic:"):
        return party
    words = party.mention.lower().split()
    known = story.called.get(words[-1].rstrip("s"), ()) if words else ()
    if len(known) != 1:
        return party
    (name, actor_id, side) = known[0]
    reason = f"the report calls {name} '{words[-1]}'"
    return replace(party, name=name, actor_id=actor_id, side=side, reason=reason)


def called_by(mentions: Sequence[ActorMention], text: str) -> dict[str, Called]:
    """Return, for a noun of fighters, the groups that the report names with it.

    "ISIS terrorists" makes ISIS the "terrorists" of a report, if nobody else is called so.
    """
    found: dict[str, dict[str, tuple[str, str, str | None]]] = {}
    for mention in mentions:
        words = mention.span.of(text).split()
        if (
            mention.is_generic
            or mention.is_person
            or len(words) < 2
            or not words[-1].islower()
        ):
            continue
        named = (mention.name, mention.actor_id, mention.side)
        found.setdefault(words[-1].rstrip("s"), {})[mention.actor_id] = named
    return {noun: tuple(groups.values()) for noun, groups in found.items()}


def _same_news(headline: Claim, body: Sequence[Claim]) -> bool:
    """Return whether the body tells what the headline tells, figures included."""
    told = {
        (f.measure, value) for claim in body for f in claim.figures for value in _values(f)
    }
    figures = [f for f in headline.figures if any(v is not None for v in _values(f))]
    if figures:
        return all((f.measure, v) in told for f in figures for v in _values(f))
    return any(headline.sub_event_type == claim.sub_event_type for claim in body)


def _values(figure: Figure) -> set[float]:
    return {value for value in (figure.low, figure.high) if value is not None}


def _told_in_order(
    report: Report,
    sentences: Sequence[Parsed],
    mentions: Mentions,
    outlet_names: frozenset[str],
) -> Iterator[tuple[Parsed, Claim]]:
    """Yield the claims of the sentences in order, each with its sentence."""
    by_span = {toponym.span: toponym for toponym in mentions.toponyms}
    called = called_by(mentions.actors, report.text)

    def begin(section: Section) -> Story:
        told = is_history(section.span.of(report.text), section.published)
        discourse = Discourse(mentions=mentions.actors)
        return Story(
            report, outlet_names, mentions, by_span, called, discourse, is_history=told
        )

    story, section = None, None
    for number, parsed in enumerate(sentences):
        if story is None or parsed.section is not section:
            story, section = begin(parsed.section), parsed.section
        story.floor.ahead = speaker_ahead(
            parsed, islice(sentences, number + 1, None), story.floor
        )
        told = list(sentence_claims(parsed, story))
        told += find_denials(parsed, story.floor, [*story.claims, *told], outlet_names)
        story.claims.extend(told)
        yield from ((parsed, claim) for claim in told)


def tell_anything(
    report: Report,
    sentences: Sequence[Parsed],
    mentions: Mentions,
    outlet_names: frozenset[str],
) -> bool:
    """Return whether these sentences, without the others, make a claim; at the first."""
    return next(_told_in_order(report, sentences, mentions, outlet_names), None) is not None


def make_claims(
    report: Report,
    sentences: Sequence[Parsed],
    mentions: Mentions,
    outlet_names: frozenset[str],
) -> tuple[Claim, ...]:
    """Return the report's claims in text order."""
    found = list(_told_in_order(report, sentences, mentions, outlet_names))
    body = [claim for parsed, claim in found if not parsed.is_headline]
    kept = {
        claim.claim_id: claim
        for parsed, claim in found
        if not (parsed.is_headline and _same_news(claim, body))
    }
    ordered = sorted(kept.values(), key=lambda c: (c.trigger.start, c.trigger.end))
    return tuple(count_once(ordered, report.text, report.sections))
