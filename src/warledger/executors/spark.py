"""Run the pipeline on a Spark cluster, into a lake.

This machine lists what is to be read, tells the workers, and writes the manifest twice:
when all that was read is in place, and when what follows from it is. Between the two the
lake has reports that are in no incident yet, as a ledger has after a kill. Everything else
is done by the workers, who write files that count only once the manifest names them.

The rows are those of the local executor, whatever the cluster's size: texts are admitted
group by group of ids, reports are analysed each for itself, and every stage after that is a
function of what there is.
"""

import fcntl
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pyarrow as pa

from warledger.errors import ConfigError, ResourceError, StoreError
from warledger.executors.spark_extract import (
    DONE,
    INPUTS,
    STAGING,
    WRITTEN,
    Job,
    analyse_groups,
    arrivals,
    read_files,
    staged,
    tally_from_json,
    to_file,
    write_days,
)
from warledger.executors.spark_parts import Cluster, spark_schema
from warledger.executors.spark_redirects import leading
from warledger.executors.spark_session import (
    await_workers,
    first_words,
    lost_work,
    ship_places,
    spark_session,
)
from warledger.pipeline import Settings, Tally, make_run
from warledger.pipeline.reconcile import rules
from warledger.pipeline.spread import MARKS, Input, list_inputs
from warledger.store.lake import (
    BASE,
    LakeFile,
    Manifest,
    breaches_of_files,
    current_layout,
    is_lake,
    read_manifest,
    sweep,
    write_manifest,
)
from warledger.store.migrations import SCHEMA_VERSION, layout
from warledger.store.rows import Row
from warledger.store.run import Run

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

# Parts a processor: so that one slow part does not leave the others idle.
PARTS_A_PROCESSOR = 3
Tell = Callable[[str], None]


def ingest(
    lake: Path,
    paths: Sequence[str],
    *,
    settings: Settings,
    master: str,
    spark_settings: Mapping[str, str] | None = None,
    tell: Tell | None = None,
) -> Tally:
    """Read the paths into the lake and return what became of everything read.

    What the lake has already is passed by. After a kill the lake is what it was, and the
    same call goes on: what was analysed is not analysed again. Raises WarledgerError where
    nothing can be done, before a worker is asked if it can be known before.
    """
    say = tell or (lambda _: None)
    _check_place(lake)
    inputs = list(list_inputs(paths, without=lake))
    run = make_run(settings)
    lake.mkdir(exist_ok=True)
    with (
        TemporaryDirectory(prefix="warledger-places-") as packed,
        _held(lake),
        spark_session(master, spark_settings or {}) as spark,
        _in_one_line(),
    ):
        manifest = _begin(lake)
        job = Job(str(lake.resolve()), settings, run.run_id)
        job.staging.mkdir(parents=True, exist_ok=True)
        await_workers(spark)
        job = replace(job, places=ship_places(spark, Path(packed)))
        parts = PARTS_A_PROCESSOR * spark.sparkContext.defaultParallelism
        spark.conf.set("spark.sql.shuffle.partitions", str(parts))
        cluster = Cluster(spark, job, parts)
        say(f"reading {len(inputs):,} files")
        manifest, tally = _take_in(cluster, manifest, inputs, run, say)
        _follow(cluster, manifest, say)
        tally += Tally(notes=tuple((master, note) for note in lost_work(spark)))
    shutil.rmtree(lake / STAGING, ignore_errors=True)
    return tally


def _check_place(lake: Path) -> None:
    """Raise ConfigError where no lake is and none can be made."""
    if lake.is_file():
        raise ConfigError(
            f"{lake}: a file, and --engine spark writes a lake, which is a folder; name a "
            "folder, or leave --engine spark out to add to a ledger"
        )
    if lake.is_dir() and not is_lake(lake) and any(lake.iterdir()):
        left = {path.name for path in lake.iterdir()} - {STAGING, ".lock"}
        if left:
            raise ConfigError(
                f"{lake}: a folder that is no lake and not empty ({min(left)}); name a new "
                "folder, or a lake"
            )
    if not lake.is_dir() and not lake.parent.is_dir():
        raise ConfigError(
            f"{lake.parent}: no such folder; make it before writing a lake there"
        )


@contextmanager
def _held(lake: Path) -> Iterator[None]:
    """Keep other runs out of the lake; raises StoreError where one is at it."""
    with (lake / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreError(
                f"{lake}: another run is writing this lake; wait until it ends, or stop it"
            ) from error
        yield


def _begin(lake: Path) -> Manifest:
    """Return the manifest, made where there is none; older derived tables are let go."""
    if not is_lake(lake):
        return write_manifest(lake, Manifest())
    manifest = read_manifest(lake)
    if manifest.schema_version != SCHEMA_VERSION:
        raise StoreError(
            f"{lake}: the lake has schema {manifest.schema_version}, expected "
            f"{SCHEMA_VERSION}; make a new one from the same reports"
        )
    if current_layout(manifest):
        return manifest
    base = {name: manifest.files(name) for name in BASE}
    return replace(manifest, derived=None, rules=None, tables=base)


@contextmanager
def _in_one_line() -> Iterator[None]:
    """Turn what a worker raised, and what Spark says of it, into an error of ours."""
    from py4j.protocol import Py4JError  # type: ignore[import-untyped]
    from pyspark.errors import PySparkException

    try:
        yield
    except (Py4JError, PySparkException) as error:
        raise ResourceError(
            f"the cluster gave up: {first_words(error)}; what was done is kept: run the "
            "same command again to go on"
        ) from error


def _take_in(
    cluster: Cluster, manifest: Manifest, inputs: Sequence[Input], run: Run, say: Tell
) -> tuple[Manifest, Tally]:
    """Add what is new in the inputs; return the manifest as written, and the tally."""
    done = _analysed(cluster, manifest, inputs).toArrow().to_pylist()
    tally = sum((tally_from_json(row["tally"]) for row in done), Tally())
    tally = replace(
        tally, skipped=tuple(sorted(tally.skipped)), notes=tuple(sorted(tally.notes))
    )
    paths = sorted({row["path"] for row in done if row["path"] is not None})
    say(f"writing {tally.claims:,} claims of {tally.read:,} reports")
    files = _written(cluster, paths)
    manifest = manifest.with_run(_run_row(run)).adding(files)
    return write_manifest(cluster.lake, manifest), tally


def _analysed(cluster: Cluster, manifest: Manifest, inputs: Sequence[Input]) -> "DataFrame":
    """Return which staged files hold what the inputs yield, and the tally of each."""
    from pyspark.sql import functions as F

    rows = [
        {"source": number, "address": file.address, "name": file.name}
        for number, file in enumerate(inputs)
    ]
    files = cluster.frame(pa.Table.from_pylist(rows, schema=INPUTS))
    readers = max(1, min(len(inputs), cluster.parts))
    arrived = files.repartition(readers).mapInArrow(
        partial(read_files, job=cluster.job), spark_schema(arrivals())
    )
    known = _known(cluster, manifest)
    grouped = arrived.unionByName(known).repartition(cluster.parts, F.col("group"))
    return grouped.sortWithinPartitions("group", "source", "number").mapInArrow(
        partial(analyse_groups, job=cluster.job), spark_schema(DONE)
    )


def _known(cluster: Cluster, manifest: Manifest) -> "DataFrame":
    """Return the texts that the lake has, as arrivals that come before all others."""
    from pyspark.sql import functions as F

    reports = cluster.table(manifest, "reports")
    lost = F.when(F.col("state") == "skipped", F.col("run_id"))
    columns = spark_schema(arrivals())
    return reports.select(
        F.regexp_replace("report", MARKS.pattern, "").alias("group"),
        F.lit(-1).alias("source"),
        F.col("revision").alias("number"),
        F.struct(
            F.col("report").alias("report_id"), "revision", "digest", "origin",
            lost.alias("skipped_by"),
        ).alias("known"),
        F.lit(None).cast(columns["report"].dataType).alias("report"),
    )  # fmt: skip


def _written(cluster: Cluster, paths: Sequence[str]) -> list[tuple[str, LakeFile]]:
    """Write staged rows day by day as files of the lake, and return these."""
    if not paths:
        return []
    rows = cluster.spark.read.schema(spark_schema(staged())).parquet(*paths)
    sorted_rows = rows.repartition("day").sortWithinPartitions("day", "report.report")
    files = sorted_rows.mapInArrow(
        partial(write_days, lake=cluster.job.lake), spark_schema(WRITTEN)
    )
    return [to_file(row) for row in files.toArrow().to_pylist()]


def _run_row(run: Run) -> Row:
    return {
        "run_id": run.run_id,
        "version": run.version,
        "settings": run.settings_json,
        "model": run.model,
        "lexicon": run.lexicon,
        "gazetteer": run.gazetteer,
        "started": datetime.now(UTC).replace(tzinfo=None).isoformat(sep=" "),
    }


def _follow(cluster: Cluster, manifest: Manifest, say: Tell) -> None:
    """Make what follows from the claims, unless it is there already and whole."""
    from warledger.executors.spark_reconcile import reconcile

    is_made = manifest.rules == _made_by(manifest)
    if is_made and not breaches_of_files(cluster.lake, without=BASE):
        return
    derived = dict(reconcile(cluster, manifest, say))
    derived["redirects"] = leading(cluster.lake, manifest, derived)
    following = replace(
        manifest.replacing(derived), derived=layout(), rules=_made_by(manifest)
    )
    written = write_manifest(cluster.lake, following)
    # The last manifest's files stay for whoever is reading by it.
    sweep(cluster.lake, keep=written.paths() | manifest.paths())


def _made_by(manifest: Manifest) -> str:
    """Return what decides the derived tables: the rules, and the files they are made of."""
    from warledger.model import identity

    files = (file.path for name in BASE for file in manifest.files(name))
    return identity(rules(), *files)
