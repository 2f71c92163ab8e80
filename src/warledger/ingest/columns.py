"""Read Parquet files of reports: the columns are the fields of a JSON Lines report.

Row groups are read a few hundred rows at a time, and only the columns that reports have.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from os import SEEK_END
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, BinaryIO

from warledger.ingest.raw import IngestSettings, Origin, RawReport, failed
from warledger.ingest.sniff import FIELDS
from warledger.ingest.tables import from_fields

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

ROWS_AT_ONCE = 256
# A column of a row group that unpacks to more than this, and to so many times its size, is
# made to hurt: news packs four to ten times.
FREE_BYTES, MOST_TIMES = 256 * 1024**2, 100
# The footer's length in four bytes and the magic number end the file.
MAGIC, _TAIL = b"PAR1", b"\0\0\0\0PAR1"
_SIZES = """
SELECT path_in_schema, total_uncompressed_size, total_compressed_size
FROM parquet_metadata(?)
"""
# Stands for a cell that has no value in Python: a day after 9999, broken UTF-8. It is no
# string, so the field is left out with a note, and a row without a text is named.
UNREADABLE = object()


def read_parquet(
    stream: BinaryIO, origin: Origin, settings: IngestSettings
) -> Iterator[RawReport]:
    """Yield the reports of a Parquet file; of a damaged one, those before the damage."""
    import duckdb
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
        if (bomb := _bomb(stream, names)) is not None:
            yield failed(origin, bomb)
            return
        for batch in table.iter_batches(batch_size=ROWS_AT_ONCE, columns=names):
            for row in _rows(batch):
                number += 1
                yield from_fields(_plain(row), origin, f"row {number}", f"-row{number}")
    except (pa.ArrowException, OSError, UnicodeError, duckdb.Error) as error:
        why = str(error).splitlines()[0] if str(error) else type(error).__name__
        yield failed(
            origin, f"Parquet data is damaged after row {number} ({why})", part="-end"
        )


def _bomb(stream: BinaryIO, names: Sequence[str]) -> str | None:
    """Return why the file is not read if a column unpacks to much more than its size.

    A column's pages are unpacked whole, so this is looked at before any is.
    """
    for path, size, packed in _sizes(stream):
        if path.split(",")[0] not in names or size <= FREE_BYTES:
            continue
        if size > MOST_TIMES * max(packed, 1):
            return (
                f"column '{path}' unpacks to {size:,} bytes from "
                f"{packed:,}, more than {MOST_TIMES} times; write it again in parts"
            )
    return None


def _sizes(stream: BinaryIO) -> list[tuple[str, int, int]]:
    """Return path, unpacked and packed size of each column of each row group.

    By DuckDB, which is given the footer alone: pyarrow's own objects for columns end the
    process where the statistics of a damaged file do not fit its schema (fuzzing, 26.0.1).
    """
    end = stream.seek(-len(_TAIL), SEEK_END)
    length = int.from_bytes(stream.read(4), "little")
    stream.seek(max(0, end - length))
    footer = stream.read()
    with NamedTemporaryFile(suffix=".parquet") as file, _database().cursor() as cursor:
        file.write(MAGIC + footer)
        file.flush()
        found: list[tuple[str, int, int]] = cursor.execute(_SIZES, [file.name]).fetchall()
    return found


@cache
def _database() -> "duckdb.DuckDBPyConnection":
    """Return an empty database in memory, one a process: to make one takes milliseconds."""
    import duckdb

    return duckdb.connect()


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
