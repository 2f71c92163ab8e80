"""Every pattern of page furniture marks its example, and nothing in its counterexamples."""

import pytest

from warledger.ingest.boilerplate import find_chrome, settle
from warledger.ingest.chrome import ChromePattern, agencies, chrome_patterns, menu_words
from warledger.model import Excluded, Span

PATTERNS = [pytest.param(p, id=f"{p.where}: {p.reason}") for p in chrome_patterns()]
COUNTER = [
    pytest.param(p, text, id=f"{p.where}: {text[:40]}")
    for p in chrome_patterns()
    for text in p.counterexamples
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_an_entry_marks_its_example(pattern: ChromePattern) -> None:
    marked = [mark.span.of(pattern.example) for mark in find_chrome(pattern.example)]
    assert pattern.excluded.strip() in marked
    reasons = {mark.reason for mark in find_chrome(pattern.example)}
    assert pattern.reason in reasons


@pytest.mark.parametrize(("pattern", "text"), COUNTER)
def test_an_entry_leaves_its_counterexamples_alone(
    pattern: ChromePattern, text: str
) -> None:
    assert [mark.span.of(text) for mark in find_chrome(text)] == []


def test_a_menu_glued_to_a_one_line_text_is_marked_from_its_first_word() -> None:
    story = "Two boats were hit off the port of Hodeidah on Monday, fishermen said."
    menu = "The Post Watch Live TV Schedule Careers Privacy Policy Terms of Use Contact Us"
    marks = find_chrome(f"{story} {menu}")
    assert [mark.span.of(f"{story} {menu}") for mark in marks] == [menu]


def test_a_date_banner_is_marked_and_the_story_below_it_is_not() -> None:
    text = (
        "3 May 2019 - Friday - 27 Sha'ban 1440 | 02/05/2019 (12) 01/05/2019 (9)\n\n"
        "Shelling in the south\n\nShells fell on three villages south of the river at dawn."
    )
    assert [mark.reason for mark in find_chrome(text)] == ["date banner"]


def test_a_line_in_another_script_is_marked_and_its_english_neighbour_is_not() -> None:
    text = "Troops left the pass at noon.\nانسحبت القوات من الممر عند الظهر وفق شهود"
    assert [mark.reason for mark in find_chrome(text)] == ["other language"]


def test_link_titles_below_a_cue_end_where_prose_begins() -> None:
    text = (
        "RELATED STORIES\nArmy Takes Hill\nTwo Held Over Raid\n\n"
        "The army took the hill above the town on Sunday after a week of fighting."
    )
    marks = find_chrome(text)
    assert [mark.span.of(text) for mark in marks] == [
        "RELATED STORIES\nArmy Takes Hill\nTwo Held Over Raid"
    ]


def test_marks_that_overlap_are_cut_apart() -> None:
    text = "Share this now"
    marks = settle(text, [Excluded(Span(0, 10), "a"), Excluded(Span(5, 14), "b")])
    assert [(m.span.start, m.span.end, m.reason) for m in marks] == [
        (0, 10, "a"),
        (11, 14, "b"),
    ]


def test_the_word_lists_are_read() -> None:
    assert "Reuters" in agencies()
    assert menu_words().search("Privacy Policy")
