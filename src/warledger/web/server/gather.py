"""Gathers the facts of every incident from a copy of a ledger, once for each copy.

The database does the joining and puts rows in order; here they become arrays of codes. It
runs in a process of its own, so that what it needs for a moment is not held by the server.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from warledger.store.ledger import Ledger
from warledger.web.server.facts import MULTI, NO_DAY, SINGLE

Arrays = dict[str, npt.NDArray[Any]]
SPOT = ("place", "place_name", "lat", "lon", "prec", "adm1", "country")
QUERIES = {
    "side": "web_sides", "actor": "web_actors", "speaker": "web_speakers",
    "outlet": "web_outlets",
}  # fmt: skip


def write_facts(ledger: Ledger, folder: Path) -> int:
    """Write the facts of a prepared copy into the folder; return how many incidents."""
    table = ledger.arrow("web_facts").read_all()
    count: int = table.num_rows
    arrays: Arrays = {
        "ids": np.array(table["incident_id"].to_pylist(), dtype="S16"),
        "number.start": _days(table["start_day"]),
        "number.end": _days(table["end_day"]),
        "number.claims": _ints(table["claims"]),
        "number.origins": _ints(table["origins"]),
        "number.row": _ints(table["rid"]),
    }
    arrays["by_id"] = np.argsort(arrays["ids"], kind="stable").astype(np.int32)
    aspects: dict[str, Any] = {}
    for aspect in SINGLE:
        arrays[f"single.{aspect}"], aspects[aspect] = _coded(table[aspect])
    _label_places(aspects["place"], table)
    for aspect in MULTI:
        _gather_pairs(ledger, aspect, count, arrays, aspects)
    sides = {value: n for n, value in enumerate(aspects["side"]["values"])}
    lead_sides = [sides.get(side or "", 0) for side in table["side"].to_pylist()]
    arrays["number.lead_side"] = np.array(lead_sides, dtype=np.int32)
    spots = _gather_spots(table, arrays)
    np.savez(folder / "facts.npz", **arrays)  # type: ignore[arg-type]
    told = json.dumps({"aspects": aspects, "spots": spots}, ensure_ascii=False)
    (folder / "names.json").write_text(told, encoding="utf-8")
    return count


def _days(column: pa.ChunkedArray) -> npt.NDArray[np.int32]:
    return _ints(column, absent=NO_DAY)


def _ints(column: pa.ChunkedArray, *, absent: int = 0) -> npt.NDArray[np.int32]:
    filled = pc.fill_null(column.cast(pa.int64()), absent)
    return np.asarray(filled.to_numpy()).astype(np.int32)


def _coded(
    column: pa.ChunkedArray,
) -> tuple[npt.NDArray[np.int32], dict[str, list[str | None]]]:
    """Return codes into the sorted values; 0 is null, and the empty string with it."""
    filled = pc.fill_null(column, "")
    coded = filled.combine_chunks().dictionary_encode()
    found: list[str] = coded.dictionary.to_pylist()
    values = ["", *sorted(set(found) - {""})]
    place = {value: n for n, value in enumerate(values)}
    moved = np.array([place[value] for value in found] or [0], dtype=np.int32)
    codes = moved[coded.indices.to_numpy()] if len(coded) else np.zeros(0, np.int32)
    labels: list[str | None] = [None, *values[1:]]
    return codes, {"values": list(values), "labels": labels}


def _label_places(told: dict[str, Any], table: pa.Table) -> None:
    """Call a place by the first of its names, for those who choose from a list."""
    pairs = zip(table["place"].to_pylist(), table["place_name"].to_pylist(), strict=True)
    names: dict[str, str] = {}
    for key, name in pairs:
        if key is not None and name is not None:
            names[key] = min(names.get(key, name), name)
    told["labels"] = [names.get(value) for value in told["values"]]


def _gather_pairs(
    ledger: Ledger, aspect: str, count: int, arrays: Arrays, aspects: dict[str, Any]
) -> None:
    table = ledger.arrow(QUERIES[aspect]).read_all()
    codes, told = _coded(table["value"])
    owners = _ints(table["n"])
    if aspect == "actor":
        _label(told, table)
    # Incidents without a value get the pair "none known", so that counts have it too.
    bare = np.setdiff1d(np.arange(count, dtype=np.int32), owners)
    owners = np.concatenate([owners, bare])
    codes = np.concatenate([codes, np.zeros(len(bare), np.int32)])
    order = np.argsort(owners, kind="stable")
    arrays[f"owners.{aspect}"] = owners[order]
    arrays[f"codes.{aspect}"] = codes[order]
    starts = np.searchsorted(owners[order], np.arange(count + 1))
    arrays[f"offsets.{aspect}"] = starts.astype(np.int32)
    aspects[aspect] = told


def _label(told: dict[str, Any], table: pa.Table) -> None:
    names: dict[str, str] = {}
    least = table.group_by("value").aggregate([("label", "min")])
    for value, name in zip(
        least["value"].to_pylist(), least["label_min"].to_pylist(), strict=True
    ):
        names[value] = name
    told["labels"] = [names.get(value) for value in told["values"]]


def _gather_spots(table: pa.Table, arrays: Arrays) -> list[dict[str, Any]]:
    """Number the different places; return them as rows, the absent one first."""
    seen: dict[tuple[Any, ...], int] = {(None,) * len(SPOT): 0}
    columns = [table[name].to_pylist() for name in SPOT]
    numbers = [seen.setdefault(row, len(seen)) for row in zip(*columns, strict=True)]
    arrays["number.spot"] = np.array(numbers, dtype=np.int32)
    rows = [dict(zip(SPOT, spot, strict=True)) for spot in seen]
    nan = float("nan")
    arrays["lon"] = np.array([nan if r["lon"] is None else r["lon"] for r in rows])
    arrays["lat"] = np.array([nan if r["lat"] is None else r["lat"] for r in rows])
    precs = [int(r["prec"] or 0) for r in rows]
    arrays["spot_prec"] = np.array(precs, dtype=np.int32)
    return [
        {
            "key": r["place"], "name": r["place_name"], "lat": r["lat"], "lon": r["lon"],
            "prec": precs[n] or None, "adm1": r["adm1"], "country": r["country"],
        }
        for n, r in enumerate(rows)
    ]  # fmt: skip
