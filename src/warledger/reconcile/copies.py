"""Decide of two reports whether one repeats the other, and which came first.

They do if the passages they share (`passages`) are a large part of the shorter one. What
stands at the end of two reports of one site, or at their head, is the site's and not the
story's, unless all the rest is shared as well; and what one site writes day after day with
other figures is its form and not a copy. The decision hangs on the two alone, never on what
else is in the ledger, so that no later report can change it.

The origin is the older. Where the days are the same or one is unknown: the one that the
other credits, else an agency, else the single story, else the more complete, else the
lower id.

Thresholds are measured on data/syndication: copies share 0.6 to 1.0 of the shorter,
independent reports of one event at most 0.23, different stories of one site at most 0.29
(docs/copies.md tells more, and what is known to fail).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from warledger.model import Report
from warledger.reconcile.credits import (
    Credit,
    credit,
    is_agency,
    names_agencies,
    site_name,
    wire_tags,
)
from warledger.reconcile.passages import Run, find_runs, seeds, words_in
from warledger.reconcile.words import Words

# Part of the shorter report's words that the other must repeat.
LEAST_SHARE = 0.5
# The same for two sites of which one repeats this many words: that is no common phrase, and
# what stands beside it may be the sites' own furniture.
LONG_PASSAGES = 80
LEAST_SHARE_OF_LONG = 0.35
# The same where one credits the other or both carry one agency's tag.
LEAST_CREDITED_SHARE = 0.4
# The same for two reports of one site, which repeats its own background.
LEAST_SHARE_OF_SITE = 0.6
# Fewer words in common are a quotation, however short the report is.
LEAST_WORDS = 20
# One site's head or tail: so near to the end of both texts that nothing else stands there.
END_WORDS = 12
# Outside of one site's head and tail, this much of the rest must be shared too.
LEAST_REST = 0.3
# Two reports of one site that share nearly all are one story, head and tail included.
WHOLE_SHARE = 0.9
# Names and figures of the shorter of two reports of one site that the longer must have, for
# else both fill in one form. On data/isaf, where a command tells of each night in the same
# words, 11 of 180 pairs have 0.8 and more; of a site's own copies in the other sets all do.
LEAST_SAME_NAMES = 0.8
# Longer by less says nothing: a byline, a notice.
MORE_COMPLETE = 1.1


# Of the threes of words of the one with fewer, so many must stand in the other for it to be
# worth while to align the two. Copies of data/syndication, fakes, gva and muc4 have 0.32
# and more; of 600 pairs of made news of one style, compared in vain, 5 had 0.15 and more.
LEAST_SEEDS = 0.15


@dataclass(frozen=True)
class Folded:
    """A report with its folded words."""

    report: Report
    words: Words

    @cached_property
    def seeds(self) -> NDArray[np.int64]:
        """Hashes of all threes of words, each once, made when first asked for.

        They differ from process to process, so those of one are compared only.
        """
        return np.unique(np.fromiter(map(hash, seeds(self.words.keys)), np.int64))


@dataclass(frozen=True, slots=True)
class Repeat:
    """That two reports share most of the shorter one; `first` < `second` in `order`.

    `runs` count words, from `second` to `first`. `origin_is_first` says which of them the
    other repeats, `reasons` why; `is_dated` that their days say so.
    """

    first: str
    second: str
    runs: tuple[Run, ...]
    share: float
    origin_is_first: bool
    is_dated: bool
    reasons: tuple[str, ...]


def order(report: Report) -> tuple[bool, str, str]:
    """Return the key of the order in which reports are compared: by day, undated last."""
    day = report.published
    return (day is None, day.isoformat() if day else "", report.report_id)


def may_repeat(one: NDArray[np.int64], other: NDArray[np.int64]) -> bool:
    """Return whether two reports, by their threes of words, may be copies at all."""
    shared = np.intersect1d(one, other, assume_unique=True)
    return len(shared) >= LEAST_SEEDS * min(len(one), len(other))


def compare_reports(one: Folded, other: Folded) -> Repeat | None:
    """Return what two reports share if one is a copy of the other, None if neither is."""
    first, second = sorted((one, other), key=lambda folded: order(folded.report))
    if not may_repeat(first.seeds, second.seeds):
        return None
    if first.words.keys == second.words.keys:
        return _repeat(first, second, (_whole(first.words),), 1.0)
    runs = find_runs(second.words.keys, first.words.keys)
    if words_in(runs) < LEAST_WORDS:
        return None
    share = _share(runs, len(first.words.keys), len(second.words.keys))
    if share < _least_share(first.report, second.report, words_in(runs)):
        return None
    if _is_same_site(first.report, second.report) and _is_site_matter(
        first.words, second.words, runs, share
    ):
        return None
    return _repeat(first, second, runs, share)


def _whole(words: Words) -> Run:
    last = len(words.keys) - 1
    return Run(0, last, 0, last, len(words.keys))


def _share(runs: Sequence[Run], first: int, second: int) -> float:
    """Return which part of the shorter report's words stands in passages."""
    if second <= first:
        return words_in(runs) / second
    covered = {word for run in runs for word in range(run.from_first, run.from_last + 1)}
    return len(covered) / first


def _least_share(first: Report, second: Report, repeated: int) -> float:
    if _is_same_site(first, second):
        return LEAST_SHARE_OF_SITE
    if repeated >= LONG_PASSAGES and first.outlet and second.outlet:
        return LEAST_SHARE_OF_LONG
    credits = (credit(first, second.outlet), credit(second, first.outlet))
    is_credited = any(found is not None and found.is_whole for found in credits)
    if is_credited or wire_tags(first) & wire_tags(second):
        return LEAST_CREDITED_SHARE
    return LEAST_SHARE


def _is_same_site(first: Report, second: Report) -> bool:
    """Return whether two reports may carry one site's menus."""
    if first.outlet and second.outlet:
        return site_name(first.outlet) == site_name(second.outlet)
    hosts = [urlsplit(report.url or "").hostname for report in (first, second)]
    return hosts[0] is not None and hosts[0] == hosts[1]


def _is_site_matter(first: Words, second: Words, runs: Sequence[Run], share: float) -> bool:
    """Return whether all that two reports of one site share is the site's and its form."""
    if not _has_same_names(first, second):
        return True
    if share >= WHOLE_SHARE:
        return False
    inner = _without_head(runs)
    inner = [_mirrored(run, first, second) for run in reversed(inner)]
    inner = _without_head(inner)
    ends = words_in(runs) - words_in(inner)
    left = min(len(second.keys), len(first.keys)) - ends
    return words_in(inner) < max(LEAST_REST * left, LEAST_WORDS)


def _without_head(runs: Sequence[Run]) -> list[Run]:
    """Return the runs without those that follow one another from the head of both texts."""
    here = there = number = 0
    for number, run in enumerate(runs):
        if max(run.first - here, run.from_first - there) >= END_WORDS:
            return list(runs[number:])
        here, there = max(here, run.last), max(there, run.from_last)
    return []


def _mirrored(run: Run, first: Words, second: Words) -> Run:
    """Return a run as it stands counted from the ends of both texts."""
    mine, theirs = len(second.keys) - 1, len(first.keys) - 1
    return Run(
        mine - run.last,
        mine - run.first,
        theirs - run.from_last,
        theirs - run.from_first,
        run.matched,
    )


def _has_same_names(first: Words, second: Words) -> bool:
    """Return whether most names and figures of the shorter stand in the longer too."""
    shorter, longer = sorted((first, second), key=lambda words: len(words.keys))
    names = _names(shorter)
    return len(names & _names(longer)) >= LEAST_SAME_NAMES * len(names)


def _names(words: Words) -> frozenset[str]:
    return frozenset(
        key for key, is_name in zip(words.keys, words.is_name, strict=True) if is_name
    )


def _repeat(first: Folded, second: Folded, runs: Sequence[Run], share: float) -> Repeat:
    is_first, reasons = find_origin(first, second)
    return Repeat(
        first.report.report_id,
        second.report.report_id,
        tuple(runs),
        round(share, 4),
        is_first,
        _is_dated(first.report, second.report),
        (*reasons, *_further(first.report, second.report)),
    )


def find_origin(first: Folded, second: Folded) -> tuple[bool, tuple[str, ...]]:
    """Return whether the first of two is the origin, and the words for why."""
    a, b = first.report, second.report
    if a.published and b.published and _is_dated(a, b):
        days = (b.published - a.published).days
        return True, (f"published {days} {'day' if days == 1 else 'days'} later",)
    when = "published the same day" if a.published and b.published else "a day is unknown"
    to_first, to_second = _taken(credit(b, a.outlet)), _taken(credit(a, b.outlet))
    if to_first != to_second:
        return to_first > to_second, (when, "the other is credited")
    if is_agency(a.outlet) != is_agency(b.outlet):
        return is_agency(a.outlet), (when, "the other is an agency")
    if len(a.sections) != len(b.sections):
        is_first = len(a.sections) < len(b.sections)
        return is_first, (when, "the other is one story of those pasted together here")
    mine, theirs = len(second.words.keys), len(first.words.keys)
    if max(mine, theirs) >= MORE_COMPLETE * min(mine, theirs):
        return theirs > mine, (when, "the other is more complete")
    return True, (when, "both are as complete; the lower id counts as the origin")


def _is_dated(first: Report, second: Report) -> bool:
    return None not in (first.published, second.published) and (
        first.published != second.published
    )


def _taken(found: Credit | None) -> int:
    return 0 if found is None else 1 + found.is_whole


def _further(first: Report, second: Report) -> Iterator[str]:
    """Yield what else speaks for one text, in words."""
    for one, other in ((first, second), (second, first)):
        if found := credit(one, other.outlet):
            told = f"{one.report_id} names {other.outlet}: {found.kind} “{found.words}”"
            yield told
    for tag in sorted(wire_tags(first) & wire_tags(second)):
        yield f"both carry the tag of {tag}"
    if names_agencies(second) or names_agencies(first):
        yield "credited to agencies"
