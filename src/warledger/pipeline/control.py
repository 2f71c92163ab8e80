"""Keep the table `control` true for the places that pending claims speak of."""

from warledger.pipeline.changes import Pending
from warledger.store.ledger import Ledger


def update_control(ledger: Ledger, pending: Pending, copied: frozenset[str]) -> None:
    """Make the states of every place anew that a pending or outdated claim names."""
