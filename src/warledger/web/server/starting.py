"""Starts the server: finds a port, says where the page is, opens a browser, serves."""

import signal
import socket
import sys
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import FrameType

from warledger.errors import ConfigError
from warledger.store.copying import writer_of
from warledger.web.server.app import make_app
from warledger.web.server.keeper import Keeper
from warledger.web.server.prepare import prepare_apart
from warledger.web.server.settings import Settings

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})

Say = Callable[[str], None]


def bind(host: str, port: int) -> tuple[socket.socket, bool]:
    """Return a listening socket, and whether it is at the port that was wanted.

    Where another program has that port, any free one is taken. Raises ConfigError where the
    address cannot be listened at.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for wanted in (port, 0):
        # Named as TCP: asyncio asks for the protocol before it sets TCP_NODELAY, without
        # which every answer waits 40 ms for an acknowledgement.
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        if sys.platform != "win32":  # there it would share a port that is taken
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, wanted))
            listening.listen(128)
        except OSError as error:
            listening.close()
            if wanted == 0 or not _is_taken(error):
                raise ConfigError(
                    f"{host}: cannot listen at port {port}: {error.strerror}; "
                    "give another with --port"
                ) from error
            continue
        return listening, wanted == port
    raise AssertionError  # the loop returns or raises


def _is_taken(error: OSError) -> bool:
    import errno

    return error.errno in (errno.EADDRINUSE, errno.EACCES)


def _end(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)


def serve(
    ledger: Path, *, host: str, port: int, browser: bool, settings: Settings, say: Say,
    redact: bool = False,
) -> None:  # fmt: skip
    """Show the ledger, redacted where asked, until interrupted."""
    import uvicorn

    # The server ends in order at either signal and then raises it again: so that the copies
    # are removed, too, being terminated is an exit like another.
    signal.signal(signal.SIGTERM, _end)
    preparing = partial(prepare_apart, redact=redact)
    with suppress(KeyboardInterrupt), Keeper(ledger, preparing=preparing) as keeper:
        if (writer := writer_of(ledger)) is not None:
            say(f"{ledger}: process {writer} is writing it; showing what it has saved")
        listening, is_wanted = bind(host, port)
        at = listening.getsockname()[1]
        if not is_wanted:
            say(f"port {port} is taken; using {at}")
        names = () if host in LOOPBACK else (host,)
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{at}/"
        app = make_app(keeper, port=at, settings=settings, names=names)
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False,
            lifespan="off", timeout_graceful_shutdown=3,
        )  # fmt: skip
        keeper.watch()
        say(f"showing {ledger} at {address}; end with Ctrl-C")
        if browser:
            webbrowser.open(address)
        uvicorn.Server(config).run(sockets=[listening])
