"""Warledger: news reports of armed conflict in, an attributed ledger of claims out.

In a notebook::

    from warledger import open_ledger, plot_losses

    with open_ledger("war.ledger") as ledger:
        incidents = ledger.to_geodataframe("incidents")
        plot_losses(ledger, measure="killed")

Importing this loads neither spaCy nor DuckDB; a name is loaded when it is first used. The
names' types stand in `__init__.pyi`, so that this file imports nothing of the package.
"""

from importlib import import_module

__version__ = "0.3.0"

__all__ = ["Band", "Ledger", "__version__", "loss_bands", "open_ledger", "plot_losses"]

_HOMES = {
    "Ledger": "warledger.store.ledger",
    "open_ledger": "warledger.store.opening",
    "Band": "warledger.web.plots",
    "loss_bands": "warledger.web.plots",
    "plot_losses": "warledger.web.plots",
}


def __getattr__(name: str) -> object:
    """Load a public name from where it lives."""
    if name not in _HOMES:
        raise AttributeError(f"module 'warledger' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)
