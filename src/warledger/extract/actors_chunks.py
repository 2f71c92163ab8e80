"""Cut a text's words into noun chunks that may name a party.

Method: the longest phrase of the table at each word becomes an item ("Syrian", "army"), and
items that stand side by side in one noun phrase become a chunk, whose last item is its
head. No parse is needed; a plural noun, a comma or an unknown word ends a chunk. A name
behind "anti-" or before "-held" is only a modifier.

Knowingly missed: a chunk broken by an adjective that `persons.toml` does not list starts
at the word after it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from warledger.extract.actors_table import Kind, Phrase, Ref, Table, match
from warledger.lexicon.actors import Actor
from warledger.lexicon.countries import ForceNouns
from warledger.lexicon.names import Word
from warledger.lexicon.persons import PersonClass, PersonNouns

_JOINED = frozenset((" ", "-"))
_OWNERS = frozenset((Kind.ADJECTIVE, Kind.COUNTRY, Kind.LEADER))
# Plurals that may stand before a noun ("security forces members"); other plurals end a
# phrase.
_BODIES = frozenset(("forces", "services", "units"))
# A line counts as capitals from this share of capital letters on.
CAPITALS = 0.7


class Item(NamedTuple):
    """One phrase in the text; `first` and `last` are word numbers, both inside.

    `tail` is the word behind its hyphen ("held"), `prefix` the one before ("anti").
    """

    kind: Kind
    ref: Ref
    first: int
    last: int
    phrase: Phrase
    tail: str = ""
    prefix: str = ""

    @property
    def is_modifier(self) -> bool:
        """Whether a hyphen makes it a mere attribute of what follows."""
        return bool(self.tail or self.prefix)


@dataclass(slots=True)
class Chunk:
    """Items of one noun phrase; `act` is the noun of action behind it, if any."""

    items: list[Item]
    act: str | None = None
    title: bool = False
    extra: list[str] = field(default_factory=list)

    @property
    def first(self) -> int:
        """Number of its first word."""
        return self.items[0].first

    @property
    def last(self) -> int:
        """Number of its last word."""
        return self.items[-1].last

    @property
    def head(self) -> Item:
        """Its last item."""
        return self.items[-1]

    def of(self, *kinds: Kind) -> list[Item]:
        """Return its items of these kinds that are no hyphened modifiers."""
        return [item for item in self.items if item.kind in kinds and not item.is_modifier]


def find_chunks(
    text: str, words: list[Word], table: Table, extra: dict[str, list[Phrase]]
) -> list[Chunk]:
    """Return the chunks of a text in order; `extra` has its own names by first key."""
    reader = _Reader(text, words, table, extra)
    chunks = []
    at = 0
    while at < len(words):
        item = reader.item(at)
        if item is None or item.kind is Kind.ACTION:
            at += 1
            continue
        chunk = Chunk([item])
        at = _width(item)
        while at < len(words) and words[at].gap in _JOINED:
            following = reader.item(at)
            if following is None:
                break
            if following.kind is Kind.ACTION:
                chunk.act = str(following.ref)
                break
            if not _joins(chunk, following, words):
                break
            chunk.items.append(following)
            at = _width(following)
        chunks.append(chunk)
    return chunks


def _width(item: Item) -> int:
    """Return the number of the word after an item and its hyphened tail."""
    return item.last + (2 if item.tail else 1)


def _joins(chunk: Chunk, item: Item, words: list[Word]) -> bool:
    """Return whether an item goes on with the noun phrase of the chunk before it."""
    before = chunk.items[-1]
    if before.is_modifier:
        return True
    if item.is_modifier:
        return before.kind in (Kind.MODIFIER, Kind.ADJECTIVE)
    if before.kind in (Kind.MODIFIER, Kind.ADJECTIVE, Kind.COUNTRY, Kind.LEADER):
        return _owner_joins(before, item, words)
    if before.kind is Kind.NAME:
        if item.kind is Kind.NAME:
            return words[before.last].possessive or _related(before, item)
        return item.kind in (Kind.FORCE, Kind.PERSON, Kind.MODIFIER)
    if before.kind is Kind.FORCE:
        if before.phrase.is_plural and before.phrase.words[-1] not in _BODIES:
            return False
        return item.kind in (Kind.FORCE, Kind.PERSON)
    if before.kind is Kind.PERSON:
        if item.kind in (Kind.NAME, Kind.LEADER):
            return _is_group(before)
        if _is_civilian(before) and (item.kind is Kind.FORCE or _is_civilian(item)):
            return False
        return not before.phrase.is_plural and item.kind in (Kind.PERSON, Kind.FORCE)
    return False


def _owner_joins(before: Item, item: Item, words: list[Word]) -> bool:
    if before.kind is Kind.COUNTRY and not words[before.last].possessive:
        # "Turkey army" is no English, "Syria Kurds" is a lost comma; but "UK" and "US" are
        # both.
        return item.kind in (Kind.FORCE, Kind.PERSON) and before.phrase.is_strict
    if item.kind is Kind.LEADER:
        return before.kind is Kind.ADJECTIVE
    return item.kind is not Kind.PEOPLE


def _is_civilian(item: Item) -> bool:
    noun = person_of(item)
    return noun is not None and noun.person_class is PersonClass.CIVILIAN


def _is_group(item: Item) -> bool:
    """Return whether a noun may stand before the name it describes ("militant group X")."""
    ref = item.ref
    if not isinstance(ref, PersonNouns):
        return False
    return not item.phrase.is_plural and ref.person_class in (
        PersonClass.GROUP,
        PersonClass.COMBATANT,
        PersonClass.SPEAKER,
        PersonClass.OFFICIAL,
    )


def _related(left: Item, right: Item) -> bool:
    """Return whether the left name is the parent of the right one ("SAA Tiger Forces")."""
    if not isinstance(left.ref, tuple) or not isinstance(right.ref, tuple):
        return False
    lefts = {party.actor_id for party in left.ref if isinstance(party, Actor)}
    return any(isinstance(p, Actor) and p.parent in lefts for p in right.ref)


class _Reader:
    """Looks items up at a word, remembering what it looked up."""

    def __init__(
        self, text: str, words: list[Word], table: Table, extra: dict[str, list[Phrase]]
    ) -> None:
        self.text = text
        self.words = words
        self.table = table
        self.extra = extra
        self.seen: dict[int, Item | None] = {}

    def item(self, at: int) -> Item | None:
        """Return the item that starts at a word, None where none does."""
        word = self.words[at]
        if (
            word.low not in self.table.nouns
            and word.key not in self.table.names
            and word.key not in self.extra
        ):
            return None
        if at not in self.seen:
            self.seen[at] = self._read(at)
        return self.seen[at]

    def _read(self, at: int) -> Item | None:
        phrase = self._longest(at)
        if phrase is None:
            return None
        last = at + len(phrase.words) - 1
        tail = self._tail(last) if phrase.kind is not Kind.ACTION else ""
        prefix = self._prefix(at)
        return Item(phrase.kind, phrase.ref, at, last, phrase, tail, prefix)

    def _longest(self, at: int) -> Phrase | None:
        best: Phrase | None = None
        word = self.words[at]
        if word.key in self.table.names or word.key in self.extra:
            for phrase in self._names(at):
                if self._case_fits(phrase, at):
                    best = phrase
                    break
        if word.low in self.table.nouns:
            nouns = match(self.table.nouns, self.words, at, by_key=False)
            if nouns and (best is None or len(nouns[0].words) > len(best.words)):
                best = nouns[0]
        return best

    def _names(self, at: int) -> Iterator[Phrase]:
        shipped = match(self.table.names, self.words, at, by_key=True)
        if self.words[at].key not in self.extra:
            yield from shipped
            return
        own = match(
            {k: tuple(v) for k, v in self.extra.items()}, self.words, at, by_key=True
        )
        yield from sorted((*own, *shipped), key=lambda phrase: -len(phrase.words))

    def _case_fits(self, phrase: Phrase, at: int) -> bool:
        raw = self.words[at].raw
        if phrase.spelt is not None and raw != phrase.spelt:
            return False
        if phrase.needs_article and not self.words[at].article:
            return False
        if phrase.kind is Kind.LEADER and len(phrase.words) == 1 and self._is_surname(at):
            return False
        if phrase.is_english and "." not in raw and self._in_capitals(at):
            return False
        if phrase.is_strict:
            return raw.isupper()
        first = self.words[at + phrase.capital_at].raw[0]
        # Scripts without capitals, and Georgian, have the letter itself for a title's.
        return not phrase.is_capital or first == first.title()

    def _is_surname(self, at: int) -> bool:
        """Return whether another given name stands before ("Fadel Abdul Ghani")."""
        word = self.words[at]
        if at == 0 or word.gap not in _JOINED:
            return False
        before = self.words[at - 1]
        return (
            before.raw[0].isupper()
            and not before.raw.isupper()
            and not before.possessive
            and before.low not in self.table.titles
            and before.low not in self.table.nouns
            and not self._is_country(at - 1)
            and at > 1
            and before.gap in _JOINED
        )

    def _is_country(self, at: int) -> bool:
        phrases = match(self.table.names, self.words, at, by_key=True)
        return any(p.kind in (Kind.ADJECTIVE, Kind.COUNTRY) for p in phrases)

    def _in_capitals(self, at: int) -> bool:
        """Return whether the line around a word is written in capitals."""
        near = self.words[max(0, at - 4) : at + 5]
        line = [w.raw for w in near if w.raw.isalpha() and w is not self.words[at]]
        capitals = sum(raw.isupper() for raw in line)
        return bool(line) and capitals >= CAPITALS * len(line)

    def _tail(self, last: int) -> str:
        after = self.words[last + 1 : last + 2]
        if after and after[0].gap == "-" and after[0].low in self.table.joiners.tails:
            return after[0].low
        return ""

    def _prefix(self, at: int) -> str:
        word = self.words[at]
        if at and word.gap == "-" and self.words[at - 1].low in self.table.joiners.prefixes:
            return self.words[at - 1].low
        return ""


def force_of(item: Item) -> ForceNouns | None:
    """Return the force nouns an item stands for, None where it is none."""
    return item.ref if isinstance(item.ref, ForceNouns) else None


def person_of(item: Item) -> PersonNouns | None:
    """Return the person nouns an item stands for, None where it is none."""
    return item.ref if isinstance(item.ref, PersonNouns) else None
