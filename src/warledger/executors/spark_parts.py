"""Cut tables into parts, run a stage of `pipeline.parts` on each, and get its rows back.

A stage's frames are laid one below the other, a column of records for each table, and
brought together by the number of their part. What a stage gives is written down before it
is used: so a lost worker costs what it was doing, and not every stage before it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pyarrow as pa

from warledger.executors.spark_extract import (
    WRITTEN,
    Job,
    files_batch,
    prepare,
    runs,
    to_file,
)
from warledger.pipeline.parts import FRESH, Stage
from warledger.store.lake import UNDATED, LakeFile, Manifest, write_part
from warledger.store.rows import Row
from warledger.store.slices import conformed, slice_of, table_schemas

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql.types import StructType

# By which column a table's rows are put into days; the others have none.
DAYS = {"incidents": "date_start", "control": "from_first"}
# Rows of a table without days in one file.
ROWS_A_FILE = 100_000


@dataclass(frozen=True, slots=True)
class Cluster:
    """A session with the lake it works on; `parts` is how many a table is cut into."""

    spark: "SparkSession"
    job: Job
    parts: int

    @property
    def lake(self) -> Path:
        """Return the lake's folder."""
        return Path(self.job.lake)

    def table(self, manifest: Manifest, name: str) -> "DataFrame":
        """Return a table's rows, of all revisions."""
        paths = [str(self.lake / file.path) for file in manifest.files(name)]
        columns = spark_schema(table_schemas()[name])
        if not paths:
            return self.spark.createDataFrame([], columns)
        return self.spark.read.schema(columns).parquet(*paths)

    def frame(self, rows: pa.Table) -> "DataFrame":
        """Return rows of this machine's as a frame."""
        return self.spark.createDataFrame(rows, spark_schema(rows.schema))

    def kept(self, frame: "DataFrame", name: str) -> "DataFrame":
        """Write a frame into the staging folder and return it as read from there."""
        path = str(self.job.staging / f"{name}.stage")
        frame.write.mode("overwrite").parquet(path)
        return self.spark.read.schema(frame.schema).parquet(path)


def spark_schema(columns: pa.Schema) -> "StructType":
    """Return Arrow's columns as Spark's."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(columns)


def arrow_of(table: str) -> pa.Schema:
    """Return the columns of a table of a ledger, or of one between two stages."""
    return FRESH if table == "fresh" else table_schemas()[table]


def run_stage(
    cluster: Cluster,
    name: str,
    stage: Stage,
    frames: Mapping[str, "DataFrame"],
    gives: Sequence[str],
) -> dict[str, "DataFrame"]:
    """Return the tables that a stage gives for the frames, each of which has a `part`.

    Rows of one part come together, whatever frame they are of; columns that no table of a
    ledger has are handed on for tables that it has not.
    """
    from pyspark.sql import functions as F

    laid = [
        frame.select("part", F.struct(*(n for n in frame.columns if n != "part")).alias(t))
        for t, frame in frames.items()
    ]
    together = reduce(lambda a, b: a.unionByName(b, allowMissingColumns=True), laid)
    columns = pa.schema([(table, pa.struct(arrow_of(table))) for table in gives])
    work = _worker(stage, tuple(frames), columns, cluster.job)
    told = together.groupBy("part").applyInArrow(work, spark_schema(columns))
    kept = cluster.kept(told, name)
    return {
        table: kept.where(F.col(table).isNotNull()).select(f"{table}.*") for table in gives
    }


def _worker(
    stage: Stage, tables: Sequence[str], columns: pa.Schema, job: Job
) -> Callable[[pa.Table], pa.Table]:
    def work(rows: pa.Table) -> pa.Table:
        prepare(job)
        found = {name: unpacked(rows.column(name)) for name in tables}
        with slice_of(found) as part:
            made = stage(part)
        return laid_below(made, columns)

    return work


def unpacked(column: pa.ChunkedArray) -> pa.Table:
    """Return the records of a column, without the rows that have none, as a table."""
    return pa.Table.from_struct_array(column.drop_null())


def laid_below(made: Mapping[str, pa.Table], columns: pa.Schema) -> pa.Table:
    """Return tables one below the other, each as a column of records."""
    below = []
    for name, rows in made.items():
        records = conformed(rows, arrow_of(name)).to_struct_array().combine_chunks()
        cells = [
            records if field.name == name else pa.nulls(len(records), field.type)
            for field in columns
        ]
        below.append(pa.Table.from_arrays(cells, schema=columns))
    return pa.concat_tables(below) if below else columns.empty_table()


def write_tables(
    cluster: Cluster, tables: Mapping[str, "DataFrame"]
) -> dict[str, list[LakeFile]]:
    """Write derived tables as files of the lake and return them; none counts yet."""
    written = [_written(cluster, frame, name) for name, frame in tables.items()]
    found: dict[str, list[LakeFile]] = {name: [] for name in tables}
    for row in reduce(lambda a, b: a.unionByName(b), written).toArrow().to_pylist():
        table, file = to_file(cast(Row, row))
        found[table].append(file)
    return found


def _written(cluster: Cluster, frame: "DataFrame", table: str) -> "DataFrame":
    """Return the files of one table, which are written as this is asked for.

    A table without days is spread over as many files as there are parts. Rows stand in the
    order of their first column.
    """
    from pyspark.sql import functions as F

    names = [field.name for field in table_schemas()[table]]
    first = F.col(names[0]).cast("string")
    day = F.lit(None).cast("string")
    spread = F.pmod(F.xxhash64(first), F.lit(cluster.parts))
    if table in DAYS:
        day = F.coalesce(F.col(DAYS[table]).cast("string"), F.lit(UNDATED))
        spread = F.lit(0).cast("bigint")
    keys = {"day": day, "spread": spread, "first": first}
    rows = frame.select(
        *(column.alias(key) for key, column in keys.items()), F.struct(*names).alias("row")
    )
    folders = rows.repartition("day", "spread").sortWithinPartitions(*keys)
    write = partial(write_rows, lake=cluster.job.lake, table=table)
    return folders.mapInArrow(write, spark_schema(WRITTEN))


def write_rows(
    batches: Iterable[pa.RecordBatch], lake: str, table: str
) -> Iterator[pa.RecordBatch]:
    """Write a table's rows, sorted by day, as files of the lake; yield the files."""
    for (day,), rows in runs(batches, ("day",), ROWS_A_FILE):
        whole = conformed(_unsigned(unpacked(rows.column("row"))), table_schemas()[table])
        yield files_batch([(table, write_part(Path(lake), table, whole, day=day))])


def _unsigned(rows: pa.Table) -> pa.Table:
    """Return the rows with keys of reports as a ledger has them; Spark has signed ones."""
    if "key" not in rows.schema.names:
        return rows
    keys = rows.column("key").combine_chunks().view(pa.uint64())
    return rows.set_column(rows.schema.names.index("key"), "key", keys)
