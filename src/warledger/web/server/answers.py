"""Makes answers: JSON with the mark of the ledger's content, packed and remembered.

The same address gives the same bytes as long as the ledger is the same, so an answer is
kept under its address and marked with the ledger's version; a browser that has it asks only
whether it still holds.
"""

import gzip
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from fastapi import Request, Response
from starlette.datastructures import Headers

from warledger.web.server.filters import Asked
from warledger.web.server.keeper import Keeper, View

# Below this many bytes packing saves nothing.
WORTH_PACKING = 1_000
PACKING = 5
REMEMBERED_BYTES = 24_000_000
ENCODING = "Accept-Encoding"
JSON = "application/json; charset=utf-8"


class Memory:
    """The last answers, up to so many bytes; the longest unused go first."""

    def __init__(self, size: int = REMEMBERED_BYTES) -> None:
        self._size = size
        self._held = 0
        self._kept: OrderedDict[str, tuple[bytes, bytes | None]] = OrderedDict()
        self._changing = threading.Lock()

    def get(self, key: str) -> tuple[bytes, bytes | None] | None:
        """Return an answer, plain and packed, None where it is not kept."""
        with self._changing:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: str, plain: bytes, packed: bytes | None) -> None:
        """Keep an answer unless it alone would fill the memory."""
        size = len(plain) + len(packed or b"")
        with self._changing:
            if key in self._kept or size > self._size // 2:
                return
            self._kept[key] = (plain, packed)
            self._held += size
            while self._held > self._size:
                _, (old, old_packed) = self._kept.popitem(last=False)
                self._held -= len(old) + len(old_packed or b"")


def keeper_of(request: Request) -> Keeper:
    """Return what the server keeps of its ledger."""
    keeper: Keeper = request.app.state.keeper
    return keeper


def asked(request: Request, may: Iterable[str] = ()) -> Asked:
    """Return the parameters of a request; raises QueryError for one it may not have."""
    return Asked(request.query_params.multi_items(), may)


def json_bytes(value: object) -> bytes:
    """Return JSON as bytes; days as ISO text."""
    text = json.dumps(
        value, ensure_ascii=False, separators=(",", ":"), default=_day, allow_nan=False
    )
    return text.encode()


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON")


def answer(request: Request, view: View, make: Callable[[], Any]) -> Response:
    """Return what `make` gives as JSON, from memory where the address was asked before."""
    mark = f'W/"{view.version}"'
    if is_held(request, mark):
        return Response(status_code=304, headers=caching(mark))
    memory: Memory = request.app.state.memory
    key = f"{view.version} {request.url.path}?{request.url.query}"
    kept = memory.get(key)
    if kept is None:
        plain = json_bytes(make())
        is_big = len(plain) > WORTH_PACKING
        packed = gzip.compress(plain, PACKING, mtime=0) if is_big else None
        kept = (plain, packed)
        memory.put(key, plain, packed)
    plain, packed = kept
    if packed is not None and takes_gzip(request.headers):
        headers = {**caching(mark), "Content-Encoding": "gzip", "Vary": ENCODING}
        return Response(packed, media_type=JSON, headers=headers)
    return Response(plain, media_type=JSON, headers=caching(mark))


def is_held(request: Request, mark: str) -> bool:
    """Return whether the asker has this very answer."""
    told = request.headers.get("if-none-match", "")
    bare = mark.removeprefix("W/")
    return any(
        one.strip().removeprefix("W/") == bare or one.strip() == "*"
        for one in told.split(",")
    )


def takes_gzip(headers: Headers) -> bool:
    """Return whether the asker reads gzip."""
    for told in headers.get("accept-encoding", "").lower().split(","):
        name, _, rest = told.strip().partition(";")
        if name.strip() in ("gzip", "*"):
            return rest.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def caching(mark: str) -> dict[str, str]:
    """Return the headers of an answer that holds as long as the ledger is the same."""
    return {"ETag": mark, "Cache-Control": "no-cache"}


def error(status: int, words: str, **headers: str) -> Response:
    """Return a refusal in one sentence."""
    body = json_bytes({"error": words})
    return Response(
        body, status, media_type=JSON, headers={"Cache-Control": "no-store", **headers}
    )
