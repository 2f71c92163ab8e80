import bz2
import gzip
import io
import json
import lzma
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from backports import zstd
from fastwarc.warc import ArchiveIterator

from warledger.errors import ConfigError
from warledger.ingest import packed
from warledger.ingest.packed import Unpacked
from warledger.ingest.read import read_reports
from warledger.ingest.sniff import Kind
from warledger.model import Report, ReportState

PACKERS = {
    "gz": (Kind.GZIP, gzip.compress),
    "zst": (Kind.ZSTD, zstd.compress),
    "bz2": (Kind.BZIP2, bz2.compress),
    "xz": (Kind.XZ, lzma.compress),
}
STORY = "Gunmen raided the ferry landing at Port Quellin on 3 May 2014, killing two guards."
LINES = "".join(
    json.dumps({"report": str(n), "text": f"{STORY} {n**5}"}) + "\n" for n in range(500)
).encode()
CAPTURE = (
    b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
    b"WARC-Target-URI: http://post.example/1\r\nContent-Type: text/plain\r\n"
    b"Content-Length: %d\r\n\r\n%s\r\n\r\n"
)


def read(path: Path | str) -> list[Report]:
    return list(read_reports([path]))


@pytest.mark.parametrize("ending", PACKERS)
def test_what_is_packed_is_read_as_if_it_were_not(tmp_path: Path, ending: str) -> None:
    (tmp_path / "plain.jsonl").write_bytes(LINES)
    path = tmp_path / f"a.jsonl.{ending}"
    path.write_bytes(PACKERS[ending][1](LINES))
    plain = [(r.report_id, r.text) for r in read(tmp_path / "plain.jsonl")]
    assert [(r.report_id, r.text) for r in read(path)] == plain


@pytest.mark.parametrize("ending", PACKERS)
def test_what_is_packed_may_come_by_standard_input(ending: str) -> None:
    packed_lines = io.BytesIO(PACKERS[ending][1](LINES))
    reports = list(read_reports(["-"], stdin=packed_lines))
    assert [report.report_id for report in reports] == [str(n) for n in range(500)]


@pytest.mark.parametrize("ending", PACKERS)
def test_of_a_cut_file_what_came_before_is_kept_and_the_cut_is_named(
    tmp_path: Path, ending: str
) -> None:
    whole = PACKERS[ending][1](LINES)
    path = tmp_path / f"a.jsonl.{ending}"
    path.write_bytes(whole[: -len(whole) // 10])
    reports = read(path)
    assert reports[-1].state is ReportState.SKIPPED
    assert "breaks off or is damaged" in (reports[-1].reason or "")
    # xz and bzip2 give nothing of a block that is not whole
    assert all(r.text.startswith("Gunmen") for r in reports if r.text)


@pytest.mark.parametrize("ending", PACKERS)
def test_a_web_archive_may_be_packed_in_any_way(tmp_path: Path, ending: str) -> None:
    data = CAPTURE % (len(STORY), STORY.encode())
    assert len(list(ArchiveIterator(io.BytesIO(data)))) == 1
    (tmp_path / f"crawl.warc.{ending}").write_bytes(PACKERS[ending][1](data))
    assert [r.text for r in read(tmp_path / f"crawl.warc.{ending}")] == [STORY]


@pytest.mark.parametrize("cut_at", range(20, 460, 40))
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_record_that_breaks_off_is_told_once_and_what_came_before_kept(
    tmp_path: Path, pack: Callable[[bytes], bytes], cut_at: int
) -> None:
    whole = CAPTURE % (len(STORY), STORY.encode())
    text = f"{STORY} " * 4
    last = (
        (CAPTURE % (len(text), text.encode()))
        .replace(b":1>", b":2>")
        .replace(b"e/1", b"e/2")
    )
    path = tmp_path / "crawl.warc"
    path.write_bytes(pack(whole + last))
    assert [bool(report.text) for report in read(path)] == [True, True]
    path.write_bytes(pack(whole + last[:-4]))
    assert [report.notes for report in read(path)] == [(), ()]  # whole, but not closed
    path.write_bytes(pack(whole + last[:cut_at]))
    first, *others, told = read(path)
    assert first.text == STORY
    assert "breaks off" in (told.reason or "")
    assert all("cut off: the archive breaks off here" in r.notes for r in others)
    assert len(others) <= 1


def test_nothing_is_held_of_a_file_that_unpacks_to_much(tmp_path: Path) -> None:
    path = tmp_path / "zeros.gz"
    with gzip.open(path, "wb", compresslevel=1) as out:
        for _ in range(64):
            out.write(bytes(1024 * 1024))
    tracemalloc.start()
    (report,) = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert report.state is ReportState.SKIPPED
    assert peak < 48 * 1024 * 1024


def test_what_unpacks_to_many_times_its_size_is_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(packed, "FREE_BYTES", 100_000)
    unpacked = Unpacked(io.BytesIO(gzip.compress(bytes(10_000_000))), Kind.GZIP)
    given = io.BufferedReader(unpacked).read()
    assert len(given) < 3_000_000
    assert "times its size" in (unpacked.damage or "")


def test_what_is_packed_again_and_again_is_not_followed(tmp_path: Path) -> None:
    data = STORY.encode()
    for _ in range(6):
        data = gzip.compress(data)
    (tmp_path / "doll.gz").write_bytes(data)
    (report,) = read(tmp_path / "doll.gz")
    assert "packed more than 3 times over" in (report.reason or "")


def test_a_stream_can_only_be_begun_again() -> None:
    unpacked = Unpacked(io.BytesIO(gzip.compress(b"abc")), Kind.GZIP)
    assert (unpacked.read(2), unpacked.seek(0), unpacked.read(3)) == (b"ab", 0, b"abc")
    with pytest.raises(io.UnsupportedOperation):
        unpacked.seek(1)


def test_a_parquet_file_gives_a_report_for_every_row(tmp_path: Path) -> None:
    rows = [
        {"report": f"p{n}", "text": f"{STORY} {n}", "published": "2014-05-04", "other": n}
        for n in range(600)
    ]
    table = pa.Table.from_pylist(rows)
    pq.write_table(table, tmp_path / "a.parquet", row_group_size=100)
    reports = read(tmp_path / "a.parquet")
    assert [(r.report_id, r.text) for r in reports] == [
        (r["report"], r["text"]) for r in rows
    ]
    assert {str(r.published) for r in reports} == {"2014-05-04"}


def test_a_column_of_days_is_read_as_days(tmp_path: Path) -> None:
    table = pa.table({"text": [STORY], "published": pa.array([16194], pa.date32())})
    pq.write_table(table, tmp_path / "a.parquet")
    (report,) = read(tmp_path / "a.parquet")
    assert str(report.published) == "2014-05-04"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PAR1 and nothing more", "Parquet data is damaged after row 0"),
        (gzip.compress(b""), "gzip data holds nothing"),
        (b"\x28\xb5\x2f\xfdgarbage", "zstd data breaks off or is damaged"),
    ],
)
def test_what_is_damaged_from_the_start_is_named(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    (tmp_path / "x").write_bytes(content)
    (report,) = read(tmp_path / "x")
    assert reason in (report.reason or "")


def test_a_parquet_file_without_texts_is_named(tmp_path: Path) -> None:
    pq.write_table(pa.table({"id": [1]}), tmp_path / "a.parquet")
    (report,) = read(tmp_path / "a.parquet")
    assert "no 'text' column; expected one, found: id" in (report.reason or "")


def test_an_address_is_read_like_a_folder(tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="the extra 'remote' is not installed")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "b.txt").write_text(f"{STORY} b")
    (tmp_path / "in" / "a.jsonl.gz").write_bytes(gzip.compress(LINES))
    (tmp_path / ".hidden.txt").write_text("no")
    plain = [(r.report_id, r.text) for r in read(tmp_path / "in")]
    assert [(r.report_id, r.text) for r in read(f"file://{tmp_path}/in")] == plain
    with pytest.raises(ConfigError, match="no such file or folder"):
        read(f"file://{tmp_path}/none")
    with pytest.raises(ConfigError, match="cannot be opened"):
        read("nowhere9://x/y")


@pytest.mark.parametrize(
    "address",
    ["http://10.0.0.1/a.jsonl", "HTTPS://news.example/a", "simplecache::https://127.0.0.1/a",
     "zip://a.txt::http://169.254.169.254/latest", "ftp://news.example/a", "reference://x"],
)  # fmt: skip
def test_web_addresses_are_not_read(address: str) -> None:
    pytest.importorskip("fsspec", reason="the extra 'remote' is not installed")
    with pytest.raises(ConfigError, match="web addresses are not read"):
        read(address)
