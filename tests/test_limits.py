"""What is beyond a limit is skipped with its reason and costs the other reports nothing."""

import threading
import time
from dataclasses import replace

import pytest

from warledger.errors import ReportError
from warledger.model import Report, ReportState
from warledger.pipeline import Chunk, Done, Settings, Tally, analyse, make_run
from warledger.pipeline.limits import limited
from warledger.store.admission import Admitted

STORY = "Rebels shelled the town of Bara on Monday, killing five people. "


def analysed(settings: Settings, *texts: str) -> Done:
    reports = [Report(f"r{number}", text) for number, text in enumerate(texts)]
    admitted = tuple(Admitted(report, 1, None) for report in reports)
    return analyse(Chunk(admitted, Tally()), settings=settings, run_id="run")


@pytest.mark.model
def test_a_report_of_too_many_sentences_is_skipped_and_the_others_are_not() -> None:
    done = analysed(Settings(max_sentences=5), STORY, STORY * 6, STORY * 5)
    states = [entry.report["state"] for entry in done.entries]
    assert states == [ReportState.INGESTED, ReportState.SKIPPED, ReportState.INGESTED]
    assert done.entries[1].report["reason"] == "more than 5 sentences; split it"
    assert done.tally.failed == 0


# Time may be called inside Hypothesis's callback of the garbage collector, which swallows it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.model
def test_a_report_that_takes_too_long_is_skipped() -> None:
    done = analysed(Settings(max_seconds=1), STORY * 4_000)
    assert done.entries[0].report["reason"] == (
        "took longer than 1 seconds; split it, or allow more"
    )
    assert done.entries[0].claims == ()


def test_the_clock_ends_with_the_block_and_gives_the_signal_back() -> None:
    with pytest.raises(ReportError, match="took longer"), limited(1):
        time.sleep(10)
    with limited(1):
        pass
    # Were it not taken back, the alarm would end the test here.
    time.sleep(1.2)


def test_outside_the_main_thread_nothing_is_limited() -> None:
    ended = []

    def run() -> None:
        with limited(1):
            time.sleep(1.2)
        ended.append(True)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert ended == [True]


@pytest.mark.model
def test_the_usual_limits_leave_a_run_s_id_as_it_was() -> None:
    usual = make_run(Settings())
    assert "max_chars" not in usual.settings
    other = make_run(replace(Settings(), max_seconds=60))
    assert other.settings["max_seconds"] == 60
    assert other.run_id != usual.run_id
