"""CSV: UTF-8, one header line, nested fields as JSON in their cell, null as an empty cell.

A spreadsheet runs a cell that begins with = + - @ (in full width too), tab or a line break
as a formula, and a report's words are anybody's. Such a cell gets one apostrophe in front;
so does one that begins with apostrophes before such a character, so that taking one
apostrophe off gives the words back, and with them the offsets. Numbers are no words and
stay as they are. A cell with any kind of line break is quoted, or it would end its row.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, BinaryIO, TextIO

from warledger.store.exports.jsonl import json_text, plain
from warledger.store.exports.written import Written
from warledger.store.ledger import Ledger
from warledger.store.rows import Row

if TYPE_CHECKING:
    from _csv import Writer

RETURNED = "\r\n"
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def write(ledger: Ledger, table: str, out: BinaryIO) -> Written:
    """Write the table's rows below a header."""
    with ledger.arrow(table) as reader:
        names = reader.schema.names
        batches = (batch.to_pylist() for batch in reader)
        return Written(write_lines(out, [names], _cells(names, batches)))


def write_lines(
    out: BinaryIO, heads: Iterable[Sequence[str]], rows: Iterable[Sequence[object]]
) -> int:
    """Write header lines as they are and rows with their words guarded; return how many."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    count = 0
    try:
        lines = csv_writer(text)
        lines.writerows(heads)
        for row in rows:
            lines.writerow([_guarded(cell) for cell in row])
            count += 1
    finally:
        text.detach()
    return count


def csv_writer(out: TextIO) -> "Writer":
    """Return a writer of lines that end in a line feed, every line break in a cell quoted.

    Before Python 3.13 the library quotes the line breaks of its own line end alone, so it
    is told of both and what it writes is cut.
    """
    return csv.writer(_LineFeeds(out), lineterminator=RETURNED)


class _LineFeeds:
    """Writes each row with a line feed instead of return and line feed."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def write(self, row: str) -> int:
        return self._out.write(row.removesuffix(RETURNED) + "\n")


def guard(words: str) -> str:
    """Return the words so that no spreadsheet takes them for a formula."""
    return f"'{words}" if FORMULA.match(words) else words


def unguard(cell: str) -> str:
    """Return the words of a guarded cell."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def _cells(
    names: Sequence[str], batches: Iterable[list[Row]]
) -> Iterator[Sequence[object]]:
    for batch in batches:
        for row in batch:
            yield [_cell(name, row[name]) for name in names]


def _cell(name: str, value: object) -> object:
    if isinstance(value, dict | list):
        return json_text(value)
    return value if isinstance(value, date) else plain(value, name)


def _guarded(cell: object) -> object:
    if isinstance(cell, str):
        return guard(cell)
    return cell.isoformat() if isinstance(cell, date) else cell
