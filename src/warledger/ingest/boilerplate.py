"""Find the stretches of a text that are page furniture, not report.

The patterns are data (`lexicon/en/boilerplate.toml`); this module decides how far each
reaches and keeps it off prose: a mark grows over link titles and menu words, never over a
finished sentence. Works on texts with line breaks and on texts of one line with the menus
glued on.

Knowingly missed: link titles between a header and the first sentence of a one-line text
(nothing tells where the titles end), captions, and bylines without a cue inside a
paragraph.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from warledger.ingest.chrome import (
    ChromePattern,
    chrome_patterns,
    menu_words,
    telling_words,
)
from warledger.ingest.dates import DATE
from warledger.model import Excluded, Span

# A full stop behind a single capital ("U.S."), a rank or a month ends no sentence.
ENDER = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Lt|Dr|Mr|Ms|St|No|vs))(?<!\b(?:Sept|Capt|Brig))"
    r"(?<!\b(?:Jan|Feb|Mar|Apr|Aug|Sep|Oct|Nov|Dec|Gen|Col|Maj|Mrs|Sgt|Cpl))"
    r"[.!?…][\"”’)\]]*(?=\s|\Z)"
)
HIJRI = re.compile(
    r"\b(?:Muharram|Safar|Rabi[' ]?(?:al|ul|I)|Jumad[ai]|Rajab|Sha['’]?ban|Ramad[ah]+n"
    r"|Shawwal|Dhu[ -]?al|Zul?[ -]?(?:Q|H))[\w' -]{0,14}\s1[34]\d\d\b"
)
LINE = re.compile(r"[^\n]*\S[^\n]*")
COUNTED_DATES = 3
OTHER_SCRIPT = re.compile(
    r"[\u0370-\u1dff\u2e80-\ua4ff\uac00-\ud7ff\ufb1d-\ufdff\ufe70-\ufeff]"
)
SHORT_LINE = 160
LONGEST_SENTENCE = 400
# No prose goes on for so long without a sentence's end.
FARTHEST_START = 20_000
SECOND_LINE = re.compile(r"\S[^\n]*\n\s*\S")
LONGEST_NOTICE = 1_600
LIST_LINES = 15
MENU_GAP = 60
MENU_SIZE = 4
# Reasons whose mark at the start of a paragraph is the whole paragraph.
NOTICES = frozenset(("disclaimer", "copyright notice", "donation appeal", "share buttons"))


def find_chrome(text: str) -> tuple[Excluded, ...]:
    """Return the stretches that are page furniture, in text order, none overlapping."""
    small = text.lower()
    found: list[Excluded] = []
    for pattern in chrome_patterns():
        if not pattern.hints or any(hint in small for hint in pattern.hints):
            found.extend(_apply(pattern, text))
    found.extend(_banners(text))
    found.extend(_menus(text))
    found.extend(_other_scripts(text))
    return settle(text, found)


def settle(text: str, found: Iterable[Excluded]) -> tuple[Excluded, ...]:
    """Return the marks in text order, trimmed of blanks, none overlapping another."""
    settled: list[Excluded] = []
    for mark in sorted(found, key=lambda mark: (mark.span.start, -mark.span.end)):
        start = max(mark.span.start, settled[-1].span.end if settled else 0)
        words = text[start : mark.span.end]
        start += len(words) - len(words.lstrip())
        end = start + len(words.strip())
        if start >= end:
            continue
        settled.append(Excluded(Span(start, end), mark.reason))
    return tuple(settled)


def is_excluded(span: Span, marks: Iterable[Excluded]) -> bool:
    """Return whether a mark covers the whole stretch."""
    return any(mark.span.covers(span) for mark in marks)


def _apply(pattern: ChromePattern, text: str) -> Iterator[Excluded]:
    for match in pattern.pattern.finditer(text):
        if match.end() == match.start():
            continue
        if pattern.is_tail and match.start() < len(text) // 2:
            continue
        start, end = match.span()
        if pattern.extent == "sentence":
            end = _sentence_end(text, end)
        elif pattern.extent == "line":
            start, end = _line_or_sentence(text, start, end, pattern.reason)
        elif pattern.extent == "list":
            end = _list_end(text, start, end)
        elif pattern.extent == "tail" and ENDER.search(text, end) is None:
            end = len(text)
        is_list = pattern.extent in ("list", "tail")
        if end > start and (is_list or not _tells(text[start:end])):
            yield Excluded(Span(start, end), pattern.reason)


def line_bounds(text: str, at: int) -> tuple[int, int]:
    """Return where the line around an offset starts and ends, the break left out."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _sentence_end(text: str, at: int) -> int:
    """Return the end of the sentence or line that an offset lies in."""
    _, line_end = line_bounds(text, max(at - 1, 0))
    limit = min(line_end, at + LONGEST_SENTENCE)
    # The match itself may close the sentence.
    ender = ENDER.search(text, max(at - 1, 0), limit)
    if ender is not None:
        return ender.end()
    return limit if limit == line_end else at


def _sentence_start(text: str, at: int) -> int:
    """Return where the sentence around an offset starts; `at` where it has no near start.

    Looked for backwards, in steps: a line may be as long as its writer pleases.
    """
    line_start, _ = line_bounds(text, at)
    reach = LONGEST_SENTENCE
    while True:
        since = max(line_start, at - reach)
        ends = [ender.end() for ender in ENDER.finditer(text, since, at)]
        if ends:
            return ends[-1]
        if since == line_start:
            return line_start
        if reach > FARTHEST_START:
            return at
        reach *= 4


def _line_or_sentence(text: str, start: int, end: int, reason: str) -> tuple[int, int]:
    """Return the whole line if it is short or a notice, else the sentence."""
    line_start, line_end = line_bounds(text, start)
    first = _sentence_start(text, start)
    is_whole = (
        line_end - line_start <= SHORT_LINE
        and ENDER.search(text, line_start, start) is None
    )
    is_notice = (
        reason in NOTICES and first == line_start and SECOND_LINE.search(text) is not None
    )
    if is_whole or (is_notice and line_end - line_start <= LONGEST_NOTICE):
        return line_start, line_end
    # A copyright sign opens its notice; other marks stand inside theirs.
    opens = text[start] in "©(" or text.startswith("Copyright", start)
    return start if opens else first, max(end, _sentence_end(text, end))


def _list_end(text: str, cue_start: int, cue_end: int) -> int:
    """Return where the link titles behind a cue end.

    Where prose follows on the line, only the cue is marked, and a cue of one word
    ("Related") not even that: it may be the sentence's own.
    """
    _, line_end = line_bounds(text, cue_end - 1)
    rest = text[cue_end:line_end].strip(" \t:")
    if rest:
        is_titles = ENDER.search(rest) is None
        is_short = len(rest) <= SHORT_LINE and line_end < len(text.rstrip())
        if is_titles and (is_short or title_share(rest) >= 0.5):
            return line_end
        is_clear = (
            re.search(r"\w\W+\w", text[cue_start:cue_end]) or text[cue_end - 1] == ":"
        )
        return cue_end if is_clear else cue_start
    end = cue_end
    for line in islice(LINE.finditer(text, line_end), LIST_LINES):
        words = line[0].strip()
        if len(words) > SHORT_LINE or ENDER.search(words) is not None:
            break
        end = line.end()
    return end


def _tells(words: str) -> bool:
    """Return whether a stretch tells of deeds or speech, and so is no furniture."""
    return telling_words().search(words) is not None


def title_share(words: str) -> float:
    """Return the share of words of four letters or more that begin with a capital."""
    long_words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", words) if len(word) > 3]
    return (
        sum(word[0].isupper() for word in long_words) / len(long_words)
        if long_words
        else 0.0
    )


def _banners(text: str) -> Iterator[Excluded]:
    """Yield lines that show today's date and an archive's dates with counts."""
    head = text[:1_500]
    if not any(char.isdigit() for char in head):
        return
    for line in re.finditer(r"[^\n]+", head):
        if len(line[0]) > 600:
            continue
        dates = list(DATE.finditer(line[0]))
        counted = sum(
            bool(re.match(r"\s*\(\d+\)", line[0][found.end() :])) for found in dates
        )
        if counted >= COUNTED_DATES or (dates and HIJRI.search(line[0])):
            yield Excluded(Span(*line.span()), "date banner")


def _menus(text: str) -> Iterator[Excluded]:
    """Yield runs of menu words that stand close together, with what stands between them."""
    run: list[re.Match[str]] = []
    for word in menu_words().finditer(text):
        if run and word.start() - run[-1].end() > MENU_GAP:
            yield from _menu(text, run)
            run = []
        run.append(word)
    yield from _menu(text, run)


def _menu(text: str, run: list[re.Match[str]]) -> Iterator[Excluded]:
    if len({word[0] for word in run}) < MENU_SIZE:
        return
    start, end = run[0].start(), run[-1].end()
    between = text[start:end]
    if title_share(between) < 0.7 or len(ENDER.findall(between)) > 2:
        return
    rest = text[end:]
    if len(rest) <= 2 * SHORT_LINE and ENDER.search(rest) is None:
        end = len(text)
    before = _sentence_start(text, start)
    if start - before <= SHORT_LINE // 2 and title_share(text[before:start]) >= 0.7:
        start = before
    yield Excluded(Span(start, end), "site menu")


def _other_scripts(text: str) -> Iterator[Excluded]:
    """Yield lines of which most letters are of another script than Latin."""
    if text.isascii() or OTHER_SCRIPT.search(text) is None:
        return
    for line in re.finditer(r"[^\n]+", text):
        letters = sum(map(str.isalpha, line[0]))
        if letters >= 20 and len(OTHER_SCRIPT.findall(line[0])) > letters / 2:
            yield Excluded(Span(*line.span()), "other language")
