"""Make a ledger of an export of a whole ledger: the same rows, the same exports.

The new ledger is filled under another name, reconciled and checked, and moved into place
only if it is sound, so that a refused file leaves nothing behind.
"""

from collections.abc import Iterable
from pathlib import Path

from warledger.errors import ConfigError, StoreError
from warledger.pipeline.reconcile import reconcile
from warledger.store.check import check
from warledger.store.ledger import Counts
from warledger.store.opening import open_ledger
from warledger.store.reimport import Progress, fill


def reimport(
    path: Path, lines: Iterable[bytes], name: str, *, progress: Progress | None = None
) -> Counts:
    """Make a ledger at `path` of the lines of an export and return what it holds.

    `name` is the export's, for messages. Raises ConfigError where there is something at
    `path`, StoreError for lines that are no unedited export; then nothing is made.
    """
    if path.exists():
        raise ConfigError(
            f"{path}: is there already; name a new file, or remove the old one"
        )
    made = path.with_name(f".{path.name}.import")
    _remove(made)  # left by an import that was killed
    try:
        with open_ledger(made, write=True) as ledger:
            fill(ledger, lines, name, progress=progress)
            reconcile(ledger)
            counts = ledger.counts()
            breaches = check(ledger)
        if breaches:
            raise StoreError(
                f"{name}: is no sound ledger, {len(breaches):,} breaches, the first: "
                f"{breaches[0].what}: {breaches[0].name}; take an export that nobody edited"
            )
        made.replace(path)
    finally:
        _remove(made)
    return counts


def _remove(made: Path) -> None:
    for left in (made, made.with_name(f"{made.name}.wal")):
        left.unlink(missing_ok=True)
