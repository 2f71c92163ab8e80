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
from warledger.ingest.pages import page_report
from warledger.ingest.raw import IngestSettings, Origin, RawReport, failed, with_notes
from warledger.ingest.sniff import Kind, sniff
from warledger.model import identity

Record = Any  # fastwarc's records carry no types
OTHER_MEDIA = ("image/", "video/", "audio/", "font/", "text/css", "text/javascript")
OTHER_WORDS = ("javascript", "font", "octet-stream", "wasm", "/json", "zip")


def read_archive(
    stream: BinaryIO, origin: Origin, settings: IngestSettings
) -> Iterator[RawReport]:
    """Yield the reports of an archive; of one cut off, what came before the cut."""
    records = _records(stream, origin)
    while True:
        try:
            record = next(records, None)
            raws = (
                () if record is None else tuple(_record_reports(record, origin, settings))
            )
        except (OSError, ValueError, EOFError) as error:
            yield failed(origin, f"archive breaks off or is damaged ({error})", part="-end")
            return
        if record is None:
            return
        yield from raws


def _records(stream: BinaryIO, origin: Origin) -> Iterator[Record]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    yield from ArchiveIterator(
        stream, record_types=wanted, parse_http=True, auto_decode="all"
    )


def _record_reports(
    record: Record, origin: Origin, settings: IngestSettings
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
