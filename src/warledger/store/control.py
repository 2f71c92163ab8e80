"""Turn states of control into rows of the table `control`, and rows back into records."""

from datetime import date
from typing import cast

from warledger.model import Control, ControlKind
from warledger.store.records import Row, to_place
from warledger.store.rows import place_row


def control_row(control: Control) -> Row:
    """Return the row of a state; its place carries the id of the claim it is taken from."""
    return {
        "control_id": control.control_id,
        "place": {**place_row(control.place), "claim_id": control.place_claim},
        "place_key": control.place_key,
        "holder": control.holder,
        "holder_id": control.holder_id,
        "side": control.side,
        "kind": control.kind.value,
        "from": control.since,
        "to": control.until,
        "from_first": control.since_first,
        "from_last": control.since_last,
        "to_first": control.until_first,
        "to_last": control.until_last,
        "last_told": control.last_told,
        "claims": list(control.claims),
        "ended_by": list(control.ended_by),
        "according_to": list(control.according_to),
        "contradicted_by": list(control.contradicted_by),
        "unconfirmed": control.is_unconfirmed,
        "pocket": list(control.pocket),
        "reason": control.reason,
    }


def to_control(row: Row) -> Control:
    """Return the state of a row, equal to the one that was stored."""
    place = cast(Row, row["place"])
    return Control(
        control_id=cast(str, row["control_id"]),
        place=to_place(place),
        place_claim=cast(str, place["claim_id"]),
        place_key=cast(str, row["place_key"]),
        holder=cast(str | None, row["holder"]),
        holder_id=cast(str | None, row["holder_id"]),
        side=cast(str | None, row["side"]),
        kind=ControlKind(cast(str, row["kind"])),
        since=cast(str, row["from"]),
        until=cast(str, row["to"]),
        since_first=cast(date | None, row["from_first"]),
        since_last=cast(date | None, row["from_last"]),
        until_first=cast(date | None, row["to_first"]),
        until_last=cast(date | None, row["to_last"]),
        last_told=cast(date | None, row["last_told"]),
        claims=_ids(row, "claims"),
        ended_by=_ids(row, "ended_by"),
        according_to=_ids(row, "according_to"),
        contradicted_by=_ids(row, "contradicted_by"),
        is_unconfirmed=cast(bool, row["unconfirmed"]),
        pocket=_ids(row, "pocket"),
        reason=cast(str, row["reason"]),
    )


def _ids(row: Row, key: str) -> tuple[str, ...]:
    return tuple(cast(list[str], row[key]))
