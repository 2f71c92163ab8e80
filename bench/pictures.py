"""Take the README's pictures: pages of the sample reports' ledger, in Debian's Chromium.

    python bench/pictures.py            writes docs/pictures/*.png anew

The ledger is made here from the reports that ship, so the pictures show what a reader of
the tutorial sees. They are brought down to 256 colours, a third of their size.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from page_speed import FLAGS, serve, until
from warledger.executors.local import ingest
from warledger.pipeline import Settings
from warledger.samples import sample_files

Page = Any  # Playwright's, imported where it is used

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
SIZE = {"width": 1280, "height": 800}
MAP_DRAWN = "document.querySelector('.map')?.dataset.drawn === 'yes'"
SHOWN = "document.documentElement.dataset.ready === location.pathname"
SYRIA = "/?from=2017-11-01&to=2017-11-30"


def sample_ledger(folder: Path) -> Path:
    """Return a ledger of the sample reports, made in the folder."""
    for sample in sample_files():
        (folder / sample.name).write_bytes(sample.read_bytes())
    ledger = folder / "war.ledger"
    paths = [str(folder / sample.name) for sample in sample_files()]
    ingest(ledger, paths, settings=Settings(), workers=1)
    return ledger


def the_map(page: Page, address: str) -> None:
    """Show the map and the list of one story's days."""
    page.goto(f"{address}{SYRIA}")
    until(page, MAP_DRAWN)
    page.get_by_text("1 m", exact=True).click()


def the_incident(page: Page, address: str) -> None:
    """Show the incident on which the sample reports differ most."""
    page.goto(f"{address}/incidents?standing=contested")
    until(page, SHOWN)
    row = page.locator(".row", has_text="Umm Haratayn").first
    page.goto(f"{address}/incidents/{row.get_attribute('data-id')}")
    page.locator(".claimants tbody").first.wait_for()


def the_claim(page: Page, address: str) -> None:
    """Show the report under a claim, with the claim's fields."""
    page.goto(f"{address}/reports/abu-duhur-herald")
    until(page, SHOWN)
    page.locator(".q", has_text="killed").first.click()
    page.locator(".claim-card h2").wait_for()


def the_control(page: Page, address: str) -> None:
    """Show who held a place, a lane a claimant."""
    page.goto(f"{address}/places/name%3AUmm%20Haratayn")
    page.locator(".lanes li").first.wait_for()


SUBJECTS: dict[str, Callable[[Page, str], None]] = {
    "map": the_map,
    "incident": the_incident,
    "claim": the_claim,
    "control": the_control,
}


def main() -> None:
    """Write every picture, or those that are named."""
    from PIL import Image
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or sys.exit("chromium: not installed")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        process, address = serve(sample_ledger(Path(folder)))
        try:
            with sync_playwright() as drive:
                browser = drive.chromium.launch(executable_path=chromium, args=FLAGS)
                for name in sys.argv[1:] or SUBJECTS:
                    context = browser.new_context(viewport=SIZE, locale="en-GB")
                    page = context.new_page()
                    SUBJECTS[name](page, address)
                    time.sleep(1.0)  # what fades in has faded in
                    path = PICTURES / f"{name}.png"
                    page.screenshot(path=str(path))
                    Image.open(path).quantize(256).save(path, optimize=True)
                browser.close()
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()
