"""What is built for the index is whole: no data file of the package is left out of the wheel."""

import os
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "warledger"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    build = pytest.importorskip("hatchling.build", reason="needs hatchling (make setup)")
    folder, before = tmp_path_factory.mktemp("wheel"), Path.cwd()
    os.chdir(ROOT)  # a builder builds the folder it is in
    try:
        return folder / build.build_wheel(str(folder))
    finally:
        os.chdir(before)


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    files = {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheel) as opened:
        held = {name for name in opened.namelist() if name.startswith("warledger/")}
    assert files == held


def test_the_wheel_names_the_licence_and_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        names = opened.namelist()
        (entry,) = (name for name in names if name.endswith("entry_points.txt"))
        assert "warledger = warledger.cli:main" in opened.read(entry).decode()
    assert any(name.endswith("licenses/LICENSE") for name in names)
