"""Waiting for what a page shows, in words that its content security policy allows."""

import time
from typing import Any

Page = Any  # Playwright's, which may not be installed

PATIENCE_S = 45.0
PAUSE_S = 0.05

# The map has drawn all that it has.
MAP_DRAWN = "document.querySelector('.map')?.dataset.drawn === 'yes'"
SHOWN = "document.documentElement.dataset.ready === location.pathname"


def until(page: Page, script: str, patience: float = PATIENCE_S) -> None:
    """Wait until an expression is true in the page.

    Playwright's own `wait_for_function` makes functions of strings in the page, which the
    policy forbids; `evaluate` goes through the debugger, which it does not reach.
    """
    last = time.monotonic() + patience
    while not page.evaluate(script):
        assert time.monotonic() < last, f"never came true: {script}"
        time.sleep(PAUSE_S)


def until_text(page: Page, selector: str, words: str) -> None:
    """Wait until the first element that the selector finds begins with the words."""
    last = time.monotonic() + PATIENCE_S
    while not (told := _text(page, selector)).startswith(words):
        assert time.monotonic() < last, f"{selector} says {told!r}, not {words!r}"
        time.sleep(PAUSE_S)


def _text(page: Page, selector: str) -> str:
    found = page.evaluate("s => document.querySelector(s)?.textContent ?? ''", selector)
    return str(found).strip()
