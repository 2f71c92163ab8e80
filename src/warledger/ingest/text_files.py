"""Read a plain text file: one file is one report, its text unchanged after decoding."""

from collections.abc import Iterator
from typing import BinaryIO

from warledger.errors import ReportError
from warledger.ingest.encoding import decode, mojibake_notes
from warledger.ingest.raw import IngestSettings, Origin, RawReport, failed


def read_whole(stream: BinaryIO, settings: IngestSettings) -> bytes:
    """Return all bytes of the stream; more than the limit raises ReportError."""
    data = stream.read(settings.max_file_bytes + 1)
    if len(data) > settings.max_file_bytes:
        limit = settings.max_file_bytes // (1024 * 1024)
        raise ReportError(
            f"larger than the {limit} MB that are read as one report; split it"
        )
    return data


def read_text_file(
    stream: BinaryIO, origin: Origin, settings: IngestSettings
) -> Iterator[RawReport]:
    """Yield the one report of a text file, or why it cannot be read."""
    try:
        decoded = decode(read_whole(stream, settings))
    except ReportError as error:
        yield failed(origin, str(error))
        return
    notes = decoded.notes + mojibake_notes(decoded.text)
    yield RawReport(origin.stem, origin.name, decoded.text, notes=notes)
