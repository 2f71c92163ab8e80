"""Marks where a page of a list ended, so that the next goes on there.

A mark names the incident, not a position: where the ledger has grown meanwhile the list
goes on behind the same incident, and where that is gone, where it would stand.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from warledger.errors import QueryError
from warledger.web.server.facts import Facts, Ints

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Mark:
    """The last incident of a page: how the list is sorted, its key there, its id."""

    sort: str
    key: int
    incident_id: str

    def text(self) -> str:
        """Return the mark as it stands in an address."""
        told = json.dumps([self.sort, self.key, self.incident_id])
        return urlsafe_b64encode(told.encode()).decode("ascii").rstrip("=")


def read_mark(text: str | None, sort: str) -> Mark | None:
    """Return the mark of an address; raises QueryError for one that is not ours."""
    if text is None:
        return None
    try:
        padded = text + "=" * (-len(text) % 4)
        told = json.loads(urlsafe_b64decode(padded.encode("ascii")))
        of, key, incident_id = told
        mark = Mark(of, key, incident_id)
    except (ValueError, TypeError) as error:
        raise QueryError(_not_ours(text)) from error
    is_sound = (
        len(text) <= LONGEST
        and isinstance(of, str)
        and isinstance(key, int)
        and abs(key) < 2**62
        and isinstance(incident_id, str)
    )
    if not is_sound:
        raise QueryError(_not_ours(text))
    if mark.sort != sort:
        raise QueryError(
            "after: belongs to a list in another order; begin again without it"
        )
    return mark


def _not_ours(text: str) -> str:
    return f"after: {text[:40]!r} is not a mark of ours; take it from 'next' of a page"


def page_after(
    facts: Facts, order: Ints, keys: npt.NDArray[np.int64], mark: Mark | None, limit: int
) -> tuple[Ints, bool]:
    """Return the incidents behind the mark, and whether there are more.

    `order` holds incidents with rising `keys`, those of one key by number.
    """
    first = 0
    if mark is not None:
        low = int(np.searchsorted(keys, mark.key, side="left"))
        high = int(np.searchsorted(keys, mark.key, side="right"))
        number = facts.find(mark.incident_id)
        wanted = -1 if number is None else number
        within = np.flatnonzero(order[low:high] == wanted).tolist()
        first = low + within[0] + 1 if within else high
    return order[first : first + limit], first + limit < len(order)
