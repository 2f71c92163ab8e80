"""Tell what kind of input a file is by its first bytes.

The ending of the name is used only where the content leaves it open: a first line that is
broken JSON, a comma table whose header names no text column.
"""

import csv
import json
import re
from enum import StrEnum

from warledger.errors import ReportError
from warledger.ingest.encoding import decode

HEAD_BYTES = 64 * 1024
# Names of report fields, as in JSON Lines; a table needs two of them in its first line.
FIELDS = ("report", "text", "title", "published", "outlet", "url", "language", "author")
# Magic numbers of RFC 1952, RFC 8878, bzip2, xz and Parquet.
FEED_ROOT = re.compile(r"<(?:rss|feed|rdf:RDF|channel)[\s>]", re.IGNORECASE)
PAGE_START = re.compile(
    r"<(?:!doctype\s+html|html|head|body|div|article|section|main|meta|title|h1|p|table)"
    r"[\s>/]",
    re.IGNORECASE,
)
XML_NOISE = re.compile(
    r"\A(?:\s|<\?xml.*?\?>|<!--.*?-->|<\?.*?\?>|<!DOCTYPE\s+rss[^>]*>)+", re.DOTALL
)


SNIFFED_LINES = 20
# A file named .jsonl without one object is read as prose only from this length on.
MIN_PROSE_CHARS = 200
MAX_HEADER_CHARS = 400


class Kind(StrEnum):
    """The kinds of input that are told apart."""

    EMPTY = "empty"
    BINARY = "binary"
    GZIP = "gzip"
    ZSTD = "zstd"
    BZIP2 = "bzip2"
    XZ = "xz"
    PARQUET = "parquet"
    WARC = "warc"
    FEED = "feed"
    PAGE = "page"
    JSON = "json"
    TABLE = "table"
    TEXT = "text"


MAGIC = {
    b"\x1f\x8b": Kind.GZIP,
    b"\x28\xb5\x2f\xfd": Kind.ZSTD,
    b"BZh": Kind.BZIP2,
    b"\xfd7zXZ\x00": Kind.XZ,
    b"PAR1": Kind.PARQUET,
}


def sniff(head: bytes, *, name: str = "") -> Kind:
    """Return the kind of an input from its first 64 KiB; `name` decides open cases only."""
    if not head.strip():
        return Kind.EMPTY
    for magic, kind in MAGIC.items():
        if head.startswith(magic):
            return kind
    if head.startswith(b"WARC/"):
        return Kind.WARC
    try:
        text = decode(head[:HEAD_BYTES]).text
    except ReportError:
        return Kind.BINARY
    return sniff_text(text, name=name.lower())


def sniff_text(text: str, *, name: str = "") -> Kind:
    """Return the kind of an input from its first characters."""
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("<"):
        return _sniff_markup(start)
    if _looks_like_json(start, name):
        return Kind.JSON
    if table_dialect(start, name=name) is not None:
        return Kind.TABLE
    return Kind.TEXT


def table_dialect(start: str, *, name: str = "") -> str | None:
    """Return the delimiter of a table whose first line names report fields, else None."""
    header = start.split("\n", 1)[0].strip("\r")
    if len(header) > MAX_HEADER_CHARS:
        return None
    for delimiter in (",", "\t", ";", "|"):
        cells = _cells(header, delimiter)
        known = sum(1 for cell in cells if cell.strip().lower() in FIELDS)
        if known >= 2 or (known and name.endswith((".csv", ".tsv"))):
            return delimiter
    return "," if name.endswith(".csv") and "," in header else None


def _cells(header: str, delimiter: str) -> list[str]:
    """Return the cells of a header; none where it is no line of a table."""
    try:
        return next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error:  # a lone return, a quote that is never closed
        return []


def _sniff_markup(start: str) -> Kind:
    body = XML_NOISE.sub("", start[:4000]).lstrip()
    if FEED_ROOT.match(body):
        return Kind.FEED
    if PAGE_START.match(body) or re.search(
        r"<(?:html|body)[\s>]", start[:4000], re.IGNORECASE
    ):
        return Kind.PAGE
    return Kind.FEED if FEED_ROOT.search(start[:4000]) else Kind.TEXT


def _looks_like_json(start: str, name: str) -> bool:
    """Return whether lines are objects, or start or `.jsonl` name say they should be."""
    if re.match(r'\{\s*(?:"|\}|\Z)', start) or re.match(r"\[\s*\{", start):
        return True
    lines = start.split("\n", SNIFFED_LINES)[:SNIFFED_LINES]
    if any(line.startswith("{") and _is_object(line) for line in lines):
        return True
    if name.endswith((".jsonl", ".ndjson")):
        return start.startswith(("{", "[")) or len(start) < MIN_PROSE_CHARS
    return False


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
