"""Every entry of times.toml makes a time of its example."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from warledger.extract.times import find_times
from warledger.lexicon.times import time_words
from warledger.lexicon.toml import Entry, entries, lexicon_file, text, texts


def rows() -> Iterator[Any]:
    for table in ("word", "hedge"):
        for where, entry in entries(lexicon_file("times.toml"), table):
            yield pytest.param(entry, id=where.replace("times.toml, ", ""))


@pytest.mark.parametrize("entry", list(rows()))
def test_an_entry_stands_in_a_time_of_its_example(entry: Entry) -> None:
    example, words = text(entry, "example", "entry"), texts(entry, "words", "entry")
    found = [
        m.span.of(example).lower() for m in find_times(example, published=date(2016, 6, 8))
    ]
    linking = entry.get("role") in ("and", "on", "at", "other")
    assert found
    assert linking or any(word in time for word in words for time in found)


def test_the_word_lists_are_there() -> None:
    assert "until" in time_words().lists["towards"]
