from pathlib import Path

import measure
import pytest

pytestmark = [pytest.mark.shared, pytest.mark.model]


@pytest.fixture(scope="session")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for the session, so that each set of reports is read once."""
    return tmp_path_factory.mktemp("floors")


@pytest.mark.parametrize("name", list(measure.SETS))
def test_no_figure_is_below_its_floor(name: str, ledgers: Path) -> None:
    pinned = measure.floors().get(name)
    if pinned is None:
        pytest.skip(f"no floor is pinned for {name}: python tests/quality/measure.py --pin")
    assert pinned["digest"] == measure.digest_of(measure.SETS[name]), (
        f"gold or reports of {name} moved since the floors were pinned; look at what changed, "
        f"then: python tests/quality/measure.py {name} --pin --moved"
    )
    measured = measure.measure(name, ledgers)
    floors = pinned["floors"]
    assert set(floors) == set(measured)
    lost = {
        f: (measured[f], floors[f])
        for f in floors
        if measure.worse(f, measured[f], floors[f])
    }
    assert not lost, f"{name}: below the floor (measured, floor): {lost}"
