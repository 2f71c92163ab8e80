"""Whether everybody can use the pages: axe-core on each, light and dark, wide and narrow.

axe-core 4.14.1 lies in `vendor/` (MPL-2.0, npm). `WARLEDGER_SCREENS` names a folder for pictures
of every page; without it none are written (`make screens` writes docs/screens).
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app_page import MAP_DRAWN, Page, until

AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1.min.js"
WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 390, "height": 844}
SERIOUS = ("serious", "critical")
RULES = (
    "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"
)

PAGES = {
    "overview": "/",
    "overview-filtered": "/?status=occurred&from=2031-05-01&to=2031-05-31&open=place:geonames:900002",
    "incidents": "/incidents",
    "incident": "/incidents/{contested}",
    "place": "/places/geonames:900001",
    "actor": "/actors/x:north-army",
    "speaker": "/speakers/League%20spokesman",
    "outlet": "/outlets/River%20Post",
    "report": "/reports/league-1#0-47",
    "report-rtl": "/reports/bridge-1",
    "hostile": "/reports/trap%2F1",
    "places": "/incidents?tab=places",
    "run": "/runs",
    "nothing": "/reports/none",
}


def faults(page: Page) -> list[str]:
    """Return what axe finds serious, with the element."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(f"axe.run(document, {RULES})")["violations"]
    return [
        f"{one['impact']} {one['id']}: {one['nodes'][0]['html'][:160]} "
        f"{one['nodes'][0].get('failureSummary', '')[:300]}"
        for one in found
        if one["impact"] in SERIOUS
    ]


def picture(page: Page, name: str) -> None:
    folder = os.environ.get("WARLEDGER_SCREENS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / f"{name}.png"))


@pytest.mark.parametrize("looks", ["light-wide", "dark-narrow"])
@pytest.mark.parametrize("name", PAGES)
def test_no_serious_barrier(
    app: Page, incident_at: Callable[[str], str], name: str, looks: str
) -> None:
    path = PAGES[name]
    if "{contested}" in path:
        path = path.format(contested=incident_at("Arvane"))
    scheme, size = looks.split("-")
    page = app.open(path, color_scheme=scheme, viewport=WIDE if size == "wide" else NARROW)
    if name.startswith("overview"):
        until(page, MAP_DRAWN)
    page.wait_for_timeout(300)
    assert faults(page) == []
    picture(page, f"{name}-{looks}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_legend_and_the_open_passage_have_no_serious_barrier(
    app: Page, incident_at: Callable[[str], str], scheme: str
) -> None:
    page = app.open("/", color_scheme=scheme)
    until(page, MAP_DRAWN)
    page.locator("summary", has_text="Legend").click()
    assert faults(page) == []
    picture(page, f"legend-{scheme}-wide")
    page = app.open(f"/incidents/{incident_at('Arvane')}", color_scheme=scheme)
    page.locator(".claimants .cell").first.click()
    page.locator(".drawer mark").wait_for()
    assert faults(page) == []
    picture(page, f"passage-{scheme}-wide")
