"""Every reader that is fuzzed: how it is called, what it begins with, words of its language.

A reader takes bytes and returns nothing. A WarledgerError with one line of words is its
right; anything else that leaves it, and any broken promise, is a defect. `bench/fuzz.py` runs
them under Atheris, `test_kept.py` under pytest with the seeds and with what was once a defect.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fuzz import (
    file_readers,
    ledger_readers,
    mention_readers,
    report_readers,
    shown_readers,
)
from fuzz.oracles import check_refusal
from warledger.errors import WarledgerError

MODULES = (report_readers, mention_readers, file_readers, ledger_readers, shown_readers)
# Longer inputs find little more and cost their length in time; seeds are cut to this, too.
LONGEST = {
    "names": 100, "terminal": 200, "figures": 250, "times": 250, "places": 250, "actors": 250,
    "sentence": 250, "exports": 400, "html": 400, "api": 400, "gazetteer": 600, "text": 700,
    "json": 700, "table": 700, "packed": 800, "zip": 800, "parquet": 800, "feed": 900, "gold": 900,
    "page": 1_200, "warc": 1_200, "lexicon": 1_200, "whole": 9_000,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reader:
    """How to read fuzzed bytes; `longest` bounds the inputs that are made."""

    name: str
    read: Callable[[bytes], None]
    made_seeds: tuple[bytes, ...] | Callable[[], tuple[bytes, ...]]
    words: tuple[str, ...]
    longest: int

    @property
    def seeds(self) -> tuple[bytes, ...]:
        """Return what fuzzing begins with."""
        return self.made_seeds() if callable(self.made_seeds) else self.made_seeds

    def take(self, data: bytes) -> None:
        """Read the bytes; raises AssertionError, or whatever a defect raises."""
        try:
            self.read(data)
        except WarledgerError as error:
            check_refusal(error)


def _readers() -> Mapping[str, Reader]:
    return {
        name: Reader(name, read, module.SEEDS[name], module.WORDS[name], LONGEST[name])
        for module in MODULES
        for name, read in module.READ.items()
    }


READERS = _readers()
