"""Counts a ledger's claims by day, by side and by speaker, for a reader at a terminal.

A claim of several days counts once, under the range that it gives; one whose day the text
does not fix counts under that. A claim counts for its first actor's side, as on the page.
A claim with no speaker counts for the outlet's own voice. Nothing is added up across
claims: how many died is not a sum of what each side says.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from warledger.model import Claim, Report
from warledger.web.reading import visible
from warledger.web.rows import side_of

NO_DAY = "no day fixed"
OWN_VOICE = "in its own voice"
SHOWN = 2

Told = tuple[Report, Claim]


@dataclass(frozen=True, slots=True)
class Line:
    """One group of claims: how many, of what types, where, and how they stand."""

    label: str
    claims: int
    types: str
    places: str
    standing: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The groups of a ledger's claims, and how many reports they come from."""

    reports: int
    copies_and_skipped: int
    claims: int
    unresolved_places: tuple[str, ...]
    by_day: tuple[Line, ...]
    by_side: tuple[Line, ...]
    by_speaker: tuple[Line, ...]


def summarise(records: Iterable[tuple[Report, Iterable[Claim]]]) -> Summary:
    """Return the summary; groups by day in time's order, the others by size, then name."""
    reports: list[Report] = []
    told: list[Told] = []
    for report, claims in records:
        reports.append(report)
        told += [(report, claim) for claim in claims]
    missing = {p.mention for _, claim in told for p in claim.places if p.lat is None}
    return Summary(
        reports=len(reports),
        copies_and_skipped=sum(report.state != "ingested" for report in reports),
        claims=len(told),
        unresolved_places=tuple(visible(name) for name in sorted(missing)),
        by_day=_lines(told, day_of, by_size=False),
        by_side=_lines(told, lambda one: side_of(one[1]), by_size=True),
        by_speaker=_lines(told, speaker_of, by_size=True),
    )


def day_of(told: Told) -> str:
    """Return the day or range of a claim, so that text order is time's order."""
    when = told[1].date
    if when is None or when.start is None or when.end is None:
        return NO_DAY
    if when.start == when.end:
        return when.start.isoformat()
    return f"{when.start.isoformat()} to {when.end.isoformat()}"


def speaker_of(told: Told) -> str:
    """Return the nearest speaker of a claim, or the outlet that speaks for itself."""
    report, claim = told
    if claim.sources:
        return claim.sources[0].name
    return f"{report.outlet or report.report_id}, {OWN_VOICE}"


def _lines(
    told: Sequence[Told], label_of: Callable[[Told], str], *, by_size: bool
) -> tuple[Line, ...]:
    groups: defaultdict[str, list[Claim]] = defaultdict(list)
    for one in told:
        groups[label_of(one)].append(one[1])
    ranked = sorted(groups.items(), key=lambda group: group[0])
    if by_size:
        ranked.sort(key=lambda group: -len(group[1]))
    return tuple(_line(label, claims) for label, claims in ranked)


def _line(label: str, claims: Sequence[Claim]) -> Line:
    places = {p.name: None for claim in claims for p in claim.places}
    return Line(
        label=visible(label),
        claims=len(claims),
        types=_most(claim.sub_event_type for claim in claims),
        places=_first(list(places)),
        standing=_most(claim.status.value.replace("_", " ") for claim in claims),
    )


def _most(words: Iterable[str]) -> str:
    counts = Counter(words)
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    return _first([f"{word.replace('/', ' / ')} {counts[word]}" for word in ranked])


def _first(words: Sequence[str]) -> str:
    shown = ", ".join(visible(word) for word in words[:SHOWN])
    more = len(words) - SHOWN
    return f"{shown} and {more} more" if more > 0 else shown
