"""The section on control: states that begin or end in the days, and who says so."""

from collections.abc import Iterator

from warledger.web.brief.records import Group, Line, Part, Row, Section
from warledger.web.brief.sources import Sources
from warledger.web.brief.tellers import by_teller
from warledger.web.brief.words import area, edtf

ABOUT = (
    "States of a place that, as told, begin or end in these days. Accounts that exclude "
    "one another stand side by side."
)
# A found state begins on a day that nobody tells: it was there by the day it was found.
KINDS = {
    "held": "held by {}",
    "entered": "entered by {}",
    "contested": "fought over",
    "encircled": "encircled by {}",
    "besieged": "besieged by {}",
    "withdrawn": "left by {}",
}


def control_changes(sources: Sources) -> Section:
    """Return the states that begin or end in the days, by area."""
    groups: dict[str, list[Line]] = {}
    for row in sources.control:
        groups.setdefault(area(row["place"]), []).append(_state(row, sources))
    ordered = sorted(groups, key=lambda title: (title.startswith("Area not"), title))
    found = tuple(Group(title, tuple(groups[title])) for title in ordered)
    return Section("control", "Changes of control", ABOUT, found)


def _state(row: Row, sources: Sources) -> Line:
    who = row["holder"] or "nobody named"
    since = edtf(row["from"], "an unknown day")
    until = edtf(row["to"], "no end is told")
    ends = until if row["to"] == ".." else f"until {edtf(row['to'], 'an unknown day')}"
    unsure = " (unconfirmed)" if row["unconfirmed"] else ""
    state = KINDS[row["kind"]].format(who)
    parts = (
        Part(
            f"{row['place']['name']}: {state}{unsure}, from {since}; {ends}. According to "
        ),
        *by_teller(row["claims"], sources.told, sources.outlets),
    )
    return Line(parts, _fields(row), tuple(_others(row, sources)))


def _others(row: Row, sources: Sources) -> Iterator[Line]:
    if row["contradicted_by"]:
        against = by_teller(row["contradicted_by"], sources.told, sources.outlets)
        yield Line((Part("excluded by what is told by "), *against))
    new = [claim for claim in row["ended_by"] if claim not in row["claims"]]
    if new:
        by = by_teller(new, sources.told, sources.outlets)
        yield Line((Part("ended, as told by "), *by))


def _fields(row: Row) -> tuple[tuple[str, object], ...]:
    names = (
        "control_id", "holder", "kind", "from", "to", "according_to", "unconfirmed",
    )  # fmt: skip
    place = (("place", row["place"]["name"]), ("country", row["place"]["country"]))
    return (*place, *((name, row[name]) for name in names))
