import io
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from warledger import pipeline
from warledger.errors import ReportError, ResourceError
from warledger.executors.local import ingest
from warledger.model import Excluded, Extraction, Report, ReportState, Span
from warledger.pipeline import Settings
from warledger.store.admission import Admitted
from warledger.store.exports import formats_of, write_table
from warledger.store.opening import open_ledger

TEXT = "Gunmen shelled Mosul on 3 May 2015, killing {n} soldiers, the army said."


def lines(count: int) -> str:
    """Return JSON Lines of reports that each hold a claim."""
    objects = ({"report": f"r{n:03d}", "text": TEXT.format(n=n + 2)} for n in range(count))
    return "".join(f"{json.dumps(one)}\n" for one in objects)


def exported(path: Path) -> dict[tuple[str, str], bytes]:
    """Return the bytes of every table in every format."""
    found = {}
    with open_ledger(path) as ledger:
        for table in ("reports", "mentions", "claims"):
            for form in formats_of(table):
                out = io.BytesIO()
                write_table(ledger, table=table, form=form, out=out)
                found[table, form] = out.getvalue()
    return found


@pytest.mark.model
def test_two_workers_give_the_bytes_of_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(lines(10))
    monkeypatch.setattr(pipeline, "CHUNK_REPORTS", 3)
    one, two = tmp_path / "one.ledger", tmp_path / "two.ledger"
    first = ingest(one, [str(source)], settings=Settings(), workers=1)
    second = ingest(two, [str(source)], settings=Settings(), workers=2)
    assert first == second
    assert first.claims >= 10
    assert exported(one) == exported(two)


@pytest.mark.model
def test_reports_in_another_order_and_in_two_runs_give_the_same_bytes(
    tmp_path: Path,
) -> None:
    rows = lines(6).splitlines(keepends=True)
    for name, order in (("a", rows), ("b", rows[::-1])):
        (tmp_path / f"{name}.jsonl").write_text("".join(order))
    (tmp_path / "c.jsonl").write_text("".join(rows[3:]))
    ledgers = [tmp_path / f"{name}.ledger" for name in "ab"]
    ingest(ledgers[0], [str(tmp_path / "a.jsonl")], settings=Settings())
    ingest(ledgers[1], [str(tmp_path / "c.jsonl")], settings=Settings())
    again = ingest(ledgers[1], [str(tmp_path / "b.jsonl")], settings=Settings())
    assert (again.added, again.known) == (3, 3)
    assert exported(ledgers[0]) == exported(ledgers[1])


@pytest.mark.model
def test_a_run_killed_in_the_middle_goes_on(tmp_path: Path) -> None:
    source, ledger = tmp_path / "in.jsonl", tmp_path / "own.ledger"
    source.write_text(lines(40))
    script = (
        "import sys, time; from pathlib import Path\n"
        "from warledger import pipeline; from warledger.executors.local import ingest\n"
        "pipeline.CHUNK_REPORTS = 4\n"
        "def told(tally): print(tally.read, flush=True); time.sleep(0.05)\n"
        "ingest(Path(sys.argv[1]), [sys.argv[2]], settings=pipeline.Settings(), progress=told)\n"
    )
    command = [sys.executable, "-c", script, str(ledger), str(source)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        running.stdout.readline()
        running.stdout.readline()
        os.kill(running.pid, signal.SIGKILL)
    tally = ingest(ledger, [str(source)], settings=Settings())
    assert tally.known >= 8
    assert tally.known + tally.added == 40
    whole = tmp_path / "whole.ledger"
    ingest(whole, [str(source)], settings=Settings())
    assert exported(ledger) == exported(whole)


@pytest.mark.model
@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_ends_with_a_line_and_leaves_a_ledger(tmp_path: Path, workers: int) -> None:
    source, ledger = tmp_path / "in.jsonl", tmp_path / "own.ledger"
    source.write_text(lines(3_000))
    # Started in a shell's background, a process has Ctrl-C ignored, and its children with it.
    code = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from warledger import cli; cli.main(sys.argv[1:])"
    )
    command = [
        sys.executable,
        "-c",
        code,
        "ingest",
        str(ledger),
        str(source),
        "--workers",
        str(workers),
    ]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        wait_for_rows(ledger, running)
        os.killpg(running.pid, signal.SIGINT)
        _, told = running.communicate(timeout=60)
    assert running.returncode == 130
    line = "interrupted; what was stored stays: run the same command again to go on"
    assert told.strip() == f"warledger: {line}"
    with open_ledger(ledger) as opened:
        assert opened.counts().reports % pipeline.CHUNK_REPORTS == 0


def wait_for_rows(ledger: Path, running: subprocess.Popen) -> None:
    """Return when a first batch lies in the write-ahead log."""
    log = ledger.with_name(f"{ledger.name}.wal")
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if log.exists() and log.stat().st_size > 20_000:
            return
        if running.poll() is not None:
            break
        time.sleep(0.02)
    pytest.fail(f"no batch was written: {running.stderr.read() if running.stderr else ''}")


def chunk_of(*reports: Report) -> pipeline.Chunk:
    return pipeline.Chunk(
        tuple(Admitted(report, 1) for report in reports), pipeline.Tally()
    )


def test_a_report_that_a_stage_stumbles_over_costs_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def extract(reports: list[Report], *, settings: Settings) -> list[Extraction]:
        for report in reports:
            if "bug" in report.text:
                raise IndexError("list index\nout of range")
            if "odd" in report.text:
                raise ReportError("text is odd")
        return [Extraction(report.report_id) for report in reports]

    monkeypatch.setattr(pipeline, "extract_claims", extract)
    chunk = chunk_of(
        Report("a", "fine"), Report("b", "bug"), Report("c", "odd"), Report("d", "good")
    )
    done = pipeline.analyse(chunk, settings=Settings(), run_id="x")
    assert [entry.report["state"] for entry in done.entries] == [
        "ingested",
        "skipped",
        "skipped",
        "ingested",
    ]
    reason = str(done.entries[1].report["reason"])
    assert reason.startswith("a fault of warledger's: IndexError in test_pipeline.py:")
    assert reason.endswith(": list index out of range")
    assert dict(done.tally.skipped)["c"] == "text is odd"
    # A text that cannot be read is no fault of the program.
    assert (done.tally.added, done.tally.failed) == (2, 1)


def test_a_missing_lexicon_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def extract(reports: list[Report], *, settings: Settings) -> list[Extraction]:
        raise ResourceError("cues.toml: no such lexicon file")

    monkeypatch.setattr(pipeline, "extract_claims", extract)
    with pytest.raises(ResourceError):
        pipeline.analyse(chunk_of(Report("a", "fine")), settings=Settings(), run_id="x")


def test_half_a_character_skips_the_report_and_is_told() -> None:
    report = pipeline.storable(Report("a", "a ship \ud83d sank"))
    assert (report.state, report.text) == (ReportState.SKIPPED, "a ship ? sank")
    assert "half a character at 7" in (report.reason or "")


def test_chunks_are_bounded_by_reports_and_by_characters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pipeline, "CHUNK_REPORTS", 3)
    monkeypatch.setattr(pipeline, "CHUNK_CHARS", 100)
    reports = [Report(f"r{n}", "x" * (90 if n == 4 else 20)) for n in range(8)]
    sizes = [len(chunk.admitted) for chunk in pipeline.chunks(reports, (), run_id="x")]
    assert sizes == [3, 2, 3]


def test_what_is_known_is_counted_even_if_nothing_is_new() -> None:
    reports = [Report("a", "x"), Report("a", "x")]
    (chunk,) = pipeline.chunks(reports, (), run_id="x")
    assert (len(chunk.admitted), chunk.tally.read, chunk.tally.known) == (1, 2, 1)


def test_a_run_is_told_by_what_decides_its_outcome() -> None:
    run = pipeline.make_run(Settings())
    assert run.run_id == pipeline.make_run(Settings()).run_id
    assert run.run_id != replace(run, lexicon="other").run_id
    assert run.run_id != replace(run, settings={**run.settings, "language": "de"}).run_id


@pytest.mark.model
def test_nothing_is_found_in_an_excluded_stretch() -> None:
    text = (
        "Aleppo, 5 May 2015, seven rebels.\n\nShare: Damascus, 6 May 2015, nine soldiers."
    )
    cut = Span(text.index("Share"), len(text))
    found = pipeline.find_mentions(
        Report("a", text, excluded=(Excluded(cut, "share buttons"),))
    )
    spans = [
        m.span for m in (*found.places, *found.times, *found.quantities, *found.actors)
    ]
    assert spans
    assert not any(span.overlaps(cut) for span in spans)


@pytest.mark.parametrize(
    ("text", "outlet", "country"),
    [
        ("The town of Sinjar was shelled.", None, "IQ"),
        ("Hay'at Tahrir al-Sham shelled the town of Sinjar.", None, "SY"),
        ("The town of Sinjar was shelled.", "SANA", "SY"),
        ("The town of Sinjar was shelled.", "Reuters", "IQ"),
    ],
)
def test_groups_and_outlets_of_a_side_tell_the_country(
    text: str, outlet: str | None, country: str
) -> None:
    found = pipeline.find_mentions(Report("a", text, outlet=outlet))
    assert [place.country for place in found.places] == [country]
