"""What the demo shows of incidents and control: who disagrees, who held a town, and when.

Only what more than one claim tells is shown as an incident; the town is the one about which
most accounts exclude one another. All words are the ledger's own.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from warledger.store.ledger import Ledger
from warledger.web.reading import visible

Row = Any  # a row of an export, read at the rim
UNKNOWN = "not said"


@dataclass(frozen=True, slots=True)
class Shown:
    """A table for a terminal: its title, its headings, its cells as text."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def incident_tables(ledger: Ledger) -> tuple[Shown, ...]:
    """Return the incidents that several claims tell, their disagreements, and one town."""
    incidents = [row for row in ledger.rows("incidents") if len(_list(row, "claims")) > 1]
    found = [_incidents(incidents), _disagreements(incidents)]
    control: list[Row] = list(ledger.rows("control"))
    town = most_contested(control)
    if town is not None:
        found.append(_town([row for row in control if row["place_key"] == town]))
    return tuple(table for table in found if table.rows)


def most_contested(control: Iterable[Row]) -> str | None:
    """Return the key of the place of which most is told that something else excludes."""
    weights: Counter[str] = Counter()
    holders: dict[str, set[str | None]] = {}
    for row in control:
        key = row["place_key"]
        weights[key] += 1 + 2 * len(row["contradicted_by"])
        holders.setdefault(key, set()).add(row["holder"])
    disputed = [key for key, told in holders.items() if len(told) > 1]
    return min(disputed, key=lambda key: (-weights[key], key), default=None)


def _incidents(incidents: Sequence[Row]) -> Shown:
    rows = [
        (
            _days(row["date_start"], row["date_end"]),
            visible((row["place"] or {}).get("name") or UNKNOWN),
            row["sub_event_type"],
            f"{len(row['claims'])} in {len(row['reports'])}",
            str(row["origins"]),
            row["standing"],
        )
        for row in sorted(
            incidents, key=lambda row: (str(row["date_start"]), row["incident_id"])
        )
    ]
    headings = ("day", "place", "what", "claims in reports", "origins", "standing")
    return Shown("Incidents that several claims tell", headings, tuple(rows))


def _disagreements(incidents: Sequence[Row]) -> Shown:
    rows = []
    for row in incidents:
        place = visible((row["place"] or {}).get("name") or UNKNOWN)
        for disagreement in row["disagreements"]:
            for version in disagreement["versions"]:
                tellers = "; ".join(visible(name) for name in version["told_by"])
                rows.append(
                    (place, disagreement["field"], visible(version["value"]), tellers)
                )
    headings = ("place", "field", "version", "told by")
    return Shown("Where they disagree", headings, tuple(rows))


def _town(control: Sequence[Row]) -> Shown:
    name = visible(control[0]["place"]["name"])
    rows = [
        (
            row["from"] or UNKNOWN,
            row["to"] or UNKNOWN,
            row["kind"],
            visible(row["holder"] or UNKNOWN),
            "; ".join(visible(teller) for teller in row["according_to"]),
            str(len(row["contradicted_by"])),
        )
        for row in control
    ]
    headings = ("from", "to", "state", "holder", "according to", "claims against")
    return Shown(f"Who held {name}", headings, tuple(rows))


def _list(row: Row, name: str) -> Sequence[str]:
    found: Sequence[str] = row[name]
    return found


def _days(first: object, last: object) -> str:
    if first is None:
        return "no day fixed"
    return str(first) if first == last else f"{first} to {last}"
