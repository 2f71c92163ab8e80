"""Routes of one thing each: an incident, place, actor, speaker, outlet, report."""

from collections.abc import Callable
from typing import Any, cast

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from warledger.web.server.answers import answer, asked, error, keeper_of
from warledger.web.server.described import described
from warledger.web.server.filters import Asked
from warledger.web.server.incident_page import incident_page
from warledger.web.server.keeper import View
from warledger.web.server.place_page import place_page
from warledger.web.server.report_page import report_page
from warledger.web.server.runs_page import runs_page
from warledger.web.server.tellers import actor_page, outlet_page, speaker_page

Row = dict[str, Any]
Paged = Callable[..., Row | None]

router = APIRouter(prefix="/api", tags=["things"])

PAGED = ("limit", "after")
TELLER_KEYS = ("key", "name", "kind", "counts", "items")
# The kinds of pages that list incidents, and the aspect by which one chooses them.
LISTED: dict[str, tuple[str, Paged]] = {
    "places": ("place", place_page), "actors": ("actor", actor_page),
    "speakers": ("speaker", speaker_page), "outlets": ("outlet", outlet_page),
}  # fmt: skip


def moved_to(view: View, incident_id: str) -> str | None:
    """Return the present id of an incident that was merged into another; else None."""
    found: str | None = None
    seen = {incident_id}
    at = incident_id
    while (row := next(iter(view.ledger.rows("web_redirect", id=at)), None)) is not None:
        at = cast(str, row["now"])
        # None: no report makes the claim any more that gave the incident its id.
        if at is None or at in seen:
            return None
        seen.add(at)
        found = at
    return found if found is not None and view.facts.find(found) is not None else None


def listed(view: View, kind: str, key: str, told: Asked) -> Row | None:
    """Return what the page of a place, actor, speaker or outlet shows; None if unknown."""
    limit = told.whole("limit", least=1, most=500, default=50)
    _, make = LISTED[kind]
    return make(view.facts, view.ledger, key, mark=told.one("after"), limit=limit)


@router.get(
    "/incidents/{incident_id}", summary="One incident",
    **described(keys=("id", "claimants", "all_claims"), also=(308, 404)),
)  # fmt: skip
def incident(request: Request, incident_id: str) -> Response:
    """Give everything that the page of an incident shows."""
    asked(request)
    view = keeper_of(request).view
    number = view.facts.find(incident_id)
    if number is None:
        now = moved_to(view, incident_id)
        if now is None:
            return error(404, f"no incident {incident_id[:60]!r} in this ledger")
        return RedirectResponse(f"/api/incidents/{now}", 308)
    return answer(request, view, lambda: incident_page(view.facts, view.ledger, number))


def _answer_listed(request: Request, kind: str, key: str) -> Response:
    told = asked(request, PAGED)
    view = keeper_of(request).view
    found = listed(view, kind, key, told)
    if found is None:
        return error(404, f"no {kind.removesuffix('s')} {key[:60]!r} in this ledger")
    return answer(request, view, lambda: {"version": view.version, **found})


def _add_route(kind: str, what: str, keys: tuple[str, ...]) -> None:
    """Add the address of one place, actor, speaker or outlet."""

    def thing(request: Request, key: str) -> Response:
        return _answer_listed(request, kind, key)

    name = kind.removesuffix("s")
    router.add_api_route(
        f"/{kind}/{{key:path}}", thing, methods=["GET"], name=name, summary=f"One {name}",
        description=what, **described(*PAGED, keys=keys, also=(404,)),
    )  # fmt: skip


for _kind, _what, _keys in (
    (
        "places",
        "Give who is said to have held a place, what happened there, and its names.",
        ("key", "control", "items"),
    ),
    ("actors", "Give what is told of an actor.", TELLER_KEYS),
    (
        "speakers",
        "Give what a speaker tells, first, alone, denied, withdrawn.",
        TELLER_KEYS,
    ),
    ("outlets", "Give what an outlet tells, first, alone, denied, withdrawn.", TELLER_KEYS),
):
    _add_route(_kind, _what, _keys)


@router.get(
    "/reports/{key:path}", summary="One report",
    **described("revision", keys=("report", "text", "claims"), also=(404,)),
)  # fmt: skip
def report(request: Request, key: str) -> Response:
    """Give a report's text with all that was taken from it and passed over."""
    told = asked(request, ("revision",))
    asked_for = told.whole("revision", least=0, most=999_999_999, default=0) or None
    view = keeper_of(request).view
    found = report_page(view.facts, view.ledger, key, revision=asked_for)
    if found is None:
        which = f" revision {asked_for}" if asked_for else ""
        return error(404, f"no report {key[:60]!r}{which} in this ledger")
    return answer(request, view, lambda: {"version": view.version, **found})


@router.get("/runs", summary="What made the ledger", **described(keys=("runs", "tally")))
def runs(request: Request) -> Response:
    """Give manifests, tallies, coverage and limits."""
    asked(request)
    view = keeper_of(request).view
    return answer(
        request, view, lambda: {"version": view.version, **runs_page(view.folder)}
    )
