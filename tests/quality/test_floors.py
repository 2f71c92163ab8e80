import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

pytestmark = [pytest.mark.shared, pytest.mark.model]


def load_gate() -> ModuleType:
    """Return the script beside this file, which tests cannot import by name."""
    path = Path(__file__).with_name("measure.py")
    spec = importlib.util.spec_from_file_location("measure", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["measure"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


GATE = load_gate()


@pytest.fixture(scope="session")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for the session, so that each set of reports is read once."""
    return tmp_path_factory.mktemp("floors")


@pytest.mark.parametrize("name", list(GATE.SETS))
def test_no_figure_is_below_its_floor(name: str, ledgers: Path) -> None:
    pinned = GATE.floors().get(name)
    if pinned is None:
        pytest.skip(f"no floor is pinned for {name}: python tests/quality/measure.py --pin")
    assert pinned["digest"] == GATE.digest_of(GATE.SETS[name]), (
        f"gold or reports of {name} moved since the floors were pinned; look at what changed, "
        f"then: python tests/quality/measure.py {name} --pin --moved"
    )
    measured = GATE.measure(name, ledgers)
    floors = pinned["floors"]
    assert set(floors) == set(measured)
    lost = {
        f: (measured[f], floors[f]) for f in floors if GATE.worse(f, measured[f], floors[f])
    }
    assert not lost, f"{name}: below the floor (measured, floor): {lost}"
