"""Write one table of a ledger in one format: which there are, and the call that does it.

Rows come in the order of the named query, which depends on nothing but their content, so
the same reports give the same bytes whatever order and number of processes brought them in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from warledger.errors import QueryError
from warledger.store.exports import (
    acled,
    csv,
    geojson,
    geoparquet,
    hxl,
    jsonl,
    jsonld,
    parquet,
    timemap,
    ucdp,
    whole,
)
from warledger.store.exports.written import Written
from warledger.store.ledger import Ledger

Writer = Callable[[Ledger, str, BinaryIO], Written]

ALL = ("reports", "mentions", "claims", "incidents", "control")
LOCATED = ("mentions", "claims", "incidents", "control")
TOLD = ("claims", "incidents", "control")
EVENTS = ("claims", "incidents")
# No table: all of them, for `warledger import`.
WHOLE = "ledger"


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is written, and which tables it can hold."""

    write: Writer
    tables: tuple[str, ...]
    is_binary: bool = False


def _write_lines(ledger: Ledger, table: str, out: BinaryIO) -> Written:
    write = whole.write if table == WHOLE else jsonl.write
    return write(ledger, table, out)


FORMATS: Mapping[str, Format] = {
    "jsonl": Format(_write_lines, (*ALL, WHOLE)),
    "csv": Format(csv.write, ALL),
    "parquet": Format(parquet.write, ALL, is_binary=True),
    "geojson": Format(geojson.write, LOCATED),
    "geoparquet": Format(geoparquet.write, LOCATED, is_binary=True),
    "acled": Format(acled.write, EVENTS),
    "ucdp": Format(ucdp.write, EVENTS),
    "hxl": Format(hxl.write, TOLD),
    "jsonld": Format(jsonld.write, TOLD),
    "timemap": Format(timemap.write, TOLD),
}


def formats_of(table: str) -> tuple[str, ...]:
    """Return the formats that a table can be written in."""
    return tuple(name for name, found in FORMATS.items() if table in found.tables)


def write_table(ledger: Ledger, *, table: str, form: str, out: BinaryIO) -> Written:
    """Write the table and return how many rows were written and left out.

    Raises QueryError for a table and format that do not go together.
    """
    if form not in formats_of(table):
        known = ", ".join(formats_of(table)) or "none"
        raise QueryError(f"table '{table}' is not written as '{form}'; it is as: {known}")
    return FORMATS[form].write(ledger, table, out)
