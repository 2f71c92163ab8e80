"""Prove a ledger: its rows by themselves, and what is derived by deriving it again.

Reconciling is a function of reports, claims, judgements and rules. So a derived row that
was changed, added or lost in the file is one that reconciling a copy afresh does not give.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from warledger.pipeline.reconcile import find_pending, reconcile
from warledger.store.check import Breach, check
from warledger.store.copying import copy_ledger
from warledger.store.ledger import Ledger
from warledger.store.opening import open_ledger
from warledger.store.remade import differences, keep_derived


def prove(ledger: Ledger, *, afresh: bool = True) -> tuple[Breach, ...]:
    """Return every breach of the ledger's promises; empty for a sound one.

    With `afresh` a copy of the file is reconciled in the system's folder for such files and
    compared, which takes as long as 'warledger reconcile --afresh'. It is left out while
    reports wait to be reconciled, and where the rows themselves are not sound: what is made
    of them would tell nothing. Raises StoreError where there is no room for the copy.
    """
    found = check(ledger)
    if found or not afresh or find_pending(ledger).reports:
        return found
    return remake(ledger.path)


def remake(path: Path) -> tuple[Breach, ...]:
    """Return the derived rows that reconciling a copy of the ledger does not give."""
    with TemporaryDirectory(prefix="warledger-check-") as folder:
        copied = copy_ledger(path, Path(folder) / path.name).path
        keep_derived(copied)
        with open_ledger(copied, write=True) as again:
            reconcile(again, afresh=True)
        return tuple(differences(copied))
