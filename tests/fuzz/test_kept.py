"""Every reader takes its seeds, and what once broke it."""

from base64 import b64decode
from collections.abc import Iterator

import pytest

from case_files import cases
from fuzz.file_readers import forget
from fuzz.readers import READERS
from fuzz.shown_readers import SERVED

# These go through the model or the whole gazetteer.
pytestmark = pytest.mark.model


@pytest.fixture(autouse=True, scope="module")
def _clean() -> Iterator[None]:
    yield
    SERVED.close()
    forget()


@pytest.mark.parametrize("name", READERS)
def test_a_reader_takes_its_seeds(name: str) -> None:
    for seed in READERS[name].seeds:
        READERS[name].take(seed)


@pytest.mark.parametrize("case", cases("hostile"))
def test_what_once_broke_a_reader_breaks_it_no_more(case: dict[str, str]) -> None:
    data = case["text"].encode() if "text" in case else b64decode(case["base64"])
    READERS[case["reader"]].take(data)
