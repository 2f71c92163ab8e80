"""What one stage of reconciling tells the next: what is new, gone, or to be made again."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pending:
    """Reports that the derived tables have not taken in.

    `reports` are the newest revisions to take in, by report id; `outdated` the claims of
    older revisions of the same reports, which no derived row may name any more.
    """

    reports: Sequence[tuple[str, int]]
    outdated: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Regrouped:
    """The claims whose grouping may have changed, as they are grouped now.

    `dissolved` are the ids of incidents that no longer stand; `clusters` hold every claim
    of theirs and every new one exactly once (outdated ones no more), in a fixed order.
    """

    dissolved: frozenset[str] = frozenset()
    clusters: Sequence[tuple[str, ...]] = ()
