"""Read JSON Lines and comma tables of reports, one line at a time.

A line that cannot be read becomes one skipped report that names its line; the lines around
it are read as if it were not there. Texts are taken unchanged.

Knowingly missed: a quote that is never closed in a comma table swallows the rows behind it;
the swallowed text then shows as one long report with a note.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO, TextIO

from warledger.errors import ReportError
from warledger.ingest.encoding import decode, mojibake_notes, repair_surrogates
from warledger.ingest.raw import IngestSettings, Origin, RawReport, failed
from warledger.ingest.sniff import FIELDS, HEAD_BYTES, table_dialect
from warledger.model import identity

# JSON escapes a character in at most six bytes per UTF-16 unit.
BYTES_PER_CHAR = 12
UTF_8 = ("utf-8", "utf-8-sig")


def read_json_lines(
    stream: BinaryIO, origin: Origin, settings: IngestSettings
) -> Iterator[RawReport]:
    """Yield the reports of a JSON Lines file, or of one JSON object or list of objects."""
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    if (whole := _whole_json(head, stream, settings)) is not None:
        for number, value in enumerate(whole, start=1):
            yield from_fields(value, origin, f"entry {number}", f"-entry{number}")
        return
    charset = decode(head).charset
    for number, line in _lines(stream, charset, settings):
        if raw := _read_line(line, number, charset, origin):
            yield raw


def read_table(
    stream: BinaryIO, origin: Origin, settings: IngestSettings
) -> Iterator[RawReport]:
    """Yield the reports of a CSV (semicolon, tab, bar too) file with a header line."""
    decoded = decode(stream.read(HEAD_BYTES))
    stream.seek(0)
    rows = io.TextIOWrapper(stream, encoding=decoded.charset, errors="replace", newline="")
    csv.field_size_limit(settings.max_file_bytes)
    delimiter = table_dialect(
        decoded.text.lstrip("\ufeff \t\r\n"), name=origin.name.lower()
    )
    yield from _table_rows(rows, delimiter or ",", origin)
    rows.detach()


def from_fields(value: object, origin: Origin, place: str, part: str) -> RawReport:
    """Return the report that an object of named fields holds, or why it holds none."""
    if not isinstance(value, Mapping):
        what = type(value).__name__
        return failed(
            origin, f"{place} is a JSON {what}, not an object", place=place, part=part
        )
    text = value.get("text")
    if not isinstance(text, str):
        reason = "no 'text' field" if text is None else "'text' is not a string"
        named = _field(value, "report")
        raw = failed(
            origin,
            f"{place} has {reason}; expected the report's text",
            place=place,
            part=part,
        )
        return raw if named is None else _renamed(raw, named)
    text, notes = repair_surrogates(text)
    odd = sorted(name for name in FIELDS if name in value and _is_odd(value[name]))
    if odd:
        notes += (f"field '{odd[0]}' is not a string and was left out",)
    return RawReport(
        report_id=_field(value, "report") or f"{origin.stem}-{identity(text)}",
        origin=f"{origin.name}, {place}",
        text=text,
        title=_field(value, "title"),
        published=_field(value, "published"),
        published_from="the 'published' field",
        outlet=_field(value, "outlet"),
        author=_field(value, "author"),
        url=_field(value, "url"),
        language=_field(value, "language"),
        notes=notes + mojibake_notes(text),
    )


def _renamed(raw: RawReport, report_id: str) -> RawReport:
    return RawReport(report_id, raw.origin, failure=raw.failure)


def _field(value: Mapping[str, object], name: str) -> str | None:
    """Return a field's words, one line, or None where it is missing or blank."""
    found = value.get(name)
    if isinstance(found, bool) or not isinstance(found, str | int):
        return None
    words, _ = repair_surrogates(" ".join(str(found).split()))
    return words or None


def _is_odd(found: object) -> bool:
    return found is not None and (
        isinstance(found, bool) or not isinstance(found, str | int)
    )


def _whole_json(
    head: bytes, stream: BinaryIO, settings: IngestSettings
) -> list[object] | None:
    """Return the entries if the file is one JSON value over several lines, else None."""
    first = head.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
    if not first.startswith(b"[") and _parses(first):
        return None
    data = stream.read(settings.max_file_bytes + 1)
    stream.seek(0)
    if len(data) > settings.max_file_bytes:
        return None
    try:
        value = json.loads(decode(data).text.lstrip("\ufeff"))
    except (ValueError, RecursionError, ReportError):
        return None
    return value if isinstance(value, list) else [value]


def _parses(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _lines(
    stream: BinaryIO, charset: str, settings: IngestSettings
) -> Iterator[tuple[int, bytes | None]]:
    """Yield (number, line); a line beyond the limit is None, and its rest is read over."""
    source = stream if charset in UTF_8 else _recoded(stream, charset)
    limit = settings.max_report_chars * BYTES_PER_CHAR
    number = 0
    while line := source.readline(limit):
        number += 1
        if len(line) < limit or line.endswith(b"\n"):
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = source.readline(limit)
        yield number, None


def _recoded(stream: BinaryIO, charset: str) -> BinaryIO:
    """Return the stream's text as UTF-8 bytes; only small files come in other charsets."""
    return io.BytesIO(stream.read().decode(charset, errors="replace").encode("utf-8"))


def _read_line(
    line: bytes | None, number: int, charset: str, origin: Origin
) -> RawReport | None:
    """Return what one line holds; None for a blank line."""
    place, part = f"line {number}", f"-line{number}"
    if line is None:
        return failed(origin, f"{place} is too long for one report", place=place, part=part)
    if not line.strip():
        return None
    try:
        text = decode(line).text.lstrip("\ufeff")
        return from_fields(json.loads(text), origin, place, part)
    except (ValueError, RecursionError, ReportError) as error:
        reason = f"{place} is not JSON ({_first_line(error)}); expected one object a line"
        return failed(origin, reason, place=place, part=part)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _table_rows(rows: TextIO, delimiter: str, origin: Origin) -> Iterator[RawReport]:
    reader = csv.reader(rows, delimiter=delimiter)
    header: list[str] = []
    while True:
        place, part = f"line {reader.line_num + 1}", f"-line{reader.line_num + 1}"
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield failed(
                origin, f"{place} is no table row ({error})", place=place, part=part
            )
            continue
        if cells is None:
            return
        if not header:
            header = [cell.strip().lstrip("\ufeff").lower() for cell in cells]
            if "text" not in header:
                yield failed(
                    origin,
                    "table header has no 'text' column; expected one of "
                    + ", ".join(FIELDS),
                )
                return
        elif any(cell.strip() for cell in cells):
            yield _from_row(
                dict(zip(header, cells, strict=False)),
                len(cells) - len(header),
                origin,
                place,
                part,
            )


def _from_row(
    row: Mapping[str, object], surplus: int, origin: Origin, place: str, part: str
) -> RawReport:
    raw = from_fields(row, origin, place, part)
    if raw.failure or not surplus:
        return raw
    from warledger.ingest.raw import with_notes

    word = "more" if surplus > 0 else "fewer"
    return with_notes(raw, f"row has {abs(surplus)} {word} cells than the header")
