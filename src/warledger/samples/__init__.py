"""Sample reports for `warledger demo`: invented outlets, invented events, real geography.

Written for this package in the manner of agency copy, so that one run shows what real
reports do: two sides telling the same days, a denial, a rumour, a forecast, a copy, a
pasted page.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable

ENDINGS = (".txt", ".html", ".jsonl", ".csv", ".xml")


def sample_files() -> tuple[Traversable, ...]:
    """Return the shipped sample files, by name; README.md is not among them."""
    found = (f for f in files("warledger.samples").iterdir() if f.name.endswith(ENDINGS))
    return tuple(sorted(found, key=lambda f: f.name))
