"""What kind of event an incident is, and whether it is told as having happened.

Type: the one that most origins tell, then most claims; a vague type ("Armed clash" for any
killing, "Attack" for any harm to civilians) gives way to one that says the same more
exactly, where at least half as many origins tell that one. Types that two tellers cannot
both be right about (an air strike, a car bomb) are a disagreement; all others may be two
sides of one event, and are named in the reason.

Status: what somebody says is the case comes before what is only expected or rumoured, and
that before what is denied; denials are kept beside it, and decide the standing.
"""

from collections.abc import Sequence
from functools import cache

from warledger.model import Status
from warledger.reconcile.incidents_told import Account

_AIR, _SHELLS = "Air/drone strike", "Shelling/artillery/missile attack"
_BOMB, _SUICIDE = "Remote explosive/landmine/IED", "Suicide bomb"
_GRENADE, _GAS = "Grenade", "Chemical weapon"
_REGAINS, _OVERTAKES = "Government regains territory", "Non-state actor overtakes territory"
_EXPLOSIONS = (_GAS, _AIR, _SUICIDE, _SHELLS, _BOMB, _GRENADE)
_TAKEN = (_REGAINS, _OVERTAKES, "Non-violent transfer of territory")
# What says the same more exactly; "Shelling" and "IED" stand for "struck" and "blast" too.
REFINED_BY = {
    "Armed clash": (*_TAKEN, *_EXPLOSIONS, "Attack", "Sexual violence"),
    "Attack": (*_EXPLOSIONS, "Sexual violence", "Mob violence"),
    _SHELLS: (_AIR, _GAS),
    _BOMB: (_SUICIDE, _GRENADE, _AIR),
    "Looting/property destruction": _EXPLOSIONS,
    "Peaceful protest": ("Protest with intervention", "Excessive force against protesters"),
    "Other": (*_TAKEN,),
}
# Pairs that cannot both be right of one event.
EXCLUSIVE = frozenset(
    frozenset(pair)
    for pair in (
        (_AIR, _SUICIDE),
        (_AIR, _BOMB),
        (_AIR, _GRENADE),
        (_SHELLS, _SUICIDE),
        (_REGAINS, _OVERTAKES),
        ("Peaceful protest", "Violent demonstration"),
        ("Peaceful protest", "Mob violence"),
    )
)
# Fights, moves and sieges last: two days of one of them exclude nothing, and what part of
# them did not happen does not undo the rest.
LASTING = frozenset({"Armed clash", "Change to group/activity", "Other"})
STATUS_ORDER = (
    Status.OCCURRED, Status.ONGOING, Status.UNCONFIRMED, Status.EXPECTED,
    Status.DENIED, Status.NOT_OCCURRED,
)  # fmt: skip


def find_type(accounts: Sequence[Account]) -> tuple[str, str, str]:
    """Return event type, sub-event type and why this one."""
    origins: dict[str, set[str]] = {}
    claims: dict[str, int] = {}
    event_types: dict[str, str] = {}
    for account in accounts:
        name = account.claim.sub_event_type
        origins.setdefault(name, set()).add(account.teller.origin)
        claims[name] = claims.get(name, 0) + 1
        event_types.setdefault(name, account.claim.event_type)
    ranked = sorted(origins, key=lambda name: (-len(origins[name]), -claims[name], name))
    chosen = ranked[0]
    while finer := [
        name
        for name in ranked
        if name in REFINED_BY.get(chosen, ())
        and 2 * len(origins[name]) >= len(origins[chosen])
    ]:
        chosen = finer[0]
    others = [name for name in ranked if name != chosen]
    reason = f"also told as: {', '.join(others)}" if others else "all claims agree"
    return event_types[chosen], chosen, reason


def find_status(accounts: Sequence[Account]) -> tuple[Status, str]:
    """Return how the incident is told, and who tells it otherwise."""
    told = {account.claim.status for account in accounts}
    chosen = min(told, key=STATUS_ORDER.index)
    others = sorted(status.value for status in told if status is not chosen)
    reason = f"also told as: {', '.join(others)}" if others else "all claims agree"
    return chosen, reason


def are_related(one: str, other: str) -> bool:
    """Return whether two types can be one event: one says the other more exactly."""
    return one == other or other in _finer(one) or one in _finer(other)


@cache
def _finer(kind: str) -> frozenset[str]:
    direct = REFINED_BY.get(kind, ())
    return frozenset(direct).union(*(_finer(name) for name in direct))


def exclude(one: str, other: str) -> bool:
    """Return whether two types cannot both be right of one event."""
    return frozenset((one, other)) in EXCLUSIVE
