import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from warledger import __version__, cli
from warledger.cli.ingest import SHOWN_LINES, tally_lines
from warledger.store.opening import open_ledger

Run = Callable[..., "Outcome"]
STORY = (
    "Quellin, 4 May 2014 (Lantern Daily) - Coast rebels shelled the town of Aleppo on Saturday, "
    "killing seven soldiers, the army said. Government troops captured three villages near Homs.\n"
)


class Outcome:
    """What a command did: its exit code, its data, and its lines for people."""

    def __init__(self, code: int, out: bytes, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def rows(self) -> list[dict]:
        return [json.loads(line) for line in self.out.decode().splitlines()]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    def call(*arguments: object) -> Outcome:
        with pytest.raises(SystemExit) as ended:
            cli.main([str(argument) for argument in arguments])
        sys.stdout.flush()
        told = capfdbinary.readouterr()
        code = ended.value.code
        return Outcome(code if isinstance(code, int) else 1, told.out, told.err.decode())

    return call


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "ferry.txt").write_text(STORY)
    (folder / "empty.txt").write_text("")
    return folder


def test_the_version_is_told(run: Run) -> None:
    outcome = run("--version")
    assert (outcome.code, __version__ in outcome.out.decode()) == (0, True)


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys; from warledger import cli\n"
        "try: cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'duckdb', 'pyarrow', 'numpy', 'rich', 'trafilatura'} & set(sys.modules)\n"
        "print('HEAVY', sorted(heavy))"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert "HEAVY []" in told.stdout


def test_every_command_has_help_with_an_example_and_stands_in_the_guide() -> None:
    guide = (Path(__file__).parents[1] / "docs" / "guide.md").read_text(encoding="utf-8")
    for name, command in cli.warledger.commands.items():
        assert f"`warledger {name}" in guide
        if name not in {"serve", "gazetteer"}:
            assert "Example:" in (command.help or "")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["export", "x", "--table", "reports", "--format", "geojson"], "'reports' is not written as 'geojson'; it is written as: jsonl, csv, parquet"),
        (["export", "x", "--table", "control", "--format", "acled"], "it is written as: jsonl, csv, parquet, geojson, geoparquet, hxl, jsonld, timemap"),
        (["export", "x", "--table", "mentions", "--format", "ucdp"], "it is written as: jsonl, csv, parquet, geojson, geoparquet"),
    ],
)  # fmt: skip
def test_a_format_that_a_table_does_not_have_ends_with_2_and_one_line(
    run: Run, arguments: list[str], line: str
) -> None:
    outcome = run(*arguments)
    assert outcome.code == 2
    assert line in outcome.err
    assert outcome.err.count("\n") == 1


def test_serving_a_ledger_that_is_not_there_is_one_line(run: Run) -> None:
    outcome = run("serve", "x", "--no-browser")
    assert (outcome.code, "x: no such ledger" in outcome.err) == (1, True)
    assert outcome.err.count("\n") == 1


def test_the_command_knows_the_formats_that_there_are() -> None:
    from warledger.cli.export import BINARY, FORMATS
    from warledger.store import exports

    assert {name: found.tables for name, found in exports.FORMATS.items()} == FORMATS
    assert {name for name, found in exports.FORMATS.items() if found.is_binary} == BINARY


@pytest.mark.parametrize("arguments", [["export"], ["ingest", "x"], ["nothing"], ["export", "x", "--table", "wars"], ["ingest", "x", "y", "--workers", "0"]])  # fmt: skip
def test_wrong_usage_ends_with_2(run: Run, arguments: list[str]) -> None:
    assert run(*arguments).code == 2


def test_a_missing_path_ends_with_1_and_makes_no_ledger(run: Run, tmp_path: Path) -> None:
    outcome = run("ingest", tmp_path / "x.ledger", tmp_path / "none.txt")
    assert outcome.code == 1
    assert outcome.err.count("\n") == 1
    assert "none.txt: no such file or folder" in outcome.err
    assert list(tmp_path.iterdir()) == []


def test_a_missing_ledger_ends_with_1(run: Run, tmp_path: Path) -> None:
    outcome = run("export", tmp_path / "x.ledger", "--table", "claims")
    assert (outcome.code, "no such ledger" in outcome.err) == (1, True)


@pytest.mark.model
def test_a_folder_becomes_a_ledger_and_is_exported(
    run: Run, reports: Path, tmp_path: Path
) -> None:
    ledger = tmp_path / "own.ledger"
    outcome = run("ingest", ledger, reports)
    assert (outcome.code, outcome.out) == (0, b"")
    assert "read 2 reports: 1 taken in, 1 skipped, 0 already in" in outcome.err
    assert "empty.txt: file is empty" in outcome.err
    rows = run("export", ledger, "--table", "reports").rows
    assert [(row["report"], row["state"]) for row in rows] == [
        ("empty", "skipped"),
        ("ferry", "ingested"),
    ]
    claims = run("export", ledger, "--table", "claims").rows
    assert claims
    assert all(STORY[c["start"] : c["end"]] == c["quote"] for c in claims)
    again = run("ingest", ledger, reports)
    assert "0 taken in, 0 skipped, 2 already in" in again.err
    assert run("export", ledger, "--table", "claims").rows == claims


@pytest.mark.model
def test_only_unreadable_input_ends_with_1(run: Run, reports: Path, tmp_path: Path) -> None:
    assert run("ingest", tmp_path / "own.ledger", reports / "empty.txt").code == 1


@pytest.mark.model
def test_the_ledger_in_a_folder_that_is_read_is_no_report(run: Run, reports: Path) -> None:
    ledger = reports / "own.ledger"
    run("ingest", ledger, reports)
    assert "read 2 reports" in run("ingest", ledger, reports).err


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "small.ledger"
    open_ledger(path, write=True).close()
    return path


def test_a_file_is_put_in_place_whole(run: Run, ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "claims.csv"
    out.write_text("old")
    outcome = run("export", ledger, "--table", "claims", "--format", "csv", "-o", out)
    assert (outcome.code, outcome.out) == (0, b"")
    assert next(csv.reader(io.StringIO(out.read_text())))[0] == "claim_id"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "claims.csv",
        "small.ledger",
    ]


def test_an_output_that_cannot_be_written_ends_with_1(
    run: Run, ledger: Path, tmp_path: Path
) -> None:
    outcome = run(
        "export", ledger, "--table", "claims", "-o", tmp_path / "none" / "x.jsonl"
    )
    assert (outcome.code, "cannot be written" in outcome.err) == (1, True)


def test_the_ledger_is_not_overwritten_by_its_own_export(run: Run, ledger: Path) -> None:
    before = ledger.read_bytes()
    outcome = run("export", ledger, "--table", "claims", "-o", ledger)
    assert (outcome.code, "is the ledger itself" in outcome.err) == (2, True)
    assert ledger.read_bytes() == before


def test_a_device_is_written_and_stays_a_device(run: Run, ledger: Path) -> None:
    assert run("export", ledger, "--table", "claims", "-o", os.devnull).code == 0
    assert not Path(os.devnull).is_file()


def test_a_dash_means_standard_output(run: Run, ledger: Path) -> None:
    outcome = run("export", ledger, "--table", "claims", "--format", "csv", "-o", "-")
    assert (outcome.code, outcome.out[:8]) == (0, b"claim_id")


def test_a_reader_that_has_had_enough_is_no_error(ledger: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    code = "from warledger import cli; import sys; cli.main(sys.argv[1:])"
    told = subprocess.run(
        [sys.executable, "-c", code, "export", str(ledger), "--table", "claims", "--format", "csv"],
        stdout=writer, stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    os.close(writer)
    assert (told.returncode, told.stderr) == (0, "")


def test_evaluate_scores_a_ledger_by_its_own_gold(
    run: Run, ledger: Path, tmp_path: Path
) -> None:
    gold = tmp_path / "gold.jsonl"
    entry = {slot: [] for slot in ("actors", "targets", "places", "figures", "sources")}
    entry |= {
        "report": "x",
        "quote": "q",
        "sub_event_type": "Attack",
        "core": True,
        "status": "occurred",
        "date": None,
    }
    gold.write_text(json.dumps(entry))
    outcome = run("evaluate", gold, "--ledger", ledger, "--json")
    assert (outcome.code, json.loads(outcome.out)["gold_core"]) == (0, 1)


def test_a_long_list_of_skips_is_cut_and_says_how_to_see_it() -> None:
    from warledger.pipeline import Tally

    skipped = tuple((f"r{number}", "no\ntext") for number in range(50))
    lines = list(tally_lines(Tally(read=50, skipped=skipped), Path("x.ledger")))
    assert len(lines) == 2 + SHOWN_LINES + 1
    assert "and 30 more" in lines[-1]


def test_a_redacted_export_names_no_private_person(run: Run, tmp_path: Path) -> None:
    text = (
        "Coast rebels shelled Aleppo on Saturday, killing a teacher, Lina Harrow, and her son, "
        "residents said.\n"
    )
    (tmp_path / "a.txt").write_text(f"Quellin, 4 May 2014 (Lantern Daily) - {text}")
    run("ingest", tmp_path / "x.ledger", tmp_path / "a.txt")
    plain = run("export", tmp_path / "x.ledger", "--table", "reports")
    redacted = run("export", tmp_path / "x.ledger", "--table", "reports", "--redact")
    assert "Lina Harrow" in plain.rows[0]["text"]
    assert "Harrow" not in redacted.out.decode()
    assert "Aleppo" in redacted.rows[0]["text"]
