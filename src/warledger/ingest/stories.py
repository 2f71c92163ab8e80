"""Find where a text's stories begin, where a page pastes several together.

A new story begins, behind some prose, at a line that opens with a dateline, a release
number, a date alone on its line, or a rule of stars or dashes; in one-line texts at a full
dateline behind a full stop. Its headline lines above belong to it. Most reports are one
story.

Knowingly missed: stories pasted together with nothing but a headline between them, since
the sub-headings of long reports look the same.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from warledger.ingest.boilerplate import ENDER
from warledger.ingest.dateline import Dateline, dateline_at
from warledger.ingest.dates import find_dates
from warledger.ingest.published import RELEASE
from warledger.model import Excluded

# So much prose must stand before a new story, and behind its first line.
LEAST_PROSE = 200
# A dateline without a date may open the body behind a long lead; with this much it is
# another story.
LEAST_BEFORE_UNDATED = 500
PROSE_LINE = 80
HEADER_LINES = 6
HEADER_LINE = 120
DATE_LINE = 40
BESIDE_DATE = 12
RULE = re.compile(r"[ \t]*(?:(?:\*[ \t]*){3,}|[-_=~]{5,}|-{3,4}|(?:#[ \t]*){3,})[ \t]*")
GLUED = re.compile(r"(?<=[.!?\"”)] )(?=[A-Z]{4,})")
GLUED_PROSE = 900
LINE = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with words on it, and how much prose it and all lines behind it hold."""

    start: int
    end: int
    words: str
    prose: int
    prose_from_here: int


def story_starts(text: str, marks: Sequence[Excluded]) -> Iterator[int]:
    """Yield the offsets at which the second and further stories begin, in text order."""
    lines = _lines(text, marks)
    last, prose = 0, 0
    for number, line in enumerate(lines):
        if prose >= LEAST_PROSE and line.prose_from_here >= LEAST_PROSE:
            begin = _signal(text, line, prose)
            if begin is not None:
                last = _with_header(lines[:number][-HEADER_LINES:], begin, last)
                prose = 0
                yield last
        for glued in _glued_datelines(text, line, max(last, line.start)):
            last, prose = glued, 0
            yield glued
        prose += line.prose


def _lines(text: str, marks: Sequence[Excluded]) -> list[Line]:
    """Return the lines with words on them; lines of furniture hold no prose."""
    found = list(LINE.finditer(text))
    sizes = [
        0 if len(line[0]) < PROSE_LINE or _is_marked(line, marks) else len(line[0])
        for line in found
    ]
    behind = [0] * (len(sizes) + 1)
    for number in range(len(sizes) - 1, -1, -1):
        behind[number] = behind[number + 1] + sizes[number]
    return [
        Line(line.start(), line.end(), line[0].strip(), sizes[number], behind[number])
        for number, line in enumerate(found)
    ]


def _is_marked(line: re.Match[str], marks: Sequence[Excluded]) -> bool:
    middle = (line.start() + line.end()) // 2
    return any(mark.span.start <= middle < mark.span.end for mark in marks)


def _signal(text: str, line: Line, prose: int) -> int | None:
    """Return where a story begins if this line says that one does, else None."""
    if RULE.fullmatch(line.words):
        return line.end
    if RELEASE.match(line.words) or _is_date_line(line.words):
        return line.start
    at = text.index(line.words, line.start)
    dateline = dateline_at(text, at, is_line_start=True)
    if dateline is None:
        return None
    is_enough = dateline.day is not None or prose >= LEAST_BEFORE_UNDATED
    is_clear = dateline.is_strict or is_full(text, dateline)
    return line.start if is_enough and is_clear else None


def _is_date_line(words: str) -> bool:
    """Return whether a line holds a date and hardly more, and no update's date."""
    if len(words) > DATE_LINE or re.search("updated?|modified", words, re.IGNORECASE):
        return False
    dated = next((found for found in find_dates(words) if found.year), None)
    if dated is None:
        return False
    return len(re.sub(r"\W", "", words.replace(dated.mention, ""))) <= BESIDE_DATE


def is_full(text: str, dateline: Dateline) -> bool:
    """Return whether a dateline without date or agency is still unmistakable ("AMMAN,
    JORDAN —").

    In a text of capitals none is: there a dash behind capitals is any dash.
    """
    behind = [
        char for char in text[dateline.span.end : dateline.span.end + 80] if char.isalpha()
    ]
    is_prose = sum(char.islower() for char in behind) > len(behind) // 2
    is_capital = dateline.place.of(text).split(",")[0].isupper()
    return (
        is_capital
        and is_prose
        and re.search(r"[—–]|--", dateline.span.of(text)) is not None
    )


def _with_header(above: Sequence[Line], begin: int, last: int) -> int:
    """Return the start of the header lines that stand right above a story's first line."""
    start = begin
    for line in reversed(above):
        is_header = len(line.words) <= HEADER_LINE and ENDER.search(line.words) is None
        if line.start <= last or line.end > begin or not is_header:
            break
        start = line.start
    return start


def _glued_datelines(text: str, line: Line, last: int) -> Iterator[int]:
    """Yield full datelines ("AMMAN, JORDAN (May 3, 2014) —") deep inside a long line."""
    if line.end - line.start < 2 * GLUED_PROSE:
        return
    for found in GLUED.finditer(text, line.start, line.end):
        if found.start() - last < GLUED_PROSE:
            continue
        dateline = dateline_at(text, found.start(), is_line_start=False)
        if dateline is not None and dateline.day is not None and is_full(text, dateline):
            yield found.start()
            last = found.start()
