"""The commands `places` and `gazetteer`: what they print, and how they refuse bad input."""

import http.server
import json
import shutil
import ssl
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from warledger import cli
from warledger.geo import fetch
from warledger.geo.gazetteer import load_gazetteer

Told = tuple[int, str, str]
Run = Callable[..., Told]
HEADER = "name,lat,lon,country,adm1,id\n"
ROWS = HEADER + "Zanbur,35,37,SY,Homs,1\nTall Zanbur,36,38,SY,Aleppo,2\n"


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Run]:
    monkeypatch.setenv("WARLEDGER_DATA", str(tmp_path / "data"))
    load_gazetteer.cache_clear()

    def call(*arguments: object) -> Told:
        with pytest.raises(SystemExit) as ended:
            cli.main([str(argument) for argument in arguments])
        sys.stdout.flush()
        told = capsys.readouterr()
        code = ended.value.code
        return (code if isinstance(code, int) else 1), told.out, told.err

    yield call
    load_gazetteer.cache_clear()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "own.csv"
    path.write_text(ROWS, "utf-8")
    return path


def geonames_row(number: str = "1", lat: str = "35.1") -> str:
    cells = [number, "Zanbur", "Zanbur", "", lat, "37.2", "P", "PPL", "SY", "", "11"]
    return "\t".join([*cells, "", "", "", "120", "", "", "Asia/Damascus", "2020-01-01"])


def test_places_prints_candidates_with_scores_folds_and_reasons(
    run: Run, table: Path
) -> None:
    run("gazetteer", "add", table)
    code, out, _ = run("places", "Zanbour", "--near", "Homs")
    assert code == 0
    assert "folds to: znbr; near: Homs" in out
    assert "Zanbur (Homs, SY; settlement) 35.0000 37.0000" in out
    assert "vowels" in out


def test_places_prints_json_on_demand(run: Run, table: Path) -> None:
    run("gazetteer", "add", table)
    code, out, _ = run("places", "Zanbour", "--near", "Homs", "--json")
    best = json.loads(out.splitlines()[0])
    assert (code, best["name"], best["folds"]) == (0, "Zanbur", ["vowels"])
    assert best["reasons"]
    assert isinstance(best["score"], float)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("",), "no name"), (("Homs", "--near", "Zzqxzv"), "not in the gazetteer")],
)
def test_places_refuses_what_is_no_name_in_one_line(
    run: Run, arguments: tuple[str, ...], said: str
) -> None:
    code, out, err = run("places", *arguments)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert said in err


def test_a_source_is_added_listed_verified_and_removed(run: Run, table: Path) -> None:
    code, out, err = run("gazetteer", "add", table, "--licence", "CC0")
    assert (code, out) == (0, "")
    assert "added own: 2 places (csv, CC0)" in err
    assert "sha256" in err
    listed = run("gazetteer", "list")[1].strip().split("\t")
    assert listed[:4] == ["own", "2", "csv", "CC0"]
    assert (len(listed[4]), listed[5]) == (64, str(table))
    assert "own: as it was written" in run("gazetteer", "verify")[2]
    assert run("gazetteer", "remove", "own")[0] == 0
    assert run("gazetteer", "list")[1] == ""


def test_verify_ends_with_1_where_a_source_is_damaged(
    run: Run, table: Path, tmp_path: Path
) -> None:
    run("gazetteer", "add", table)
    names = tmp_path / "data" / "gazetteers" / "own" / "names.txt"
    names.write_bytes(names.read_bytes().swapcase())
    code, _, err = run("gazetteer", "verify")
    assert code == 1
    assert "not as it was written" in err


BAD = {
    "columns.txt": (geonames_row() + "\n" + geonames_row("2") + "\tx", "20 columns"),
    "latitude.txt": (geonames_row(lat="900"), "line 1, column 5: latitude '900'"),
    "twice.txt": (geonames_row() + "\n" + geonames_row(), "line 2: id 1 stood in row 1"),
    "header.csv": ("name,lat\nA,1\n", "no column 'lon'"),
    "short.csv": ("name,lat,lon\nA,1\n", "line 2: 2 columns; expected 3"),
    "cut.geojson": ('{"features": [', "line 1, column"),
    "empty.csv": ("", "is empty"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_table_is_refused_in_one_line_and_the_old_source_stays(
    run: Run, table: Path, tmp_path: Path, name: str
) -> None:
    body, said = BAD[name]
    run("gazetteer", "add", table, "--name", "kept")
    before = run("gazetteer", "list")[1]
    bad = tmp_path / name
    bad.write_text(body, "utf-8")
    code, out, err = run("gazetteer", "add", bad, "--name", "kept")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert said in err
    assert run("gazetteer", "list")[1] == before
    assert run("gazetteer", "verify")[0] == 0


def whole_zip(path: Path, body: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("SY.txt", body)
    return path


def test_a_truncated_zip_is_refused_in_one_line(run: Run, tmp_path: Path) -> None:
    body = "\n".join(geonames_row(str(n)) for n in range(500))
    path = whole_zip(tmp_path / "SY.zip", body)
    path.write_bytes(path.read_bytes()[:-200])
    code, _, err = run("gazetteer", "add", path)
    assert (code, err.count("\n")) == (1, 1)
    assert "is no whole zip file" in err


def test_a_zip_bomb_is_refused_in_one_line(run: Run, tmp_path: Path) -> None:
    path = whole_zip(tmp_path / "bomb.zip", "0" * 5_000_000)
    code, _, err = run("gazetteer", "add", path)
    assert (code, err.count("\n")) == (1, 1)
    assert "unpacks to 5,000,000 bytes" in err


def test_an_interrupted_add_leaves_the_old_source_as_it_was(
    run: Run, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("gazetteer", "add", table)
    before = run("gazetteer", "list")[1]
    table.write_text(HEADER + "".join(f"A,1,2,SY,Homs,{n}\n" for n in range(9000)), "utf-8")

    class Interrupting:
        def __enter__(self) -> Callable[[str], None]:
            return self.show

        def __exit__(self, *_: object) -> None: ...

        def show(self, line: str) -> None:
            raise KeyboardInterrupt

    monkeypatch.setattr("warledger.cli.places.status", lambda begin: Interrupting())
    code, _, err = run("gazetteer", "add", table)
    assert code == 130
    assert "interrupted" in err
    assert run("gazetteer", "list")[1] == before
    assert run("gazetteer", "verify")[0] == 0


class Answers(http.server.BaseHTTPRequestHandler):
    """A server inside: whoever asks it has been led where nothing may be fetched."""

    asked: list[str]

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(ROWS.encode())

    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture
def inside() -> Iterator[tuple[int, list[str]]]:
    """A server on loopback; gives its port and the paths that it was asked for."""
    asked: list[str] = []
    handler = type("Noting", (Answers,), {"asked": asked})
    with http.server.HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port, asked
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://127.0.0.1:{port}/own.csv", "only https"),
        ("https://127.0.0.1:{port}/own.csv", "private address"),
        ("https://localhost:{port}/own.csv", "private address"),
        ("https://[::1]:{port}/own.csv", "private address"),
        ("https://169.254.169.254/own.csv", "private address"),
        ("file:///etc/passwd", "only https"),
        ("ftp://example.org/own.csv", "only https"),
        ("https:///own.csv", "only https"),
    ],
)
def test_a_server_inside_is_never_asked(
    run: Run, inside: tuple[int, list[str]], url: str, said: str
) -> None:
    port, asked = inside
    code, _, err = run("gazetteer", "add", url.format(port=port))
    assert (code, err.count("\n"), asked) == (1, 1, [])
    assert said in err
    assert run("gazetteer", "list")[1] == ""


ASTRAY = {
    "/file": "file:///etc/passwd",
    "/plain": "http://example.org/own.csv",
    "/inside": "https://10.0.0.1/own.csv",
}


class Misleading(Answers):
    """A public server as far as the test says so: a file, a 404, and redirects."""

    def do_GET(self) -> None:
        if self.path in ASTRAY:
            self.send_response(302)
            self.send_header("Location", ASTRAY[self.path])
            self.end_headers()
        elif self.path == "/own.csv":
            super().do_GET()
        else:
            self.send_error(404)


@pytest.fixture
def secure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[int, list[str]]]:
    """A TLS server on loopback, with a certificate that this process trusts."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make a certificate with")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    asked_for = (
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost "
        "-addext subjectAltName=DNS:localhost,IP:127.0.0.1"
    )
    subprocess.run(
        [openssl, *asked_for.split(), "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    asked: list[str] = []
    handler = type("Noting", (Misleading,), {"asked": asked})
    with http.server.HTTPServer(("127.0.0.1", 0), handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port, asked
        server.shutdown()
        thread.join()


@pytest.fixture
def loopback_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    real = fetch.is_public
    monkeypatch.setattr(fetch, "is_public", lambda at: at == "127.0.0.1" or real(at))


@pytest.mark.usefixtures("loopback_is_public")
def test_a_file_behind_https_is_added(run: Run, secure: tuple[int, list[str]]) -> None:
    code, _, err = run("gazetteer", "add", f"https://127.0.0.1:{secure[0]}/own.csv")
    assert code == 0, err
    assert run("gazetteer", "list")[1].startswith("own\t2\tcsv")


@pytest.mark.usefixtures("loopback_is_public")
@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("missing.csv", "answered 404 Not Found"),
        ("file", "file:///etc/passwd"),
        ("plain", "only https"),
        ("inside", "10.0.0.1 is a private address"),
    ],
)
def test_a_404_and_a_redirect_astray_are_refused_in_one_line(
    run: Run, secure: tuple[int, list[str]], path: str, said: str
) -> None:
    code, _, err = run("gazetteer", "add", f"https://127.0.0.1:{secure[0]}/{path}")
    assert (code, err.count("\n")) == (1, 1), err
    assert said in err
    assert run("gazetteer", "list")[1] == ""


def test_a_public_name_that_leads_inside_is_dropped_once_connected(
    run: Run, secure: tuple[int, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "_is_inside", lambda host: False)
    code, _, err = run("gazetteer", "add", f"https://localhost:{secure[0]}/own.csv")
    assert (code, err.count("\n"), secure[1]) == (1, 1, []), err
    assert "leads to the private address 127.0.0.1" in err
