"""A ledger of which every field is hostile words gives them back from every format, unharmed."""

import csv
import io
import json
import tempfile
from pathlib import Path

import pyarrow.parquet as pq
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fuzz.hostile import FIELDS, hostile_report
from fuzz.shown_readers import HOSTILE, RUN_BY_SPREADSHEETS
from warledger.model import Extraction
from warledger.pipeline.reconcile import reconcile
from warledger.store.exports import FORMATS, write_table
from warledger.store.exports.csv import unguard
from warledger.store.exports.jsonl import plain
from warledger.store.ledger import Ledger
from warledger.store.opening import open_ledger
from warledger.store.rows import to_entry
from warledger.store.run import Run

RUN = Run("0", {"model": "m"}, "m", "a", "b")
TABLES = {"reports", "mentions", "claims", "incidents", "control"}
CSV_FORMS = ("csv", "acled", "ucdp", "hxl")
WORDS = st.lists(
    st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), max_size=12)),
    min_size=1, max_size=FIELDS,
)  # fmt: skip


@settings(max_examples=3, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=3))
@example([list(HOSTILE), ["\r\n", "x\ry", "\x00"]])
def test_every_export_holds_the_words_and_no_formula(told: list[list[str]]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        made(Path(folder) / "war.ledger", told) as ledger,
    ):
        for form, format_ in FORMATS.items():
            for table in TABLES & set(format_.tables):
                out = io.BytesIO()
                written = write_table(ledger, table=table, form=form, out=out)
                rows = read_back(out.getvalue(), form)
                assert rows == written.rows, (form, table)
        same_in_each(ledger)


def made(path: Path, told: list[list[str]]) -> Ledger:
    ledger = open_ledger(path, write=True)
    ledger.begin(RUN)
    for number, given_words in enumerate(told):
        words = [given_words[n % len(given_words)] for n in range(FIELDS)]
        report, claim = hostile_report(words, name=f"{words[0]}{number}")
        extraction = Extraction(report.report_id, claims=(claim,))
        ledger.append([to_entry(report, extraction, revision=1, run_id=RUN.run_id)])
    reconcile(ledger)
    return ledger


def read_back(data: bytes, form: str) -> int:
    """Return how many rows a reader of the format finds; cells must start no formula."""
    if form in CSV_FORMS:
        rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
        heads = 2 if form == "hxl" else 1
        assert {len(row) for row in rows} == {len(rows[0])}
        for row in rows[heads:]:
            assert not any(
                cell.startswith(RUN_BY_SPREADSHEETS) and not is_number(cell) for cell in row
            )
        return len(rows) - heads
    if form in ("parquet", "geoparquet"):
        return int(pq.ParquetFile(io.BytesIO(data)).read(use_threads=False).num_rows)
    if form == "jsonl":
        return len([json.loads(line) for line in data.decode().splitlines()])
    whole = json.loads(data)
    return len(
        whole[{"geojson": "features", "jsonld": "@graph", "timemap": "events"}[form]]
    )


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def same_in_each(ledger: Ledger) -> None:
    """CSV and Parquet hold, cell by cell, what JSON Lines holds, and quotes are the text."""
    texts = {}
    for table in ("reports", "claims"):
        lines = [
            json.loads(line)
            for line in written(ledger, table, "jsonl").decode().splitlines()
        ]
        cells = list(
            csv.DictReader(io.StringIO(written(ledger, table, "csv").decode(), newline=""))
        )
        packed = pq.ParquetFile(io.BytesIO(written(ledger, table, "parquet")))
        rows = packed.read(use_threads=False).to_pylist()
        for line, cell, row in zip(lines, cells, rows, strict=True):
            for name, value in line.items():
                assert plain(row[name], name) == value
                if isinstance(value, str):
                    assert unguard(cell[name]) == value
        if table == "reports":
            texts = {line["report"]: line["text"] for line in lines}
        else:
            assert all(
                texts[c["report"]][c["start"] : c["end"]] == c["quote"] for c in lines
            )


def written(ledger: Ledger, table: str, form: str) -> bytes:
    out = io.BytesIO()
    write_table(ledger, table=table, form=form, out=out)
    return out.getvalue()
