"""Every word of abstaining has a code, and every code its words in the source.

Two ways, because neither sees all: the strings of the source, read as the program's syntax
(a value put into one stands as "*"), and what a run over the sample reports leaves empty.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from warledger.lexicon.toml import lexicon_file, read_toml
from warledger.pipeline.abstentions import CODES, UNCODED, Code, code_of
from warledger.pipeline.explain import explain
from warledger.pipeline.explain_report import slug
from warledger.store.opening import open_ledger

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "warledger"
PAGE = (ROOT / "docs" / "reasons.md").read_text("utf-8")
STAGES = (
    "extract",
    "geo",
    "ingest",
    "reconcile",
    "store",
    "pipeline/__init__.py",
    "pipeline/limits.py",
)
# Functions that do nothing but say why not: all that they can return must have a code.
REFUSERS = (
    ("place", "geo/ranking.py", "refusal"),
    ("place", "geo/ranking.py", "_rivalled"),
    ("date", "extract/background.py", "why_no_day"),
)
# Functions that return nothing with the reason why: pairs that begin with None.
EMPTY_HANDED = (("extract/dating.py", "find_date"), ("extract/dating.py", "_undated"))


def template(node: ast.AST) -> str | None:
    """Return a string of the source with "*" for each value put into it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = (p.value if isinstance(p, ast.Constant) else "*" for p in node.values)
        return "".join(map(str, parts))
    return None


def trees() -> Iterator[ast.Module]:
    for stage in STAGES:
        path = SOURCE / stage
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            if file.name != "abstentions.py":
                yield ast.parse(file.read_text("utf-8"))


@pytest.fixture(scope="module")
def said() -> list[re.Pattern[str]]:
    """Everything the stages can say, whole and in its parts, as patterns."""
    found = set()
    for tree in trees():
        for node in ast.walk(tree):
            words = template(node)
            if words is not None:
                found |= {words, *words.split("; ")}
    return [
        re.compile(re.escape(words).replace(r"\*", ".*"))
        for words in sorted(found)
        if len(re.findall(r"[a-z]+", words)) >= 2  # "*; *" would be anything
    ]


@pytest.mark.parametrize("code", [c for c in CODES if c.words], ids=lambda c: c.code)
def test_no_code_is_for_words_that_nothing_says(
    code: Code, said: list[re.Pattern[str]]
) -> None:
    words = code.words.replace("*", "x")
    assert any(pattern.fullmatch(words) for pattern in said)


def function(file: str, name: str) -> ast.FunctionDef:
    tree = ast.parse((SOURCE / file).read_text("utf-8"))
    return next(
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name == name
    )


@pytest.mark.parametrize(("field", "file", "name"), REFUSERS)
def test_every_refusal_has_a_code(field: str, file: str, name: str) -> None:
    returned = [
        node.value
        for node in ast.walk(function(file, name))
        if isinstance(node, ast.Return)
    ]
    words = [told for value in returned if value and (told := template(value))]
    assert words
    assert [w for w in words if code_of(field, w) == UNCODED] == []


@pytest.mark.parametrize(("file", "name"), EMPTY_HANDED)
def test_every_reason_for_no_date_has_a_code(file: str, name: str) -> None:
    pairs = [
        node.elts
        for node in ast.walk(function(file, name))
        if isinstance(node, ast.Tuple) and len(node.elts) == 2
    ]
    words = [
        template(why)
        for nothing, why in pairs
        if isinstance(nothing, ast.Constant) and nothing.value is None
    ]
    words = [w for w in words if w]
    assert words
    assert [w for w in words if code_of("date", w) == UNCODED] == []


def test_every_code_is_once_in_the_list_and_on_the_page() -> None:
    codes = [code.code for code in CODES]
    assert len(set(codes)) == len(codes)
    for code in CODES:
        words = f"`{code.words}`" if code.words else "(none)"
        line = f"| `{code.code}` | {words} | {code.means} | {code.example} |"
        assert line in PAGE.splitlines(), code.code


def test_every_stretch_that_is_not_read_is_on_the_page() -> None:
    found = {
        str(entry["reason"])
        for table in read_toml(lexicon_file("boilerplate.toml")).values()
        if isinstance(table, list)
        for entry in table
        if "reason" in entry
    }
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Excluded":
                words = template(node.args[-1])
                found |= {words} if words else set()
    for reason in sorted(found):
        assert f"| `{slug(reason)}` | `{reason}` |" in PAGE.splitlines()


SHARED = ROOT.parent / "shared"


def corpora() -> Iterator[object]:
    yield pytest.param(SOURCE / "samples", id="samples")
    for name in ("reports", "reports_dev"):
        absent = pytest.mark.skipif(
            not (SHARED / name).is_dir(), reason=f"../shared/{name} is not there"
        )
        yield pytest.param(SHARED / name, id=name, marks=[pytest.mark.shared, absent])


@pytest.mark.model
@pytest.mark.parametrize("reports", list(corpora()))
def test_everything_that_reports_leave_empty_has_a_code(
    tmp_path: Path, reports: Path
) -> None:
    from warledger.executors.local import ingest
    from warledger.pipeline import Settings

    path = tmp_path / "read.ledger"
    ingest(path, [str(reports)], settings=Settings(), workers=1)
    seen = set()
    with open_ledger(path) as ledger:
        names = [claim.claim_id for claim in ledger.claims()]
        names += [str(row["incident_id"]) for row in ledger.rows("incidents")]
        names += [report.report_id for report in ledger.reports()]
        for name in names:
            for part in explain(ledger, name).parts:
                assert part.code != UNCODED, (name, part)
                seen.add(part.code)
    known = {code.code for code in CODES}
    assert {c for c in seen if c and not c.startswith("excluded-")} <= known
    assert len(seen) >= 15
