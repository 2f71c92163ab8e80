"""What lies in a folder and is no file to read is named, and the rest is read."""

import os
from pathlib import Path
from threading import Thread

import pytest

from warledger.ingest.read import read_reports
from warledger.model import Report, ReportState

STORY = "Gunmen raided the ferry landing at Port Quellin on 3 May 2014, killing two guards."


def skipped(reports: list[Report]) -> dict[str, str]:
    return {
        Path(r.origin or "").name: r.reason or ""
        for r in reports
        if r.state is ReportState.SKIPPED
    }


def test_links_pipes_and_loops_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "b.txt").write_text(f"{STORY} Again.")
    (tmp_path / "below" / "up").symlink_to(tmp_path)
    (tmp_path / "dead.txt").symlink_to(tmp_path / "none.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    reports = list(read_reports([tmp_path]))
    assert sorted(r.report_id for r in reports if r.text) == ["a", "b"]
    reasons = skipped(reports)
    assert reasons.keys() == {"up", "dead.txt", "loop.txt", "pipe.txt"}
    assert "a link to a folder is not followed" in reasons["up"]
    assert "a link that leads to no file" in reasons["dead.txt"]
    assert "a link that leads to no file" in reasons["loop.txt"]
    assert "a pipe or a device" in reasons["pipe.txt"]


def test_a_folder_that_cannot_be_listed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shut").mkdir()
    (tmp_path / "z.txt").write_text(STORY)
    whole = os.scandir

    def scandir(path: Path) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return whole(path)

    monkeypatch.setattr(os, "scandir", scandir)
    reports = list(read_reports([tmp_path]))
    assert [r.report_id for r in reports if r.text] == ["z"]
    assert skipped(reports) == {"shut": "cannot be opened (Permission denied)"}


def test_a_pipe_that_is_named_itself_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_text, args=(STORY,))
    writer.start()
    (report,) = read_reports([pipe])
    writer.join()
    assert report.text == STORY
    assert (report.origin or "").startswith("<pipe>")
