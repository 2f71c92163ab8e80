"""Explain a claim, an incident or a report: find what an id names, follow where it leads.

An id is looked for as a claim, then as an incident, then as an incident that no longer
stands (its redirects are followed), then as a report. Nothing is written.
"""

from typing import cast

from warledger.errors import QueryError
from warledger.lexicon.actors import load_actors
from warledger.pipeline.explain_claim import claim_parts
from warledger.pipeline.explain_incident import incident_parts
from warledger.pipeline.explain_report import report_parts
from warledger.pipeline.explained import Explanation
from warledger.pipeline.stored_runs import differences, settings_of
from warledger.store.ledger import Ledger
from warledger.store.rows import Row

MOST_STEPS = 100


def explain(ledger: Ledger, name: str) -> Explanation:
    """Return why what `name` names is as it is; raises QueryError for an unknown id."""
    for row in ledger.rows("explain_claim", id=name):
        return _claim(ledger, row)
    leads, steps = name, 0
    notes: tuple[str, ...] = ()
    while steps < MOST_STEPS:
        for row in ledger.rows("explain_incident", id=leads):
            return _incident(ledger, row, notes)
        redirect = next(ledger.rows("explain_redirect", id=leads), None)
        if redirect is None:
            break
        if redirect["now"] is None:
            raise QueryError(
                f"{name}: an incident that no longer stands; no report makes the claim "
                f"{redirect['claim_id'] or 'it was named for'} any more"
            )
        leads, steps = cast(str, redirect["now"]), steps + 1
        notes = (f"{name} no longer stands; its first claim is now in {leads}",)
    rows = list(ledger.rows("explain_report", id=name))
    if rows:
        return _report(ledger, rows)
    raise QueryError(
        f"{name}: no claim, incident or report of {ledger.path} has this id; "
        f"list ids with 'warledger export {ledger.path} --table claims'"
    )


def _run(ledger: Ledger, row: Row) -> Row:
    return next(ledger.rows("explain_run", id=row["run_id"]))


def _made(ledger: Ledger, row: Row) -> tuple[str, ...]:
    """Return what differs between the run that made a row and this program."""
    return tuple(differences(_run(ledger, row)))


def _claim(ledger: Ledger, row: Row) -> Explanation:
    notes = _made(ledger, row)
    if not row["is_current"]:
        notes += ("of an older text of its report: no export shows it",)
    lexicon = load_actors(settings_of(_run(ledger, row)).lexicons)
    told = f"{row['outlet'] or 'an outlet'}, {row['published'] or 'of no known day'}"
    title = f"in report {row['report']} ({told})"
    parts = tuple(claim_parts(ledger, row, lexicon))
    return Explanation("claim", str(row["claim_id"]), title, notes, parts)


def _incident(ledger: Ledger, row: Row, notes: tuple[str, ...]) -> Explanation:
    claims, reports = cast(list[str], row["claims"]), cast(list[str], row["reports"])
    title = f"{len(claims)} claims in {len(reports)} reports"
    parts = tuple(incident_parts(ledger, row))
    return Explanation("incident", str(row["incident_id"]), title, notes, parts)


def _report(ledger: Ledger, rows: list[Row]) -> Explanation:
    row = rows[0]
    title = f"{row['title'] or 'without a title'} ({row['outlet'] or 'outlet not known'})"
    parts = tuple(report_parts(ledger, rows))
    return Explanation("report", str(row["report"]), title, _made(ledger, row), parts)
