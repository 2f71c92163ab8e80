"""Fetching a gazetteer, with canned answers instead of a network."""

import http.client
import io
from pathlib import Path
from urllib.request import Request

import pytest

from warledger.errors import ConfigError
from warledger.geo.fetch import _CheckedRedirects, fetch

URL = "https://download.example.org/dump/SY.txt"


class Canned:
    """An answer with a body that may break off."""

    def __init__(
        self, body: bytes, *, status: int = 200, length: int | None = None
    ) -> None:
        self.status = status
        self.headers = http.client.HTTPMessage()
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
