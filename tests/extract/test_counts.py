"""Counts of people and equipment: sums, sides, ranges, parts."""

from collections.abc import Callable
from typing import Any

import pytest

CLAIM_CASES = "counts.jsonl"


@pytest.mark.model
def test_figures_have_the_measure_and_bounds_of_the_words(
    claim_case: dict[str, Any], check: Callable[[dict[str, Any]], None]
) -> None:
    check(claim_case)
