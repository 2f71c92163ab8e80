"""Writes a ledger, or some days of it, as one self-contained page, up to a stated size.

A page holds the reports that were published in the days or claim something of them, with
all their claims, and the incidents and states of control that those claims tell of.
Browsers slow down where all of it lies in one document, so a page has a most; what is
larger is for `warledger serve`, or for fewer days.
"""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from warledger.errors import QueryError
from warledger.model import Claim, Report
from warledger.store.ledger import Ledger
from warledger.store.records import to_claim, to_report
from warledger.web.page import Derived, write_page

# Where a page of so many still opens and filters without a wait that is felt.
MOST_CLAIMS = 5_000
MOST_CHARACTERS = 6_000_000


@dataclass(frozen=True, slots=True)
class Held:
    """How much a page holds."""

    reports: int
    claims: int
    incidents: int
    places: int


def write_ledger_page(
    ledger: Ledger,
    out: Path,
    *,
    title: str,
    first: date | None = None,
    last: date | None = None,
) -> Held:
    """Write the ledger, or its days from `first` to `last`, to `out`.

    Raises QueryError where the days are out of order, hold nothing, or hold more than one
    page may; ConfigError where `out` cannot be written.
    """
    reports = chosen(ledger, first, last)
    told = told_by(ledger, reports)
    derived = Derived(
        incidents=tuple(ledger.rows("page_incidents", reports=reports)),
        control=tuple(ledger.rows("page_control", reports=reports)),
    )
    write_page(told, out, title=title, derived=derived)
    places = {row["place_key"] for row in derived.control}
    claims = sum(len(claims) for _, claims in told)
    return Held(len(told), claims, len(derived.incidents), len(places))


def chosen(ledger: Ledger, first: date | None, last: date | None) -> list[str]:
    """Return the ids of the reports of the days; raises QueryError as above."""
    first, last = first or (last and date.min), last or (first and date.max)
    if first is not None and last is not None and last < first:
        raise QueryError(
            f"the first day, {first}, lies after the last, {last}; exchange them"
        )
    sizes = [
        (str(row["report"]), int(str(row["characters"])), int(str(row["claims"])))
        for row in ledger.rows("page_reports", first=first, last=last)
    ]
    claims = sum(size[2] for size in sizes)
    characters = sum(size[1] for size in sizes)
    if first is not None and not sizes:
        raise QueryError(f"{ledger.path}: nothing in this range: {first} to {last}")
    if claims > MOST_CLAIMS or characters > MOST_CHARACTERS:
        raise QueryError(
            f"{ledger.path}: {claims:,} claims in {len(sizes):,} reports of {characters:,} "
            f"characters are more than one page holds ({MOST_CLAIMS:,} claims, "
            f"{MOST_CHARACTERS:,} characters); give fewer days with --from and --to, or "
            f"look at all of it with 'warledger serve {ledger.path}'"
        )
    return [size[0] for size in sizes]


def told_by(ledger: Ledger, reports: list[str]) -> list[tuple[Report, tuple[Claim, ...]]]:
    """Return the reports as records, each with its claims in the order of its text."""
    rows = map(to_claim, ledger.rows("page_claims", reports=reports))
    claims = {
        report: tuple(found)
        for report, found in groupby(rows, key=lambda claim: claim.report_id)
    }
    texts = map(to_report, ledger.rows("page_texts", reports=reports))
    return [(report, claims.get(report.report_id, ())) for report in texts]
