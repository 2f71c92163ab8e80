"""The sample reports: invented, said to be so, and of the kinds the demo is to show."""

import json
import re
from importlib.resources.abc import Traversable

import pytest

from warledger.samples import sample_files

NOTICE = "This is a sample text: the outlet is made up and the events did not happen."
FILES = {file.name: file for file in sample_files()}


def texts_of(file: Traversable) -> list[str]:
    """The reports in a sample file, without the form they come in."""
    text = file.read_text("utf-8")
    if file.name.endswith(".jsonl"):
        return [json.loads(line)["text"] for line in text.splitlines()]
    return [text]


ALL = {
    f"{name} {i}": text
    for name, file in FILES.items()
    for i, text in enumerate(texts_of(file))
}


def test_there_are_a_dozen_reports_in_five_formats() -> None:
    assert len(ALL) >= 12
    assert {name.rsplit(".")[-1] for name in FILES} == {
        "txt",
        "html",
        "jsonl",
        "csv",
        "xml",
    }


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_report_says_that_it_is_invented_and_is_short(name: str) -> None:
    assert NOTICE in ALL[name]
    assert len(ALL[name]) < 4000


def test_every_outlet_in_a_record_is_marked_as_a_sample() -> None:
    rows = [
        json.loads(line)
        for name, file in FILES.items()
        if name.endswith(".jsonl")
        for line in file.read_text("utf-8").splitlines()
    ]
    assert rows
    assert all("Sample" in row["outlet"] for row in rows)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(r"\bdenied\b", id="a denial"),
        pytest.param(r"\brumours\b", id="a rumour"),
        pytest.param(r"\bexpected to\b", id="a forecast"),
        pytest.param(r"\byesterday\b", id="a day told from the day of writing"),
        pytest.param(r"\bon Monday\b", id="a weekday"),
        pytest.param(r"\bthe villages of\b", id="a list of villages"),
    ],
)
def test_the_samples_hold(words: str) -> None:
    assert any(re.search(words, text) for text in ALL.values())


def test_one_report_is_printed_again_almost_word_for_word() -> None:
    original = json.loads(FILES["abu-duhur-wire.jsonl"].read_text("utf-8").splitlines()[0])[
        "text"
    ]
    reprint = FILES["abu-duhur-reprint.csv"].read_text("utf-8")
    sentences = [s for s in re.split(r"(?<=\.)\s+", original) if len(s) > 40]
    assert all(sentence in reprint for sentence in sentences)


def test_the_readme_names_every_file() -> None:
    from importlib.resources import files

    readme = files("warledger.samples").joinpath("README.md").read_text("utf-8")
    assert all(f"`{name}`" in readme for name in FILES)
