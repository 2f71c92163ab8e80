"""ACLED's columns for claims and incidents, as CSV: machine claims, no ACLED data.

Columns, order and codes are those of ACLED's export of 2025 (codebook of 2023); actor
classes are its numbers. ACLED holds events that took place, with a day and coordinates:
what is denied, expected or said not to have happened is left out, and so is what has no
day, spans more than a month, or has no coordinates; each is counted. Ids are ours
("WL-…"), actor names the neutral ones of our lexicon, and what ACLED's staff alone know
(`source_scale`, `timestamp`, `admin2`, `admin3`) is empty.
"""

from collections.abc import Iterator, Sequence
from typing import BinaryIO, cast

from warledger.store.exports import codes, notes, parties, tolls
from warledger.store.exports.coded import Coded, Party, coded_rows
from warledger.store.exports.csv import write_lines
from warledger.store.exports.written import NO_COORDINATES, NO_DAY, Tally, Written
from warledger.store.ledger import Ledger
from warledger.store.rows import Row

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type",
    "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2",
    "inter2", "interaction", "civilian_targeting", "iso", "region", "country", "admin1",
    "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip

NOT_AN_EVENT = frozenset({"denied", "not_occurred", "expected"})
NO_CODE_FOR_DAYS = "spans more than a month"


def write(ledger: Ledger, table: str, out: BinaryIO) -> Written:
    """Write the events of claims or incidents."""
    tally = Tally()
    rows = (_cells(coded) for coded in _events(coded_rows(ledger, table), tally))
    write_lines(out, [COLUMNS], tally.counted(rows))
    return tally.written()


def not_an_event(coded: Coded) -> str | None:
    """Return why ACLED and UCDP would hold no such row, None where they might."""
    if coded.status in NOT_AN_EVENT:
        return f"status {coded.status}"
    if coded.start is None or coded.end is None:
        return NO_DAY
    if coded.place is None or coded.place["lat"] is None:
        return NO_COORDINATES
    return None


def _events(rows: Iterator[Coded], tally: Tally) -> Iterator[Coded]:
    for coded in rows:
        reason = not_an_event(coded)
        if reason is None and _time_precision(coded) is None:
            reason = NO_CODE_FOR_DAYS
        if reason is None:
            yield coded
        else:
            tally.leave_out(reason)


def _time_precision(coded: Coded) -> int | None:
    if coded.start is None or coded.end is None:
        return None
    told = codes.date_precision(coded.start, coded.end, coded.date_prec)
    return codes.TIME_PRECISION.get(told)


def _cells(coded: Coded) -> Sequence[object]:
    place = cast(Row, coded.place)
    code = cast(str | None, place["country"])
    country = codes.country_of(code)
    kind = codes.event_type(coded.sub_event_type, coded.event_type)
    first, second = _side(coded.side_a, code), _side(coded.side_b, code)
    where_prec = cast(int | None, place["where_prec"])
    day = cast("object", coded.start)
    return (
        coded.ref, day, coded.start.year if coded.start else None, _time_precision(coded),
        codes.disorder_type(coded.sub_event_type, kind), kind, coded.sub_event_type,
        *first, *second, _interaction(first[2], second[2]),
        "Civilian targeting" if _targets_civilians(kind, coded, code) else None,
        country.iso_number if country else None,
        country.acled_region if country else None,
        country.name if country else code,
        place["adm1"], None, None, place["name"], place["lat"], place["lon"],
        codes.GEO_PRECISION.get(where_prec or 0),
        notes.joined([account.outlet for account in coded.accounts]), None,
        notes.machine_note(coded, "ACLED"), *_fatalities(coded, where_prec), None,
    )  # fmt: skip


def _side(
    side: Sequence[Party], country: str | None
) -> tuple[str | None, str | None, int | None]:
    """Return the first party, the others, and the class of the first."""
    if not side:
        return None, None, None
    others = notes.joined([party.name for party in side[1:]])
    return side[0].name, others or None, parties.inter(side[0], country)


def _interaction(first: int | None, second: int | None) -> int | None:
    """Return ACLED's pair of classes, the smaller first; 10, 20 … for one party alone."""
    known = sorted(code for code in (first, second) if code is not None)
    if not known:
        return None
    return known[0] * 10 + known[1] if len(known) == 2 else known[0] * 10


def _targets_civilians(kind: str, coded: Coded, country: str | None) -> bool:
    if kind == codes.CIVILIANS:
        return True
    if kind == codes.STRATEGIC:
        return False
    classes = {parties.inter(party, country) for party in coded.side_b}
    return bool(classes) and classes <= parties.UNARMED


def _fatalities(coded: Coded, where_prec: int | None) -> tuple[int, str]:
    """Return ACLED's one number, 0 where nobody tells of dead, and the tags with it."""
    dead = tolls.dead_of(coded, parties.is_civilian)
    tags = [*coded.tags, "machine-coded by Warledger", f"status={coded.status}"]
    if coded.standing is not None:
        tags.append(f"standing={coded.standing}")
    tags.append(f"where_prec={where_prec}")
    if dead is None:
        return 0, notes.joined([*tags, "fatalities=none told"])
    if dead.low != dead.high:
        tags.append(f"fatalities={dead.low}-{dead.high}")
    return dead.low, notes.joined([*tags, *dead.marks])
