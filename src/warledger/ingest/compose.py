"""Make a report of a text as read: its language, furniture, stories, date, headline and
outlet.

Nothing here changes the text. What cannot be told stays None, with the reason in the basis
or in a note.
"""

import re
from dataclasses import replace
from datetime import date

from warledger.ingest.boilerplate import find_chrome, settle
from warledger.ingest.chrome import agencies
from warledger.ingest.dates import find_dates, parse_day
from warledger.ingest.headline import repeats
from warledger.ingest.language import tell_language
from warledger.ingest.raw import IngestSettings, RawReport
from warledger.ingest.sections import Anchor, Story, find_stories
from warledger.model import Excluded, Report, ReportState, Section

NO_DATE = "neither a field nor the text gives a day with its year"
FEWEST_WORDS = 2
WORD = re.compile(r"\w+")
BYLINE = re.compile(
    r"(?:^|(?<=\d )|(?<=\n))[ \t]*"
    r"(?:By|BY|Posted(?: on)? by|Posted on by|Articles? by:?|Author:|Written by)"
    r"[ \t]+\[?(?P<name>[\w.'’-]+(?: [A-Z][\w.'’-]*){0,3})\]?(?:\(#?[^)\n]*\))?[ \t]*$",
    re.MULTILINE,
)
DATED_OUTLET = re.compile(
    r"^[ \t]*\[(?P<name>[A-Z][\w.'’& -]{1,40})\]\(#?[^)\n]*\)", re.MULTILINE
)
OWN_DATELINE = re.compile(r"\((?P<name>[A-Z][\w ]{1,20})\)")
HEAD_CHARS = 800


def make_report(raw: RawReport, settings: IngestSettings) -> Report:
    """Return the report of a text as read, SKIPPED with its reason if unusable."""
    if raw.failure is not None:
        return _skipped(raw, raw.failure, keep_text=False)
    if len(raw.text) > settings.max_report_chars:
        size = f"{len(raw.text):,} characters, more than the {settings.max_report_chars:,}"
        return _skipped(raw, f"text has {size} of one report; split it", keep_text=False)
    words = len(WORD.findall(raw.text[:200]))
    if words < FEWEST_WORDS:
        what = "is empty" if words == 0 else "is one word"
        return _skipped(raw, f"text {what}; there is nothing to read")
    marks = find_chrome(raw.text)
    language = tell_language(raw.text, marks)
    if language is not None and language != settings.language:
        reason = f"language is {language}; only {settings.language} is read"
        return replace(_skipped(raw, reason), language=language)
    return _ingested(raw, marks, language)


def _ingested(raw: RawReport, marks: tuple[Excluded, ...], language: str | None) -> Report:
    notes = list(raw.notes)
    anchor = _field_anchor(raw, notes)
    stories = find_stories(raw.text, title=raw.title, marks=marks, anchor=anchor)
    sections = tuple(story.section for story in stories)
    if anchor.day is None:
        anchor = Anchor(sections[0].published, sections[0].published_basis or NO_DATE)
    if language is None:
        notes.append("text is too short to tell its language; read as English")
    return Report(
        report_id=raw.report_id,
        text=raw.text,
        title=raw.title or _title(raw.text, sections),
        outlet=raw.outlet or _outlet(raw.text),
        author=raw.author or _author(raw.text),
        url=raw.url,
        language=language,
        published=anchor.day,
        published_basis=anchor.basis,
        sections=sections,
        excluded=settle(raw.text, [*marks, *_header_marks(raw.text, stories)]),
        origin=raw.origin,
        notes=tuple(notes),
    )


def _field_anchor(raw: RawReport, notes: list[str]) -> Anchor:
    """Return the day that the input states for the text, and the field that states it."""
    if raw.published is None:
        return Anchor()
    day: date | None = parse_day(raw.published)
    if day is None:
        notes.append(
            f"{raw.published_from} is '{raw.published[:60]}', not a date; left out"
        )
        return Anchor()
    # Digits that could be read in two orders are no certain day, even in a field.
    order = next((found.order for found in find_dates(raw.published) if found.order), None)
    basis = (
        f"{raw.published_from} '{raw.published}' ({order})" if order else raw.published_from
    )
    return Anchor(day, basis)


def _skipped(raw: RawReport, reason: str, *, keep_text: bool = True) -> Report:
    return Report(
        report_id=raw.report_id,
        text=raw.text if keep_text else "",
        title=raw.title,
        outlet=raw.outlet,
        author=raw.author,
        url=raw.url,
        language=None,
        published_basis="not looked for in a skipped report",
        state=ReportState.SKIPPED,
        reason=reason,
        origin=raw.origin,
        notes=raw.notes,
    )


def _title(text: str, sections: tuple[Section, ...]) -> str | None:
    headline = sections[0].headline if sections else None
    return " ".join(headline.of(text).split()) if headline else None


def _header_marks(text: str, stories: tuple[Story, ...]) -> list[Excluded]:
    """Return the header dates of each story, and the repeats of its headline."""
    marks = []
    for story in stories:
        marks += [Excluded(span, "date line") for span in story.date_lines]
        if (headline := story.section.headline) is not None:
            end = story.section.span.end
            marks += [
                Excluded(span, "repeated headline") for span in repeats(text, headline, end)
            ]
    return marks


def _author(text: str) -> str | None:
    found = BYLINE.search(text[:HEAD_CHARS]) or BYLINE.search(
        text, max(0, len(text) - 3_000)
    )
    return found["name"].strip() if found else None


def _outlet(text: str) -> str | None:
    """Return the outlet that the head of a text names as its own, or None.

    A linked name beside the header date is the original outlet; a dateline's agency counts
    where nothing else names one. An agency named inside sentences is a source, not the
    outlet.
    """
    head = text[:HEAD_CHARS]
    for found in DATED_OUTLET.finditer(head):
        line = head[found.end() :].split("\n", 1)[0]
        if parse_day(line.strip()) is not None:
            return found["name"]
    for found in OWN_DATELINE.finditer(head):
        before = head[: found.start()].rstrip()
        if (
            found["name"] in agencies()
            and before.split("\n")[-1].split()[-1:]
            and before.split()[-1].isupper()
        ):
            return found["name"]
    return None
