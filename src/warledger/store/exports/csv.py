"""CSV: UTF-8, one header line, nested fields as JSON in their cell, null as an empty cell.

A spreadsheet runs a cell that begins with = + - @ tab or return as a formula, and a
report's words are anybody's. Such a cell gets one apostrophe in front; so does one that
begins with apostrophes before such a character, so that taking one apostrophe off gives the
words back, and with them the offsets. Numbers are no words and stay as they are.
"""

import csv
import io
import re
from datetime import date
from typing import BinaryIO, TextIO

from warledger.store.exports.jsonl import json_text, plain
from warledger.store.ledger import Ledger
from warledger.store.rows import Row

FORMULA = re.compile(r"'*[=+\-@\t\r]")


def write(ledger: Ledger, table: str, out: BinaryIO) -> int:
    """Write the table's rows below a header and return how many."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        return _write_rows(ledger, table, text)
    finally:
        text.detach()


def guard(words: str) -> str:
    """Return the words so that no spreadsheet takes them for a formula."""
    return f"'{words}" if FORMULA.match(words) else words


def unguard(cell: str) -> str:
    """Return the words of a guarded cell."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def _write_rows(ledger: Ledger, table: str, text: TextIO) -> int:
    lines = csv.writer(text, lineterminator="\n")
    with ledger.arrow(table) as reader:
        names = reader.schema.names
        lines.writerow(names)
        count = 0
        for batch in reader:
            rows: list[Row] = batch.to_pylist()
            lines.writerows([_cell(name, row[name]) for name in names] for row in rows)
            count += len(rows)
    return count


def _cell(name: str, value: object) -> object:
    if isinstance(value, dict | list):
        return json_text(value)
    if isinstance(value, str):
        return guard(value)
    return value.isoformat() if isinstance(value, date) else plain(value, name)
