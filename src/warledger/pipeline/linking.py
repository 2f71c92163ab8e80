"""Compare pending claims with all others, and group what tells of one event.

Features of the pending claims are got ready in Python, a report at a time; pairs are found,
compared and weighed as statements over tables (store/queries/link_*.sql); groups are made
in Python, a connected component at a time. What is stored follows from the claims that
there are and the judgements, not from the order in which they came: a form of claim that
arrives, goes, or moves among the anchors of a block is compared again with all it meets.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import cast

from warledger.geo.gazetteer import load_gazetteer
from warledger.geo.romanise import fold_keys
from warledger.model import Claim, Place, Report
from warledger.pipeline.changes import Pending, Regrouped
from warledger.pipeline.shelf import EMPTY, Shelf
from warledger.reconcile.block import ANCHORS, find_keys
from warledger.reconcile.cluster import (
    ONE_TEXT,
    Grouping,
    Standing,
    Tie,
    Word,
    components,
    group_claims,
)
from warledger.reconcile.compare import all_kin
from warledger.reconcile.features import describe_claims, find_report_words
from warledger.reconcile.features_words import COMMONEST
from warledger.reconcile.weights import load_weights
from warledger.store.ledger import Ledger
from warledger.store.records import to_claim, to_report
from warledger.store.rows import Row

# Reports read at once: their texts and claims, about 30 MB.
AT_ONCE = 500
# Claims to group at once, about 2 kB each; one that hangs together with more comes whole.
GROUPED_AT_ONCE = 20_000
# Rows of blocks whose pairs are compared at once: some five pairs a row, 60 bytes each.
STANDING_AT_ONCE = 2_000_000
# A claim of more days than this gives a total, not an event: "since 2011", "in the past
# month". A fortnight is longer than what a report dates by its own day and "this week".
LONG_DAYS = 14
# Weights are kept to a thousandth of a bit.
ROUNDING = 0.001
# People of a town so large that several events on one day are common there.
LARGE_TOWN = 100_000


def update_links(ledger: Ledger, pending: Pending, shelf: Shelf = EMPTY) -> Regrouped:
    """Return the claims whose grouping may have changed, grouped anew."""
    if not pending.reports:
        return Regrouped()
    begin(ledger, pending)
    for table in ("arriving_words", "arriving"):
        for rows in shelf.take(table, set(pending.reports)):
            ledger.add(table, rows)
    get_ready(ledger)
    _take_in(ledger)
    _compare(ledger)
    ledger.apply("regroup_newest_words")
    ledger.apply("regroup_begin")
    return regroup(ledger)


def begin(ledger: Ledger, pending: Pending) -> None:
    """Make the tables of one update: what is pending, the weights, what types are akin."""
    ledger.apply("link_begin")
    reports = [{"report": name, "revision": number} for name, number in pending.reports]
    ledger.insert("pending_reports", reports)
    ledger.insert("kin", list(all_kin()))
    levels = [
        {"aspect": x.aspect, "level": x.level, "bits": x.bits, "words": x.words}
        for x in load_weights().levels
    ]
    ledger.insert("levels", levels)


def get_ready(ledger: Ledger) -> None:
    """Describe the pending claims that are not described yet, some reports at a time."""
    after = ""
    while rows := list(ledger.rows("link_reports_to_read", after=after, most=AT_ONCE)):
        first, after = cast(str, rows[0]["report"]), cast(str, rows[-1]["report"])
        claims = ledger.rows("link_claims_to_read", first=first, last=after)
        told = groupby(claims, key=lambda row: cast(str, row["report"]))
        by_report = {name: [to_claim(row) for row in some] for name, some in told}
        described = [
            describe_report(report, by_report[report.report_id])
            for report in map(to_report, rows)
        ]
        for table in ("arriving_words", "arriving"):
            ledger.insert(table, [row for found in described for row in found[table]])


def describe_report(report: Report, claims: Iterable[Claim]) -> dict[str, list[Row]]:
    """Return what a report's claims are compared by, rows by the table they are put in."""
    said = find_report_words(report)
    found = describe_claims(report, claims, fold_name=fold_keys, is_large=is_large)
    features: list[Row] = [
        {**claim.row, "keys": list(find_keys(claim, said))} for claim in found
    ]
    return {"arriving_words": [said.row], "arriving": features}


def is_large(place: Place) -> bool:
    """Return whether the gazetteer gives the place more than `LARGE_TOWN` people."""
    return place.place_id is not None and _is_large(place.name, place.place_id)


@lru_cache(maxsize=16_384)
def _is_large(name: str, place_id: str) -> bool:
    known = load_gazetteer().plain(name)
    return any(p.place_id == place_id and p.population > LARGE_TOWN for p in known)


def _take_in(ledger: Ledger) -> None:
    """Replace the features, find which forms must be compared again, forget their links."""
    ledger.apply("link_touched")
    ledger.apply("link_heads")
    ledger.apply("link_standing", most=0)
    ledger.apply("link_anchors", anchors=ANCHORS)
    ledger.apply("link_take_in")
    ledger.apply("link_heads")
    ledger.apply("link_standing", most=1)
    ledger.apply("link_moved", anchors=ANCHORS)
    if any(ledger.rows("link_further")):
        ledger.apply("link_widen")
        ledger.apply("link_standing", most=1)
    ledger.apply("link_forget")


def _compare(ledger: Ledger) -> None:
    """Compare who meets in a block, part by part: no table of pairs outgrows one part."""
    rows = cast(int, next(iter(ledger.rows("link_size")))["rows"])
    parts = 1 + rows // STANDING_AT_ONCE
    for part in range(parts):
        ledger.apply("link_pairs", anchors=ANCHORS, parts=parts, part=part)
        weigh(ledger)
    ledger.apply("link_forms", weight=ONE_TEXT)


def weigh(ledger: Ledger) -> None:
    """Compare the claims of the table `pairs`, and store the links that are kept."""
    weights = load_weights()
    # Dear comparisons come last and only where they can still lift a pair over `keep`.
    wanted = weights.keep - weights.prior - weights.most("report") - ROUNDING
    least = wanted - weights.most("sentence")
    ledger.apply("link_near", long=LONG_DAYS, least=least)
    ledger.apply("link_sentences", commonest=COMMONEST, least=wanted)
    ledger.apply("link_reports", commonest=COMMONEST)
    ledger.apply("link_levels")
    ledger.apply("link_keep", prior=weights.prior, keep=weights.keep)


def regroup(ledger: Ledger) -> Regrouped:
    """Return everything that hangs together with the table `regrouped`, grouped anew."""
    size = -1
    while size != (size := _size(ledger)):
        ledger.apply("regroup_grow")
    grouping = group(ledger)
    dissolved = ledger.rows("regroup_dissolved")
    return Regrouped(
        frozenset(cast(str, row["incident_id"]) for row in dissolved), grouping.clusters
    )


def group(ledger: Ledger) -> Grouping:
    """Return the groups of the claims in the table `regrouped`.

    What no link joins cannot end in one group, so whole connected components are read and
    grouped some at a time: memory follows the largest, not the ledger.
    """
    words = _words(ledger)
    claims = [cast(str, row["claim_id"]) for row in ledger.rows("regroup_claims")]
    joined = components(_links(ledger, words), claims)
    clusters: list[tuple[str, ...]] = [alone for alone in joined if len(alone) == 1]
    overruled: list[Word] = []
    for some in _batches(component for component in joined if len(component) > 1):
        ledger.apply("regroup_some", claims=some)
        standing = {
            cast(str, row["claim_id"]): _standing(row)
            for row in ledger.rows("regroup_standing", long=LONG_DAYS)
        }
        ties = map(_tie, ledger.rows("regroup_ties"))
        found = group_claims(standing, ties, standing, words)
        clusters += found.clusters
        overruled += found.overruled
    return Grouping(tuple(sorted(clusters)), tuple(overruled))


def _links(ledger: Ledger, words: Iterable[Word]) -> Iterator[tuple[str, str]]:
    """Yield which two claims hang together, by a link or by what people said."""
    for row in ledger.rows("regroup_links"):
        yield cast(str, row["claim_a"]), cast(str, row["claim_b"])
    for word in words:
        if word.is_same:
            yield word.claim_a, word.claim_b


def _batches(found: Iterable[Sequence[str]]) -> Iterator[list[str]]:
    """Yield the claims of whole components, so many at a time."""
    batch: list[str] = []
    for component in found:
        batch += component
        if len(batch) >= GROUPED_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _words(ledger: Ledger) -> list[Word]:
    return [
        Word(
            cast(int, row["number"]),
            cast(str, row["claim_a"]),
            cast(str, row["claim_b"]),
            row["verdict"] == "same",
        )
        for row in ledger.rows("regroup_words")
    ]


def _size(ledger: Ledger) -> int:
    return cast(int, next(iter(ledger.rows("regroup_size")))["claims"])


def _standing(row: Row) -> Standing:
    return Standing(
        cast(int | None, row["first_day"]),
        cast(int | None, row["last_day"]),
        frozenset(cast(list[str], row["spots"])),
        frozenset(cast(list[str], row["cities"])),
        cast(str, row["sub_event_type"]),
        cast(bool, row["is_total"]),
    )


def _tie(row: Row) -> Tie:
    return Tie(
        cast(str, row["claim_a"]), cast(str, row["claim_b"]), cast(float, row["weight"])
    )
