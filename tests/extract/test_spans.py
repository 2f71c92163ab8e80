"""What holds for any text: spans lie inside it, bounds are in order, nothing leaks or varies."""

from collections.abc import Iterator, Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warledger.model import Claim, ClaimDate, Report, Section, Span
from warledger.pipeline import Settings, extract_claims

pytestmark = pytest.mark.model

# Sentences that lean on one another (pronouns, denials, "the source") when they are glued.
POOL = (
    "Sudanese troops shelled the villages of Bara, Tamra and Wadi Saleh on Monday.",
    "Al-Shabaab fighters seized the town of Galcad, killing at least 12 soldiers.",
    "They killed three people and burned up to 40 houses.",
    "The ministry denied the claim.",
    "“Rebels attacked our post near Kaya,” the mayor said.",
    "He added that between 5 and 7 guards were missing.",
    "An air strike on a market in Hodeidah left 26 people dead, a doctor said",
    "According to Interfax, Russian forces lost 12 tanks and three trucks near Vuhledar.",
    "Car bomb kills nine in Mogadishu\n",
    "Clashes between the army and M23 rebels continue around Rutshuru.\n\n",
    "The source said the army would storm Omdurman on 3 May.",
    "Two drones were reportedly shot down over Odesa (and one over Mykolaiv).",
    "Police detained dozens of protesters in Bogotá yesterday!",
    "Nothing else is known.",
    "“",
    "Gen. O'Neill — 3.5 km south of Gao — said: nobody's convoy was hit",
)
GLUE = st.sampled_from([" ", "\n", "\n\n", "", "  ", " - "])
DAYS = st.sampled_from([None, date(2023, 5, 17), date(2024, 2, 29)])


def report_of(text: str, day: date | None = date(2023, 5, 17), name: str = "r") -> Report:
    sections = (Section(Span(0, len(text)), day, "given"),) if text else ()
    return Report(name, text, published=day, sections=sections)


def extract(*reports: Report) -> list[tuple[Claim, ...]]:
    return [found.claims for found in extract_claims(reports, settings=Settings())]


@st.composite
def glued(draw: st.DrawFn) -> str:
    parts = draw(st.lists(st.sampled_from(POOL), min_size=1, max_size=6))
    return "".join(part + draw(GLUE) for part in parts)


REPORTS = st.builds(report_of, glued(), DAYS)


def named_spans(claim: Claim) -> Iterator[tuple[Span, str | None]]:
    """Yield every stretch the claim points at, with the words it says stand there."""
    yield claim.span, None
    yield claim.trigger, None
    for part in (*claim.actors, *claim.targets, *claim.places):
        yield part.span, part.mention
    for figure in claim.figures:
        yield figure.span, figure.mention
    for speaker in claim.sources:
        yield speaker.span, speaker.mention
    if claim.date is not None and claim.date.span is not None:
        yield claim.date.span, claim.date.mention


def in_order(bounds: Sequence[float | None]) -> bool:
    known = [bound for bound in bounds if bound is not None]
    return known == sorted(known)


@given(REPORTS)
@settings(max_examples=80)
def test_every_span_lies_in_the_text_and_holds_its_words(report: Report) -> None:
    whole = Span(0, len(report.text))
    (claims,) = extract(report)
    for claim in claims:
        for span, words in named_spans(claim):
            assert whole.covers(span)
            assert words is None or span.of(report.text) == words
        assert claim.span.of(report.text).strip()


@given(REPORTS)
@settings(max_examples=60)
def test_bounds_and_days_are_in_order(report: Report) -> None:
    (claims,) = extract(report)
    for claim in claims:
        for figure in claim.figures:
            assert in_order((figure.low, figure.best, figure.high))
        if isinstance(claim.date, ClaimDate) and claim.date.start and claim.date.end:
            assert claim.date.start <= claim.date.end


@given(REPORTS)
@settings(max_examples=60)
def test_claims_stand_in_order_with_ids_of_their_own(report: Report) -> None:
    (claims,) = extract(report)
    assert [c.report_id for c in claims] == [report.report_id] * len(claims)
    ids = [(claim.claim_id, claim.status, claim.sources) for claim in claims]
    assert len(set(ids)) == len(ids)


@given(REPORTS)
@settings(max_examples=30)
def test_extraction_gives_the_same_twice(report: Report) -> None:
    assert extract(report) == extract(report)


@given(st.lists(REPORTS, min_size=2, max_size=3))
@settings(max_examples=30)
def test_a_report_alone_and_in_a_batch_gives_the_same_claims(reports: list[Report]) -> None:
    alone = [claims for report in reports for claims in extract(report)]
    assert extract(*reports) == alone
    assert extract(*reversed(reports)) == alone[::-1]


@given(st.lists(st.sampled_from(POOL[:8]), min_size=1, max_size=3))
@settings(max_examples=30)
def test_the_day_of_publication_changes_dates_and_nothing_else(parts: list[str]) -> None:
    text = " ".join(parts)
    dated, undated = extract(report_of(text), report_of(text, None))
    told = [[(c.span, c.sub_event_type, c.status, c.figures) for c in claims] for claims in
            (dated, undated)]  # fmt: skip
    assert told[0] == told[1]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Troops shelled Bara and " * 100, id="400-words-without-a-stop"),
        pytest.param("shelled " * 400, id="one-trigger-400-times"),
        pytest.param("“" * 60 + "Rebels shelled Bara” ' \" said.", id="unbalanced-quotes"),
        pytest.param("... !!! ??? --- ((( ;;; ,,,", id="only-punctuation"),
        pytest.param(
            "REBELS SHELL BARA, KILLING NINE PEOPLE ON MONDAY", id="only-capitals"
        ),
        pytest.param("Killed", id="one-word"),
        pytest.param(".", id="one-mark"),
        pytest.param("", id="nothing"),
        pytest.param("\n\n\n", id="only-line-breaks"),
        pytest.param("Войска обстреляли город. قصف الجيش المدينة.", id="other-scripts"),
        pytest.param(
            "Rebels\u200b shelled\ufeff Bara\u00a0on\u2028Monday.", id="odd-spaces"
        ),
        pytest.param("Rebels shelled 😀 Bara. 🇸🇩 killed 9.", id="emoji"),
        pytest.param("killed killed of of by by the the and and", id="no-grammar"),
        pytest.param("9 999999999999999999999 killed in in near Bara.", id="huge-number"),
        pytest.param("a" * 5000 + " killed", id="endless-word"),
    ],
)
def test_no_text_is_too_odd(text: str) -> None:
    (claims,) = extract(report_of(text))
    for claim in claims:
        for span, words in named_spans(claim):
            assert words is None or span.of(text) == words


def test_a_section_of_white_space_is_passed_over() -> None:
    text = "Rebels shelled the town of Bara.   \n"
    spans = (Span(0, 32), Span(32, 36))
    sections = tuple(Section(span, date(2023, 5, 17), "given") for span in spans)
    (claims,) = extract(Report("r", text, sections=sections))
    assert len(claims) == 1


def test_a_report_without_sections_is_read_whole() -> None:
    (claims,) = extract(Report("r", "Rebels shelled the town of Bara."))
    assert [claim.status.value for claim in claims] == ["occurred"]
    assert claims[0].date is None
