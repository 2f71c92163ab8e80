"""Who acts and who is acted on, whatever the voice or the part of speech."""

from collections.abc import Callable
from typing import Any

import pytest

CLAIM_CASES = "roles"


@pytest.mark.model
def test_parties_are_read_in_their_logical_roles(
    claim_case: dict[str, Any], check: Callable[[dict[str, Any]], None]
) -> None:
    check(claim_case)
