"""Formats are told apart by content; bad input is one named skip and nothing else is lost."""

import gzip
import io
import json
import os
import warnings
from pathlib import Path

import pytest
from fastwarc.warc import WarcRecord, WarcRecordType

from warledger.errors import ConfigError
from warledger.ingest import IngestSettings, read_reports
from warledger.ingest.sniff import Kind, sniff
from warledger.model import Report, ReportState

STORY = (
    "Two soldiers were killed when their truck struck a mine near the town of Gao on Thursday, the army said.\n"
    "No group has said that it laid the mine, and the road to the north was closed until the evening."
)
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Mine kills two | The Post</title>
<meta property="og:site_name" content="The Border Post">
<meta property="article:published_time" content="2021-03-04T10:00:00Z"><meta name="author" content="Jane Roe"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><p class="today">Today is 9 May 2024</p>
<h1>Mine kills two near Gao</h1><article>{"".join(f"<p>{line}</p>" for line in STORY.splitlines())}</article>
<footer>Copyright 2024. Updated 12 May 2024</footer></body></html>"""
FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Border Wire</title>
<item><title>Mine kills two</title><guid>wire-1</guid><link>http://wire.example/1</link>
<pubDate>Fri, 05 Mar 2021 01:00:00 +0300</pubDate><description>&lt;p&gt;{STORY}&lt;/p&gt;&lt;p&gt;A second mine was found.&lt;/p&gt;</description></item>
<item><title>Bridge closed</title><guid>wire-2</guid><description>The bridge near the town was closed by the army on Friday after the blast.</description></item>"""


def read(*paths: Path | str, **options: object) -> list[Report]:
    with warnings.catch_warnings():
        # feedparser and lxml warn about broken input, which is what is read here
        warnings.simplefilter("ignore")
        return list(read_reports(paths, **options))


def one(tmp_path: Path, name: str, content: str | bytes) -> Report:
    data = content.encode() if isinstance(content, str) else content
    (tmp_path / name).write_bytes(data)
    (report,) = read(tmp_path / name)
    return report


def archive(*captures: tuple[str, str, bytes, int]) -> bytes:
    out = io.BytesIO()
    for url, media, body, status in captures:
        record = WarcRecord()
        record.init_headers(record_type=WarcRecordType.response)
        record.headers["WARC-Target-URI"] = url
        record.headers["WARC-Date"] = "2022-01-01T00:00:00Z"
        record.headers["Content-Type"] = "application/http; msgtype=response"
        head = f"HTTP/1.1 {status} X\r\nContent-Type: {media}\r\nContent-Length: {len(body)}\r\n\r\n"
        record.set_bytes_content(head.encode() + body)
        record.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", Kind.EMPTY),
        (b" \n\t\n", Kind.EMPTY),
        (STORY.encode(), Kind.TEXT),
        (STORY.encode("utf-16"), Kind.TEXT),
        (PAGE.encode(), Kind.PAGE),
        (b"<p>A fragment of a page</p>", Kind.PAGE),
        (FEED.encode(), Kind.FEED),
        (
            b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><entry/></feed>',
            Kind.FEED,
        ),
        (b'{"report": "a", "text": "x"}\n', Kind.JSON),
        (b'\xef\xbb\xbf{"text": "x"}', Kind.JSON),
        (b'[\n  {"text": "x"}\n]', Kind.JSON),
        (b"broken line\n" + b'{"text": "x"}\n', Kind.JSON),
        (b"report,text,published\na,b,c\n", Kind.TABLE),
        (b"title;text\na;b\n", Kind.TABLE),
        (b"The title, text and map were lost.", Kind.TEXT),
        (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", Kind.WARC),
        (b"\x1f\x8b\x08\x00", Kind.GZIP),
        (b"%PDF-1.4 ...", Kind.BINARY),
        (bytes(range(256)) * 4, Kind.BINARY),
    ],
)
def test_kinds_are_told_by_content(head: bytes, kind: Kind) -> None:
    assert sniff(head) is kind


def test_a_text_file_keeps_every_character_and_takes_its_name_as_id(tmp_path: Path) -> None:
    text = "\n\n  Two men — shot.\r\nThe road to the north was closed by the army.\t\n\n"
    report = one(tmp_path, "a.b.txt", text)
    assert (report.report_id, report.text, report.state) == (
        "a.b",
        text,
        ReportState.INGESTED,
    )


def test_json_lines_fields_are_taken_and_the_text_is_unchanged(tmp_path: Path) -> None:
    fields = {
        "report": "r-1", "text": f"  {STORY}\r\n", "title": "Mine kills two", "published": "2021-03-05",
        "outlet": "The Border Post", "url": "http://post.example/1", "language": "en", "author": "Jane Roe",
    }  # fmt: skip
    report = one(tmp_path, "reports.txt", json.dumps(fields) + "\n")
    assert (report.report_id, report.text, report.title) == (
        "r-1",
        fields["text"],
        fields["title"],
    )
    assert (report.outlet, report.url, report.author) == (
        fields["outlet"],
        fields["url"],
        fields["author"],
    )
    assert str(report.published) == "2021-03-05"
    assert report.published_basis == "the 'published' field"


def test_a_broken_json_line_is_named_and_its_neighbours_are_read(tmp_path: Path) -> None:
    lines = [json.dumps({"report": "a", "text": STORY}), '{"report": "b", "tex', "[1, 2]", '{"report": "d"}',
             "", json.dumps({"report": "e", "text": STORY + " Later the road was opened."})]  # fmt: skip
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    reports = read(path)
    assert [r.report_id for r in reports if r.state is ReportState.INGESTED] == ["a", "e"]
    skipped = [r for r in reports if r.state is ReportState.SKIPPED]
    assert [(r.report_id, r.reason.split(" (")[0], r.origin.endswith("line " + line)) for r, line in zip(skipped, "234", strict=True)] == [
        ("reports-line2", "line 2 is not JSON", True),
        ("reports-line3", "line 3 is a JSON list, not an object", True),
        ("d", "line 4 has no 'text' field; expected the report's text", True),
    ]  # fmt: skip


def test_one_json_object_over_many_lines_and_a_list_are_read(tmp_path: Path) -> None:
    value = {"report": "a", "text": STORY}
    assert one(tmp_path, "one.json", json.dumps(value, indent=2)).report_id == "a"
    assert one(tmp_path, "list.json", json.dumps([value], indent=1)).report_id == "a"


def test_lone_surrogates_are_replaced_so_that_the_text_can_be_written(
    tmp_path: Path,
) -> None:
    report = one(
        tmp_path,
        "a.jsonl",
        '{"report": "a", "text": "The army \\ud800 took the hill above the town."}',
    )
    assert report.text.encode("utf-8")
    assert "surrogate" in report.notes[0]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_table_is_read_with_line_breaks_in_its_cells(
    tmp_path: Path, delimiter: str
) -> None:
    rows = f'report{delimiter}text{delimiter}published\r\nr-1{delimiter}"{STORY}"{delimiter}2021-03-05\r\n'
    report = one(tmp_path, "reports.csv", rows)
    assert (report.report_id, report.text, str(report.published)) == (
        "r-1",
        STORY,
        "2021-03-05",
    )


def test_a_table_without_texts_and_a_row_without_a_text_are_named(tmp_path: Path) -> None:
    report = one(tmp_path, "a.csv", "report,title,published\n1,2,3\n")
    assert "no 'text' column" in (report.reason or "")
    (tmp_path / "b.csv").write_text(f"report,text\nr-1\nr-2,{STORY!r}\n", "utf-8")
    first, second = read(tmp_path / "b.csv")
    assert (first.state, second.state) == (ReportState.SKIPPED, ReportState.INGESTED)
    assert "line 2" in (first.reason or "")


def test_a_page_gives_its_article_and_its_own_date_not_todays(tmp_path: Path) -> None:
    report = one(tmp_path, "page.txt", PAGE)
    assert report.text == STORY
    assert (report.title, report.outlet, report.author) == (
        "Mine kills two near Gao",
        "The Border Post",
        "Jane Roe",
    )
    assert (str(report.published), report.published_basis) == (
        "2021-03-04",
        "the page's metadata",
    )


def test_a_page_without_metadata_is_dated_by_the_line_under_its_heading(
    tmp_path: Path,
) -> None:
    page = PAGE.replace("2021-03-04T10:00:00Z", "").replace(
        "<article>", "<div>4 March 2020, 10:15</div><article>"
    )
    report = one(tmp_path, "page.html", page)
    assert str(report.published) == "2020-03-04"
    assert "header" in (report.published_basis or "")


def test_a_page_without_a_date_of_its_own_stays_undated(tmp_path: Path) -> None:
    assert (
        one(tmp_path, "page.html", PAGE.replace("2021-03-04T10:00:00Z", "")).published
        is None
    )


def test_a_page_without_an_article_is_skipped(tmp_path: Path) -> None:
    report = one(tmp_path, "page.html", "<html><body><script>x()</script></body></html>")
    assert "no article text" in (report.reason or "")


def test_a_feed_gives_a_report_an_item_with_its_day_in_its_own_zone(tmp_path: Path) -> None:
    (tmp_path / "feed.txt").write_text(FEED + "</channel></rss>", "utf-8")
    first, second = read(tmp_path / "feed.txt")
    assert (first.title, first.outlet, str(first.published)) == (
        "Mine kills two",
        "Border Wire",
        "2021-03-05",
    )
    assert first.text.endswith("\nA second mine was found.")
    assert second.published is None


def test_a_feed_that_is_cut_off_keeps_what_it_has_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(FEED + "<item><title>Cut", "utf-8")
    reports = read(tmp_path / "feed.xml")
    assert [r.state for r in reports[:2]] == [ReportState.INGESTED] * 2
    assert any("cut off" in note for note in reports[0].notes)
    assert all(r.state is ReportState.SKIPPED for r in reports[2:])


def test_the_same_item_in_two_feeds_is_one_report(tmp_path: Path) -> None:
    for name in ("monday.xml", "tuesday.xml"):
        (tmp_path / name).write_text(FEED + "</channel></rss>", "utf-8")
    assert len(read(tmp_path)) == 2


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_an_archive_gives_its_pages_and_names_refused_ones(
    tmp_path: Path, pack: object
) -> None:
    data = archive(
        ("http://post.example/1", "text/html", PAGE.encode(), 200),
        ("http://post.example/logo.png", "image/png", b"\x89PNG....", 200),
        ("http://post.example/2", "text/html", b"<html>gone</html>", 404),
    )
    (tmp_path / "crawl.bin").write_bytes(pack(data))
    page, refused = read(tmp_path / "crawl.bin")
    assert (page.text, page.url) == (STORY, "http://post.example/1")
    assert "fetched 2022-01-01T00:00:00Z" in page.notes
    assert str(page.published) == "2021-03-04"
    assert "status 404" in (refused.reason or "")


def test_an_archive_that_is_cut_off_keeps_what_came_before(tmp_path: Path) -> None:
    data = archive(("http://post.example/1", "text/html", PAGE.encode(), 200))
    packed = gzip.compress(data) + gzip.compress(data)[:200]
    (tmp_path / "crawl.warc.gz").write_bytes(packed)
    reports = read(tmp_path / "crawl.warc.gz")
    assert reports[0].text == STORY


def test_packed_json_lines_are_read_and_a_cut_is_named(tmp_path: Path) -> None:
    lines = "".join(
        json.dumps({"report": str(n), "text": f"{STORY} {n * n * n}"}) + "\n"
        for n in range(900)
    )
    packed = gzip.compress(lines.encode())
    (tmp_path / "a.jsonl.gz").write_bytes(packed)
    assert len(read(tmp_path / "a.jsonl.gz")) == 900
    (tmp_path / "a.jsonl.gz").write_bytes(packed[:-40])
    assert any("damaged" in (r.reason or "") for r in read(tmp_path / "a.jsonl.gz"))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "file is empty"),
        ("blank.txt", b"\n \n", "file is empty"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(64), "binary content (a PNG image); expected text"),
        ("noise.txt", bytes(range(32)) * 50, "binary content (NUL bytes); expected text"),
        ("word.txt", b"Ceasefire", "text is one word; there is nothing to read"),
        ("marks.txt", b"... --- ...", "text is empty; there is nothing to read"),
        ("arabic.txt", "قال شهود إن القوات دخلت المدينة من الشمال صباح اليوم".encode(), "language is ar; only en is read"),
        ("french.txt", "Deux soldats ont été tués par une mine près de la ville, selon l'armée, et la route est fermée.".encode(), "language is fr; only en is read"),
        ("russian.txt", "Войска вошли в город с севера утром, сообщили жители и врачи больницы.".encode("cp1251"), "language is ru; only en is read"),
    ],
)  # fmt: skip
def test_bad_input_is_one_skip_with_its_reason(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    report = one(tmp_path, name, content)
    assert (report.state, report.reason) == (ReportState.SKIPPED, reason)
    assert report.report_id == name.removesuffix(".txt")
    assert report.origin is not None
    assert report.origin.endswith(name)


def test_nothing_else_is_lost_beside_bad_input(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "empty.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text(STORY, "utf-8")
    (tmp_path / ".hidden.txt").write_text(STORY, "utf-8")
    (tmp_path / "c.bin").write_bytes(bytes(500))
    assert [(r.report_id, str(r.state)) for r in read(tmp_path)] == [
        ("empty", "skipped"), ("b", "ingested"), ("c", "skipped"),
    ]  # fmt: skip


def test_a_missing_path_stops_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no-such\.txt: no such file or folder"):
        read_reports([tmp_path / "no-such.txt"])


def test_a_file_that_is_too_large_for_one_report_is_named(tmp_path: Path) -> None:
    settings = IngestSettings(max_file_bytes=1024 * 1024, max_report_chars=5_000)
    (tmp_path / "a.txt").write_text(STORY * 20_000, "utf-8")
    (tmp_path / "b.txt").write_text(STORY * 40, "utf-8")
    (tmp_path / "c.jsonl").write_text(json.dumps({"text": STORY * 2_000}) + "\n" + json.dumps({"report": "ok", "text": STORY}), "utf-8")  # fmt: skip
    first, second, third, fourth = read(tmp_path, settings=settings)
    assert "larger than the 1 MB" in (first.reason or "")
    assert "more than the 5,000 of one report" in (second.reason or "")
    assert "line 1 is too long" in (third.reason or "")
    assert fourth.report_id == "ok"


def test_standard_input_is_read_by_content_and_its_id_is_stable() -> None:
    ids = {read("-", stdin=io.BytesIO(STORY.encode()))[0].report_id for _ in range(2)}
    assert len(ids) == 1
    lines = json.dumps({"report": "a", "text": STORY}).encode()
    assert read("-", stdin=io.BytesIO(lines))[0].report_id == "a"


def test_one_text_twice_is_one_report_and_another_under_its_id_is_kept_apart(
    tmp_path: Path,
) -> None:
    other = STORY + " The road was opened again."
    lines = [
        {"report": "a", "text": STORY},
        {"report": "a", "text": STORY},
        {"report": "a", "text": other},
    ]
    (tmp_path / "r.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    first, second = read(tmp_path / "r.jsonl")
    assert (first.report_id, second.report_id.startswith("a-"), second.text) == (
        "a",
        True,
        other,
    )
    assert "has the id 'a'" in second.notes[-1]


def test_reading_twice_gives_the_same_records(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    (tmp_path / "feed.xml").write_text(FEED, "utf-8")
    assert read(tmp_path) == read(tmp_path)


def test_a_file_name_that_is_no_utf8_is_spelt_out(tmp_path: Path) -> None:
    for name in (b"caf\xe9.txt", b"caf\xe8.txt", "\u202etxt.gpj\x1b[31m.txt".encode()):
        path = os.path.join(os.fsencode(tmp_path), name)  # noqa: PTH118  of bytes
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(b"Rebels shelled the village of Bara on Monday, officers said.")
    reports = list(read_reports([tmp_path]))
    assert {"caf\\xe8", "caf\\xe9"} < {report.report_id for report in reports}
    for report in reports:
        f"{report.report_id} {report.origin}".encode()
