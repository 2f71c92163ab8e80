"""Read lexicon files; a malformed entry is named by file, table, number and key.

Lexicons are TOML by language and concept (`en/*.toml`). Every entry has an `example` that
a test runs, and, where a mistake was made once, `not` and `why`.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Protocol

from warledger.errors import ResourceError

Entry = Mapping[str, object]


class LexiconFile(Protocol):
    """A shipped file, a path, or a user's file already read: what has a name and text."""

    @property
    def name(self) -> str:
        """Return the file's name, for errors."""

    def read_text(self, encoding: str) -> str:
        """Return the whole text."""


def lexicon_file(name: str, language: str = "en") -> Traversable:
    """Return the shipped lexicon file `name` ("actors.toml" or "actors/syria.toml")."""
    return files("warledger.lexicon").joinpath(language, *name.split("/"))


def lexicon_files(folder: str, language: str = "en") -> tuple[Traversable, ...]:
    """Return the shipped `*.toml` files of a folder, by name."""
    found = files("warledger.lexicon").joinpath(language, folder).iterdir()
    return tuple(
        sorted((f for f in found if f.name.endswith(".toml")), key=lambda f: f.name)
    )


def read_toml(path: LexiconFile) -> Mapping[str, object]:
    """Return the parsed file; a file that is missing or is no TOML raises ResourceError."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ResourceError(
            f"{path}: no such lexicon file; expected a TOML file"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ResourceError(f"{path.name}: not readable as TOML: {error}") from error
    except RecursionError as error:  # the parser calls itself for each bracket
        raise ResourceError(
            f"{path.name}: not readable as TOML: nested too deeply; "
            "expected tables of strings and lists of strings"
        ) from error


def entries(path: LexiconFile, table: str) -> Iterator[tuple[str, Entry]]:
    """Yield (where, entry) for each `[[table]]` of the file; `where` names it in errors."""
    rows = read_toml(path).get(table, [])
    if not isinstance(rows, list):
        raise ResourceError(
            f"{path.name}: '{table}' is not a list; write it as [[{table}]]"
        )
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, Mapping):
            raise ResourceError(f"{path.name}, {table} {number}: expected a table of keys")
        yield f"{path.name}, {table} {number}", row


def text(entry: Entry, key: str, where: str) -> str:
    """Return the string under `key`, which must be there."""
    value = entry.get(key)
    if not isinstance(value, str) or not value:
        raise ResourceError(f"{where}: '{key}' is {value!r}; expected a non-empty string")
    return value


def one_of(value: str, allowed: Iterable[str], key: str, where: str) -> str:
    """Return `value`, what an entry says under `key`, if it is one of `allowed`."""
    if value not in (known := tuple(allowed)):
        raise ResourceError(
            f"{where}: '{key}' is {value!r}; expected one of {', '.join(known)}"
        )
    return value


def optional_text(entry: Entry, key: str, where: str) -> str | None:
    """Return the string under `key`, or None where the entry has none."""
    return text(entry, key, where) if key in entry else None


def texts(entry: Entry, key: str, where: str) -> tuple[str, ...]:
    """Return the list of strings under `key`, empty where the entry has none."""
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(
        isinstance(item, str) and item for item in value
    ):
        raise ResourceError(f"{where}: '{key}' is {value!r}; expected a list of strings")
    return tuple(value)


def only_keys(entry: Entry, allowed: frozenset[str], where: str) -> None:
    """Refuse keys that nobody reads: they are misspellings."""
    unknown = sorted(set(entry) - allowed)
    if unknown:
        raise ResourceError(
            f"{where}: unknown key '{unknown[0]}'; known: {', '.join(sorted(allowed))}"
        )
