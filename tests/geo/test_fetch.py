"""Fetching a gazetteer, with canned answers instead of a network."""

import http.client
import io
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request

import pytest

from warledger.errors import ConfigError
from warledger.geo.fetch import (
    _CheckedRedirects,
    check_url,
    connect_public,
    fetch,
    file_name,
    is_public,
    open_public,
)

URL = "https://download.example.org/dump/SY.txt"


class Canned:
    """An answer with a body that may break off."""

    def __init__(
        self,
        body: bytes,
        *,
        status: int = 200,
        length: int | None = None,
        part: str | None = None,
    ) -> None:
        self.status = status
        self.headers = http.client.HTTPMessage()
        if part is not None:
            self.headers["Content-Range"] = part
        self.headers["Content-Length"] = str(len(body) if length is None else length)
        self._body = io.BytesIO(body)

    def read(self, amount: int) -> bytes:
        return self._body.read(amount)

    def close(self) -> None:
        self._body.close()


def test_a_fetched_file_comes_with_its_checksum(tmp_path: Path) -> None:
    path, digest = fetch(URL, tmp_path, opener=lambda request: Canned(b"abc"))
    assert path.read_bytes() == b"abc"
    assert digest.startswith("ba7816bf")


def test_a_broken_off_fetch_is_taken_up_where_it_stopped(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="broke off after 3 of 6 bytes"):
        fetch(URL, tmp_path, opener=lambda request: Canned(b"abc", length=6))
    asked = []

    def rest(request: Request) -> Canned:
        asked.append(request.get_header("Range"))
        return Canned(b"def", status=206)

    path, _ = fetch(URL, tmp_path, opener=rest)
    assert path.read_bytes() == b"abcdef"
    assert asked == ["bytes=3-"]


def test_a_server_that_sends_all_again_does_not_double_the_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        fetch(URL, tmp_path, opener=lambda request: Canned(b"abc", length=6))
    path, _ = fetch(URL, tmp_path, opener=lambda request: Canned(b"abcdef"))
    assert path.read_bytes() == b"abcdef"


@pytest.mark.parametrize("length", [None, 1])
def test_what_is_too_large_is_refused(tmp_path: Path, length: int | None) -> None:
    with pytest.raises(ConfigError, match="refused"):
        fetch(
            URL, tmp_path, max_bytes=5, opener=lambda r: Canned(b"abcdefgh", length=length)
        )


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "http://example.org/", "https://10.0.0.1/"]
)
def test_a_redirect_to_a_file_or_inside_is_refused(target: str) -> None:
    import urllib.request

    request = urllib.request.Request(URL)
    headers = http.client.HTTPMessage()
    with pytest.raises(ConfigError):
        _CheckedRedirects().redirect_request(
            request, io.BytesIO(), 302, "Found", headers, target
        )


def test_what_broke_off_of_one_address_is_not_taken_up_by_another(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        fetch(URL, tmp_path, opener=lambda request: Canned(b"abc", length=6))
    other = URL.replace("dump", "other")
    path, _ = fetch(other, tmp_path, opener=lambda request: Canned(b"defghi"))
    assert path.read_bytes() == b"defghi"


def test_another_part_than_asked_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        fetch(URL, tmp_path, opener=lambda request: Canned(b"abc", length=6))
    wrong = Canned(b"xyz", status=206, part="bytes 0-2/6")
    with pytest.raises(ConfigError, match="another part than asked"):
        fetch(URL, tmp_path, opener=lambda request: wrong)


class Breaking(Canned):
    """An answer whose connection breaks while it is read."""

    def read(self, amount: int) -> bytes:
        raise http.client.IncompleteRead(b"ab", 4)


def test_a_connection_that_breaks_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="broke off"):
        fetch(URL, tmp_path, opener=lambda request: Breaking(b"abcdef"))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/dump/SY.txt", "SY.txt"), ("/..", "gazetteer.txt"), ("/a/..%2f..%2fetc", "2f..-2fetc"),
        ("/", "gazetteer.txt"), ("/.hidden", "hidden"), ("/a\\..\\b.txt", "a-..-b.txt"),
        ("/" + "x" * 300 + ".zip", "x" * 96 + ".zip"), ("/\x1b]0;x.txt", "0-x.txt"),
    ],
)  # fmt: skip
def test_a_fetched_file_stays_in_its_folder(path: str, name: str) -> None:
    assert file_name(f"https://example.org{path}") == name


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1",
        "ff02::1", "::ffff:10.0.0.1", "2002:a00:1::", "64:ff9b::a00:1", "64:ff9b::7f00:1",
        "2001:0:4136:e378:8000:63bf:f5ff:fffe",
    ],
)  # fmt: skip
def test_an_address_inside_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::808:808"],
)
def test_an_address_outside_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/a", "file:///etc/passwd", "https:///a", "https://localhost/a",
        "https://a.internal/a", "https://[::1]/a", "https://127.0.0.1/a", "https://[::1/a",
        "ftp://example.org/a", "https://user@10.0.0.1/a", "gopher://example.org/",
    ],
)  # fmt: skip
def test_only_public_https_is_fetched(url: str) -> None:
    with pytest.raises(ConfigError):
        check_url(url)


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f000001", "localhost"])
def test_a_name_that_leads_inside_is_refused_before_anything_is_sent(
    listening: socket.socket, host: str
) -> None:
    port = listening.getsockname()[1]
    with pytest.raises(ConfigError, match="private address"):
        connect_public((host, port), 1.0)
    with pytest.raises(ConfigError, match="private address"):
        open_public(Request(f"https://{host}:{port}/SY.txt"))
    with pytest.raises(TimeoutError):
        listening.accept()


def test_a_name_with_one_address_inside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a rebinding server answers: a public address first, then one inside."""
    kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
    both = [(*kind, ("93.184.215.14", 443)), (*kind, ("192.168.0.1", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    with pytest.raises(ConfigError, match=r"private address 192\.168\.0\.1"):
        connect_public(("news.example", 443), 1.0)
