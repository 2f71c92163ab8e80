"""Causes of death and damage that are no violence: quakes, floods, disease, accidents."""

from functools import cache

from warledger.lexicon.inflect import noun_forms
from warledger.lexicon.toml import lexicon_file, read_toml, texts


@cache
def load_accidents() -> frozenset[str]:
    """Return the shipped causes in all their forms, lower case."""
    path = lexicon_file("accidents.toml")
    causes = texts(read_toml(path), "causes", path.name)
    return frozenset(form for cause in causes for form in noun_forms(cause))
