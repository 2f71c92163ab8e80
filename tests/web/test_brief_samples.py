"""The brief of the sample reports in `docs` is what the samples give today."""

from contextlib import ExitStack
from datetime import date
from importlib.resources import as_file
from pathlib import Path

import pytest

from warledger.executors.local import ingest
from warledger.pipeline import Settings
from warledger.samples import sample_files
from warledger.store.opening import open_ledger
from warledger.web.brief.make import make_brief
from warledger.web.brief.markdown import markdown

PAGE = Path(__file__).resolve().parents[2] / "docs" / "brief-samples.md"
DAYS = (date(2017, 11, 1), date(2024, 7, 31))
AGAIN = (
    "warledger demo --out demo/; warledger brief demo/demo.ledger "
    f"--from {DAYS[0]} --to {DAYS[1]} -o docs/brief-samples.md"
)


@pytest.mark.model
def test_the_brief_of_the_samples_is_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "samples.ledger"
    with ExitStack() as stack:
        samples = [str(stack.enter_context(as_file(file))) for file in sample_files()]
        ingest(path, samples, settings=Settings())
    with open_ledger(path) as ledger:
        made = markdown(make_brief(ledger, *DAYS))
    assert PAGE.read_text("utf-8") == made, f"make it again: {AGAIN}"
