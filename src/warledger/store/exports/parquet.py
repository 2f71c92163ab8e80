"""Parquet: the table's own types, nested fields kept nested, dates as dates.

Row groups hold a fixed number of rows, however the database hands them over, because their
borders are part of the bytes.
"""

from typing import BinaryIO

from warledger.store.ledger import Ledger

ROW_GROUP = 8_192


def write(ledger: Ledger, table: str, out: BinaryIO) -> int:
    """Write the table and return its number of rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    count = 0
    with (
        ledger.arrow(table) as reader,
        pq.ParquetWriter(out, reader.schema, compression="zstd") as writer,
    ):
        held: list[pa.RecordBatch] = []
        for batch in reader:
            held.append(batch)
            whole = pa.Table.from_batches(held)
            if whole.num_rows >= ROW_GROUP:
                writer.write_table(whole.slice(0, ROW_GROUP).combine_chunks())
                held = whole.slice(ROW_GROUP).to_batches()
            count += batch.num_rows
        if held:
            writer.write_table(pa.Table.from_batches(held).combine_chunks())
    return count
