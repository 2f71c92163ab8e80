"""Puts the server together: routes, refusals, files, and the guard around all of it."""

import logging
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from warledger import __version__
from warledger.errors import QueryError
from warledger.web.server import api_judge, api_overview, api_things, pages
from warledger.web.server.answers import Memory, error, keeper_of
from warledger.web.server.guard import LOCAL_NAMES, Guard, House
from warledger.web.server.keeper import Keeper
from warledger.web.server.settings import STYLE_PATH, Settings

PACKED_FROM = 1_000
PACKING = 5


def make_app(
    keeper: Keeper, *, port: int, settings: Settings | None = None,
    names: tuple[str, ...] = (),
) -> ASGIApp:  # fmt: skip
    """Return the application that shows what the keeper holds, asked under `port`."""
    chosen = settings or Settings()
    app = FastAPI(
        title="Warledger", version=__version__, openapi_url="/api/openapi.json",
        docs_url=None, redoc_url=None,
        description="What one ledger holds; see docs/api.md for the shapes.",
    )  # fmt: skip
    app.state.keeper = keeper
    app.state.settings = chosen
    app.state.memory = Memory()
    app.include_router(api_overview.router)
    app.include_router(api_things.router)
    app.include_router(api_judge.router)
    app.add_api_route("/api/docs", _docs, include_in_schema=False)
    app.add_api_route("/api/{rest:path}", _no_route, include_in_schema=False)
    app.include_router(pages.router)
    for name in ("app", "vendor"):
        folder = Path(str(files("warledger.web").joinpath("static", name)))
        app.mount(f"/static/{name}", StaticFiles(directory=folder, check_dir=False))
    app.add_exception_handler(QueryError, _refused)
    app.add_exception_handler(HTTPException, _not_found)
    app.add_exception_handler(duckdb.Error, _failed)
    app.add_middleware(GZipMiddleware, minimum_size=PACKED_FROM, compresslevel=PACKING)
    if chosen.style_text is not None:
        app.add_api_route(STYLE_PATH, _style, include_in_schema=False)
    house = House(port, names=(*LOCAL_NAMES, *names), map_hosts=chosen.hosts)
    return Guard(app, house)


def _style(request: Request) -> Response:
    """Give the style that the user named as a file."""
    chosen: Settings = request.app.state.settings
    return Response(chosen.style_text, media_type="application/json")


def _refused(_: Request, told: Exception) -> Response:
    return error(400, str(told))


def _not_found(request: Request, told: Exception) -> Response:
    status = told.status_code if isinstance(told, HTTPException) else 500
    words = {
        404: f"nothing is at {request.url.path[:80]!r}; see /api/docs",
        405: f"{request.method[:10]} is not understood at {request.url.path[:80]!r}",
    }
    headers = dict(told.headers or {}) if isinstance(told, HTTPException) else {}
    return error(status, words.get(status, str(told)), **headers)


def _failed(request: Request, told: Exception) -> Response:
    """Answer for a database that failed; after an error of its own it answers nobody."""
    logging.getLogger("warledger").error("the database failed", exc_info=told)
    if isinstance(told, duckdb.InternalError):
        keeper_of(request).reopen()
    return error(500, "the database failed at this; try again, or report it as a bug")


def _no_route(request: Request) -> Response:
    if request.url.path == "/api/judge":
        return error(405, "/api/judge takes POST alone", Allow="POST")
    return error(404, f"nothing is at {request.url.path[:80]!r}; see /api/docs")


def _docs(request: Request) -> Response:
    """Return the API's description as a plain page, without script or style."""
    told: dict[str, Any] = request.app.openapi()
    parts = []
    for path, methods in sorted(told["paths"].items()):
        for method, about in methods.items():
            names = ", ".join(one["name"] for one in about.get("parameters", ()))
            parts.append(
                f"<h2><code>{escape(method.upper())} {escape(path)}</code></h2>"
                f"<p>{escape(about.get('description') or about.get('summary', ''))}</p>"
                + (f"<p>Parameters: {escape(names)}</p>" if names else "")
            )
    body = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Warledger: API</title>'
        '<h1>API</h1><p>For programs: <a href="/api/openapi.json">openapi.json</a>. '
        f"Shapes: docs/api.md.</p>{''.join(parts)}</html>"
    )
    return Response(body, media_type="text/html; charset=utf-8")
