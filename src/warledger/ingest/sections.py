"""Cut a text into its stories, and anchor each story in its own time and place.

A new story begins, behind some prose, at a line that opens with a dateline, a release number, a date
alone on its line, or a rule of stars or dashes; in one-line texts at a full dateline behind a full
stop. Its headline lines above belong to it. Most reports are one story.

Knowingly missed: stories pasted together with nothing but a headline between them, since the
sub-headings of long reports look the same.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from warledger.ingest.boilerplate import ENDER, line_bounds
from warledger.ingest.dateline import Dateline, dateline_at
from warledger.ingest.dates import find_dates
from warledger.ingest.headline import find_headline
from warledger.ingest.published import LEAD_IN, RELEASE, Chosen, body_start, choose, is_repost
from warledger.model import Excluded, Section, Span

# So much prose must stand before a new story, and behind it.
LEAST_PROSE = 200
PROSE_LINE = 80
HEADER_LINES = 6
HEADER_LINE = 120
RULE = re.compile(r"[ \t]*(?:(?:\*[ \t]*){3,}|[-_=~]{5,}|(?:#[ \t]*){3,})[ \t]*")
GLUED = re.compile(r"(?<=[.!?\"”)] )(?=[A-Z]{4,})")
DATELINE_ZONE = 900
CLOCK = re.compile(r"(?:[ \t]*(?:at )?\d\d?[:.]?\d\d\b(?: ?(?:UTC|GMT)(?:[+-]\d+)?)?)")


@dataclass(frozen=True, slots=True)
class Story:
    """A section, and the stretches of its header that hold its dates."""

    section: Section
    date_lines: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is known of a report's day from outside its text: the day and the field it came from."""

    day: date | None = None
    basis: str | None = None


def find_stories(
    text: str, *, title: str | None, marks: Sequence[Excluded], anchor: Anchor
) -> tuple[Story, ...]:
    """Return the stories of a text in order; they cover the whole text and none overlaps.

    `anchor` is the report's own date where a field or page gave one; a story whose dateline or header
    gives a day of its own is anchored in that.
    """
    if not text:
        return ()
    starts = [0, *_story_starts(text, marks)]
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
    text: str, start: int, end: int, *, headline: Span | None = None
) -> Dateline | None:
    """Return the dateline that opens the story text[start:end], or None."""
    zone = min(end, body_start(text, start, end) + DATELINE_ZONE)
    loose: Dateline | None = None
    for at, is_line_start in _openings(text, start, zone, headline):
        found = dateline_at(text, at, is_line_start=is_line_start)
        if found is None or (headline and headline.covers(found.place)):
            continue
        if found.is_strict:
            return found
        loose = loose or found
    return loose


def _story(
    text: str, span: Span, title: str | None, marks: Sequence[Excluded], anchor: Anchor
) -> Story:
    headline = find_headline(text, span.start, span.end, title=title, marks=marks)
    dateline = find_dateline(text, span.start, span.end, headline=headline)
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
    return Story(section, tuple(_date_line(text, at) for at in own.header) if own else ())


def _date_line(text: str, span: Span) -> Span:
    """Return a header date with the words that lead up to it ("Posted on", a weekday)."""
    line_start, line_end = line_bounds(text, span.start)
    start = line_start if LEAD_IN.fullmatch(text[line_start : span.start]) else span.start
    clock = CLOCK.match(text, span.end, line_end)
    return Span(start, clock.end() if clock else span.end)


def _anchored(
    own: Chosen | None, anchor: Anchor, *, is_first: bool
) -> tuple[date | None, str | None]:
    """Return the day that relative dates of a story count from, and why."""
    if own is None:
        return anchor.day, anchor.basis
    if (
        anchor.day is None
        or own.kind == "dateline"
        and abs((own.day - anchor.day).days) <= 400
    ):
        return own.day, own.basis
    if own.kind == "header" and (not is_first or is_repost(anchor.day, own.day)):
        return own.day, own.basis
    return anchor.day, anchor.basis


def _story_starts(text: str, marks: Sequence[Excluded]) -> Iterator[int]:
    """Yield the offsets at which further stories begin."""
    last, prose = 0, 0
    lines = list(re.finditer(r"[^\n]*\S[^\n]*", text))
    for number, line in enumerate(lines):
        begin = _signal(text, line, lines[number + 1 :])
        if begin is not None and prose >= LEAST_PROSE:
            start = (
                _with_header(text, lines[:number], begin, last)
                if begin == line.start()
                else begin
            )
            if _prose_behind(text, line, lines[number + 1 :], marks) >= LEAST_PROSE:
                yield start
                last, prose = start, 0
        for glued in _glued_datelines(text, line, max(last, line.start())):
            yield glued
            last, prose = glued, 0
        if len(line[0]) >= PROSE_LINE and not _is_marked(line, marks):
            prose += len(line[0])


def _signal(text: str, line: re.Match[str], behind: list[re.Match[str]]) -> int | None:
    """Return where a story begins if this line says that one does, else None."""
    words = line[0].strip()
    at = line.start() + len(line[0]) - len(line[0].lstrip())
    if RULE.fullmatch(line[0]):
        return line.end()
    if RELEASE.match(words):
        return line.start()
    dateline = dateline_at(text, at, is_line_start=True)
    if dateline is not None and (dateline.is_strict or _is_full(text, dateline)):
        return line.start()
    if len(words) <= 40 and behind:
        dates = [found for found in find_dates(words) if found.year]
        if (
            dates
            and len(re.sub(r"\W", "", words)) - len(re.sub(r"\W", "", dates[0].mention))
            <= 12
        ):
            return (
                line.start()
                if not re.search("updated?|modified", words, re.IGNORECASE)
                else None
            )
    return None


def _is_full(text: str, dateline: Dateline) -> bool:
    """Return whether a dateline without date or agency is still unmistakable ("AMMAN, JORDAN —")."""
    whole = dateline.span.of(text)
    return (
        dateline.place.of(text).split(",")[0].isupper()
        and re.search(r"[—–]|--", whole) is not None
    )


def _with_header(text: str, lines: list[re.Match[str]], begin: int, last: int) -> int:
    """Return the start of the header lines that stand right above a story's first line."""
    start = begin
    for line in reversed(lines[-HEADER_LINES:]):
        words = line[0].strip()
        if (
            line.start() <= last
            or len(words) > HEADER_LINE
            or ENDER.search(words) is not None
        ):
            break
        start = line.start()
    return start


def _prose_behind(
    text: str, line: re.Match[str], behind: list[re.Match[str]], marks: Sequence[Excluded]
) -> int:
    return sum(
        len(other[0])
        for other in [line, *behind]
        if len(other[0]) >= PROSE_LINE and not _is_marked(other, marks)
    )


def _is_marked(line: re.Match[str], marks: Sequence[Excluded]) -> bool:
    middle = (line.start() + line.end()) // 2
    return any(mark.span.start <= middle < mark.span.end for mark in marks)


def _glued_datelines(text: str, line: re.Match[str], last: int) -> Iterator[int]:
    """Yield full datelines ("AMMAN, JORDAN (May 3, 2014) —") deep inside a long line."""
    if line.end() - line.start() < 2 * DATELINE_ZONE:
        return
    for found in GLUED.finditer(text, line.start(), line.end()):
        if found.start() - last < DATELINE_ZONE:
            continue
        dateline = dateline_at(text, found.start(), is_line_start=False)
        if dateline is not None and dateline.day is not None and _is_full(text, dateline):
            yield found.start()
            last = found.start()


def _openings(
    text: str, start: int, zone: int, headline: Span | None
) -> Iterator[tuple[int, bool]]:
    """Yield the places where a dateline may stand, and whether a line or the body begins there."""
    for line in re.finditer(r"[^\n]*\S[^\n]*", text[start:zone]):
        begin = start + line.start()
        yield begin + len(line[0]) - len(line[0].lstrip()), True
        bodies = [
            found.span.end
            for found in find_dates(text, begin, min(start + line.end(), begin + 300))
            if found.year
        ]
        if headline is not None and begin <= headline.end < start + line.end():
            bodies.append(headline.end)
        for at in bodies[:3]:
            opening = re.compile(r"[\s.:,;|–—-]*").match(text, at)
            yield (opening.end() if opening else at), True
        for ender in ENDER.finditer(text, begin, min(start + line.end(), zone)):
            yield ender.end() + 1, False
