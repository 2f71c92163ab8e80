"""UCDP GED's columns for claims and incidents, as CSV: machine claims, no UCDP data.

Columns and order are those of GED 25.1. UCDP holds events with at least one death: what
tells of none is left out, and so is what did not happen or has no day or coordinates; each
is counted. deaths_a + deaths_b + deaths_civilians + deaths_unknown == best and low <= best
<= high in every row (`tolls`); what had to be done for it stands in `code_status`, which
opens with "Machine claim". UCDP's own ids of conflicts, dyads and sides are empty: which
of its conflicts a machine claim belongs to is for its coders to say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import BinaryIO, cast

from warledger.store.exports import codes, notes, parties, tolls
from warledger.store.exports.acled import not_an_event
from warledger.store.exports.coded import Account, Coded, Party, coded_rows
from warledger.store.exports.csv import write_lines
from warledger.store.exports.tolls import Dead
from warledger.store.exports.written import Tally, Written
from warledger.store.ledger import Ledger
from warledger.store.rows import Row

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence",
    "conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id",
    "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id",
    "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office",
    "source_date", "source_headline", "source_original", "where_prec", "where_coordinates",
    "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt",
    "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec",
    "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown",
    "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip

NO_DEATHS = "no deaths told"
NO_CODE_FOR_DAYS = "spans more than a year"
DAYS_OF_A_YEAR = 366
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
# The most precise codes of place that still single out one event.
CLEAR_PLACE = 2


@dataclass(frozen=True, slots=True)
class _Event:
    """An event as UCDP would order its sides, and what is needed more than once."""

    coded: Coded
    place: Row
    start: date
    end: date
    dead: Dead
    country: str | None
    violence: int | None


def write(ledger: Ledger, table: str, out: BinaryIO) -> Written:
    """Write the lethal events of claims or incidents."""
    tally = Tally()
    rows = (_cells(event) for event in _events(coded_rows(ledger, table), tally))
    write_lines(out, [COLUMNS], tally.counted(rows))
    return tally.written()


def _events(rows: Iterator[Coded], tally: Tally) -> Iterator[_Event]:
    for coded in rows:
        reason = not_an_event(coded)
        if reason is not None:
            tally.leave_out(reason)
            continue
        event = _event(coded)
        reason = NO_DEATHS if not event.dead.high else None
        if (event.end - event.start).days >= DAYS_OF_A_YEAR:
            reason = NO_CODE_FOR_DAYS
        if reason is None:
            yield event
        else:
            tally.leave_out(reason)


NOBODY = Dead(0, 0, 0, 0, 0, 0, 0, ())


def _event(coded: Coded) -> _Event:
    place = cast(Row, coded.place)
    country = cast(str | None, place["country"])
    violence, is_turned = type_of_violence(coded, country)
    dead = tolls.dead_of(coded, parties.is_civilian) or NOBODY
    if is_turned:
        coded = replace(coded, side_a=coded.side_b, side_b=coded.side_a)
        dead = replace(dead, a=dead.b, b=dead.a)
    start, end = cast(date, coded.start), cast(date, coded.end)
    return _Event(coded, place, start, end, dead, country, violence)


def type_of_violence(coded: Coded, country: str | None) -> tuple[int | None, bool]:
    """Return UCDP's type, None where the sides do not tell it, and whether to turn them.

    State-based: a state's force (its own country's or another's) against an organised
    party. Non-state: two organised parties, neither a state's. One-sided: civilians are
    the only party named on a side. UCDP puts the state, or who killed civilians, first.
    """
    a = {parties.inter(party, country) for party in coded.side_a}
    b = {parties.inter(party, country) for party in coded.side_b}
    unarmed_a, unarmed_b = _is_unarmed(a), _is_unarmed(b)
    if unarmed_b != unarmed_a:
        return ONE_SIDED, unarmed_a
    if codes.event_type(coded.sub_event_type, "") == codes.CIVILIANS and not coded.side_b:
        return ONE_SIDED, False
    if None in a | b or not a or not b or unarmed_a:
        return None, False
    state = {parties.STATE, parties.EXTERNAL}
    if a & state or b & state:
        return STATE_BASED, not a & state
    return NON_STATE, False


def _is_unarmed(classes: set[int | None]) -> bool:
    return bool(classes) and classes <= parties.UNARMED


def _cells(event: _Event) -> Sequence[object]:
    coded, place, dead = event.coded, event.place, event.dead
    country = codes.country_of(event.country)
    lat, lon = cast(float, place["lat"]), cast(float, place["lon"])
    date_prec = codes.date_precision(event.start, event.end, coded.date_prec)
    where_prec = cast(int | None, place["where_prec"])
    is_clear = date_prec == 1 and where_prec is not None and where_prec <= CLEAR_PLACE
    side_a, side_b = _names(coded.side_a), _names(coded.side_b)
    related = coded.ref if coded.incident_id is None else f"WL-I-{coded.incident_id}"
    return (
        coded.ref, related, event.start.year, None, _code_status(event), event.violence,
        None, None, None, None, None, " - ".join(filter(None, (side_a, side_b))),
        None, None, side_a, None, None, side_b, coded.origins or 1, *_sources(coded),
        where_prec, place["name"], place["mention"], place["adm1"],
        place["name"] if where_prec == 3 else None, lat, lon, f"POINT ({lon} {lat})",
        codes.priogrid_gid(lat, lon), country.name if country else event.country,
        country.gw if country else None, country.ucdp_region if country else None,
        1 if is_clear else 2, date_prec, event.start, event.end,
        dead.a, dead.b, dead.civilians, dead.unknown, dead.best, dead.high, dead.low,
        _gw(coded.side_a), _gw(coded.side_b),
    )  # fmt: skip


def _code_status(event: _Event) -> str:
    marks = ["Machine claim", notes.standing(event.coded), *event.dead.marks]
    if event.violence is None:
        marks.append("type of violence not told by the sides")
    return "; ".join(marks)


def _names(side: Sequence[Party]) -> str | None:
    return notes.joined([party.name for party in side]) or None


def _sources(coded: Coded) -> tuple[str, ...]:
    """Return the columns article, office, date, headline and original; the first reports.

    `source_article` ends with the ids of all claims.
    """
    accounts = coded.accounts[: notes.QUOTED]
    return (
        "; ".join([*(_article(account) for account in accounts), _others(coded)]),
        notes.joined([account.outlet for account in accounts]),
        notes.joined([a.published.isoformat() if a.published else None for a in accounts]),
        notes.joined([account.title for account in accounts]),
        notes.joined([speaker.name for a in accounts for speaker in a.speakers]),
    )


def _others(coded: Coded) -> str:
    return f"all claims: {notes.claim_ids(coded)}"


def _article(account: Account) -> str:
    """Return outlet, day and headline, then claim, report and offsets in brackets."""
    day = account.published.isoformat() if account.published else None
    told = ", ".join(filter(None, (account.outlet, day, account.title)))
    place = f"claim {account.claim_id}, {account.report} {account.start}-{account.end}"
    return f"{told} [{place}]".strip()


def _gw(side: Sequence[Party]) -> int | None:
    """Return the number of the one state on a side, None for none or several."""
    found = {code for party in side for code in parties.states(party)}
    country = codes.country_of(found.pop()) if len(found) == 1 else None
    return country.gw if country else None
