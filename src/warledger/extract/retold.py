"""Count people once who are told of again: "the two men were detained" after "two men".

A definite phrase takes up people that were counted before; so does the same number of the
same people in the same place, where nothing says that they are others, and a part of a sum
("two other militants" after "two leaders and two other militants"). A person's name means
the same person each time, whoever speaks; a name that follows a count of the same event is
one of those counted. Where an earlier claim of the same story and teller gives the number
under the same measure, the later claim keeps its words and loses the figure: added up, a
story's figures are then the people it tells of. The same number of other people, told with
"the", is knowingly missed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from warledger.lexicon.retold import load_retold_words
from warledger.model import Claim, Figure, Section, Span, Status

PEOPLE = frozenset({"killed", "wounded", "captured_persons"})
UNREAL = frozenset({Status.NOT_OCCURRED, Status.DENIED, Status.EXPECTED})
# Characters before a figure in which "the" or "two other" stands.
LEAD = 24
# A release and its update, or a night's two days, name days this far apart for one event.
SAME_EVENT = timedelta(days=1)
REASON = ("figures", "the same people were counted before")
_PARTS = re.compile(r",\s*(?:and\s+)?|\s+(?:and|along with|together with|as well as)\s+")


@dataclass(slots=True)
class _Told:
    """A figure that was kept, with its claim, its teller and the names it covers."""

    claim: Claim
    figure: Figure
    where: tuple[int, tuple[str, ...]]
    names: list[str] = field(default_factory=list)


def count_once(
    claims: Sequence[Claim], text: str, sections: Sequence[Section]
) -> Iterator[Claim]:
    """Yield the claims in order, without figures of people counted in an earlier one."""
    told: list[_Told] = []
    for claim in claims:
        if claim.status in UNREAL:
            yield claim
            continue
        teller = tuple(speaker.name for speaker in claim.sources)
        where = (_section_of(claim, sections), teller)
        told_here = [one for one in told if one.where == where]
        figures = (_without_known(f, told_here) for f in claim.figures)
        kept = tuple(f for f in figures if not _is_retold(claim, f, where, told, text))
        told += [_Told(claim, figure, where) for figure in kept]
        if kept == claim.figures:
            yield claim
        else:
            yield replace(claim, figures=kept, reasons=(*claim.reasons, REASON))


def _section_of(claim: Claim, sections: Sequence[Section]) -> int:
    covering = (
        n for n, section in enumerate(sections) if section.span.covers(claim.trigger)
    )
    return next(covering, -1)


def _is_retold(
    claim: Claim,
    figure: Figure,
    where: tuple[int, tuple[str, ...]],
    told: Sequence[_Told],
    text: str,
) -> bool:
    if figure.measure not in PEOPLE:
        return False
    if _is_name(figure):
        return _names_again(claim, figure, where[0], told)
    words = load_retold_words()
    mine = [one for one in told if one.where == where]
    if _is_part(figure, mine):
        return True
    lead = text[max(0, figure.span.start - LEAD) : figure.span.start]
    is_definite = words.definite.search(figure.mention) is not None
    # "the leader and one additional suspect" is definite, though it tells of another
    beside = (
        lead + _PARTS.split(figure.mention)[0] if is_definite else lead + figure.mention
    )
    if words.others.search(words.not_others.sub("", beside)):
        return False
    same = [one for one in mine if _same_number(figure, one.figure)]
    if is_definite or words.definite_before.search(lead):
        return bool(same)
    sentence = words.not_others.sub("", claim.span.of(text))
    is_plain = figure.low is not None and not words.apart.search(sentence)
    return is_plain and any(
        _same_people(claim, figure, one) and _fits_place(claim, one.claim) for one in same
    )


def _is_name(figure: Figure) -> bool:
    """Return whether one person is counted by his name; a name means him each time."""
    words = figure.mention.split()
    return figure.best == 1 and all(word[0].isupper() for word in words)


def _names_again(claim: Claim, figure: Figure, section: int, told: Sequence[_Told]) -> bool:
    """Return whether the person was named before, or is one of those counted before."""
    name = figure.mention
    for one in told:
        is_near = one.where[0] == section or _is_one_event(claim, one.claim)
        if one.figure.measure != figure.measure or not is_near:
            continue
        if one.figure.mention == name or name in one.names:
            return True
    for one in told:
        room = one.figure.low is not None and len(one.names) < one.figure.low
        if (
            room
            and not _is_name(one.figure)
            and one.figure.measure == figure.measure
            and _is_one_event(claim, one.claim)
        ):
            one.names.append(name)
            return True
    return False


def _is_one_event(claim: Claim, first: Claim) -> bool:
    """Return whether kind, place and day allow that both claims tell of one event."""
    if claim.sub_event_type != first.sub_event_type or not claim.places:
        return False
    if not first.places or not _fits_place(claim, first):
        return False
    one, other = claim.date, first.date
    if one is None or other is None or not one.start or not other.start:
        return False
    one_end, other_end = one.end or one.start, other.end or other.start
    return one.start <= other_end + SAME_EVENT and other.start <= one_end + SAME_EVENT


def _without_known(figure: Figure, told: Sequence[_Told]) -> Figure:
    """Return the figure less "the leader" of "the leader and two others", if known."""
    joint = _PARTS.search(figure.mention)
    if joint is None or figure.measure not in PEOPLE:
        return figure
    if figure.low is None or figure.high is None or figure.low <= 1:
        return figure
    first = figure.mention[: joint.start()]
    is_known = load_retold_words().definite.search(first) and any(
        one.figure.measure == figure.measure
        and one.figure.best == 1
        and _head(one.figure) == _last_word(first)
        for one in told
    )
    if not is_known:
        return figure
    return replace(
        figure,
        low=figure.low - 1,
        best=None if figure.best is None else figure.best - 1,
        high=figure.high - 1,
        mention=figure.mention[joint.end() :],
        span=Span(figure.span.start + joint.end(), figure.span.end),
    )


def _is_part(figure: Figure, told: Sequence[_Told]) -> bool:
    """Return whether the words are one part of an earlier sum."""
    words = _bare_words(figure.mention)
    for one in told:
        parts = _PARTS.split(one.figure.mention)
        if one.figure.measure != figure.measure or len(parts) < 2:
            continue
        for part in map(_bare_words, parts):
            if part and part[:-1] == words[:-1] and _alike(part[-1], words[-1]):
                return True
    return False


def _bare_words(phrase: str) -> list[str]:
    """Return the words of a phrase without article, "one" and "other", lower case."""
    lexicon = load_retold_words()
    words = lexicon.others.sub("", lexicon.definite.sub("", phrase.lower())).split()
    return words[1:] if words[:1] in (["a"], ["an"], ["one"]) else words


def _same_number(one: Figure, other: Figure) -> bool:
    bounds = (one.low, one.best, one.high) == (other.low, other.best, other.high)
    return bounds and one.measure == other.measure


def _same_people(claim: Claim, figure: Figure, one: _Told) -> bool:
    """Return whether both nouns may name the same people of events of one kind."""
    mine, other = _head(figure), _head(one.figure)
    if mine == other:
        return True
    return _alike(mine, other) and claim.sub_event_type == one.claim.sub_event_type


def _alike(one: str, other: str) -> bool:
    words = load_retold_words()
    if one == other or {one, other} & words.anybody:
        return True
    return {one, other} <= words.fighting


def _head(figure: Figure) -> str:
    """Return the last word of the counted phrase up to its first preposition."""
    return _last_word(_PARTS.split(figure.mention)[0])


def _last_word(phrase: str) -> str:
    words = re.split(r"\s+(?:of|from|in|who|that|at|near)\s|,", phrase, maxsplit=1)
    return words[0].split()[-1].lower().removesuffix("s")


def _fits_place(claim: Claim, first: Claim) -> bool:
    """Return whether the later claim names no place that the first one does not."""
    names = {place.name for place in first.places}
    areas = {place.adm1 for place in first.places} | names
    return all(place.name in areas or place.adm1 in names for place in claim.places)
