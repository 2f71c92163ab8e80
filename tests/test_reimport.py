"""`warledger export --table ledger` and `warledger import`, as a user calls them."""

import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app_ledger import make_ledger
from warledger.cli import warledger
from warledger.errors import StoreError


def call(*arguments: object, given: bytes | None = None) -> Result:
    return CliRunner().invoke(warledger, [str(word) for word in arguments], input=given)


def test_a_ledger_goes_out_and_in_by_file_and_by_pipe(tmp_path: Path) -> None:
    old, text = make_ledger(tmp_path / "old.ledger"), tmp_path / "war.jsonl"
    assert call("export", old, "--table", "ledger", "-o", text).exit_code == 0
    made = call("import", tmp_path / "new.ledger", text)
    assert (made.exit_code, "checked, sound" in made.stderr) == (0, True)
    piped = call("import", tmp_path / "piped.ledger", "-", given=text.read_bytes())
    assert piped.exit_code == 0
    for name in ("new", "piped"):
        for table in ("incidents", "control", "ledger"):
            again = call("export", tmp_path / f"{name}.ledger", "--table", table)
            assert again.output == call("export", old, "--table", table).output


def test_what_cannot_be_imported_ends_the_command(tmp_path: Path) -> None:
    new = tmp_path / "new.ledger"
    missing = call("import", new, tmp_path / "none.jsonl")
    assert "none.jsonl: cannot be read" in str(missing.exception)
    other = call("import", new, "-", given=b'{"claim_id": "1"}\n')
    assert isinstance(other.exception, StoreError)
    assert "no export of a whole ledger" in str(other.exception)
    assert list(tmp_path.iterdir()) == []


def test_a_redacted_ledger_is_not_written(tmp_path: Path) -> None:
    old = make_ledger(tmp_path / "old.ledger")
    refused = call("export", old, "--table", "ledger", "--redact")
    assert (refused.exit_code, refused.stdout) == (2, "")


@pytest.mark.model
def test_a_ledger_of_read_reports_keeps_every_byte(tmp_path: Path) -> None:
    from warledger.executors.local import ingest
    from warledger.pipeline import Settings
    from warledger.pipeline.reimport import reimport
    from warledger.store.exports import FORMATS, write_table
    from warledger.store.opening import open_ledger

    samples = Path(__file__).resolve().parents[1] / "src" / "warledger" / "samples"
    old, new = tmp_path / "old.ledger", tmp_path / "new.ledger"
    ingest(old, [str(samples)], settings=Settings(), workers=1)

    def exported(path: Path, table: str, form: str) -> bytes:
        out = io.BytesIO()
        with open_ledger(path) as ledger:
            write_table(ledger, table=table, form=form, out=out)
        return out.getvalue()

    reimport(new, io.BytesIO(exported(old, "ledger", "jsonl")), "samples")
    for form, found in FORMATS.items():
        for table in found.tables:
            assert exported(new, table, form) == exported(old, table, form), (table, form)
