"""Make the incidents of regrouped claims, and of those whose reports turned out copies."""

from warledger.pipeline.changes import Regrouped
from warledger.store.ledger import Ledger


def update_incidents(
    ledger: Ledger, regrouped: Regrouped, copied: frozenset[str]
) -> frozenset[str]:
    """Return the ids of the incidents that were made or made again."""
    return frozenset()
