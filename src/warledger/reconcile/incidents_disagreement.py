"""On which fields the accounts of an incident exclude one another, and who says what.

A field is a disagreement only where two tellers cannot both be right: days of one strike or
capture that do not overlap, places apart, types of which one rules the other out, tolls of
one side whose ranges do not meet, doers of one strike that no alliance binds, a thing told
as done by one and as not done by another. A teller who tells both versions sides with
neither; an outlet's own words are not held against the speaker it quotes in the same
report. Every version is kept with its tellers and claims. Nothing says who is right.

Knowingly missed: parts and totals that two tellers count apart; stages of one battle that
two reports take for the whole.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from warledger.lexicon.actors import load_actors
from warledger.model import Disagreement, Place, Status, Version
from warledger.reconcile.incidents_kind import LASTING, exclude
from warledger.reconcile.incidents_sides import CIVILIANS, is_generic, label_of
from warledger.reconcile.incidents_told import Account, Teller
from warledger.reconcile.incidents_tolls import Tally
from warledger.reconcile.incidents_where import HAPPENED, lie_apart

# Kinds of events that somebody does to somebody; a clash has no doer.
_DONE_BY = frozenset({"Explosions/Remote violence", "Violence against civilians"})
# Days named as a week or less; "last month" does not exclude "in spring".
_NAMED_DAYS = 3
# More versions of one field are no one incident; those fewest tell are not weighed.
MOST_VERSIONS = 50
_MERGED = frozenset({"coalition", "alliance", "rebel coalition", "militia coalition"})


@dataclass(frozen=True, slots=True)
class Told:
    """One teller's value of a field, how it is compared, and the reports it is from.

    `reports` are the origins', so that an outlet is not held against whom it quotes by a
    copy of its own text.
    """

    teller: Teller
    value: str
    claim_ids: tuple[str, ...]
    reports: frozenset[str]
    compared: object


Clash = Callable[[object, object], bool]


def find_disagreements(
    accounts: Sequence[Account], tallies: Sequence[Tally]
) -> tuple[Disagreement, ...]:
    """Return the fields on which tellers exclude one another, in a fixed order."""
    happened = [a for a in accounts if a.claim.status in HAPPENED]
    found = [
        _weigh("sub_event_type", _types(happened), _types_clash),
        _weigh("place", _places(happened), _places_clash),
        _weigh("date", _days(happened), _days_clash),
        _weigh("actors", _doers(happened), _doers_clash),
        *(_weigh(_toll_field(tally), _tolls(tally), _tolls_clash) for tally in tallies),
    ]
    return tuple(one for one in found if one is not None)


def _weigh(field: str, rows: Iterable[Told], clash: Clash) -> Disagreement | None:
    """Return the versions that exclude one another with all who tell them, or None."""
    versions = _most_told(rows)
    excluded: dict[str, set[str]] = {value: set() for value in versions}
    for one, other in combinations(versions, 2):
        if clash(versions[one][0].compared, versions[other][0].compared):
            excluded[one].add(other)
            excluded[other].add(one)
    tells: dict[str, set[str]] = {}
    for value, told in versions.items():
        for row in told:
            tells.setdefault(row.teller.key, set()).add(value)
    against: dict[str, dict[str, Told]] = {}
    for mine in versions:
        for theirs in excluded[mine]:
            own, others = (
                # Who tells what goes with the other version, too, sides with neither.
                [r for r in versions[a] if tells[r.teller.key] - {a} <= excluded[b]]
                for a, b in ((mine, theirs), (theirs, mine))
            )
            for row in own:
                if any(_independent(row, other) for other in others):
                    against.setdefault(mine, {})[row.teller.key] = row
    found = [_version(value, [*against[value].values()]) for value in sorted(against)]
    return Disagreement(field, tuple(found)) if found else None


def _most_told(rows: Iterable[Told]) -> dict[str, list[Told]]:
    """Return who tells each version, of the versions that most tell, in order of words."""
    versions: dict[str, list[Told]] = {}
    for row in rows:
        versions.setdefault(row.value, []).append(row)
    most = sorted(versions, key=lambda value: (-len(versions[value]), value))
    return {value: versions[value] for value in sorted(most[:MOST_VERSIONS])}


def _independent(one: Told, other: Told) -> bool:
    """Return whether two tellers are two, and not an outlet and whom it quotes there."""
    own_voice = one.teller.speaker is None or other.teller.speaker is None
    if own_voice and (one.reports <= other.reports or other.reports <= one.reports):
        return False
    return one.teller.key != other.teller.key


def _version(value: str, rows: Sequence[Told]) -> Version:
    names = sorted({row.teller.name for row in rows})
    claims = {claim for row in rows for claim in row.claim_ids}
    return Version(value, tuple(names), tuple(sorted(claims)))


def _by_teller(
    accounts: Iterable[Account], value: Callable[[Account], str | None]
) -> Iterator[tuple[Teller, str, list[Account]]]:
    """Yield what each teller says, one row a teller and value."""
    rows: dict[tuple[str, str], list[Account]] = {}
    for account in accounts:
        told = value(account)
        if told is not None:
            rows.setdefault((account.teller.key, told), []).append(account)
    for (_, told), same in sorted(rows.items(), key=lambda item: item[0]):
        yield same[0].teller, told, same


def _told(
    teller: Teller, value: str, accounts: Sequence[Account], compared: object
) -> Told:
    return Told(
        teller,
        value,
        tuple(dict.fromkeys(account.claim_id for account in accounts)),
        frozenset(account.text for account in accounts),
        compared,
    )


def _types(accounts: Sequence[Account]) -> Iterator[Told]:
    for teller, value, same in _by_teller(accounts, lambda a: a.claim.sub_event_type):
        yield _told(teller, value, same, value)


def _types_clash(one: object, other: object) -> bool:
    return exclude(str(one), str(other))


def _places(accounts: Sequence[Account]) -> Iterator[Told]:
    def names(account: Account) -> str | None:
        return "; ".join(sorted({p.name for p in account.claim.places})) or None

    for teller, value, same in _by_teller(accounts, names):
        yield _told(teller, value, same, same[0].claim.places)


def _places_clash(one: object, other: object) -> bool:
    if not (isinstance(one, tuple) and isinstance(other, tuple)):
        return False
    pairs = [(a, b) for a in one for b in other]
    return all(
        isinstance(a, Place) and isinstance(b, Place) and lie_apart(a, b) for a, b in pairs
    )


def _days(accounts: Sequence[Account]) -> Iterator[Told]:
    def days(account: Account) -> str | None:
        when = account.claim.date
        if when is None or when.mention is None or when.start is None or when.end is None:
            return None
        return when.edtf if (when.precision or 9) <= _NAMED_DAYS else None

    momentary = [a for a in accounts if a.claim.sub_event_type not in LASTING]
    momentary = [a for a in momentary if a.claim.status is Status.OCCURRED]
    for teller, value, same in _by_teller(momentary, days):
        when = same[0].claim.date
        kinds = {account.claim.sub_event_type for account in same}
        if when is not None and when.start is not None and when.end is not None:
            span = (when.start.toordinal(), when.end.toordinal())
            yield _told(teller, value, same, (span, frozenset(kinds)))


def _days_clash(one: object, other: object) -> bool:
    """Return whether two stretches of days, of one kind of event, do not overlap."""
    if not (isinstance(one, tuple) and isinstance(other, tuple)):
        return False
    return bool(one[1] & other[1]) and _apart(one[0], other[0])


def _apart(one: object, other: object) -> bool:
    if not (isinstance(one, tuple) and isinstance(other, tuple)):
        return False
    return bool(one[1] < other[0] or other[1] < one[0])


def _doers(accounts: Sequence[Account]) -> Iterator[Told]:
    def doers(account: Account) -> str | None:
        if account.claim.event_type not in _DONE_BY:
            return None
        known = [actor for actor in account.claim.actors if actor.actor_id is not None]
        labels = {label_of(actor) for actor in known}
        named = {name for name in labels if not is_generic(name) and name != CIVILIANS}
        return "; ".join(sorted(named)) or None

    for teller, value, same in _by_teller(accounts, doers):
        yield _told(teller, value, same, frozenset(value.split("; ")))


def _doers_clash(one: object, other: object) -> bool:
    if not (isinstance(one, frozenset) and isinstance(other, frozenset)):
        return False
    return not any(a == b or _merged(a, b) or _merged(b, a) for a in one for b in other)


def _merged(label: str, other: str) -> bool:
    """Return whether a side is a coalition that the other is told to fight beside."""
    lexicon = load_actors()
    side = lexicon.sides.get(other)
    if side is None or not any(ally.side == label for ally in side.aligned):
        return False
    return any(a.side == label and a.kind in _MERGED for a in lexicon.actors.values())


def _toll_field(tally: Tally) -> str:
    whose = tally.side or "side not told"
    return f"{tally.measure}, {whose}" + (f", {tally.item}" if tally.item else "")


def _tolls(tally: Tally) -> Iterator[Told]:
    for teller, toll, reports in tally.standing:
        low = toll.low if toll.low is not None else toll.best
        high = toll.high if toll.high is not None else toll.best
        if low is not None or high is not None:
            bounds = (low or 0.0, float("inf") if high is None else high)
            value = _bounds_text(low, high)
            yield Told(teller, value, toll.claim_ids, reports, bounds)


def _bounds_text(low: float | None, high: float | None) -> str:
    if low == high:
        return f"{low:g}"
    if high is None:
        return f"at least {low:g}"
    return f"up to {high:g}" if low is None else f"{low:g} to {high:g}"


def _tolls_clash(one: object, other: object) -> bool:
    return _apart(one, other)
