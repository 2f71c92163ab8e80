"""Split a stretch of text into sentences by rule, before anything is parsed.

Reports reach us with lost commas, glued headlines and "Maj. Gen." in every second line,
so the splitter asks for a full stop, question or exclamation mark followed by a capital,
a digit or a quotation mark, and holds back at abbreviations, initials and decimals. A
line break always ends a sentence. The parser sees one sentence at a time: a wrong join is
worse for it than a wrong cut.
"""

import re
from collections.abc import Iterator
from functools import cache

from warledger.lexicon.toml import lexicon_file, read_toml
from warledger.model import Span

# Longer than any sentence in ../shared/data (the longest has 1,900 characters); the
# parser's cost and its mistakes grow with length, so a longer stretch is cut at the
# nearest space.
LONGEST = 2_000
# Lines at least this long may be wrapped before a capital; headlines and list items are
# shorter.
WRAPPED = 64

# A run of marks is tried from its first: from each of them it took the run's square.
_END = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z0-9À-ÞА-Я])|\n+")
# No abbreviation is longer; "A. A. A. …" has no end.
_LONGEST_WORD = 64
_LAST_WORD = re.compile(r"([\w’'.-]+)$")


@cache
def _abbreviations() -> frozenset[str]:
    words = read_toml(lexicon_file("abbreviations.toml")).get("abbreviations", [])
    return (
        frozenset(str(word) for word in words) if isinstance(words, list) else frozenset()
    )


def _holds(text: str, stop: re.Match[str], start: int) -> bool:
    """Return whether the mark at `stop` ends no sentence."""
    mark = stop.group()
    if not mark.startswith(".") or len(mark) > 1:
        return False
    last = _LAST_WORD.search(text, max(start, stop.start() - _LONGEST_WORD), stop.start())
    if last is None:
        return False
    word = last.group().lower()
    is_initial = len(word) == 1 and word.isalpha() and text[last.start()].isupper()
    is_dotted = re.fullmatch(r"(?:[a-z]\.)+[a-z]", word) is not None and len(word) <= 5
    return word in _abbreviations() or is_initial or is_dotted


def _is_wrapped(text: str, stop: re.Match[str], start: int) -> bool:
    """Return whether a line break only wraps a long line ("conducted\\nan air strike")."""
    if stop.group().count("\n") > 1:
        return False
    line = text[max(start, text.rfind("\n", 0, stop.start()) + 1) : stop.start()].rstrip()
    after = text[stop.end() : stop.end() + 1]
    if not line or line[-1] in '.!?:;…)”"' or not after:
        return False
    return after.islower() or (len(line) >= WRAPPED and after.isalnum())


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        middle = space if space > 0 else start + LONGEST
        yield start, middle
        start = middle
    yield start, end


def split_sentences(text: str, span: Span) -> tuple[Span, ...]:
    """Return the sentences of the stretch, trimmed of white space, in order."""
    found: list[Span] = []
    start = span.start

    def keep(left: int, right: int) -> None:
        for a, b in _cut(text, left, right):
            words = text[a:b]
            a += len(words) - len(words.lstrip())
            b -= len(words) - len(words.rstrip())
            if a < b:
                found.append(Span(a, b))

    for stop in _END.finditer(text, span.start, span.end):
        if "\n" in stop.group():
            if _is_wrapped(text, stop, start):
                continue
        elif _holds(text, stop, start):
            continue
        keep(start, stop.end())
        start = stop.end()
    keep(start, span.end)
    return tuple(found)
