"""What is installed carries its types: a strict consumer passes, a wrong one is told so."""

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from warledger_wheel import build_wheel

CONSUMER = Path(__file__).parent / "consumer"


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python with the built package, and with what it requires from this environment."""
    home = tmp_path_factory.mktemp("typed")
    command = [sys.executable, "-m", "venv", "--without-pip", "--symlinks", str(home)]
    subprocess.run(command, check=True)
    (site,) = home.glob("lib/python*/site-packages")
    with zipfile.ZipFile(build_wheel(home)) as opened:
        opened.extractall(site)
    (site / "beside.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return home / "bin" / "python"


def test_a_strict_consumer_passes_and_a_wrong_one_is_told_so(
    python: Path, tmp_path: Path
) -> None:
    command = [
        sys.executable, "-m", "mypy", "--strict", "--config-file=",
        "--follow-imports=silent", f"--python-executable={python}",
        f"--cache-dir={tmp_path}", *map(str, sorted(CONSUMER.glob("*.py"))),
    ]  # fmt: skip
    told = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path).stdout
    wrong = {
        (Path(line.split(":")[0]).name, int(line.split(":")[1]))
        for line in told.splitlines()
        if ": error:" in line
    }
    assert wrong == {("misuses_warledger.py", line) for line in (5, 6, 7)}, told
    assert "checked 2 source files" in told
