"""Compare pending claims with all others, and group what tells of one event."""

from warledger.pipeline.changes import Pending, Regrouped
from warledger.store.ledger import Ledger


def update_links(ledger: Ledger, pending: Pending) -> Regrouped:
    """Return the claims whose grouping may have changed, grouped anew."""
    return Regrouped()
