"""Load the words by which private persons and sensitive sites are known, for redaction.

Data in `en/redaction.toml`; offices are joined with the officials' titles of
`persons.toml`, bodies with the nouns of state forces. Every entry has an example in which
what must be replaced stands between < and >.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from warledger.lexicon.countries import load_countries, load_force_nouns
from warledger.lexicon.persons import load_joiners
from warledger.lexicon.toml import entries, lexicon_file, one_of, only_keys, text, texts

FILE = "redaction.toml"
SORTS = ("civil", "harm", "naming", "office", "body")
MARKS = ("hospital", "school", "shelter", "camp")
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """Nouns for one sort of site; `unless` are words beside it that make it another."""

    mark: str
    phrases: tuple[Phrase, ...]
    unless: frozenset[str]
    example: str


@dataclass(frozen=True, slots=True)
class RedactionWords:
    """Phrases by sort, in lower case, and the sites, longest phrases first.

    `lands` are demonyms: "a Syrian hospital" is no hospital's name.
    """

    persons: Mapping[str, frozenset[Phrase]]
    sites: tuple[Site, ...]
    lands: frozenset[str]
    examples: tuple[str, ...]


@cache
def load_redaction() -> RedactionWords:
    """Return the words; raises ResourceError for a malformed file."""
    persons: dict[str, set[Phrase]] = {sort: set() for sort in SORTS}
    examples = []
    for where, entry in entries(lexicon_file(FILE), "person"):
        only_keys(entry, frozenset(("of", "words", "example")), where)
        sort = one_of(text(entry, "of", where), SORTS, "of", where)
        persons[sort].update(map(_phrase, texts(entry, "words", where)))
        examples.append(text(entry, "example", where))
    titles = load_joiners().titles
    persons["office"].update(_phrase(t) for t, of in titles.items() if of == "official")
    persons["office"] |= {(*p[:-1], f"{p[-1]}s") for p in persons["office"]}
    persons["body"].update(
        _phrase(noun) for force in load_force_nouns() for noun in force.nouns
    )
    sites = _sites()
    return RedactionWords(
        persons={sort: frozenset(found) for sort, found in persons.items()},
        sites=sites,
        lands=frozenset(
            word.lower()
            for country in load_countries().values()
            for word in (*country.adjectives, *country.people)
        ),
        examples=(*examples, *(site.example for site in sites)),
    )


def _sites() -> tuple[Site, ...]:
    found = []
    for where, entry in entries(lexicon_file(FILE), "site"):
        only_keys(entry, frozenset(("mark", "words", "bare", "unless", "example")), where)
        found.append(
            Site(
                mark=one_of(text(entry, "mark", where), MARKS, "mark", where),
                phrases=tuple(map(_phrase, texts(entry, "words", where))),
                unless=frozenset(texts(entry, "unless", where)),
                example=text(entry, "example", where),
            )
        )
    return tuple(found)


def _phrase(words: str) -> Phrase:
    return tuple(word.strip("'’") for word in words.lower().split())
