"""What is built for the index: whole, the same from either package, and nothing beside it."""

import tarfile
import zipfile
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest

from warledger_wheel import build_sdist, build_wheel

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "warledger"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as opened:
        return opened.namelist()


def test_the_wheel_holds_every_file_of_the_package_and_no_other(names: list[str]) -> None:
    files = {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    info = {name for name in names if name.partition("/")[0].endswith(".dist-info")}
    assert set(names) - info == files


@pytest.mark.parametrize(
    "needed",
    [
        "py.typed",
        "lexicon/en/cues.toml",
        "lexicon/en/actors/syria.toml",
        "geo/data/divisions.tsv.gz",
        "geo/data/SOURCE.txt",
        "reconcile/weights.toml",
        "samples/kordofan-page.html",
        "store/schema.sql",
        "store/queries/claims.sql",
        "web/static/page.html",
        "web/static/app/index.html",
        "web/static/vendor/maplibre-gl/LICENSE.txt",
    ],
)
def test_what_is_no_code_is_in_the_wheel(names: list[str], needed: str) -> None:
    assert f"warledger/{needed}" in names


def test_the_wheel_names_the_licences_and_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        held = {
            name.partition("dist-info/")[2]: opened.read(name).decode()
            for name in opened.namelist()
            if ".dist-info/" in name
        }
    assert "warledger = warledger.cli:main" in held["entry_points.txt"]
    assert "Apache License" in held["licenses/LICENSE"]
    assert "SCOWL" in held["licenses/THIRD_PARTY.md"]
    assert "License-Expression: Apache-2.0" in held["METADATA"]
    assert "Classifier: Typing :: Typed" in held["METADATA"]


def test_the_source_package_builds_the_same_wheel(
    wheel: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("sdist")
    with tarfile.open(build_sdist(folder)) as packed:
        names = packed.getnames()
        # Python before 3.11.4 knows no filter; 3.12 warns where none is named.
        known = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        packed.extractall(folder, **known)
    (source,) = (path for path in folder.iterdir() if path.is_dir())
    again = build_wheel(tmp_path_factory.mktemp("again"), source)
    assert again.read_bytes() == wheel.read_bytes()
    top = {name.split("/")[1] for name in names if "/" in name}
    assert {"src", "tests", "docs", "LICENSE", "THIRD_PARTY.md", "Makefile"} <= top
    assert not top & {".git", ".venv", ".cache", "shared", "out", "dist"}


def test_the_package_asks_for_what_its_core_imports_and_no_more(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        (info,) = {
            name.partition("/")[0]
            for name in opened.namelist()
            if name.partition("/")[0].endswith(".dist-info")
        }
        told = PathDistribution(zipfile.Path(opened, f"{info}/"))
        core = [line for line in told.requires or () if "extra ==" not in line]
        extras = set(told.metadata.get_all("Provides-Extra") or ())
    heavy = ("fastapi", "uvicorn", "pyspark", "fsspec", "geopandas", "matplotlib", "pytest")
    assert not [line for line in core if line.startswith(heavy)]
    assert {"web", "spark", "remote", "notebook"} <= extras
