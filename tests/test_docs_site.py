"""The documentation builds as a site, without a warning and without another host."""

import logging
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[1]
# What a browser fetches by itself; links that a reader may follow are another matter.
FETCHED = {
    "script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src",
    "video": "src", "audio": "src", "object": "data", "embed": "src",
}  # fmt: skip
IN_STYLES = re.compile(r"(?:url\(|@import)\s*['\"]?\s*((?:https?:)?//[^'\")\s]+)")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The folder of the site, and what was said while it was built."""
    pytest.importorskip("material", reason="needs mkdocs-material (make tools)")
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    said: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    folder = tmp_path_factory.mktemp("site")
    listener = Listener(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(listener)
    try:
        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder))
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
    finally:
        logging.getLogger("mkdocs").removeHandler(listener)
    return folder, said


class Page(HTMLParser):
    """What a page fetches, its headings' and anchors' ids, and paragraphs that hold a list."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.broken: list[str] = []
        self._in_paragraph = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_paragraph = tag == "p"
        given = dict(attrs)
        is_fetched = tag != "link" or given.get("rel") not in ("canonical", "next", "prev")
        if tag in FETCHED and is_fetched and (address := given.get(FETCHED[tag])):
            self.fetched.append(address)

    def handle_data(self, data: str) -> None:
        if self._in_paragraph and re.search(r"^(?:- |\d+\. |\| )", data, re.MULTILINE):
            self.broken.append(data.strip()[:80])


def test_the_site_builds_without_a_warning(built: tuple[Path, list[str]]) -> None:
    folder, said = built
    assert said == []
    assert (folder / "index.html").exists()


def test_every_page_becomes_a_page_of_the_site(built: tuple[Path, list[str]]) -> None:
    folder, _ = built
    pages = {path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*.md")}
    pages |= {path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*.ipynb")}
    assert [
        str(p) for p in sorted(pages) if not (folder / p.with_suffix(".html")).exists()
    ] == []


def test_nothing_is_fetched_from_another_host(built: tuple[Path, list[str]]) -> None:
    folder, _ = built
    foreign = [
        (str(path.relative_to(folder)), address)
        for path in folder.rglob("*.html")
        for address in Page(path.read_text("utf-8")).fetched
        if urlsplit(address).netloc
    ]
    foreign += [
        (str(path.relative_to(folder)), address)
        for path in folder.rglob("*.css")
        for address in IN_STYLES.findall(path.read_text("utf-8"))
    ]
    assert foreign == []


def test_lists_and_tables_are_lists_and_tables(built: tuple[Path, list[str]]) -> None:
    folder, _ = built
    broken = [
        (str(path.relative_to(folder)), words)
        for path in folder.rglob("*.html")
        for words in Page(path.read_text("utf-8")).broken
    ]
    assert broken == []


def test_every_package_of_the_source_has_a_page_of_reference(
    built: tuple[Path, list[str]],
) -> None:
    folder, _ = built
    source = ROOT / "src" / "warledger"
    names = {path.stem for path in source.glob("*.py")}
    names |= {path.parent.name for path in source.glob("*/__init__.py")}
    for name in sorted(names - {"__init__", "cli"}):
        page = folder / "reference" / f"{name}.html"
        assert page.exists(), name
        assert "doc-object" in page.read_text("utf-8")


def test_a_foreign_address_and_a_lost_list_are_found_out() -> None:
    page = Page(
        '<script src="https://cdn.example/x.js"></script><link rel="canonical" href="https://a.b/">'
        "<p>These:\n- one\n- two</p><p>Fine - really.</p>"
    )
    assert page.fetched == ["https://cdn.example/x.js"]
    assert page.broken == ["These:\n- one\n- two"]
    assert IN_STYLES.findall(
        "@import '//fonts.example/f.css'; url(data:image/png;base64,//)"
    ) == ["//fonts.example/f.css"]
