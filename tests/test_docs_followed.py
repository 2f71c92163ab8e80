"""Whoever follows a page from top to bottom gets what it says: every fence is run or says why not."""

import importlib.util
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs_runner import (
    FENCE,
    ROOT,
    RUN,
    SHOWN,
    Block,
    Broken,
    Screen,
    Session,
    blocks_of,
    call,
    compare,
    has_r,
    is_set_up,
)
from warledger.geo.gazetteer import load_gazetteer

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("src/**/*.md")])
BLOCKS = {page: blocks_of(page) for page in PAGES}
FOLLOWED = [page for page in PAGES if any(b.language in RUN for b in BLOCKS[page])]
NOT_RUN = [block for page in PAGES for block in BLOCKS[page] if block.not_run is not None]
# Commands written as indented code or in a fence without a language would not be run.
HIDDEN = re.compile(r"^ {4,}(?:\S*warledger|make|python|pip|git) ", re.MULTILINE)


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, gazetteer_folders: None) -> Path:
    """A folder with the sample reports and the ledger that is made of them, once."""
    from warledger.samples import sample_files

    folder = tmp_path_factory.mktemp("docs")
    (folder / "reports").mkdir()
    for sample in sample_files():
        (folder / "reports" / sample.name).write_bytes(sample.read_bytes())
    asked = ["ingest", str(folder / "war.ledger"), str(folder / "reports")]
    told = Screen()
    assert call(asked, b"", Screen(), told) == 0, told.getvalue().decode()
    return folder


@pytest.fixture
def session(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Session]:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WARLEDGER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "88")
    monkeypatch.setenv("MPLBACKEND", "Agg")
    yield Session(tmp_path)
    load_gazetteer.cache_clear()  # the places that a page added are not the next test's


@pytest.mark.model
@pytest.mark.parametrize("page", FOLLOWED, ids=name)
def test_a_page_is_followed_from_top_to_bottom(page: Path, session: Session) -> None:
    blocks = BLOCKS[page]
    made = [b for b in blocks if b.not_run is None and re.search(r"^make ", b.text, re.M)]
    r = [b for b in blocks if b.not_run is None and b.language == "r"]
    left_out = [] if is_set_up() else made
    missed = [] if not r or has_r() else r
    session.follow([b for b in blocks if b not in (*left_out, *missed)])
    if left_out:
        pytest.skip("all was followed but make, which would set up another environment")
    if missed:
        pytest.skip("all was followed but R: Rscript or its package reticulate is missing")


@pytest.mark.parametrize("block", NOT_RUN, ids=lambda block: block.where)
def test_what_is_not_run_says_why(block: Block) -> None:
    assert block.not_run is not None
    assert len(block.not_run.split()) > 2
    pytest.skip(f"{block.where}: {block.not_run}")


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_no_command_hides_from_the_test(page: Path) -> None:
    unknown = {block.where for block in BLOCKS[page] if block.language not in RUN + SHOWN}
    assert unknown == set()
    assert HIDDEN.findall(FENCE.sub("", page.read_text("utf-8"))) == []


@pytest.mark.model
def test_the_example_of_the_readme_is_what_comes_out(made: Path) -> None:
    path = ROOT / "bench" / "readme_example.py"
    spec = importlib.util.spec_from_file_location("readme_example", path)
    assert spec is not None
    assert spec.loader is not None
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    told = Screen()
    asked = ["export", str(made / "war.ledger"), "--table", "claims"]
    assert call(asked, b"", told, Screen()) == 0
    claims = [json.loads(line) for line in told.getvalue().splitlines()]
    own = [claim for claim in claims if claim["report"] == bench.SAMPLE.stem]
    shown = bench.BLOCK.search(bench.README.read_text("utf-8"))
    again = "run `python bench/readme_example.py`, and look at what has changed"
    assert shown[0] == f"{shown[1]}{bench.example(own)}{shown[2]}", again


def test_a_page_that_lies_is_found_out(session: Session) -> None:
    def follow(language: str, text: str) -> None:
        session.follow([Block(ROOT / "README.md", 1, language, text)])

    for language, text in [
        ("sh", "warledger export nowhere.ledger --table claims"),
        ("sh", "warledger export war.ledger --table reports # ends with 1"),
        ("sh", "exit 3"),
        ("sh", "warledger no-such-command"),
    ]:
        with pytest.raises(Broken):
            follow(language, text)
    with pytest.raises(ZeroDivisionError):
        follow("python", "1 / 0")
    session.printed = "one\ntwo\nthree\n"
    with pytest.raises(Broken):
        follow("output", "one\nthree\n")
    compare(Block(ROOT / "README.md", 1, "output", "one\n…\nth…\n"), session.printed)
