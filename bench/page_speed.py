"""How fast the served page is in Debian's Chromium: `page_speed.py LEDGER`.

    python bench/made_ledger.py m100k.ledger --incidents 100000
    python bench/page_speed.py m100k.ledger

Measured in the page, with a fresh browser profile each time, the median of `--times` runs:
first paint, the first useful paint (filters with counts and the first rows of the list are
there), when the timeline and the map's incidents are drawn, from a filter's press to the
redrawn map data, counts and timeline, and the bytes over the wire. The map is drawn
by the software renderer here, which is slower than any graphics card. `--screens FOLDER`
also writes how the overview looks with so many incidents.
"""

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

Page = Any  # Playwright's, imported where it is used

FLAGS = [
    "--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader", "--disable-dev-shm-usage",
]  # fmt: skip
PATIENCE_S = 120.0
# Notes the moments at which the page first shows what it shows.
WATCH = """
window.seen = {};
const look = () => {
  const note = (name, is) => {
    if (is && !(name in window.seen)) window.seen[name] = performance.now();
  };
  const has = (selector) => document.querySelector(selector) !== null;
  note('useful', has('.facet .n') && has('.list .row'));
  note('timeline', document.querySelector('.range-words')?.textContent);
  note('map', document.querySelector('.map')?.dataset.drawn === 'yes');
  requestAnimationFrame(look);
};
look();
"""
BYTES = "performance.getEntries().reduce((sum, e) => sum + (e.transferSize ?? 0), 0)"
PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
BOXES = '.facet[data-facet="side"] input'


def serve(ledger: Path) -> tuple[subprocess.Popen[str], str]:
    """Start the server and return it with its address."""
    command = [sys.executable, "-m", "warledger.cli", "serve", str(ledger), "--no-browser"]
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(r"http://127\.0\.0\.1:\d+", line):
            return process, found[0]
    raise SystemExit("the server did not start")


def until(page: Page, script: str) -> None:
    """Wait until an expression is true."""
    last = time.monotonic() + PATIENCE_S
    while not page.evaluate(script):
        if time.monotonic() > last:
            raise SystemExit(f"never came true: {script}")
        time.sleep(0.02)


def visit(browser: Page, address: str, screens: Path | None) -> dict[str, float]:
    """Open the overview in a fresh context, press three filters, return what it took."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(address)
    until(page, "window.seen.map !== undefined && window.seen.useful !== undefined")
    took = {f"{name} ms": at for name, at in page.evaluate("window.seen").items()}
    took["first paint ms"] = page.evaluate(PAINT)
    took["bytes"] = page.evaluate(BYTES)
    redrawn = []
    for number in range(3):
        page.evaluate("document.querySelector('.overview').dataset.redrawn = ''")
        page.locator(BOXES).nth(number).check()
        until(page, "document.querySelector('.overview').dataset.redrawn !== ''")
        redrawn.append(
            float(page.evaluate("document.querySelector('.overview').dataset.redrawn"))
        )
    took["filter to redraw ms"] = statistics.median(redrawn)
    if screens is not None:
        picture(page, address, screens)
    context.close()
    return took


def picture(page: Page, address: str, screens: Path) -> None:
    """Write the overview, light and dark, as it looks with many incidents."""
    screens.mkdir(parents=True, exist_ok=True)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(address)
        until(page, "window.seen.map !== undefined")
        page.wait_for_timeout(4000)
        page.screenshot(path=str(screens / f"overview-many-{scheme}-wide.png"))


def main() -> None:
    """Measure and print a table."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--screens", type=Path)
    given = parser.parse_args()
    server, address = serve(given.ledger)
    try:
        with sync_playwright() as playwright:
            path = shutil.which("chromium") or shutil.which("chromium-browser")
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            runs = []
            for number in range(given.times):
                screens = given.screens if number == 0 else None
                runs.append(visit(browser, f"{address}/", screens))
            browser.close()
    finally:
        server.terminate()
    for name in (
        "first paint ms",
        "useful ms",
        "timeline ms",
        "map ms",
        "filter to redraw ms",
        "bytes",
    ):
        print(f"{name:22}{statistics.median(run[name] for run in runs):>12,.0f}")


if __name__ == "__main__":
    main()
