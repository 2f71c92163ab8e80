"""Texts on the page: nothing is lost, nothing runs, nothing hides."""

from dataclasses import replace
from html.parser import HTMLParser
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from warledger.model import Claim, Excluded, Factuality, Report, Span, Status
from warledger.web.reading import Marked, is_hidden, text_html, visible


class Reader(HTMLParser):
    """What a browser makes of a piece of HTML: its text, its elements, its data."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: set[str] = set()
        self.claims: set[int] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.claims.update(int(n) for n in (dict(attrs).get("data-c") or "").split())

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def claim(span: Span, trigger: Span) -> Claim:
    return Claim(
        "r", span, trigger, "Battles", "Armed clash", Status.OCCURRED, Factuality.CERTAIN
    )


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Marked], tuple[Excluded, ...]]:
    """A text with spans and triggers that nest, cross and touch as they like."""
    alphabet = st.sampled_from("ab <>&\"'\n\u202e\u200b\x00é")
    text = draw(st.text(alphabet, min_size=1, max_size=60))
    ends = st.integers(0, len(text))
    spans = st.tuples(ends, ends).filter(lambda p: p[0] < p[1]).map(lambda p: Span(*p))
    pairs = draw(st.lists(st.tuples(spans, spans), max_size=5))
    marks = [Marked(n, claim(*pair), "s0") for n, pair in zip(count(), pairs, strict=False)]
    excluded = tuple(Excluded(span, "menu <") for span in draw(st.lists(spans, max_size=2)))
    return text, marks, excluded


@given(marked_texts())
def test_every_character_of_the_text_is_shown_once_whatever_overlaps(
    drawn: tuple[str, list[Marked], tuple[Excluded, ...]],
) -> None:
    text, marks, excluded = drawn
    reader = read(text_html(Report("r", text, excluded=excluded), marks))
    assert reader.text == visible(text)
    assert reader.tags <= {"span", "b"}
    assert reader.claims == {mark.number for mark in marks}


@given(st.text())
def test_what_is_shown_holds_no_character_that_hides(text: str) -> None:
    assert not any(is_hidden(character) for character in visible(text))


def test_reversing_controls_are_written_out_by_code_point() -> None:
    assert visible("killed \u202e21\u202c") == "killed ⟦U+202E⟧21⟦U+202C⟧"


def test_joiners_of_persian_spelling_stay() -> None:
    assert visible("می\u200cگوید") == "می\u200cگوید"


def test_a_passage_says_all_claims_over_it_with_the_shortest_first() -> None:
    wide, narrow = claim(Span(0, 9), Span(0, 1)), claim(Span(3, 6), Span(4, 5))
    html = text_html(
        Report("r", "abcdefghi"), [Marked(0, wide, "s0"), Marked(1, narrow, "s1")]
    )
    assert 'class="q d2 s1" data-c="1 0"' in html


def test_excluded_text_is_shown_with_the_reason_it_was_not_read_for() -> None:
    report = replace(
        Report("r", "Tweet this"), excluded=(Excluded(Span(0, 5), 'a "share" bar'),)
    )
    assert 'title="not read for claims: a &quot;share&quot; bar">Tweet</span>' in text_html(
        report, []
    )


def test_only_the_first_piece_of_a_trigger_takes_the_focus() -> None:
    outer, inner = claim(Span(0, 9), Span(2, 8)), claim(Span(4, 9), Span(8, 9))
    html = text_html(
        Report("r", "abcdefghi"), [Marked(0, outer, "s0"), Marked(1, inner, "s1")]
    )
    assert html.count('tabindex="0" data-t="0"') == 1
