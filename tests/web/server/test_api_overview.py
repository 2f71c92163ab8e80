"""The overview's routes against a plain look at every row of the same ledger."""

import base64
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import duckdb
import pytest
from starlette.testclient import TestClient

from served import Asking

Row = dict[str, Any]
Keeps = Callable[[Row], bool]


@pytest.fixture(scope="module")
def told(ledger: Path) -> list[Row]:
    """Every incident with its claims and their outlets, read without the server."""
    with duckdb.connect(str(ledger), read_only=True) as connection:
        connection.execute("SET threads = 1")
        columns = "incident_id, event_type, sub_event_type, status, standing, place"
        found = connection.execute(
            f"SELECT {columns}, date_start, date_end, claims FROM incidents"
        ).fetchall()
        names = (*columns.split(", "), "date_start", "date_end", "claims")
        rows = [dict(zip(names, row, strict=True)) for row in found]
        claims = {
            claim[0]: dict(zip(CLAIM, claim, strict=True))
            for claim in connection.execute(
                "SELECT claim_id, actors, targets, sources, outlet, quote, title "
                "FROM claims JOIN reports USING (report, revision)"
            ).fetchall()
        }
    for row in rows:
        row["told"] = [claims[claim] for claim in row["claims"]]
    return rows


CLAIM = ("claim_id", "actors", "targets", "sources", "outlet", "quote", "title")


def parties(row: Row) -> list[Row]:
    return [p for claim in row["told"] for p in claim["actors"] + claim["targets"]]


def key(party: Row) -> str:
    return party["id"] or f"name:{party['name']}"


FILTERS: list[tuple[list[tuple[str, str]], Keeps]] = [
    ([], lambda row: True),
    ([("type", "Battles")], lambda row: row["event_type"] == "Battles"),
    (
        [("type", "Battles"), ("type", "Strategic developments"), ("prec", "1")],
        lambda row: row["event_type"] in ("Battles", "Strategic developments")
        and row["place"]["where_prec"] == 1,
    ),
    (
        [("side", "Valley Guard")],
        lambda row: any(p["side"] == "Valley Guard" for p in parties(row)),
    ),
    ([("side", "")], lambda row: not any(p["side"] for p in parties(row))),
    ([("actor", "made:3")], lambda row: any(key(p) == "made:3" for p in parties(row))),
    (
        [("outlet", "")],
        lambda row: not any(claim["outlet"] for claim in row["told"]),
    ),
    (
        [("from", "2014"), ("to", "2015-06")],
        lambda row: row["date_end"] >= date(2014, 1, 1)
        and row["date_start"] <= date(2015, 6, 30),
    ),
    (
        [("bbox", "36,31,41,35.5")],
        lambda row: row["place"]["lat"] is not None
        and 36 <= row["place"]["lon"] <= 41
        and 31 <= row["place"]["lat"] <= 35.5,
    ),
    ([("country", "")], lambda row: row["place"]["country"] is None),
    (
        [("status", "denied"), ("standing", "denied"), ("standing", "contested")],
        lambda row: row["status"] == "denied" and row["standing"] in ("denied", "contested"),
    ),
    (
        [("q", "killing")],
        lambda row: any("killing" in claim["quote"] for claim in row["told"]),
    ),
    ([("side", "nobody of this name")], lambda row: False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("pairs", "keeps"), FILTERS, ids=lambda v: urlencode(v) if isinstance(v, list) else ""
)
def test_a_filter_keeps_what_a_plain_look_keeps(
    ask: Asking, told: list[Row], pairs: list[tuple[str, str]], keeps: Keeps
) -> None:
    kept = {row["incident_id"] for row in told if keeps(row)}
    query = urlencode(pairs)
    found = ask.get(f"/api/incidents?limit=500&{query}")
    assert {row["id"] for row in found["items"]} == kept
    assert (found["matched"], found["total"]) == (len(kept), len(told))
    points = ask.get(f"/api/points?{query}")
    ids = [points["ids"][i : i + 16] for i in range(0, len(points["ids"]), 16)]
    assert set(ids) == kept
    everything = ask.get("/api/points")["ids"]
    bits = base64.b64decode(ask.get(f"/api/mask?{query}")["mask"])
    masked = {
        everything[16 * i : 16 * i + 16]
        for i in range(len(told))
        if bits[i >> 3] >> (i & 7) & 1
    }
    assert masked == kept


def test_facets_count_under_all_filters_but_their_own(ask: Asking, told: list[Row]) -> None:
    found = ask.get("/api/facets?type=Battles&standing=denied&top=1000")
    by_type = Counter(r["event_type"] for r in told if r["standing"] == "denied")
    assert counts(found, "type") == by_type
    by_status = Counter(
        r["status"]
        for r in told
        if r["standing"] == "denied" and r["event_type"] == "Battles"
    )
    assert counts(found, "status") == by_status
    sides = Counter(
        side
        for r in told
        if r["standing"] == "denied" and r["event_type"] == "Battles"
        for side in {p["side"] for p in parties(r) if p["side"]} or {""}
    )
    assert counts(found, "side") == sides
    assert found["matched"] == sum(by_status.values())


def counts(found: Row, facet: str) -> dict[str, int]:
    return {
        one["value"]: one["count"]
        for one in found["facets"][facet]["values"]
        if one["count"]
    }


def test_a_chosen_value_is_listed_even_where_nothing_has_it(ask: Asking) -> None:
    values = ask.get("/api/facets?outlet=The+Nowhere+Times&top=1")["facets"]["outlet"]
    assert {
        "value": "The Nowhere Times",
        "label": "The Nowhere Times",
        "count": 0,
    } in values["values"]
    assert values["more"] > 0


@pytest.mark.parametrize("sort", ["-start", "start", "-claims", "-origins"])
def test_pages_follow_one_another_without_gap_or_repeat(ask: Asking, sort: str) -> None:
    whole = [row["id"] for row in ask.get(f"/api/incidents?limit=500&sort={sort}")["items"]]
    got: list[str] = []
    after = ""
    while True:
        page = ask.get(f"/api/incidents?limit=37&sort={sort}{after}")
        got += [row["id"] for row in page["items"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert got == whole
    assert len(set(got)) == len(got) == page["total"]


@pytest.mark.parametrize(
    "after",
    ["x", "", "WzEsMl0", "%00", "e30", "bnVsbA", "WyItc3RhcnQiLCAiMSIsICJhIl0", "A" * 300],
)
def test_a_mark_that_is_not_ours_is_refused(ask: Asking, after: str) -> None:
    assert "is not a mark of ours" in ask.refused(f"/api/incidents?after={after}")
    assert "is not a mark of ours" in ask.refused(f"/api/search?q=army&after={after}")


def test_a_mark_of_another_order_is_refused(ask: Asking) -> None:
    mark = ask.get("/api/incidents?limit=1")["next"]
    assert "in another order" in ask.refused(f"/api/incidents?sort=start&after={mark}")


def test_a_mark_of_an_incident_that_is_gone_goes_on_where_it_would_stand(
    ask: Asking,
) -> None:
    from warledger.web.server.cursors import Mark

    rows = ask.get("/api/incidents?limit=500&sort=-claims")["items"]
    key = -rows[100]["claims"]
    after = Mark("-claims", key, "f" * 16).text()
    first = ask.get(f"/api/incidents?limit=1&sort=-claims&after={after}")["items"][0]
    assert first["claims"] < rows[100]["claims"]


def test_a_timeline_counts_each_incident_once_and_long_ones_as_going_on(
    ask: Asking, told: list[Row]
) -> None:
    found = ask.get("/api/timeline?bin=month&by=type&type=Battles")
    months = Counter(
        r["date_start"].strftime("%Y-%m-01") for r in told if r["event_type"] == "Battles"
    )
    shown = dict(zip(found["starts"], found["counts"], strict=True))
    assert {start: count for start, count in shown.items() if count} == months
    over = [
        r for r in told
        if r["event_type"] == "Battles"
        and r["date_start"].strftime("%Y-%m") != r["date_end"].strftime("%Y-%m")
    ]  # fmt: skip
    assert sum(found["going_on"]) == len(over)
    assert [group["value"] for group in found["groups"]] == ["Battles"]


def test_the_timeline_reaches_beyond_the_chosen_days(ask: Asking) -> None:
    whole = ask.get("/api/timeline?bin=year")
    part = ask.get("/api/timeline?bin=year&from=2014&to=2014")
    assert part["starts"] == whole["starts"]
    assert sum(part["counts"]) < sum(whole["counts"])


def test_a_timeline_may_have_a_column_a_day_but_not_for_more_than_a_dozen_years(
    ask: Asking, serve: Callable[..., Asking], ledger: Path, tmp_path: Path
) -> None:
    assert ask.get("/api/timeline?bin=day")["bin"] == "day"
    path = tmp_path / "long.ledger"
    shutil.copyfile(ledger, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "UPDATE incidents SET date_start = DATE '1900-01-01', date_end = DATE '1900-01-01' "
            "WHERE incident_id = (SELECT min(incident_id) FROM incidents)"
        )
    long = serve(path)
    assert "bin: 'day' over" in long.refused("/api/timeline?bin=day")
    assert len(long.get("/api/timeline")["starts"]) <= 400


def test_one_request_gives_what_the_three_give(ask: Asking) -> None:
    query = "type=Battles&q=killing"
    view = ask.get(f"/api/view?{query}&by=side")
    assert view["facets"] == ask.get(f"/api/facets?{query}")["facets"]
    assert view["mask"] == ask.get(f"/api/mask?{query}")["mask"]
    line = ask.get(f"/api/timeline?{query}&by=side")
    assert view["timeline"] == {k: v for k, v in line.items() if k != "version"}


def test_the_grid_holds_every_incident_that_has_a_point(
    ask: Asking, told: list[Row]
) -> None:
    found = ask.get("/api/grid?cell=2")
    located = [r for r in told if r["place"]["lat"] is not None]
    assert sum(found["count"]) == len(located)
    assert found["without_point"] == len(told) - len(located)
    cells = Counter(
        (r["place"]["lon"] // 2 * 2, r["place"]["lat"] // 2 * 2) for r in located
    )
    shown = zip(found["west"], found["south"], found["count"], strict=True)
    assert {(west, south): count for west, south, count in shown} == cells


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/api/incidents?limit=0", "limit: '0', expected a whole number from 1 to 500"),
        ("/api/incidents?limit=1e2", "limit: '1e2', expected a whole number"),
        ("/api/incidents?limit=٣", "limit: '٣', expected a whole number"),
        ("/api/incidents?sort=id", "sort: 'id', expected one of -start, start"),
        ("/api/facets?top=-1", "top: '-1', expected a whole number"),
        ("/api/grid?cell=0", "cell: '0', expected a number from 0.05 to 10"),
        ("/api/timeline?bin=hour", "bin: 'hour', expected one of day, week"),
        ("/api/timeline?by=actor", "by: 'actor', expected one of type, side"),
        ("/api/points?limit=3", "'limit': no such parameter here"),
        ("/api/search?type=Battles", "q: nothing to look for"),
        ("/api/meta?from=2014", "'from': no such parameter here"),
        ("/incidents.csv?sort=start", "'sort': no such parameter here"),
    ],
)
def test_a_route_refuses_what_it_does_not_know(ask: Asking, path: str, words: str) -> None:
    assert words in ask.refused(path)


def test_an_answer_is_asked_for_again_only_when_the_ledger_has_changed(
    client: TestClient,
) -> None:
    for path in ("/api/facets", "/api/points", "/incidents.csv", "/api/runs"):
        first = client.get(path)
        held = {"If-None-Match": first.headers["etag"]}
        assert client.get(path, headers=held).status_code == 304
        assert client.get(path, headers={"If-None-Match": 'W/"other"'}).status_code == 200
    refused = client.get("/api/facets?nonsense=1", headers=held)
    assert refused.status_code == 400


def test_answers_come_packed_only_where_that_is_asked_for(client: TestClient) -> None:
    packed = client.get("/api/points", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/api/points", headers={"Accept-Encoding": "identity"})
    barred = client.get("/api/points", headers={"Accept-Encoding": "gzip;q=0"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert "content-encoding" not in barred.headers
    assert packed.json() == plain.json() == barred.json()


def test_meta_says_what_is_shown_and_gives_no_token_to_readers(
    ask: Asking, told: list[Row]
) -> None:
    meta = ask.get("/api/meta")
    assert meta["counts"]["incidents"] == len(told)
    assert meta["days"]["first"] == min(r["date_start"] for r in told).isoformat()
    assert meta["state"]["is"] == "current"
    assert (meta["write"], meta["token"]) == (False, None)
