"""Turns away what is not ours to answer, and tells browsers what a page of ours may do.

Decides by the request's own words: a `Host` that is not one of the server's names (another
name may have been pointed at this machine), an `Origin` that is not ours (another page asks
in the user's name). Everything that is answered forbids scripts and styles within the page
and anything from elsewhere; only a base map that the user set lets its one host in.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from warledger.web.server.answers import error, takes_gzip

LONGEST_QUERY = 16_000
# A host as a policy may name it: no quote, no space, no semicolon could follow.
PLAIN_HOST = re.compile(r"(?:\*\.)?[A-Za-z0-9.-]+(?::\d{1,5})?", re.ASCII)
LOCAL_NAMES = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class House:
    """Under which names and port the server is asked, and whose base map it lets in."""

    port: int
    names: tuple[str, ...] = LOCAL_NAMES
    map_hosts: tuple[str, ...] = field(default=())

    @property
    def hosts(self) -> frozenset[str]:
        """Return what a Host header may say."""
        bare = frozenset(self.names) if self.port == 80 else frozenset[str]()
        return bare | {f"{name}:{self.port}" for name in self.names}

    @property
    def origins(self) -> frozenset[str]:
        """Return what an Origin header may say."""
        return frozenset(f"http://{host}" for host in self.hosts)

    @property
    def policy(self) -> str:
        """Return the content security policy."""
        also = "".join(f" {host}" for host in self.map_hosts)
        return "; ".join(
            (
                "default-src 'none'",
                "script-src 'self'",
                "worker-src 'self'",
                "style-src 'self'",
                f"img-src 'self' data: blob:{also}",
                f"connect-src 'self'{also}",
                f"font-src 'self'{also}",
                "manifest-src 'self'",
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'none'",
            )
        )


def host_of(address: str) -> str | None:
    """Return scheme and host of an address, as a policy names them; None if it has none.

    `{s}` at the beginning of a host, for tiles from several, becomes any one name.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    host = parts.netloc.rpartition("@")[2].replace("{s}", "*", 1)
    if parts.scheme not in ("http", "https") or not PLAIN_HOST.fullmatch(host):
        return None
    return f"{parts.scheme}://{host}"


class Guard:
    """An ASGI application around the server's own."""

    def __init__(self, app: ASGIApp, house: House) -> None:
        self._app = app
        self._house = house
        self._hosts = house.hosts
        self._origins = house.origins
        self._headers = {
            "Content-Security-Policy": house.policy,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "X-Frame-Options": "DENY",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_head = scope["method"] == "HEAD"

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-cache")
            elif is_head:
                message = {**message, "body": b""}
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await error(*refusal)(scope, receive, guarded)
            return
        if is_head:
            scope = {**scope, "method": "GET"}
        if not takes_gzip(Headers(scope=scope)):
            bare = [one for one in scope["headers"] if one[0] != b"accept-encoding"]
            scope = {**scope, "headers": bare}
        await self._app(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            told = ", ".join(hosts) or "none"
            names = ", ".join(sorted(self._hosts))
            return 421, f"Host {told[:80]!r} is not this server; it is {names}"
        origins = headers.getlist("origin")
        if any(origin.lower() not in self._origins for origin in origins):
            return 403, f"Origin {origins[0][:80]!r} may not ask here; open the page itself"
        is_from_elsewhere = headers.get("sec-fetch-site") in ("cross-site", "same-site")
        if is_from_elsewhere and headers.get("sec-fetch-mode") != "navigate":
            return 403, "another site's page may not ask here; open the page itself"
        query = scope.get("query_string", b"")
        if not query.isascii():
            return 400, "the address holds bytes beyond ASCII; write them as %XX"
        if len(query) > LONGEST_QUERY:
            return 400, f"the address is longer than {LONGEST_QUERY} characters; ask less"
        return None
