"""A ledger as one page: incidents and control beside the reports, up to a stated size."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from app_ledger import HOSTILE, TURNED
from app_page import until
from brief_ledger import make_brief_ledger
from warledger.cli import warledger
from warledger.errors import QueryError
from warledger.store.opening import open_ledger
from warledger.web import whole_page
from warledger.web.brief.html import html
from warledger.web.brief.make import make_brief
from warledger.web.whole_page import Held, write_ledger_page

Browser = Any  # Playwright's, which may not be installed
AXE = Path(__file__).parent / "app" / "vendor" / "axe-core-4.14.1.min.js"
OPEN_ALL = "for (const one of document.querySelectorAll('.incident')) one.open = true"
MAY = (date(2031, 5, 1), date(2031, 5, 31))


@pytest.fixture(scope="module")
def ledger_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_brief_ledger(tmp_path_factory.mktemp("page") / "own.ledger")


def written(ledger: Path, out: Path, **days: date) -> Held:
    with open_ledger(ledger) as opened:
        return write_ledger_page(opened, out, title="t", **days)


def data(page: Path) -> dict[str, Any]:
    found = re.search(
        r'<script type="application/json" id="ledger">(.*?)</script>',
        page.read_text("utf-8"),
        re.S,
    )
    assert found is not None
    read: dict[str, Any] = json.loads(found[1])
    return read


def numbers_in(value: object, key: str = "") -> Iterator[int]:
    """Yield every claim's number that incidents or control name."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from numbers_in(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from numbers_in(inner, key)
    elif isinstance(value, int) and key in {"claims", "denies", "against"}:
        yield value


def test_a_page_holds_every_incident_and_state_with_its_claims(
    ledger_path: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    held = written(ledger_path, page)
    read = data(page)
    with open_ledger(ledger_path) as ledger:
        counts = ledger.counts()
    assert (held.reports, held.claims, held.incidents) == (
        counts.reports, counts.claims, counts.incidents,
    )  # fmt: skip
    assert len(read["incidents"]) == counts.incidents
    assert sum(len(place["states"]) for place in read["control"]) == counts.control
    named = set(numbers_in([read["incidents"], read["control"]]))
    assert named == set(range(counts.claims))


def test_the_same_ledger_gives_the_same_bytes(ledger_path: Path, tmp_path: Path) -> None:
    again = make_brief_ledger(tmp_path / "again.ledger", backwards=True)
    written(ledger_path, tmp_path / "a.html")
    written(again, tmp_path / "b.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_days_leave_the_reports_that_are_of_them_and_count_what_is_elsewhere(
    ledger_path: Path, tmp_path: Path
) -> None:
    page = tmp_path / "may.html"
    held = written(ledger_path, page, first=date(2031, 6, 25), last=date(2031, 6, 25))
    read = data(page)
    assert 0 < held.reports < 6
    assert any(one["elsewhere"] > 0 for one in read["incidents"])
    assert all(number < held.claims for number in numbers_in(read["incidents"]))


def test_a_page_that_would_be_too_large_is_refused_with_what_to_do(
    ledger_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole_page, "MOST_CLAIMS", 3)
    with pytest.raises(
        QueryError, match=r"more than one page holds .* fewer days with --from"
    ):
        written(ledger_path, tmp_path / "page.html")
    assert not (tmp_path / "page.html").exists()


def test_days_out_of_order_and_days_of_nothing_are_refused(
    ledger_path: Path, tmp_path: Path
) -> None:
    out = tmp_path / "page.html"
    with pytest.raises(QueryError, match="lies after the last"):
        written(ledger_path, out, first=MAY[1], last=MAY[0])
    with pytest.raises(QueryError, match="nothing in this range"):
        written(ledger_path, out, first=date(1999, 1, 1), last=date(1999, 1, 2))


def test_the_command_writes_a_page_and_never_over_the_ledger(
    ledger_path: Path, tmp_path: Path
) -> None:
    out = tmp_path / "page.html"
    told = CliRunner().invoke(warledger, ["page", str(ledger_path), "-o", str(out)])
    assert (told.exit_code, told.stdout) == (0, "")
    assert "incidents" in told.stderr
    before = ledger_path.read_bytes()
    told = CliRunner().invoke(warledger, ["page", str(ledger_path), "-o", str(ledger_path)])
    assert told.exit_code == 2
    assert ledger_path.read_bytes() == before


def test_in_a_browser_cells_open_their_claim_and_hostile_text_is_text(
    ledger_path: Path, tmp_path: Path, browser: Browser
) -> None:
    page_path = tmp_path / "page.html"
    written(ledger_path, page_path)
    said: list[str] = []
    asked: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_path.as_uri())
    incident = page.locator(".incident", has_text="Arvane").first
    incident.locator("summary").click()
    incident.locator(".accounts").first.wait_for()
    assert "Where they differ" in incident.inner_text()
    incident.locator(".accounts tbody tr th .plain").first.click()
    quote = page.locator("#claim blockquote").inner_text()
    assert quote in incident.locator(".accounts").inner_text()
    assert page.locator("#control .strip").count() > 0
    page.locator("#control li .plain").first.click()
    page.evaluate(OPEN_ALL)
    until(page, "document.querySelectorAll('.incident .body:empty').length === 0")
    assert page.title() == "t"
    shown = page.locator("#incidents").inner_text()
    assert HOSTILE in shown
    assert TURNED not in shown
    page.fill("#f-words", "no such words")
    assert "No incident fits" in page.locator("#incidents").inner_text()
    page.close()
    assert said == []
    assert asked == [page_path.as_uri()]


@pytest.mark.parametrize("form", ["page", "brief"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_the_page_and_the_brief(
    ledger_path: Path, tmp_path: Path, browser: Browser, form: str, scheme: str
) -> None:
    path = tmp_path / "made.html"
    written(ledger_path, path)
    if form == "brief":
        with open_ledger(ledger_path) as ledger:
            path.write_text(html(make_brief(ledger, *MAY)), "utf-8")
    page = browser.new_page(color_scheme=scheme)
    page.goto(path.as_uri())
    page.evaluate(OPEN_ALL)
    until(page, "document.querySelectorAll('.incident .body:empty').length === 0")
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    page.close()
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
