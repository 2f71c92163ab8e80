"""Words by which claims become the incident templates of MUC-4."""

import re
from dataclasses import dataclass
from functools import cache

from warledger.lexicon.toml import lexicon_file, read_toml, texts


@dataclass(frozen=True, slots=True)
class TemplateWords:
    """`burnt`, `stolen`: patterns of a quote; `fighting`, `people`: words, lower case."""

    burnt: re.Pattern[str]
    stolen: re.Pattern[str]
    fighting: frozenset[str]
    people: frozenset[str]


@cache
def load_template_words() -> TemplateWords:
    """Return the shipped words; a malformed file raises ResourceError."""
    path = lexicon_file("templates.toml")
    top = read_toml(path)

    def beginning(key: str) -> re.Pattern[str]:
        words = "|".join(map(re.escape, texts(top, key, path.name)))
        return re.compile(rf"\b(?:{words})", re.IGNORECASE)

    return TemplateWords(
        burnt=beginning("burnt"),
        stolen=beginning("stolen"),
        fighting=frozenset(texts(top, "fighting", path.name)),
        people=frozenset(texts(top, "people", path.name)),
    )
