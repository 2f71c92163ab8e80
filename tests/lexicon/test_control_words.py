"""What event words say of control: every entry's example holds a word that says so."""

import re

import pytest

from warledger.lexicon.control import (
    Effect,
    Extent,
    effect_of,
    effect_of_type,
    load_control,
)
from warledger.lexicon.events import load_events
from warledger.lexicon.toml import entries, lexicon_file

PATH = lexicon_file("control.toml")
WORDS = [
    pytest.param(entry, id=str(entry.get("id") or entry["lemmas"]))
    for table in ("kind", "word")
    for _, entry in entries(PATH, table)
]


def effects_in(sentence: str) -> set[Effect]:
    """Return what the words of a sentence say, each by every kind that it can evoke."""
    found = set()
    for word in re.findall(r"[\w-]+", sentence.lower()):
        for trigger in load_events().by_form.get(word, ()):
            kind = trigger.kind
            found.add(effect_of(word, kind.sub_event_type, kind.tags))
    return found


@pytest.mark.parametrize("entry", WORDS)
def test_the_example_of_a_word_says_what_the_entry_says(entry: dict[str, str]) -> None:
    assert Effect(entry["says"]) in effects_in(entry["example"])


def test_a_word_that_takes_up_an_earlier_event_says_nothing() -> None:
    assert effect_of("shooting", "Government regains territory", ()) is Effect.NOTHING


def test_a_denial_is_read_by_its_type() -> None:
    assert effect_of_type("Government regains territory", ()) is Effect.TAKES
    assert effect_of_type("Other", ("siege",)) is Effect.BESIEGES
    assert effect_of_type("Armed clash", ()) is Effect.NOTHING


def test_every_extent_has_words_and_none_is_there_twice() -> None:
    assert set(load_control().extents.values()) == set(Extent)
