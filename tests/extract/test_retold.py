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
