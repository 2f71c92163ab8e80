"""Make a ledger again from the texts it stores, by the present program.

Every text that the ledger holds, older revisions too, goes through extraction and
reconciling again, with the settings of the run that brought it in (user lexicons are part
of them). What reading made of a file is kept as it was: its text, stories, day, stretches
left out; the file itself is not stored. Judgements are carried over, and so are the ids of
incidents that may have been cited. A report that a fault of ours cost is tried again; one
that could not be read stays skipped.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

from warledger.errors import ConfigError
from warledger.model import Report, ReportState
from warledger.pipeline import (
    CHUNK_CHARS,
    CHUNK_REPORTS,
    Chunk,
    Settings,
    Tally,
    analyse,
    make_run,
)
from warledger.pipeline.reconcile import reconcile
from warledger.pipeline.stored_runs import settings_of
from warledger.store.admission import Admitted
from warledger.store.ledger import Ledger
from warledger.store.opening import open_ledger
from warledger.store.records import to_report
from warledger.store.rows import Row

FAULT = "a fault of warledger's"

Progress = Callable[[Tally], None]


def remake(ledger: Ledger, path: Path, *, progress: Progress | None = None) -> Tally:
    """Write a new ledger at `path` and return what became of the texts.

    Raises ConfigError where there is something at `path`; nothing of `ledger` is changed.
    """
    if path.exists():
        raise ConfigError(
            f"{path}: is there already; name a new file, or remove the old one"
        )
    tally = Tally()
    with open_ledger(path, write=True) as made:
        for row in ledger.runs():
            tally += _remake_run(ledger, made, row, progress or (lambda _: None), tally)
        _carry_over(ledger, made)
        reconcile(made)
    return tally


def _remake_run(
    ledger: Ledger, made: Ledger, row: Row, progress: Progress, before: Tally
) -> Tally:
    settings = settings_of(row)
    run = make_run(settings)
    made.begin(run)
    tally = Tally()
    for chunk in _chunks(ledger.rows("rerun_reports", run_id=row["run_id"])):
        tally += _remake_chunk(made, chunk, settings, run.run_id)
        progress(before + tally)
    return tally


def _remake_chunk(made: Ledger, chunk: Chunk, settings: Settings, run_id: str) -> Tally:
    done = analyse(chunk, settings=settings, run_id=run_id)
    made.append(done.entries)
    return done.tally


def _chunks(rows: Iterator[Row]) -> Iterator[Chunk]:
    """Yield the texts in bounded chunks, no report twice in one."""
    held: list[Admitted] = []
    for row in rows:
        report = _to_read(to_report(row))
        chars = sum(len(admitted.report.text) for admitted in held)
        is_full = len(held) >= CHUNK_REPORTS or chars >= CHUNK_CHARS
        # What a chunk yields is told apart by the report's id.
        if held and (is_full or held[-1].report.report_id == report.report_id):
            yield Chunk(tuple(held), Tally(read=len(held)))
            held = []
        held.append(Admitted(report, cast(int, row["revision"])))
    if held:
        yield Chunk(tuple(held), Tally(read=len(held)))


def _to_read(report: Report) -> Report:
    """Return the report as it was before a fault of ours made it a skipped one."""
    if report.reason is None or not report.reason.startswith(FAULT):
        return report
    return replace(report, state=ReportState.INGESTED, reason=None)


def _carry_over(ledger: Ledger, made: Ledger) -> None:
    with made.writing():
        made.insert("judgements", list(ledger.rows("rerun_judgements")))
        cited = [{**row, "now": None} for row in ledger.rows("rerun_cited")]
        made.insert("redirects", cited)
