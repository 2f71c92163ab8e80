"""Read the reports that are compared for copies, and keep at hand what is asked again.

Nearly all that meet are told apart by the threes of words that they have. These take a
twentieth of a folded report's room, so they are kept of many reports, and the words of few:
most texts are read once, however many others a report meets.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from warledger.model import ReportState
from warledger.reconcile.copies import Folded
from warledger.reconcile.words import fold_report
from warledger.store.ledger import Ledger
from warledger.store.records import to_report

# How many are kept: some 40 kB a folded report, 2 kB for its threes. No more can be asked
# for at once: a pair names two.
FOLDED, SEEDS = 1_000, 30_000

Kept = TypeVar("Kept")


def read_folded(ledger: Ledger, names: Sequence[str]) -> Iterator[Folded]:
    """Yield those of the reports that have a text that was taken in, by id."""
    for report in map(to_report, ledger.rows("reports_named", reports=list(names))):
        if report.state is not ReportState.SKIPPED:
            yield Folded(report, fold_report(report))


class AtHand:
    """The reports of a ledger, read when asked for; those asked for last are kept."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._folded: OrderedDict[str, Folded] = OrderedDict()
        self._seeds: OrderedDict[str, NDArray[np.int64]] = OrderedDict()

    def seeds(self, names: Iterable[str]) -> dict[str, NDArray[np.int64]]:
        """Return the hashes of all threes of words of each report, at most `SEEDS`."""
        wanted = set(names)
        self.keep(read_folded(self._ledger, _missing(self._seeds, wanted)))
        return {name: self._seeds[name] for name in wanted}

    def folded(self, names: Iterable[str]) -> dict[str, Folded]:
        """Return the reports with their words, at most `FOLDED`."""
        wanted = set(names)
        self.keep(read_folded(self._ledger, _missing(self._folded, wanted)))
        return {name: self._folded[name] for name in wanted}

    def keep(self, read: Iterable[Folded]) -> None:
        """Add reports that were read; let go of those not asked for the longest time."""
        for folded in read:
            name = folded.report.report_id
            self._folded[name] = folded
            self._seeds[name] = folded.seeds
            if len(self._folded) > FOLDED:
                self._folded.popitem(last=False)
            if len(self._seeds) > SEEDS:
                self._seeds.popitem(last=False)


def _missing(kept: OrderedDict[str, Kept], wanted: set[str]) -> list[str]:
    """Return what is not kept; what is will be the last to be let go of."""
    for name in wanted & kept.keys():
        kept.move_to_end(name)
    return sorted(wanted - kept.keys())
