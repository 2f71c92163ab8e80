"""Routes of the overview: what there is, points, counts, the list, the search."""

from datetime import UTC
from typing import Any, cast

import numpy as np
from fastapi import APIRouter, Request, Response

from warledger import __version__
from warledger.web.server.answers import answer, asked, error, json_bytes, keeper_of
from warledger.web.server.counting import (
    BINS,
    GROUPS,
    facets,
    grid,
    mask_text,
    points,
    timeline,
)
from warledger.web.server.cursors import read_mark
from warledger.web.server.described import described
from warledger.web.server.facts import NO_DAY, Facts
from warledger.web.server.filters import FILTERS, Asked
from warledger.web.server.keeper import View
from warledger.web.server.listing import SORTS, day_text, page, rows
from warledger.web.server.runs_page import runs_page
from warledger.web.server.searching import search
from warledger.web.server.selecting import Selection, select

Row = dict[str, Any]

router = APIRouter(prefix="/api", tags=["overview"])

# What a map draws at once; above it the grid is asked for.
MOST_POINTS = 200_000
MOST_ROWS = 500
MATCHED = ("version", "total", "matched")


def _selected(view: View, told: Asked) -> Selection:
    return select(view.facts, view.words, told.filter())


def _head(view: View, selection: Selection) -> Row:
    return {
        "version": view.version, "total": len(view.facts), "matched": selection.count
    }  # fmt: skip


@router.get("/meta", summary="What is shown", **described(keys=("version", "counts")))
def meta(request: Request) -> Response:
    """Say which ledger is shown, how it stands, and what it spans."""
    asked(request)
    keeper = keeper_of(request)
    view = keeper.view
    state = keeper.state()
    settings = request.app.state.settings
    told = {
        "version": view.version, "program": f"warledger {__version__}",
        "ledger": keeper.path.name, **_reach(view),
        "state": {
            "is": state.name, "why": state.why,
            "as_of": view.as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        },
        "write": settings.write, "token": keeper.token if settings.write else None,
        "basemap": {"style": settings.style, "tiles": settings.tiles},
        "limits": {"points": MOST_POINTS, "page": MOST_ROWS},
    }  # fmt: skip
    return Response(
        json_bytes(told), media_type="application/json",
        headers={"Cache-Control": "no-store"},
    )  # fmt: skip


def _reach(view: View) -> Row:
    """Return how much there is, and over which days and places it reaches."""
    facts = view.facts
    tally = runs_page(view.folder)["tally"]
    lon, lat = facts.spots.lon, facts.spots.lat
    located = ~np.isnan(lon[facts.number["spot"]])
    dated = facts.start != NO_DAY
    has_point = ~np.isnan(lon)
    box = None
    if has_point.any():
        edges = (lon.min, lat.min, lon.max, lat.max)
        box = [float(edge(where=has_point, initial=start)) for edge, start in
               zip(edges, (180.0, 90.0, -180.0, -90.0), strict=True)]  # fmt: skip
    days: Row = {"first": None, "last": None}
    if dated.any():
        days = {
            "first": day_text(int(facts.start[dated].min())),
            "last": day_text(int(facts.end[dated].max())),
        }
    return {
        "counts": {
            **{name: tally[name] for name in ("reports", "claims", "control")},
            "incidents": len(facts), "located": int(located.sum()),
            "dated": int(dated.sum()),
        },
        "days": days, "bbox": box, "sides": _sides(facts),
    }  # fmt: skip


def _sides(facts: Facts) -> list[str]:
    """Return the sides, those that most incidents have first as actor at the top."""
    values = facts.multi["side"].values.values
    counts = np.bincount(facts.number["lead_side"], minlength=len(values))
    return [values[n] for n in np.argsort(-counts, kind="stable") if n]


@router.get(
    "/points", summary="Incidents as columns, for map and timeline",
    **described(filters=True, keys=("version", "ids", "places"), also=(413,)),
)  # fmt: skip
def all_points(request: Request) -> Response:
    """Give position, days, kind and standing of every incident that matches."""
    view, told = keeper_of(request).view, asked(request, FILTERS)
    selection = _selected(view, told)
    if selection.count > MOST_POINTS:
        return error(
            413,
            f"{selection.count} incidents match, {MOST_POINTS} can be drawn as points; "
            "narrow the filter or ask /api/grid",
        )
    return answer(
        request, view,
        lambda: {"version": view.version, "total": len(view.facts),
                 **points(view.facts, selection.mask)},
    )  # fmt: skip


@router.get(
    "/mask", summary="A bit for each incident",
    **described(filters=True, keys=(*MATCHED, "mask")),
)  # fmt: skip
def mask(request: Request) -> Response:
    """Say which incidents match, in the order of the unfiltered points."""
    view, told = keeper_of(request).view, asked(request, FILTERS)
    selection = _selected(view, told)
    return answer(
        request, view,
        lambda: {**_head(view, selection), "mask": mask_text(selection.mask)},
    )  # fmt: skip


@router.get(
    "/facets", summary="Counts by what one may filter by",
    **described("top", filters=True, keys=(*MATCHED, "facets")),
)  # fmt: skip
def all_facets(request: Request) -> Response:
    """Count the values of each aspect under the other filters."""
    view, told = keeper_of(request).view, asked(request, {*FILTERS, "top"})
    wanted, top = told.filter(), _top(told)
    selection = select(view.facts, view.words, wanted)
    return answer(
        request, view,
        lambda: {**_head(view, selection),
                 "facets": facets(view.facts, selection, wanted, top=top)},
    )  # fmt: skip


@router.get(
    "/timeline", summary="Counts by time",
    **described("bin", "by", filters=True, keys=("version", "bin", "starts", "counts")),
)  # fmt: skip
def whole_timeline(request: Request) -> Response:
    """Count the incidents that begin and go on in each day, week, month or year."""
    view, told = keeper_of(request).view, asked(request, {*FILTERS, "bin", "by"})
    selection, (size, by) = _selected(view, told), _bins(told)
    counted = timeline(view.facts, selection, size=size, by=by)
    return answer(request, view, lambda: {"version": view.version, **counted})


@router.get(
    "/view", summary="Mask, facets and timeline in one",
    **described("top", "bin", "by", filters=True, keys=(*MATCHED, "mask", "facets")),
)  # fmt: skip
def whole_view(request: Request) -> Response:
    """Give all that changes with a filter."""
    view = keeper_of(request).view
    told = asked(request, {*FILTERS, "top", "bin", "by"})
    wanted, top, (size, by) = told.filter(), _top(told), _bins(told)
    selection = select(view.facts, view.words, wanted)
    counted = timeline(view.facts, selection, size=size, by=by)
    return answer(
        request, view,
        lambda: {**_head(view, selection), "mask": mask_text(selection.mask),
                 "facets": facets(view.facts, selection, wanted, top=top),
                 "timeline": counted},
    )  # fmt: skip


@router.get(
    "/grid", summary="Counts by cells of the map",
    **described("cell", filters=True, keys=("version", "cell", "west", "south", "count")),
)  # fmt: skip
def whole_grid(request: Request) -> Response:
    """Count the incidents in each cell of so many degrees."""
    view, told = keeper_of(request).view, asked(request, {*FILTERS, "cell"})
    cell = told.number("cell", least=0.05, most=10, default=1.0)
    selection = _selected(view, told)
    return answer(
        request, view,
        lambda: {"version": view.version, **grid(view.facts, selection.mask, cell)},
    )  # fmt: skip


@router.get(
    "/incidents", summary="Incidents as a list",
    **described("sort", "limit", "after", filters=True, keys=(*MATCHED, "next", "items")),
)  # fmt: skip
def all_incidents(request: Request) -> Response:
    """Give the next incidents that match, in an order."""
    view = keeper_of(request).view
    told = asked(request, {*FILTERS, "sort", "limit", "after"})
    sort = cast(str, told.choice("sort", SORTS, "-start"))
    limit = told.whole("limit", least=1, most=MOST_ROWS, default=50)
    mark = read_mark(told.one("after"), sort)
    selection = _selected(view, told)

    def make() -> Row:
        numbers, after = page(view.facts, selection.mask, sort=sort, mark=mark, limit=limit)
        items = rows(view.facts, view.ledger, numbers)
        return {**_head(view, selection), "next": after, "items": items}

    return answer(request, view, make)


@router.get(
    "/search", summary="Full-text search",
    **described("limit", "after", filters=True, keys=("q", "matched", "items", "names")),
)  # fmt: skip
def whole_search(request: Request) -> Response:
    """Find incidents by the words of their claims, and things by their names."""
    view = keeper_of(request).view
    told = asked(request, {*FILTERS, "limit", "after"})
    limit = told.whole("limit", least=1, most=100, default=20)
    query, wanted, after = told.one("q") or "", told.filter(), told.one("after")
    found = search(view, wanted, after=after, limit=limit)
    return answer(request, view, lambda: {"version": view.version, "q": query, **found()})


def _top(told: Asked) -> int:
    return told.whole("top", least=1, most=1000, default=40)


def _bins(told: Asked) -> tuple[str | None, str | None]:
    return told.choice("bin", BINS, None), told.choice("by", GROUPS, None)
