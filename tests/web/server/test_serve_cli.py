"""The command as a user runs it: a real server, on a real port."""

import http.client
import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from warledger.errors import ConfigError
from warledger.store.opening import open_ledger
from warledger.web.server.starting import bind

ADDRESS = re.compile(r"showing .* at http://127\.0\.0\.1:(\d+)/")


@contextmanager
def serving(
    ledger: Path, *options: str, end: signal.Signals = signal.SIGINT
) -> Iterator[tuple[int, list[str]]]:
    """Run the command; give its port and the lines it wrote before; end it."""
    command = [sys.executable, "-m", "warledger.cli", "serve", str(ledger), "--no-browser"]
    with subprocess.Popen(
        [*command, *options], stderr=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stderr is not None
            lines: list[str] = []
            for line in server.stderr:
                lines.append(line)
                if found := ADDRESS.search(line):
                    yield int(found[1]), lines
                    break
            else:
                raise AssertionError(lines)
            server.send_signal(end)
            assert server.wait(20) == (0 if end is signal.SIGINT else 128 + end)
            assert server.stderr.read() == ""
        finally:
            server.kill()


def get(port: int, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def test_a_taken_port_is_said_and_another_is_used_and_ingest_may_go_on(
    ledger: Path,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with serving(ledger, "--port", str(port)) as (at, lines):
            assert at != port
            assert f"port {port} is taken; using {at}" in "".join(lines)
            status, body = get(at, "/api/meta")
            assert (status, json.loads(body)["counts"]["claims"]) == (200, 2000)
            open_ledger(ledger, write=True).close()
            assert get(at, "/")[0] == 200


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_however_it_ends_the_copies_are_removed(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: signal.Signals
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with serving(ledger, "--port", "8799", end=end) as (port, _):
        assert list(tmp_path.iterdir())
        assert get(port, "/api/meta")[0] == 200
    assert not list(tmp_path.iterdir())


def test_a_free_port_is_used_as_asked() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    listening, is_wanted = bind("127.0.0.1", port)
    assert (listening.getsockname()[1], is_wanted) == (port, True)
    listening.close()


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"192\.0\.2\.1: cannot listen at port 8765"):
        bind("192.0.2.1", 8765)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["{missing}"], 1, "no such ledger; make it with 'warledger ingest"),
        (["{text}"], 1, "not a ledger; name a file made by"),
        (
            ["{text}", "--write", "--host", "0.0.0.0"],
            2,
            "--write is for this machine alone",
        ),
        (["{text}", "--port", "0"], 2, "Invalid value for '--port'"),
    ],
)
def test_what_cannot_be_served_ends_in_words(
    tmp_path: Path, arguments: list[str], code: int, words: str
) -> None:
    (tmp_path / "text").write_text("words")
    given = [
        one.format(missing=tmp_path / "missing", text=tmp_path / "text")
        for one in arguments
    ]
    command = [sys.executable, "-m", "warledger.cli", "serve", *given, "--no-browser"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_without_the_extra_one_line_says_how_to_get_it(ledger: Path) -> None:
    script = (
        "import sys; sys.modules['uvicorn'] = None\n"
        "from warledger import cli\n"
        f"sys.argv = ['warledger', 'serve', {str(ledger)!r}]\n"
        "cli.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr == (
        "warledger: serve needs uvicorn; get it with: pip install 'warledger[web]'\n"
    )
