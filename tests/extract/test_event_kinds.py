"""What kind of event it was, by trigger, weapon, force and victim."""

from collections.abc import Callable
from typing import Any

import pytest

CLAIM_CASES = "event_kinds.jsonl"


@pytest.mark.model
def test_the_kind_follows_trigger_weapon_force_and_victim(
    claim_case: dict[str, Any], check: Callable[[dict[str, Any]], None]
) -> None:
    check(claim_case)
