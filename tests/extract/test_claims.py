"""Whole sentences in, claims out: the event grammar on cases of ours from many wars."""

from collections.abc import Callable
from typing import Any

import pytest

CLAIM_CASES = "claims.jsonl"


@pytest.mark.model
def test_the_claims_of_a_case_are_found_and_no_others(
    claim_case: dict[str, Any], check: Callable[[dict[str, Any]], None]
) -> None:
    check(claim_case)
