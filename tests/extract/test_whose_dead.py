from datetime import date
from typing import Any

import pytest

from case_files import cases
from warledger.model import Report, Section, Span
from warledger.pipeline import Settings, extract_claims

pytestmark = pytest.mark.model


@pytest.mark.parametrize("case", cases("retold"))
def test_people_are_counted_once(case: dict[str, Any]) -> None:
    text, day = case["text"], date(2023, 5, 17)
    section = Section(Span(0, len(text)), day, "field")
    report = Report("r", text, published=day, language="en", sections=(section,))
    (extraction,) = extract_claims([report], settings=Settings())
    told = [f for claim in extraction.claims for f in claim.figures]
    assert [f.low for f in told if f.measure == case["measure"]] == case["numbers"]
    if len(case["numbers"]) == 1:
        reasons = [reason for claim in extraction.claims for reason in claim.reasons]
        assert ("figures", "the same people were counted before") in reasons


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Fighting between the army and the rebels in Kidal left 30 dead.", None),
        ("The army attacked the rebels in Kidal, killing 12.", "rebels"),
        ("An explosion at an arms depot in Gao killed nine.", None),
    ],
)
def test_whose_the_dead_are(text: str, of: str | None) -> None:
    report = Report("r", text, language="en")
    (extraction,) = extract_claims([report], settings=Settings())
    told = [f.of for claim in extraction.claims for f in claim.figures]
    assert told == [of]
