"""Which time expression dates which event, and what a sentence without one says.

The expression nearest to the trigger in the parse, inside its own clause, dates it; one
that hangs on a verb of speech dates the saying ("announced on Monday") and not the event.
A claim without one takes the day of the claim before it in the same paragraph, or, told
in the past in a report whose day is known, the three days up to publication
(gold/GUIDELINES.md); both are said in the basis. Otherwise there is no date, nor where the
clause or the whole text tells of what lies further back (`background`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from warledger.extract.background import why_no_day
from warledger.extract.grouping import Group
from warledger.extract.parsed import Parsed
from warledger.extract.speaker_names import cue_at
from warledger.extract.syntax import governor
from warledger.model import ClaimDate, Span, Status, TimeMention, TimeType

if TYPE_CHECKING:
    from spacy.tokens import Token

# A bare past tense in a dated news report: publication day and the two before it.
RECENT_DAYS = 2
# A day told before in the paragraph carries over only if it is this near to publication.
CARRY_DAYS = 10
# How far back, in characters, the paragraph may have named it.
PASSAGE = 600
# UCDP date_prec up to which a day carries over: a day, or two to six of them.
SHARP = 2


def _distance(token: "Token", other: "Token") -> int:
    """Return the number of arcs between two tokens of one parse."""
    up: dict[int, int] = {}
    node, steps = token, 0
    while True:
        up[node.i] = steps
        if node.head.i == node.i:
            break
        node, steps = node.head, steps + 1
    node, steps = other, 0
    while node.i not in up:
        if node.head.i == node.i:
            return 99
        node, steps = node.head, steps + 1
    return up[node.i] + steps


def _is_datable(time: TimeMention) -> bool:
    if time.type is TimeType.SET:
        return False
    return time.start is not None or (time.edtf or "").startswith("XXXX")


def _to_date(parsed: Parsed, time: TimeMention) -> ClaimDate:
    return ClaimDate(
        edtf=time.edtf or time.value,
        start=time.start,
        end=time.end,
        precision=time.precision,
        basis=time.basis,
        mention=time.span.of(parsed.text),
        span=time.span,
    )


def _speech_times(
    parsed: Parsed, group: Group
) -> tuple[list[TimeMention], list[TimeMention]]:
    """Return the times that may date the event, and those of the saying."""
    own: list[TimeMention] = []
    said: list[TimeMention] = []
    event_verbs = {(n.carrier or n.token).i for n in group.nodes} | {
        n.token.i for n in group.nodes
    }
    for time in parsed.mentions.times:
        if not _is_datable(time):
            continue
        token = parsed.token_at(time.span)
        if token is None:
            continue
        verb = governor(token)
        if verb is not None and _is_aside(verb, event_verbs):
            continue
        is_said = (
            verb is not None
            and verb.i not in event_verbs
            and _tells_saying(token, verb, group)
        )
        (said if is_said else own).append(time)
    return own, said


def _is_aside(verb: "Token", events: set[int]) -> bool:
    """Return whether a verb tells something else of a thing ("whom they had held …")."""
    is_of_thing = verb.dep_ == "relcl" and verb.head.i not in events
    inside = {token.i for token in verb.subtree}
    return is_of_thing and inside.isdisjoint(events)


def _tells_saying(time: "Token", verb: "Token", group: Group) -> bool:
    """Return whether a time that hangs on a verb of speech dates the saying, not the event.

    The verb has to govern the event, or to be its tag; and a time behind an event noun that
    the verb has as its object is the event's ("confirmed the capture of X on Thursday").
    """
    if cue_at(verb) is None:
        return False
    if time.i < verb.i and any(t.text == "," for t in time.doc[time.i : verb.i]):
        return False  # "… yesterday, the governor said"
    events = [node.token for node in group.nodes]
    governs = any(verb.i == above.i for token in events for above in token.ancestors)
    is_tag = verb.i > max(token.i for token in events) and any(
        child.dep_ == "nsubj" for child in verb.children
    )
    behind = any(node.is_noun and verb.i < node.token.i < time.i for node in group.nodes)
    return (governs or is_tag) and not behind


def _nearest(
    parsed: Parsed, group: Group, times: Iterable[TimeMention], inside: frozenset[int]
) -> TimeMention | None:
    """Return the time nearest to the event in the parse, its own clause first."""
    anchors = [node.token for node in group.nodes]
    anchors += [node.carrier for node in group.nodes if node.carrier is not None]
    ranked = []
    for time in times:
        token = parsed.token_at(time.span)
        if token is None:
            continue
        steps = min(_distance(token, anchor) for anchor in anchors)
        ranked.append((token.i not in inside, steps, -_width(time), time.span.start, time))
    return min(ranked, key=lambda r: r[:4])[4] if ranked else None


def _width(time: TimeMention) -> int:
    return 0 if time.start is None or time.end is None else -(time.end - time.start).days


def _recent(published: date, basis: str) -> ClaimDate:
    start = published - timedelta(RECENT_DAYS)
    return ClaimDate(f"{start}/{published}", start, published, 2, basis)


def said_times(parsed: Parsed, group: Group) -> frozenset[Span]:
    """Return the spans of the days on which the sentence was said, which date no event."""
    return frozenset(time.span for time in _speech_times(parsed, group)[1])


def find_date(
    parsed: Parsed,
    group: Group,
    tokens: "Iterable[Token]",
    status: Status,
    times: Sequence[TimeMention],
    *,
    is_history: bool = False,
) -> tuple[ClaimDate | None, str]:
    """Return the event's date and, where there is none, the reason.

    `times` are those of the report that may date an event, in text order: the days on
    which earlier sentences were said are left out (`said_times`). `is_history` says that
    the report tells of years long past.
    """
    inside = frozenset(token.i for token in tokens)
    own, said = _speech_times(parsed, group)
    nearest = _nearest(parsed, group, own, inside)
    if nearest is not None:
        return _to_date(parsed, nearest), ""
    if status in (Status.EXPECTED, Status.DENIED, Status.NOT_OCCURRED):
        return None, f"no day is told for what is {status.value.replace('_', ' ')}"
    if reason := why_no_day(parsed, group):
        return None, reason
    if is_history and parsed.section.published is not None:
        return None, "no day told, in a report of years before it was published"
    return _undated(parsed, status, said[-1] if said else None, _before(parsed, times))


def _undated(
    parsed: Parsed, status: Status, said: TimeMention | None, before: TimeMention | None
) -> tuple[ClaimDate | None, str]:
    """Return the date of an event whose sentence names none, from what stands around it."""
    published = parsed.section.published
    if said is not None:
        words = said.span.of(parsed.text)
        if said.end is not None:
            return _recent(said.end, f"told in the past; said {words}"), ""
        if published is None and said.edtf:
            basis = f"that day or shortly before: said {words}"
            return replace(_to_date(parsed, said), basis=basis), ""
    if before is not None and _carries(before, published):
        basis = f"same passage as '{before.span.of(parsed.text)}'"
        return replace(_to_date(parsed, before), basis=basis), ""
    if published is None:
        return None, "the text names no day and the report's day is not known"
    if status is Status.ONGOING:
        basis = "told as going on in a report of that day"
        return ClaimDate(str(published), published, published, 1, basis), ""
    basis = "told in the past in a dated report: the three days up to publication"
    return _recent(published, basis), ""


def _before(parsed: Parsed, times: Sequence[TimeMention]) -> TimeMention | None:
    """Return the last day named earlier in the paragraph, within reach."""
    start = parsed.text.rfind("\n", 0, parsed.span.start) + 1
    start = max(start, parsed.span.start - PASSAGE)
    found = [
        t
        for t in times
        if start <= t.span.start < parsed.span.start
        and _is_datable(t)
        and (t.precision or 1) <= SHARP
    ]
    return found[-1] if found else None


def _carries(time: TimeMention, published: date | None) -> bool:
    if time.end is None or published is None:
        return time.end is None
    return abs((published - time.end).days) <= CARRY_DAYS
