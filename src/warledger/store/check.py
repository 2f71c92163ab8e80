"""Prove what a ledger promises, from its rows alone, and name every row that breaks it.

Spans and bounds are looked at by the queries that also guard each write; ids, digests and
seals are made again from what they are made of; then every derived row must rest on claims
that are there. Nothing is mended here: derived rows are made again by `warledger reconcile
--afresh`, reports and claims by reading their source again. Whether derived rows are what
reconciling makes of the claims is for `pipeline.prove`, which can reconcile.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from warledger.model import identity
from warledger.store.lake import breaches_of_files, is_lake
from warledger.store.ledger import Ledger
from warledger.store.run import run_id_of
from warledger.store.seals import Seal, beginning, follow

PARTS = ("the report", "its mentions", "its claims")


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
    yield from _changed_files(ledger) if is_lake(ledger.path) else _unsealed(ledger)
    for row in ledger.rows("redirected"):
        if row["incident_id"] != identity("incident", cast(str, row["claim_id"])):
            yield Breach("redirect's id is not that of its claim", str(row["incident_id"]))
    for row in ledger.rows("incoherent"):
        yield Breach(str(row["what"]), str(row["name"]))


def _changed_files(lake: Ledger) -> Iterator[Breach]:
    """Yield the files of a lake that are not as they were written: its seals are theirs."""
    for what, name in breaches_of_files(lake.path):
        yield Breach(what, name)


def _unsealed(ledger: Ledger) -> Iterator[Breach]:
    """Yield what is not as it was taken in, and seals that do not follow one another."""
    due: dict[tuple[str, str, int], str] = {}
    for new in ledger.due_seals():
        if new.thing in due:
            yield Breach(f"{new.kind} is there twice", _called(new))
        due[new.thing] = new.digest
    last, chain = 0, None
    for row in ledger.rows("seals"):
        kind, name, revision = (
            str(row["kind"]),
            str(row["name"]),
            cast(int, row["revision"]),
        )
        sealed = Seal(kind, name, revision, str(row["digest"]))
        chain = follow(chain or beginning(str(row["made_by"])), sealed)
        if row["number"] != last + 1 or row["chain"] != chain:
            yield Breach("seal does not follow the one before it", str(row["number"]))
        last, chain = cast(int, row["number"]), str(row["chain"])
        found = due.pop(sealed.thing, None)
        if found is None:
            yield Breach(f"{kind} was taken in and is gone", _called(sealed))
        elif found != sealed.digest:
            yield Breach(f"{kind} is not as it was taken in", _called(sealed, found))
    for kind, name, revision in due:
        yield Breach(f"{kind} has no seal", _called(Seal(kind, name, revision, "")))


def _called(sealed: Seal, found: str = "") -> str:
    """Return the name of what is sealed; with its digest as found, what of it differs."""
    if sealed.kind != "report":
        return sealed.name
    name = f"{sealed.name}, revision {sealed.revision}"
    halves = zip(PARTS, sealed.digest.split("-"), found.split("-"), strict=False)
    changed = [part for part, was, now in halves if was != now]
    return f"{name} ({', '.join(changed)})" if found and changed else name
