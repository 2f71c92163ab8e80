"""From the parsed sentences of one report to its claims.

Sentence by sentence, in the order of the story, because pronouns, days and speakers run
on: find the triggers, group them, fill each group's roles, figures, speakers, stance and
day, and say what kind of event it was. A headline's claim is kept only where the body
does not tell it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from warledger.extract.counts import find_figures
from warledger.extract.dating import Timeline, find_date
from warledger.extract.event_kinds import decide
from warledger.extract.grouping import Group, group_nodes
from warledger.extract.parsed import Parsed
from warledger.extract.placing import find_places
from warledger.extract.roles import Discourse, clause_tokens, find_roles, remember
from warledger.extract.speakers import Floor, attributions, note_floor, speakers
from warledger.extract.stance import judge
from warledger.extract.syntax import governor
from warledger.extract.triggers import find_nodes
from warledger.model import Claim, Figure, Report, Span, Toponym

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass
class Story:
    """What runs on from sentence to sentence within one section."""

    report: Report
    outlet_names: frozenset[str]
    toponyms: dict[Span, Toponym]
    discourse: Discourse = field(default_factory=Discourse)
    timeline: Timeline = field(default_factory=Timeline)
    floor: Floor = field(default_factory=Floor)


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


def _is_bare(group: Group) -> bool:
    """Return whether only nouns without a verb of their own evoke the event."""
    return all(node.carrier is None for node in group.nodes)


def _tells_something(claim: Claim, group: Group) -> bool:
    """Return whether a claim says more than that some event is spoken of."""
    if not _is_bare(group):
        trigger_is_weak = all(node.trigger.is_weak for node in group.nodes)
        has_part = bool(claim.actors or claim.targets or claim.figures or claim.places)
        return has_part if trigger_is_weak or len(group.nodes) == 1 else True
    named = (
        bool(claim.places) + bool(claim.actors) + bool(claim.targets) + bool(claim.figures)
    )
    return named >= 2


def _quote(parsed: Parsed, tokens: "Sequence[Token]") -> Span:
    kept = [t for t in tokens if not (t.is_punct or t.dep_ == "punct")] or list(tokens)
    return parsed.span_of(kept)


def sentence_claims(parsed: Parsed, story: Story) -> Iterator[Claim]:
    """Yield the claims of one sentence."""
    note_floor(parsed, story.floor)
    groups = group_nodes(parsed, find_nodes(parsed))
    for group in groups:
        others = [g for g in groups if g is not group]
        tokens = clause_tokens(group, others)
        claim = _claim(parsed, group, tokens, story)
        if _tells_something(claim, group):
            yield claim


def _claim(
    parsed: Parsed, group: Group, tokens: "tuple[Token, ...]", story: Story
) -> Claim:
    roles = find_roles(parsed, group, story.discourse)
    head = _clause_head(group)
    cues = attributions(parsed, head, story.floor)
    stance = judge(group.main, cues)
    kind = decide(parsed, group, roles, tokens, story.discourse.last_actors)
    day, why_no_day = find_date(parsed, group, tokens, stance.status, story.timeline)
    figures = find_figures(parsed, group, roles, tokens)
    places = find_places(parsed, group, tokens, story.toponyms)
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
        sources=speakers(parsed, cues, story.floor, story.outlet_names),
        reasons=tuple(reasons),
    )
    remember(story.discourse, roles)
    return claim


def _same_news(headline: Claim, body: Claim) -> bool:
    """Return whether a body claim tells what the headline's claim told."""
    if headline.sub_event_type == body.sub_event_type:
        return True
    told = {(f.measure, f.low, f.high) for f in body.figures}
    return any(_key(f) in told for f in headline.figures)


def _key(figure: Figure) -> tuple[str, float | None, float | None]:
    return figure.measure, figure.low, figure.high


def make_claims(
    report: Report,
    sentences: Sequence[Parsed],
    toponyms: Sequence[Toponym],
    outlet_names: frozenset[str],
) -> tuple[Claim, ...]:
    """Return the report's claims in text order."""
    by_span = {toponym.span: toponym for toponym in toponyms}
    found: list[tuple[Parsed, Claim]] = []
    story = Story(report, outlet_names, by_span)
    section = None
    for parsed in sentences:
        if parsed.section is not section:
            section, story = parsed.section, Story(report, outlet_names, by_span)
        found.extend((parsed, claim) for claim in sentence_claims(parsed, story))
    body = [claim for parsed, claim in found if not parsed.is_headline]
    kept = {
        claim.claim_id: claim
        for parsed, claim in found
        if not (parsed.is_headline and any(_same_news(claim, other) for other in body))
    }
    return tuple(sorted(kept.values(), key=lambda c: (c.trigger.start, c.trigger.end)))
