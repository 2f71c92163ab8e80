"""Read reports from files, folders and standard input, one at a time.

Every input is told apart by its content and gives reports; what cannot be read gives a
skipped report with its reason, so that a run loses nothing silently. Only a path that does
not exist stops the run, before any report is read. Memory is bounded by the largest single
report and by a digest for every id seen.
"""

import gzip
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO, cast

from warledger.errors import ConfigError, ReportError
from warledger.ingest.compose import make_report
from warledger.ingest.encoding import decode
from warledger.ingest.feeds import read_feed
from warledger.ingest.pages import read_page
from warledger.ingest.raw import IngestSettings, Origin, RawReport, failed
from warledger.ingest.sniff import HEAD_BYTES, Kind, sniff
from warledger.ingest.tables import read_json_lines, read_table
from warledger.ingest.text_files import read_text_file
from warledger.ingest.warc import read_archive
from warledger.model import Report, identity

Reader = Callable[[BinaryIO, Origin, IngestSettings], Iterator[RawReport]]
READERS: dict[Kind, Reader] = {
    Kind.TEXT: read_text_file,
    Kind.PAGE: read_page,
    Kind.FEED: read_feed,
    Kind.JSON: read_json_lines,
    Kind.TABLE: read_table,
    Kind.WARC: read_archive,
}
STDIN = "-"
# Standard input cannot be read twice; up to this size it is kept in memory, beyond it on
# disk.
SPOOLED_BYTES = 16 * 1024 * 1024
MAX_UNPACKED_BYTES = 4 * 1024**3


def read_reports(
    paths: Sequence[Path | str],
    *,
    settings: IngestSettings | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Report]:
    """Return an iterator over the reports in files, folders (all below, by name) and "-".

    Order is that of the paths. A text that stands twice under one id is yielded once;
    another text under the same id gets its digest behind the id. Raises ConfigError at
    once, before anything is read, for a path that does not exist; never raises for a report
    that cannot be read.
    """
    chosen = settings or IngestSettings()
    for path in paths:
        if str(path) != STDIN and not Path(path).exists():
            raise ConfigError(f"{path}: no such file or folder; expected reports to read")
    return _distinct(make_report(raw, chosen) for raw in _raw_reports(paths, chosen, stdin))


def _raw_reports(
    paths: Sequence[Path | str], settings: IngestSettings, stdin: BinaryIO | None
) -> Iterator[RawReport]:
    for path in paths:
        if str(path) == STDIN:
            yield from _read_stdin(stdin or sys.stdin.buffer, settings)
            continue
        for file in _files(Path(path)):
            yield from _read_file(file, settings)


def _files(path: Path) -> Iterator[Path]:
    """Yield a file, or all files below a folder by name; hidden ones are passed over."""
    if not path.is_dir():
        yield path
        return
    for below in sorted(path.rglob("*")):
        is_hidden = any(part.startswith(".") for part in below.relative_to(path).parts)
        if below.is_file() and not is_hidden:
            yield below


def _read_file(path: Path, settings: IngestSettings) -> Iterator[RawReport]:
    origin = Origin.of(path)
    try:
        with path.open("rb") as stream:
            yield from _read_stream(stream, origin, settings)
    except OSError as error:
        yield failed(origin, f"cannot be opened ({error.strerror or error})")


def _read_stdin(source: BinaryIO, settings: IngestSettings) -> Iterator[RawReport]:
    with tempfile.SpooledTemporaryFile(max_size=SPOOLED_BYTES) as kept:
        copyfileobj(source, kept)
        kept.seek(0)
        stream = cast(BinaryIO, kept)
        stem = f"stdin-{identity(stream.read(HEAD_BYTES).hex())}"
        stream.seek(0)
        yield from _read_stream(stream, Origin("<stdin>", stem), settings)


def _read_stream(
    stream: BinaryIO, origin: Origin, settings: IngestSettings
) -> Iterator[RawReport]:
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    kind = sniff(head, name=origin.name)
    if kind is Kind.EMPTY:
        yield failed(origin, "file is empty")
    elif kind is Kind.BINARY:
        yield failed(origin, _why_binary(head))
    elif kind is Kind.GZIP:
        yield from _read_gzip(stream, origin, settings)
    else:
        yield from READERS[kind](stream, origin, settings)


def _read_gzip(
    stream: BinaryIO, origin: Origin, settings: IngestSettings
) -> Iterator[RawReport]:
    """Read what a gzip file holds; what comes before a damaged end is kept."""
    inner = origin
    if origin.name.endswith(".gz"):
        inner = replace(Origin.of(Path(origin.name.removesuffix(".gz"))), name=origin.name)
    if _unpacked_head(stream).startswith(b"WARC/"):
        yield from read_archive(stream, inner, settings)
        return
    with tempfile.SpooledTemporaryFile(max_size=SPOOLED_BYTES) as kept:
        damage = _unpack(stream, cast(BinaryIO, kept))
        kept.seek(0)
        if kept.read(1):
            kept.seek(0)
            yield from _read_stream(cast(BinaryIO, kept), inner, settings)
    if damage:
        yield failed(inner, damage, part="-end")


def _unpacked_head(stream: BinaryIO) -> bytes:
    """Return the first bytes of the first member, as far as they can be unpacked."""
    try:
        head = zlib.decompressobj(wbits=31).decompress(stream.read(HEAD_BYTES), HEAD_BYTES)
    except zlib.error:
        head = b""
    stream.seek(0)
    return head


def _unpack(stream: BinaryIO, out: BinaryIO) -> str | None:
    """Write what can be unpacked; return what is wrong with the rest, or None."""
    size = 0
    try:
        with gzip.open(stream) as unpacked:
            # read1 gives what came before a damaged end, where read would give nothing
            while piece := unpacked.read1(HEAD_BYTES):
                out.write(piece)
                size += len(piece)
                if size > MAX_UNPACKED_BYTES:
                    return "gzip data unpacks to more than 4 GB; unpack and split it"
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        return f"gzip data breaks off or is damaged ({error})"
    return None


def _why_binary(head: bytes) -> str:
    try:
        decode(head)
    except ReportError as error:
        return str(error)
    return "binary content; expected text"


def _distinct(reports: Iterator[Report]) -> Iterator[Report]:
    """Yield each report once, and keep apart different texts that share an id."""
    seen: dict[str, str] = {}
    for report in reports:
        mark = identity(report.text, report.reason or "")
        if report.report_id not in seen:
            seen[report.report_id] = mark
            yield report
            continue
        if seen[report.report_id] == mark:
            continue
        name = f"{report.report_id}-{mark[:8]}"
        if name not in seen:
            seen[name] = mark
            note = f"another report of this run has the id '{report.report_id}'"
            yield replace(report, report_id=name, notes=(*report.notes, note))
