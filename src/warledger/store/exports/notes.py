"""Sentences that travel with an event into a table which has no field for them.

They say that a machine coded it, how it stands, and who says it where: the quote with its
report and offsets, and the ids of all its claims, so that every row leads back.
"""

from collections.abc import Sequence

from warledger.store.exports.coded import Account, Coded

# A spreadsheet's cell holds 32,767 characters; a claim's quote is a sentence or two, an id
# 16 characters.
QUOTED = 5
LISTED = 500


def machine_note(coded: Coded, project: str) -> str:
    """Return "machine-coded …, not PROJECT data" with standing, quotes and claim ids."""
    what = "incident" if coded.is_incident else "claim"
    parts = [f"Machine-coded {what} by Warledger, not {project} data", f"{standing(coded)}"]
    parts += [quoted(account) for account in coded.accounts[:QUOTED]]
    rest = coded.accounts[QUOTED:]
    if rest:
        parts.append(f"and {len(rest):,} more claims: {claim_ids(coded, QUOTED)}")
    return ". ".join(parts) + "."


def standing(coded: Coded) -> str:
    """Return in words how it stands: status, standing, origins, disputes, denials."""
    parts = [f"status {coded.status}"]
    if coded.standing is not None:
        whose = "standing" if coded.is_incident else f"incident {coded.incident_id}"
        parts.append(f"{whose} {coded.standing}")
    if coded.is_incident:
        parts.append(f"claims {len(coded.accounts)}")
        parts.append(f"independent origins {coded.origins}")
    if coded.disputed:
        parts.append(f"disputed: {', '.join(coded.disputed)}")
    if coded.denied_by:
        parts.append(f"denied by {', '.join(coded.denied_by)}")
    return "; ".join(parts)


def quoted(account: Account) -> str:
    """Return who says it where, the quote, and the report with its offsets."""
    day = account.published.isoformat() if account.published else None
    where = ", ".join(filter(None, (account.outlet, day)))
    who = " citing ".join(speaker.name for speaker in account.speakers)
    head = f"{who} ({where})" if who and where else who or where or "its report"
    place = f"{account.report} {account.start}-{account.end}"
    return f'{head}: "{account.quote}" [claim {account.claim_id}, {place}]'


def claim_ids(coded: Coded, start: int = 0) -> str:
    """Return the claims' ids from `start` on, at most `LISTED`, with a word on the rest."""
    ids = [account.claim_id for account in coded.accounts[start:]]
    rest = len(ids) - LISTED
    more = [f"and {rest:,} more in the incident {coded.incident_id}"] if rest > 0 else []
    return " ".join([*ids[:LISTED], *more])


def joined(values: Sequence[str | None]) -> str:
    """Return the distinct values in their order, parted by "; " as these tables do."""
    return "; ".join(dict.fromkeys(value for value in values if value))
