"""Read reports from files, folders and standard input, one at a time.

Every input is told apart by its content and gives reports; what cannot be read gives a
skipped report with its reason, so that a run loses nothing silently. Only a path that does
not exist stops the run, before any report is read. Memory is bounded by the largest single
report and by a digest for every id seen.
"""

import io
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO, cast

from warledger.errors import ReportError
from warledger.ingest.addresses import (
    Source,
    is_address,
    is_pipe,
    require,
    source_named,
    sources,
)
from warledger.ingest.columns import read_parquet
from warledger.ingest.compose import make_report
from warledger.ingest.encoding import decode
from warledger.ingest.feeds import read_feed
from warledger.ingest.meter import Meter
from warledger.ingest.packed import MOST_LAYERS, OPENERS, Unpacked, without_ending
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
    Kind.PARQUET: read_parquet,
}
STDIN = "-"
# Standard input cannot be read twice; up to this size it is kept in memory, beyond it on
# disk.
SPOOLED_BYTES = 16 * 1024 * 1024


def read_reports(
    paths: Sequence[Path | str],
    *,
    settings: IngestSettings | None = None,
    stdin: BinaryIO | None = None,
    meter: Meter | None = None,
) -> Iterator[Report]:
    """Return an iterator over the reports in files, folders (all below, by name) and "-".

    Order is that of the paths. A text that stands twice under one id is yielded once;
    another text under the same id gets its digest behind the id. Raises ConfigError at
    once, before anything is read, for a path that does not exist; never raises for a report
    that cannot be read.
    """
    chosen = settings or IngestSettings()
    for path in paths:
        if str(path) != STDIN:
            require(path)
    raws = _raw_reports(paths, chosen, stdin, meter or Meter())
    return distinct(make_report(raw, chosen) for raw in raws)


def read_one(
    address: Path | str, name: str, *, settings: IngestSettings
) -> Iterator[Report]:
    """Yield the reports of one file that `sources(address)` names `name`, ids as they are.

    Two of one id stay two: `distinct` over all files' reports tells them apart. Raises
    FileNotFoundError where the file is not there, as on a machine that does not share it.
    """
    source = source_named(address, name)
    path = Path(name)  # a link that leads nowhere is there, and is told as unreadable
    if not is_address(address) and not (path.exists() or path.is_symlink()):
        raise FileNotFoundError(name)
    return (make_report(raw, settings) for raw in _read_source(source, settings, Meter()))


def _raw_reports(
    paths: Sequence[Path | str],
    settings: IngestSettings,
    stdin: BinaryIO | None,
    meter: Meter,
) -> Iterator[RawReport]:
    for path in paths:
        if str(path) == STDIN:
            yield from _read_once(stdin or sys.stdin.buffer, "stdin", settings)
        elif is_pipe(path):  # as a shell's <(…) is
            with Path(path).open("rb") as pipe:
                yield from _read_once(pipe, "pipe", settings)
        else:
            for source in sources(path):
                yield from _read_source(source, settings, meter)
    meter.end()


def _read_source(
    source: Source, settings: IngestSettings, meter: Meter
) -> Iterator[RawReport]:
    try:
        with source.open() as stream:
            meter.begin(stream)
            yield from _read_stream(stream, source.origin, settings)
    except OSError as error:
        yield failed(source.origin, f"cannot be opened ({error.strerror or error})")


def _read_once(
    source: BinaryIO, name: str, settings: IngestSettings
) -> Iterator[RawReport]:
    """Read what can be read only once; it is kept while it is read."""
    with tempfile.SpooledTemporaryFile(max_size=SPOOLED_BYTES) as kept:
        copyfileobj(source, kept)
        kept.seek(0)
        stream = cast(BinaryIO, kept)
        stem = f"{name}-{identity(stream.read(HEAD_BYTES).hex())}"
        stream.seek(0)
        yield from _read_stream(stream, Origin(f"<{name}>", stem), settings)


def _read_stream(
    stream: BinaryIO, origin: Origin, settings: IngestSettings, *, layer: int = 0
) -> Iterator[RawReport]:
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    kind = sniff(head, name=origin.name)
    if kind is Kind.EMPTY:
        yield failed(origin, "file is empty")
    elif kind is Kind.BINARY:
        yield failed(origin, _why_binary(head))
    elif kind in OPENERS:
        yield from _read_packed(stream, origin, settings, kind=kind, layer=layer)
    else:
        yield from READERS[kind](stream, origin, settings)


def _read_packed(
    stream: BinaryIO,
    origin: Origin,
    settings: IngestSettings,
    *,
    kind: Kind,
    layer: int,
) -> Iterator[RawReport]:
    """Read what a packed file holds; what comes before a damaged end is kept."""
    bare = without_ending(origin.name)
    inner = (
        replace(Origin.of(Path(bare)), name=origin.name) if bare != origin.name else origin
    )
    if layer >= MOST_LAYERS:
        yield failed(inner, f"packed more than {MOST_LAYERS} times over; unpack it first")
        return
    unpacked = Unpacked(stream, kind)
    if unpacked.read(1):
        unpacked.seek(0)
        with io.BufferedReader(unpacked, HEAD_BYTES) as inside:
            yield from _read_stream(inside, inner, settings, layer=layer + 1)
            damage = unpacked.damage
    else:
        damage = unpacked.damage or f"{kind} data holds nothing"
    if damage:
        yield failed(inner, damage, part="-end")


def _why_binary(head: bytes) -> str:
    try:
        decode(head)
    except ReportError as error:
        return str(error)
    return "binary content; expected text"


def distinct(reports: Iterable[Report]) -> Iterator[Report]:
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
