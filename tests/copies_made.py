"""Stories of a war that never was, and a ledger of reports without any claims."""

import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

from warledger.model import Extraction, Report
from warledger.pipeline.changes import Pending
from warledger.pipeline.copies import update_copies
from warledger.store.ledger import Ledger
from warledger.store.opening import open_ledger
from warledger.store.rows import to_entry
from warledger.store.run import Run

DAY = date(1911, 6, 3)
RUN = Run(version="test", settings={}, model="m", lexicon="l", gazetteer="g")

PLACES = [
    "Quellin",
    "Torvik",
    "Maresh",
    "Aldane",
    "Brunhold",
    "Castrel",
    "Dovrin",
    "Esk",
    "Farrow",
    "Gellis",
]
WHO = [
    "lancers",
    "gunners",
    "rebels",
    "farmers",
    "engineers",
    "sailors",
    "marines",
    "scouts",
    "couriers",
    "pilgrims",
]
DID = [
    "crossed",
    "shelled",
    "burned",
    "held",
    "searched",
    "left",
    "rebuilt",
    "flooded",
    "mined",
    "surveyed",
]
WHAT = [
    "the bridge",
    "the mill",
    "the old quay",
    "a barracks",
    "the salt road",
    "two barges",
    "the ford",
]
WHEN = [
    "at dawn",
    "after dusk",
    "on Monday",
    "in heavy rain",
    "during the truce",
    "before the harvest",
]
TELLS = ["a miller said", "the governor wrote", "witnesses told us", "the consul reported"]


def story(seed: int, sentences: int = 12) -> str:
    """Return sentences that another seed's story shares no more than phrases with."""
    pick = random.Random(seed)
    return " ".join(
        f"Some {pick.randint(12, 990)} {pick.choice(WHO)} of {pick.choice(PLACES)} "
        f"{pick.choice(DID)} {pick.choice(WHAT)} near {pick.choice(PLACES)} "
        f"{pick.choice(WHEN)} while {pick.choice(WHO)} from {pick.choice(PLACES)} "
        f"{pick.choice(DID)} {pick.choice(WHAT)}, {pick.choice(TELLS)}."
        for _ in range(sentences)
    )


def report(name: str, text: str, *, days: int | None = 0, **fields: object) -> Report:
    """Return a report; `days` after the first day, None for an unknown day."""
    published = None if days is None else DAY + timedelta(days=days)
    return Report(name, text, published=published, **fields)  # type: ignore[arg-type]


def empty_ledger(path: Path) -> Ledger:
    ledger = open_ledger(path, write=True)
    ledger.begin(RUN)
    return ledger


def take_in(
    ledger: Ledger, reports: Sequence[Report], revisions: Sequence[int] = ()
) -> frozenset[str]:
    """Store reports, find copies among them, and return whose row changed."""
    told = list(zip(reports, revisions or [1] * len(reports), strict=True))
    ledger.append(
        [
            to_entry(one, Extraction(one.report_id), revision=revision, run_id=RUN.run_id)
            for one, revision in told
        ]
    )
    with ledger.writing():
        pending = Pending([(one.report_id, revision) for one, revision in told])
        return update_copies(ledger, pending)


def copies(ledger: Ledger) -> dict[str, dict[str, object]]:
    """Return the rows of `copies` by report."""
    names = [row["report"] for row in ledger.rows("reports")]
    rows = ledger.rows("copies_of", reports=names)
    return {str(row["report"]): dict(row) for row in rows}


def copied(path: Path, reports: Iterable[Report]) -> dict[str, dict[str, object]]:
    """Return what a new ledger says of reports that come all at once."""
    with empty_ledger(path) as ledger:
        take_in(ledger, list(reports))
        return copies(ledger)
