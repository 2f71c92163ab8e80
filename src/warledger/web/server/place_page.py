"""What the page of a place shows: who is said to have held it, what happened, its names."""

from typing import Any, cast

import numpy as np

from warledger.store.exports.jsonl import plain
from warledger.store.ledger import Ledger
from warledger.web.server.cursors import read_mark
from warledger.web.server.facts import Facts
from warledger.web.server.listing import page, rows
from warledger.web.server.tellers import SORT, counts_of, mask_of
from warledger.web.server.telling import bare_heads, claims_by_id

Row = dict[str, Any]

PLACE = ("name", "lat", "lon", "prec", "adm1", "country", "kind")


def place_page(
    facts: Facts, ledger: Ledger, key: str, *, mark: str | None, limit: int
) -> Row | None:
    """Return what the page of a place shows; None where the ledger has no such place."""
    states = [dict(row) for row in ledger.rows("web_control", key=key)]
    names = [dict(row) for row in ledger.rows("web_place_names", key=key)]
    mask = mask_of(facts, "place", key)
    if mask is None and not states and not names:
        return None
    if mask is None:
        mask = np.zeros(len(facts), np.bool_)
    kept = np.flatnonzero(mask)
    found = list(ledger.rows("web_place_found", key=key, numbers=kept.tolist()))
    shown, after = page(facts, mask, sort=SORT, mark=read_mark(mark, SORT), limit=limit)
    held_by = {claim for state in states for claim in _claims_of(state)}
    claims, heads = claims_by_id(facts, ledger, held_by)
    return {
        "key": key, **_place(key, found, states),
        "names": [_named(row, found) for row in names],
        "control": _lanes(states),
        "by_type": counts_of(facts, "type", mask),
        "by_standing": counts_of(facts, "standing", mask),
        "matched": len(kept), "next": after, "items": rows(facts, ledger, shown),
        "all_claims": claims, "all_reports": bare_heads(heads),
    }  # fmt: skip


def _claims_of(state: Row) -> list[str]:
    told: list[str] = [*state["claims"], *state["ended_by"], *state["contradicted_by"]]
    return told


def _place(key: str, found: list[Any], states: list[Row]) -> Row:
    """Return the place as most claims have it, else as the states have it."""
    if found:
        return {name: found[0][name] for name in PLACE}
    if states:
        place = {**states[0]["place"], "prec": states[0]["place"]["where_prec"]}
        return {name: place[name] for name in PLACE}
    return {**dict.fromkeys(PLACE), "name": key.removeprefix("name:")}


def _named(row: Row, found: list[Any]) -> Row:
    ways = [way for way in found if way["reason"] == row["reason"]] or found
    candidates, others = (
        (ways[0]["candidates"], ways[0]["runners_up"]) if ways else (None, [])
    )
    return {**row, "candidates": candidates, "runners_up": others}


def _lanes(states: list[Row]) -> list[Row]:
    """Return the states in one lane for each who tells them, by name."""
    lanes: dict[str, list[Row]] = {}
    for state in states:
        told = {k: v for k, v in state.items() if k not in {"place", "according_to"}}
        told["holder_key"] = told.pop("holder_id") or (
            f"name:{state['holder']}" if state["holder"] else None
        )
        for teller in cast(list[str], state["according_to"]) or [""]:
            lanes.setdefault(teller, []).append(cast(Row, plain(told)))
    return [
        {"according_to": teller or None, "states": lanes[teller]}
        for teller in sorted(lanes)
    ]
