"""The documentation's links lead somewhere, and no decision is left out of its list."""

import re
from pathlib import Path

import pytest

from warledger import __version__

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("src/**/*.md")])
LINK = re.compile(r"\]\(([^()\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def links_of(page: Path) -> list[str]:
    found = LINK.findall(FENCE.sub("", page.read_text("utf-8")))
    return [link for link in found if not re.match(r"[a-z]+:", link)]


def anchors_of(page: Path) -> set[str]:
    """What GitHub makes of the headings."""
    headings = HEADING.findall(FENCE.sub("", page.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_within_the_project_leads_somewhere(page: Path) -> None:
    for link in links_of(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{page.name}: {link}"
        assert not anchor or anchor in anchors_of(target), f"{page.name}: {link}"


def test_every_page_and_notebook_is_listed() -> None:
    docs = ROOT / "docs"
    listed = {(docs / link).resolve() for link in links_of(docs / "index.md")}
    pages = {
        path.resolve() for ending in ("md", "ipynb") for path in docs.rglob(f"*.{ending}")
    }
    assert pages - {docs / "index.md"} - listed == set()


def test_the_citation_is_whole_and_names_this_version() -> None:
    yaml = pytest.importorskip("yaml", reason="needs PyYAML (make tools)")
    told = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert {"cff-version", "message", "title", "authors", "license"} <= told.keys()
    assert (told["cff-version"], told["version"]) == ("1.2.0", __version__)
    assert all(
        "name" in one or {"family-names", "given-names"} <= one.keys()
        for one in told["authors"]
    )
