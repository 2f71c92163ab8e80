"""Readers of reports: each format by itself, and what is packed or told apart by content."""

import bz2
import gzip
import io
import json
import lzma
import sys
import zipfile
import zlib
from contextlib import suppress

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

import pyarrow as pa
import pyarrow.parquet as pq

from fuzz.oracles import Cut, check_report, text_of
from warledger.ingest import IngestSettings, read_reports
from warledger.ingest.compose import make_report
from warledger.ingest.raw import Origin
from warledger.ingest.read import READERS
from warledger.ingest.sniff import Kind
from warledger.pipeline import storable

# Small bounds, so that the branches behind them are reached by small inputs.
SETTINGS = IngestSettings(max_report_chars=3_000, max_file_bytes=20_000)
HTTP = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{n}\r\n"


def read_as(kind: Kind, data: bytes, name: str = "given") -> None:
    """Read the bytes by one format's reader, whatever they look like."""
    for raw in READERS[kind](io.BytesIO(data), Origin(name, "given"), SETTINGS):
        check_report(storable(make_report(raw, SETTINGS)))


def read_any(data: bytes) -> None:
    """Read the bytes as a run reads standard input: told apart by content."""
    for report in read_reports(["-"], settings=SETTINGS, stdin=io.BytesIO(data)):
        check_report(storable(report))


def read_text(data: bytes) -> None:
    read_as(Kind.TEXT, data)


def read_page(data: bytes) -> None:
    read_as(Kind.PAGE, data)


def read_feed(data: bytes) -> None:
    read_as(Kind.FEED, data)


def read_json(data: bytes) -> None:
    read_as(Kind.JSON, data)


def read_table(data: bytes) -> None:
    read_as(Kind.TABLE, data, "given.csv")


def read_warc(data: bytes) -> None:
    """Read an archive: the bytes themselves, or captures with the bytes as their body."""
    cut = Cut(data)
    match cut.number(3):
        case 0:
            archive = cut.rest
        case 1:
            archive = warc(http(cut.rest))
        case 2:
            archive = gzip.compress(warc(http(cut.rest), cut.rest), mtime=0)
        case _:
            archive = warc(http(zlib.compress(cut.rest), "Content-Encoding: deflate\r\n"))
    read_as(Kind.WARC, archive)


def http(body: bytes, more: str = "") -> bytes:
    """Return an answer of a server."""
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{more}Content-Length: {len(body)}"
    )
    return f"{head}\r\n\r\n".encode() + body


def warc(*blocks: bytes) -> bytes:
    """Return an archive with a record for each block."""
    records = b""
    for number, block in enumerate(blocks):
        head = HTTP.format(n=number) + "Content-Type: application/http;msgtype=response\r\n"
        head += f"WARC-Date: 2021-02-03T04:05:06Z\r\nContent-Length: {len(block)}\r\n\r\n"
        records += head.encode() + block + b"\r\n\r\n"
    return records


def read_parquet(data: bytes) -> None:
    """Read a Parquet file: the bytes themselves, or a table made of them and then damaged."""
    cut = Cut(data)
    how = cut.number(3)
    if how == 0:
        read_as(Kind.PARQUET, cut.rest)
        return
    made = bytearray(parquet(cut))
    if how == 3 and made:
        place = int.from_bytes(cut.rest[:2].ljust(2, b"\0"), "big") % len(made)
        made[place] ^= 1 + cut.number(254)
    read_as(Kind.PARQUET, bytes(made))


def parquet(cut: Cut) -> bytes:
    """Return a Parquet file whose columns have the fields of a report, in many types."""
    types = (
        pa.string(), pa.binary(), pa.int64(), pa.date32(), pa.timestamp("ns"), pa.bool_(),
        pa.timestamp("s"), pa.float64(), pa.list_(pa.string()), pa.dictionary(pa.int8(), pa.string()),
    )  # fmt: skip
    columns = {}
    for name in ("text", "report", "published", "title"):
        kind = types[cut.number(len(types) - 1)]
        value = int.from_bytes(cut.rest[:8].ljust(8, b"\0"), "big", signed=True)
        with suppress(pa.ArrowException, OverflowError, ValueError, TypeError):
            columns[name] = pa.array([_cell(kind, value, cut.rest), None], kind)
    stream = io.BytesIO()
    if columns:
        with suppress(pa.ArrowException):  # a time that this format cannot hold
            pq.write_table(pa.table(columns), stream)
    return stream.getvalue()


def _cell(kind: pa.DataType, value: int, rest: bytes) -> object:
    if pa.types.is_binary(kind):
        return rest
    if pa.types.is_list(kind):
        return [text_of(rest)]
    if pa.types.is_string(kind) or pa.types.is_dictionary(kind):
        return text_of(rest)
    return value % 2**31 if pa.types.is_date32(kind) else value


PACKERS = (bytes, gzip.compress, bz2.compress, lzma.compress, zstd.compress)


def read_packed(data: bytes) -> None:
    """Read what is packed up to four times over, perhaps damaged, told apart by content."""
    cut = Cut(data)
    layers = [cut.number(len(PACKERS)) for _ in range(cut.number(4))]
    damage = cut.number(255)
    packed = cut.rest
    for layer in layers:
        packed = PACKERS[layer](packed) if layer < len(PACKERS) else _zipped(packed)
    if damage % 3 == 1:
        packed = packed[: len(packed) * damage // 256]
    elif damage % 3 == 2 and packed:
        at = damage * len(packed) // 256
        packed = packed[:at] + bytes([packed[at] ^ damage]) + packed[at + 1 :]
    read_any(packed)


def _zipped(data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../report.txt", data)
    return stream.getvalue()


TEXT = (
    "By Jane Roe\nGAO, Mali (AFP) - March 4, 2013\n\nRebels shelled the village of Bara on "
    "Monday, killing between 5 and 7 people, officers said.\n\nShare Facebook Twitter\n"
)
PAGE = (
    '<!doctype html><html><head><meta charset="utf-8"><title>Army takes Bara</title>'
    '<meta property="og:site_name" content="The Post"><script type="application/ld+json">'
    '{"datePublished": "2017-08-21"}</script></head><body><nav><a href="/">Home</a></nav>'
    '<article><h1>Army takes Bara</h1><p class="by">By Jane Roe, 21 August 2017</p>'
    f"<p>{TEXT}</p><p>The army said that it lost nobody.</p></article></body></html>"
)
RSS = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>News</title>'
    "<item><title>Bara taken</title><link>https://news.example/1</link><guid>1</guid>"
    "<pubDate>Mon, 21 Aug 2017 10:00:00 +0300</pubDate><description>&lt;p&gt;Rebels took "
    "Bara.&lt;/p&gt;</description></item></channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><id>urn:1</id>'
    "<title>Bara</title><published>2017-08-21T10:00:00Z</published><author><name>Jane Roe"
    '</name></author><content type="html">&lt;b&gt;Rebels&lt;/b&gt; took Bara.</content>'
    "</entry></feed>"
)
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">'
    '<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&b;</title>'
    "<description>&f; Rebels took Bara.</description></item></channel></rss>"
)
OBJECT = json.dumps(
    {"report": "r1", "text": TEXT, "title": "Bara", "published": "2013-03-04", "outlet": "AFP",
     "url": "https://news.example/1", "language": "en", "author": "Jane Roe"}
)  # fmt: skip
TABLE = f'report;text;published\n1;"{TEXT}";2013-03-04\n2;=1+1;\n'

SEEDS = {
    "text": (TEXT.encode(), TEXT.encode("utf-16"), "Ð\x90Ñ€ÐºÑ‚".encode(), b"caf\xe9 " * 9),
    "page": (PAGE.encode(), b"<div><p>Rebels took Bara", PAGE.encode("cp1251", "replace")),
    "feed": (RSS.encode(), ATOM.encode(), ENTITIES.encode(), RSS.encode()[:300]),
    "json": (OBJECT.encode(), f"[{OBJECT},{OBJECT}]".encode(), f"{OBJECT}\n{{\n".encode(),
             b'{"text": "\\ud800 x y", "report": 7}'),
    "table": (TABLE.encode(), TABLE.replace(";", "\t").encode(), b'text,title\n"open,x\n'),
    "warc": (b"\x00" + warc(http(PAGE.encode())), b"\x01" + PAGE.encode(),
             b"\x02" + RSS.encode(), b"\x03" + TEXT.encode(), b"\x00" + warc(http(b"x"))[:150]),
    "parquet": (b"\x01\x00\x00\x03\x00" + TEXT.encode(), b"\x02\x00\x02\x05\x01\xff" + TEXT.encode(),
                b"\x03\x00\x00\x04\x09" + TEXT.encode(), b"\x00PAR1PAR1"),
    "packed": (*tuple(bytes([1, layer, damage]) + OBJECT.encode() for layer in range(6) for damage in (0, 1)), b"\x04\x01\x02\x03\x04\x00" + TEXT.encode(), b"\x00\x00" + PAGE.encode()),
}  # fmt: skip
READ = {
    "text": read_text, "page": read_page, "feed": read_feed, "json": read_json,
    "table": read_table, "warc": read_warc, "parquet": read_parquet, "packed": read_packed,
}  # fmt: skip
WORDS = {
    "text": ("Monday", "2013-07-S-024", "* * *", "Get short URL", "RELATED STORIES", "(AFP)",
             "\ufeff", "\u2028", "30 Feb 2015", "March 4, 2013"),
    "page": ("<article>", "<table>", "<!--", "<script>", "</p>", "<h1>", "charset=", "&#x0;",
             "<time datetime=", "og:site_name", "application/ld+json", "datePublished"),
    "feed": ("<item>", "<entry>", "<!ENTITY", "&a;", "<![CDATA[", "]]>", "encoding=", "<guid>",
             "SYSTEM", "xml:base=", "type=\"xhtml\"", "<content:encoded>", "<pubDate>"),
    "json": ('"text"', '"report"', '"published"', "\\ud800", "1e999", "NaN", "[{", "}\n{", "null"),
    "table": ("text", "report", "published", '"', '""', ";", "\t", "|", "\r", "\x00"),
    "warc": ("WARC/1.0\r\n", "WARC-Type: ", "Content-Length: ", "HTTP/1.1 404", "chunked",
             "Transfer-Encoding: ", "Content-Encoding: gzip", "charset="),
    "parquet": ("PAR1", "text"),
    "packed": ("\x1f\x8b", "BZh9", "PK\x03\x04", '{"text": '),
}  # fmt: skip
