"""Makes a large ledger out of ingested ones, to measure with: `grown_ledger.py OUT LEDGER`.

    warledger ingest a.ledger ../shared/data/fakes/reports.jsonl
    warledger ingest b.ledger ../shared/data/gva/reports.jsonl
    python bench/grown_ledger.py grown.ledger a.ledger b.ledger --claims 100000

The reports with their claims are repeated until there are so many claims, each time under
other ids, with all days moved by 47 days more, all places moved on the map, and every word
that says something changed for one that is as long and as rare (reconcile/features_words):
so that days, places, parties, lengths and words of the result are those of news, and a
repeated report is no copy of the one it is made of. Words that evoke an event stay.
Parties keep their ids. The same ledgers give the same rows.
"""

import argparse
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Any, cast

from warledger.lexicon.events import load_events
from warledger.model import identity
from warledger.reconcile.features_words import COMMONEST, fold, rate
from warledger.store.ledger import Ledger
from warledger.store.opening import open_ledger

Row = dict[str, Any]

# No multiple of a block's four or sixteen days (reconcile/block.py).
DAYS_APART = 47
REPORTS_AT_ONCE = 1000
SOUNDS = ("aeiou", "bcdfghjklmnpqrstvwxyz")
_WORD = re.compile(r"[^\W\d_]{2,}")
NESTED = ("actors", "targets", "places", "figures", "sources")

COPY_RUNS = """INSERT INTO main.runs
SELECT * FROM source.runs ANTI JOIN main.runs USING (run_id)"""


class Renaming:
    """One round's other words: by length and rarity from the table, else by letters."""

    def __init__(self, number: int) -> None:
        self.number = number
        random = Random(number)
        kept = {word for form in load_events().by_form for word in form.split()}
        like: dict[tuple[int, str], list[str]] = {}
        for word, bits in _table():
            if word.isalpha() and word not in kept:
                like.setdefault((len(word), bits), []).append(word)
        self.words: dict[str, str] = {word: word for word in kept}
        for words in like.values():
            self.words.update(zip(words, random.sample(words, len(words)), strict=True))
        turned = {}
        for sounds in SOUNDS:
            other = "".join(random.sample(sounds, len(sounds)))
            turned.update(zip(sounds + sounds.upper(), other + other.upper(), strict=True))
        self.letters = str.maketrans(turned)

    def rename(self, text: str) -> str:
        """Return the text in this round's words, as long as it was."""
        return _WORD.sub(self._other, text) if self.number else text

    def _other(self, found: re.Match[str]) -> str:
        word = found[0]
        plain = fold(word)
        if plain and rate(plain).bits < COMMONEST:
            return word
        known = self.words.get(word.casefold())
        if known is None:
            return word.translate(self.letters)
        return known.capitalize() if word[0].isupper() else known


def _table() -> Iterator[tuple[str, str]]:
    text = files("warledger.reconcile").joinpath("word_rarity.tsv").read_text("utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            word, bits = line.split("\t")
            yield word, bits


def main() -> None:
    """Write the ledger and print how large it is."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("ledgers", nargs="+", type=Path)
    parser.add_argument("--claims", type=int, default=100_000)
    asked = parser.parse_args()
    grow_ledger(asked.out, asked.ledgers, claims=asked.claims)
    with open_ledger(asked.out) as ledger:
        counts = ledger.counts()
    print(f"{asked.out}: {counts.reports:,} reports, {counts.claims:,} claims")


def grow_ledger(out: Path, ledgers: list[Path], *, claims: int) -> None:
    """Write a new ledger at `out` with so many claims of those, or some more."""
    told = [pair for path in ledgers for pair in _read(path)]
    with open_ledger(out, write=True) as ledger:
        for path in ledgers:
            _copy_runs(ledger, path)
        number = written = 0
        while written < claims:
            renaming = Renaming(number)
            for first in range(0, len(told), REPORTS_AT_ONCE):
                batch = told[first : first + REPORTS_AT_ONCE]
                again = [_again(report, rows, renaming) for report, rows in batch]
                with ledger.writing():
                    ledger.insert("reports", [report for report, _ in again])
                    ledger.insert("claims", [row for _, rows in again for row in rows])
                written += sum(len(rows) for _, rows in again)
                if written >= claims:
                    break
            number += 1


def _read(path: Path) -> list[tuple[Row, list[Row]]]:
    with open_ledger(path) as ledger:
        claims: dict[str, list[Row]] = {}
        for row in ledger.rows("stored_claims"):
            claims.setdefault(cast(str, row["report"]), []).append(dict(row))
        reports = [dict(row) for row in ledger.rows("stored_reports")]
    return [(report, claims.get(report["report"], [])) for report in reports]


def _copy_runs(ledger: Ledger, path: Path) -> None:
    connection = ledger._connection
    connection.execute(f"ATTACH '{path}' AS source (READ_ONLY)")
    connection.execute(COPY_RUNS)
    connection.execute("DETACH source")


def _again(report: Row, claims: list[Row], renaming: Renaming) -> tuple[Row, list[Row]]:
    name = f"{report['report']}-{renaming.number}"
    text = renaming.rename(report["text"])
    days = timedelta(days=renaming.number * DAYS_APART)
    new = {**report, "report": name, "text": text, "digest": identity(text)}
    new["title"] = report["title"] and renaming.rename(report["title"])
    new["published"] = _later(report["published"], days)
    return new, [_claim_again(row, name, text, days, renaming) for row in claims]


def _claim_again(
    row: Row, report: str, text: str, days: timedelta, renaming: Renaming
) -> Row:
    new = {**row, "report": report, "quote": text[row["start"] : row["end"]]}
    new["claim_id"] = identity(report, row["trigger_start"], row["trigger_end"])
    for name in NESTED:
        new[name] = [
            {**cell, "mention": text[cell["start"] : cell["end"]]} for cell in row[name]
        ]
    new["places"] = [_moved(place, renaming) for place in new["places"]]
    if (when := row["date"]) is not None:
        ends = {end: _later(when[end], days) for end in ("start", "end")}
        at = (when["mention_start"], when["mention_end"])
        words = when["mention"] if at[0] is None else text[at[0] : at[1]]
        new["date"] = {**when, **ends, "mention": words}
    return new


def _moved(place: Mapping[str, Any], renaming: Renaming) -> Row:
    """Return the place under its other name, on another spot of the same country."""
    number = renaming.number
    new = {**place, "name": renaming.rename(place["name"])}
    new["adm1"] = place["adm1"] and renaming.rename(place["adm1"])
    new["id"] = place["id"] and f"{place['id']}-{number}" if number else place["id"]
    if place["lat"] is not None:
        new["lat"] = max(-85.0, min(85.0, place["lat"] + (number * 7 % 60 - 30) * 0.3))
        new["lon"] = (place["lon"] + number * 1.7 + 180) % 360 - 180
    return new


def _later(day: date | None, by: timedelta) -> date | None:
    return None if day is None else day + by


if __name__ == "__main__":
    main()
