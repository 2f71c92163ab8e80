"""The codebook's tables of examples say what the extractor makes of them; generated pages are fresh."""

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from warledger.lexicon.actors import load_actors
from warledger.model import Claim, Report, Section, Span, TimeType
from warledger.pipeline import Settings, extract_claims

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"


def table(page: str, first: str) -> Iterator[dict[str, str]]:
    """Yield the rows of the table whose header begins with a column of that name."""
    head: list[str] = []
    for line in (DOCS / page).read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|"):
            head = []
        elif not head and cells[0] == first:
            head = cells
        elif head and not set(cells[0]) <= {"-"}:
            yield dict(zip(head, cells, strict=True))


def claims_of(text: str) -> tuple[Claim, ...]:
    report = Report("example", text, sections=(Section(Span(0, len(text))),))
    return extract_claims([report], settings=Settings())[0].claims


def listed(cell: str) -> list[str]:
    return [part for part in cell.split("; ") if part]


SPEAKERS = list(table("codebook-speakers.md", "construction"))
STATUS = list(table("codebook-status.md", "status"))
CASES = list(table("codebook-status.md", "case"))
EVENTS = list(table("codebook-events.md", "sub-event type"))
CODES = list(table("codebook-codes.md", "code"))
TIME_TYPES = {f"`{kind}`" for kind in TimeType}
TAGS = [
    row
    for row in CODES
    if {"means", "example of ours"} <= row.keys() and row["code"] not in TIME_TYPES
]
MEASURES = [row for row in CODES if "counts" in row]


def test_the_tables_are_found() -> None:
    assert (len(SPEAKERS) > 15, len(STATUS), len(CASES) > 10) == (True, 6, True)
    assert (len(EVENTS), len(TAGS), len(MEASURES)) == (25, 19, 13)


@pytest.mark.model
@pytest.mark.parametrize("row", SPEAKERS, ids=lambda row: row["construction"])
def test_an_example_has_the_speakers_and_roles_the_codebook_says(
    row: dict[str, str],
) -> None:
    sources = claims_of(row["example"])[-1].sources
    assert [speaker.name for speaker in sources] == listed(row["speakers"])
    assert [speaker.role or "" for speaker in sources] == listed(row["roles"])


@pytest.mark.model
@pytest.mark.parametrize("row", STATUS, ids=lambda row: row["status"])
def test_an_example_has_the_status_the_codebook_says(row: dict[str, str]) -> None:
    statuses = {claim.status.value for claim in claims_of(row["example"])}
    assert row["status"].strip("`") in statuses


@pytest.mark.model
@pytest.mark.parametrize("row", EVENTS, ids=lambda row: row["sub-event type"])
def test_an_example_is_of_the_kind_the_codebook_says(row: dict[str, str]) -> None:
    kinds = {claim.sub_event_type for claim in claims_of(row["example"])}
    assert row["sub-event type"] in kinds


@pytest.mark.model
@pytest.mark.parametrize("row", TAGS, ids=lambda row: row["code"])
def test_an_example_has_the_tag_the_codebook_says(row: dict[str, str]) -> None:
    claims = claims_of(row["example of ours"])
    assert row["code"].strip("`") in {tag for claim in claims for tag in claim.tags}


@pytest.mark.model
@pytest.mark.parametrize("row", MEASURES, ids=lambda row: row["code"])
def test_an_example_has_the_measure_the_codebook_says(row: dict[str, str]) -> None:
    claims = claims_of(row["example of ours"])
    measures = {figure.measure for claim in claims for figure in claim.figures}
    assert row["code"].strip("`") in measures


@pytest.mark.model
@pytest.mark.parametrize("row", CASES, ids=lambda row: row["case"])
def test_a_case_is_read_as_the_codebook_says(row: dict[str, str]) -> None:
    claim = claims_of(row["example"])[-1]
    assert claim.status.value == row["status"]
    assert [actor.name for actor in claim.actors] == listed(row["actors"])
    assert [speaker.name for speaker in claim.sources] == listed(row["speaker"])


def test_the_users_example_in_the_codebook_is_a_lexicon(tmp_path: Path) -> None:
    page = (DOCS / "codebook-actors.md").read_text(encoding="utf-8")
    example = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert len(example) == 1
    path = tmp_path / "mine.toml"
    path.write_text(example[0], encoding="utf-8")
    assert "ford-guard" in load_actors([path]).actors


def test_the_page_of_sides_is_what_the_lexicon_makes_of_it() -> None:
    spec = importlib.util.spec_from_file_location(
        "sides_page", ROOT / "bench" / "sides_page.py"
    )
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    told = (DOCS / "sides.md").read_text(encoding="utf-8")
    assert told == made.page(load_actors()), "run: python bench/sides_page.py"
