"""The sections on what is expected, and on how what was expected earlier fared.

Only a forecast that says enough is held against later claims: it names a place that is no
country, and a party (who acts, else towards whom), and its type is not "Other". A later
claim bears on it where all of this holds: its report was published later; it is of the same
sub-event type and is no forecast or rumour itself; it shares a place, and that party, by
name, id or side; where both name whom it is done to, one of these too; and the days it
gives are not over before the forecast was published. A forecast of no day is held against
the claims of the next 90 days, one of some days against those of 30 days more.

- **kept**: such a claim says that it occurred or is going on, on a day that the forecast
  allows (any, if it gives none; also if the claim gives none).
- **failed**: such a claim says that it did not occur or denies it, or says that it did, but
  only on days outside those that the forecast gave.
- **open**: nobody says either; or both are said. That the days have passed in silence makes
  no forecast fail: a ledger does not hold every report.

A brief speaks of an earlier forecast if its days meet the brief's; or if it gives none and
is at most 90 days old; or if a claim published in the brief's days bears on it and it is
at most a year old. What says too little to be held against anything is left out.

Read on data/fakes, 2016, with looser rules (a place or a party, no end of days): a clash
expected "in Aleppo" was kept by fifty claims, which says nothing.

Knowingly missed: a forecast that came true under another type of event, or a larger place.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from warledger.web.brief.notes import sentence_of
from warledger.web.brief.records import Group, Line, Part, Row, Section, Wanted
from warledger.web.brief.sources import Sources
from warledger.web.brief.tellers import by_teller
from warledger.web.brief.words import STATUSES, claim_days, names, place_name
from warledger.web.server.folding import folded

STATED = (
    "What reports published in these days tell as expected, planned or predicted, with who "
    "says so."
)
FARED = (
    "Forecasts of earlier reports that are of these days, or that give no day and were "
    "stated in the 90 days before, or on which a claim published in these days bears; "
    "beside later claims (up to the last of these days) of the same type, place and party. "
    "Kept: a later claim tells of it, on days that the forecast allows. Failed: a later "
    "claim says that it did not happen, or tells of it only for other days. Open: nobody "
    "says either, or both are said. A forecast without a place or a party is not held "
    "against anything and is left out."
)
LATE_DAYS = 30
UNSAID = "Other"  # no type that two claims could share
RECENT_DAYS = 90
COUNTRY_WIDE = 6  # UCDP's where_prec: no place that two events must share
KEPT, FAILED, OPEN = "Kept", "Failed", "Open"
REFUSING = frozenset({"denied", "not_occurred"})


def stated(sources: Sources) -> Section:
    """Return what is expected in reports of the days; one line a sentence and type."""
    expected = [row for row in sources.stated if row["status"] == "expected"]
    lines = tuple(
        Line(_forecast(rows, sources), _fields(rows[0])) for rows in _folded(expected)
    )
    groups = (Group("", lines),) if lines else ()
    return Section("forecasts", "Forecasts and plans stated", STATED, groups)


def fared(sources: Sources) -> Section:
    """Return the forecasts of earlier reports by what was claimed of them later."""
    groups: dict[str, list[Line]] = {KEPT: [], FAILED: [], OPEN: []}
    earlier = [row for key, row in sources.told.items() if key in sources.forecasts]
    for rows in _folded(earlier):
        ids = {later for row in rows for later in sources.forecasts[row["claim_id"]]}
        later = [row for key, row in sources.told.items() if key in ids]
        bearing = [row for row in later if bears_on(row, rows[0])]
        if is_checkable(rows[0]) and is_due(rows[0], bearing, sources.wanted):
            outcome, line = _judged(rows, bearing, sources)
            groups[outcome].append(line)
    found = tuple(Group(title, tuple(lines)) for title, lines in groups.items() if lines)
    return Section("fared", "How earlier forecasts fared", FARED, found)


def is_due(forecast: Row, bearing: Iterable[Row], wanted: Wanted) -> bool:
    """Return whether a brief of these days has something to say of an earlier forecast."""
    if any(wanted.first <= row["published"] <= wanted.last for row in bearing):
        return True
    when: Row = forecast["date"] or {}
    if when.get("start") is None:
        return bool((wanted.first - forecast["published"]).days <= RECENT_DAYS)
    return bool(when["start"] <= wanted.last and when["end"] >= wanted.first)


def _folded(rows: Iterable[Row]) -> list[list[Row]]:
    """Return the forecasts, those of one sentence and type (and its copies) as one."""
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((*sentence_of(row), row["sub_event_type"]), []).append(row)
    return list(groups.values())


def _judged(rows: Sequence[Row], later: list[Row], sources: Sources) -> tuple[str, Line]:
    forecast = rows[0]
    happened = [row for row in later if row["status"] not in REFUSING]
    kept = [row for row in happened if in_window(row, forecast)]
    missed = [row for row in happened if not in_window(row, forecast)]
    refused = [row for row in later if row["status"] in REFUSING]
    under = (
        *_told(kept, "{}", sources),
        *_told(missed, "{}, outside the days that were given", sources),
        *_told(refused, "{}", sources),
    )
    if kept and refused:
        outcome, remark = OPEN, ". Both are said:"
    elif kept:
        outcome, remark = KEPT, ""
    elif refused or missed:
        outcome, remark = FAILED, ""
    else:
        outcome, remark = OPEN, f". {_silence(forecast, sources)}"
    parts = (Part(f"Stated {forecast['published']}: "), *_forecast(rows, sources))
    fields = (*_fields(forecast), ("outcome", outcome.lower()))
    return outcome, Line((*parts, Part(remark)) if remark else parts, fields, under)


def _silence(forecast: Row, sources: Sources) -> str:
    when = forecast["date"]
    ended = when["end"] if when is not None else None
    if ended is not None and ended <= sources.wanted.last:
        return "Its days have passed; no later claim says whether it happened"
    return "No later claim says whether it happened"


def _told(rows: Iterable[Row], template: str, sources: Sources) -> Iterator[Line]:
    groups: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        key = (claim_days(row), STATUSES[row["status"]])
        groups.setdefault(key, []).append(row["claim_id"])
    for (when, status), claims in groups.items():
        who = by_teller(claims, sources.told, sources.outlets)
        said = template.format(f"{status}, {when}")
        yield Line((Part(f"{said}; according to "), *who), (("claims", claims),))


def _forecast(rows: Sequence[Row], sources: Sources) -> tuple[Part, ...]:
    row = rows[0]
    where = place_name(row["places"][0] if row["places"] else None)
    who = f" by {names(row['actors'])}" if row["actors"] else ""
    whom = f", towards {names(row['targets'])}" if row["targets"] else ""
    when = claim_days(row)
    said = f"expected, {when}, {where}: {row['sub_event_type']}{who}{whom}; according to "
    claims = [one["claim_id"] for one in rows]
    return Part(said), *by_teller(claims, sources.told, sources.outlets)


def _fields(row: Row) -> tuple[tuple[str, object], ...]:
    when = row["date"] or {}
    told = {
        "claim_id": row["claim_id"],
        "sub_event_type": row["sub_event_type"],
        "stated": row["published"],
        "date": when.get("edtf"),
        "places": [place["name"] for place in row["places"]],
        "actors": [party["name"] for party in row["actors"]],
        "targets": [party["name"] for party in row["targets"]],
    }
    return tuple(told.items())


def is_checkable(forecast: Row) -> bool:
    """Return whether a forecast says enough to be held against later claims."""
    when: Row = forecast["date"] or {}
    is_past = when.get("end") is not None and when["end"] < forecast["published"]
    parties = forecast["actors"] or forecast["targets"]
    named = bool(_named_places(forecast)) and bool(parties)
    return named and not is_past and forecast["sub_event_type"] != UNSAID


def bears_on(row: Row, forecast: Row) -> bool:
    """Return whether a later claim tells of what was forecast, as the rules above say."""
    return (
        _is_in_time(row, forecast)
        and bool(_named_places(forecast) & _named_places(row))
        and _shares_parties(row, forecast)
    )


def _is_in_time(row: Row, forecast: Row) -> bool:
    given: Row = row["date"] or {}
    wanted: Row = forecast["date"] or {}
    day = given.get("end") or row["published"]
    if day < forecast["published"]:
        return False
    if wanted.get("end") is None:
        return bool((day - forecast["published"]).days <= RECENT_DAYS)
    return bool(((given.get("start") or day) - wanted["end"]).days <= LATE_DAYS)


def _shares_parties(row: Row, forecast: Row) -> bool:
    actors, targets = _parties(forecast["actors"]), _parties(forecast["targets"])
    told = _parties(row["targets"])
    if actors and not actors & _parties(row["actors"]):
        return False
    if not actors:
        return bool(targets & told)
    return not targets or not told or bool(targets & told)


def in_window(row: Row, forecast: Row) -> bool:
    """Return whether the claim's days may be those forecast; a day not given may be any."""
    wanted: Row = forecast["date"] or {}
    given: Row = row["date"] or {}
    bounds: list[date | None] = [wanted.get("start"), wanted.get("end"),
                                 given.get("start"), given.get("end")]  # fmt: skip
    first, last, start, end = bounds
    if first is None or last is None or start is None or end is None:
        return True
    return start <= last and end >= first


def _named_places(row: Row) -> set[str]:
    exact = [p for p in row["places"] if (p["where_prec"] or 0) != COUNTRY_WIDE]
    return {key for place in exact for key in (place["id"], folded(place["name"])) if key}


def _parties(parties: Iterable[Row]) -> set[str]:
    return {
        folded(party[name])
        for party in parties
        for name in ("name", "id", "side")
        if party[name]
    }
