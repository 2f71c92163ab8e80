"""Which triggers of a sentence make one claim, and which make two."""

from collections.abc import Callable
from typing import Any

import pytest

CLAIM_CASES = "grouping"


@pytest.mark.model
def test_triggers_of_one_event_make_one_claim_and_others_two(
    claim_case: dict[str, Any], check: Callable[[dict[str, Any]], None]
) -> None:
    check(claim_case)
