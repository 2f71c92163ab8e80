"""Which two reports are copies, which came first, and why: cases, credits, folded words."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_files import cases
from copies_made import report, story
from warledger.model import Excluded, Report, Span
from warledger.reconcile.copies import Folded, Repeat, compare_reports
from warledger.reconcile.credits import credit, wire_tags
from warledger.reconcile.fingerprints import fingerprint
from warledger.reconcile.passages import find_runs
from warledger.reconcile.words import fold_report, fold_word


def compared(one: Report, other: Report) -> Repeat | None:
    return compare_reports(*(Folded(each, fold_report(each)) for each in (one, other)))


@pytest.mark.parametrize("case", cases("copies"))
def test_two_reports_are_copies_or_not(case: dict[str, object]) -> None:
    outlets = case.get("outlets", ["Lantern", "Bell"])
    one, other = (
        report(name, str(case[name]), days=days, outlet=outlet)
        for name, days, outlet in zip(("first", "second"), (0, 1), outlets, strict=True)  # type: ignore[call-overload]
    )
    keys = [set(fingerprint(fold_report(each))) for each in (one, other)]
    is_found = len(keys[0] & keys[1]) >= 2 and compared(one, other) is not None
    assert is_found == case["is_copy"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("U.S", "US"), ("twenty", "20"), ("120,000", "120000"), ("Latakia", "Lattakia"),
        ("Hasakah", "Hassakeh"), ("Qaeda", "Kaida"), ("Zürich", "Zurich"),
    ],
)  # fmt: skip
def test_spellings_of_one_word_fold_together(one: str, other: str) -> None:
    assert fold_word(one) == fold_word(other)


@given(st.text())
def test_words_of_any_script_stand_where_they_are_said_to(text: str) -> None:
    words = fold_report(Report("r", text))
    for number in range(len(words.keys)):
        assert words.keys[number]
        assert words.span(number, number).of(text).strip()
    assert list(words.starts) == sorted(words.starts)


@given(st.lists(st.sampled_from("abcdefgh"), max_size=60), st.randoms())
def test_passages_do_not_overlap_and_begin_and_end_alike(
    older: list[str], random: "object"
) -> None:
    younger = older[10:] + older[:10]
    runs = find_runs(younger, older)
    for run, following in pairwise(runs):
        assert run.last < following.first
    for run in runs:
        assert younger[run.first] == older[run.from_first]
        assert younger[run.last] == older[run.from_last]


def test_excluded_stretches_are_no_words_of_a_report() -> None:
    text = "Share this page. The ford is open."
    marked = Report("r", text, excluded=(Excluded(Span(0, 16), "share buttons"),))
    assert fold_report(marked).starts[0] == text.index("The")


def test_the_same_day_the_one_that_is_credited_is_the_origin() -> None:
    text = story(3)
    first = report("a", f"(Tide Wire) {text}", outlet="Lantern")
    found = compared(first, report("b", text, outlet="Tide Wire"))
    assert found is not None
    assert not found.origin_is_first
    assert "the other is credited" in found.reasons


def test_an_unknown_day_leaves_the_more_complete_as_the_origin() -> None:
    text = story(3)
    short = text[: len(text) // 2]
    found = compared(report("a", short, days=None), report("b", text, days=None))
    assert found is not None
    assert not found.origin_is_first


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("BEIRUT (Reuters) - The quay is closed.", "wire tag"),
        ("The quay is closed. Originally published by Reuters", "credit line"),
        ("The quay is closed, he told Reuters on Monday.", "quoted"),
        ("The quay is closed.", None),
    ],
)
def test_a_credit_is_told_with_its_words(text: str, kind: str | None) -> None:
    found = credit(report("a", text, outlet="Lantern"), "Reuters")
    assert (found and found.kind) == kind


def test_a_byline_and_a_tag_name_the_agency() -> None:
    tagged = report("a", "TORVIK (AFP) - The quay is closed.")
    assert wire_tags(tagged) == wire_tags(replace(tagged, text="", author="AFP"))
