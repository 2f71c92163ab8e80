"""What is shown of hostile words: exports read back, pages, the terminal, the page's server."""

import asyncio
import csv
import io
import json
from collections.abc import Mapping, MutableMapping
from contextlib import ExitStack, redirect_stderr
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from fuzz.file_readers import folder
from fuzz.hostile import FIELDS, hostile_report
from fuzz.oracles import Cut, check_lines, check_stored, text_of
from served import PORT, made_ledger
from warledger.cli.base import printable, say
from warledger.model import Extraction
from warledger.store.exports.csv import unguard, write_lines
from warledger.store.exports.jsonl import json_text
from warledger.store.rows import to_entry
from warledger.web.brief.markdown import escaped
from warledger.web.page import page_html
from warledger.web.reading import is_hidden
from warledger.web.server.app import make_app
from warledger.web.server.guard import LONGEST_QUERY
from warledger.web.server.keeper import Keeper
from warledger.web.server.prepare import prepare
from warledger.web.server.settings import Settings
from warledger.web.server.tables import csv_lines, file_name

ANSWERS = frozenset({200, 201, 304, 308, 400, 403, 404, 405, 409, 413, 421})
JUDGED = 6
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def words_of(data: bytes) -> list[str]:
    """Return the words for each field: the lines of the input, taken in turn."""
    lines = text_of(data).split("\n") or [""]
    return [lines[number % len(lines)] for number in range(FIELDS)]


def read_exports(data: bytes) -> None:
    """Write hostile cells as CSV, JSON Lines and Parquet and read the same words back."""
    words = words_of(data)
    out = io.BytesIO()
    assert write_lines(out, [["a"] * FIELDS], [words, words]) == 2
    raw = list(csv.reader(io.StringIO(out.getvalue().decode(), newline="")))
    assert [unguard(cell) for cell in raw[1]] == words
    assert not any(cell.startswith(RUN_BY_SPREADSHEETS) for cell in raw[1])
    served = b"".join(csv_lines(["a", "b"], [{"a": words[0], "b": words[1]}])).decode()
    assert [
        unguard(c) for c in list(csv.reader(io.StringIO(served, newline="")))[1]
    ] == words[:2]
    line = json_text({"words": words})
    assert len(line.splitlines()) == 1
    assert json.loads(line) == {"words": words}
    table = io.BytesIO()
    pq.write_table(pa.table({"words": words}), table)
    assert pq.ParquetFile(table).read(use_threads=False)["words"].to_pylist() == words
    report, claim = hostile_report(words)
    extraction = Extraction(report.report_id, claims=(claim,))
    entry = to_entry(report, extraction, revision=1, run_id="run")
    assert len(entry.claims) == 1
    check_stored(entry)
    name = file_name(*words[:2])
    assert "/" not in name
    assert not name.startswith(".")


class Outline(HTMLParser):
    """Collects which elements with which attributes a page has."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_comment(self, data: str) -> None:
        self.found.append(("!--", ()))


def outline(html: str) -> list[tuple[str, tuple[str, ...]]]:
    parser = Outline()
    parser.feed(html)
    parser.close()
    return parser.found


def read_html(data: bytes) -> None:
    """Put hostile words into every field of a page: its elements stay those of harmless words."""
    words = words_of(data)
    harmless = ["".join("x" if c.strip() else c for c in word) for word in words]
    html = page_html([_told(words)], title=words[0])
    assert outline(html) == outline(page_html([_told(harmless)], title=harmless[0]))
    shown = html.replace("\n", "").replace("\t", "")
    assert not any(is_hidden(c) for c in set(shown)), (
        "a hidden character is on the page raw"
    )
    block = json.loads(html.split('id="ledger">')[1].split("</script>")[0])
    assert block["reports"]
    for word in words[:4]:
        line = escaped(word)
        assert len(line.splitlines()) <= 1
        assert "<" not in line


def _told(words: list[str]) -> tuple[Any, list[Any]]:
    # Where something is placed, drawing the map around it costs more than all else.
    report, claim = hostile_report(words, is_placed=False)
    return report, [claim]


def read_terminal(data: bytes) -> None:
    """Say hostile words: what reaches the terminal steers nothing."""
    words = text_of(data)
    err = io.StringIO()
    with redirect_stderr(err):
        say(words)
    check_lines([err.getvalue().removesuffix("\n")])
    check_lines(printable(words).split("\n"))


SERVED = ExitStack()


@cache
def _app() -> tuple[Any, str, asyncio.Runner, tuple[str, ...]]:
    """Serve a made ledger to this process; return the application, its token, claims' ids."""
    path = folder() / "made.ledger"
    made_ledger().make_ledger(path, incidents=12, claims=40, seed=5)
    keeper = SERVED.enter_context(Keeper(path, preparing=prepare))
    app = make_app(keeper, port=PORT, settings=Settings(write=True))
    claims = tuple(str(row["claim_id"]) for row in keeper.view.ledger.rows("claims"))
    return app, keeper.token, asyncio.Runner(), claims[:JUDGED]


ROUTES = (
    "/api/meta", "/api/points", "/api/mask", "/api/facets", "/api/timeline", "/api/view",
    "/api/grid", "/api/incidents", "/api/search", "/api/runs", "/incidents.csv",
    "/incidents.geojson", "/api/incidents/", "/api/places/", "/api/actors/", "/api/speakers/",
    "/api/outlets/", "/api/reports/", "/reports/", "/places/", "/static/app/", "/api/judge", "/",
)  # fmt: skip


def read_api(data: bytes) -> None:
    """Ask the page's server: the first line is the path's end, the rest query or body."""
    cut = Cut(data)
    route = ROUTES[cut.number(len(ROUTES) - 1)]
    end, _, rest = cut.rest.partition(b"\n")
    is_judging = route == "/api/judge"
    path = route + text_of(end) if route.endswith("/") else route
    query = rest if route.endswith("/") else cut.rest
    status, headers, body = _asked(
        "POST" if is_judging else "GET", path, b"" if is_judging else query, cut.rest
    )
    assert status in ANSWERS, f"{path!r} {query!r} was answered {status}"
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    if status >= 400 and not headers["content-type"].startswith("text/html"):
        told = json.loads(body)
        assert list(told) == ["error"]
        assert len(told["error"].splitlines()) == 1
    if len(query) > LONGEST_QUERY and not is_judging:
        assert status == 400


def _asked(
    method: str, path: str, query: bytes, body: bytes
) -> tuple[int, Mapping[str, str], bytes]:
    app, token, runner, _ = _app()
    home = f"127.0.0.1:{PORT}"
    sent = {
        "host": home, "origin": f"http://{home}", "x-warledger-token": token,
        "content-type": "application/json",
    }  # fmt: skip
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
        "scheme": "http", "path": path, "raw_path": path.encode("utf-8"), "query_string": query,
        "root_path": "", "client": ("127.0.0.1", 1), "server": ("127.0.0.1", PORT),
        "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
    }  # fmt: skip
    answered: list[MutableMapping[str, Any]] = []
    given = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> MutableMapping[str, Any]:
        if not given:  # the asker stays until it is answered
            await asyncio.Event().wait()
        return given.pop()

    async def send(message: MutableMapping[str, Any]) -> None:
        answered.append(message)

    runner.run(app(scope, receive, send))
    headers = {
        name.decode("latin-1").lower(): value.decode("latin-1")
        for name, value in answered[0]["headers"]
    }
    content = b"".join(message.get("body", b"") for message in answered[1:])
    return answered[0]["status"], headers, content


HOSTILE = (
    "<script>alert(1)</script>", "</script><img src=x onerror=alert(1)>", "<!-- <script> ]]>",
    "\"' onfocus=alert(1) autofocus x='", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\tx",
    "\rx", "'=x", "\x1b[31mred\x1b]8;;https://x.example\x07link\x1b]8;;\x07", "\x9b2J\x07",
    "\u202egpj.exe\u202c \u2066x\u2069", "[x](javascript:alert(1))", "$title ${data} {{7*7}}",
    "\x00", "\ufeff\u200b\u2028\u2029\x85", "%s %n {0}", "../../etc/passwd", "[bold]x[/bold]",
)  # fmt: skip
HOSTILE_SEEDS = ("\n".join(HOSTILE).encode(), *(words.encode() for words in HOSTILE))
QUERIES = (
    b"from=2017&to=2018-02&q=%22a%20b%22%20-c%20d*", b"bbox=-10,-5,10.5,5&type=Battles&prec=1",
    b"limit=5&sort=-claims&after=WyIiLDAsIiJd", b"country=SY&side=&bin=month&by=side&cell=0.5",
    b"top=3&status=denied&standing=contested&place=x%00y", b"\nrevision=1", b"x.csv\n",
)  # fmt: skip
SEEDS = {
    "exports": HOSTILE_SEEDS, "html": HOSTILE_SEEDS, "terminal": HOSTILE_SEEDS,
    "api": (*tuple(bytes([n]) + QUERIES[n % len(QUERIES)] for n in range(len(ROUTES))), b"\x15" + b'{"a": "0123456789abcdef", "b": "0123456789abcdee", "verdict": "same"}'),
}  # fmt: skip
READ = {
    "exports": read_exports, "html": read_html, "terminal": read_terminal, "api": read_api,
}  # fmt: skip
WORDS = {
    "exports": (*HOSTILE[4:11], '"', ",", "\n"), "html": (*HOSTILE[:4], "&", "<", '"', "-->"),
    "terminal": HOSTILE[11:14],
    "api": ("from=", "to=", "q=", "bbox=", "limit=", "after=", "sort=", "type=", "place=", "&",
            "%00", "%ff", "cell=", "top=", "bin=", "by=", '"verdict": "same"', "NEAR(", '"', "*"),
}  # fmt: skip
