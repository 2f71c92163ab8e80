"""What is decided group by group of ids is what is decided of all reports in order."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warledger.errors import ConfigError, ResourceError
from warledger.ingest.read import distinct
from warledger.model import Report, identity
from warledger.pipeline import Settings
from warledger.pipeline.spread import Input, admit_group, group_of, list_inputs, read_input
from warledger.store.admission import Admitted, admit
from warledger.store.ledger import KnownText

TEXTS = ("The army took the town.", "Rebels deny it.", "Shells fell on Aleppo.")
MARKS = tuple(f"-{identity(text, '')[:8]}" for text in TEXTS)
# Ids that may turn into one another: a name, the same with the mark of one text or of two.
IDS = (
    "wire",
    "page",
    *(f"wire{mark}" for mark in MARKS),
    f"wire{MARKS[0]}{MARKS[1]}",
    MARKS[0],
)

REPORTS = st.lists(
    st.builds(
        Report, st.sampled_from(IDS), st.sampled_from(TEXTS),
        origin=st.sampled_from(("a.txt", "b.txt", "c.jsonl, line 1", "c.jsonl, line 2")),
    ),
    max_size=6,
)  # fmt: skip


def stored(reports: list[Report]) -> list[KnownText]:
    """What a ledger knows after a run over the reports."""
    admitted = admit(distinct(reports), (), run_id="first")
    known = [
        KnownText(a.report.report_id, a.revision, a.report.digest, a.report.origin)
        for a in admitted
        if a.revision is not None
    ]
    return sorted(known, key=lambda text: (text.report_id, text.revision))


@given(REPORTS, REPORTS)
def test_groups_admit_what_all_admit(before: list[Report], now: list[Report]) -> None:
    known = stored(before)
    at_once = list(admit(distinct(now), known, run_id="second"))
    names = sorted(
        {group_of(r.report_id) for r in now} | {group_of(k.report_id) for k in known}
    )
    apart: list[Admitted] = []
    for name in names:
        reports = [r for r in now if group_of(r.report_id) == name]
        texts = [k for k in known if group_of(k.report_id) == name]
        apart += admit_group(reports, texts, run_id="second")
    assert sorted(map(repr, apart)) == sorted(map(repr, at_once))


@pytest.mark.parametrize(
    ("report_id", "group"),
    [("wire", "wire"), (f"wire{MARKS[0]}", "wire"), (f"wire{MARKS[0]}{MARKS[1]}", "wire"),
     ("wire-12", "wire-12"), (MARKS[0], "")],
)  # fmt: skip
def test_an_id_without_its_marks_names_the_group(report_id: str, group: str) -> None:
    assert group_of(report_id) == group


def test_inputs_are_listed_in_reading_order_without_the_lake(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "war.lake/reports.parquet", ".hidden"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("Shells fell.")
    found = list(list_inputs([str(tmp_path)], without=tmp_path / "war.lake"))
    assert [Path(file.name).name for file in found] == ["a.txt", "b.txt"]


def test_standard_input_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="standard input cannot be read by many machines"):
        list(list_inputs(["-"], without=tmp_path))


def test_a_pipe_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ConfigError, match="a pipe cannot be read by many machines"):
        list(list_inputs([str(tmp_path / "pipe")], without=tmp_path))


def test_a_link_that_leads_nowhere_is_a_skipped_report(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    (file,) = list_inputs([str(tmp_path)], without=tmp_path / "lake")
    (report,) = read_input(file, settings=Settings())
    assert report.reason == "cannot be opened (a link that leads to no file)"


def test_a_file_that_a_worker_does_not_see_is_no_skipped_report(tmp_path: Path) -> None:
    gone = tmp_path / "gone.txt"
    with pytest.raises(ResourceError, match=r"gone\.txt: not there on a worker"):
        list(read_input(Input(str(tmp_path), str(gone)), settings=Settings()))
