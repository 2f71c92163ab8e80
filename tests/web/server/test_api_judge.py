"""Judgements are taken only from our own page, and only with --write."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from served import HOME, Asking, made_ledger
from warledger.pipeline.reconcile import reconcile
from warledger.store.opening import open_ledger


@pytest.fixture
def judged(serve: Callable[..., Asking], tmp_path: Path) -> tuple[Asking, Path]:
    path = tmp_path / "war.ledger"
    made_ledger().make_ledger(path, incidents=4, claims=30)
    with open_ledger(path, write=True) as opened:
        reconcile(opened, afresh=True)
    return serve(path, write=True), path


def pair(ask: Asking) -> tuple[str, str]:
    row = ask.get("/api/incidents?sort=-claims&limit=1")["items"][0]
    claims = sorted(ask.get(f"/api/incidents/{row['id']}")["all_claims"])
    return claims[0], claims[1]


def post(ask: Asking, body: object, **headers: str) -> Any:  # noqa: ANN401
    token = ask.get("/api/meta")["token"]
    usual = {"Origin": HOME, "X-Warledger-Token": token or "none"}
    given = {"Content-Type": "application/json", **usual}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return ask.client.post(
        "/api/judge", content=content, headers={k: v for k, v in given.items() if v}
    )


def test_a_word_on_two_claims_is_kept_in_the_ledger_and_can_be_taken_back(
    judged: tuple[Asking, Path],
) -> None:
    ask, path = judged
    first, second = pair(ask)
    before = ask.get("/api/meta")["version"]
    answer = post(
        ask, {"a": second, "b": first, "verdict": "different", "note": "two days"}
    )
    assert answer.status_code == 201, answer.text
    assert answer.json()["number"] == 1
    assert answer.json()["version"] != before
    row = ask.get(f"/api/reports/{report_of(path, first)}")
    incident = next(c["incident"] for c in row["claims"] if c["claim_id"] == first)
    told = ask.get(f"/api/incidents/{incident}")["judgements"][0]
    assert (told["a"], told["b"], told["verdict"]) == (first, second, "different")
    undone = post(ask, {"a": first, "b": second, "verdict": "withdrawn"})
    assert undone.status_code == 201
    with open_ledger(path) as opened:
        words = [row["verdict"] for row in opened.rows("web_judgements", claims=[first])]
    assert words == ["different", "withdrawn"]


def report_of(path: Path, claim: str) -> str:
    with open_ledger(path) as opened:
        rows = list(opened.rows("claims"))
    return next(str(row["report"]) for row in rows if row["claim_id"] == claim)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": ""}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"X_Warledger_Token": ""}, 403),
        ({"X_Warledger_Token": "guess"}, 403),
        ({"X_Warledger_Token": "é"}, 403),
        ({"Content_Type": "text/plain"}, 400),
        ({"Content_Type": "application/x-www-form-urlencoded"}, 400),
        ({"Host": "evil.example:8765"}, 421),
    ],
)
def test_a_request_that_another_page_could_make_writes_nothing(
    judged: tuple[Asking, Path], headers: dict[str, str], status: int
) -> None:
    ask, path = judged
    first, second = pair(ask)
    body = {"a": first, "b": second, "verdict": "same"}
    given = {k: v.encode() if not v.isascii() else v for k, v in headers.items()}
    assert post(ask, body, **given).status_code == status  # type: ignore[arg-type]
    with open_ledger(path) as opened:
        assert not list(opened.rows("web_judgements", claims=[first]))


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"\xff", 400),
        (b"[]", 400),
        (b"{" * 9000, 413),
        ({"a": "x", "b": "y", "verdict": "same"}, 400),
        ({"a": "0" * 16, "b": "1" * 16, "verdict": "same"}, 404),
        ({"a": "0" * 16, "b": "0" * 16, "verdict": "same"}, 400),
        ({"a": "0" * 16, "b": "1" * 16, "verdict": "maybe"}, 400),
        ({"a": "0" * 16, "b": "1" * 16, "verdict": ["same"]}, 400),
        ({"a": "0" * 16, "b": "1" * 16, "verdict": "same", "by": "me"}, 400),
        ({"a": 1, "b": None, "verdict": "same"}, 400),
        ({"a": "0" * 16, "b": "1" * 16, "verdict": "same", "note": "x" * 2001}, 400),
    ],
)
def test_a_body_that_is_no_judgement_is_refused(
    judged: tuple[Asking, Path], body: object, status: int
) -> None:
    answer = post(judged[0], body)
    assert answer.status_code == status
    assert list(answer.json()) == ["error"]


def test_without_write_nothing_is_judged(ask: Asking) -> None:
    first, second = pair(ask)
    answer = post(ask, {"a": first, "b": second, "verdict": "same"})
    assert (answer.status_code, "--write" in answer.json()["error"]) == (403, True)
    assert ask.client.get("/api/judge").status_code in (404, 405)


def test_taking_back_what_nobody_said_is_refused(judged: tuple[Asking, Path]) -> None:
    first, second = pair(judged[0])
    answer = post(judged[0], {"a": first, "b": second, "verdict": "withdrawn"})
    assert answer.status_code == 400
