"""Read web archives (WARC, plain or gzip): every captured page, feed or text is a report.

Each capture is told apart by its content again. Captures of other things (images, scripts,
style sheets) are passed over; pages that the server refused are skipped with the server's
status. When a page was captured (WARC-Date) says when it was fetched, never when it was
published.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

from warledger.errors import ReportError
from warledger.ingest.encoding import decode, mojibake_notes
from warledger.ingest.feeds import feed_reports
from warledger.ingest.packed import Unpacked
from warledger.ingest.pages import page_report
from warledger.ingest.raw import IngestSettings, Origin, RawReport, failed, with_notes
from warledger.ingest.sniff import Kind, sniff
from warledger.model import identity

Record = Any  # fastwarc's records carry no types
OTHER_MEDIA = ("image/", "video/", "audio/", "font/", "text/css", "text/javascript")
OTHER_WORDS = ("javascript", "font", "octet-stream", "wasm", "/json", "zip")
# Two empty lines close a record; some writers end lines without a carriage return.
END_OF_RECORD = (b"\r\n\r\n", b"\n\n")
LONGEST_END = 4


def read_archive(
    stream: BinaryIO, origin: Origin, settings: IngestSettings
) -> Iterator[RawReport]:
    """Yield the reports of an archive; of one cut off, what came before the cut."""
    read = _Remembering(stream)
    records = _records(read)
    raws: tuple[RawReport, ...] = ()
    while True:
        try:
            record = next(records, None)
            if record is None:
                break
            yield from raws
            read.whole_end = None
            raws = tuple(_record_reports(record, origin, settings, read))
        except (OSError, ValueError, EOFError) as error:
            yield from raws
            yield failed(origin, f"archive breaks off or is damaged ({error})", part="-end")
            return
    if not (read.last.endswith(END_OF_RECORD) or read.last in (b"", read.whole_end)):
        yield from (with_notes(raw, "cut off: the archive breaks off here") for raw in raws)
        if not _is_told_by_unpacking(stream):
            yield failed(origin, "archive breaks off in its last record", part="-end")
    else:
        yield from raws


def _is_told_by_unpacking(stream: BinaryIO) -> bool:
    """Return whether the cut is one of the packing around the archive."""
    unpacked = getattr(stream, "raw", None)
    return isinstance(unpacked, Unpacked) and unpacked.damage is not None


class _Remembering:
    """A stream that remembers the last bytes it gave: fastwarc takes a cut for the end.

    `whole_end` are the last bytes of a record that gave as many as it says it has: some
    writers do not close the last one. Of a body that was unpacked this cannot be told.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.last = b""
        self.whole_end: bytes | None = None

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.last = (self.last + data[-LONGEST_END:])[-LONGEST_END:]
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def close(self) -> None:
        """Leave the stream to whoever has opened it."""


def _records(stream: _Remembering) -> Iterator[Record]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    yield from ArchiveIterator(
        stream, record_types=wanted, parse_http=True, auto_decode="all"
    )


def _record_reports(
    record: Record, origin: Origin, settings: IngestSettings, read: _Remembering
) -> Iterator[RawReport]:
    url = record.headers.get("WARC-Target-URI") or ""
    media = (record.http_content_type or "").lower()
    if media.startswith(OTHER_MEDIA) or any(word in media for word in OTHER_WORDS):
        return
    here = Origin(
        f"{origin.name}, {url or record.record_id}",
        f"page-{identity(url or str(record.record_id))}",
    )
    status = record.http_headers.status_code if record.http_headers is not None else None
    if status is not None and not 200 <= status < 300:
        yield failed(here, f"the server answered with status {status}, not with a page")
        return
    data = record.reader.read(settings.max_file_bytes + 1)
    if 0 < len(data) == record.content_length:
        read.whole_end = data[-LONGEST_END:]
    fetched = record.headers.get("WARC-Date")
    try:
        for raw in _capture_reports(data, here, url or None, record.http_charset, settings):
            note = (f"fetched {fetched}",) if fetched else ()
            yield with_notes(raw, *note)
    except ReportError as error:
        yield failed(here, str(error))


def _capture_reports(
    data: bytes,
    here: Origin,
    url: str | None,
    charset: str | None,
    settings: IngestSettings,
) -> Iterator[RawReport]:
    if len(data) > settings.max_file_bytes:
        raise ReportError("page is too large to be one report")
    kind = sniff(data[: 64 * 1024])
    if kind is Kind.PAGE:
        yield page_report(data, here, url=url, charset=charset)
    elif kind is Kind.FEED:
        yield from feed_reports(data, here)
    elif kind is Kind.TEXT:
        decoded = decode(data, declared=charset)
        notes = decoded.notes + mojibake_notes(decoded.text)
        yield RawReport(here.stem, here.name, decoded.text, url=url, notes=notes)
    else:
        raise ReportError(
            f"capture holds {kind.value} content; expected a page, feed or text"
        )
