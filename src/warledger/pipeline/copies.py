"""Find which of the pending reports repeat others, and keep the table `copies` true.

Three steps, each a function of the reports that there are and not of their arrival. A
report's keys bring it together with the earliest few reports of each key: so ten thousand
copies of one story are compared with its first few, not with one another. Each two that
meet are compared for themselves. Then every group of reports that a new or vanished pair
touches is assigned its origins anew.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeVar, cast

from warledger.pipeline.changes import Pending
from warledger.pipeline.copies_read import AtHand, read_folded
from warledger.pipeline.copies_rows import fresh_row, pair_row, to_member, to_pairing
from warledger.pipeline.shelf import EMPTY, Shelf
from warledger.reconcile.copies import Folded, compare_reports, may_repeat, order
from warledger.reconcile.copies_origins import assign_origins
from warledger.reconcile.fingerprints import ALGORITHM, LEAST_SHARED, fingerprint
from warledger.store.copies import copying_row
from warledger.store.ledger import Ledger
from warledger.store.rows import Row

# The earliest reports of a key, with which all others of the key are compared. The first
# is most likely the origin; the others make up for an early report that is cut short.
LEADERS = 4
# Reports, pairs and members of groups in memory at once.
REPORTS_AT_ONCE = 500
PAIRS_READ, PAIRS_ALIGNED = 10_000, 400
MEMBERS_AT_ONCE = 2_000
# Pairs that meet at once, some 150 bytes each where they are looked through.
PAIRS_AT_ONCE = 1_000_000

Item = TypeVar("Item")


def update_copies(ledger: Ledger, pending: Pending, shelf: Shelf = EMPTY) -> frozenset[str]:
    """Return the reports whose row in `copies` is new, changed or gone."""
    outdated = _names(ledger, "copies_outdated", method=ALGORITHM)
    names = sorted({*outdated, *(name for name, _ in pending.reports)})
    ledger.apply("copies_begin", leaders=LEADERS)
    ledger.insert("copies_pending", [{"report": name} for name in names])
    ready: set[str] = set()
    for rows in shelf.take("copies_fresh", set(pending.reports)):
        ledger.add("copies_fresh", rows)
        ready.update(rows["report"].to_pylist())
    at_hand = AtHand(ledger)
    unread = [name for name in names if name not in ready]
    for batch in _batches(unread, REPORTS_AT_ONCE):
        read = list(read_folded(ledger, batch))
        fresh = [fresh_row(folded, fingerprint(folded.words)) for folded in read]
        ledger.insert("copies_fresh", fresh)
        at_hand.keep(read)
    ledger.apply("copies_take_in")
    ledger.apply("copies_let_go")
    _meet(ledger)
    found = compare_met(ledger, at_hand)
    unsettled = found.union(_names(ledger, "copies_unsettled"))
    changed = [
        settle(ledger, group) for group in _batches_of_groups(ledger, sorted(unsettled))
    ]
    return frozenset[str]().union(*changed)


def _names(ledger: Ledger, query: str, **values: object) -> list[str]:
    return [cast(str, row["report"]) for row in ledger.rows(query, **values)]


def _batches(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def _meet(ledger: Ledger) -> None:
    """Find who is compared with whom, part by part, and in which order."""
    pairs = cast(int, next(iter(ledger.rows("copies_size")))["pairs"])
    parts = 1 + pairs // PAIRS_AT_ONCE
    for part in range(parts):
        ledger.apply("copies_meet", least=LEAST_SHARED, parts=parts, part=part)
    ledger.apply("copies_order")


def compare_met(ledger: Ledger, at_hand: AtHand) -> set[str]:
    """Compare who meets, in their order; store and return those who repeat others."""
    found: set[str] = set()
    after = 0
    while batch := list(ledger.rows("copies_next", after=after, most=PAIRS_READ)):
        after += len(batch)
        met = [(cast(str, pair["a"]), cast(str, pair["b"])) for pair in batch]
        seeds = at_hand.seeds(chain.from_iterable(met))
        near = [(a, b) for a, b in met if may_repeat(seeds[a], seeds[b])]
        for some in _batches(near, PAIRS_ALIGNED):
            folded = at_hand.folded(chain.from_iterable(some))
            pairs = [row for a, b in some for row in pair_rows(folded[a], folded[b])]
            ledger.insert("copy_pairs", pairs)
            found.update(cast(str, row[end]) for row in pairs for end in ("copy", "origin"))
    return found


def pair_rows(one: Folded, other: Folded) -> Iterator[Row]:
    """Yield the row of `copy_pairs` for two reports of which one repeats the other."""
    repeat = compare_reports(one, other)
    if repeat is not None:
        first, second = sorted((one, other), key=lambda folded: order(folded.report))
        yield pair_row(repeat, first.words, second.words)


def _batches_of_groups(ledger: Ledger, names: Sequence[str]) -> Iterator[list[str]]:
    """Yield the reports and all that they hang together with, whole groups at a time."""
    batch: list[str] = []
    for group in _groups(names, _ties(ledger, names)):
        batch += group
        if len(batch) >= MEMBERS_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _ties(ledger: Ledger, names: Sequence[str]) -> set[tuple[str, str]]:
    """Return every pair that can be reached from the reports."""
    ties: set[tuple[str, str]] = set()
    seen, edge = set(names), list(names)
    while edge:
        rows = ledger.rows("copy_ties", reports=edge)
        new = {(cast(str, row["copy"]), cast(str, row["origin"])) for row in rows}
        ties |= new
        edge = sorted({name for tie in new for name in tie} - seen)
        seen.update(edge)
    return ties


def _groups(names: Iterable[str], ties: Iterable[tuple[str, str]]) -> Iterator[list[str]]:
    """Yield who hangs together, in order; each report once."""
    beside: dict[str, set[str]] = {name: set() for name in names}
    for one, other in ties:
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)
    seen: set[str] = set()
    for name in sorted(beside):
        group, edge = [], [] if name in seen else [name]
        seen.add(name)
        while edge:
            here = edge.pop()
            group.append(here)
            edge += beside[here] - seen
            seen |= beside[here]
        if group:
            yield sorted(group)


def settle(ledger: Ledger, names: list[str]) -> set[str]:
    """Assign whole groups their origins; return the reports whose row is another now."""
    members = list(ledger.rows("copy_members", reports=names))
    revisions = {cast(str, row["report"]): cast(int, row["revision"]) for row in members}
    pairs = map(to_pairing, ledger.rows("copy_group", reports=names))
    now = {
        copying.report_id: copying_row(copying, revisions[copying.report_id])
        for copying in assign_origins(map(to_member, members), pairs)
    }
    before = {
        cast(str, row["report"]): row for row in ledger.rows("copies_of", reports=names)
    }
    changed = {name for name in names if before.get(name) != now.get(name)}
    ledger.apply("copies_forget", reports=sorted(changed))
    ledger.insert("copies", [now[name] for name in sorted(changed) if name in now])
    return changed
