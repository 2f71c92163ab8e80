"""Read RSS and Atom feeds: every item is a report.

feedparser reads on where a feed is cut off or not well formed; what it could read is kept,
with a note, and an item without text is skipped with its reason. An item's id is made of
the feed's own id or link for it, so the same item in tomorrow's copy of the feed is the
same report.
"""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO

from warledger.errors import ReportError
from warledger.ingest.encoding import decode, mojibake_notes
from warledger.ingest.pages import fragment_text
from warledger.ingest.raw import IngestSettings, Origin, RawReport, failed
from warledger.ingest.text_files import read_whole
from warledger.model import identity

if TYPE_CHECKING:
    import feedparser

XML_CHARSET = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)""")
# After decoding, a declaration of another charset would be believed again.
XML_DECLARATION = re.compile(r"\A\s*<\?xml.*?\?>", re.DOTALL)
DAMAGED = "feed is cut off or not well formed; read as far as it goes"


def read_feed(
    stream: BinaryIO, origin: Origin, settings: IngestSettings
) -> Iterator[RawReport]:
    """Yield one report for each item of the feed, in the feed's order."""
    try:
        yield from feed_reports(read_whole(stream, settings), origin)
    except ReportError as error:
        yield failed(origin, str(error))


def feed_reports(data: bytes, origin: Origin) -> Iterator[RawReport]:
    """Yield the reports of a feed's bytes; without items, one skipped report."""
    declared = XML_CHARSET.search(data[:200])
    decoded = decode(data, declared=declared[1].decode("ascii") if declared else None)
    parsed = _parsed(XML_DECLARATION.sub("", decoded.text).encode("utf-8"))
    notes = decoded.notes + ((DAMAGED,) if parsed.bozo else ())
    feed: Mapping[str, object] = parsed.feed
    items: list[Mapping[str, object]] = parsed.entries
    if not items:
        how = f"; {DAMAGED}" if parsed.bozo else ""
        yield failed(origin, f"feed has no item to read{how}")
    for number, item in enumerate(items, start=1):
        yield _item_report(item, number, _words(feed, "title"), origin, notes)


def _parsed(data: bytes) -> "feedparser.FeedParserDict":
    """Return what feedparser makes of the feed; ReportError where it stumbles over it."""
    import feedparser

    try:
        parsed: feedparser.FeedParserDict = feedparser.parse(data)
    except Exception as error:  # its parser for broken XML raises whatever comes
        raise ReportError(
            f"not readable as a feed: {type(error).__name__} in feedparser; "
            "mend its XML or give its items as JSON Lines"
        ) from error
    return parsed


def _item_report(
    item: Mapping[str, object],
    number: int,
    outlet: str | None,
    origin: Origin,
    notes: tuple[str, ...],
) -> RawReport:
    place = f"item {number}"
    text = _item_text(item)
    title = " ".join(fragment_text(_words(item, "title") or "").split()) or None
    key = _words(item, "id") or _words(item, "link") or f"{title}\n{text}"
    if not text:
        reason = f"{place} ({title or 'no title'}) has no text"
        return failed(origin, reason, place=place, part=f"-{identity(key)}")
    return RawReport(
        report_id=f"item-{identity(key)}",
        origin=f"{origin.name}, {place}",
        text=text,
        title=title,
        published=_day(item),
        published_from="the feed's date for the item",
        outlet=outlet,
        author=_words(item, "author"),
        url=_words(item, "link"),
        notes=notes + mojibake_notes(text),
    )


def _item_text(item: Mapping[str, object]) -> str:
    """Return the longest text that the item carries, as paragraphs a line each."""
    markups = [_words(item, "summary") or ""]
    content = item.get("content")
    if isinstance(content, list):
        markups += [
            _words(part, "value") or "" for part in content if isinstance(part, Mapping)
        ]
    return max((fragment_text(markup) for markup in markups), key=len)


def _day(item: Mapping[str, object]) -> str | None:
    """Return the item's date as its feed states it, in the time zone it states it in.

    feedparser's parsed times are UTC; a day of the original zone is what "today" in the
    text means, so the words are kept and `dates` reads them. Updates never stand for
    publication.
    """
    return _words(item, "published")


def _words(item: Mapping[str, object], name: str) -> str | None:
    found = item.get(name)
    return found.strip() or None if isinstance(found, str) else None
