"""Nothing of what redaction takes out is anywhere in a redacted page, brief or server."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from warledger.cli import warledger
from warledger.executors.local import ingest
from warledger.pipeline import Settings
from warledger.store.opening import open_ledger
from warledger.store.redact import GRID
from warledger.store.redact_copy import TABLES, open_redacted
from warledger.web.server.prepare import prepare

pytestmark = pytest.mark.model

REPORTS = (
    {
        "report": "ferry",
        "title": "Baker Tamsin Reed tells of shelling",
        "url": "https://example.org/2015/tamsin-reed-on-the-shelling",
        "published": "2015-05-04",
        "text": (
            "ALEPPO, 4 May 2015 - Coast rebels shelled Aleppo on Sunday, killing Oren Saltmarsh, "
            '34, and his daughter Pia Saltmarsh, 7, witnesses said. "We heard three blasts," said '
            "Tamsin Reed, a baker. Reed said government troops shelled the Saint Orla Hospital "
            "at 36.2012, 37.1612, wounding seven people. Colonel Ilka Thornwater said rebels "
            "attacked the Orla refugee camp."
        ),
    },
    {
        "report": "harbour",
        "title": "Blasts heard in Aleppo",
        "published": "2015-05-05",
        "text": (
            "ALEPPO, 5 May 2015 - Coast rebels shelled Aleppo on Sunday, killing Oren Saltmarsh, "
            "34, and Pia Saltmarsh, 7, Tamsin Reed, a baker, said. Government troops captured "
            "Raqqa on 4 May 2015, state agency SANA said."
        ),
    },
)
SECRETS = ("tamsin", "saltmarsh", "oren ", "pia ", "saint orla", "orla refugee", "36.2012")
KEPT = "Thornwater"  # an officer, named with the rank


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger whose reports name private persons and sensitive sites, with a judgement."""
    folder = tmp_path_factory.mktemp("told")
    source = folder / "reports.jsonl"
    source.write_text("".join(json.dumps(report) + "\n" for report in REPORTS), "utf-8")
    path = folder / "told.ledger"
    ingest(path, [str(source)], settings=Settings(), workers=1)
    with open_ledger(path) as ledger:
        first, second = sorted(claim.claim_id for claim in ledger.claims())[:2]
    note = "Tamsin Reed says so twice"
    judged = run("judge", path, first, second, "same", "--note", note)
    assert judged.exit_code == 0, judged.stderr
    return path


def run(command: str, ledger: Path, *more: object) -> Result:
    return CliRunner().invoke(warledger, [command, str(ledger), *map(str, more)])


def told_in(words: bytes | str) -> list[str]:
    """Return the secrets that stand in some output, whatever JSON or HTML made of them."""
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    low = re.sub(r"\s+", " ", text).casefold()
    return [secret for secret in SECRETS if secret in low]


def test_what_is_hidden_would_be_shown(told: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert run("page", told, "-o", page).exit_code == 0
    assert set(told_in(page.read_bytes())) == set(SECRETS)


def test_a_redacted_page_holds_no_secret(told: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    done = run("page", told, "-o", page, "--redact")
    assert done.exit_code == 0, done.stderr
    assert told_in(page.read_bytes()) == []
    assert b"[person]" in page.read_bytes()
    assert KEPT.encode() in page.read_bytes()


@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_a_redacted_brief_holds_no_secret(told: Path, form: str) -> None:
    days = ("--from", "2015-05-01", "--to", "2015-05-31", "--format", form)
    open_words = run("brief", told, *days).stdout
    assert "saltmarsh" in told_in(open_words)
    done = run("brief", told, *days, "--redact")
    assert done.exit_code == 0, done.stderr
    assert told_in(done.stdout) == []
    assert "person" in done.stdout


def test_nothing_that_the_server_prepares_holds_a_secret(
    told: Path, tmp_path: Path
) -> None:
    prepare(told, tmp_path, redact=True)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    for path in files:
        if path.name != "ledger.duckdb":
            assert told_in(path.read_bytes()) == [], path.name
    for table, words in cells(tmp_path / "ledger.duckdb"):
        assert told_in(words) == [], table
    for path in files:  # nor what the database only marks as deleted
        assert b"Saltmarsh" not in path.read_bytes(), path.name


def cells(path: Path) -> Iterator[tuple[str, str]]:
    """Yield every row of every table as text."""
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        for (table,) in tables:
            rows = connection.execute(
                f"SELECT to_json(t)::VARCHAR FROM {table} t"
            ).fetchall()
            yield from ((table, words) for (words,) in rows)


def test_a_redacted_copy_is_whole_and_points_lie_on_the_grid(told: Path) -> None:
    with open_ledger(told) as ledger, open_redacted(told) as shown:
        assert shown.counts() == ledger.counts()
        assert shown.violations() == ()
        assert list(shown.rows("mentions"))
        for claim in shown.claims():
            for place in claim.places:
                for value in (place.lat, place.lon):
                    assert value is None or round(value / GRID) * GRID == pytest.approx(
                        value
                    )
        copied = shown.path
        assert copied != told
    assert not copied.exists()


def test_every_table_is_copied_or_left_empty_on_purpose(told: Path) -> None:
    with duckdb.connect(str(told), read_only=True) as connection:
        found = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    with open_redacted(told) as shown:
        for (table,) in found:
            (count,) = shown._connection.execute(
                f"SELECT count(*) FROM {table}"
            ).fetchall()[0]
            assert count == 0 or table in TABLES


def test_a_redacted_server_takes_no_judgements(told: Path) -> None:
    done = run("serve", told, "--write", "--redact", "--no-browser")
    assert done.exit_code == 2
    assert "leave --write away" in done.stderr
