"""What the page is made of: vendored files as they were checked in, nothing inline, no host."""

import re
import tomllib
from hashlib import sha256
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[3] / "src" / "warledger" / "web" / "static"
APP, VENDOR = STATIC / "app", STATIC / "vendor"
# Beside these no address of another host may stand in our own files.
NAMESPACES = {"http://www.w3.org/2000/svg"}
MOST_BYTES = 6_000_000
MOST_LINES = 400

OURS = sorted(
    path for path in APP.rglob("*") if path.suffix in {".js", ".css", ".html", ".svg"}
)


def named() -> list[dict[str, str]]:
    return tomllib.loads((VENDOR / "VENDORED.toml").read_text("utf-8"))["file"]


@pytest.mark.parametrize("entry", named(), ids=lambda entry: entry["path"])
def test_a_vendored_file_is_the_one_that_was_checked(entry: dict[str, str]) -> None:
    assert sha256((VENDOR / entry["path"]).read_bytes()).hexdigest() == entry["sha256"]
    for field in ("name", "version", "licence", "from"):
        assert entry[field]


def test_every_vendored_file_is_named_or_a_licence_or_our_own_list() -> None:
    known = {entry["path"] for entry in named()} | {
        "VENDORED.toml", "maplibre-gl/LICENSE.txt", "basemap/disputed.toml",
    }  # fmt: skip
    found = {str(p.relative_to(VENDOR)) for p in VENDOR.rglob("*") if p.is_file()}
    assert found == known


def test_what_is_vendored_stays_small() -> None:
    assert sum(p.stat().st_size for p in VENDOR.rglob("*") if p.is_file()) < MOST_BYTES


def test_the_shell_has_nothing_inline() -> None:
    shell = (APP / "index.html").read_text("utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)", shell)
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", shell)


def test_every_file_that_the_shell_names_is_there() -> None:
    shell = (APP / "index.html").read_text("utf-8")
    for name in re.findall(r'(?:src|href)="/static/app/([^"]+)"', shell):
        assert (APP / name).is_file(), name


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(APP)))
def test_our_own_file_names_no_host_and_makes_no_markup_of_strings(path: Path) -> None:
    text = path.read_text("utf-8")
    assert set(re.findall(r"https?://[\w./-]+", text)) <= NAMESPACES
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", text
    )


@pytest.mark.parametrize(
    "path",
    [p for p in OURS if p.suffix in {".js", ".css"}],
    ids=lambda path: str(path.relative_to(APP)),
)
def test_a_file_of_ours_stays_readable(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES
