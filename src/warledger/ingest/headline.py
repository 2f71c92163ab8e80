"""Find a story's headline in its text, and the places where the text says it again.

With a title known, its words are looked for, letters and digits only, so that stripped
commas and other quotes do not matter. Without one, the headline is the text's first line,
or what stands before the header date of a one-line text.
"""

import re
from collections.abc import Sequence

from warledger.ingest.boilerplate import ENDER, is_excluded, line_bounds
from warledger.ingest.dates import find_dates
from warledger.ingest.published import RELEASE, TRIM, body_start
from warledger.model import Excluded, Span

# Headlines are looked for in the first characters of a story.
HEAD_CHARS = 1_200
SHORTEST_TITLE = 12
LONGEST_HEADLINE = 250
FEWEST_WORDS = 4
LETTERS = re.compile(r"[^\W_]+")
SITE_SUFFIX = re.compile(r"\s+[|–—-]\s+[^|–—-]{2,60}$")


def find_headline(
    text: str,
    start: int,
    end: int,
    *,
    title: str | None = None,
    marks: Sequence[Excluded] = (),
) -> Span | None:
    """Return the stretch that is the headline of the story text[start:end], or None."""
    if title:
        found = occurrences(text, start, min(end, start + HEAD_CHARS), title)
        if whole := [span for span in found if not _goes_on(text, span)]:
            return whole[0]
    body = body_start(text, start, end)
    lines = [
        line for line in _lines(text, start, body) if _may_be_headline(text, line, marks)
    ]
    if lines:
        longest = max(lines, key=lambda line: (len(line.of(text).split()), -line.start))
        return _without_date(text, longest)
    return _before_date(text, start, end)


def repeats(text: str, headline: Span, end: int) -> tuple[Span, ...]:
    """Return where a story says its headline again as a whole sentence."""
    words = headline.of(text)
    later = occurrences(text, headline.end, min(end, headline.end + HEAD_CHARS), words)
    return tuple(_with_stop(text, span) for span in later if _is_whole(text, span))


def occurrences(text: str, start: int, end: int, title: str) -> list[Span]:
    """Return where the title's letters and digits stand in text[start:end]."""
    for words in _title_forms(title):
        wanted = _fold("".join(LETTERS.findall(words)))
        if len(wanted) < SHORTEST_TITLE:
            continue
        found = _folded_matches(text, start, end, wanted)
        if found:
            return found
    return []


def _title_forms(title: str) -> list[str]:
    """Return the title, then the title without the site's name behind it."""
    forms = [title]
    while (shorter := SITE_SUFFIX.sub("", forms[-1])) != forms[-1]:
        forms.append(shorter)
    return forms


def _folded_matches(text: str, start: int, end: int, wanted: str) -> list[Span]:
    """Return where the wanted letters and digits stand, other characters passed over."""
    runs = [(run.start(), run.end()) for run in LETTERS.finditer(text, start, end)]
    folded = _fold("".join(text[first:last] for first, last in runs))
    found: list[Span] = []
    at = folded.find(wanted)
    while at >= 0:
        span = Span(_place(runs, at), _place(runs, at + len(wanted) - 1) + 1)
        if _is_whole_words(text, span):
            found.append(span)
        at = folded.find(wanted, at + len(wanted))
    return found


def _fold(letters: str) -> str:
    """Return small letters, one for each: the few that grow ("İ") stay as they are."""
    small = letters.lower()
    if len(small) == len(letters):
        return small
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in letters)


def _place(runs: list[tuple[int, int]], number: int) -> int:
    """Return the offset of the letter that has a number among all letters of the runs."""
    for first, last in runs:
        if number < last - first:
            return first + number
        number -= last - first
    return runs[-1][1] - 1


def _is_whole_words(text: str, span: Span) -> bool:
    before = text[span.start - 1 : span.start]
    after = text[span.end : span.end + 1]
    return not (before.isalpha() and text[span.start].isalpha()) and not after.isalpha()


def _is_whole(text: str, span: Span) -> bool:
    """Return whether a repeat is a sentence of its own, not the start of a longer one."""
    after = text[span.end : span.end + 3].lstrip(" \t")
    return not after or after[0] in ".!?\n\r" or after[0].isupper()


def _goes_on(text: str, span: Span) -> bool:
    """Return whether the title's words are only the start of a sentence of the body."""
    after = text[span.end : span.end + 3].lstrip()
    return bool(after) and (after[0].islower() or after[0] in ",;")


def _with_stop(text: str, span: Span) -> Span:
    stop = re.compile(r"[ \t]?[.!?]+").match(text, span.end)
    return Span(span.start, stop.end()) if stop else span


def _lines(text: str, start: int, end: int) -> list[Span]:
    return [
        Span(start + line.start(), start + line.end())
        for line in re.finditer(r"\S(?:[^\n]*\S)?", text[start:end])
    ]


def _may_be_headline(text: str, line: Span, marks: Sequence[Excluded]) -> bool:
    """Return whether a line above the body reads like a headline, not like furniture."""
    words = line.of(text)
    letters = re.findall(r"[^\W\d_]+", words)
    if (
        len(letters) < FEWEST_WORDS
        or len(words) > LONGEST_HEADLINE
        or RELEASE.search(words)
    ):
        return False
    if is_excluded(line, marks) or any(mark.span.overlaps(line) for mark in marks):
        return False
    return not _is_date_line(words) and re.match(r"(?:By|Posted|Published) ", words) is None


def _without_date(text: str, line: Span) -> Span:
    """Return a headline's line without the header date that it opens with."""
    for found in find_dates(text, line.start, line.end):
        if found.year and found.span.start == line.start:
            rest = text[found.span.end : line.end]
            return (
                Span(line.end - len(rest.lstrip(" ,:–—-")), line.end)
                if rest.strip()
                else line
            )
        break
    return line


def _is_date_line(words: str) -> bool:
    """Return whether a line is a date and little besides ("Posted 4 May 2012 by desk")."""
    rest = words
    for found in find_dates(words):
        rest = rest.replace(found.mention, " ") if found.year else rest
    return rest != words and len(TRIM.sub(" ", rest).split()) < FEWEST_WORDS


def _before_date(text: str, start: int, end: int) -> Span | None:
    """Return what stands before a header date behind which the first line goes on."""
    first = re.compile(r"\s*").match(text, start)
    begin = first.end() if first else start
    _, line_end = line_bounds(text, begin)
    limit = min(line_end, end, begin + LONGEST_HEADLINE)
    for found in find_dates(text, begin, limit):
        if not found.year or found.span.start < begin + SHORTEST_TITLE:
            return None
        before = text[begin : found.span.start]
        if ENDER.search(before) or text[found.span.end : found.span.end + 1] in (
            ".",
            ",",
            ";",
        ):
            return None
        words = re.sub(r"(?:\s(?:[A-Z][a-z]+day|[A-Z]{2,8})){0,2}\s*$", "", before)
        is_short = len(re.findall(r"\w+", words)) < FEWEST_WORDS or re.search(
            r"\b(?:on|in|since|of|until)\s*$", before
        )
        return None if is_short else Span(begin, begin + len(words.rstrip()))
    return None
