"""Counts what a selection holds: facets, a timeline, a grid, a bit for each incident."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from warledger.errors import QueryError
from warledger.web.server.facts import NO_DAY, Facts, Mask
from warledger.web.server.filters import EPOCH, Filter
from warledger.web.server.selecting import DAYS, Selection

FACETS = (
    "type", "sub", "side", "actor", "speaker", "outlet", "status", "standing", "country",
    "adm1", "prec",
)  # fmt: skip
BINS = ("day", "week", "month", "year")
GROUPS = ("type", "side", "standing", "status")
# A timeline of some hundred columns fits a screen; below it the next finer bin is taken.
COLUMNS_WANTED = 400
MOST_DAYS = 4_000

Numbers = npt.NDArray[np.int64]


def mask_text(mask: Mask) -> str:
    """Return a bit for each incident as base64, the lowest bit of a byte first."""
    return b64encode(np.packbits(mask, bitorder="little").tobytes()).decode("ascii")


def count_by(facts: Facts, aspect: str, mask: Mask) -> Numbers:
    """Return how many of the incidents have each value of an aspect."""
    size = len(facts.values_of(aspect).values)
    if aspect in facts.single:
        return np.bincount(facts.single[aspect].codes[mask], minlength=size)
    pairs = facts.multi[aspect]
    return np.bincount(pairs.codes[mask[pairs.owners]], minlength=size)


def facets(
    facts: Facts, selection: Selection, wanted: Filter, *, top: int
) -> dict[str, dict[str, Any]]:
    """Return each facet's counts under all filters but its own, the largest first."""
    return {
        aspect: _facet(facts, aspect, selection, wanted.chosen.get(aspect, ()), top)
        for aspect in FACETS
    }


def _facet(
    facts: Facts, aspect: str, selection: Selection, chosen: Sequence[str], top: int
) -> dict[str, Any]:
    counts = count_by(facts, aspect, selection.without(aspect))
    found = np.flatnonzero(counts)
    # Numbers follow the values' order, so a stable sort breaks ties by value.
    ranked = found[np.argsort(-counts[found], kind="stable")]
    values = facts.values_of(aspect)
    shown = [int(n) for n in ranked[:top]]
    kept = set(shown)
    missing = [n for v in chosen if (n := values.numbers.get(v)) is not None]
    shown += [n for n in missing if n not in kept]
    rows = [
        {"value": values.values[n], "label": values.labels[n], "count": int(counts[n])}
        for n in shown
    ]
    rows += [
        {"value": value, "label": value or None, "count": 0}
        for value in chosen
        if value not in values.numbers
    ]
    return {"values": rows, "more": max(0, len(ranked) - top)}


def timeline(
    facts: Facts, selection: Selection, *, size: str | None, by: str | None
) -> dict[str, Any]:
    """Return how many incidents begin in each bin and how many go on in it."""
    dated = facts.start != NO_DAY
    reach = selection.without(DAYS) & dated
    mask = selection.mask & dated
    told: dict[str, Any] = {
        "bin": size or "day", "starts": [], "counts": [], "going_on": [],
        "undated": int(np.count_nonzero(selection.without(DAYS) & ~dated)),
        "by": by, "groups": [],
    }  # fmt: skip
    if not reach.any():
        return told
    first, last = int(facts.start[reach].min()), int(facts.end[reach].max())
    size = size or _fitting(first, last)
    if size == "day" and last - first > MOST_DAYS:
        raise QueryError(
            f"bin: 'day' over {last - first} days, expected {MOST_DAYS} at most; "
            "narrow the range or take 'week'"
        )
    edges = _edges(first, last, size)
    begins = np.searchsorted(edges, facts.start[mask], side="right") - 1
    ends = np.searchsorted(edges, facts.end[mask], side="right") - 1
    counts = np.bincount(begins, minlength=len(edges))
    ended = np.bincount(ends, minlength=len(edges))
    began_before = np.cumsum(counts) - counts
    ended_before = np.cumsum(ended) - ended
    told["bin"] = size
    told["starts"] = [(EPOCH + timedelta(days=int(day))).isoformat() for day in edges]
    told["counts"] = counts.tolist()
    told["going_on"] = (began_before - ended_before).tolist()
    if by is not None:
        told["groups"] = _groups(facts, by, mask, begins, len(edges))
    return told


def _groups(
    facts: Facts, by: str, mask: Mask, begins: Numbers, size: int
) -> list[dict[str, Any]]:
    """Return the counts by bin for each value that occurs, most incidents first."""
    values = facts.values_of(by).values
    codes = facts.number["lead_side"] if by == "side" else facts.single[by].codes
    table = np.bincount(codes[mask] * size + begins, minlength=len(values) * size)
    table = table.reshape(len(values), size)
    totals = table.sum(axis=1)
    ranked = [int(n) for n in np.argsort(-totals, kind="stable") if totals[n]]
    return [{"value": values[n], "counts": table[n].tolist()} for n in ranked]


def _fitting(first: int, last: int) -> str:
    days = last - first + 1
    for size, length in (("day", 1), ("week", 7), ("month", 30)):
        if days / length <= COLUMNS_WANTED:
            return size
    return "year"


def _edges(first: int, last: int, size: str) -> Numbers:
    """Return the first days of all bins from one day to another."""
    start, end = EPOCH + timedelta(days=first), EPOCH + timedelta(days=last)
    if size == "day":
        return np.arange(first, last + 1)
    if size == "week":
        return np.arange(first - start.weekday(), last + 1, 7)
    step = 1 if size == "month" else 12
    month = start.year * 12 + (start.month - 1 if step == 1 else 0)
    months = range(month, end.year * 12 + end.month, step)
    return np.array([(date(m // 12, m % 12 + 1, 1) - EPOCH).days for m in months])


def grid(facts: Facts, mask: Mask, cell: float) -> dict[str, Any]:
    """Return how many incidents lie in each cell of so many degrees, and their side."""
    spots = facts.number["spot"][mask]
    lon, lat = facts.spots.lon[spots], facts.spots.lat[spots]
    has_point = ~np.isnan(lon)
    column = np.floor((lon[has_point] + 180) / cell).astype(np.int64)
    row = np.floor((lat[has_point] + 90) / cell).astype(np.int64)
    cells, which = np.unique(row * 100_000 + column, return_inverse=True)
    sides = facts.number["lead_side"][mask][has_point]
    count = len(facts.multi["side"].values.values)
    table = np.bincount(which * count + sides, minlength=len(cells) * count)
    table = table.reshape(len(cells), count)
    known = table[:, 1:]
    side = np.where(known.sum(axis=1) > 0, known.argmax(axis=1), -1) if count > 1 else None
    return {
        "cell": cell,
        "west": np.round((cells % 100_000) * cell - 180, 6).tolist(),
        "south": np.round((cells // 100_000) * cell - 90, 6).tolist(),
        "count": table.sum(axis=1).tolist(),
        "side": [-1] * len(cells) if side is None else side.tolist(),
        "values": {"side": facts.multi["side"].values.values[1:]},
        "without_point": int(np.count_nonzero(~has_point)),
    }


def points(facts: Facts, mask: Mask) -> dict[str, Any]:
    """Return the incidents as columns, their places apart; -1 is none known."""
    kept = np.flatnonzero(mask)
    spots = facts.number["spot"][kept]
    used, place = np.unique(spots, return_inverse=True)
    has_none = len(used) > 0 and used[0] == 0
    rows = [facts.spots.rows[n] for n in used if n]
    start, end = facts.start[kept], facts.end[kept]
    columns = {
        name: (facts.single[name].codes[kept] - 1).tolist()
        for name in ("type", "sub", "status", "standing")
    }
    return {
        "n": len(kept),
        "ids": b"".join(facts.ids[kept].tolist()).decode("ascii"),
        "place": (place - (1 if has_none else 0)).tolist(),
        "start": [None if day == NO_DAY else day for day in start.tolist()],
        "length": np.where(start == NO_DAY, 0, end - start).tolist(),
        **columns,
        "side": (facts.number["lead_side"][kept] - 1).tolist(),
        "claims": facts.number["claims"][kept].tolist(),
        "origins": facts.number["origins"][kept].tolist(),
        "places": {
            name: [row[name] for row in rows]
            for name in ("key", "name", "lon", "lat", "prec", "country", "adm1")
        },
        "values": {
            "side": facts.multi["side"].values.values[1:],
            **{
                name: facts.single[name].values.values[1:]
                for name in ("type", "sub", "status", "standing")
            },
        },
    }
