"""How much an export wrote, and what it had to leave out and why."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

Item = TypeVar("Item")

NO_COORDINATES = "no coordinates"
NO_DAY = "no day"


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows (features, nodes, events) were written; `left_out` counts by reason."""

    rows: int
    left_out: Mapping[str, int] = field(default_factory=dict)


class Tally:
    """Counts what passes and what is left out while rows stream by."""

    def __init__(self) -> None:
        self.rows = 0
        self._left_out: dict[str, int] = {}

    def leave_out(self, reason: str) -> None:
        """Count one row that is not written."""
        self._left_out[reason] = self._left_out.get(reason, 0) + 1

    def counted(self, rows: Iterable[Item]) -> Iterator[Item]:
        """Pass the rows on, counting each."""
        for row in rows:
            self.rows += 1
            yield row

    def written(self) -> Written:
        """Return the counts, reasons in alphabetical order."""
        return Written(self.rows, dict(sorted(self._left_out.items())))
