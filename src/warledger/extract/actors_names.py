"""Find groups that no lexicon knows: by the form of their name, and by their abbreviation.

Method: a capitalised name that ends in "Brigade", "Front", "Army" … or begins with "Liwa",
"Jaysh", "Kata'ib" … is a group; a name followed by capitals in brackets introduces these as
its abbreviation for this text. Text in capitals and headlines in title case are left alone:
there every word looks like a name.

Knowingly missed: groups named by a word of no form ("Ajnad"), names broken over two lines.
"""

import re

from warledger.extract.actors_table import (
    Kind,
    LocalGroup,
    Phrase,
    Table,
    match,
    name_phrase,
)
from warledger.lexicon.names import Word
from warledger.lexicon.persons import stop_words

_LAST = frozenset(
    [
        "brigade",
        "battalion",
        "army",
        "movement",
        "militia",
        "legion",
        "regiment",
        "resistance",
        "column",
    ]
)
# These also name lines of battle, councils and firms: they need two words before them.
_LAST_WEAK = frozenset(("front", "corps", "force", "guard", "division", "company", "union"))
_FIRST = frozenset(
    [
        "liwa",
        "jaysh",
        "harakat",
        "kataib",
        "katibat",
        "saraya",
        "jabhat",
        "jund",
        "faylaq",
        "firqat",
        "lashkar",
        "jamaat",
        "hizb",
        "tehrik",
        "ansar",
        "suqur",
        "ahrar",
        "asaib",
    ]
)
_ABBREVIATION = re.compile(r"\s?[(\[]\s?([A-Z][A-Za-z\-]{1,7})\s?[)\]]")
# Above this share of capitalised words a line is a headline in title case.
_TITLE_CASE = 0.75


def find_local_names(text: str, words: list[Word], table: Table) -> dict[str, list[Phrase]]:
    """Return phrases for the text's own groups and abbreviations, by their first key."""
    found: dict[str, list[Phrase]] = {}
    for first, last in _groups(words, table):
        name = text[words[first].start : words[last].end]
        _add(found, _group_phrase(words, first, last, name))
    for match_ in _ABBREVIATION.finditer(text):
        phrase = _abbreviated(text, words, table, found, match_)
        if phrase is not None:
            _add(found, phrase)
    return found


def _add(found: dict[str, list[Phrase]], phrase: Phrase) -> None:
    group = found.setdefault(phrase.words[0], [])
    if all(known.words != phrase.words for known in group):
        group.append(phrase)


def _group_phrase(words: list[Word], first: int, last: int, name: str) -> Phrase:
    keys = tuple(word.key for word in words[first : last + 1])
    group = LocalGroup(
        "group:" + "-".join(keys), " ".join(name.split()), "named by its form"
    )
    return Phrase(keys, Kind.NAME, (group,), is_capital=True)


def _groups(words: list[Word], table: Table) -> list[tuple[int, int]]:
    found = []
    for at, word in enumerate(words):
        if word.key in _LAST or word.key in _LAST_WEAK:
            pair = _backward(words, at, table)
        elif word.key in _FIRST:
            pair = _forward(words, at)
        else:
            continue
        if pair is not None and _is_described(words, pair, table):
            continue
        if pair is not None and not _is_title_case(words, pair):
            found.append(pair)
    return found


def _is_described(words: list[Word], pair: tuple[int, int], table: Table) -> bool:
    """Return whether the lexicon reads the words better: as a name, or a state's army."""
    first, last = pair
    if last > first and _is_country(words, last - 1, table):
        return True
    if any(len(p.words) > 1 for p in match(table.nouns, words, last, by_key=False)):
        return True
    return any(
        phrase.kind in (Kind.NAME, Kind.LEADER) and phrase.is_capital
        for at in range(first, last + 1)
        for phrase in match(table.names, words, at, by_key=True)
        if at + len(phrase.words) - 1 <= last
    )


def _is_name_word(word: Word) -> bool:
    return (
        word.raw[0].isupper()
        and word.low not in stop_words("group")
        and not (word.raw.isupper() and len(word.raw) > 4)
    )


def _backward(words: list[Word], at: int, table: Table) -> tuple[int, int] | None:
    """Return the name that ends at a group word, if enough capitalised words make it."""
    if not words[at].raw[0].isupper() or words[at].raw.isupper():
        return None
    first = at
    while (
        first > 0
        and words[first].gap in (" ", "-", "'")
        and _is_name_word(words[first - 1])
    ):
        first -= 1
    while first < at and _is_country(words, first, table):
        first += 1
    least = 2 if words[at].key in _LAST_WEAK else 1
    return (first, at) if at - first >= least and at - first <= 5 else None


def _is_country(words: list[Word], at: int, table: Table) -> bool:
    names = match(table.names, words, at, by_key=True)
    return any(
        phrase.kind in (Kind.COUNTRY, Kind.ADJECTIVE, Kind.PEOPLE)
        and len(phrase.words) == 1
        for phrase in names
    )


def _forward(words: list[Word], at: int) -> tuple[int, int] | None:
    if not _is_name_word(words[at]) or words[at].raw.isupper():
        return None
    last = at
    while last + 1 < len(words) and last - at < 3:
        following = words[last + 1]
        if following.gap not in (" ", "-", "'") or not _is_name_word(following):
            break
        if following.key in _FIRST:
            break
        last += 1
        if following.possessive:
            break
    return (at, last) if last > at else None


def _is_title_case(words: list[Word], pair: tuple[int, int]) -> bool:
    first, last = pair
    around = words[max(0, first - 4) : first] + words[last + 1 : last + 5]
    alphabetic = [word for word in around if word.raw.isalpha()]
    capital = sum(word.raw[0].isupper() for word in alphabetic)
    return len(alphabetic) > 2 and capital > _TITLE_CASE * len(alphabetic)


def _abbreviated(
    text: str,
    words: list[Word],
    table: Table,
    found: dict[str, list[Phrase]],
    bracket: re.Match[str],
) -> Phrase | None:
    """Return the phrase for an abbreviation that a name right before it explains."""
    short = bracket.group(1)
    if sum(character.isupper() for character in short) < 2:
        return None
    at = _word_before(words, bracket.start())
    if at is None or text[words[at].end : bracket.start()].strip():
        return None
    if any(
        p.kind is Kind.NAME for p in match(table.names, _words_of(short), 0, by_key=True)
    ):
        return None
    own = {key: tuple(group) for key, group in found.items()}
    for first in range(max(0, at - 7), at + 1):
        for names in (own, table.names):
            for phrase in match(names, words, first, by_key=True):
                if phrase.kind is Kind.NAME and first + len(phrase.words) - 1 == at:
                    return name_phrase(short, Kind.NAME, phrase.ref)
    return None


def _words_of(short: str) -> list[Word]:
    return [Word(0, len(short), short.lower(), short.lower(), short, "", False)]


def _word_before(words: list[Word], end: int) -> int | None:
    low, high = 0, len(words)
    while low < high:
        middle = (low + high) // 2
        if words[middle].end <= end:
            low = middle + 1
        else:
            high = middle
    return low - 1 if low else None
