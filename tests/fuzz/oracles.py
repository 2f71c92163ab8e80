"""What must hold of whatever a reader made of hostile bytes; a breach is an AssertionError."""

import itertools
import json
from collections.abc import Iterable, Sequence
from datetime import date
from math import isfinite

from warledger.errors import WarledgerError
from warledger.model import Extraction, Report, ReportState, Span
from warledger.store.exports.jsonl import json_text
from warledger.store.rows import Entry, to_entry


class Cut:
    """Takes choices off the front of fuzzed bytes; what is left is the content."""

    def __init__(self, data: bytes) -> None:
        self.rest = data

    def number(self, most: int) -> int:
        """Return a number from 0 to `most`, which is at most 255; 0 where nothing is left."""
        found = self.rest[0] if self.rest else 0
        self.rest = self.rest[1:]
        return found % (most + 1)

    def text(self) -> str:
        """Return what is left as text that a file could hold."""
        return text_of(self.rest)


def text_of(data: bytes) -> str:
    return data.decode("utf-8", errors="replace")


def check_refusal(error: WarledgerError) -> None:
    """A refusal says something, in one line."""
    words = str(error)
    assert words.strip(), "a refusal without words"
    assert len(words.splitlines()) == 1, f"a refusal of more than one line: {words!r}"


def check_span(span: Span, text: str) -> None:
    assert 0 <= span.start < span.end <= len(text), f"{span} is not in {len(text)}"


def check_bounds(*bounds: float | None) -> None:
    told = [bound for bound in bounds if bound is not None]
    assert told == sorted(told), f"bounds out of order: {bounds}"
    assert all(isfinite(bound) for bound in told), f"bounds without end: {bounds}"


def check_days(start: date | None, end: date | None) -> None:
    assert (start is None) == (end is None), f"half a range: {start}, {end}"
    if start is not None and end is not None:
        assert start <= end, f"days out of order: {start}, {end}"


def check_apart(spans: Sequence[Span]) -> None:
    """Spans come in the order of the text and do not overlap."""
    for one, other in itertools.pairwise(spans):
        assert one.end <= other.start, f"{one} and {other} overlap"


def check_point(lat: float | None, lon: float | None) -> None:
    assert (lat is None) == (lon is None), f"half a point: {lat}, {lon}"
    if lat is not None and lon is not None:
        assert -90 <= lat <= 90, f"no latitude: {lat}"
        assert -180 <= lon <= 180, f"no longitude: {lon}"


def check_report(report: Report) -> None:
    """A report as read keeps its promises, and the ledger can hold it."""
    text = report.text
    assert report.report_id
    check_stored(to_entry(report, Extraction(report.report_id), revision=1, run_id="run"))
    spans = [mark.span for mark in report.excluded]
    check_apart(spans)
    for span in spans:
        check_span(span, text)
    if report.state is ReportState.SKIPPED:
        assert report.reason
        assert len(report.reason.splitlines()) == 1, f"{report.reason!r} is not one line"
        return
    check_sections(report)


def check_sections(report: Report) -> None:
    """Sections lie end to end over the whole text, and hold their headline and dateline."""
    ends = [section.span.end for section in report.sections]
    assert [section.span.start for section in report.sections] == [0, *ends[:-1]]
    assert ends[-1] == len(report.text)
    assert report.published_basis
    for section in report.sections:
        for inner in (section.headline, section.dateline):
            assert inner is None or section.span.covers(inner)


def check_stored(entry: Entry) -> None:
    """Rows are as JSON Lines writes them, in UTF-8, and come back the same."""
    for row in (entry.report, *entry.mentions, *entry.claims):
        line = json_text(row)
        line.encode("utf-8")
        assert len(line.splitlines()) == 1
        assert json_text(json.loads(line)) == line


def check_lines(lines: Iterable[str]) -> None:
    """Lines for a terminal hold nothing that steers it."""
    for line in lines:
        assert line.replace("\t", " ").isprintable(), (
            f"a line that steers a terminal: {line!r}"
        )
