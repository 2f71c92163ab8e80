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
MAKE = """
CREATE VIRTUAL TABLE words USING fts5(
    quotes, titles, names, content='', tokenize="unicode61 remove_diacritics 2")
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
    with sqlite3.connect(folder / "words.sqlite") as index:
        index.execute("PRAGMA journal_mode = OFF")
        index.execute("PRAGMA synchronous = OFF")
        index.execute(MAKE)
        index.executemany(
            "INSERT INTO words (rowid, quotes, titles, names) VALUES (?, ?, ?, ?)",
            _entries(ledger),
        )
        index.execute("INSERT INTO words (words) VALUES ('optimize')")
    index.close()


def _entries(ledger: Ledger) -> Iterator[tuple[int, str, str, str]]:
    """Yield the texts of each incident under its number; a repeated text counts once."""
    now, quotes, titles, names = -1, dict[str, None](), dict[str, None](), dict[str, None]()
    for batch in ledger.arrow("web_words"):
        columns = (batch.column(i).to_pylist() for i in range(4))
        for number, quote, title, called in zip(*columns, strict=True):
            if number != now:
                if now >= 0:
                    yield now, "\n".join(quotes), "\n".join(titles), "\n".join(names)
                now, quotes, titles, names = number, {}, {}, {}
            quotes[quote] = None
            if title:
                titles[title[:INDEXED_TITLE]] = None
            names.update(dict.fromkeys(called))
    if now >= 0:
        yield now, "\n".join(quotes), "\n".join(titles), "\n".join(names)


@dataclass(frozen=True, slots=True)
class Found:
    """The incidents that match: all, by number, and the best first if they were ranked."""

    matching: Ints
    ranked: Ints | None


class Words:
    """The index of one copy, open for reading; one connection a thread."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "words.sqlite"
        self._here = threading.local()

    def find(self, terms: tuple[Term, ...], *, ranked: bool = False) -> Found:
        """Return the incidents that have all the terms and none of the barred ones."""
        wanted = " AND ".join(t.fts() for t in terms if not t.is_barred)
        barred = " OR ".join(t.fts() for t in terms if t.is_barred)
        match = f"({wanted}) NOT ({barred})" if barred else wanted
        told = self._ask("SELECT group_concat(rowid) FROM words WHERE words MATCH ?", match)
        numbers = np.array((told or "").split(",") if told else [], dtype=np.int32)
        numbers.sort()
        if not ranked or len(numbers) > RANKED:
            return Found(numbers, None)
        best = self._ask(
            "SELECT group_concat(rowid) FROM (SELECT rowid FROM words WHERE words MATCH ? "
            "ORDER BY bm25(words, 1.0, 2.0, 4.0), rowid DESC)",
            match,
        )
        order = np.array((best or "").split(",") if best else [], dtype=np.int32)
        return Found(numbers, order)

    def _ask(self, statement: str, match: str) -> str | None:
        if not hasattr(self._here, "index"):
            self._here.index = sqlite3.connect(
                f"file:{self._path.as_posix().replace('?', '%3f')}?mode=ro&immutable=1",
                uri=True,
            )
        index: sqlite3.Connection = self._here.index
        answer: str | None = index.execute(statement, (match,)).fetchone()[0]
        return answer


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
