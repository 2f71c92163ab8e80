"""Find named persons by the title before their name, and their surnames later in the text.

Method: a title of `persons.toml` ("General", "Defence Minister", "spokesman") followed by
up to four capitalised words that are no party's name. The side is that of the body or
country that stands with the title ("Russian Defence Minister X", "Tiger Forces Commander
X"); where none does, it is None.

Knowingly missed: persons without a title, and titles behind the name ("X, a colonel").
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from warledger.extract.actors_table import Kind, Table, match
from warledger.lexicon.names import Word
from warledger.lexicon.persons import stop_words
from warledger.model import ActorMention, Span

# In capitals a verb looks like a name: "RETURNED" ends as no surname but "Ahmed" does.
_PAST = re.compile(r"[^aem]ed$")
_LONGEST_NAME = 4
_LONGEST_CAPITALS = 3
# "Armed forces spokesman Brigadier General Dr" has four; a text of nothing but titles has
# no end.
MOST_TITLES = 8


@dataclass(frozen=True, slots=True)
class Person:
    """A titled name: word numbers of title and name, both ends inside."""

    title: int
    first: int
    last: int
    kind: str


def find_persons(words: list[Word], table: Table, *, is_capitals: bool) -> list[Person]:
    """Return the titled persons of a text in order."""
    found: list[Person] = []
    at = 0
    while at < len(words):
        phrases = (
            match(table.titles, words, at, by_key=False)
            if words[at].low in table.titles
            else ()
        )
        person = None
        for phrase in phrases:
            person = _named_after(
                words, at, at + len(phrase.words), str(phrase.ref), table, is_capitals
            )
            if person is not None:
                break
        if person is None:
            at += 1
            continue
        found.append(person)
        at = person.last + 1
    return found


def _named_after(
    words: list[Word], title: int, first: int, kind: str, table: Table, is_capitals: bool
) -> Person | None:
    """Return the person whose name stands at `first`, or behind further titles there."""
    if words[title].article:
        return None
    starts = [first]
    while not words[starts[-1] - 1].possessive and len(starts) <= MOST_TITLES:
        inner = _title_at(words, starts[-1], table)
        if not inner or not _goes_on(words, starts[-1]):
            break
        starts.append(starts[-1] + inner)
    for start in reversed(starts):
        last = _last_of_name(words, start, table, is_capitals)
        is_weak = last == start and words[start - 1].low in stop_words("weak title")
        if last >= start and not is_weak and not words[start - 1].possessive:
            return Person(title, start, last, kind)
    return None


def _last_of_name(words: list[Word], first: int, table: Table, is_capitals: bool) -> int:
    """Return the last word of the name that starts at `first`; `first` - 1 for none."""
    longest = _LONGEST_CAPITALS if is_capitals else _LONGEST_NAME
    last = first - 1
    while last + 1 < len(words) and last + 1 - first < longest:
        if not _goes_on(words, last + 1) or not _is_name(words, last + 1, table):
            break
        if is_capitals and last >= first and _PAST.search(words[last + 1].low):
            break
        last += 1
        if words[last].possessive:
            break
    while last >= first and words[last].low in stop_words("particle"):
        last -= 1
    return last


def _goes_on(words: list[Word], at: int) -> bool:
    """Return whether a word goes on with the phrase before it, a title's stop aside."""
    if at >= len(words):
        return False
    before = words[at - 1]
    is_short = len(before.raw) == 1 or before.low in stop_words("abbreviation")
    return words[at].gap in (" ", "-", "'") or (words[at].gap == "." and is_short)


def _title_at(words: list[Word], at: int, table: Table) -> int:
    """Return how many words of another title stand here ("spokesman Maj. Gen. X")."""
    if at >= len(words) or words[at].low not in table.titles:
        return 0
    found = match(table.titles, words, at, by_key=False)
    return len(found[0].words) if found else 0


def _is_name(words: list[Word], at: int, table: Table) -> bool:
    word = words[at]
    if word.low in stop_words("name") or word.raw in ("I", "A"):
        return False
    if word.low in stop_words("particle"):
        return at + 1 < len(words) and words[at + 1].raw[0].isupper()
    if not word.raw[0].isupper() or (
        not word.raw.replace(".", "").isalpha() and "'" not in word.raw
    ):
        return (
            word.raw[0].isupper()
            and not word.raw.isdigit()
            and any(c in word.raw for c in "’ʿ`")
        )
    if word.low in table.nouns and any(len(p.words) == 1 for p in table.nouns[word.low]):
        return False
    return not any(
        phrase.kind in (Kind.NAME, Kind.COUNTRY, Kind.ADJECTIVE)
        and (len(phrase.words) > 1 or phrase.kind is not Kind.NAME or phrase.is_strict)
        for phrase in match(table.names, words, at, by_key=True)
    )


def with_full_names(persons: list[ActorMention]) -> list[ActorMention]:
    """Return the persons, those with a last name only under the full name told before.

    "Colonel Ilka Thornwater … Governor Thornwater" is one person by two titles, unless two
    full names end so, or the two stand on different sides.
    """
    full: dict[str, set[str]] = {}
    by_id: dict[str, ActorMention] = {}
    found = []
    for person in persons:
        name = person.actor_id.removeprefix("person:")
        last = name.rpartition("-")[2]
        if last != name:
            full.setdefault(last, set()).add(person.actor_id)
            by_id.setdefault(person.actor_id, person)
        ids = full.get(name, set())
        known = by_id[min(ids)] if len(ids) == 1 else None
        if known is not None and (
            person.side is None or known.side is None or person.side == known.side
        ):
            person = replace(
                person,
                actor_id=known.actor_id,
                name=known.name,
                side=person.side or known.side,
                reason="a title and the last name of a person named before",
            )
        found.append(person)
    return found


def surnames(words: list[Word], persons: list[ActorMention]) -> list[ActorMention]:
    """Return later mentions of titled persons by their last name alone."""
    last_words: dict[str, ActorMention] = {}
    starts = [word.start for word in words] if persons else []
    for person in persons:
        first = bisect_left(starts, person.span.start)
        inside = words[first : bisect_left(starts, person.span.end)]
        while inside and inside[-1].end > person.span.end:
            inside.pop()
        if inside and len(inside[-1].key) > 3:
            last_words.setdefault(inside[-1].key, person)
    found = []
    for at, word in enumerate(words):
        person_or_none = last_words.get(word.key)
        if person_or_none is None or not word.raw[0].isupper():
            continue
        if word.start <= person_or_none.span.end:
            continue
        names = person_or_none.actor_id.removeprefix("person:").split("-")
        first = at
        while first and words[first].gap == " " and words[first - 1].key in names:
            first -= 1
        found.append(_again(person_or_none, Span(words[first].start, word.end)))
    return found


def _again(person: ActorMention, span: Span) -> ActorMention:
    return ActorMention(
        span, person.actor_id, person.name, person.inter, person.side, person.country,
        person.role, False, True, span, (), "the surname of a person named before",
    )  # fmt: skip
