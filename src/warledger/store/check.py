"""Prove what a ledger promises, from its rows alone, and name every row that breaks it.

Spans and bounds are looked at by the queries that also guard each write; ids and digests
are made again from what they are made of; then every derived row must rest on claims that
are there. Nothing is mended here: derived rows are made again by `warledger reconcile
--afresh`, reports and claims by reading their source again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from warledger.model import identity
from warledger.store.ledger import Ledger
from warledger.store.run import run_id_of


@dataclass(frozen=True, slots=True)
class Breach:
    """A promise that a row breaks: which promise, which row."""

    what: str
    name: str


def check(ledger: Ledger) -> tuple[Breach, ...]:
    """Return every breach of the ledger's promises; empty for a sound one."""
    return tuple(_breaches(ledger))


def _breaches(ledger: Ledger) -> Iterator[Breach]:
    for cell in ledger.violations():
        where = f"{cell['report']} {cell['field']} {cell['start']}:{cell['end']}"
        yield Breach("cell is not the text at its span, or out of order", where)
    for row in ledger.rows("digests"):
        if row["digest"] != identity(cast(str, row["text"])):
            yield Breach("text is not what its digest was made of", str(row["report"]))
    for row in ledger.rows("identities"):
        parts = (str(row["report"]), row["trigger_start"], row["trigger_end"])
        if row["claim_id"] != identity(*cast(tuple[str, int, int], parts)):
            yield Breach("claim's id is not that of its words", str(row["claim_id"]))
    for row in ledger.runs():
        if row["run_id"] != run_id_of(row):
            yield Breach("run's id is not that of its manifest", str(row["run_id"]))
    for row in ledger.rows("incoherent"):
        yield Breach(str(row["what"]), str(row["name"]))
