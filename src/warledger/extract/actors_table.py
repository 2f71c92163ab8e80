"""Compile the lexicons into one look-up table of phrases.

Two tables: names are compared by folded keys (spellings meet), nouns by their lower-case
form (singular and plural stay apart). Built once per lexicon and kept.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from warledger.lexicon.actors import Actor, ActorLexicon
from warledger.lexicon.countries import (
    Country,
    ForceNouns,
    Leader,
    load_countries,
    load_force_nouns,
    load_leaders,
)
from warledger.lexicon.names import Word, common_words, name_words
from warledger.lexicon.outlets import Outlet
from warledger.lexicon.persons import (
    Joiners,
    PersonNouns,
    load_joiners,
    load_person_nouns,
    stop_words,
)

# An abbreviation of up to this length must stand in capitals: "IS" is not "is", "SAA" not
# "saa".
STRICT_LENGTH = 3
# In a line of capitals these are the English word, not the abbreviation.


class Kind(Enum):
    """What a matched phrase is."""

    NAME = "name"
    COUNTRY = "country"
    ADJECTIVE = "adjective"
    PEOPLE = "people"
    LEADER = "leader"
    FORCE = "force"
    PERSON = "person"
    MODIFIER = "modifier"
    ACTION = "action"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class LocalGroup:
    """A group that no lexicon knows, named by its form."""

    group_id: str
    name: str
    reason: str


Ref = (
    tuple[Actor | Outlet | LocalGroup, ...]
    | Country
    | Leader
    | ForceNouns
    | PersonNouns
    | str
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of the table: its words, what it is, and the case it must stand in."""

    words: tuple[str, ...]
    kind: Kind
    ref: Ref
    is_plural: bool = False
    is_strict: bool = False
    is_capital: bool = False
    capital_at: int = 0
    is_english: bool = False
    is_bound: bool = False
    is_common: bool = False
    needs_article: bool = False
    spelt: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Phrases by first word, longest first; `known` holds every word of every name."""

    names: Mapping[str, tuple[Phrase, ...]]
    nouns: Mapping[str, tuple[Phrase, ...]]
    titles: Mapping[str, tuple[Phrase, ...]]
    known: frozenset[str]
    joiners: Joiners
    lexicon: ActorLexicon
    by_kind: Mapping[str, ForceNouns] = field(default_factory=dict)


@lru_cache(maxsize=8)
def compile_table(lexicon: ActorLexicon) -> Table:
    """Return the table of a lexicon; countries and nouns are the shipped ones."""
    names = [*_actor_names(lexicon), *_country_names()]
    known = frozenset(word for phrase in names for word in phrase.words)
    forces = load_force_nouns()
    return Table(
        names=_by_first(names),
        nouns=_by_first(_nouns(forces)),
        titles=_by_first(
            Phrase(_lows(title), Kind.TITLE, kind)
            for title, kind in load_joiners().titles.items()
        ),
        known=known,
        joiners=load_joiners(),
        lexicon=lexicon,
        by_kind={force.kind: force for force in forces},
    )


def name_phrase(name: str, kind: Kind, ref: Ref) -> Phrase:
    """Return the phrase for a name, with its case rules read off its own spelling."""
    words = name_words(name)
    is_short = len(words) == 1 and words[0].raw.isupper() and words[0].raw.isalpha()
    capitals = [n for n, word in enumerate(words) if word.raw[0].isupper()]
    is_capital = bool(capitals) or not name.isascii()
    is_common = not is_capital or all(word.key in common_words() for word in words)
    return Phrase(
        tuple(word.key for word in words),
        kind,
        ref,
        is_strict=is_short and (is_common or len(words[0].raw) <= STRICT_LENGTH),
        is_capital=is_capital,
        capital_at=capitals[0] if capitals else 0,
        is_english=len(words) == 1 and words[0].key in stop_words("english"),
        needs_article=len(words) == 1 and words[0].article,
        spelt=words[0].raw if len(words) == 1 and _is_mixed(words[0].raw) else None,
        is_common=is_common,
    )


def _is_mixed(raw: str) -> bool:
    """Return whether a short name has capitals inside ("LeT"): only so is it a name."""
    return len(raw) <= STRICT_LENGTH and not raw.isupper() and not raw[1:].islower()


def _actor_names(lexicon: ActorLexicon) -> list[Phrase]:
    """Return a phrase for each name; a name given without its article needs none."""
    owners: dict[tuple[str, ...], list[Actor | Outlet | LocalGroup]] = defaultdict(list)
    spelt: dict[tuple[str, ...], str] = {}
    parties: list[Actor | Outlet] = [*lexicon.actors.values(), *lexicon.outlets.values()]
    for party in parties:
        for name in party.names:
            words = name_words(name)
            key = tuple(word.key for word in words)
            if key not in spelt or not words[0].article:
                spelt[key] = name
            if party not in owners[key]:
                owners[key].append(party)
    return [name_phrase(spelt[key], Kind.NAME, tuple(owners[key])) for key in owners if key]


def _country_names() -> list[Phrase]:
    found = []
    for country in load_countries().values():
        if country.code.isupper():
            for name in (country.name, *country.aliases):
                found.append(name_phrase(name, Kind.COUNTRY, country))
        found += [name_phrase(a, Kind.ADJECTIVE, country) for a in country.adjectives]
        found += [name_phrase(p, Kind.PEOPLE, country) for p in country.people]
    for leader in load_leaders():
        for name in (leader.name, *leader.aliases):
            found.append(name_phrase(name, Kind.LEADER, leader))
    return found


def _nouns(forces: tuple[ForceNouns, ...]) -> Iterable[Phrase]:
    joiners = load_joiners()
    for force in forces:
        for noun in force.nouns:
            yield Phrase(
                _lows(noun),
                Kind.FORCE,
                force,
                noun.endswith("s"),
                is_bound=noun in force.bound,
            )
    for person in load_person_nouns():
        for nouns, plural in ((person.singular, False), (person.plural, True)):
            for noun in nouns:
                yield Phrase(
                    _lows(noun), Kind.PERSON, person, plural, is_bound=noun in person.bound
                )
    for word, strength in joiners.modifiers.items():
        yield Phrase(_lows(word), Kind.MODIFIER, strength)
    for word in sorted(joiners.actions):
        yield Phrase(_lows(word), Kind.ACTION, word)


def _lows(phrase: str) -> tuple[str, ...]:
    return tuple(word.low for word in name_words(phrase))


def _by_first(phrases: Iterable[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    """Return phrases by first word, longest first; of equals the earlier stays in front."""
    found: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        found[phrase.words[0]].append(phrase)
    return {
        first: tuple(sorted(group, key=lambda phrase: -len(phrase.words)))
        for first, group in found.items()
    }


def match(
    table: Mapping[str, tuple[Phrase, ...]], words: list[Word], at: int, *, by_key: bool
) -> tuple[Phrase, ...]:
    """Return the phrases that stand at word `at`, longest first; case is not looked at."""
    word = words[at]
    candidates = table.get(word.key if by_key else word.low)
    if not candidates:
        return ()
    second = None
    if at + 1 < len(words) and words[at + 1].gap in _INNER:
        second = words[at + 1].key if by_key else words[at + 1].low
    found = []
    for phrase in candidates:
        size = len(phrase.words)
        if size == 1 or (
            phrase.words[1] == second
            and (size == 2 or _goes_on(phrase, words, at, by_key=by_key))
        ):
            found.append(phrase)
    return tuple(found)


def _goes_on(phrase: Phrase, words: list[Word], at: int, *, by_key: bool) -> bool:
    """Return whether the third and later words of a phrase stand there too."""
    rest = words[at + 2 : at + len(phrase.words)]
    return len(rest) == len(phrase.words) - 2 and all(
        (word.key if by_key else word.low) == wanted and word.gap in _INNER
        for word, wanted in zip(rest, phrase.words[2:], strict=True)
    )


_INNER = frozenset((" ", "-", "'"))
