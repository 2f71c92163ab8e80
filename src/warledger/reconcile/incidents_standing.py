"""How an incident stands among those who tell of it, and who denies what.

The first of these that holds, and the reason names it:

1. **denied**: a named speaker says that it did not happen, or rejects another's claim of it
   (not before the first who asserts it: "has yet to enter" on Monday denies nothing that is
   told on Wednesday).
2. **contested**: tellers exclude one another in some field, an unnamed denial among them.
3. **corroborated**: two independent origins or more assert it, and name the same place
   (a country is none) or the same day.
4. **single-origin**: the rest.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date

from warledger.model import Denial, Disagreement, Standing, Status, Version
from warledger.reconcile.incidents_kind import LASTING, are_related
from warledger.reconcile.incidents_origins import independent_origins
from warledger.reconcile.incidents_sides import label_of
from warledger.reconcile.incidents_told import LAST, Account
from warledger.reconcile.incidents_where import COUNTRY, HAPPENED, place_key

# A week or a month that two name is no day on which they agree.
MOST_DAYS = 2
_AGAINST = frozenset({Status.DENIED, Status.NOT_OCCURRED})


def find_denials(accounts: Sequence[Account]) -> tuple[Denial, ...]:
    """Return the claims that deny, each with the claims of others that it denies.

    A rejection ("denied") stands alone, too, and may reject any kind of claim that its own
    can be told as. What only did not happen denies what another asserts of the same kind,
    at the same place or by the same party, on the same day of publication or before.
    """
    found = []
    asserting = [a for a in accounts if a.claim.status not in _AGAINST]
    for account in accounts:
        status = account.claim.status
        if status not in _AGAINST:
            continue
        others = [a for a in asserting if a.teller.key != account.teller.key]
        if status is Status.DENIED:
            kind = account.claim.sub_event_type
            denied = [a for a in others if are_related(kind, a.claim.sub_event_type)]
        else:
            denied = [a for a in others if _says_opposite(account, a)]
            if not denied:
                continue
        claims = tuple(a.claim_id for a in denied)
        found.append(Denial(account.claim_id, account.teller.speaker, claims))
    return tuple(found)


def _says_opposite(account: Account, other: Account) -> bool:
    """Return whether "it did not happen" can only mean what the other asserts."""
    mine, theirs = account.claim, other.claim
    if theirs.status not in HAPPENED or mine.sub_event_type != theirs.sub_event_type:
        return False
    if _day(other) > _day(account) or mine.sub_event_type in LASTING:
        return False
    actors = [{label_of(actor) for actor in claim.actors} for claim in (mine, theirs)]
    if actors[0] and actors[1] and not actors[0] & actors[1]:
        return False
    return bool(_place_keys(account) & _place_keys(other) or actors[0] & actors[1])


def _day(account: Account) -> date:
    return account.told.published or LAST


def denial_version(
    accounts: Sequence[Account], denials: Sequence[Denial]
) -> Disagreement | None:
    """Return the field `status` with both versions where what is denied is told too."""
    if not any(denial.denies for denial in denials):
        return None
    against = {denial.claim_id for denial in denials if denial.denies}
    denied = {claim for denial in denials for claim in denial.denies}
    told = against | denied
    versions: dict[str, list[Account]] = {}
    for account in accounts:
        if account.claim_id in told:
            versions.setdefault(account.claim.status.value, []).append(account)
    return Disagreement(
        "status",
        tuple(
            Version(
                status,
                tuple(sorted({a.teller.name for a in versions[status]})),
                tuple(a.claim_id for a in versions[status]),
            )
            for status in sorted(versions)
        ),
    )


def find_standing(
    accounts: Sequence[Account],
    denials: Sequence[Denial],
    disagreements: Sequence[Disagreement],
) -> tuple[Standing, str]:
    """Return the standing and the rule that gave it."""
    by_id = {account.claim_id: account for account in accounts}
    named = [d for d in denials if by_id[d.claim_id].teller.is_named]
    if named:
        who = ", ".join(sorted({by_id[d.claim_id].teller.name for d in named}))
        return Standing.DENIED, f"denied by {who}"
    if disagreements:
        fields = ", ".join(one.field for one in disagreements)
        return Standing.CONTESTED, f"tellers exclude one another in: {fields}"
    asserting = [a for a in accounts if a.claim.status in HAPPENED]
    count = len(independent_origins(asserting))
    if count < 2:
        return Standing.SINGLE_ORIGIN, _alone(accounts, count)
    shared = _shared(asserting)
    if not shared:
        reason = f"{count} origins assert it, but name neither one place nor one day"
        return Standing.SINGLE_ORIGIN, reason
    reason = f"{count} independent origins agree on {', '.join(shared)}"
    return Standing.CORROBORATED, reason


def _alone(accounts: Sequence[Account], asserting: int) -> str:
    if asserting == 0:
        return "nobody asserts that it happened"
    others = len(independent_origins(accounts)) - asserting
    more = "; others expect it, leave it open or say it did not happen" if others else ""
    return f"one independent origin asserts it{more}"


def _shared(accounts: Sequence[Account]) -> list[str]:
    """Return whether two independent origins or more name one place, or one day."""
    fields = (("place", _place_keys), ("day", _days))
    return [name for name, keys in fields if _agree(accounts, keys)]


def _agree(
    accounts: Sequence[Account], keys: Callable[[Account], Iterable[Hashable]]
) -> bool:
    tellers: dict[Hashable, list[Account]] = {}
    for account in accounts:
        for key in keys(account):
            tellers.setdefault(key, []).append(account)
    return any(len(independent_origins(same)) > 1 for same in tellers.values())


def _place_keys(account: Account) -> set[str]:
    places = account.claim.places
    return {place_key(p) for p in places if p.place_id is None or p.where_prec != COUNTRY}


def _days(account: Account) -> Iterable[Hashable]:
    when = account.claim.date
    if when is None or when.mention is None or when.start is None or when.end is None:
        return ()
    first, last = when.start.toordinal(), when.end.toordinal()
    return range(first, last + 1) if last - first <= MOST_DAYS else ()
