"""Where it happened: lists, containers, landmarks, and what is no place of the event."""

from collections.abc import Callable
from typing import Any

import pytest

CLAIM_CASES = "placing.jsonl"


@pytest.mark.model
def test_an_event_is_placed_where_the_words_put_it(
    claim_case: dict[str, Any], check: Callable[[dict[str, Any]], None]
) -> None:
    check(claim_case)
