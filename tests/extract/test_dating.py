"""When it happened, from the words and the day of publication."""

from collections.abc import Callable
from typing import Any

import pytest

CLAIM_CASES = "dating.jsonl"


@pytest.mark.model
def test_an_event_is_dated_as_far_as_the_text_fixes_it(
    claim_case: dict[str, Any], check: Callable[[dict[str, Any]], None]
) -> None:
    check(claim_case)
