"""The splitter: cases, and that nothing is lost, doubled or reordered whatever comes in."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from case_files import cases
from warledger.extract.sentences import LONGEST, split_sentences
from warledger.model import Span

# Marks that end and do not end sentences, line breaks, and words around them.
PIECES = st.sampled_from(
    [
        *[".", "!", "?", "…", "\n", "\n\n", "\t", '"', "”", "’", ")", "(", "“"],
        " ",
        "Maj.",
        "Gao",
        "fell",
        "U.S.",
        "3.5",
        "Ж",
    ]
)


@pytest.mark.parametrize("case", cases("sentences"))
def test_a_text_is_cut_where_its_sentences_end(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [span.of(text) for span in split_sentences(text, Span(0, len(text)))]
    assert found == case["sentences"]


@given(st.lists(PIECES, min_size=1, max_size=40).map("".join), st.data())
@settings(max_examples=150)
def test_sentences_are_ordered_trimmed_and_lose_only_white_space(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    if start >= len(text):
        return
    whole = Span(start, data.draw(st.integers(start + 1, len(text))))
    found = split_sentences(text, whole)
    at = whole.start
    for span in found:
        assert whole.covers(span)
        assert not text[at : span.start].strip()
        assert span.of(text) == span.of(text).strip()
        at = span.end
    assert not text[at : whole.end].strip()


def test_a_stretch_too_long_for_the_parser_is_cut_at_spaces() -> None:
    text = "shells fell on the ridge and " * 200
    found = split_sentences(text, Span(0, len(text)))
    assert len(found) > 1
    assert all(span.end - span.start <= LONGEST for span in found)
    assert " ".join(span.of(text) for span in found).split() == text.split()


def test_an_endless_word_is_cut_too() -> None:
    text = "x" * (3 * LONGEST)
    found = split_sentences(text, Span(0, len(text)))
    assert "".join(span.of(text) for span in found) == text


def test_a_stretch_of_white_space_has_no_sentences() -> None:
    assert split_sentences(" \n\t ", Span(0, 4)) == ()
