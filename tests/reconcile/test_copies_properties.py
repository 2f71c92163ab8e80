"""Copies are a function of the reports that there are: order, batches and repeats are nothing."""

import random
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copies_made import copied, copies, empty_ledger, report, story, take_in
from warledger.model import Report
from warledger.pipeline import copies as stage
from warledger.pipeline import copies_read

MENU = "Home | Harbour | Markets | Weather | Letters | About the Lantern | Subscribe today"


def made_reports() -> list[Report]:
    """Return originals, cut, pasted, respelled and undated copies, and unrelated reports."""
    one, two, three = story(1), story(2), story(3)
    return [
        report("a-first", one, outlet="Lantern"),
        report("a-cut", one[: len(one) // 3] + " Continue reading", days=1, outlet="Bell"),
        report("a-menu", f"{MENU}\n{one}\n{MENU}", days=1, outlet="Herald"),
        report("a-same-day", f"News desk. {one}", outlet="Anchor"),
        report("a-undated", one.replace("the", "a"), days=None, outlet="Tide"),
        report("b-first", two, days=2, outlet="Lantern"),
        report("ab", f"{two}\n\n{one}", days=3, outlet="Mirror"),
        report("b-again", two, days=9, outlet="Bell"),
        report("c", three, days=1, outlet="Lantern"),
        report("d-undated", story(4), days=None),
        report("empty", " "),
    ]


REPORTS = made_reports()


@cache
def at_once(_leaders: int) -> dict[str, dict[str, object]]:
    """Return the rows that all reports give in one go, by how many lead a key."""
    with TemporaryDirectory() as folder:
        return copied(Path(folder) / "l.ledger", REPORTS)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    return copied(tmp_path_factory.mktemp("whole") / "l.ledger", REPORTS)


def test_each_copy_names_what_it_repeats(whole: dict[str, dict[str, object]]) -> None:
    named = {name: row["copy_of"] for name, row in whole.items()}
    assert named == {
        "a-cut": ["a-first"],
        "a-menu": ["a-first"],
        "a-same-day": ["a-first"],
        "a-undated": ["a-first"],
        "ab": ["a-first", "b-first"],
        "b-again": ["b-first"],
    }


def test_passages_are_the_words_that_both_have(whole: dict[str, dict[str, object]]) -> None:
    texts = {one.report_id: one.text for one in REPORTS}
    for name, row in whole.items():
        for passage in row["passages"]:  # type: ignore[attr-defined]
            mine = texts[name][passage["start"] : passage["end"]]
            theirs = texts[passage["origin"]][
                passage["origin_start"] : passage["origin_end"]
            ]
            assert mine.split()[0] == theirs.split()[0]
            assert mine.split()[-1] == theirs.split()[-1]


@settings(max_examples=5)
@given(st.randoms(use_true_random=False), st.sampled_from((2, 3, 5)))
@pytest.mark.parametrize("leaders", [1, 2, 4])
def test_any_order_and_any_batches_give_the_same_rows(
    leaders: int, shuffle: random.Random, size: int
) -> None:
    reports = shuffle.sample(REPORTS, len(REPORTS))
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as folder:
        patch.setattr(stage, "LEADERS", leaders)
        expected = at_once(leaders)
        patch.setattr(stage, "PAIRS_AT_ONCE", size * 200)
        # As few pairs and texts at a time as can be, so that each is read again and again.
        patch.setattr(stage, "PAIRS_READ", size)
        patch.setattr(stage, "PAIRS_ALIGNED", 1)
        patch.setattr(copies_read, "FOLDED", 2)
        patch.setattr(copies_read, "SEEDS", 2 * size)
        with empty_ledger(Path(folder) / "l.ledger") as ledger:
            for start in range(0, len(reports), size):
                take_in(ledger, reports[start : start + size])
            assert copies(ledger) == expected


def test_taking_in_again_changes_nothing(tmp_path: Path) -> None:
    with empty_ledger(tmp_path / "l.ledger") as ledger:
        assert take_in(ledger, REPORTS) == set(copies(ledger))
        before = copies(ledger)
        pending = stage.Pending([(one.report_id, 1) for one in REPORTS])
        with ledger.writing():
            assert stage.update_copies(ledger, pending) == frozenset()
        assert copies(ledger) == before


def test_an_unrelated_report_changes_nothing(
    tmp_path: Path, whole: dict[str, dict[str, object]]
) -> None:
    with empty_ledger(tmp_path / "l.ledger") as ledger:
        take_in(ledger, REPORTS)
        assert take_in(ledger, [report("z", story(99), outlet="Lantern")]) == frozenset()
        assert copies(ledger) == whole


def test_a_changed_text_is_compared_anew_and_the_old_one_forgotten(tmp_path: Path) -> None:
    first = report("a", story(1), outlet="Lantern")
    copy = report("b", story(1), days=1, outlet="Bell")
    with empty_ledger(tmp_path / "l.ledger") as ledger:
        take_in(ledger, [first, copy])
        assert copies(ledger)["b"]["copy_of"] == ["a"]
        changed = report("b", story(2), days=1, outlet="Bell")
        assert take_in(ledger, [changed], [2]) == {"b"}
        assert copies(ledger) == {}
        assert take_in(ledger, [report("a", story(2), outlet="Lantern")], [2]) == {"b"}
        assert copies(ledger)["b"]["copy_of"] == ["a"]


def test_an_older_report_that_comes_late_becomes_the_origin(tmp_path: Path) -> None:
    with empty_ledger(tmp_path / "l.ledger") as ledger:
        take_in(ledger, [report("b", story(1), days=1), report("c", story(1), days=2)])
        assert copies(ledger)["c"]["origin_id"] == "b"
        take_in(ledger, [report("a", story(1))])
        assert {row["origin_id"] for row in copies(ledger).values()} == {"a"}


@settings(max_examples=8)
@given(st.text(max_size=120), st.text(max_size=120))
def test_text_of_any_script_before_and_behind_does_not_hide_a_copy(
    before: str, behind: str
) -> None:
    before, behind = (words.replace("\x00", " ") for words in (before, behind))
    before, behind = (words.encode(errors="ignore").decode() for words in (before, behind))
    text = story(7, sentences=20)
    changed = report("b", f"{before}\n{text}\n{behind}", days=1, outlet="Bell")
    with TemporaryDirectory() as folder:
        found = copied(Path(folder) / "l.ledger", [report("a", text), changed])
    assert found["b"]["copy_of"] == ["a"]


def test_many_copies_of_one_story_are_compared_with_the_first_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str] = []
    really = stage.compare_reports

    def counting(one: stage.Folded, other: stage.Folded) -> object:
        compared.append(one.report.report_id)
        return really(one, other)

    monkeypatch.setattr(stage, "compare_reports", counting)
    text = story(5)
    reports = [
        report(f"r{n:03}", f"{text} Printed by house {n}.", days=n, outlet=f"Outlet {n}")
        for n in range(200)
    ]
    found = copied(tmp_path / "l.ledger", reports)
    assert {row["origin_id"] for row in found.values()} == {"r000"}
    assert len(found) == 199
    assert len(compared) < 2 * stage.LEADERS * len(reports)
