"""Decides what of incidents and control the page's script gets, every string made visible.

Claims go by their numbers on the page; those of reports that are not on it are counted.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from warledger.web.reading import visible
from warledger.web.rows import KINDS, OTHERS, TERRITORY, Row, shown

Read = Mapping[str, Any]  # a row of the ledger, read at the rim
Numbers = Mapping[str, int]


def incident_row(row: Read, numbers: Numbers) -> Row:
    """Return an incident with its accounts and disagreements; claims by their numbers."""
    claims = _numbered(row["claims"], numbers)
    reasons = {one["field"]: one["reason"] for one in row["reasons"]}
    place = row["place"]
    losses = [{**deaths, "measure": "killed", "item": None} for deaths in row["deaths"]]
    return {
        "id": row["incident_id"],
        "kind": _kind(row),
        "what": visible(row["sub_event_type"]),
        "also": shown(_also(reasons)),
        "status": row["status"],
        "standing": row["standing"],
        "why": shown(reasons.get("standing")),
        "place": None if place is None else visible(place["name"]),
        "area": None if place is None else _area(place),
        "start": _day(row["date_start"]),
        "end": _day(row["date_end"]),
        "sides": [[visible(name) for name in row[side]] for side in ("side_a", "side_b")],
        "claims": claims,
        "elsewhere": len(row["claims"]) - len(claims),
        "differ": [_disagreement(one, numbers) for one in row["disagreements"]],
        "denials": [_denial(one, numbers) for one in row["denials"]],
        "losses": [_loss(one, numbers) for one in (*losses, *(row["losses"] or ()))],
    }


def _kind(row: Read) -> str:
    if row["sub_event_type"] in TERRITORY:
        return "territory"
    return KINDS.get(row["event_type"], "other")


def _also(reasons: Mapping[str, str]) -> str | None:
    words = reasons.get("sub_event_type", "")
    return words if words.startswith("also told as") else None


def _area(place: Read) -> Row:
    return {"adm1": shown(place["adm1"]), "country": shown(place["country"])}


def _numbered(claims: Iterable[str], numbers: Numbers) -> list[int]:
    return [numbers[claim] for claim in claims if claim in numbers]


def _disagreement(one: Read, numbers: Numbers) -> Row:
    versions = [
        {
            "value": visible(version["value"]),
            "by": [visible(teller) for teller in version["told_by"]],
            "claims": _numbered(version["claims"], numbers),
        }
        for version in one["versions"]
    ]
    return {"field": visible(one["field"]), "versions": versions}


def _denial(one: Read, numbers: Numbers) -> Row:
    return {
        "by": shown(one["speaker"]),
        "claims": _numbered([one["claim_id"]], numbers),
        "denies": _numbered(one["denies"], numbers),
    }


def _loss(loss: Read, numbers: Numbers) -> Row:
    accounts = [
        {
            "by": shown(account["speaker"]),
            "in": shown(account["outlet"]),
            "low": account["low"],
            "best": account["best"],
            "high": account["high"],
            "words": [visible(words) for words in account["words"]],
            "claims": _numbered(account["claims"], numbers),
            "superseded": account["superseded"],
            "part": account["part"],
        }
        for account in loss["by_speaker"]
    ]
    return {
        "measure": visible(loss["measure"]),
        "item": shown(loss["item"]),
        "side": shown(loss["side"]),
        "accounts": accounts,
    }


def control_rows(
    states: Sequence[Read], numbers: Numbers, colours: Mapping[str, int]
) -> list[Row]:
    """Return the places of which control is told, each with its states in order of time."""
    places: dict[str, Row] = {}
    for state in states:
        place = state["place"]
        named = {"name": visible(place["name"]), "area": _area(place), "states": []}
        row = places.setdefault(state["place_key"], named)
        row["states"].append(_state(state, numbers, colours))
    return sorted(places.values(), key=lambda row: (-len(row["states"]), row["name"]))


def _state(state: Read, numbers: Numbers, colours: Mapping[str, int]) -> Row:
    side = state["side"] or state["holder"]
    return {
        "holder": shown(state["holder"]),
        "kind": state["kind"],
        "colour": OTHERS + 1 if side is None else colours.get(side, OTHERS),
        "from": visible(state["from"]),
        "to": visible(state["to"]),
        "from_first": _day(state["from_first"]),
        "from_last": _day(state["from_last"]),
        "to_first": _day(state["to_first"]),
        "to_last": _day(state["to_last"]),
        "last_told": _day(state["last_told"]),
        "unconfirmed": state["unconfirmed"],
        "by": [visible(teller) for teller in state["according_to"]],
        "claims": _numbered(state["claims"], numbers),
        "against": _numbered(state["contradicted_by"], numbers),
        "excluded": len(state["contradicted_by"]),
        "reason": shown(state["reason"] or None),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
