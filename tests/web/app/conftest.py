"""The page's server and a real browser: Debian's Chromium, driven by Playwright.

Nothing is downloaded; where Chromium or Playwright is missing the tests are skipped. Every
page is watched: a word on the console, a script that the policy stopped or a request to any
other host fails the test that caused it.
"""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from app_ledger import make_ledger
from app_page import SHOWN, until

ROOT = Path(__file__).resolve().parents[3]
PATIENCE_MS = 45_000
WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 390, "height": 844}


def _served(ledger: Path, *, write: bool) -> Iterator[str]:
    import uvicorn

    from warledger.web.server.app import Settings, make_app
    from warledger.web.server.keeper import Keeper
    from warledger.web.server.starting import bind

    with Keeper(ledger) as keeper:
        listening, _ = bind("127.0.0.1", 0)
        port = listening.getsockname()[1]
        app = make_app(keeper, port=port, settings=Settings(write=write))
        config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address under which the made ledger is shown, read-only."""
    yield from _served(
        make_ledger(tmp_path_factory.mktemp("app") / "made.ledger"), write=False
    )


@pytest.fixture
def served_to_write(tmp_path: Path) -> Iterator[str]:
    """The same, a fresh one on which judgements may be written."""
    yield from _served(make_ledger(tmp_path / "made.ledger"), write=True)


class Watched:
    """Pages of one test, and what they did that they must not."""

    def __init__(self, browser: object, base: str) -> None:
        self.browser = browser
        self.base = base
        self.faults: list[str] = []
        # What the browser itself reports of answers that a test asks for.
        self.expected = ["status of 404"]
        self.contexts: list[object] = []

    def open(self, path: str = "/", **options: object) -> object:
        """Open an address in a context of its own, wait until it is shown, return the page."""
        base = str(options.pop("base", self.base))
        given = {"viewport": WIDE, "locale": "en-GB", "timezone_id": "UTC"} | options
        context = self.browser.new_context(**given)
        context.set_default_timeout(PATIENCE_MS)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: self._said(said))
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("request", lambda request: self._asked(request.url, base))
        page.goto(f"{base}{path}")
        self.ready(page)
        return page

    def ready(self, page: object) -> None:
        """Wait until the view of the page's address is shown."""
        until(page, SHOWN)

    def _said(self, said: object) -> None:
        is_expected = any(words in said.text for words in self.expected)
        if said.type in ("error", "warning") and not is_expected:
            if "GPU stall" in said.text or "swiftshader" in said.text.lower():
                return
            self.faults.append(f"{said.type}: {said.text}")

    def _asked(self, url: str, base: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and f"{parts.scheme}://{parts.netloc}" != base:
            self.faults.append(f"asked another host: {url}")


@pytest.fixture
def app(browser: object, served: str) -> Iterator[Watched]:
    """Open pages of the served ledger; fails if one of them misbehaved."""
    watched = Watched(browser, served)
    yield watched
    for context in watched.contexts:
        context.close()
    assert watched.faults == []


@pytest.fixture
def incident_at(app: Watched) -> Callable[[str], str]:
    """Return the id of the incident whose row has the words."""

    def find(words: str) -> str:
        page = app.open("/incidents")
        row = page.locator(".row", has_text=words).first
        return str(row.get_attribute("data-id"))

    return find
