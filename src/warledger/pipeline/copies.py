"""Find which of the pending reports repeat others, and keep the table `copies` true."""

from warledger.pipeline.changes import Pending
from warledger.store.ledger import Ledger


def update_copies(ledger: Ledger, pending: Pending) -> frozenset[str]:
    """Return the reports whose row in `copies` is new, changed or gone."""
    return frozenset()
