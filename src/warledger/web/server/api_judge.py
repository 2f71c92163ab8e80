"""The one route that writes: a person's word on whether two claims tell of one event.

It answers only with `--write`, only for our own page (an Origin that is ours, and a token
that only our own page can read), and writes to the ledger itself, not to the copy.
"""

import json
import secrets
from typing import Any, cast

from fastapi import APIRouter, Request, Response

from warledger.errors import QueryError, StoreError
from warledger.model import Verdict
from warledger.store.opening import open_ledger
from warledger.web.server.answers import JSON, error, json_bytes, keeper_of
from warledger.web.server.described import described
from warledger.web.server.keeper import Keeper

Row = dict[str, Any]

router = APIRouter(prefix="/api", tags=["judging"])

LONGEST_BODY = 8_000
LONGEST_NOTE = 2_000
CLAIM_ID_LENGTH = 16
CLAIM_ID = {
    "type": "string", "minLength": CLAIM_ID_LENGTH, "maxLength": CLAIM_ID_LENGTH,
}  # fmt: skip
JUDGEMENT: Row = {
    "type": "object",
    "required": ["a", "b", "verdict"],
    "additionalProperties": False,
    "properties": {
        "a": CLAIM_ID, "b": CLAIM_ID,
        "verdict": {"type": "string", "enum": list(Verdict)},
        "note": {"type": ["string", "null"], "maxLength": LONGEST_NOTE},
    },
}  # fmt: skip


@router.post(
    "/judge", status_code=201, summary="Say that two claims are one event or two",
    **described(also=(404, 409, 413), body=JUDGEMENT),
)  # fmt: skip
async def judge(request: Request) -> Response:
    """Add a word on a pair of claims, reconcile, and show the ledger as it then is."""
    from starlette.concurrency import run_in_threadpool

    keeper = keeper_of(request)
    refusal = _refusal(request, keeper)
    if refusal is not None:
        return refusal
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_BODY:
            return error(413, f"a judgement is at most {LONGEST_BODY} bytes long")
    return await run_in_threadpool(_judge, keeper, body)


def _refusal(request: Request, keeper: Keeper) -> Response | None:
    if not request.app.state.settings.write:
        return error(403, "served for reading; start 'warledger serve' with --write")
    if "origin" not in request.headers:
        return error(403, "a judgement comes from our own page, with its Origin")
    token = request.headers.get("x-warledger-token", "")
    if not secrets.compare_digest(token.encode(), keeper.token.encode()):
        return error(403, "the token is not that of /api/meta; load the page again")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        return error(400, f"Content-Type {kind[:40]!r}, expected application/json")
    return None


def _judge(keeper: Keeper, body: bytes) -> Response:
    told = _read(body)
    pair = [told["a"], told["b"]]
    rows = keeper.view.ledger.rows("web_some_claims", claims=pair)
    known = {row["claim_id"] for row in rows}
    for claim in pair:
        if claim not in known:
            return error(404, f"no claim {claim!r} in this ledger")
    try:
        done = _write(keeper, told)
        keeper.refresh()
    except StoreError as refused:
        return error(409, str(refused))
    return Response(
        json_bytes({**done, "version": keeper.view.version}), 201, media_type=JSON,
        headers={"Cache-Control": "no-store"},
    )  # fmt: skip


def _read(body: bytes) -> Row:
    try:
        told = json.loads(body)
    except ValueError as fault:
        raise QueryError("the body is not JSON; see docs/api.md") from fault
    if not isinstance(told, dict) or not set(told) <= {"a", "b", "verdict", "note"}:
        raise QueryError("the body has a, b, verdict and note, nothing else")
    pair = [told.get("a"), told.get("b")]
    if any(not isinstance(one, str) or len(one) != CLAIM_ID_LENGTH for one in pair):
        raise QueryError("a, b: expected the ids of two claims")
    if pair[0] == pair[1]:
        raise QueryError("a, b: are one claim; name two")
    if told.get("verdict") not in tuple(Verdict):
        raise QueryError(f"verdict: expected one of {', '.join(Verdict)}")
    note = told.get("note")
    if note is not None and (not isinstance(note, str) or len(note) > LONGEST_NOTE):
        raise QueryError(f"note: expected text of {LONGEST_NOTE} characters at most")
    return told


def _write(keeper: Keeper, told: Row) -> Row:
    """Add the judgement and group again; raises StoreError while another process writes."""
    from warledger.pipeline.judging import judge as add

    pair = (cast(str, told["a"]), cast(str, told["b"]))
    with open_ledger(keeper.path, write=True) as ledger:
        judged = add(ledger, pair, Verdict(told["verdict"]), note=told.get("note"))
    return {
        "number": judged.number,
        "overruled": [stored.number for stored in judged.overruled],
    }
