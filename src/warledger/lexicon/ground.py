"""Common nouns for ground, and nouns that only measure what follows "of"."""

from dataclasses import dataclass
from functools import cache

from warledger.lexicon.inflect import noun_forms
from warledger.lexicon.toml import lexicon_file, read_toml, texts


@dataclass(frozen=True, slots=True)
class GroundNouns:
    """`ground`: what can be held ("town"); `measuring`: "number of", "members of"."""

    ground: frozenset[str]
    measuring: frozenset[str]


def _forms(name: str) -> frozenset[str]:
    path = lexicon_file("ground.toml")
    nouns = texts(read_toml(path), name, path.name)
    return frozenset(form for noun in nouns for form in noun_forms(noun))


@cache
def load_ground() -> GroundNouns:
    """Return the shipped nouns in all their forms, lower case."""
    return GroundNouns(_forms("ground"), _forms("measuring"))
