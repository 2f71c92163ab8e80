"""The sections on incidents: what is said to have happened where, and who differs."""

from collections.abc import Iterable, Iterator, Sequence

from warledger.web.brief.records import Group, Line, Part, Row, Section
from warledger.web.brief.sources import LONGEST_DAYS, Sources, is_of_days
from warledger.web.brief.tellers import by_teller
from warledger.web.brief.words import (
    NO_PARTY,
    STATUSES,
    area,
    days,
    place_name,
    plural,
)

NEW = (
    "Incidents whose days, as the claims give them, meet these days (if they are told "
    f"within {LONGEST_DAYS} days or lie wholly in these). Parties are listed, not who did "
    "what to whom; the sentence under a number says it."
)
LATE = (
    "Incidents of other days, or of no day that is fixed so far, of which a report first "
    "told in these days."
)
# How an incident's reason begins where its claims are of several types.
ALSO = "also told as"
CONTESTED = (
    "Fields of an incident in which tellers exclude one another, every version with those "
    "who tell it, and who denies what. None is preferred."
)


def new_incidents(sources: Sources) -> Section:
    """Return the incidents of the days, by area."""
    found = [row for row in sources.incidents if is_of_days(row, sources.wanted)]
    return Section("incidents", "New incidents, by area", NEW, _by_area(found, sources))


def late_incidents(sources: Sources) -> Section:
    """Return the incidents of other days that reports first told in these, by area."""
    found = [row for row in sources.incidents if not is_of_days(row, sources.wanted)]
    return Section("late", "First told now, of other days", LATE, _by_area(found, sources))


def _by_area(rows: Iterable[Row], sources: Sources) -> tuple[Group, ...]:
    groups: dict[str, list[Line]] = {}
    for row in rows:
        groups.setdefault(area(row["place"]), []).append(_incident(row, sources))
    ordered = sorted(groups, key=lambda title: (title.startswith("Area not"), title))
    return tuple(Group(title, tuple(groups[title])) for title in ordered)


def _incident(row: Row, sources: Sources) -> Line:
    reasons = {one["field"]: one["reason"] for one in row["reasons"]}
    why = reasons.get("standing") or plural(row["origins"], "independent origin")
    other = reasons.get("sub_event_type", "")
    kind = f" ({other})" if other.startswith(ALSO) else ""
    said = f"{heading(row)}{kind}. {sides(row)}. {row['standing'].capitalize()}: {why}"
    return Line((Part(said), *_tellers(row, sources)), _fields(row))


def _tellers(row: Row, sources: Sources) -> Iterator[Part]:
    """Yield who tells it, apart for each status: who denies does not tell it as done."""
    by_status: dict[str, list[str]] = {}
    for claim in row["claims"]:
        by_status.setdefault(sources.told[claim]["status"], []).append(claim)
    for status, words in STATUSES.items():
        if status in by_status:
            yield Part(f". {words.capitalize()} according to ")
            yield from by_teller(by_status[status], sources.told, sources.outlets)


def heading(row: Row) -> str:
    """Return an incident in a few words: days, place, kind."""
    when = days(row["date_start"], row["date_end"])
    return f"{when}, {place_name(row['place'])}: {row['sub_event_type']}"


def sides(row: Row) -> str:
    """Return the sides of an incident; which of them acts is not said here."""
    named = [", ".join(row[side]) for side in ("side_a", "side_b") if row[side]]
    return f"Parties: {'; '.join(named)}" if named else NO_PARTY.capitalize()


def _fields(row: Row) -> tuple[tuple[str, object], ...]:
    place = row["place"] or {}
    told = {
        "incident_id": row["incident_id"],
        "sub_event_type": row["sub_event_type"],
        "status": row["status"],
        "date_start": row["date_start"],
        "date_end": row["date_end"],
        "place": place.get("name"),
        "adm1": place.get("adm1"),
        "country": place.get("country"),
        "side_a": list(row["side_a"]),
        "side_b": list(row["side_b"]),
        "standing": row["standing"],
        "origins": row["origins"],
    }
    return tuple(told.items())


def contested(sources: Sources) -> Section:
    """Return the points on which the tellers of an incident exclude one another."""
    lines = [
        Line((Part(heading(row)),), (("incident_id", row["incident_id"]),), under)
        for row in sources.incidents
        if (under := (*_versions(row), *_denials(row, sources)))
    ]
    groups = (Group("", tuple(lines)),) if lines else ()
    return Section("contested", "Contested points", CONTESTED, groups)


def _versions(row: Row) -> Iterator[Line]:
    for one in row["disagreements"]:
        for version in one["versions"]:
            said = f"{one['field']}: {version['value']}, according to "
            tellers = Part("; ".join(version["told_by"]), tuple(version["claims"]))
            fields = (
                ("field", one["field"]),
                ("value", version["value"]),
                ("told_by", list(version["told_by"])),
            )
            yield Line((Part(said), tellers), fields)


def _denials(row: Row, sources: Sources) -> Iterator[Line]:
    for denial in row["denials"]:
        denies: Sequence[str] = denial["denies"]
        who = by_teller([denial["claim_id"]], sources.told, sources.outlets)
        whom = by_teller(denies, sources.told, sources.outlets)
        if whom:
            parts = (*who, Part(" denies what is told by "), *whom)
            yield Line(parts, (("denial", denial["claim_id"]), ("denies", list(denies))))
