"""The page in a real browser: it starts, runs nothing foreign, and shows what is chosen."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from warledger.model import Claim, Report
from warledger.web.page import write_page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--enable-logging=stderr",
    "--virtual-time-budget=4000",
    "--window-size=1300,900",
]

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="needs chromium, which is not installed"
)

Told = list[tuple[Report, list[Claim]]]
Open = Callable[..., tuple[str, str]]


@pytest.fixture
def open_page(tmp_path: Path) -> Open:
    """Open records as a page and return the document after its script ran, and the console."""

    def opened(told: Told, *, title: str = "t", view: str = "") -> tuple[str, str]:
        page = write_page(told, tmp_path / "page.html", title=title)
        profile = f"--user-data-dir={tmp_path / 'profile'}"
        command = [str(CHROMIUM), *QUIET, profile, "--dump-dom", f"{page.as_uri()}{view}"]
        done = subprocess.run(command, capture_output=True, timeout=90, check=True)
        log = done.stderr.decode("utf-8", "replace")
        return done.stdout.decode("utf-8", "replace"), "\n".join(
            re.findall(r".*CONSOLE.*", log)
        )

    return opened


def body(dom: str) -> str:
    """The document without the script and the data, which quote everything."""
    return re.sub(r"<script.*?</script>", "", dom, flags=re.DOTALL)


def test_the_page_starts_without_a_word_on_the_console(told: Told, open_page: Open) -> None:
    dom, console = open_page(told)
    assert 'data-ready="yes"' in dom
    assert console == ""


def test_a_claims_own_address_opens_its_fields(told: Told, open_page: Open) -> None:
    taking = told[0][1][2]
    card = body(open_page(told, view=f"#claim={taking.claim_id}")[0]).split('id="claim"')[1]
    for words in (
        "Tue, 22 Aug 2017",
        "the text names nobody who held them",
        "no gazetteer row",
    ):
        assert words in card
    assert "[object" not in card


def test_an_unplaced_name_is_listed_and_never_pinned(told: Told, open_page: Open) -> None:
    dom = body(open_page(told)[0])
    pins = re.findall(r'class="spot[^>]*aria-label="([^"]*)"', dom)
    assert sorted(pins) == ["Arak: 2 claims", "Tadmur: 1 claim, its province"]
    assert "1 name without a place on the map" in dom


def test_a_coarse_place_is_an_area_and_not_a_pin(told: Told, open_page: Open) -> None:
    tadmur = re.search(
        r'<g class="spot([^"]*)"[^>]*aria-label="Tadmur.*?</g>', body(open_page(told)[0])
    )
    assert tadmur is not None
    assert "area" in tadmur[1]
    assert 'class="ring"' in tadmur[0]
    assert 'class="mark"' not in tadmur[0]


def test_filters_in_the_address_leave_what_fits(told: Told, open_page: Open) -> None:
    dom = body(open_page(told, view="#without=denied,unconfirmed")[0])
    assert "1 of 3 claims in 1 report" in dom


def test_hostile_words_run_nothing(hostile: Callable[[str], Told], open_page: Open) -> None:
    words = "<img src=x onerror=\"document.title='ran'\"></script><script>document.title='ran'</script>"
    claim = hostile(words)[0][1][0]
    dom, console = open_page(hostile(words), title="calm", view=f"#claim={claim.claim_id}")
    assert "<title>calm</title>" in dom
    assert 'data-ready="yes"' in dom
    assert "<img" not in body(dom)
    assert console == ""
