"""Whatever comes in: nothing raises, every span lies in the text, and no mark overlaps another."""

import io
import json
import warnings

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warledger.ingest import read_reports
from warledger.ingest.compose import make_report
from warledger.ingest.raw import IngestSettings, RawReport
from warledger.model import Report, ReportState

# Pieces that steer the text into every branch: dates, datelines, furniture, quotes, odd blanks.
PIECES = st.sampled_from(
    [
        "The army took the village on Monday, officers said. ", "GAO, Mali (March 4, 2013) — ", "12.03.2019Get short URL 3 ",
        "\n", "\n\n", "2013-07-S-024\n", "* * *\n", "Related ", "Tags ", "Share Facebook Twitter ", "© 2019 The Post. ",
        "Wed Mar 9 2016 ", "Posted on May 3, 2014 by desk\n", "RELATED STORIES\n", "By Jane Roe\n", "Home » News » Mali\n",
        "30 Feb 2015 ", "AFP Sunday ", "\r\n", "\u2028", "\ufeff", "\x00", "ß", "İ", "كتب ", "𝔸", "U.S. ", "“", "https://x.example ",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=40)), max_size=30).map("".join)
QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def check(report: Report) -> None:
    size = len(report.text)
    ends = [mark.span.end for mark in report.excluded]
    starts = [mark.span.start for mark in report.excluded]
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
    assert all(end <= size for end in ends)
    if report.state is ReportState.SKIPPED:
        assert report.reason
        assert "\n" not in report.reason
        return
    assert [s.span.start for s in report.sections] == [
        0,
        *[s.span.end for s in report.sections][:-1],
    ]
    assert report.sections[-1].span.end == size
    for section in report.sections:
        for inner in (section.headline, section.dateline):
            assert inner is None or section.span.covers(inner)
    assert report.published_basis
    assert report.digest


@QUICK
@given(
    TEXTS,
    st.one_of(st.none(), st.text(max_size=40)),
    st.one_of(st.none(), st.text(max_size=12)),
)
def test_every_span_lies_in_its_text(
    text: str, title: str | None, published: str | None
) -> None:
    text = text.encode("utf-8", "replace").decode()
    raw = RawReport(
        "r", "here", text, title=title, published=published, published_from="a field"
    )
    report = make_report(raw, IngestSettings())
    assert report.text == text
    check(report)


HEADS = st.sampled_from(
    [b"", b"<html>", b"<?xml version='1.0'?><rss><channel><item>", b'{"text": "', b"report,text\n", b"WARC/1.0\r\n",
     b"\x1f\x8b\x08\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"[{", b"text;title\n\"", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\n"]
)  # fmt: skip


@QUICK
@given(HEADS, st.binary(max_size=300))
def test_no_bytes_raise(head: bytes, body: bytes) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for report in read_reports(["-"], stdin=io.BytesIO(head + body)):
            check(report)


@QUICK
@given(
    st.dictionaries(
        st.sampled_from(["report", "text", "title", "published", "outlet"]),
        st.one_of(st.none(), st.integers(), st.text(), st.lists(st.text())),
    )
)
def test_no_fields_raise(fields: dict[str, object]) -> None:
    for report in read_reports(
        ["-"], stdin=io.BytesIO(json.dumps(fields).encode() + b"\n")
    ):
        check(report)


@QUICK
@given(TEXTS)
def test_a_text_file_is_stored_unchanged(text: str) -> None:
    text = text.encode("utf-8", "replace").decode().lstrip("\ufeff")
    raw = f"The army took the hill. {text}".replace("\x00", "")
    (report,) = read_reports(["-"], stdin=io.BytesIO(raw.encode()))
    assert report.text == raw or report.state is ReportState.SKIPPED
