"""Decides how a report's text is shown: escaped, with its claims' stretches marked.

Method: the text is cut at every boundary of a claim, trigger or excluded stretch, and
each piece carries the numbers of all claims over it, so that nested and overlapping
claims need no nested elements. Characters that are invisible or that turn the reading
order round are written out as their code point. Knowingly missed: marks inside the text
such as Markdown links stay as they are.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from warledger.model import Claim, Excluded, Report, Span

# Joiners are spelling in Persian, Kurdish and many Indic scripts: they are left in place.
SPELLING = frozenset("\u200c\u200d")
KEPT = frozenset("\n\t")


@dataclass(frozen=True, slots=True)
class Marked:
    """A claim as the text shows it: its number on the page and its classes."""

    number: int
    claim: Claim
    classes: str


def is_hidden(character: str) -> bool:
    """Return whether a character shows nothing of itself or re-orders its neighbours."""
    if character in SPELLING or character in KEPT:
        return False
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def visible(text: str) -> str:
    """Return the text with hidden characters written out as `⟦U+202E⟧`."""
    if text.isprintable():
        return text
    return "".join(f"⟦U+{ord(c):04X}⟧" if is_hidden(c) else c for c in text)


def text_html(report: Report, claims: Sequence[Marked]) -> str:
    """Return the report's text as HTML, every character of it escaped."""
    pieces = _pieces(report, claims)
    return "".join(_piece_html(report, span, claims) for span in pieces)


def _pieces(report: Report, claims: Sequence[Marked]) -> Iterator[Span]:
    """Yield the text's pieces, cut wherever a marked stretch begins or ends."""
    cuts = {0, len(report.text)}
    for span in _spans(report.excluded, claims):
        cuts.update((min(span.start, len(report.text)), min(span.end, len(report.text))))
    ordered = sorted(cuts)
    for start, end in pairwise(ordered):
        yield Span(start, end)


def _spans(excluded: Iterable[Excluded], claims: Iterable[Marked]) -> Iterator[Span]:
    for stretch in excluded:
        yield stretch.span
    for marked in claims:
        yield marked.claim.span
        yield marked.claim.trigger


def _piece_html(report: Report, piece: Span, claims: Sequence[Marked]) -> str:
    body = escape(visible(piece.of(report.text)))
    over = sorted(
        (m for m in claims if m.claim.span.covers(piece)),
        key=lambda m: (m.claim.span.end - m.claim.span.start, m.number),
    )
    triggers = [m for m in claims if m.claim.trigger.covers(piece)]
    if triggers:
        body = _trigger_html(body, piece, triggers)
    if over:
        numbers = " ".join(str(m.number) for m in over)
        depth = min(len(over), 4)
        body = (
            f'<span class="q d{depth} {over[0].classes}" data-c="{numbers}">{body}</span>'
        )
    for stretch in report.excluded:
        if stretch.span.covers(piece):
            why = escape(visible(stretch.reason), quote=True)
            return (
                f'<span class="excluded" title="not read for claims: {why}">{body}</span>'
            )
    return body


def _trigger_html(body: str, piece: Span, triggers: Sequence[Marked]) -> str:
    """Return the piece as a button that opens its claim; its first piece takes focus."""
    first = triggers[0]
    about = f"claim: {first.claim.sub_event_type}, {first.claim.status.value}"
    label = escape(visible(about), quote=True)
    numbers = " ".join(str(m.number) for m in triggers)
    focus = ' tabindex="0"' if piece.start == first.claim.trigger.start else ""
    glyph = " begins" if focus else ""
    return (
        f'<b class="t {first.classes}{glyph}" role="button"{focus} data-t="{numbers}"'
        f' aria-description="{label}">{body}</b>'
    )
