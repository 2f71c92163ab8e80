"""Every cell that is exported rests on words of a report, on a reason, or on cells that do.

Each table's columns are listed with how they are backed; a column that is not listed fails,
so that a new one has to say it. Read are the samples and, where they lie beside the
checkout, two sets of real reports. Metadata of a report that its input gives, or does not
give, rests on the input (docs/reasons.md).
"""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from warledger.cli import warledger

Row = dict[str, Any]
Texts = Mapping[str, str]
ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
# Of a claim's row: the slots that hold spans or, empty, have a reason of their own.
SLOTS = ("actors", "targets", "places", "figures", "sources")
# Columns by the reason that tells how they were got.
BY_REASON = {"event_type": "sub_event_type", "sub_event_type": "sub_event_type"}
BY_REASON |= {"tags": "sub_event_type", "status": "status", "factuality": "status"}
NAMED = {"claim_id", "report", "run_id", "reasons"}
QUOTED = {"start", "end", "quote", "trigger_start", "trigger_end"}
INCIDENT_BY_REASON = {
    "event_type": "sub_event_type", "sub_event_type": "sub_event_type", "status": "status",
    "place": "place", "date_start": "date", "date_end": "date", "date_prec": "date",
    "side_a": "sides", "side_b": "sides", "side_a_names": "sides", "side_b_names": "sides",
    "side_a_ids": "sides", "side_b_ids": "sides", "origins": "origins",
    "origin_ids": "origins", "standing": "standing",
}  # fmt: skip
# Each entry of these names the claims that it is made of.
INCIDENT_BY_CLAIMS = {"deaths", "losses", "denials", "disagreements"}
REPORT_GIVEN = {"report", "text", "title", "outlet", "author", "url", "language", "run_id"}
REPORT_GIVEN |= {"revision", "origin_id"}
CONTROL_BY_CLAIMS = {
    "place", "holder", "kind", "from", "to", "control_id", "place_key", "holder_id", "side",
    "unconfirmed", "pocket", "from_first", "from_last", "to_first", "to_last", "last_told",
    "reason", "according_to",
}  # fmt: skip


def corpora() -> Iterator[object]:
    yield pytest.param(ROOT / "src" / "warledger" / "samples", id="samples")
    for name in ("reports", "reports_dev"):
        absent = pytest.mark.skipif(
            not (SHARED / name).is_dir(), reason=f"../shared/{name} is not there"
        )
        yield pytest.param(SHARED / name, id=name, marks=[pytest.mark.shared, absent])


@pytest.fixture(scope="module", params=list(corpora()))
def tables(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[Row]]:
    """All tables of a ledger, as its export writes them."""
    ledger = str(tmp_path_factory.mktemp("cells") / "read.ledger")

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(warledger, arguments, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout

    run("ingest", ledger, str(request.param), "--workers", "1")
    names = ("reports", "mentions", "claims", "incidents", "control")
    return {
        name: [
            json.loads(line)
            for line in run(
                "export", ledger, "--table", name, "--format", "jsonl"
            ).splitlines()
        ]
        for name in names
    }


def texts_of(tables: dict[str, list[Row]]) -> Texts:
    return {row["report"]: row["text"] for row in tables["reports"]}


def unbacked(rows: list[Row], fault: Callable[[Row, str], str | None]) -> list[str]:
    """Return what is wrong, at most the first few: id, column and why."""
    found = [
        f"{next(iter(row.values()))} {column}: {why}"
        for row in rows
        for column in row
        if (why := fault(row, column)) is not None
    ]
    return found[:20]


def quotes(item: Row, text: str) -> bool:
    """Return whether the item's words are the text at its span."""
    start, end = item["start"], item["end"]
    return bool(item["mention"]) and text[start:end] == item["mention"]


def claim_fault(texts: Texts, row: Row, column: str) -> str | None:
    why = {one["field"]: one["reason"] for one in row["reasons"]}
    text = texts[row["report"]]
    if column in NAMED:
        return None if row[column] else "is empty"
    if column in QUOTED:
        held = row["start"] <= row["trigger_start"] < row["trigger_end"] <= len(text)
        is_words = text[row["start"] : row["end"]] == row["quote"] != ""
        return None if held and is_words else "is not the text at its span"
    if column in BY_REASON:
        return None if why.get(BY_REASON[column]) else "has no reason"
    if column == "plover":
        return None if row["plover"] or why.get("plover") else "has no reason"
    if column == "date":
        day = row["date"]
        return None if why.get("date") or (day and day["basis"]) else "has no reason"
    if column in SLOTS:
        if not row[column]:
            return None if why.get(column) else "is empty without a reason"
        return item_fault(column, row[column], text)
    return "is in no list of this test"


def item_fault(column: str, items: list[Row], text: str) -> str | None:
    if not all(quotes(item, text) for item in items):
        return "has words that are not the text at their span"
    if column == "places" and not all(item["reason"] for item in items):
        return "has a place without a reason"
    if column == "actors" and not all(item["id"] or item["reason"] for item in items):
        return "has a party without an id and without a reason"
    if column == "sources" and not all(item["cue"] for item in items):
        return "has a speaker without a cue"
    return None


def test_every_cell_of_a_claim_has_a_span_or_a_reason(
    tables: dict[str, list[Row]],
) -> None:
    texts = texts_of(tables)
    assert tables["claims"]
    assert unbacked(tables["claims"], lambda r, c: claim_fault(texts, r, c)) == []


def test_every_cell_of_a_mention_has_a_span(tables: dict[str, list[Row]]) -> None:
    texts = texts_of(tables)
    wrong = [
        row
        for row in tables["mentions"]
        if row["text"] != texts[row["report"]][row["start"] : row["end"]] or not row["text"]
    ]
    assert tables["mentions"]
    assert wrong == []
    unresolved = [
        row
        for row in tables["mentions"]
        if row["kind"] in ("place", "time")
        and row.get("lat", row.get("date_start")) is None
    ]
    assert [row for row in unresolved if not row["reason"]] == []


def test_every_cell_of_an_incident_has_claims_or_a_reason(
    tables: dict[str, list[Row]],
) -> None:
    claims = {row["claim_id"]: row for row in tables["claims"]}

    def fault(row: Row, column: str) -> str | None:
        why = {one["field"]: one["reason"] for one in row["reasons"]}
        if column in ("incident_id", "reasons", "reports"):
            return None if row[column] else "is empty"
        if column == "claims":
            return None if row[column] and claims.keys() >= {*row[column]} else "is unknown"
        if column in INCIDENT_BY_REASON:
            return None if why.get(INCIDENT_BY_REASON[column]) else "has no reason"
        if column in INCIDENT_BY_CLAIMS:
            named = {*ids_in(row[column])}
            is_told = not row[column] or (named and named <= claims.keys())
            return None if is_told else "names no claim"
        return "is in no list of this test"

    assert tables["incidents"]
    assert unbacked(tables["incidents"], fault) == []


def ids_in(value: object) -> Iterator[str]:
    """Yield the claims' ids that an entry names, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "claims" and isinstance(inner, list):
                yield from inner
            elif key in ("claim", "claim_id", "denied_by", "denies"):
                yield from [inner] if isinstance(inner, str) else inner
            else:
                yield from ids_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from ids_in(inner)


def test_every_cell_of_a_state_of_control_has_claims(
    tables: dict[str, list[Row]],
) -> None:
    claims = {row["claim_id"] for row in tables["claims"]}
    states = {row["control_id"] for row in tables["control"]}

    def fault(row: Row, column: str) -> str | None:
        if column == "claims":
            return None if row["claims"] and claims >= {*row["claims"]} else "is unknown"
        if column in ("contradicted_by", "ended_by"):
            return None if claims | states >= {*row[column]} else "is unknown"
        return None if column in CONTROL_BY_CLAIMS else "is in no list of this test"

    assert unbacked(tables["control"], fault) == []


def test_every_cell_of_a_report_is_given_or_has_a_reason(
    tables: dict[str, list[Row]],
) -> None:
    def fault(row: Row, column: str) -> str | None:
        if column in REPORT_GIVEN:
            return None
        if column in ("published", "published_basis"):
            return None if row["published_basis"] else "has no reason"
        if column in ("state", "reason"):
            is_told = row["state"] != "skipped" or row["reason"]
            return None if is_told else "has no reason"
        if column in ("copy_of", "copy_share", "copy_passages", "copy_evidence"):
            is_told = row["copy_of"] is None or row["copy_evidence"]
            return None if is_told else "has no reason"
        if column in ("sections", "excluded", "passed_over"):
            inside = all(
                0 <= one.get("start", 0) <= one.get("end", 0) <= len(row["text"])
                for one in row[column]
            )
            needs = column != "sections"
            has_why = all(one["reason"] for one in row[column]) if needs else True
            return None if inside and has_why else "has no span or no reason"
        return None if column == "notes" else "is in no list of this test"

    assert tables["reports"]
    assert unbacked(tables["reports"], fault) == []
