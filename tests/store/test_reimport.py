"""Out of a ledger and in again: the same ledger, or one line that says why not."""

import io
import json
from collections.abc import Callable, Iterable
from datetime import datetime
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warledger.errors import ConfigError, StoreError
from warledger.model import Extraction, ReportState
from warledger.pipeline.reconcile import reconcile
from warledger.pipeline.reimport import reimport
from warledger.store.check import check
from warledger.store.exports import write_table
from warledger.store.lake import Manifest, write_manifest, write_part
from warledger.store.opening import open_ledger
from warledger.store.rows import to_entry

TABLES = ("reports", "mentions", "claims", "incidents", "control")
# A report: what stands before and behind its sentence, and how many older texts it has.
REPORTS = st.lists(
    st.tuples(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
        st.integers(0, 2),
    ),
    min_size=1,
    max_size=4,
)


def exported(path: Path, table: str, form: str = "jsonl") -> bytes:
    out = io.BytesIO()
    with open_ledger(path) as ledger:
        write_table(ledger, table=table, form=form, out=out)
    return out.getvalue()


def imported(path: Path, content: bytes) -> Path:
    reimport(path, io.BytesIO(content), "war.jsonl")
    return path


def sealed(lines: Iterable[dict]) -> bytes:
    """Return the lines with an end that fits them, as a careful forger would write it."""
    body = "".join(f"{json.dumps(line)}\n" for line in lines).encode()
    end = {"lines": body.count(b"\n"), "sha256": sha256(body).hexdigest()}
    return body + json.dumps({"end": end}).encode() + b"\n"


def unsealed(content: bytes) -> list[dict]:
    return [json.loads(line) for line in content.splitlines()[:-1]]


def fill(path: Path, hand: SimpleNamespace, reports: list[tuple[str, str, int]]) -> None:
    """Write reports with older texts, a skipped one, and judgements of their claims."""
    claims = []
    with open_ledger(path, write=True) as ledger:
        ledger.begin(hand.run)
        for number, (before, behind, older) in enumerate(reports):
            name = f"r{number}"
            for revision in range(1, older + 2):
                text = f"{before}{hand.text}{'+' * revision}{behind}"
                ledger.append([hand.entry(name, text, revision)])
                claims.append(hand.claim(name, text).claim_id)
        lost = hand.report("lost", "", state=ReportState.SKIPPED, reason="no text",
                           sections=(), excluded=())  # fmt: skip
        ledger.append(
            [to_entry(lost, Extraction("lost"), revision=1, run_id=hand.run.run_id)]
        )
        pairs = sorted({tuple(sorted(p)) for p in pairwise(claims)})
        made = datetime(1904, 5, 6, 7, 8, 9, 10)  # noqa: DTZ001  stored without a zone
        rows = [
            {"number": n, "claim_a": a, "claim_b": b, "verdict": "different", "by": "=A",
             "note": None, "made": made}
            for n, (a, b) in enumerate(pairs, 1) if a != b
        ]  # fmt: skip
        with ledger.writing():
            ledger.insert("judgements", rows)
        reconcile(ledger)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, hand: SimpleNamespace) -> bytes:
    """The export of a ledger of two reports, one of them with an older text."""
    path = tmp_path_factory.mktemp("whole") / "old.ledger"
    fill(path, hand, [("", "", 1), ("Ünder 𝔔. ", "\x85\u2028", 0)])
    return exported(path, "ledger")


@settings(max_examples=5)
@given(reports=REPORTS)
def test_what_goes_out_comes_in_again_byte_for_byte(
    tmp_path_factory: pytest.TempPathFactory,
    hand: SimpleNamespace,
    reports: list[tuple[str, str, int]],
) -> None:
    folder = tmp_path_factory.mktemp("again")
    old, new = folder / "old.ledger", folder / "new.ledger"
    fill(old, hand, reports)
    imported(new, exported(old, "ledger"))
    for table in TABLES:
        for form in ("jsonl", "parquet"):
            assert exported(new, table, form) == exported(old, table, form)
    assert exported(new, "ledger") == exported(old, "ledger")
    with open_ledger(new) as ledger:
        assert check(ledger) == ()


def test_older_texts_judgements_and_clocks_are_in_it(whole: bytes) -> None:
    kinds = [next(iter(line)) for line in unsealed(whole)]
    assert kinds[:3] == ["ledger", "run", "report"]
    assert kinds.count("report") == 4
    assert kinds.count("claim") == 3
    rows = [line["judgement"] for line in unsealed(whole) if "judgement" in line]
    assert {row["made"] for row in rows} == {"1904-05-06T07:08:09.000010"}


def first(lines: list[dict], kind: str) -> dict:
    return next(line[kind] for line in lines if kind in line)


def an_edit(kind: str, **fields: object) -> Callable[[list[dict]], None]:
    return lambda lines: first(lines, kind).update(fields)


def without(kind: str, field: str) -> Callable[[list[dict]], None]:
    return lambda lines: first(lines, kind).pop(field)


def in_figure(**fields: object) -> Callable[[list[dict]], None]:
    return lambda lines: first(lines, "claim")["figures"][0].update(fields)


EDITS = {
    "a quote": (an_edit("claim", quote="He won."), r"line \d+: claim: quote 'He won.' is not the report's text at 16:"),
    "a span": (an_edit("mention", start=0, end=3), r"line \d+: mention: text .* is not the report's text at 0:3"),
    "a span backwards": (an_edit("mention", start=9, end=3), "at 9:3"),
    "a place's mention": (lambda lines: first(lines, "claim")["places"][0].update(mention="Rome"), "places: mention 'Rome' is not"),
    "a date's mention": (lambda lines: first(lines, "claim")["date"].update(mention="May"), "date: mention 'May' is not"),
    "bounds": (in_figure(low=90.0), "bounds are out of order"),
    "a text": (lambda lines: first(lines, "report").update(text=first(lines, "report")["text"] + "!"), "text is not what its digest was made of: lost"),
    "a claim's id": (an_edit("claim", claim_id="0" * 16), "claim's id is not that of its words: 0{16}"),
    "a run": (an_edit("run", version="9.9"), "run's id is not that of its manifest"),
    "the form": (an_edit("ledger", form=2), "war.jsonl: form 2 of warledger .*, expected 1; use the version of warledger that wrote it"),
    "another file": (lambda lines: lines.pop(0), "no export of a whole ledger"),
    "a field more": (an_edit("report", mood="grim"), "other fields than expected: lacks nothing; has mood"),
    "a field less": (without("claim", "tags"), "other fields than expected: lacks tags; has nothing"),
    "text for a number": (an_edit("mention", start="1"), "mention: start: '1', expected a whole number"),
    "truth for a number": (in_figure(high=True), "claim: figures: high: True, expected a number"),
    "a day that is none": (an_edit("report", published="1904-02-30"), "published: '1904-02-30', expected a day"),
    "half a character": (an_edit("report", title="\ud800"), "title: .*, expected text"),
    "an endless number": (in_figure(high=float("inf")), "not JSON of ours"),
    "a mention of nobody": (an_edit("mention", report="r9"), "is not of the report before it"),
    "a claim without report": (lambda lines: lines.insert(2, lines.pop()), "line 4: 'report' may not stand here"),
    "a report twice": (lambda lines: lines.insert(2, lines[2]), r"war.jsonl, from line \d+: .*duplicate key"),
    "a run that is gone": (lambda lines: lines.pop(1), "war.jsonl, from line 2: .*foreign key"),
    "a state that is none": (an_edit("report", state="lost"), "CHECK constraint failed"),
    "a kind that is none": (lambda lines: lines.insert(2, {"war": {}}), "line 3: 'war' may not stand here"),
    "two kinds in a line": (lambda lines: lines[2].update(war={}), "line 3: expected an object with one key"),
}  # fmt: skip


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_export_is_refused_and_leaves_nothing(
    tmp_path: Path, whole: bytes, edit: str
) -> None:
    lines = unsealed(whole)
    change, complaint = EDITS[edit]
    change(lines)
    path = tmp_path / "new.ledger"
    with pytest.raises(StoreError, match=complaint) as refused:
        imported(path, sealed(lines))
    assert "\n" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        (lambda content: b"", "breaks off after line 0"),
        (lambda content: content[: content.rindex(b'{"end"')], r"breaks off after line \d+"),
        (lambda content: content[: len(content) // 2], "not JSON of ours"),
        (lambda content: content + content, "stands after the end"),
        (lambda content: content.replace(b'"Lantern"', b'"Beacon"', 1), "is not as it was written"),
        (lambda content: b"[" * 100_000, "not JSON of ours"),
        (lambda content: b"\xff\xfe", "not JSON of ours"),
    ],
)  # fmt: skip
def test_a_damaged_export_is_refused(
    tmp_path: Path, whole: bytes, damage: Callable[[bytes], bytes], complaint: str
) -> None:
    with pytest.raises(StoreError, match=complaint):
        imported(tmp_path / "new.ledger", damage(whole))
    assert not (tmp_path / "new.ledger").exists()


@settings(max_examples=15)
@given(data=st.data())
def test_no_changed_byte_makes_another_ledger(
    tmp_path_factory: pytest.TempPathFactory, whole: bytes, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != whole[at]))
    path = tmp_path_factory.mktemp("damaged") / "new.ledger"
    try:
        imported(path, whole[:at] + bytes([byte]) + whole[at + 1 :])
    except StoreError:
        assert not path.exists()
    else:  # only where the byte says nothing, such as a space
        assert exported(path, "ledger") == whole


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path, whole: bytes) -> None:
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(ConfigError, match="is there already"):
        imported(tmp_path / "mine", whole)
    assert (tmp_path / "mine").read_text() == "mine"


def test_what_a_killed_import_left_is_in_nobody_s_way(tmp_path: Path, whole: bytes) -> None:
    (tmp_path / ".new.ledger.import").write_text("half")
    (tmp_path / ".new.ledger.import.wal").write_text("half")
    path = imported(tmp_path / "new.ledger", whole)
    assert exported(path, "ledger") == whole
    assert {found.name for found in tmp_path.iterdir()} == {"new.ledger"}


def test_a_lake_becomes_a_ledger_of_the_same_rows(
    tmp_path: Path, hand: SimpleNamespace
) -> None:
    old, lake = tmp_path / "old.ledger", tmp_path / "war.lake"
    fill(old, hand, [("", "", 0)])
    lake.mkdir()
    with open_ledger(old) as ledger:
        run = next(ledger.rows("whole_runs"))
        manifest = Manifest().with_run(run | {"started": str(run["started"])})
        for query, table in (
            ("stored_revisions", "reports"),
            ("whole_mentions", "mentions"),
            ("whole_claims", "claims"),
        ):
            part = write_part(lake, table, ledger.arrow(query).read_all(), day="undated")
            manifest = manifest.adding([(table, part)])
    write_manifest(lake, manifest)
    path = imported(tmp_path / "new.ledger", exported(lake, "ledger"))
    for table in TABLES:
        assert exported(path, table) == exported(old, table)
