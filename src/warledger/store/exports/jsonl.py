"""JSON Lines: one object a line, UTF-8, fields in the contract's order.

A mention carries the fields of its kind only. Counts that are whole are written without a
fraction. The few characters that some readers take for a line break (U+0085, U+2028,
U+2029) are written as escapes, so a line is a line to everyone.
"""

import json
from datetime import date
from typing import BinaryIO

from warledger.store.exports.written import Written
from warledger.store.ledger import Ledger
from warledger.store.rows import Row

ALWAYS = ("report", "kind", "start", "end", "text")
BY_KIND = {
    "place": ("id", "name", "lat", "lon", "where_prec", "adm1", "country", "reason"),
    "time": ("type", "value", "edtf", "date_start", "date_end", "reason"),
    "actor": ("id", "name", "country", "side", "reason"),
    "figure": ("measure", "low", "best", "high"),
    "speaker": ("id", "name", "side", "cue", "claim_id"),
}
BOUNDS = frozenset({"low", "best", "high"})
LINE_BREAKS = {ord(char): f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"}


def write(ledger: Ledger, table: str, out: BinaryIO) -> Written:
    """Write the table's rows."""
    count = 0
    for row in ledger.rows(table):
        fields = mention_fields(row) if table == "mentions" else row
        out.write(f"{json_text(fields)}\n".encode())
        count += 1
    return Written(count)


def mention_fields(row: Row) -> Row:
    """Return the fields that a mention of its kind has, in the contract's order."""
    return {name: row[name] for name in (*ALWAYS, *BY_KIND[str(row["kind"])])}


def json_text(value: object) -> str:
    """Return the value as one line of JSON."""
    return json.dumps(plain(value), ensure_ascii=False).translate(LINE_BREAKS)


def plain(value: object, name: str = "") -> object:
    """Return the value with dates as ISO text and whole counts as integers."""
    if isinstance(value, dict):
        return {key: plain(item, key) for key, item in value.items()}
    if isinstance(value, list):
        items = [plain(item) for item in value]
        # A report that copies one other names it; a list is of stories pasted together.
        return items[0] if name == "copy_of" and len(items) == 1 else items
    if isinstance(value, date):
        return value.isoformat()
    if name in BOUNDS and isinstance(value, float) and value.is_integer():
        return int(value)
    return value
