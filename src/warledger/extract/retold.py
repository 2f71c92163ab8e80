"""Count people once who are told of again: "the two men were detained" after "two men".

A definite phrase takes up people that were counted before; so does the same number of the
same people in the same place, where nothing says that they are others. Where an earlier
claim of the same story and teller gives the number under the same measure, the later claim
keeps its words and loses the figure: added up, a story's figures are then the people it
tells of. The same number of other people, told with "the", is knowingly missed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from warledger.model import Claim, Figure, Section, Status

PEOPLE = frozenset({"killed", "wounded", "captured_persons"})
UNREAL = frozenset({Status.NOT_OCCURRED, Status.DENIED, Status.EXPECTED})
_TAKES_UP = "the|these|those|both|his|her|their"
# Before the figure's words, or as their first one.
_DEFINITE = re.compile(rf"\b(?:{_TAKES_UP})\s+(?:\w+\s+)?$|^(?:{_TAKES_UP})\b", re.I)
_OTHERS = re.compile(
    r"\b(?:others?|another|more|additional|further|second|third|separate\w*|also|meanwhile"
    r"|elsewhere|later|earlier|previous\w*|same day)\b",
    re.I,
)
# Characters before a figure in which "the" or "two other" stands.
LEAD = 24
REASON = ("figures", "the same people were counted before")

Told = tuple[Claim, Figure]


def count_once(
    claims: Sequence[Claim], text: str, sections: Sequence[Section]
) -> Iterator[Claim]:
    """Yield the claims in order, without figures of people counted in an earlier one."""
    counted: dict[tuple[int, tuple[str, ...]], list[Told]] = {}
    for claim in claims:
        if claim.status in UNREAL:
            yield claim
            continue
        teller = tuple(speaker.name for speaker in claim.sources)
        before = counted.setdefault((_section_of(claim, sections), teller), [])
        kept = tuple(f for f in claim.figures if not _is_retold(claim, f, before, text))
        before += [(claim, figure) for figure in kept]
        if len(kept) == len(claim.figures):
            yield claim
        else:
            yield replace(claim, figures=kept, reasons=(*claim.reasons, REASON))


def _section_of(claim: Claim, sections: Sequence[Section]) -> int:
    covering = (
        n for n, section in enumerate(sections) if section.span.covers(claim.trigger)
    )
    return next(covering, -1)


def _is_retold(claim: Claim, figure: Figure, before: Sequence[Told], text: str) -> bool:
    lead = text[max(0, figure.span.start - LEAD) : figure.span.start]
    if figure.measure not in PEOPLE or _OTHERS.search(lead + figure.mention):
        return False
    same = [told for told in before if _same_number(figure, told[1])]
    if _DEFINITE.search(figure.mention) or _DEFINITE.search(lead):
        return bool(same)
    if _is_name(figure):
        return any(other.mention == figure.mention for _, other in same)
    is_plain = figure.low is not None and not _OTHERS.search(claim.span.of(text))
    return is_plain and any(
        _head(figure) == _head(other) and _fits_place(claim, first) for first, other in same
    )


def _is_name(figure: Figure) -> bool:
    """Return whether one person is counted by his name; a name means him each time."""
    words = figure.mention.split()
    return figure.best == 1 and all(word[0].isupper() for word in words)


def _same_number(one: Figure, other: Figure) -> bool:
    bounds = (one.low, one.best, one.high) == (other.low, other.best, other.high)
    return bounds and one.measure == other.measure


def _head(figure: Figure) -> str:
    """Return the last word of the counted phrase up to its first preposition."""
    words = re.split(r"\s+(?:of|from|in|who|that|at|near)\s|,", figure.mention, maxsplit=1)
    return words[0].split()[-1].lower().removesuffix("s")


def _fits_place(claim: Claim, first: Claim) -> bool:
    """Return whether the later claim names no place that the first one does not."""
    names = {place.name for place in first.places}
    areas = {place.adm1 for place in first.places} | names
    return all(place.name in areas or place.adm1 in names for place in claim.places)
