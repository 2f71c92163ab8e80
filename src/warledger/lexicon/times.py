"""The words of time expressions (`en/times.toml`), typed: each plays one role in the
grammar.

The roles are those that `warledger.extract.times.grammar` names; a word has one role, and
a value whose meaning depends on the role (a month's number, a unit's TIMEX3 letter, an
offset).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from warledger.errors import ResourceError
from warledger.lexicon.toml import entries, lexicon_file, only_keys, read_toml, text, texts

_FILE = "times.toml"
_WORD_KEYS = frozenset(
    {"role", "value", "words", "capital", "near", "history", "example", "why"}
)


@dataclass(frozen=True, slots=True)
class TimeWord:
    """A word's role and value, and the conditions under which it plays it."""

    role: str
    value: str
    needs_capital: bool = False
    needs_neighbour: bool = False
    is_history: bool = False


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Everything `times.toml` says; by lower-case words; `lists` are word lists by name."""

    words: Mapping[str, TimeWord]
    hedges: Mapping[str, str]
    lists: Mapping[str, frozenset[str]]


def _lists() -> dict[str, frozenset[str]]:
    table = read_toml(lexicon_file(_FILE)).get("lists")
    if not isinstance(table, Mapping):
        raise ResourceError(
            f"{_FILE}: 'lists' is {table!r}; expected a table of word lists"
        )
    return {name: frozenset(texts(table, name, f"{_FILE}, lists")) for name in table}


@cache
def time_words() -> TimeWords:
    """Return the lexicon; raises ResourceError naming the entry that is wrong."""
    words: dict[str, TimeWord] = {}
    for where, entry in entries(lexicon_file(_FILE), "word"):
        only_keys(entry, _WORD_KEYS, where)
        value = entry.get("value")
        if not isinstance(value, str):
            raise ResourceError(f"{where}: 'value' is {value!r}; expected a string")
        flags = [entry.get(key) is True for key in ("capital", "near", "history")]
        word = TimeWord(text(entry, "role", where), value, *flags)
        words.update(dict.fromkeys(texts(entry, "words", where), word))
    hedges: dict[str, str] = {}
    for where, entry in entries(lexicon_file(_FILE), "hedge"):
        only_keys(entry, frozenset({"words", "value", "example"}), where)
        value = entry.get("value")
        if not isinstance(value, str):
            raise ResourceError(f"{where}: 'value' is {value!r}; expected a string")
        hedges.update(dict.fromkeys(texts(entry, "words", where), value))
    return TimeWords(words, hedges, _lists())
