"""Anchor each story of a text in its own time and place: dateline, date, headline.

Relative dates ("on Monday") count from the day of the story that they stand in: its
dateline's, else the original outlet's line above it, else the report's own. Where the text
fixes no year, no day.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from warledger.ingest.boilerplate import ENDER, line_bounds
from warledger.ingest.dateline import Dateline, dateline_at
from warledger.ingest.dates import WEEKDAY, find_dates
from warledger.ingest.headline import find_headline
from warledger.ingest.published import LEAD_IN, Chosen, body_start, choose, is_repost
from warledger.ingest.stories import story_starts
from warledger.model import Excluded, Section, Span

DATELINE_ZONE = 900
HEADER_ZONE = 300
BODY = re.compile(r"[\s.:,;|–—-]*")
# Behind a headline: "(agency) Friday" before the date.
SIGNED = re.compile(rf"(?:\b(?:[A-Z]{{2,6}}|Reuters) )?\b(?i:{WEEKDAY}),? $")
CLOCK = re.compile(r"(?:[ \t]*(?:at )?\d\d?[:.]?\d\d\b(?: ?(?:UTC|GMT)(?:[+-]\d+)?)?)")


@dataclass(frozen=True, slots=True)
class Opening:
    """A place where a dateline may stand, and what it stands behind."""

    at: int
    is_line_start: bool = False
    is_behind_header: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """A section, and the stretches of its header that hold its dates."""

    section: Section
    date_lines: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Anchor:
    """A report's day as known from outside its text, and the field it came from."""

    day: date | None = None
    basis: str | None = None


def find_stories(
    text: str, *, title: str | None, marks: Sequence[Excluded], anchor: Anchor
) -> tuple[Story, ...]:
    """Return the stories of a text in order; they cover the whole text and none overlaps.

    `anchor` is the report's own date where a field or page gave one; a story whose dateline
    or header gives a day of its own is anchored in that.
    """
    if not text:
        return ()
    starts = [0, *story_starts(text, marks)]
    ends = [*starts[1:], len(text)]
    found: list[Story] = []
    known = anchor
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        words = title if number == 0 else None
        story = _story(text, Span(start, end), words, marks, known)
        found.append(story)
        if number == 0 and known.day is None and story.section.published is not None:
            known = Anchor(story.section.published, "the first story's date")
    return tuple(found)


def find_dateline(
    text: str,
    start: int,
    end: int,
    *,
    headline: Span | None = None,
    marks: Sequence[Excluded] = (),
) -> Dateline | None:
    """Return the dateline that opens the story text[start:end], or None."""
    zone = min(end, body_start(text, start, end) + DATELINE_ZONE)
    loose: Dateline | None = None
    for opening in _openings(text, start, zone, headline):
        found = dateline_at(
            text,
            opening.at,
            is_line_start=opening.is_line_start,
            is_behind_header=opening.is_behind_header,
        )
        if found is None or (headline and headline.covers(found.place)):
            continue
        if found.span.end > end:  # it opens the next story
            continue
        if any(mark.span.overlaps(found.place) for mark in marks):
            continue
        if found.is_strict:
            return found
        loose = loose or found
    return loose


def _story(
    text: str, span: Span, title: str | None, marks: Sequence[Excluded], anchor: Anchor
) -> Story:
    headline = find_headline(text, span.start, span.end, title=title, marks=marks)
    dateline = find_dateline(text, span.start, span.end, headline=headline, marks=marks)
    own = choose(
        text,
        start=span.start,
        end=span.end,
        dateline=dateline.day if dateline else None,
        marks=marks,
        near=anchor.day,
    )
    day, basis = _anchored(own, anchor, is_first=span.start == 0)
    section = Section(span, day, basis, headline, dateline.place if dateline else None)
    dated = [_date_line(text, at) for at in own.header] if own else []
    if dateline is not None and dateline.span.end > dateline.place.end:
        # Its date, agency or clock; the place stays a mention.
        dated.append(Span(dateline.place.end, dateline.span.end))
    return Story(section, tuple(dated))


def _date_line(text: str, span: Span) -> Span:
    """Return a header date with the words that lead up to it ("Posted on", a weekday)."""
    line_start, line_end = line_bounds(text, span.start)
    before = text[line_start : span.start]
    lead_in = SIGNED.search(before)
    start = span.start if lead_in is None else line_start + lead_in.start()
    if LEAD_IN.fullmatch(before):
        start = line_start
    clock = CLOCK.match(text, span.end, line_end)
    return Span(start, clock.end() if clock else span.end)


def _anchored(
    own: Chosen | None, anchor: Anchor, *, is_first: bool
) -> tuple[date | None, str | None]:
    """Return the day that relative dates of a story count from, and why."""
    if own is None:
        return anchor.day, anchor.basis
    if anchor.day is None or (
        own.kind == "dateline" and abs((own.day - anchor.day).days) <= 400
    ):
        return own.day, own.basis
    if own.kind == "header" and (not is_first or is_repost(anchor.day, own.day)):
        return own.day, own.basis
    return anchor.day, anchor.basis


def _openings(text: str, start: int, zone: int, headline: Span | None) -> Iterator[Opening]:
    """Yield the places where a dateline may stand, in text order within a line."""
    for line in re.finditer(r"[^\n]*\S[^\n]*", text[start:zone]):
        begin, stop = start + line.start(), start + line.end()
        indent = len(line[0]) - len(line[0].lstrip())
        yield Opening(begin + indent, is_line_start=True)
        dates = find_dates(text, begin, min(stop, begin + HEADER_ZONE))
        headers = [found.span.end for found in dates if found.year]
        if headline is not None and begin <= headline.end < stop:
            headers.append(headline.end)
        for at in headers[:3]:
            body = BODY.match(text, at)
            yield Opening(body.end() if body else at, is_behind_header=True)
        for ender in ENDER.finditer(text, begin, min(stop, zone)):
            yield Opening(ender.end() + 1)
