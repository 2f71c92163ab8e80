"""A ledger with nothing in it, and one that nobody reconciled, are answered like any other."""

from collections.abc import Callable
from pathlib import Path

import pytest

from served import Asking, made_ledger
from warledger.store.opening import open_ledger


@pytest.mark.parametrize("claims", [0, 100])
def test_where_there_is_no_incident_every_route_answers(
    serve: Callable[..., Asking], tmp_path: Path, claims: int
) -> None:
    path = tmp_path / "war.ledger"
    if claims:
        made_ledger().make_ledger(path, incidents=5, claims=claims)
    with open_ledger(path, write=True) as opened, opened.writing():
        opened.apply("clear_derived")
    ask = serve(path)
    for name in (
        "points",
        "mask",
        "facets",
        "timeline",
        "view",
        "grid",
        "incidents",
        "runs",
    ):
        told = ask.get(f"/api/{name}")
        assert told.get("total", 0) == 0
    assert ask.get("/api/search?q=army")["items"] == []
    assert ask.get("/api/meta")["counts"]["claims"] == claims
    assert ask.get("/api/meta")["days"] == {"first": None, "last": None}
    assert ask.client.get("/incidents.csv").text.count("\n") == 1
    assert ask.get("/incidents.geojson")["features"] == []
    if claims:
        assert ask.get("/api/reports/made-000000")["claims"][0]["incident"] is None
