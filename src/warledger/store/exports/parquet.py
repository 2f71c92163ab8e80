"""Parquet: the table's own types, nested fields kept nested, dates as dates.

Row groups hold a fixed number of rows, however the database hands them over, because their
borders are part of the bytes.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from warledger.store.exports.written import Written
from warledger.store.ledger import Ledger

if TYPE_CHECKING:
    import pyarrow as pa

ROW_GROUP = 8_192


def write(ledger: Ledger, table: str, out: BinaryIO) -> Written:
    """Write the table."""
    import pyarrow.parquet as pq

    count = 0
    with (
        ledger.arrow(table) as reader,
        pq.ParquetWriter(out, reader.schema, compression="zstd") as writer,
    ):
        for group in row_groups(reader):
            writer.write_table(group)
            count += group.num_rows
    return Written(count)


def row_groups(batches: "Iterable[pa.RecordBatch]") -> "Iterator[pa.Table]":
    """Cut batches of any size into tables of `ROW_GROUP` rows, the last one shorter."""
    import pyarrow as pa

    held: list[pa.RecordBatch] = []
    rows = 0
    for batch in batches:
        held.append(batch)
        rows += batch.num_rows
        while rows >= ROW_GROUP:
            whole = pa.Table.from_batches(held)
            yield whole.slice(0, ROW_GROUP).combine_chunks()
            held = whole.slice(ROW_GROUP).to_batches()
            rows -= ROW_GROUP
    if rows:
        yield pa.Table.from_batches(held).combine_chunks()
