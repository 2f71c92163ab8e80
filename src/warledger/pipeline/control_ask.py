"""Ask the table `control`: which place is meant, who held it on a day, who says so.

A place is asked for by its id, or by any spelling that folds to a name of it in the
ledger. Nothing is guessed: where several places bear the name, all are returned.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from warledger.geo.romanise import plain_key, query_keys
from warledger.model import Control, ControlKind, Place
from warledger.store.control import to_control
from warledger.store.ledger import Ledger
from warledger.store.records import to_place
from warledger.store.rows import Row


@dataclass(frozen=True, slots=True)
class Named:
    """A place that states are told of: its key, how it is shown, the names it goes by."""

    key: str
    place: Place
    names: tuple[str, ...]

    @property
    def title(self) -> str:
        """The name with what tells it from others: division, country, key."""
        lies_in = ", ".join(filter(None, (self.place.adm1, self.place.country)))
        return f"{self.place.name} ({lies_in or 'nobody says where'}) {self.key}"


def find_named(ledger: Ledger, name: str) -> tuple[Named, ...]:
    """Return the places that the name can mean, by key; empty where there is none.

    An id or key counts before a name written so, and that before a name that folds alike.
    """
    places = _named_places(ledger)
    for is_meant in (_by_key, _by_name, _by_fold):
        found = tuple(place for place in places if is_meant(place, name))
        if found:
            return found
    return ()


def _named_places(ledger: Ledger) -> list[Named]:
    rows: dict[str, list[Row]] = {}
    for row in ledger.rows("control_names"):
        rows.setdefault(cast(str, row["place_key"]), []).append(row)
    return [
        Named(
            key, to_place(cast(Row, some[0]["place"])), tuple(str(r["name"]) for r in some)
        )
        for key, some in rows.items()
    ]


def _by_key(place: Named, name: str) -> bool:
    return name == place.key


def _by_name(place: Named, name: str) -> bool:
    return any(plain_key(name) == plain_key(known) for known in place.names)


def _by_fold(place: Named, name: str) -> bool:
    wanted = set(query_keys(name))
    return any(wanted & set(query_keys(known)) for known in place.names)


def states_of(
    ledger: Ledger, key: str, *, on: date | None = None, according_to: str | None = None
) -> Iterator[tuple[Control, Row]]:
    """Yield the states of a place with their rows, in order of time.

    `on` leaves those that may have been so that day; `according_to` those that somebody
    whose name holds these words tells.
    """
    for row in ledger.rows("control_of", keys=[key]):
        state = to_control(row)
        if on is not None and not may_be_on(state, on):
            continue
        if according_to is None or _tells(state, according_to):
            yield state, row


def may_be_on(state: Control, day: date) -> bool:
    """Return whether the state can have been so on the day, as far as it is told.

    One that nothing ended goes on; one whose beginning is not known had begun.
    """
    has_begun = state.since_first is None or state.since_first <= day
    if state.until_last is None:
        return has_begun
    # A fight lasts to the end of its last day; who lost a place held it at its begin only.
    if state.kind is ControlKind.CONTESTED or state.since_last == state.until_last:
        return has_begun and day <= state.until_last
    return has_begun and day < state.until_last


def _tells(state: Control, words: str) -> bool:
    return any(plain_key(words) in plain_key(teller) for teller in state.according_to)


def tellers(ledger: Ledger, claims: Sequence[str]) -> tuple[str, ...]:
    """Return who tells the claims, in alphabetical order."""
    rows = ledger.rows("control_tellers", claims=list(claims))
    return tuple(sorted({cast(str, row["teller"]) for row in rows}))
