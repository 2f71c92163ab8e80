"""Score which reports tell of one incident against a register of incidents.

Two reports are predicted to tell of one incident if any incident has both. `pairs` is over
all pairs of reports of the gold; `bcubed` is the mean, over reports, of the share of those
predicted with it (itself among them) that is right, and of those that are right that is
predicted; a report in no incident has 0 and 0. A copy shares the incidents of the report
that it copies.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from warledger.evaluate.rates import Line, rates, ratio


def score_clusters(
    gold: Sequence[Line], incidents: Sequence[Line], reports: Sequence[Line] = ()
) -> dict[str, object]:
    """Return the figures; `reports` say which are copies, and of which report."""
    register: dict[str, set[str]] = defaultdict(set)
    for entry in gold:
        register[entry["incident"]].add(entry["report"])
    right_of = {report: members for members in register.values() for report in members}
    told = _told_together(incidents, reports, set(right_of))
    want, got = _pairs(register.values()), _pairs_of(told)
    shares = [_shares(told.get(report, set()), right_of[report]) for report in right_of]
    return {
        "reports": len(gold),
        "in_an_incident": sum(report in told for report in right_of),
        "gold_incidents": len(register),
        "pairs": rates(ratio(len(want & got), len(got)), ratio(len(want & got), len(want))),
        "bcubed": rates(
            ratio(sum(precise for precise, _ in shares), len(shares)),
            ratio(sum(found for _, found in shares), len(shares)),
        ),
    }


def _told_together(
    incidents: Sequence[Line], reports: Sequence[Line], known: set[str]
) -> dict[str, set[str]]:
    """Return, for each report of the gold in an incident, those predicted with it."""
    copies: dict[str, set[str]] = defaultdict(set)
    for report in reports:
        origin = report.get("copy_of") or report.get("origin_id")
        if report.get("state") == "copy" and isinstance(origin, str):
            copies[origin].add(report["report"])
    told: dict[str, set[str]] = defaultdict(set)
    for incident in incidents:
        members = set(incident["reports"])
        members |= {
            copy for member in incident["reports"] for copy in copies.get(member, ())
        }
        for report in members & known:
            told[report] |= members & known
    return told


def _shares(told: set[str], right: set[str]) -> tuple[float, float]:
    return ratio(len(told & right), len(told)), ratio(len(told & right), len(right))


def _pairs(groups: Iterable[set[str]]) -> set[tuple[str, str]]:
    return {pair for members in groups for pair in combinations(sorted(members), 2)}


def _pairs_of(told: dict[str, set[str]]) -> set[tuple[str, str]]:
    return {
        (min(one, other), max(one, other))
        for one, others in told.items()
        for other in others
        if one != other
    }
