"""Run in a clean environment by clean_install.py: the page is served with the web extra."""

import socket
import subprocess
import sys
import time
from importlib.resources import files
from urllib.error import URLError
from urllib.request import urlopen

WAIT_S = 60


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def answer(address: str) -> bytes:
    """Return what is served there, as soon as the server is ready."""
    until = time.monotonic() + WAIT_S
    while True:
        try:
            with urlopen(address) as told:
                return told.read()
        except URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


if __name__ == "__main__":
    command = [sys.executable, "-m", "warledger.cli"]
    subprocess.run(
        [*command, "ingest", "war.ledger", str(files("warledger.samples"))], check=True
    )
    port = free_port()
    server = subprocess.Popen(
        [*command, "serve", "war.ledger", "--no-browser", "--port", str(port)]
    )
    try:
        assert b"<html" in answer(f"http://127.0.0.1:{port}/")
        assert b'"incidents"' in answer(f"http://127.0.0.1:{port}/api/meta")
    finally:
        server.terminate()
        server.wait(30)
