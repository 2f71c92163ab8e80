"""Words of war that tell no event yield no claim."""

from collections.abc import Callable
from typing import Any

import pytest

CLAIM_CASES = "triggers"


@pytest.mark.model
def test_words_that_only_sound_like_war_make_no_claim(
    claim_case: dict[str, Any], check: Callable[[dict[str, Any]], None]
) -> None:
    check(claim_case)
