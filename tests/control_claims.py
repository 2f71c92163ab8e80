"""Claims of control built by hand, and ledgers of them, for the tests of who held what."""

import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from warledger.lexicon.actors import load_actors
from warledger.model import (
    Claim,
    ClaimActor,
    ClaimDate,
    Extraction,
    Factuality,
    Place,
    Report,
    Span,
    Speaker,
    Status,
)
from warledger.pipeline.control import update_control
from warledger.pipeline.reconcile import find_pending, rules
from warledger.reconcile.control_places import Told
from warledger.store.exports import write_table
from warledger.store.ledger import Ledger
from warledger.store.opening import open_ledger
from warledger.store.rows import to_entry
from warledger.store.run import Run

RUN = Run("0.0.1", {"model": "tiny", "language": "en"}, "tiny 1.0", "aa", "bb")
TYPES = {
    "capture": ("Battles", "Government regains territory", ()),
    "transfer": ("Strategic developments", "Non-violent transfer of territory", ()),
    "clash": ("Battles", "Armed clash", ()),
    "offensive": ("Battles", "Armed clash", ("offensive",)),
    "withdrawal": ("Strategic developments", "Change to group/activity", ("withdrawal",)),
} | {
    tag: ("Strategic developments", "Other", (tag,))
    for tag in ("control", "siege", "encirclement")
}
GENERIC = {"rebels": ("generic:rebels", "rebels", None),
           "residents": ("generic:civilians", "Civilians", None)}  # fmt: skip


def span_of(words: str, text: str) -> Span:
    """Return where the words stand in the text; fails where they do not."""
    start = text.index(words)
    return Span(start, start + len(words))


def actor(text: str, words: str, actor_id: str) -> ClaimActor:
    """Return a party of a claim, by the lexicon's id."""
    listed = load_actors().actors.get(actor_id)
    if listed is None:
        made, name, side = GENERIC[actor_id]
        return ClaimActor(name, made, words, span_of(words, text), side)
    return ClaimActor(listed.name, actor_id, words, span_of(words, text), listed.side)


def place(text: str, words: str, **fields: object) -> Place:
    """Return a town of that name that a gazetteer knows, unless told otherwise."""
    known: dict[str, Any] = {
        "name": words, "place_id": f"own:{words}", "lat": 1.0, "lon": 2.0, "where_prec": 1,
        "adm1": "North", "country": "SD", "kind": "town",
    }  # fmt: skip
    return Place(span_of(words, text), words, **{**known, **fields})


def day(edtf: str | None, basis: str = "as written") -> ClaimDate | None:
    """Return a date of one day or of an interval of days."""
    if edtf is None:
        return None
    first, _, last = edtf.partition("/")
    start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    return ClaimDate(edtf, start, end, 1, basis)


def claim_of(case: dict[str, Any], *, report: str = "r1", prefix: str = "") -> Claim:
    """Return the claim of a case: `quote`, `trigger`, `says` and what else it tells."""
    text = prefix + case["quote"]
    event_type, sub_event_type, tags = TYPES[case["says"]]
    speakers = [
        Speaker(name, text[:1], Span(0, 1), "said", speaker_id)
        for name, speaker_id in case.get("sources", [])
    ]
    return Claim(
        report_id=report,
        span=Span(len(prefix), len(text)),
        trigger=span_of(case["trigger"], text),
        event_type=event_type,
        sub_event_type=sub_event_type,
        tags=tags,
        status=Status(case.get("status", "occurred")),
        factuality=Factuality.CERTAIN,
        actors=tuple(actor(text, *pair) for pair in case.get("actors", [])),
        targets=tuple(actor(text, *pair) for pair in case.get("targets", [])),
        places=tuple(place(text, name, **more) for name, more in case["places"]),
        date=day(case.get("date", "2023-05-04"), case.get("basis", "as written")),
        sources=tuple(speakers),
    )


def told(case: dict[str, Any]) -> Told:
    """Return the case's claim as a report of its own tells it."""
    prefix = case.get("before", "")
    claim = claim_of(case, prefix=prefix)
    return Told(claim, case["quote"], "Lantern", date(2023, 5, 6), "r1")


@dataclass(frozen=True)
class Text:
    """A report with claims: one sentence each."""

    name: str
    outlet: str
    published: date
    cases: tuple[dict[str, Any], ...]


def add(ledger: Ledger, texts: Iterable[Text], *, revision: int = 1) -> None:
    """Store the reports with their claims."""
    entries = []
    for text in texts:
        whole = "".join(case["quote"] + "\n" for case in text.cases)
        claims, prefix = [], ""
        for case in text.cases:
            claims.append(replace(claim_of(case, report=text.name, prefix=prefix)))
            prefix += case["quote"] + "\n"
        report = Report(text.name, whole, outlet=text.outlet, published=text.published)
        found = Extraction(text.name, claims=tuple(claims))
        entries.append(to_entry(report, found, revision=revision, run_id=RUN.run_id))
    ledger.begin(RUN)
    ledger.append(entries)


def control_of(path: Path, batches: Sequence[Sequence[Text]]) -> bytes:
    """Return the export of control after the batches were taken in one after the other."""
    with open_ledger(path, write=True) as ledger:
        for batch in batches:
            add(ledger, batch)
            take_in(ledger)
        return export(ledger)


def take_in(ledger: Ledger, copied: frozenset[str] = frozenset()) -> None:
    """Bring control up to date and mark the reports as taken in."""
    with ledger.writing():
        pending = find_pending(ledger)
        update_control(ledger, pending, copied)
        rows = [{"report": n, "revision": r, "rules": rules()} for n, r in pending.reports]
        ledger.insert("reconciled", rows)


def export(ledger: Ledger) -> bytes:
    """Return the JSON Lines of the table `control`."""
    out = io.BytesIO()
    write_table(ledger, table="control", form="jsonl", out=out)
    return out.getvalue()


def rows(data: bytes) -> list[dict[str, Any]]:
    """Return the rows of such an export."""
    return [json.loads(line) for line in data.splitlines()]
