"""What a format reader hands on: one text with whatever its container says about it.

Nothing here is judged yet: `published` is the input's own word ("2017-08-22", an RFC 822
date), and dates, language and page furniture are decided in `compose`. A reader that cannot
get a text sets `failure` to one line saying why; the input is then kept as a skipped
report.
"""

from dataclasses import dataclass, replace
from pathlib import Path

# Larger single texts are no news reports, and would hold up the parser behind us for
# minutes.
MAX_REPORT_CHARS = 2_000_000
# A whole page, feed or text file is read into memory only up to this size.
MAX_FILE_BYTES = 32 * 1024 * 1024
MAX_REASON_CHARS = 400


@dataclass(frozen=True, slots=True)
class IngestSettings:
    """What may be chosen about reading: the language read and the sizes still read."""

    language: str = "en"
    max_report_chars: int = MAX_REPORT_CHARS
    max_file_bytes: int = MAX_FILE_BYTES


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text was read: the input's name, and its id if nothing better is known."""

    name: str
    stem: str

    @staticmethod
    def of(path: Path) -> "Origin":
        """Return the origin of a file: its path, and its name without its ending."""
        stem = path.name.removesuffix(path.suffix) or path.name
        return Origin(_whole(path.as_posix()), _whole(stem))


def _whole(name: str) -> str:
    """Return a file's name with bytes that are no UTF-8 spelt out (`caf\\xe9`).

    Such bytes are half characters to Python, which neither a ledger nor a table can hold.
    """
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


@dataclass(frozen=True, slots=True)
class RawReport:
    """One text as read, before anything is decided about it.

    `published_from` says which field of the input `published` is ("the 'published' field",
    "the page's metadata"). `is_named` tells an id that the input gave from one that we
    made.
    """

    report_id: str
    origin: str
    text: str = ""
    title: str | None = None
    published: str | None = None
    published_from: str = ""
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()
    failure: str | None = None


def failed(origin: Origin, reason: str, *, place: str = "", part: str = "") -> RawReport:
    """Return an input that gave no text; `place` is its line, `part` marks its id.

    A reason may quote the input, which is anything: it is made one line, not too long.
    """
    name = f"{origin.name}, {place}" if place else origin.name
    words = " ".join(reason.split())
    if len(words) > MAX_REASON_CHARS:
        words = f"{words[:MAX_REASON_CHARS]}…"
    return RawReport(report_id=f"{origin.stem}{part}", origin=name, failure=words)


def with_notes(raw: RawReport, *notes: str) -> RawReport:
    """Return the same text with further notes."""
    return replace(raw, notes=raw.notes + notes) if notes else raw
