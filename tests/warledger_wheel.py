"""Builds the wheel or the source package of a tree, for the tests of packaging."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def build_wheel(folder: Path, source: Path = ROOT) -> Path:
    """Return the wheel of a source tree, as an installer has it built."""
    return _built("wheel", folder, source)


def build_sdist(folder: Path) -> Path:
    """Return the checkout's source package."""
    return _built("sdist", folder, ROOT)


def _built(what: str, folder: Path, source: Path) -> Path:
    build = pytest.importorskip("hatchling.build", reason="needs hatchling (make setup)")
    before = Path.cwd()
    os.chdir(source)  # a builder builds the folder it is in
    try:
        return folder / getattr(build, f"build_{what}")(str(folder))
    finally:
        os.chdir(before)
