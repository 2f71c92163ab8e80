"""Choose a story's publication date among the many dates that a text shows.

A date counts for what stands around it: in a dateline; alone on a line or at the start of
the text (with an outlet, weekday, time or byline at most); right behind the headline;
beside a word such as "updated". A date inside a sentence tells of events and never counts;
a line of Hijri dates or of an archive's counts is the day of the visit. Where several
stand, a dateline comes first, else the one nearest the story's first paragraph (a repost's
own line stands above the original outlet's), and the basis names those passed over. A text
that names no year gets no date.

A release number ("2012-07-S-024") gives the year for a day and month named in the header.

Knowingly missed: dates of publication at the end of a paragraph, and years told by events.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from warledger.ingest.boilerplate import ENDER, is_excluded, line_bounds
from warledger.ingest.dates import WEEKDAY, DateMention, find_dates, nearest_year
from warledger.model import Excluded, Span

HEAD_CHARS = 1_500
TAIL_CHARS = 300
# A line this long is a paragraph, unless it is a headline.
PARAGRAPH_CHARS = 110
HEADLINE_CHARS = 250
RELEASE = re.compile(r"(?<![\w-])((?:19|20)\d\d)-(\d\d)-[A-Z]{1,3}[-–]\d{2,4}\b")
LABEL = (
    r"(?:first |last |date |originally )?"
    r"(?:posted|published|publication|publish|date|dated|released?|issued"
    r"|created|updated?|modified|filed)"
    r"(?: date| time| on| at| in| of(?: publication)?| by)*\s*:?"
)
UPDATE = re.compile(r"\b(?:updated?|modified|last)\b[^.\n]{0,20}$", re.IGNORECASE)
LEAD_IN = re.compile(
    rf"(?:{LABEL}|{WEEKDAY}\b|on|at|[\s,.:;|/()\[\]#•·*–—-])+", re.IGNORECASE
)
TRIM = re.compile(
    rf"{LABEL}|\b(?:source|editor|author):|\b{WEEKDAY}\b|\(#?[^()\n]*\)|\d{{1,2}}[:.h]\d\d(?::\d\d)?"
    r"|\b\d{4}\b(?= ?(?:UTC|GMT|hrs?\b))"
    r"|\b(?:[AP]\.?M\.?|UTC|GMT|E[SD]T|KSA|IST|hrs?)(?:[+-]\d+)?\b|[^\w\s]",
    re.IGNORECASE,
)
PREPOSITION = re.compile(
    r"\b(?:on|since|in|until|till|from|of|before|after|between|and|to|the|late|early|mid|dated"
    rf"|by|for|as of)\s+(?:{WEEKDAY},?\s+)?$",
    re.IGNORECASE,
)
LABELLED = re.compile(rf"{LABEL}\s*(?:{WEEKDAY},?\s*)?$", re.IGNORECASE)
MOST_LINE_WORDS = 8
FEW_WORDS = 3
# A repost's line and the original outlet's lie this close together at most.
REPOST_DAYS = 31


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date that may stand for publication: the kind of place it is in, and its day."""

    mention: DateMention
    day: date
    kind: str

    @property
    def words(self) -> str:
        """Return the date as written."""
        return self.mention.mention


@dataclass(frozen=True, slots=True)
class Chosen:
    """The date taken for publication, the words it rests on, and why.

    `header` holds the header's dates, taken or passed over: they tell of no event.
    """

    day: date
    mention: str
    basis: str
    kind: str
    span: Span
    header: tuple[Span, ...] = ()


KINDS = ("dateline", "header", "headline", "foot", "update")
BASIS = {
    "dateline": "dateline",
    "header": "header of the text",
    "headline": "headline",
    "foot": "foot of the text",
    "update": "update stamp, no other date stands in the text",
}


def choose(
    text: str,
    *,
    start: int = 0,
    end: int | None = None,
    dateline: DateMention | None = None,
    marks: Iterable[Excluded] = (),
    near: date | None = None,
) -> Chosen | None:
    """Return the publication date of the story in text[start:end], or None where none is
    fixed.

    `dateline` is the date in its dateline, with or without a year; `near` a day known
    otherwise.
    """
    stop = len(text) if end is None else end
    marks = tuple(marks)
    candidates = _candidates(text, start, stop, marks, near)
    if dateline is not None:
        day = dateline.on or _with_year(dateline, text, start, stop, candidates, near)
        if day is not None:
            candidates.append(Candidate(dateline, day, "dateline"))
    if not candidates:
        return _by_release(text, start, stop, marks)
    best = min(candidates, key=_rank)
    return _chosen(best, candidates, dateline)


def header_date(header: str) -> Chosen | None:
    """Return the publication date among the lines above a page's article, or None."""
    return choose(header) if header.strip() else None


def release_year(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return (year, month) of the release number in a story's head, or None."""
    found = RELEASE.search(text, start, min(end, start + HEAD_CHARS))
    if found is None or not 1 <= int(found[2]) <= 12:
        return None
    return int(found[1]), int(found[2])


def body_start(text: str, start: int, end: int) -> int:
    """Return where the first paragraph of prose begins in text[start:end]."""
    for line in re.finditer(r"[^\n]*\S[^\n]*", text[start:end]):
        words = line[0].strip()
        is_sentence = ENDER.search(words) is not None and len(words.split()) >= 8
        if len(words) >= HEADLINE_CHARS or (
            is_sentence and len(words) >= PARAGRAPH_CHARS // 2
        ):
            return start + line.start()
    return start


def _candidates(
    text: str, start: int, stop: int, marks: tuple[Excluded, ...], near: date | None
) -> list[Candidate]:
    """Return the dates of text[start:stop] that may stand for publication, in order."""
    body = body_start(text, start, stop)
    head_end = min(stop, max(start + HEAD_CHARS // 3, body + HEADLINE_CHARS))
    found: list[Candidate] = []
    for mention in find_dates(text, start, min(head_end, stop), near=near):
        kind = _kind(text, mention.span, start, marks)
        if kind is None or mention.on is None:
            continue
        # Behind a header date the same line goes on with the story.
        is_later = (
            found and "\n" not in text[found[-1].mention.span.end : mention.span.start]
        )
        if is_later and kind == "header" and found[-1].kind == "header":
            continue
        is_below = "\n" in text[body : mention.span.start]
        place = "foot" if is_below and kind == "header" else kind
        found.append(Candidate(mention, mention.on, place))
    tail = max(head_end, stop - TAIL_CHARS)
    for mention in find_dates(text, tail, stop, near=near):
        before = text[max(tail, mention.span.start - 30) : mention.span.start]
        if mention.on is None:
            continue
        if UPDATE.search(before):
            found.append(Candidate(mention, mention.on, "update"))
        elif LABELLED.search(before) or _is_own_line(text, mention.span):
            found.append(Candidate(mention, mention.on, "foot"))
    return found


def _kind(text: str, span: Span, start: int, marks: tuple[Excluded, ...]) -> str | None:
    """Return what a date in the head stands as, or None for a date inside prose."""
    if any(mark.reason == "date banner" and mark.span.covers(span) for mark in marks):
        return None
    line_start = max(line_bounds(text, span.start)[0], start)
    before = text[line_start : span.start]
    if UPDATE.search(before) and not LEAD_IN.fullmatch(before):
        return "update"
    if before.count("(") > before.count(")") and re.search(r"\(updated?\b[^()]*$", before):
        return "update"
    if _is_own_line(text, span):
        return "header"
    if not before.strip() or LEAD_IN.fullmatch(before):
        is_led = re.search(rf"\b(?:{WEEKDAY}|{LABEL})\W*$", before, re.IGNORECASE)
        is_first = (
            not text[start:line_start].strip() and text[span.end : span.end + 1] != ","
        )
        return "header" if is_led or is_first or _starts(text, span) else None
    if LABELLED.search(before) and len(before) <= HEADLINE_CHARS:
        return "header"
    return _behind_headline(text, span, before)


def _starts(text: str, span: Span) -> bool:
    """Return whether a date at the start of a line is followed by a new sentence."""
    after = text[span.end : span.end + 40].lstrip(" ,|:–—-")
    after = re.sub(r"^(?:at )?\d\d?[:.]?\d\d\b\s*", "", after)
    return bool(after) and (after[0].isupper() or after[0].isdigit() or after[0] in '“"(')


def _is_own_line(text: str, span: Span) -> bool:
    """Return whether a line holds little but a date: names, a weekday, a time, a byline."""
    line_start, line_end = line_bounds(text, span.start)
    before, after = text[line_start : span.start], text[span.end : line_end]
    if len(before) + len(after) > PARAGRAPH_CHARS or (
        PREPOSITION.search(before) and not LABELLED.search(before)
    ):
        return False
    rest = [*TRIM.sub(" ", before).split(), *TRIM.sub(" ", after).split()]
    if ENDER.search(before) is not None or len(rest) > MOST_LINE_WORDS:
        return False
    return len(rest) <= FEW_WORDS or all(
        not word[0].islower() or word in ("by", "of", "the") for word in rest
    )


def _behind_headline(text: str, span: Span, before: str) -> str | None:
    """Return the kind of a date that follows a headline on the same line."""
    if len(before) > HEADLINE_CHARS or ENDER.search(before) or PREPOSITION.search(before):
        return None
    if re.search(r"[–—|:(-]\s*$", before) and text[span.end : span.end + 1] in (
        "",
        "\n",
        ":",
        ")",
    ):
        return "headline"
    if (
        re.search(rf"\b{WEEKDAY},?\s*$", before, re.IGNORECASE)
        and len(before.split()) > FEW_WORDS
    ):
        return "header"
    previous = re.search(r"([\w'’.-]+)\s*$", TRIM.sub(" ", before))
    is_name = previous is not None and not previous[1][0].islower()
    is_first = (
        not text[: span.start - len(before)].strip() and len(before.split()) > FEW_WORDS
    )
    ends = not text[span.end :].strip()
    if _starts(text, span) and (is_name or is_first):
        return "header"
    return "header" if is_name and (ends or text.startswith("Get", span.end)) else None


def _rank(candidate: Candidate) -> tuple[int, int]:
    """Return the order of trust: by kind; of header dates, the nearest to the body."""
    at = candidate.mention.span.start
    return KINDS.index(candidate.kind), -at if candidate.kind == "header" else at


def _chosen(
    best: Candidate, candidates: list[Candidate], dateline: DateMention | None
) -> Chosen:
    others = [other for other in candidates if other.day != best.day]
    basis = f"{BASIS[best.kind]}: '{' '.join(best.words.split())}'"
    if best.kind == "dateline" and dateline is not None and dateline.year is None:
        basis += ", its year from the header"
    if best.mention.order:
        basis += f" ({best.mention.order})"
    if others:
        seen = dict.fromkeys(f"'{' '.join(other.words.split())}'" for other in others)
        basis += f"; passed over: {', '.join(list(seen)[:4])}"
    header = tuple(other.mention.span for other in candidates if other.kind == "header")
    return Chosen(best.day, best.words, basis, best.kind, best.mention.span, header)


def _with_year(
    mention: DateMention,
    text: str,
    start: int,
    stop: int,
    candidates: list[Candidate],
    near: date | None,
) -> date | None:
    """Return a dateline's day in the year that header, release number or field gives."""
    known = [candidate.day for candidate in candidates if candidate.kind != "update"]
    if near is not None:
        known.insert(0, near)
    for day in known:
        if (found := nearest_year(mention, day)) is not None:
            return found
    release = release_year(text, start, stop)
    if release is None:
        return None
    return nearest_year(mention, date(release[0], release[1], 15))


def _by_release(
    text: str, start: int, stop: int, marks: tuple[Excluded, ...]
) -> Chosen | None:
    """Return the day that a header names without a year, with the release number's year."""
    release = release_year(text, start, stop)
    if release is None:
        return None
    body = max(body_start(text, start, stop), start + 1)
    for mention in find_dates(text, start, body):
        line_start, line_end = line_bounds(text, mention.span.start)
        is_edge = not (  # "July 16: Two held", "Operational Update, July 16"
            text[line_start : mention.span.start].strip()
            and text[mention.span.end : line_end].strip()
        )
        if mention.year is None and is_edge and not is_excluded(mention.span, marks):
            day = nearest_year(mention, date(release[0], release[1], 15))
            if day is not None:
                where = f"header of the text: '{mention.mention}'"
                basis = f"{where}, its year from the release number"
                return Chosen(day, mention.mention, basis, "header", mention.span)
    return None


def is_repost(own: date, original: date) -> bool:
    """Return whether a header date is the original outlet's, given the page's own date."""
    return 0 <= (own - original).days <= REPOST_DAYS
