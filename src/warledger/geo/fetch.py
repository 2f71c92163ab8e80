"""Fetch a gazetteer on the user's word: https only, bounded, resumable, never from inside.

A redirect is followed only to another public https address. A name is looked up once, every
address it has must be public, and the connection goes to the very address that was looked
at, so that a name cannot change under us. Proxies of the environment are not used. What was
fetched so far stays beside its target as `.part` and is taken up again.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import IO, Protocol
from urllib.parse import urlsplit

from warledger.errors import ConfigError

MAX_BYTES = 2 << 30
TIMEOUT_S = 30.0
_CHUNK = 1 << 18
LONGEST_NAME = 100
NAT64 = ipaddress.ip_network("64:ff9b::/96")

Progress = Callable[[int, int | None], None]


class Response(Protocol):
    """What fetching needs of an answer."""

    status: int
    headers: "http.client.HTTPMessage"

    def read(self, amount: int) -> bytes:
        """Return up to that many bytes."""

    def close(self) -> None:
        """End the connection."""


Opener = Callable[[urllib.request.Request], Response]


def check_url(url: str) -> str:
    """Return the URL if it may be fetched; anything but public https raises ConfigError."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError as error:
        raise ConfigError(f"{url}: is no URL: {error}") from error
    if parts.scheme != "https" or not host:
        raise ConfigError(f"{url}: only https is fetched; download it and add the file")
    if _is_inside(host):
        raise ConfigError(
            f"{url}: {host} is a private address; download it and add the file"
        )
    return url


def is_public(address: str) -> bool:
    """Return whether an IP address is a public one; ValueError where it is no address.

    An IPv4 address inside an IPv6 one (mapped, 6to4, Teredo, NAT64) must be public too.
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    if not found.is_global or found.is_multicast or found.is_reserved:
        return found.version == 6 and found in NAT64 and _is_public_inside(found)
    return found.version == 4 or _is_public_inside(found)


def _is_public_inside(address: ipaddress.IPv6Address) -> bool:
    """Return whether every IPv4 address that an IPv6 address carries is public."""
    carried = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in NAT64:
        carried.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return all(one is None or is_public(str(one)) for one in carried)


def _is_inside(host: str) -> bool:
    """Return whether the host is written as an address that is not a public one."""
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not is_public(host)
    except ValueError:
        return False


def connect_public(
    address: tuple[str, int], timeout: float | None = None, *_: object
) -> socket.socket:
    """Return a connection to a host all of whose addresses are public.

    ConfigError, before anything is sent, where one is not; OSError where none answers.
    """
    host, port = address
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    numbers = list(dict.fromkeys(str(info[4][0]) for info in found))
    for number in numbers:
        if not is_public(number):
            raise ConfigError(f"{host}: leads to the private address {number}; refused")
    refusal = OSError(f"{host}: has no address")
    for number in numbers:
        try:
            return socket.create_connection((number, port), timeout)
        except OSError as error:
            refusal = error
    raise refusal


class _PublicConnection(http.client.HTTPSConnection):
    """A connection that is made to public addresses only; the host's name is verified."""

    def connect(self) -> None:
        self._create_connection = connect_public
        super().connect()


class _PublicHandler(urllib.request.HTTPSHandler):
    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(
            _PublicConnection, request, context=ssl.create_default_context()
        )


class _CheckedRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        try:
            target = check_url(newurl)
        except ConfigError:
            fp.close()
            raise
        return super().redirect_request(req, fp, code, msg, headers, target)


def open_public(request: urllib.request.Request) -> Response:
    """Open a request over public https; any answer but 200 and 206 raises ConfigError."""
    opener = urllib.request.OpenerDirector()
    opener.add_handler(_PublicHandler())
    opener.add_handler(_CheckedRedirects())
    opener.add_handler(urllib.request.HTTPErrorProcessor())
    opener.add_handler(urllib.request.HTTPDefaultErrorHandler())
    try:
        return opener.open(request, timeout=TIMEOUT_S)  # type: ignore[no-any-return]
    except urllib.error.HTTPError as error:
        error.close()
        raise ConfigError(
            f"{request.full_url}: answered {error.code} {error.reason}"
        ) from error
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise ConfigError(f"{request.full_url}: cannot be fetched: {error}") from error


def fetch(
    url: str,
    folder: Path,
    *,
    max_bytes: int = MAX_BYTES,
    progress: Progress | None = None,
    opener: Opener = open_public,
) -> tuple[Path, str]:
    """Fetch a URL into the folder; return the file and its SHA-256.

    `progress` is told the bytes so far and in all (None where the server does not say). An
    interrupted fetch is taken up where it stopped. Anything refused raises ConfigError.
    """
    check_url(url)
    # A folder for each address: what broke off of one is never taken up by another.
    folder = folder / sha256(url.encode()).hexdigest()[:16]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _fetch(url, folder / file_name(url), max_bytes, progress, opener)
    except (OSError, http.client.HTTPException) as error:
        raise ConfigError(f"{url}: broke off: {error}; add it again") from error


def file_name(url: str) -> str:
    """Return the last part of an address as a name that stays in its folder."""
    last = urlsplit(url).path.rpartition("/")[2]
    words = re.sub(r"[^A-Za-z0-9._-]+", "-", last).strip(".-")
    return words[-LONGEST_NAME:].strip(".-") or "gazetteer.txt"


def _fetch(
    url: str, target: Path, max_bytes: int, progress: Progress | None, opener: Opener
) -> tuple[Path, str]:
    part = target.with_name(f"{target.name}.part")
    done = part.stat().st_size if part.exists() else 0
    headers = {"User-Agent": "warledger", "Range": f"bytes={done}-"}
    try:
        request = urllib.request.Request(
            url, headers=headers if done else {"User-Agent": "warledger"}
        )
    except ValueError as error:
        raise ConfigError(f"{url}: is no URL: {error}") from error
    with closing(opener(request)) as response:
        done, whole = _receive(response, url, part, done, max_bytes, progress)
    if whole is not None and done != whole:
        raise ConfigError(
            f"{url}: broke off after {done:,} of {whole:,} bytes; add it again"
        )
    part.replace(target)
    return target, file_digest(target)


def _receive(
    response: Response,
    url: str,
    part: Path,
    done: int,
    max_bytes: int,
    progress: Progress | None,
) -> tuple[int, int | None]:
    """Write what comes behind what is there; return the bytes there now, and in all."""
    if response.status != 206:
        done = 0
    elif not _goes_on(response.headers.get("Content-Range"), done):
        part.unlink(missing_ok=True)
        raise ConfigError(f"{url}: the server sends another part than asked; add it again")
    length = response.headers.get("Content-Length")
    whole = done + int(length) if length is not None and length.isdigit() else None
    if whole is not None and whole > max_bytes:
        raise ConfigError(f"{url}: holds {whole:,} bytes; refused above {max_bytes:,}")
    with part.open("ab" if done else "wb") as file:
        while block := response.read(_CHUNK):
            done += len(block)
            if done > max_bytes:
                raise ConfigError(f"{url}: longer than {max_bytes:,} bytes; refused")
            file.write(block)
            if progress is not None:
                progress(done, whole)
    return done, whole


def _goes_on(told: str | None, done: int) -> bool:
    """Return whether the answer begins where we stopped, as far as it says."""
    return told is None or told.replace(" ", "").startswith(f"bytes{done}-")


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    digest = sha256()
    with path.open("rb") as file:
        while block := file.read(_CHUNK):
            digest.update(block)
    return digest.hexdigest()
