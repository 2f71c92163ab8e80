"""Find which of the pending reports repeat others, and keep the table `copies` true.

Three steps, each a function of the reports that there are and not of their arrival. A
report's keys bring it together with the earliest few reports of each key: so ten thousand
copies of one story are compared with its first few, not with one another. Each two that
meet are compared for themselves. Then every group of reports that a new or vanished pair
touches is assigned its origins anew.
"""

from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar, cast

from warledger.model import ReportState
from warledger.pipeline.changes import Pending
from warledger.pipeline.copies_rows import fresh_row, pair_row, to_member, to_pairing
from warledger.pipeline.shelf import EMPTY, Shelf
from warledger.reconcile.copies import Folded, compare_reports, order
from warledger.reconcile.copies_origins import assign_origins
from warledger.reconcile.fingerprints import ALGORITHM, LEAST_SHARED, fingerprint
from warledger.reconcile.words import fold_report
from warledger.store.copies import copying_row
from warledger.store.ledger import Ledger
from warledger.store.records import to_report
from warledger.store.rows import Row

# The earliest reports of a key, with which all others of the key are compared. The first
# is most likely the origin; the others make up for an early report that is cut short.
LEADERS = 4
# Reports, pairs and members of groups in memory at once.
REPORTS_AT_ONCE = 500
FOLDED_AT_ONCE = 2_000
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
    known: OrderedDict[str, Folded] = OrderedDict()
    unread = [name for name in names if name not in ready]
    for batch in _batches(unread, REPORTS_AT_ONCE):
        read = list(read_folded(ledger, batch))
        fresh = [fresh_row(folded, fingerprint(folded.words)) for folded in read]
        ledger.insert("copies_fresh", fresh)
        _keep(known, read)
    ledger.apply("copies_take_in")
    ledger.apply("copies_let_go")
    found: set[str] = set()
    pairs = cast(int, next(iter(ledger.rows("copies_size")))["pairs"])
    parts = 1 + pairs // PAIRS_AT_ONCE
    for part in range(parts):
        found |= _compare(ledger, known, parts=parts, part=part)
    unsettled = found.union(_names(ledger, "copies_unsettled"))
    changed = [
        settle(ledger, group) for group in _batches_of_groups(ledger, sorted(unsettled))
    ]
    return frozenset[str]().union(*changed)


def _names(ledger: Ledger, query: str, **values: object) -> list[str]:
    return [cast(str, row["report"]) for row in ledger.rows(query, **values)]


def _batches(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def read_folded(ledger: Ledger, names: Sequence[str]) -> Iterator[Folded]:
    """Yield those of the reports that have a text that was taken in, by id."""
    for report in map(to_report, ledger.rows("reports_named", reports=list(names))):
        if report.state is not ReportState.SKIPPED:
            yield Folded(report, fold_report(report))


def _keep(known: OrderedDict[str, Folded], read: Iterable[Folded]) -> None:
    """Add reports to those at hand, and let the oldest of too many go."""
    known.update((folded.report.report_id, folded) for folded in read)
    while len(known) > FOLDED_AT_ONCE:
        known.popitem(last=False)


def _compare(ledger: Ledger, known: OrderedDict[str, Folded], **which: int) -> set[str]:
    """Compare who meets in one part, store those who repeat one another; return them."""
    rows = ledger.rows("copy_candidates", least=LEAST_SHARED, **which)
    candidates = _together((cast(str, row["a"]), cast(str, row["b"])) for row in rows)
    found: set[str] = set()
    for batch in _batches(candidates, REPORTS_AT_ONCE):
        wanted = sorted({name for pair in batch for name in pair})
        for name in wanted:
            if name in known:
                known.move_to_end(name)
        missing = [name for name in wanted if name not in known]
        _keep(known, read_folded(ledger, missing))
        pairs = [row for a, b in batch for row in pair_rows(known[a], known[b])]
        ledger.insert("copy_pairs", pairs)
        found.update(cast(str, row[side]) for row in pairs for side in ("copy", "origin"))
    return found


def pair_rows(one: Folded, other: Folded) -> Iterator[Row]:
    """Yield the row of `copy_pairs` for two reports of which one repeats the other."""
    repeat = compare_reports(one, other)
    if repeat is not None:
        first, second = sorted((one, other), key=lambda folded: order(folded.report))
        yield pair_row(repeat, first.words, second.words)


def _together(candidates: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the pairs in an order in which few texts are read twice.

    Those that hang together stand side by side, and there the pairs of whoever is in fewer:
    its text is read for them, while the few that are in many pairs stay at hand.
    """
    pairs = list(candidates)
    many = Counter(name for pair in pairs for name in pair)
    groups = _groups((), pairs)
    place = {name: n for n, group in enumerate(groups) for name in group}
    rarer = {pair: min(pair, key=lambda name: (many[name], name)) for pair in pairs}
    return sorted(pairs, key=lambda pair: (place[pair[0]], rarer[pair], pair))


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
