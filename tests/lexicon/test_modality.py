"""Modality: every effect is used, each phrase is there once per scope and shows in its example."""

from collections import Counter

import pytest

from warledger.errors import ResourceError
from warledger.lexicon.modality import Effect, Modality, load_modality
from warledger.model import Status


def words_of(entry: Modality) -> list[str]:
    """The words of the phrase that no inflexion hides."""
    changing = {"be", "have", "go", "n't", "'ll", "try", "say", "think", "intend", "bind"}
    return [w for w in entry.phrase if w not in changing]


def test_every_example_shows_the_beginning_of_each_word() -> None:
    silent = [
        entry.example
        for entry in load_modality()
        for word in words_of(entry)
        if word[: max(3, len(word) - 2)] not in entry.example.lower()
        and word
        not in ("swear", "tell", "get", "seek", "keep", "mean", "understand", "stop")
    ]
    assert silent == []


def test_no_phrase_is_there_twice_in_one_scope() -> None:
    keys = Counter((entry.phrase, entry.scope) for entry in load_modality())
    assert [key for key, times in keys.items() if times > 1] == []


def test_every_effect_is_used() -> None:
    assert {entry.effect for entry in load_modality()} == set(Effect)


def test_longer_phrases_come_first() -> None:
    lengths = [len(entry.phrase) for entry in load_modality()]
    assert lengths == sorted(lengths, reverse=True)


def test_a_negation_never_says_that_it_happened() -> None:
    negated = [e for e in load_modality() if e.effect is Effect.NEGATION]
    assert {entry.status for entry in negated} == {Status.NOT_OCCURRED}


def test_a_missing_language_is_named() -> None:
    with pytest.raises(ResourceError, match=r"modality\.toml: no such lexicon file"):
        load_modality("xx")
