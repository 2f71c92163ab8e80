"""Denials of what was claimed before are claims of their own."""

from collections.abc import Callable
from typing import Any

import pytest

CLAIM_CASES = "denials.jsonl"


@pytest.mark.model
def test_a_denial_rejects_the_claim_that_somebody_else_made_before(
    claim_case: dict[str, Any], check: Callable[[dict[str, Any]], None]
) -> None:
    check(claim_case)
