"""Full-text search over the claims' quotes, the reports' titles and the names in them.

An SQLite FTS5 index (in Python's standard library; nothing to install or fetch), one
entry an incident, its text not stored a second time. Letters lose case and accents. A
query's words must all be there; `"a phrase"`, `start*` and `-not` are understood, all
else is taken as words, so that no query is an error of syntax. Best first is BM25
(Robertson & Zaragoza 2009) up to RANKED matches, beyond that latest first: a word that
half of the ledger has ranks nothing. Knowingly missed: scripts that write no spaces are
found by their runs' beginnings only; a phrase may reach from one quote into the next.
"""

import re
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import numpy as np

from warledger.errors import QueryError
from warledger.store.ledger import Ledger
from warledger.web.server.facts import Ints
from warledger.web.server.folding import folded

LONGEST_QUERY = 400
MOST_TERMS = 16
RANKED = 3_000
# Titles of a megabyte exist; what nobody types need not be found.
INDEXED_TITLE = 2_000
FILE = "words.sqlite"
MAKE = """
CREATE VIRTUAL TABLE words USING fts5(
    quotes, titles, names, content='', tokenize="unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE titles USING fts5(
    title, report, outlet UNINDEXED, published UNINDEXED,
    tokenize="unicode61 remove_diacritics 2");
"""
TERM = re.compile(r'(-?)"([^"]*)"?|(\S+)')
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand beside one another; a query has several terms."""

    words: tuple[str, ...]
    is_start: bool = False
    is_barred: bool = False

    def fts(self) -> str:
        """Return the term in FTS5's own language, quoted whole."""
        return f'"{" ".join(self.words)}"{"*" if self.is_start else ""}'


def read_query(text: str) -> tuple[Term, ...]:
    """Return the terms of what somebody typed; raises QueryError where it asks nothing."""
    if len(text) > LONGEST_QUERY:
        raise QueryError(
            f"q: {len(text)} characters, expected at most {LONGEST_QUERY}; search for less"
        )
    terms = tuple(_terms(text))
    if not any(not term.is_barred for term in terms):
        raise QueryError("q: no word to look for; give at least one word with letters")
    if len(terms) > MOST_TERMS:
        raise QueryError(f"q: {len(terms)} words, expected at most {MOST_TERMS}")
    return terms


def _terms(text: str) -> Iterator[Term]:
    for found in TERM.finditer(text):
        bar, phrase, bare = found.groups()
        if phrase is not None:
            words = tuple(WORD.findall(phrase))
            if words:
                yield Term(words, is_barred=bar == "-")
            continue
        is_barred = bare.startswith("-") and len(bare) > 1
        is_start = bare.endswith("*")
        words = tuple(WORD.findall(bare))
        if words:
            yield Term(words, is_start=is_start, is_barred=is_barred)


def write_words(ledger: Ledger, folder: Path) -> None:
    """Write the index of a prepared copy into the folder."""
    with sqlite3.connect(folder / FILE) as index:
        index.execute("PRAGMA journal_mode = OFF")
        index.execute("PRAGMA synchronous = OFF")
        index.executescript(MAKE)
        index.executemany(
            "INSERT INTO words (rowid, quotes, titles, names) VALUES (?, ?, ?, ?)",
            _entries(ledger),
        )
        index.executemany(
            "INSERT INTO titles (report, title, outlet, published) VALUES (?, ?, ?, ?)",
            _titles(ledger),
        )
        for table in ("words", "titles"):
            index.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
    index.close()


def _titles(ledger: Ledger) -> Iterator[tuple[str, str | None, str | None, str | None]]:
    """Yield the reports in the order of their days, so that the latest are found first."""
    for row in ledger.rows("web_titles", most=INDEXED_TITLE):
        yield tuple(row.values())  # type: ignore[misc]


def match_of(terms: tuple[Term, ...]) -> str:
    """Return a query in FTS5's own language."""
    wanted = " AND ".join(term.fts() for term in terms if not term.is_barred)
    barred = " OR ".join(term.fts() for term in terms if term.is_barred)
    return f"({wanted}) NOT ({barred})" if barred else wanted


def _entries(ledger: Ledger) -> Iterator[tuple[int, str, str, str]]:
    """Yield the texts of each incident under its number; a repeated text counts once."""
    now, quotes, titles, names = -1, dict[str, None](), dict[str, None](), dict[str, None]()
    for batch in ledger.arrow("web_words"):
        columns = (batch.column(i).to_pylist() for i in range(4))
        for number, words, title, called in zip(*columns, strict=True):
            if number != now:
                if now >= 0:
                    yield now, "\n".join(quotes), "\n".join(titles), "\n".join(names)
                now, quotes, titles, names = number, {}, {}, {}
            quotes[words] = None
            if title:
                titles[title[:INDEXED_TITLE]] = None
            names.update(dict.fromkeys(called))
    if now >= 0:
        yield now, "\n".join(quotes), "\n".join(titles), "\n".join(names)


class Words:
    """The index of one copy, open for reading; one connection a thread."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._here = threading.local()

    def find(self, terms: tuple[Term, ...]) -> Ints:
        """Return the incidents that have all the terms and none of the barred ones."""
        numbers = self._numbers("SELECT group_concat(rowid) FROM words(?)", terms)
        numbers.sort()
        return numbers

    def rank(self, terms: tuple[Term, ...]) -> Ints:
        """Return the same, the best first; names weigh more than titles and quotes."""
        return self._numbers(
            "SELECT group_concat(rowid) FROM (SELECT rowid FROM words(?) "
            "ORDER BY bm25(words, 1.0, 2.0, 4.0), rowid DESC)",
            terms,
        )

    def titles(self, terms: tuple[Term, ...], most: int) -> list[dict[str, str | None]]:
        """Return the latest reports whose title or id has all the words."""
        found = self._index().execute(
            "SELECT report, title, outlet, published FROM titles(?) "
            "ORDER BY rowid DESC LIMIT ?",
            (match_of(terms), most),
        )
        names = ("id", "title", "outlet", "published")
        return [dict(zip(names, row, strict=True)) for row in found]

    def _numbers(self, statement: str, terms: tuple[Term, ...]) -> Ints:
        told = self._index().execute(statement, (match_of(terms),)).fetchone()[0]
        return np.array(told.split(",") if told else [], dtype=np.int32)

    def _index(self) -> sqlite3.Connection:
        if not hasattr(self._here, "index"):
            path = quote(self._path.as_posix())
            self._here.index = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
        index: sqlite3.Connection = self._here.index
        return index


def marks_in(text: str, terms: tuple[Term, ...]) -> list[list[int]]:
    """Return the spans of a text that match a term, in order, none within another."""
    plain = folded(text)
    found: list[tuple[int, int]] = []
    for term in terms:
        if not term.is_barred:
            words = r"\W+".join(re.escape(folded(word)) for word in term.words)
            pattern = rf"\b{words}{'' if term.is_start else chr(92) + 'b'}"
            found += [match.span() for match in re.finditer(pattern, plain)]
    kept: list[list[int]] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append([start, end])
    return kept
