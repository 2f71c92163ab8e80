"""A hand-built ledger with incidents and control, for the tests of every export."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import SimpleNamespace

from warledger.store.exports import write_table
from warledger.store.exports.written import Written
from warledger.store.opening import open_ledger

DAY = date(1904, 5, 3)


def written(path: Path, table: str, form: str) -> bytes:
    """Return the bytes of an export."""
    return written_with_counts(path, table, form)[0]


def written_with_counts(path: Path, table: str, form: str) -> tuple[bytes, Written]:
    """Return the bytes of an export and what it says was written."""
    out = io.BytesIO()
    with open_ledger(path) as ledger:
        counts = write_table(ledger, table=table, form=form, out=out)
    return out.getvalue(), counts


def lines(path: Path, table: str) -> list[dict]:
    """Return the rows of the JSON Lines export."""
    return [json.loads(line) for line in written(path, table, "jsonl").splitlines()]


def cells(path: Path, table: str, form: str) -> list[dict[str, str]]:
    """Return the rows of an export as CSV."""
    text = written(path, table, form).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def place(**fields: object) -> dict:
    """Return a place with every field, at Port Sudan unless told otherwise."""
    return {
        "name": "Port Sudan", "id": "geonames:365137", "mention": "=Port Sudan", "start": 0,
        "end": 10, "lat": 19.61745, "lon": 37.21644, "where_prec": 1, "adm1": "Red Sea",
        "country": "SD", "reason": "one row", "candidates": 1, "kind": "city",
        "runners_up": [], "claim_id": "c1",
    } | fields  # fmt: skip


def toll(outlet: str, low: object, best: object, high: object, **fields: object) -> dict:
    """Return one account of the dead."""
    told = {"speaker": None, "outlet": outlet, "low": low, "best": best, "high": high}
    return told | {"claims": [], "superseded": False, "part": False, "words": []} | fields


def deaths(
    side: str | None, low: object, best: object, high: object, **fields: object
) -> dict:
    """Return the dead of one side."""
    told = {"side": side, "low": low, "best": best, "high": high}
    return told | {"by_speaker": [], "belongs_to": None} | fields


def incident(incident_id: str, claims: list[str], **fields: object) -> dict:
    """Return a row of the table incidents: an air strike of the army on fighters."""
    return {
        "incident_id": incident_id, "event_type": "Explosions/Remote violence",
        "sub_event_type": "Air/drone strike", "status": "occurred", "place": place(),
        "date_start": DAY, "date_end": DAY, "date_prec": 1, "side_a": ["Syrian Arab Army"],
        "side_a_ids": ["sy-army"], "side_b": ["Islamic State"], "side_b_ids": ["is"],
        "deaths": [], "losses": [], "claims": claims, "reports": ["r1"], "origins": 1,
        "origin_ids": ["r1"], "standing": "single-origin", "disagreements": [],
        "denials": [], "reasons": [],
    } | fields  # fmt: skip


def control(control_id: str, claims: list[str], **fields: object) -> dict:
    """Return a row of the table control: the army holds the place for two days."""
    return {
        "control_id": control_id, "place": place(), "place_key": "geonames:365137",
        "holder": "Syrian Arab Army", "holder_id": "sy-army", "side": "Government of Syria",
        "kind": "held", "from": "1904-05-03", "to": "1904-05-05", "from_first": DAY,
        "from_last": DAY, "claims": claims, "ended_by": [], "according_to": ["Lantern"],
        "contradicted_by": [], "unconfirmed": False, "pocket": [], "reason": "captured",
    } | fields  # fmt: skip


def make_ledger(
    path: Path,
    hand: SimpleNamespace,
    incidents: Sequence[dict] = (),
    states: Sequence[dict] = (),
) -> Path:
    """Write reports r1 to r3 with a claim each, and the rows given."""
    with open_ledger(path, write=True) as ledger:
        ledger.begin(hand.run)
        ledger.append([hand.entry(f"r{number}") for number in (1, 2, 3)])
        with ledger.writing():
            ledger.insert("incidents", list(incidents))
            ledger.insert("control", list(states))
    return path


def claim_ids(hand: SimpleNamespace) -> list[str]:
    """Return the ids of the claims of r1 to r3, in that order."""
    return [hand.claim(f"r{number}").claim_id for number in (1, 2, 3)]
