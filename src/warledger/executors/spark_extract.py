"""What the workers of a cluster do to reports: read, admit, analyse, and write by day.

Four steps over Arrow batches, each a plain generator. What was analysed is staged in the
lake a few hundred reports a file, under a name made of what went in: a task that is tried
again, and a run that is started again, find there what is done already. The manifest names
none of it. Then the staged rows are sorted by day and written as the lake's own files.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from hashlib import blake2b
from itertools import chain, groupby, islice
from operator import itemgetter
from pathlib import Path
from socket import gethostname
from typing import cast
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from warledger.errors import ResourceError, StoreError
from warledger.pipeline import Chunk, Settings, Tally
from warledger.store.lake import BASE, UNDATED, LakeFile, write_part
from warledger.store.ledger import KnownText
from warledger.store.rows import Entry, Row
from warledger.store.slices import slice_of, table_schemas

STAGING = ".staging"
# Chunks in one staged file: what a killed task has to do again, some 256 reports.
CHUNKS_STAGED = 4
# Reports of a day in one file of the lake, which bounds a worker's memory.
REPORTS_A_FILE = 4_096


@dataclass(frozen=True, slots=True)
class Job:
    """What every worker is told: where the lake is, and the run. `places` as shipped."""

    lake: str
    settings: Settings
    run_id: str
    places: str | None = None

    @property
    def staging(self) -> Path:
        """Return the folder of what is analysed but not yet counted."""
        return Path(self.lake, STAGING, self.run_id)


_TEXT = pa.string()
KNOWN = pa.struct(
    [
        ("report_id", _TEXT), ("revision", pa.int32()), ("digest", _TEXT),
        ("origin", _TEXT), ("skipped_by", _TEXT),
    ]
)  # fmt: skip
INPUTS = pa.schema([("source", pa.int32()), ("address", _TEXT), ("name", _TEXT)])
DONE = pa.schema([("path", _TEXT), ("tally", _TEXT)])
WRITTEN = pa.schema(
    [
        ("table", _TEXT), ("path", _TEXT), ("rows", pa.int64()), ("size", pa.int64()),
        ("digest", _TEXT),
    ]
)  # fmt: skip


def arrivals() -> pa.Schema:
    """Return the columns of reports on their way, and of the texts the lake has."""
    return pa.schema(
        [
            ("group", _TEXT), ("source", pa.int32()), ("number", pa.int32()),
            ("known", KNOWN), ("report", pa.struct(table_schemas()["reports"])),
        ]
    )  # fmt: skip


def staged() -> pa.Schema:
    """Return the columns of what is analysed: a report, all it yielded, and its day."""
    tables = table_schemas()
    return pa.schema(
        [
            ("day", _TEXT), ("report", pa.struct(tables["reports"])),
            ("mentions", pa.list_(pa.struct(tables["mentions"]))),
            ("claims", pa.list_(pa.struct(tables["claims"]))),
        ]
    )  # fmt: skip


def prepare(job: Job) -> None:
    """Find the shipped places, and refuse to work where the run's row would be a lie.

    Raises ResourceError where this worker does not see the lake, or has another version,
    model, lexicon or gazetteer than the machine that started the run.
    """
    if job.places is not None:
        from pyspark import SparkFiles

        folder = Path(SparkFiles.get(job.places))
        os.environ["WARLEDGER_CACHE"] = str(folder / "cache")
        os.environ["WARLEDGER_DATA"] = str(folder / "data")
    _check_worker(job)


@cache
def _check_worker(job: Job) -> None:
    from warledger.pipeline import make_run

    if not job.staging.is_dir():
        raise ResourceError(
            f"{job.lake}: worker {gethostname()} does not see the lake; expected a folder "
            "that every machine shares"
        )
    here = make_run(job.settings)
    if here.run_id != job.run_id:
        raise ResourceError(
            f"worker {gethostname()} has another version, model, lexicon or gazetteer "
            f"than this machine ({here.version}, {here.model}, lexicon {here.lexicon}, "
            f"gazetteer {here.gazetteer}); pack one environment for all: docs/cluster.md"
        )


def read_files(
    batches: Iterable[pa.RecordBatch], job: Job, *, at_once: int = 64
) -> Iterator[pa.RecordBatch]:
    """Yield the reports of the files, each with its place in the order of reading."""
    from warledger.pipeline.spread import Input, group_of, read_input, report_row

    prepare(job)
    for row in _rows(batches):
        file = Input(cast(str, row["address"]), cast(str, row["name"]))
        arrived = (
            {
                "group": group_of(report.report_id),
                "source": row["source"],
                "number": number,
                "known": None,
                "report": report_row(report, job.run_id),
            }
            for number, report in enumerate(read_input(file, settings=job.settings))
        )
        while some := list(islice(arrived, at_once)):
            yield pa.RecordBatch.from_pylist(some, schema=arrivals())


def analyse_groups(batches: Iterable[pa.RecordBatch], job: Job) -> Iterator[pa.RecordBatch]:
    """Admit, analyse and stage arrivals that come sorted by group; yield what is staged."""
    from warledger.pipeline import cut
    from warledger.pipeline.spread import admit_group
    from warledger.store.records import to_report

    prepare(job)

    def admitted(rows: Iterable[Row]) -> Iterator[object]:
        for _, found in groupby(rows, key=itemgetter("group")):
            met = list(found)
            known = [
                KnownText(**cast(dict[str, object], row["known"]))  # type: ignore[arg-type]
                for row in met
                if row["known"] is not None
            ]
            reports = [to_report(cast(Row, row["report"])) for row in met if row["report"]]
            yield from admit_group(reports, known, run_id=job.run_id)

    chunks = cut(admitted(_rows(batches)))  # type: ignore[arg-type]
    while some := list(islice(chunks, CHUNKS_STAGED)):
        path, tally = _stage(some, job)
        told = {"path": path, "tally": tally_to_json(tally)}
        yield pa.RecordBatch.from_pylist([told], schema=DONE)


def _stage(chunks: Sequence[Chunk], job: Job) -> tuple[str | None, Tally]:
    """Return the file that holds what the chunks yield, and the tally of them all."""
    from warledger.pipeline import analyse
    from warledger.pipeline.spread import report_row

    met = sum((chunk.tally for chunk in chunks), Tally())
    admitted = tuple(chain.from_iterable(chunk.admitted for chunk in chunks))
    if not admitted:
        return None, met
    described = [[a.revision, a.note, report_row(a.report, job.run_id)] for a in admitted]
    told = json.dumps(described, default=str).encode()
    path = job.staging / f"{blake2b(told, digest_size=16).hexdigest()}.parquet"
    if path.exists():  # a task or a run before this one came so far
        known = pq.read_metadata(path).metadata[b"tally"]
        return str(path), met + tally_from_json(known.decode())
    done = [
        analyse(Chunk(chunk.admitted, Tally()), settings=job.settings, run_id=job.run_id)
        for chunk in chunks
    ]
    entries = [entry for one in done for entry in one.entries]
    tally = sum((one.tally for one in done), Tally())
    _write_staged(path, entries, tally)
    return str(path), met + tally


def _write_staged(path: Path, entries: Sequence[Entry], tally: Tally) -> None:
    rows = [
        {
            "day": str(entry.report["published"] or UNDATED),
            "report": entry.report,
            "mentions": entry.mentions,
            "claims": entry.claims,
        }
        for entry in entries
    ]
    table = pa.Table.from_pylist(rows, schema=staged())
    _check(table)
    part = path.with_name(f".{path.name}.{uuid4().hex}.part")
    try:
        marked = table.replace_schema_metadata({"tally": tally_to_json(tally)})
        pq.write_table(marked, part, compression="zstd")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise StoreError(
            f"{path.parent}: cannot be written: {error.strerror or error}; the lake stays "
            "as it was; make room and run the same command again"
        ) from error


def _check(rows: pa.Table) -> None:
    """Raise StoreError where a cell is not the text at its span, as a ledger does."""
    with slice_of({name: table_of(rows, name) for name in BASE}) as part:
        broken = part.violations()
    if broken:
        first = ", ".join(f"{key} {value!r}" for key, value in broken[0].items())
        raise StoreError(
            f"{len(broken)} cells are not the text at their span: {first}; nothing of the "
            "run is counted; report this as a bug"
        )


def table_of(rows: pa.Table, table: str) -> pa.Table:
    """Return a table's rows out of staged rows."""
    if table == "reports":
        column = rows.column("report").combine_chunks()
    else:
        column = rows.column(table).combine_chunks().flatten()
    return pa.Table.from_struct_array(column).cast(table_schemas()[table])


def write_days(batches: Iterable[pa.RecordBatch], lake: str) -> Iterator[pa.RecordBatch]:
    """Write staged rows that come sorted by day as the lake's files; yield the files."""
    for (day,), rows in runs(batches, ("day",), REPORTS_A_FILE):
        tables = {name: table_of(rows, name) for name in BASE}
        yield files_batch(
            (name, write_part(Path(lake), name, table, day=day))
            for name, table in tables.items()
            if table.num_rows
        )


def runs(
    batches: Iterable[pa.RecordBatch], names: Sequence[str], most: int
) -> Iterator[tuple[tuple[str | None, ...], pa.Table]]:
    """Yield the rows that agree in some columns, which come together, with their values.

    At most about `most` rows at once, which bounds the memory.
    """
    held: list[pa.RecordBatch] = []
    values: tuple[str | None, ...] = ()
    for batch in batches:
        for now, some in _stretches(batch, names):
            if held and (now != values or sum(b.num_rows for b in held) >= most):
                yield values, pa.Table.from_batches(held)
                held = []
            values = now
            held.append(some)
    if held:
        yield values, pa.Table.from_batches(held)


def _stretches(
    batch: pa.RecordBatch, names: Sequence[str]
) -> Iterator[tuple[tuple[str | None, ...], pa.RecordBatch]]:
    """Yield each stretch of a batch whose rows agree in some columns."""
    values = list(zip(*(batch.column(name).to_pylist() for name in names), strict=True))
    start = 0
    for at in range(1, len(values) + 1):
        if at == len(values) or values[at] != values[start]:
            yield values[start], batch.slice(start, at - start)
            start = at


def files_batch(files: Iterable[tuple[str, LakeFile]]) -> pa.RecordBatch:
    """Return files of the lake as rows for the machine that writes the manifest."""
    rows = [{"table": table, **asdict(file)} for table, file in files]
    return pa.RecordBatch.from_pylist(rows, schema=WRITTEN)


def to_file(row: Row) -> tuple[str, LakeFile]:
    """Return the table and the file of such a row."""
    file = {name: value for name, value in row.items() if name != "table"}
    return cast(str, row["table"]), LakeFile(**file)  # type: ignore[arg-type]


def _rows(batches: Iterable[pa.RecordBatch]) -> Iterator[Row]:
    for batch in batches:
        yield from cast(list[Row], batch.to_pylist())


def tally_to_json(tally: Tally) -> str:
    """Return a tally as text, to go from machine to machine."""
    counts = dict(tally.passed_over)  # asdict would count the pairs of a Counter
    told = asdict(replace(tally, passed_over=Counter()))
    return json.dumps({**told, "passed_over": counts})


def tally_from_json(told: str) -> Tally:
    """Return the tally of such a text."""
    found = json.loads(told)
    return replace(
        Tally(**found),
        passed_over=Counter(found["passed_over"]),
        skipped=tuple((name, why) for name, why in found["skipped"]),
        notes=tuple((name, why) for name, why in found["notes"]),
    )
