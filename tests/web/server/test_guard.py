"""Who may ask, what a browser is told, and that hostile text stays text."""

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from served import HOME, PORT
from warledger.errors import ConfigError
from warledger.web.server.app import make_app
from warledger.web.server.guard import House, host_of
from warledger.web.server.keeper import Keeper
from warledger.web.server.settings import Settings, read_settings

PATHS = (
    "/", "/api/meta", "/api/facets", "/api/nothing", "/static/app/main.js", "/incidents.csv",
    "/api/docs", "/api/openapi.json", "/reports/none",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_forbids_scripts_in_the_page_and_anything_from_elsewhere(
    client: TestClient, path: str
) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert "server" not in headers


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1", "127.0.0.1:8766", "localhost.evil.example:8765", "",
     "127.0.0.1:8765.evil.example", "0.0.0.0:8765"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/api/points", "/static/app/main.js"])
def test_a_host_that_is_not_its_own_gets_nothing(
    client: TestClient, host: str, path: str
) -> None:
    answer = client.get(path, headers={"Host": host})
    assert answer.status_code == 421
    assert list(answer.json()) == ["error"]


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8765", "localhost:8765", "LOCALHOST:8765", "[::1]:8765"]
)
def test_its_own_names_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/api/meta", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://127.0.0.1:8765"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"},
    ],
)
def test_another_sites_page_gets_nothing(
    client: TestClient, headers: dict[str, str]
) -> None:
    assert client.get("/api/points", headers=headers).status_code == 403


def test_a_link_from_elsewhere_may_open_the_page(client: TestClient) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert client.get("/", headers=headers).status_code == 200


def test_no_answer_may_be_read_by_other_origins(client: TestClient) -> None:
    answer = client.get("/api/meta", headers={"Origin": "http://127.0.0.1:8765"})
    assert answer.status_code == 200
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize(
    "path", ["/", "/api/incidents", "/incidents.csv", "/static/app/main.js"]
)
def test_nothing_but_reading_is_understood(
    client: TestClient, method: str, path: str
) -> None:
    answer = client.request(method, path)
    assert answer.status_code in (404, 405)


def test_a_head_is_answered_without_a_body(client: TestClient) -> None:
    answer = client.head("/api/facets")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["etag"] == client.get("/api/facets").headers["etag"]


@pytest.mark.parametrize(
    "path",
    ["/static/app/../page.html", "/static/app/%2e%2e/page.html", "/static/app/..%2fpage.html",
     "/static/../server/app.py", "/static/app/%00", "/static/vendor/", "/static/"],
)  # fmt: skip
def test_files_outside_the_pages_folders_are_not_given(
    client: TestClient, path: str
) -> None:
    assert client.get(path).status_code == 404


def test_an_address_of_any_length_is_refused(client: TestClient) -> None:
    answer = client.get("/api/facets?" + "&".join(["side=x"] * 4000))
    assert answer.status_code == 400


def test_a_base_map_of_ones_own_lets_in_its_host_alone(keeper: Keeper) -> None:
    settings = Settings(
        style="https://me:secret@maps.example/style.json?key=1",
        tiles="https://{s}.tiles.example/{z}/{x}/{y}.png",
    )
    client = TestClient(
        make_app(keeper, port=8765, settings=settings), base_url="http://127.0.0.1:8765"
    )
    policy = client.get("/").headers["content-security-policy"]
    connect = next(p for p in policy.split("; ") if p.startswith("connect-src"))
    assert connect.split()[1:] == [
        "'self'",
        "https://*.tiles.example",
        "https://maps.example",
    ]
    assert "secret" not in policy
    assert "script-src 'self';" in policy


def test_a_style_in_a_file_is_given_out_and_lets_in_the_hosts_it_names(
    keeper: Keeper, tmp_path: Path
) -> None:
    path = tmp_path / "style.json"
    tiles = "https://t.example/{z}/{x}/{y}.pbf"
    told = {"layers": [], "sources": {"a": {"tiles": [tiles]}}}
    path.write_text(json.dumps(told).replace("/", "\\/"))
    settings = read_settings(write=False, style=str(path), tiles=None)
    client = TestClient(make_app(keeper, port=PORT, settings=settings), base_url=HOME)
    shown = client.get("/api/meta").json()["basemap"]["style"]
    assert client.get(shown).text == path.read_text()
    assert (
        "connect-src 'self' https://t.example;"
        in client.get("/").headers["content-security-policy"]
    )


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            {"tiles": "https://t.example/tiles"},
            "expected an http address with {z}, {x} and {y}",
        ),
        ({"tiles": "file:///{z}/{x}/{y}"}, "expected an http address"),
        (
            {"style": "/nowhere/style.json"},
            "No such file or directory; name an http address",
        ),
        ({"style": __file__}, "not JSON, expected a MapLibre style"),
    ],
)
def test_a_base_map_that_cannot_be_drawn_is_refused_in_one_line(
    given: dict[str, str], words: str
) -> None:
    chosen: dict[str, Any] = {"write": False, "style": None, "tiles": None, **given}
    with pytest.raises(ConfigError) as refused:
        read_settings(**chosen)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://a.example/x", "https://a.example"),
        ("http://a.example:8080/{z}", "http://a.example:8080"),
        ("javascript:alert(1)", None),
        ("https://a.example; script-src *", None),
        ("https://a.example'x", None),
        ("style.json", None),
        ("file:///etc/passwd", None),
        ("https://{s}.tiles.example/{z}", "https://*.tiles.example"),
        ("https://[::1", None),
    ],
)
def test_only_an_address_with_a_plain_host_widens_the_policy(
    address: str, host: str | None
) -> None:
    assert host_of(address) == host


def test_at_port_80_the_port_may_be_left_out() -> None:
    assert "localhost" in House(port=80).hosts
    assert "localhost" not in House(port=8765).hosts
