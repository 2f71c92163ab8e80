"""What the API's description (OpenAPI) says of parameters and answers.

Parameters are read by `filters` and not by the framework, so that a refusal is our one
sentence and 400; what the description says of them stands here.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from warledger.web.server.counting import BINS
from warledger.web.server.filters import ASPECTS, CLOSED

Row = dict[str, Any]

TEXT: Row = {"type": "string", "maxLength": 500}
DAY: Row = {
    "type": "string",
    "pattern": r"^(?!0000)\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$",
}
LATITUDE = r"-?(90(\.0{1,12})?|[0-8]?\d(\.\d{1,12})?)"
LONGITUDE = r"-?(180(\.0{1,12})?|(1[0-7]\d|\d{1,2})(\.\d{1,12})?)"
FILTER_WORDS: Mapping[str, tuple[Row, str]] = {
    "from": (DAY, "first day: 2017, 2017-08 or 2017-08-21"),
    "to": (DAY, "last day"),
    "bbox": (
        {"type": "string", "pattern": rf"^{LONGITUDE},{LATITUDE},{LONGITUDE},{LATITUDE}$"},
        "west,south,east,north in degrees; south is not above north",
    ),
    "q": ({"type": "string", "maxLength": 400}, 'words, "a phrase", start*, -not'),
}
OTHER_WORDS: Mapping[str, tuple[Row, str]] = {
    "limit": ({"type": "integer", "minimum": 1, "maximum": 100}, "rows at once"),
    "after": ({"type": "string"}, "`next` of the page before"),
    "top": ({"type": "integer", "minimum": 1, "maximum": 1000}, "values of a facet"),
    "bin": ({"type": "string", "enum": list(BINS)}, "columns; day for 4,000 days at most"),
    "by": ({"type": "string", "enum": ["type", "side", "standing", "status"]}, "groups"),
    "cell": ({"type": "number", "minimum": 0.05, "maximum": 10}, "degrees"),
    "sort": (
        {"type": "string", "enum": ["-start", "start", "-claims", "-origins"]},
        "order",
    ),
    "revision": ({"type": "integer", "minimum": 1, "maximum": 999_999_999}, "of the text"),
}
MEANINGS = {
    200: "as described",
    304: "the asker has it already",
    308: "merged into another incident",
    400: "an impossible or unknown parameter, in one sentence",
    403: "not from our own page, or not served with --write",
    404: "no such thing in the ledger",
    409: "the ledger is in use by another process",
    413: "too much at once",
    421: "a Host header that is not the server's",
}


def described(
    *others: str,
    filters: bool = False,
    keys: Sequence[str] = (),
    also: Sequence[int] = (),
    body: Row | None = None,
) -> dict[str, Any]:
    """Return what a route's decorator adds to the description; `body` is what it takes."""
    names = (*others, *(FILTER_WORDS if filters else ()), *(ASPECTS if filters else ()))
    schema: Row = {"type": "object", "required": list(keys)}
    refused = {"type": "object", "required": ["error"], "properties": {"error": TEXT}}
    responses: dict[int | str, Row] = {
        200: {
            "description": MEANINGS[200],
            "content": {"application/json": {"schema": schema}},
        }
    }
    for status in (304, 400, 403, 421, *also):
        responses[status] = {"description": MEANINGS[status]}
        if status not in (304, 308):
            responses[status]["content"] = {"application/json": {"schema": refused}}
    extra: Row = {"parameters": [_parameter(name) for name in names]}
    if body is not None:
        content = {"application/json": {"schema": body}}
        extra["requestBody"] = {"required": True, "content": content}
    return {"responses": responses, "openapi_extra": extra}


def _parameter(name: str) -> Row:
    if name in ASPECTS:
        one: Row = TEXT
        if name in CLOSED:
            one = {"type": "string", "enum": [*CLOSED[name], ""]}
        if name == "country":
            one = {"type": "string", "pattern": "^[A-Z][A-Z]$"}
        schema = {"type": "array", "items": one, "maxItems": 100}
        return {
            "name": name, "in": "query", "required": False, "schema": schema,
            "description": f'{name}: any of these; "" is none known',
        }  # fmt: skip
    schema, words = {**FILTER_WORDS, **OTHER_WORDS}[name]
    return {
        "name": name, "in": "query", "required": False, "schema": schema,
        "description": words,
    }  # fmt: skip
