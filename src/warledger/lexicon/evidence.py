"""Words that a report of armed conflict or armed violence can hardly do without."""

from dataclasses import dataclass
from functools import cache

from warledger.lexicon.inflect import noun_forms
from warledger.lexicon.toml import lexicon_file, only_keys, read_toml, texts


@dataclass(frozen=True, slots=True)
class Evidence:
    """Single words in all their forms, and phrases as they are written, lower case."""

    words: frozenset[str]
    phrases: tuple[str, ...]


@cache
def load_evidence(language: str = "en") -> Evidence:
    """Return the shipped words; a malformed file raises ResourceError by name."""
    path = lexicon_file("evidence.toml", language)
    told = read_toml(path)
    only_keys(told, frozenset({"words"}), path.name)
    words = texts(told, "words", path.name)
    single = {form for word in words if word.isalpha() for form in noun_forms(word)}
    return Evidence(frozenset(single), tuple(w for w in words if not w.isalpha()))
