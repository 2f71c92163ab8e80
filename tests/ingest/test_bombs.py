"""What is made to hurt its reader: entities, nesting, and little that unpacks to much."""

import gzip
import io
import tracemalloc
import zlib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from warledger.ingest import IngestSettings, columns, read_reports
from warledger.model import Report, ReportState

SECRET = "the password is swordfish"
STORY = "Rebels shelled the village of Bara on Monday, killing five people, officers said."
SMALL = IngestSettings(max_file_bytes=1_000_000)
# What reading may hold beside its input; none of the bombs below would fit.
MOST_BYTES = 60_000_000


def read(data: bytes, settings: IngestSettings = SMALL) -> list[Report]:
    """Return the reports; reading may hold no more than `MOST_BYTES`."""
    tracemalloc.start()
    try:
        reports = list(read_reports(["-"], settings=settings, stdin=io.BytesIO(data)))
        assert tracemalloc.get_traced_memory()[1] < MOST_BYTES
    finally:
        tracemalloc.stop()
    return reports


@pytest.mark.parametrize("kind", ["SYSTEM", 'PUBLIC "x"'])
@pytest.mark.parametrize("what", ["<!ENTITY f {}>", "<!ENTITY % f {}> %f;"])
def test_a_feed_reads_no_file_that_it_names(tmp_path: Path, kind: str, what: str) -> None:
    (tmp_path / "secret").write_text(SECRET)
    entity = what.format(f'{kind} "file://{tmp_path}/secret"')
    feed = (
        f'<?xml version="1.0"?><!DOCTYPE rss [{entity}]><rss version="2.0"><channel><item>'
        f"<title>&f;</title><description>&f; {STORY}</description></item></channel></rss>"
    )
    reports = read(feed.encode())
    assert reports
    assert not any(
        "swordfish" in f"{r.text} {r.title} {r.reason} {r.notes}" for r in reports
    )


@pytest.mark.parametrize("root", ["rss", "html"])
def test_entities_of_entities_are_not_multiplied(root: str) -> None:
    laughs = "".join(
        f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9)
    )  # a thousand million words, were they told
    body = f"<description>&l9; {STORY}</description>"
    inner = (
        f"<channel><item>{body}</item></channel>"
        if root == "rss"
        else f"<p>&l9; {STORY}</p>"
    )
    page = f'<!DOCTYPE {root} [<!ENTITY l0 "ha ">{laughs}]><{root}>{inner}</{root}>'
    for report in read(page.encode()):
        assert len(report.text) < 10_000


def test_elements_in_elements_without_end_are_read_or_refused() -> None:
    for page in ("<div>" * 5_000 + STORY, "<rss><channel><item>" + "<b>" * 5_000 + STORY):
        for report in read(page.encode()):
            assert report.text or report.reason


@pytest.mark.parametrize("packed_by", ["record", "server"])
def test_a_capture_that_unpacks_to_much_is_refused(packed_by: str) -> None:
    page = b"<html><p>" + b"0" * 40_000_000
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    if packed_by == "server":
        body = zlib.compress(page)
        block = head + b"Content-Encoding: deflate\r\n\r\n" + body
    else:
        block = head + b"\r\n" + page
    record = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        b"Content-Type: application/http\r\nWARC-Target-URI: https://post.example/1\r\n"
        b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(block), block)
    )
    (report,) = read(gzip.compress(record))
    assert report.state is ReportState.SKIPPED
    assert "too large" in (report.reason or "")


def test_a_parquet_cell_that_unpacks_to_much_is_refused_by_its_file_s_own_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(columns, "FREE_BYTES", 1_000_000)
    table = io.BytesIO()
    words = pa.array(["0" * 3_000_000, STORY])
    pq.write_table(
        pa.table({"text": words}), table, compression="zstd", use_dictionary=False
    )
    assert len(table.getvalue()) < 1_000_000
    reports = read(table.getvalue())
    assert [report.state for report in reports] == [ReportState.SKIPPED]
    assert "unpacks to" in (reports[0].reason or "")
