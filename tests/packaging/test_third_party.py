"""The list of what others made is complete, and is what its script would write."""

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "warledger"
# Data in these folders is of others unless it is named here as ours.
FOLDERS = ("geo/data", "web/map", "web/static/vendor")
OURS = {
    "geo/data/SOURCE.txt",
    "web/static/vendor/VENDORED.toml",
    "web/static/vendor/basemap/disputed.toml",
    "web/static/vendor/maplibre-gl/LICENSE.txt",
}
LOCKED = re.compile(r"^([a-z0-9][\w.\-]*)==(\S+)", re.MULTILINE)


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "third_party", ROOT / "bench" / "third_party.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_locked_package_has_its_version_and_licence() -> None:
    page = (ROOT / "THIRD_PARTY.md").read_text("utf-8")
    locked = LOCKED.findall((ROOT / "requirements.lock").read_text("utf-8"))
    rows = re.findall(
        r"^\| ([\w.\-]+) \| (\S+) \| [^|]*\| (\S[^|]*) \|$", page, re.MULTILINE
    )
    told = [(name, version) for name, version, licence in rows if (name, version) in locked]
    assert told == locked


def test_every_file_of_others_is_listed_with_its_digest(script: ModuleType) -> None:
    listed = {file.path for file in script.shipped()}  # exits where a digest differs
    held = {
        path.relative_to(PACKAGE).as_posix()
        for folder in FOLDERS
        for path in (PACKAGE / folder).rglob("*")
        if path.is_file() and path.suffix != ".py" and "__pycache__" not in path.parts
    }
    assert {f"src/warledger/{name}" for name in held - OURS} <= listed
    assert held >= OURS
    for vendored in ROOT.glob("tests/**/vendor/*.js"):
        assert vendored.relative_to(ROOT).as_posix() in listed


def test_the_page_is_what_the_lock_and_the_files_say(script: ModuleType) -> None:
    page = script.page(tuple(script.required()), tuple(script.shipped()))
    assert page == (ROOT / "THIRD_PARTY.md").read_text("utf-8"), "run 'make sbom'"


def test_the_bill_of_materials_is_valid_and_names_everything(script: ModuleType) -> None:
    packages, files = tuple(script.required()), tuple(script.shipped())
    text = script.bill(packages, files)  # exits where the schema is broken
    told = {(c["name"], c["version"]) for c in json.loads(text)["components"]}
    assert told == {(p.name, p.version) for p in packages} | {
        (f.path, f.version) for f in files
    }
    assert all(component["licenses"] for component in json.loads(text)["components"])
    assert script.faults('{"bomFormat": "wish"}') is not None
