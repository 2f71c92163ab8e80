"""Reads what a brief of some days speaks of, and leaves out what was not asked for.

A brief may be held to one country (a place of the claim or incident lies in it; an unknown
place is in none) and to one party (it acts or is acted on, by name, spelling, id or side).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from warledger.errors import QueryError
from warledger.store.incidents import origin_of
from warledger.store.ledger import Ledger
from warledger.web.brief.records import Row, Wanted
from warledger.web.brief.tellers import Outlets
from warledger.web.server.folding import folded

# What is somebody's loss stands in the incidents' accounts; how far apart two places lie is
# no statistic. Other figures are.
NO_STATISTICS = (
    "killed", "wounded", "captured_persons", "displaced", "destroyed", "captured",
    "distance_km",
)  # fmt: skip
SUGGESTED = 3
# Days more than a month apart (UCDP's fifth precision) say of no day that it was then.
LONGEST_DAYS = 31
# How long before the brief's first day a forecast without days may have been stated; a year
# for one that gives days which are over, if a claim of these days bears on it.
LOOK_BACK_DAYS = 365


@dataclass(frozen=True, slots=True)
class Sources:
    """The rows a brief is made of; `told` are claims by id, `outlets` those of reports."""

    wanted: Wanted
    incidents: tuple[Row, ...]
    control: tuple[Row, ...]
    stated: tuple[Row, ...]
    forecasts: Mapping[str, tuple[str, ...]]
    told: Mapping[str, Row]
    outlets: Outlets = field(default_factory=dict)


def read_sources(ledger: Ledger, wanted: Wanted) -> Sources:
    """Return what the ledger holds of the days wanted.

    Raises QueryError for a party that no claim of the ledger names.
    """
    if wanted.actor is not None:
        check_actor(ledger, wanted.actor)
    between = {"first": wanted.first, "last": wanted.last}
    incidents = tuple(
        row
        for row in ledger.rows("brief_incidents", **between)
        if is_of_days(row, wanted) or _is_new(row, wanted)
    )
    control = tuple(ledger.rows("brief_control", **between))
    stated = [
        str(row["claim_id"])
        for row in ledger.rows("brief_stated", **between, without=list(NO_STATISTICS))
    ]
    fared: dict[str, list[str]] = {}
    # Date arithmetic ends where the calendar does.
    since = max(wanted.first.toordinal() - LOOK_BACK_DAYS, date.min.toordinal())
    asked = {**between, "since": date.fromordinal(since)}
    for pair in ledger.rows("brief_forecasts", **asked):
        fared.setdefault(str(pair["forecast"]), []).extend(
            [str(pair["later"])] if pair["later"] is not None else []
        )
    ids = {*stated, *fared, *(later for found in fared.values() for later in found)}
    ids |= _claims_of(incidents, ("claims",))
    ids |= _claims_of(control, ("claims", "ended_by", "contradicted_by"))
    told = {
        str(row["claim_id"]): row for row in ledger.rows("brief_told", claims=sorted(ids))
    }
    return Sources(
        wanted=wanted,
        incidents=tuple(row for row in incidents if _incident_fits(row, told, wanted)),
        control=tuple(row for row in control if _state_fits(row, told, wanted)),
        stated=tuple(row for key, row in told.items()
                     if key in set(stated) and fits(row, wanted)),
        forecasts={key: tuple(found) for key, found in sorted(fared.items())
                   if fits(told[key], wanted)},
        told=told,
        outlets=_outlets(ledger, told.values()),
    )  # fmt: skip


def is_of_days(row: Row, wanted: Wanted) -> bool:
    """Return whether an incident's own days meet those of the brief, and say enough."""
    first, last = row["date_start"], row["date_end"]
    if first is None or first > wanted.last or last < wanted.first:
        return False
    lies_within = first >= wanted.first and last <= wanted.last
    return bool(lies_within or (last - first).days <= LONGEST_DAYS)


def _is_new(row: Row, wanted: Wanted) -> bool:
    told = row["first_told"]
    return bool(told is not None and wanted.first <= told <= wanted.last)


def _claims_of(rows: Iterable[Row], fields: Iterable[str]) -> set[str]:
    return {claim for row in rows for name in fields for claim in row[name]}


def _outlets(ledger: Ledger, told: Iterable[Row]) -> Outlets:
    """Return the outlets of the reports that tell, and of those whose words they repeat."""
    reports = {origin_of(dict(row)) for row in told}
    found = ledger.rows("incident_origins", reports=sorted(reports))
    return {str(row["report"]): row["outlet"] for row in found}  # type: ignore[misc]


def fits(row: Row, wanted: Wanted) -> bool:
    """Return whether a claim is of the country and the party wanted."""
    return _in_country(row, wanted.country) and _names(row, wanted.actor)


def _in_country(row: Row, country: str | None) -> bool:
    return country is None or any(place["country"] == country for place in row["places"])


def _names(row: Row, actor: str | None) -> bool:
    if actor is None:
        return True
    asked = folded(actor)
    parties = (*row["actors"], *row["targets"])
    return any(
        asked == folded(party[name] or "")
        for party in parties
        for name in ("name", "mention", "id", "side")
    )


def _incident_fits(row: Row, told: Mapping[str, Row], wanted: Wanted) -> bool:
    claims = [told[claim] for claim in row["claims"]]
    place = row["place"]
    if place is not None and place["country"] is not None:
        is_there = wanted.country in (None, place["country"])
    else:
        is_there = any(_in_country(claim, wanted.country) for claim in claims)
    return is_there and any(_names(claim, wanted.actor) for claim in claims)


def _state_fits(row: Row, told: Mapping[str, Row], wanted: Wanted) -> bool:
    if wanted.country not in (None, row["place"]["country"]):
        return False
    return any(_names(told[claim], wanted.actor) for claim in row["claims"])


def check_actor(ledger: Ledger, actor: str) -> None:
    """Raise QueryError, with names that are near, where no claim names the party."""
    known: dict[str, str] = {}
    for row in ledger.rows("brief_parties"):
        for name in ("name", "id", "mention", "side"):
            if row[name]:
                known.setdefault(folded(str(row[name])), str(row["name"]))
    if folded(actor) in known:
        return
    near = [known[name] for name in get_close_matches(folded(actor), known, SUGGESTED)]
    hint = f"; near it: {', '.join(dict.fromkeys(near))}" if near else ""
    raise QueryError(
        f"{ledger.path}: no claim names a party '{actor}'{hint}; "
        "give --actor a name, id or side as 'warledger export --table claims' shows it"
    )
