"""Read Parquet files of reports: the columns are the fields of a JSON Lines report.

Row groups are read a few hundred rows at a time, and only the columns that reports have.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

from warledger.ingest.raw import IngestSettings, Origin, RawReport, failed
from warledger.ingest.sniff import FIELDS
from warledger.ingest.tables import from_fields

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

ROWS_AT_ONCE = 256
# A column of a row group that unpacks to more than this, and to so many times its size, is
# made to hurt: news packs four to ten times.
FREE_BYTES, MOST_TIMES = 256 * 1024**2, 100
# Stands for a cell that has no value in Python: a day after 9999, broken UTF-8. It is no
# string, so the field is left out with a note, and a row without a text is named.
UNREADABLE = object()


def read_parquet(
    stream: BinaryIO, origin: Origin, settings: IngestSettings
) -> Iterator[RawReport]:
    """Yield the reports of a Parquet file; of a damaged one, those before the damage."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        table = pq.ParquetFile(stream)
        names = [name for name in table.schema_arrow.names if name in FIELDS]
        if "text" not in names:
            found = ", ".join(table.schema_arrow.names[:8]) or "none"
            yield failed(origin, f"no 'text' column; expected one, found: {found}")
            return
        if (bomb := _bomb(table.metadata, names)) is not None:
            yield failed(origin, bomb)
            return
        for batch in table.iter_batches(batch_size=ROWS_AT_ONCE, columns=names):
            for row in _rows(batch):
                number += 1
                yield from_fields(_plain(row), origin, f"row {number}", f"-row{number}")
    except (pa.ArrowException, OSError) as error:
        why = str(error).splitlines()[0] if str(error) else type(error).__name__
        yield failed(
            origin, f"Parquet data is damaged after row {number} ({why})", part="-end"
        )


def _bomb(metadata: "pq.FileMetaData", names: Sequence[str]) -> str | None:
    """Return why the file is not read if a column unpacks to much more than its size.

    A column's pages are unpacked whole, so this is looked at before any is.
    """
    for group in range(metadata.num_row_groups):
        row_group = metadata.row_group(group)
        for number in range(row_group.num_columns):
            column = row_group.column(number)
            size, packed = column.total_uncompressed_size, column.total_compressed_size
            if column.path_in_schema.split(".")[0] not in names or size <= FREE_BYTES:
                continue
            if size > MOST_TIMES * max(packed, 1):
                return (
                    f"column '{column.path_in_schema}' unpacks to {size:,} bytes from "
                    f"{packed:,}, more than {MOST_TIMES} times; write it again in parts"
                )
    return None


def _rows(batch: "pa.RecordBatch") -> Iterator[Mapping[str, object]]:
    """Yield the rows; one cell that cannot be read costs neither its row nor the others."""
    try:
        yield from batch.to_pylist()
    except (ArithmeticError, ValueError):
        for number in range(batch.num_rows):
            yield {name: _cell(batch[name], number) for name in batch.schema.names}


def _cell(column: "pa.Array", number: int) -> object:
    try:
        value: object = column[number].as_py()
    except (ArithmeticError, ValueError):
        return UNREADABLE
    return value


def _plain(row: Mapping[str, object]) -> Mapping[str, object]:
    """Return the row with days as ISO text and without what is null."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in row.items()
        if value is not None
    }
