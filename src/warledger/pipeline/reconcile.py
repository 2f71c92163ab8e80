"""Bring what follows from the claims up to date: copies, links, incidents, control.

Every stage is a function of sets: which reports and claims there are, what people judged,
by which rules. So the order of arrival does not matter, and taking in a few reports gives
what taking in all of them at once would give. All of it is one transaction: a run that is
killed leaves the old state, and the next one finds the same reports pending.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from warledger.model import identity
from warledger.pipeline.changes import Pending
from warledger.pipeline.control import update_control
from warledger.pipeline.copies import update_copies
from warledger.pipeline.incidents import begin_incidents, end_incidents
from warledger.pipeline.linking import update_links
from warledger.pipeline.shelf import EMPTY, Shelf
from warledger.pipeline.tasks import Doing, one_by_one
from warledger.store.ledger import Ledger

# Raise it whenever one of the stages would give another result for the same claims: the
# derived tables of every ledger are then made again.
RULES = 3

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Reconciled:
    """How many reports were taken in, and how many incidents were made or made again."""

    reports: int
    incidents: int


def reconcile(
    ledger: Ledger,
    *,
    afresh: bool = False,
    progress: Progress | None = None,
    shelf: Shelf = EMPTY,
    do: Doing = one_by_one,
) -> Reconciled:
    """Take in what is pending and return how much that was; `afresh` makes all again.

    What `shelf` holds of the pending reports is taken from there, the rest got ready here;
    `do` does what may be done side by side.
    """
    tell = progress or (lambda _: None)
    ledger.make_room()
    with ledger.writing():
        if afresh or _has_other_rules(ledger):
            ledger.apply("clear_derived")
        pending = find_pending(ledger)
        tell(f"looking for copies among {len(pending.reports):,} reports")
        copied = _resting_on(ledger, pending, update_copies(ledger, pending, shelf))
        tell("comparing claims")
        regrouped = update_links(ledger, pending, shelf)
        begun = begin_incidents(ledger, regrouped, copied, do)
        # Incidents and control do not hang on one another: workers begin with the former.
        tell("writing who holds what")
        update_control(ledger, pending, copied)
        tell(f"making {len(regrouped.clusters):,} incidents")
        made = end_incidents(ledger, begun)
        _mark_taken_in(ledger, pending)
    return Reconciled(len(pending.reports), len(made))


def find_pending(ledger: Ledger) -> Pending:
    """Return the newest revisions that the derived tables lack, and what they replace."""
    rows = ledger.rows("pending", rules=rules())
    reports = [(cast(str, row["report"]), cast(int, row["revision"])) for row in rows]
    outdated = ledger.rows("outdated_claims", reports=[name for name, _ in reports])
    return Pending(reports, frozenset(cast(str, row["claim_id"]) for row in outdated))


def _resting_on(ledger: Ledger, pending: Pending, copied: frozenset[str]) -> frozenset[str]:
    """Return the reports whose origins may be others now, or tell of themselves otherwise.

    Besides those whose row in `copies` is another now, whoever repeats a pending one.
    """
    changed = copied.union(name for name, _ in pending.reports)
    rows = ledger.rows("copies_resting_on", reports=sorted(changed))
    return copied.union(cast(str, row["report"]) for row in rows)


def rules() -> str:
    """Return by which rules the stages work, as the table `reconciled` has it."""
    return identity("reconcile", RULES)


def _has_other_rules(ledger: Ledger) -> bool:
    return any(row["rules"] != rules() for row in ledger.rows("rules"))


def _mark_taken_in(ledger: Ledger, pending: Pending) -> None:
    names = [name for name, _ in pending.reports]
    ledger.apply("forget_taken_in", reports=names)
    taken = [
        {"report": name, "revision": revision, "rules": rules()}
        for name, revision in pending.reports
    ]
    ledger.insert("reconciled", taken)
