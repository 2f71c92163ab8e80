"""The states of one place: who held it, from when to when, according to whom.

Each teller's sayings are first laid out by day and joined into states of his own; states
of different tellers that say the same, to the day, become one row with several names in
`according_to`. Accounts that exclude each other stay apart and name each other in
`contradicted_by`; nothing is weighed (ISW's layers "assessed" and "claimed" are the
precedent for keeping a claim of control beside the others).

A state ends where somebody tells of a later one that excludes it. Who holds a place and is
said, within a week and by another teller, not to hold it (or another to hold it) is
contradicted; later than that, the word ends the state.

Knowingly missed: an order of events within one day or within two windows that overlap.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from warledger.model import Control, ControlKind, identity
from warledger.reconcile.control_parties import Party, common_name, exclude
from warledger.reconcile.control_reading import Saying, Sense

# Days within which a word against a state disputes it instead of ending it, and two words
# tell one capture or one fight: the length of the longest window that reports of the day
# give (UCDP's date_prec 3, a week). Not calibrated: the corpora hold too few such pairs.
WEEK = timedelta(days=7)
OPEN, UNKNOWN = "..", ""
ENCLOSED = frozenset({ControlKind.BESIEGED, ControlKind.ENCIRCLED})


@dataclass(frozen=True, slots=True)
class State:
    """What one teller's sayings come to: a party's state and the days it is told of."""

    kind: ControlKind
    party: Party | None
    since: str
    first: date | None
    last: date | None
    seen: date | None
    until: str
    teller_key: str
    is_unconfirmed: bool
    sayings: tuple[Saying, ...]
    until_first: date | None = None
    until_last: date | None = None
    ended_by: frozenset[str] = frozenset()
    contradicted_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Days:
    """The dated sayings of one place in order of their first day."""

    sayings: Sequence[Saying]
    firsts: Sequence[date]

    def after(self, day: date) -> Sequence[Saying]:
        """Return the sayings whose first possible day is later."""
        return self.sayings[bisect_right(self.firsts, day) :]

    def between(self, first: date, last: date) -> Sequence[Saying]:
        """Return the sayings whose first possible day lies in the days given."""
        return self.sayings[
            bisect_left(self.firsts, first) : bisect_right(self.firsts, last)
        ]


def make_states(place_key: str, sayings: Iterable[Saying]) -> tuple[Control, ...]:
    """Return the states of a place in order of time, whatever the sayings' order."""
    ordered = sorted(set(sayings), key=_order)
    firm = [s for s in ordered if not s.is_unconfirmed]
    dated = sorted(firm, key=lambda s: (_first_day(s) or date.max, _order(s)))
    dated = [s for s in dated if _first_day(s) is not None]
    days = Days(dated, [_first_day(s) or date.max for s in dated])
    states = [_ended(state, days) for state in _accounts(ordered, days)]
    states += _lost_before(ordered, states)
    states = [_contradicted(state, days) for state in states]
    return tuple(sorted(_joined(place_key, states), key=_control_order))


def _order(saying: Saying) -> tuple[object, ...]:
    party = saying.party.key if saying.party else ""
    return (*saying.order, saying.claim_id, saying.place.span, party,
            saying.kind.value, saying.sense.name)  # fmt: skip


def _first_day(saying: Saying) -> date | None:
    """Return the first day the saying can be of; its last where nothing bounds it below."""
    return saying.first or saying.last


def _accounts(ordered: Sequence[Saying], days: Days) -> Iterator[State]:
    """Yield every teller's own states."""
    lanes: dict[tuple[object, ...], list[Saying]] = {}
    for saying in ordered:
        if saying.sense in (Sense.BEGINS, Sense.IS):
            key = saying.party.key if saying.party else ""
            undated = saying.edtf if saying.first is None else ""
            lane = (saying.teller_key, saying.kind, key, saying.is_unconfirmed, undated)
            lanes.setdefault(lane, []).append(saying)
    for told in lanes.values():
        told.sort(key=lambda s: (_first_day(s) or date.max, s.last or date.max, _order(s)))
        yield from _states_of(told, days)


def _states_of(lane: Sequence[Saying], days: Days) -> Iterator[State]:
    """Yield the states of one teller, party and kind, in order of time."""
    state: State | None = None
    for saying in lane:
        if state is not None and _goes_on(state, saying, days):
            seen = max(filter(None, (state.seen, saying.last)), default=None)
            state = replace(state, seen=seen, sayings=(*state.sayings, saying))
            continue
        if state is not None:
            yield state
        state = _begun(saying)
    if state is not None:
        yield state


def _begun(saying: Saying) -> State:
    """Return the state that one saying gives: its begin, the last day it is told of."""
    since, first, last = saying.edtf, saying.first, saying.last
    if saying.lasts and first is not None:
        since, last = first.isoformat(), first
    elif saying.sense is Sense.IS and saying.kind is not ControlKind.CONTESTED:
        first, since = None, f"/{last}" if last else UNKNOWN
    return State(saying.kind, saying.party, since, first, last, saying.last, OPEN,
                 saying.teller_key, saying.is_unconfirmed, (saying,))  # fmt: skip


def _goes_on(state: State, saying: Saying, days: Days) -> bool:
    """Return whether a later saying of the same teller tells of the same state still."""
    if saying.first is None or state.seen is None:
        return True  # undated, of one report's day
    gap = saying.first - state.seen
    if gap <= WEEK:
        return True
    if saying.kind is ControlKind.CONTESTED or (
        saying.sense is Sense.BEGINS and saying.kind is ControlKind.HELD
    ):
        return False  # another fight; taken again, so it was lost in between
    later = days.between(state.seen + timedelta(days=1), saying.first)
    return not any(_ends(word, state) for word in later)


def _ends(word: Saying, state: State) -> bool:
    """Return whether a later word ends a state."""
    kind, same = state.kind, _is_same(word.party, state.party)
    if word.sense is Sense.DENIES:
        return word.kind is kind and same
    if word.sense is Sense.ENDS:
        return word.kind is kind and (same or word.party is None)
    if kind is ControlKind.WITHDRAWN:
        return same and word.kind is not ControlKind.WITHDRAWN
    if word.kind is ControlKind.WITHDRAWN:
        return same
    if word.kind is not ControlKind.HELD:
        return False
    if kind is ControlKind.HELD:
        return _is_taken_again(word, state) or _excludes(word.party, state.party, word.last)
    if kind is ControlKind.ENTERED or kind in ENCLOSED:
        return word.sense is Sense.BEGINS
    return False


def _is_taken_again(word: Saying, state: State) -> bool:
    """Return whether the holder is said, by the same teller, to take it once more."""
    return (
        word.kind is ControlKind.HELD
        and word.sense is Sense.BEGINS
        and word.teller_key == state.teller_key
        and _is_same(word.party, state.party)
        and state.seen is not None
        and word.first is not None
        and word.first - state.seen > WEEK
    )


def _is_same(one: Party | None, other: Party | None) -> bool:
    return one is not None and other is not None and one.key == other.key


def _excludes(one: Party | None, other: Party | None, on: date | None) -> bool:
    return one is not None and other is not None and exclude(one, other, on=on)


def _ended(state: State, days: Days) -> State:
    """Return the state with its end, as the earliest later word of anybody's gives it."""
    if state.seen is None or (state.first is None and state.last is None):
        return state
    if state.kind is ControlKind.CONTESTED:
        day = state.seen
        return replace(state, until=day.isoformat(), until_first=day, until_last=day)
    ending: Saying | None = None
    by: set[str] = set()
    for word in days.after(state.seen):
        if ending is not None and word.first != ending.first:
            break
        if _ends(word, state) and not _disputes(word, state):
            ending = min(filter(None, (ending, word)), key=lambda w: w.last or date.max)
            by.add(word.claim_id)
    if ending is None:
        return state
    return replace(_ended_with(state, ending), ended_by=frozenset(by))


def _ended_with(state: State, word: Saying) -> State:
    """Return the end: the day of what ended it, or between the last word for and against.

    A word that only finds another holder there, or that the same takes the place again,
    tells of a change that was before it.
    """
    is_again = state.kind is ControlKind.HELD and _is_taken_again(word, state)
    if not is_again and (word.sense in (Sense.BEGINS, Sense.ENDS) or word.lasts):
        until = word.first.isoformat() if word.lasts and word.first else word.edtf
        last = word.first if word.lasts else word.last
        return replace(state, until=until, until_first=word.first, until_last=last)
    day = word.first or word.last
    until = f"{state.seen}/{day}"
    return replace(state, until=until, until_first=state.seen, until_last=day)


def _disputes(word: Saying, state: State) -> bool:
    """Return whether a word speaks against a state and not of a change after it."""
    if word.sense not in (Sense.IS, Sense.DENIES) or state.seen is None:
        return False
    if word.sense is Sense.IS and word.teller_key == state.teller_key:
        return False
    day = _first_day(word)
    return day is not None and day - state.seen <= WEEK


def _lost_before(ordered: Sequence[Saying], states: Sequence[State]) -> Iterator[State]:
    """Yield that who lost a place held it until then, where no state of his says so."""
    ended = {
        (s.party.key, claim) for s in states if s.party for claim in s.ended_by
        if s.kind is ControlKind.HELD
    }  # fmt: skip
    for word in ordered:
        if word.sense is not Sense.ENDS or word.party is None:
            continue
        if (word.party.key, word.claim_id) not in ended:
            yield State(ControlKind.HELD, word.party, UNKNOWN, None, None, None, word.edtf,
                        word.teller_key, word.is_unconfirmed, (word,), word.first,
                        word.last, frozenset((word.claim_id,)))  # fmt: skip


def _contradicted(state: State, days: Days) -> State:
    """Return the state with the claims of others that exclude it in the same days."""
    begin, seen = state.first or state.last, state.seen
    if begin is None or seen is None:
        return state
    own = {saying.claim_id for saying in state.sayings} | state.ended_by
    against = {
        word.claim_id
        for word in days.between(begin - WEEK, seen + WEEK)
        if word.claim_id not in own and _speaks_against(word, state, begin, seen)
    }
    return replace(state, contradicted_by=frozenset(against))


def _speaks_against(word: Saying, state: State, begin: date, seen: date) -> bool:
    first, last = _first_day(word), word.last
    if first is None or last is None:
        return False
    if word.sense is Sense.DENIES:
        on_the_day = begin <= last and first <= seen + WEEK
        return on_the_day and word.kind is state.kind and _is_same(word.party, state.party)
    if word.teller_key == state.teller_key or word.sense is Sense.ENDS:
        return False
    if not _rules_out(word, state):
        return False
    if first <= seen and begin <= last:  # the same days
        return word.lasts or last - first <= WEEK
    if word.sense is Sense.IS and first > seen:
        return first - seen <= WEEK
    is_found = all(saying.sense is Sense.IS for saying in state.sayings)
    return is_found and last < begin and begin - last <= WEEK


def _rules_out(word: Saying, state: State) -> bool:
    """Return whether both cannot be at once."""
    if word.kind is ControlKind.HELD and state.kind is ControlKind.HELD:
        return _excludes(word.party, state.party, word.last)
    pair = {word.kind, state.kind}
    gone_and_there = pair == {ControlKind.HELD, ControlKind.WITHDRAWN}
    return gone_and_there and _is_same(word.party, state.party)


def _joined(place_key: str, states: Iterable[State]) -> Iterator[Control]:
    """Yield one row for all states that say the same, with everybody who says so."""
    rows: dict[tuple[object, ...], list[State]] = {}
    for state in states:
        key = state.party.key if state.party else ""
        parts = (state.kind.value, key, state.since, state.until, state.is_unconfirmed)
        rows.setdefault(parts, []).append(state)
    for same, found in rows.items():
        yield _control(place_key, same, found)


def _control(place_key: str, same: tuple[object, ...], found: Sequence[State]) -> Control:
    sayings = sorted((s for state in found for s in state.sayings), key=_order)
    parties = tuple(saying.party for saying in sayings if saying.party is not None)
    holder = common_name(parties) if parties else None
    place = _best_place(sayings)
    words = sorted({word for saying in sayings for word in saying.words})
    firsts = [state.first for state in found if state.first]
    lasts = [state.last for state in found if state.last]
    ends = [state.until_first for state in found if state.until_first]
    latest = [state.until_last for state in found if state.until_last]
    seen = [state.seen for state in found if state.seen]
    return Control(
        control_id=identity("control", place_key, *map(str, same)),
        place=place.place,
        place_claim=place.place_claim,
        place_key=place_key,
        holder=holder.name if holder else None,
        holder_id=holder.actor_id if holder else None,
        side=holder.side if holder else None,
        kind=found[0].kind,
        since=found[0].since,
        until=found[0].until,
        since_first=min(firsts, default=None),
        since_last=max(lasts, default=None),
        until_first=min(ends, default=None),
        until_last=max(latest, default=None),
        last_told=max(seen, default=None),
        claims=_ids(saying.claim_id for saying in sayings),
        ended_by=_ids(claim for state in found for claim in state.ended_by),
        according_to=tuple(sorted({saying.teller for saying in sayings})),
        contradicted_by=_ids(claim for state in found for claim in state.contradicted_by),
        is_unconfirmed=found[0].is_unconfirmed,
        pocket=tuple(sorted({name for saying in sayings for name in saying.together})),
        reason="; ".join(words),
    )


def _best_place(sayings: Sequence[Saying]) -> Saying:
    """Return the saying whose place is the most precise; the first of equal ones."""
    return min(sayings, key=lambda s: (s.place.lat is None, s.place.where_prec or 9))


def _ids(claims: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(claims)))


def _control_order(control: Control) -> tuple[str, ...]:
    day = control.since_first or control.since_last
    return (str(day or "9999"), control.kind.value, control.holder or "",
            control.since, control.until, control.control_id)  # fmt: skip
