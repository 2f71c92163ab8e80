"""The pages of single things, and their data as files."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import duckdb
import pytest
from starlette.testclient import TestClient

from served import Asking
from warledger.store.opening import open_ledger

Row = dict[str, Any]


@pytest.fixture(scope="module")
def incident(ask: Asking) -> Row:
    rows = ask.get("/api/incidents?standing=denied&sort=-claims&limit=1")["items"]
    return ask.get(f"/api/incidents/{rows[0]['id']}")


def cells(incident: Row) -> list[Row]:
    columns = ("where", "when", "what", "status", "actors", "targets", "killed", "wounded")
    return [
        cell
        for row in incident["claimants"]
        for column in (*columns, "equipment", "other")
        for cell in row[column]
    ]


def test_every_cell_of_an_incident_is_the_words_of_its_report(
    ask: Asking, incident: Row
) -> None:
    texts = {
        name: ask.get(f"/api/reports/{name}")["text"] for name in incident["all_reports"]
    }
    assert len(cells(incident)) > 20
    for cell in cells(incident):
        told = texts[cell["report"]][cell["start"] : cell["end"]]
        assert cell["words"] in (told, None)
        assert incident["all_claims"][cell["claim"]]["report"] == cell["report"]


def test_an_incident_has_one_row_a_teller_and_every_claim_once(incident: Row) -> None:
    tellers = [
        (row["claimant"]["kind"], row["claimant"]["name"]) for row in incident["claimants"]
    ]
    assert len(set(tellers)) == len(tellers)
    told = [claim for row in incident["claimants"] for claim in row["claims"]]
    assert sorted(told) == sorted(incident["all_claims"])
    assert [row["first"] for row in incident["claimants"]].count(True) == 1


def test_a_denial_stands_beside_what_it_denies(incident: Row) -> None:
    for denial in incident["denials"]:
        denying = [row for row in incident["claimants"] if denial["claim"] in row["claims"]]
        assert set(denial["denies"]) <= set(denying[0]["denies"])
        denied = [
            row
            for row in incident["claimants"]
            if set(row["claims"]) & set(denial["denies"])
        ]
        assert all(denial["claim"] in row["denied_by"] for row in denied)


def test_links_say_in_words_why_claims_belong_together(incident: Row) -> None:
    assert incident["links"]
    for link in incident["links"]:
        assert {link["a"], link["b"]} <= set(incident["all_claims"])
        assert all(reason["words"] for reason in link["reasons"])


def test_an_id_that_was_merged_leads_to_the_present_one(client: TestClient) -> None:
    for path in ("/api/incidents/", "/incidents/"):
        answer = client.get(path + "0" * 16, follow_redirects=False)
        assert answer.status_code == 308
        assert client.get(answer.headers["location"]).status_code == 200
    answer = client.get(f"/incidents/{'0' * 16}.csv", follow_redirects=False)
    assert answer.headers["location"].endswith(".csv")


@pytest.mark.parametrize(
    "kind", ["incidents", "places", "actors", "speakers", "outlets", "reports"]
)
@pytest.mark.parametrize(
    "key",
    [
        "nothing",
        "ffffffffffffffff",
        "%2e%2e%2f",
        "a%2Fb",
        "%F0%9F%92%A5",
        "x" * 900,
        "'; DROP TABLE claims; --",
    ],
)
def test_what_is_not_in_the_ledger_is_not_found(
    client: TestClient, kind: str, key: str
) -> None:
    told = client.get(f"/api/{kind}/{quote(key, safe='%')}")
    assert told.status_code == 404
    assert list(told.json()) == ["error"]
    page = client.get(f"/{kind}/{quote(key, safe='%')}")
    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")


def test_a_speaker_is_counted_as_a_plain_look_counts(ask: Asking, ledger: Path) -> None:
    facets = ask.get("/api/facets")["facets"]["speaker"]["values"]
    name = next(one["value"] for one in facets if one["value"])
    found = ask.get(f"/api/speakers/{quote(name, safe='')}?limit=500")
    with duckdb.connect(str(ledger), read_only=True) as connection:
        rows = connection.execute(
            "SELECT incident_id, sources[1].name, published, report, start, outlet "
            "FROM incident_claims JOIN claims USING (claim_id) "
            "JOIN reports USING (report, revision) ORDER BY published, report, start"
        ).fetchall()
    told: dict[str, list[str | None]] = {}
    for row in rows:
        told.setdefault(row[0], []).append(row[1])
    mine = {one: names for one, names in told.items() if name in names}
    counts = found["counts"]
    assert counts["claims"] == sum(names.count(name) for names in mine.values())
    assert counts["first"] == sum(names[0] == name for names in mine.values())
    assert counts["alone"] == sum(set(names) == {name} for names in mine.values())
    assert {row["id"] for row in found["items"]} == set(mine)
    assert {row["id"] for row in found["items"] if row["first"]} == {
        one for one, names in mine.items() if names[0] == name
    }


def test_a_place_has_one_lane_a_teller_and_the_claims_behind_it(
    ask: Asking, ledger: Path
) -> None:
    with open_ledger(ledger) as opened:
        state = next(iter(opened.rows("control")))
    place: Row = state["place"]  # type: ignore[assignment]
    found = ask.get(f"/api/places/{place['id']}")
    lanes = [lane["according_to"] for lane in found["control"]]
    assert lanes == sorted(set(lanes))
    for lane in found["control"]:
        for one in lane["states"]:
            assert set(one["claims"]) <= set(found["all_claims"])
    assert found["names"][0]["mention"] == place["name"]


def test_a_report_shows_its_text_and_all_that_was_taken_from_it(ask: Asking) -> None:
    found = ask.get("/api/reports/made-000007")
    assert [c["quote"] for c in found["claims"]] == [
        found["text"][c["start"] : c["end"]] for c in found["claims"]
    ]
    assert all(claim["incident"] for claim in found["claims"])
    assert found["passed_over"] == [{"reason": "no event named", "sentences": 2}]
    assert ask.refused("/api/reports/made-000007?revision=2", 404)
    assert ask.get("/api/reports/made-000007?revision=1")["revision"] == 1


def test_the_runs_page_says_what_there_is_and_what_it_is_not(ask: Asking) -> None:
    found = ask.get("/api/runs")
    assert found["tally"]["claims"] == 2000
    assert found["runs"][0]["settings"] == {"made": True}
    assert all(one["count"] <= one["of"] for one in found["coverage"])
    assert found["limits"]


def test_the_list_as_a_table_has_every_row_that_matches(
    client: TestClient, ask: Asking
) -> None:
    query = "type=Battles&from=2013"
    rows = list(csv.DictReader(io.StringIO(client.get(f"/incidents.csv?{query}").text)))
    shown = ask.get(f"/api/incidents?limit=500&{query}")["items"]
    assert [row["id"] for row in rows] == [row["id"] for row in shown]
    assert rows[0]["lead_quote"] == shown[0]["lead"]["quote"]
    assert json.loads(rows[0]["side_a"]) == shown[0]["side_a"]
    assert client.get(f"/incidents.json?{query}").json()["items"] == shown


def test_what_has_a_point_is_a_feature(
    client: TestClient, ask: Asking, incident: Row
) -> None:
    found = client.get("/incidents.geojson").json()
    rows = ask.get("/api/incidents?limit=500")["items"]
    located = {row["id"] for row in rows if row["place"]["lat"] is not None}
    assert {one["id"] for one in found["features"]} == located
    claims = client.get(f"/incidents/{incident['id']}.geojson").json()
    assert all(one["geometry"]["type"] == "Point" for one in claims["features"])


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/incidents.csv", "text/csv"),
        ("/incidents.json", "application/json"),
        ("/incidents.geojson", "application/geo+json"),
        ("/runs.json", "application/json"),
        ("/reports/made-000001.json", "application/json"),
        ("/reports/made-000001.csv", "text/csv"),
        ("/reports/made-000001.geojson", "application/geo+json"),
        ("/places/made:3.csv", "text/csv"),
        ("/actors/made:3.json", "application/json"),
        ("/actors/made:3.geojson", "application/geo+json"),
    ],
)
def test_every_page_has_its_data_behind_an_ending(
    client: TestClient, path: str, kind: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == kind
    assert answer.headers["etag"].startswith('W/"')


def test_openapi_describes_every_route_and_loads_nothing_from_elsewhere(
    client: TestClient, ask: Asking
) -> None:
    told = ask.get("/api/openapi.json")
    assert {"/api/points", "/api/incidents/{incident_id}", "/api/judge"} <= set(
        told["paths"]
    )
    assert "servers" not in told
    docs = client.get("/api/docs").text
    assert "http://" not in docs
    assert "https://" not in docs
    assert "<script" not in docs


HOSTILE = "<script>alert(1)</script>\u202egnp.exe\x00\"'&\u2028"


def test_hostile_text_is_carried_as_it_is_and_as_no_page(
    serve: Callable[..., Asking], tmp_path: Path
) -> None:
    asking = serve(hostile_ledger(tmp_path / "h.ledger"))
    client = asking.client
    name = HOSTILE.replace("\x00", "")
    outlet = quote(name, safe="")
    found = client.get(f"/api/outlets/{outlet}")
    assert found.json()["name"] == name
    assert found.headers["content-type"].startswith("application/json")
    table = client.get(f"/outlets/{outlet}.csv")
    assert table.headers["content-type"].startswith("text/csv")
    assert set(table.headers["content-disposition"]) <= set(
        'inline; filename="'
        + "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-"
    )
    rows = asking.get("/api/search?q=alert")
    assert rows["names"]["outlets"][0]["name"] == name
    long = asking.get("/api/search?q=longest")["names"]["reports"][0]
    assert len(long["title"]) <= 2000
    report = asking.get("/api/reports/=cmd()")
    assert len(report["title"]) == 1_000_000
    first = client.get(f"/outlets/{outlet}.csv").text.splitlines()[1]
    assert ",=cmd()" not in first


def hostile_ledger(path: Path) -> Path:
    """One report with all that a page should not run."""
    from served import made_ledger

    made_ledger().make_ledger(path, incidents=1, claims=10, seed=1)
    with duckdb.connect(str(path)) as connection:
        connection.execute("DROP VIEW current")
        connection.execute("CREATE TABLE r AS SELECT * FROM reports")
        connection.execute(
            "UPDATE r SET outlet = ?, report = '=cmd()', title = ?",
            [HOSTILE.replace("\x00", ""), "longest " + "x" * 999_992],
        )
        claims = "SELECT * REPLACE ('=cmd()' AS report) FROM claims"
        connection.execute(f"CREATE TABLE c AS {claims}")
        for table in ("mentions", "claims", "reports"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("ALTER TABLE r RENAME TO reports")
        connection.execute("ALTER TABLE c RENAME TO claims")
        connection.execute(
            "CREATE TABLE mentions (report VARCHAR, revision INTEGER, kind VARCHAR, "
            'start INTEGER, "end" INTEGER, text VARCHAR, id VARCHAR, name VARCHAR, '
            "reason VARCHAR, claim_id VARCHAR, value VARCHAR)"
        )
        connection.execute(
            "CREATE VIEW current AS SELECT report, max(revision) AS revision "
            "FROM reports GROUP BY report"
        )
    return path
