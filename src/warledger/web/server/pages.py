"""Routes of pages: the one HTML shell, and the same data as files behind `.json` and so on.

A page's address is answered by the shell with 200, or with 404 where the ledger has no such
thing: the shell asks `/api` and says so. An id may itself end in ".json"; where the ledger
has it so, the page is meant.
"""

from collections.abc import Iterator
from importlib.resources import files
from typing import Any, cast

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse, StreamingResponse

from warledger.web.server.answers import (
    answer,
    asked,
    caching,
    error,
    is_held,
    json_bytes,
    keeper_of,
)
from warledger.web.server.api_things import LISTED, listed, moved_to
from warledger.web.server.facts import Mask
from warledger.web.server.filters import FILTERS
from warledger.web.server.incident_page import incident_page
from warledger.web.server.keeper import View
from warledger.web.server.report_page import report_page
from warledger.web.server.runs_page import runs_page
from warledger.web.server.selecting import select
from warledger.web.server.tables import (
    CLAIM_FIELDS,
    INCIDENT_FIELDS,
    claim_features,
    csv_lines,
    file_name,
    flat_incident,
    geojson,
    incident_features,
    incidents_of,
)
from warledger.web.server.tellers import mask_of

Row = dict[str, Any]

router = APIRouter(include_in_schema=False)

FORMS = {
    "csv": "text/csv; charset=utf-8", "geojson": "application/geo+json",
    "json": "application/json",
}  # fmt: skip
NO_SHELL = "the page's files are missing from this installation; /api answers nevertheless"


def shell(status: int = 200) -> Response:
    """Return the page that all addresses share."""
    path = files("warledger.web").joinpath("static", "app", "index.html")
    if not path.is_file():
        return error(500, NO_SHELL)
    headers = {"Cache-Control": "no-cache"}
    return Response(
        path.read_bytes(), status, media_type="text/html; charset=utf-8", headers=headers
    )


@router.get("/")
@router.get("/incidents")
def overview() -> Response:
    """Show the overview."""
    return shell()


@router.get("/runs")
def runs() -> Response:
    """Show what made the ledger."""
    return shell()


@router.get("/runs.json")
def runs_data(request: Request) -> Response:
    """Give the same as data."""
    asked(request)
    view = keeper_of(request).view
    return answer(
        request, view, lambda: {"version": view.version, **runs_page(view.folder)}
    )


@router.get("/incidents.{form}")
def incidents_data(request: Request, form: str) -> Response:
    """Give every incident that matches, as a file."""
    if form not in FORMS:
        return error(404, f"no such form as {form[:20]!r}; there are: {', '.join(FORMS)}")
    view = keeper_of(request).view
    wanted = asked(request, FILTERS).filter()
    mask = select(view.facts, view.words, wanted).mask
    return _incidents(request, view, mask, form, "incidents")


@router.get("/incidents/{rest:path}")
def incident(request: Request, rest: str) -> Response:
    """Show an incident, or give it as a file."""
    view = keeper_of(request).view
    key, form = _split(rest, view.facts.find(rest) is not None)
    number = view.facts.find(key)
    if number is None:
        now = moved_to(view, key)
        if now is not None:
            ending = f".{form}" if form else ""
            return RedirectResponse(f"/incidents/{now}{ending}", 308)
        return _unknown(form, f"no incident {key[:60]!r} in this ledger")
    if form is None:
        return shell()
    asked(request)
    if form == "json":
        return answer(request, view, lambda: incident_page(view.facts, view.ledger, number))
    told = incident_page(view.facts, view.ledger, number)
    return _claims(request, view, list(told["all_claims"].values()), form, "incident", key)


@router.get("/reports/{rest:path}")
def report(request: Request, rest: str) -> Response:
    """Show a report, or give it as a file."""
    view = keeper_of(request).view
    key, form = _split(rest, _has_report(view, rest))
    if not _has_report(view, key):
        return _unknown(form, f"no report {key[:60]!r} in this ledger")
    if form is None:
        return shell()
    asked(request)
    told = cast(Row, report_page(view.facts, view.ledger, key, revision=None))
    if form == "json":
        return answer(request, view, lambda: {"version": view.version, **told})
    return _claims(request, view, told["claims"], form, "report", key)


@router.get("/places/{rest:path}")
def place(request: Request, rest: str) -> Response:
    """Show a place, or give it as a file."""
    return _thing(request, "places", rest)


@router.get("/actors/{rest:path}")
def actor(request: Request, rest: str) -> Response:
    """Show an actor, or give its incidents as a file."""
    return _thing(request, "actors", rest)


@router.get("/speakers/{rest:path}")
def speaker(request: Request, rest: str) -> Response:
    """Show a speaker, or give its incidents as a file."""
    return _thing(request, "speakers", rest)


@router.get("/outlets/{rest:path}")
def outlet(request: Request, rest: str) -> Response:
    """Show an outlet, or give its incidents as a file."""
    return _thing(request, "outlets", rest)


def _thing(request: Request, kind: str, rest: str) -> Response:
    view = keeper_of(request).view
    aspect, _ = LISTED[kind]
    key, form = _split(rest, mask_of(view.facts, aspect, rest) is not None)
    mask = mask_of(view.facts, aspect, key)
    if form is None:
        is_known = mask is not None or (kind == "places" and _has_place(view, key))
        return shell() if is_known else shell(404)
    if form == "json":
        told = asked(request, ("limit", "after"))
        found = listed(view, kind, key, told)
        if found is None:
            return _unknown(form, f"no {kind[:-1]} {key[:60]!r} in this ledger")
        return answer(request, view, lambda: {"version": view.version, **found})
    asked(request)
    if mask is None:
        return _unknown(form, f"no incident has the {kind[:-1]} {key[:60]!r}")
    return _incidents(request, view, mask, form, kind[:-1], key)


def _has_report(view: View, key: str) -> bool:
    known = next(iter(view.ledger.rows("web_report_known", report=key)))["known"]
    return bool(known)


def _has_place(view: View, key: str) -> bool:
    names = view.ledger.rows("web_place_names", key=key)
    states = view.ledger.rows("web_control", key=key)
    return any(True for _ in names) or any(True for _ in states)


def _split(rest: str, is_whole: bool) -> tuple[str, str | None]:
    """Return key and form of an address's end; `is_whole` where it is a key itself."""
    key, dot, ending = rest.rpartition(".")
    if is_whole or not dot or ending not in FORMS:
        return rest, None
    return key, ending


def _unknown(form: str | None, words: str) -> Response:
    return shell(404) if form is None else error(404, words)


def _incidents(request: Request, view: View, mask: Mask, form: str, *name: str) -> Response:
    found = incidents_of(view, mask)
    if form == "csv":
        flat = (flat_incident(row) for row in found)
        return _stream(request, view, csv_lines(INCIDENT_FIELDS, flat), form, *name)
    if form == "geojson":
        return _stream(request, view, geojson(incident_features(found)), form, *name)
    return _stream(request, view, _json_rows(view, found), form, *name)


def _json_rows(view: View, found: Iterator[Row]) -> Iterator[bytes]:
    yield b'{"version":' + json_bytes(view.version) + b',"items":['
    for number, row in enumerate(found):
        yield (b",\n" if number else b"\n") + json_bytes(row)
    yield b"\n]}\n"


def _claims(
    request: Request, view: View, claims: list[Row], form: str, *name: str
) -> Response:
    if form == "csv":
        return _stream(request, view, csv_lines(CLAIM_FIELDS, claims), form, *name)
    return _stream(request, view, geojson(claim_features(claims)), form, *name)


def _stream(
    request: Request, view: View, parts: Iterator[bytes], form: str, *name: str
) -> Response:
    mark = f'W/"{view.version}"'
    if is_held(request, mark):
        return Response(status_code=304, headers=caching(mark))
    headers = {
        **caching(mark),
        "Content-Disposition": f'inline; filename="{file_name(*name)}.{form}"',
    }
    return StreamingResponse(parts, media_type=FORMS[form], headers=headers)
