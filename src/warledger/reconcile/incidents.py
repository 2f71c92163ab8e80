"""From a group of claims to one incident that keeps every disagreement.

The claims are put in the order of publication, report and place in the text; whatever
follows hangs on that order only, so that any order of arrival gives the same incident. The
id is made of the id of the first claim. Each field is decided by a module of its own:
`incidents_told` (tellers), `incidents_origins`, `incidents_kind`, `incidents_where`,
`incidents_sides`, `incidents_tolls`, `incidents_disagreement`, `incidents_standing`.
Nothing is averaged, and nothing says who is right.
"""

from collections.abc import Iterable, Sequence

from warledger.model import Incident, identity
from warledger.reconcile.incidents_disagreement import find_disagreements
from warledger.reconcile.incidents_kind import find_status, find_type
from warledger.reconcile.incidents_origins import independent_origins
from warledger.reconcile.incidents_sides import find_sides
from warledger.reconcile.incidents_standing import (
    denial_version,
    find_denials,
    find_standing,
)
from warledger.reconcile.incidents_told import Account, Told, accounts_of
from warledger.reconcile.incidents_tolls import deaths_of, find_tallies, losses_of
from warledger.reconcile.incidents_where import find_days, find_place


def make_incident(claims: Iterable[Told]) -> Incident:
    """Return the incident of a group of claims, which holds one at least."""
    accounts = accounts_of(claims)
    if not accounts:
        raise ValueError("no claims; an incident is made of one or more")
    event_type, sub_event_type, why_type = find_type(accounts)
    status, why_status = find_status(accounts)
    where, when, sides = find_place(accounts), find_days(accounts), find_sides(accounts)
    tallies = find_tallies(accounts, sides)
    denials = find_denials(accounts)
    doubt = denial_version(accounts, denials)
    disagreements = find_disagreements(accounts, tallies)
    if doubt is not None:
        disagreements = (doubt, *disagreements)
    standing, why_standing = find_standing(accounts, denials, disagreements)
    origins = independent_origins(accounts)
    return Incident(
        incident_id=incident_id(accounts[0].claim_id),
        event_type=event_type,
        sub_event_type=sub_event_type,
        status=status.value,
        place=where.place,
        place_claim=where.claim_id,
        date_start=when.start,
        date_end=when.end,
        date_prec=when.precision,
        side_a=sides.names_a,
        side_b=sides.names_b,
        side_a_ids=sides.ids_a,
        side_b_ids=sides.ids_b,
        deaths=deaths_of(tallies, sides),
        losses=losses_of(tallies, sides),
        claims=tuple(account.claim_id for account in accounts),
        reports=tuple(sorted({account.claim.report_id for account in accounts})),
        origins=len(origins),
        origin_ids=origins,
        standing=standing,
        disagreements=disagreements,
        denials=denials,
        reasons=(
            ("sub_event_type", why_type),
            ("status", why_status),
            ("place", where.reason),
            ("date", when.reason),
            ("sides", sides.reason),
            ("origins", _origins_reason(accounts, origins)),
            ("standing", why_standing),
        ),
    )


def incident_id(first_claim: str) -> str:
    """Return the id of the incident whose first claim this is."""
    return identity("incident", first_claim)


def _origins_reason(accounts: Sequence[Account], origins: Sequence[str]) -> str:
    reports = len({account.claim.report_id for account in accounts})
    texts = len({account.text for account in accounts})
    parts = [f"{reports} report{'s' if reports > 1 else ''}"]
    if texts < reports:
        parts.append(f"{texts} after copies are folded")
    if len(origins) < texts:
        parts.append(f"{len(origins)} after those who rest on one speaker are folded")
    return ", ".join(parts)
