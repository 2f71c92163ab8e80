"""The ledger: one DuckDB file, one writer or many readers, rows only ever added.

A batch of reports is one transaction with everything they yielded, so a run that is killed
leaves the batches before it whole and nothing of the last one.

A report is known by its id and the digest of its text. A changed text under a known id is
added as a further revision; exports show the newest, the older stay in the file.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, cast

import duckdb

from warledger.errors import StoreError
from warledger.model import Claim, Report
from warledger.store.records import to_claim, to_report
from warledger.store.rows import Entry, Row
from warledger.store.run import Run
from warledger.store.seals import Seal, made, seal, seal_reports
from warledger.store.sql import memory_limit, query

if TYPE_CHECKING:
    import geopandas
    import pandas
    import pyarrow as pa

# A multiple of DuckDB's own vector length.
ROWS_AT_ONCE = 2048
# What is sealed row by row: the kind of the seal, and the column that names it.
SEALED = {"runs": ("run", "run_id"), "judgements": ("judgement", "number")}


@dataclass(frozen=True, slots=True)
class KnownText:
    """A text the ledger has: its revision under the id, its digest, where it was read.

    `skipped_by` is the id of the run that could make nothing of it, None where one did.
    """

    report_id: str
    revision: int
    digest: str
    origin: str | None
    skipped_by: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a ledger holds, newest revisions only; `skipped` is part of `reports`."""

    reports: int
    skipped: int
    mentions: int
    claims: int
    incidents: int
    control: int
    copies: int


class Ledger:
    """An open ledger; close it, or use it as a context manager.

    `news` says in words what opening did to an older file; empty otherwise.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        path: Path,
        *,
        news: tuple[str, ...] = (),
    ) -> None:
        self.path = path
        self.news = news
        self._connection = connection
        self._is_writing = False
        self._schemas: dict[str, pa.Schema] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was committed is on disk."""
        self._connection.close()

    def begin(self, run: Run) -> None:
        """Add the run's row unless a run with the same manifest is there already."""
        started = datetime.now(UTC).replace(tzinfo=None)
        with self.writing():
            self._connection.execute(
                query("add_run"),
                {
                    "run_id": run.run_id,
                    "version": run.version,
                    "settings": run.settings_json,
                    "model": run.model,
                    "lexicon": run.lexicon,
                    "gazetteer": run.gazetteer,
                    "started": started,
                },
            )
            seal(self._connection, "run", [run.run_id])

    def append(self, entries: Sequence[Entry]) -> None:
        """Add a batch, whole or not at all; raises StoreError for a broken promise."""
        rows = {
            "reports": [entry.report for entry in entries],
            "mentions": [row for entry in entries for row in entry.mentions],
            "claims": [row for entry in entries for row in entry.claims],
        }
        with self.writing():
            batch = {table: self._as_arrow(table, rows[table]) for table in rows}
            for table in batch:
                self._write(table, batch[table])
            broken = self.violations([entry.report_id for entry in entries])
            if broken:
                first = ", ".join(f"{key} {value!r}" for key, value in broken[0].items())
                raise StoreError(
                    f"{self.path}: {len(broken)} cells are not the text at their span: "
                    f"{first}; nothing of the batch is stored; report this as a bug"
                )
            seal_reports(self._connection, batch)

    def violations(self, report_ids: Sequence[str] | None = None) -> tuple[Row, ...]:
        """Return the cells that are not the text at their span (of all reports if None)."""
        if report_ids is None:
            report_ids = [known.report_id for known in self.known()]
        found = self._connection.execute(
            query("violations"), {"reports": list(dict.fromkeys(report_ids))}
        )
        names = [column[0] for column in found.description or ()]
        return tuple(dict(zip(names, row, strict=True)) for row in found.fetchall())

    def known(self) -> tuple[KnownText, ...]:
        """Return every text ever stored, by id and revision."""
        return tuple(KnownText(*row) for row in self._fetch("known"))

    def counts(self) -> Counts:
        """Return how many rows the exports of this ledger have."""
        return Counts(*self._fetch("counts")[0])

    def due_seals(self) -> Iterator[Seal]:
        """Yield the seals that what is stored must have, by kind and name."""
        yield from made(self._connection.cursor())

    def runs(self) -> tuple[Row, ...]:
        """Return the manifests of all runs, by id, without the clock."""
        return tuple(self.rows("runs"))

    def rows(self, name: str, **values: object) -> Iterator[Row]:
        """Yield the rows of a named query, in its order; an export has its table's name."""
        for batch in self.arrow(name, **values):
            yield from cast(list[Row], batch.to_pylist())

    def arrow(self, name: str, **values: object) -> "pa.RecordBatchReader":
        """Return the same rows as Arrow batches with the table's types."""
        # A cursor of its own, so that two readings do not cut each other short. Within a
        # transaction only the connection itself sees what is not committed yet.
        reading = self._connection if self._is_writing else self._connection.cursor()
        found = reading.sql(query(name), params=values or None)
        return found.to_arrow_reader(ROWS_AT_ONCE)

    def make_room(self) -> None:
        """Let the database take as much memory as comparing what the ledger holds needs."""
        counted = "SELECT (SELECT count(*) FROM reports) + (SELECT count(*) FROM claims)"
        ((rows,),) = self._connection.execute(counted).fetchall()
        self._connection.execute(f"SET memory_limit = '{memory_limit(rows)}'")

    def apply(self, name: str, **values: object) -> None:
        """Run a named statement; call it within `writing`."""
        self._connection.execute(query(name), values)

    def insert(self, table: str, rows: Sequence[Row]) -> None:
        """Add rows to a table by column name; call it within `writing`."""
        self._insert(table, rows)
        if table in SEALED:
            kind, key = SEALED[table]
            seal(self._connection, kind, [str(row[key]) for row in rows])

    def add(self, table: str, rows: "pa.Table") -> None:
        """Add rows that are Arrow already to a table without seals; within `writing`."""
        self._write(table, rows)

    def reports(self) -> Iterator[Report]:
        """Yield the newest revision of each report as a record, by id."""
        return map(to_report, self.rows("stored_reports"))

    def claims(self) -> Iterator[Claim]:
        """Yield the claims of the newest revisions as records, by report and span."""
        return map(to_claim, self.rows("stored_claims"))

    def told(self) -> Iterator[tuple[Report, tuple[Claim, ...]]]:
        """Yield each report of `reports()` with its claims, in their order in the text."""
        by_report = groupby(self.claims(), key=lambda claim: claim.report_id)
        waiting = next(by_report, None)
        for report in self.reports():
            if waiting is not None and waiting[0] == report.report_id:
                claims = tuple(waiting[1])
                waiting = next(by_report, None)
                yield report, claims
            else:
                yield report, ()

    def to_frame(self, table: str = "incidents") -> "pandas.DataFrame":
        """Return a table as a pandas frame; see `store.frames`."""
        from warledger.store.frames import to_frame

        return to_frame(self, table)

    def to_geodataframe(self, table: str = "incidents") -> "geopandas.GeoDataFrame":
        """Return incidents, claims or control as geopandas points; see `store.frames`."""
        from warledger.store.frames import to_geodataframe

        return to_geodataframe(self, table)

    def _fetch(self, name: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(query(name)).fetchall()

    def _insert(self, table: str, rows: Sequence[Mapping[str, object]]) -> None:
        if rows:
            self._write(table, self._as_arrow(table, rows))

    def _write(self, table: str, batch: "pa.Table") -> None:
        self._connection.register("batch", batch)
        self._connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM batch")
        self._connection.unregister("batch")

    def _as_arrow(self, table: str, rows: Sequence[Mapping[str, object]]) -> "pa.Table":
        """Return rows with the columns and types of a table."""
        import pyarrow as pa

        if table not in self._schemas:
            empty = self._connection.sql(f"SELECT * FROM {table} LIMIT 0")
            self._schemas[table] = empty.to_arrow_table().schema
        return pa.Table.from_pylist(rows, schema=self._schemas[table])

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Commit at the end, or roll everything back; raises StoreError for a refusal."""
        self._connection.begin()
        self._is_writing = True
        try:
            yield
            self._connection.commit()
        except duckdb.Error as error:
            self._roll_back()
            raise StoreError(
                f"{self.path}: the ledger refused a write: {first_line(error)}"
            ) from error
        except (
            BaseException
        ):  # Ctrl-C between two statements, too, must leave nothing half done
            self._roll_back()
            raise
        finally:
            self._is_writing = False

    def _roll_back(self) -> None:
        with suppress(
            duckdb.TransactionException
        ):  # the database has rolled back by itself
            self._connection.rollback()


def first_line(error: duckdb.Error) -> str:
    """Return the first line of a refusal, without the hints below it."""
    return str(error).strip().splitlines()[0]
