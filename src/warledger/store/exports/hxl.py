"""HXL 1.1: CSV with a row of hashtags below the header, for humanitarian tools.

Every claim, incident or state of control is a row; cells that nobody tells stay empty.
The dead are as told, summed over sides only where every side has that bound, and without
a side beside sides are left to `description`: nothing is made a number that is none. The
tags are those of the core schema, and of OCHA's own export of UCDP data where it has one.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO, cast

from warledger.store.exports import codes, notes
from warledger.store.exports.coded import Coded, Loss, coded_rows
from warledger.store.exports.csv import write_lines
from warledger.store.exports.written import Written
from warledger.store.ledger import Ledger
from warledger.store.rows import Row

EVENTS: Mapping[str, str] = {
    "id": "#event+id",
    "event_type": "#event+type",
    "sub_event_type": "#event+type+sub",
    "status": "#status",
    "standing": "#status+standing",
    "date_start": "#date+start",
    "date_end": "#date+end",
    "date_prec": "#meta+date+precision",
    "place": "#loc+name",
    "place_id": "#loc+code",
    "adm1": "#adm1+name",
    "country": "#country+code+v_iso2",
    "country_name": "#country+name",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "where_prec": "#geo+precision",
    "side_a": "#group+name+first",
    "side_b": "#group+name+second",
    "killed_low": "#affected+killed+min",
    "killed_best": "#affected+killed+best",
    "killed_high": "#affected+killed+max",
    "origins": "#meta+origins+num",
    "outlets": "#meta+source",
    "speakers": "#meta+source+original",
    "claims_count": "#meta+claims+num",
    "claims": "#meta+claims+list",
    "description": "#description",
}
CONTROL: Mapping[str, str] = {
    "id": "#event+id",
    "place": "#loc+name",
    "place_id": "#loc+code",
    "adm1": "#adm1+name",
    "country": "#country+code+v_iso2",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "where_prec": "#geo+precision",
    "holder": "#group+name",
    "side": "#group+side",
    "kind": "#status",
    "unconfirmed": "#status+unconfirmed",
    "from": "#meta+from+edtf",
    "to": "#meta+to+edtf",
    "from_first": "#date+start",
    "according_to": "#meta+source+original",
    "claims": "#meta+claims+list",
    "contradicted_by": "#meta+claims+contradicting+list",
    "description": "#description",
}


def write(ledger: Ledger, table: str, out: BinaryIO) -> Written:
    """Write claims, incidents or control below header and hashtags."""
    tags = CONTROL if table == "control" else EVENTS
    rows = _control(ledger) if table == "control" else _events(ledger, table)
    heads = [tuple(tags), tuple(tags.values())]
    return Written(write_lines(out, heads, rows))


def _events(ledger: Ledger, table: str) -> Iterator[Sequence[object]]:
    for coded in coded_rows(ledger, table):
        place = coded.place or {}
        country = cast(str | None, place.get("country"))
        known = codes.country_of(country)
        accounts = coded.accounts
        yield (
            coded.ref, coded.event_type, coded.sub_event_type, coded.status, coded.standing,
            coded.start, coded.end, coded.date_prec, *_where(place, country),
            known.name if known else None, *_point(place),
            notes.joined([party.name for party in coded.side_a]),
            notes.joined([party.name for party in coded.side_b]),
            *summed(coded.losses), coded.origins,
            notes.joined([account.outlet for account in accounts]),
            notes.joined([speaker.name for a in accounts for speaker in a.speakers]),
            len(accounts), notes.claim_ids(coded), _description(coded),
        )  # fmt: skip


def _control(ledger: Ledger) -> Iterator[Sequence[object]]:
    for row in ledger.rows("control_told"):
        place = cast(Row, row["place"])
        yield (
            f"WL-S-{row['control_id']}", *_where(place, cast(str | None, place["country"])),
            *_point(place), row["holder"], row["side"], row["kind"],
            row["unconfirmed"], row["from"], row["to"], row["from_first"],
            notes.joined(cast(list[str], row["according_to"])),
            " ".join(cast(list[str], row["claims"])),
            " ".join(cast(list[str], row["contradicted_by"])), row["reason"],
        )  # fmt: skip


def _where(place: Row, country: str | None) -> tuple[object, ...]:
    return place.get("name"), place.get("id"), place.get("adm1"), country


def _point(place: Row) -> tuple[object, ...]:
    return place.get("lat"), place.get("lon"), place.get("where_prec")


def summed(losses: Sequence[Loss]) -> tuple[int | None, int | None, int | None]:
    """Return low, best and high over all sides, None where a side lacks that bound.

    Dead without a side may include those with one, so they count only where they are all.
    """
    sided = [loss for loss in losses if loss.side is not None] or list(losses)
    if not sided or len({loss.side for loss in sided}) < len(sided):
        return (None, None, None) if len(sided) != 1 else _bounds(sided)
    return _bounds(sided)


def _bounds(losses: Sequence[Loss]) -> tuple[int | None, int | None, int | None]:
    low, best, high = (
        _sum([getattr(loss, name) for loss in losses]) for name in ("low", "best", "high")
    )
    return low, best, high


def _sum(values: Sequence[float | None]) -> int | None:
    told = [value for value in values if value is not None]
    return int(sum(told)) if len(told) == len(values) else None


def _description(coded: Coded) -> str:
    sides = [f"killed {_loss(loss)}" for loss in coded.losses]
    note = notes.machine_note(coded, "curated")
    return " ".join([*(f"{side}." for side in sides), note])


def _loss(loss: Loss) -> str:
    told = [loss.low, loss.best, loss.high]
    if told == [None, None, None]:
        number = ", ".join(loss.words) or "in no number"
    else:
        number = " / ".join("-" if value is None else f"{value:g}" for value in told)
    return f"{number} of {loss.side}" if loss.side else number
