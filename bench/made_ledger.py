"""Makes a ledger of invented reports of any size: `made_ledger.py OUT --incidents 100000`.

For benches and tests of what reads a ledger (the page's server above all). Places,
parties, people and words are made of syllables, all text is ours, every span is the text's,
rows go straight into the tables. The same seed gives the same rows. It is no model of real
news: the sizes, how many claims an incident has, and how words repeat (Zipf) are what it
is for.
"""

import argparse
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from made_derived import write_derived
from made_world import Happening, Row, World, Writing, make_happening, make_world
from warledger.model import identity
from warledger.store.ledger import Ledger
from warledger.store.opening import open_ledger
from warledger.store.run import Run

CLAIMS_A_REPORT = 10
REPORTS_AT_ONCE = 2000
# What of a claim its incident is made of.
KEPT = ("claim_id", "report", "status", "places", "sources", "figures")
# A report tells of incidents out of this many neighbours, so that incidents share reports.
NEIGHBOURS = 60
STATUSES = ("occurred",) * 12 + ("unconfirmed", "denied", "expected", "ongoing")


def make_ledger(path: Path, *, incidents: int, claims: int, seed: int = 7) -> None:
    """Write a new ledger at `path` with about so many incidents and claims."""
    random = Random(seed)
    world = make_world(random, incidents)
    happenings = [make_happening(random, world, number) for number in range(incidents)]
    run = Run("0", {"made": True}, "none", "none", "none")
    with open_ledger(path, write=True) as ledger:
        ledger.begin(run)
        reports = max(1, claims // CLAIMS_A_REPORT)
        for first in range(0, reports, REPORTS_AT_ONCE):
            numbers = range(first, min(first + REPORTS_AT_ONCE, reports))
            write_reports(ledger, random, world, happenings, numbers, reports, run.run_id)
        told = [happening for happening in happenings if happening.claims]
        write_derived(ledger, random, told)


def write_reports(
    ledger: Ledger,
    random: Random,
    world: World,
    happenings: list[Happening],
    numbers: range,
    reports: int,
    run_id: str,
) -> None:
    """Write a batch of reports with what they tell, as one transaction."""
    texts: list[Row] = []
    claims: list[Row] = []
    mentions: list[Row] = []
    for number in numbers:
        middle = number * len(happenings) // reports
        near = [middle + random.randrange(NEIGHBOURS) for _ in range(CLAIMS_A_REPORT)]
        told = [happenings[n % len(happenings)] for n in near]
        text, rows = tell(random, world, f"made-{number:06}", told)
        texts.append(report_row(random, world, number, text, told, run_id))
        for happening, row in zip(told, rows, strict=True):
            row |= {"report": f"made-{number:06}", "revision": 1, "run_id": run_id}
            kept = {name: row[name] for name in KEPT}
            happening.claims.append({**kept, "outlet": texts[-1]["outlet"]})
            claims.append(row)
            mentions += mentions_of(row)
    with ledger.writing():
        ledger.insert("reports", texts)
        ledger.insert("claims", claims)
        ledger.insert("mentions", mentions)


def report_row(
    random: Random, world: World, number: int, text: str, told: list[Happening], run_id: str
) -> Row:
    """Return the row of one report."""
    day = max(h.start + timedelta(days=h.days) for h in told) + timedelta(days=1)
    return {
        "report": f"made-{number:06}", "revision": 1, "digest": identity(text),
        "text": text,
        "title": f"{told[0].place['name']}: {told[0].kind[1].lower()} told",
        "outlet": random.choice(world.outlets) if number % 9 else None,
        "author": None, "url": None, "language": "en", "published": day,
        "published_basis": "as the input says", "state": "ingested", "reason": None,
        "origin": None, "sections": [{"start": 0, "end": len(text)}],
        "excluded": [], "notes": [],
        "passed_over": [{"reason": "no event named", "sentences": 2}], "run_id": run_id,
    }  # fmt: skip


def tell(
    random: Random, world: World, report: str, told: list[Happening]
) -> tuple[str, list[Row]]:
    """Return a text that tells each of the incidents in a sentence, and the claims."""
    writing = Writing()
    rows = [tell_one(random, world, report, writing, happening) for happening in told]
    text = "".join(writing.parts)
    for row in rows:
        row["quote"] = text[row["start"] : row["end"]]
    return text, rows


def tell_one(
    random: Random, world: World, report: str, writing: Writing, happening: Happening
) -> Row:
    """Write one sentence; return its claim."""
    begin = writing.length
    speaker = random.choice(world.speakers) if random.random() < 0.7 else None
    sources = []
    if speaker is not None:
        sources = [{**speaker, "cue": "said", **writing.put(speaker["name"])}]
        writing.put(" said ")
    actors = [{**happening.actor, "reason": "", **writing.put(happening.actor["name"])}]
    writing.put(" ")
    trigger = writing.put(happening.kind[2])
    writing.put(" ")
    targets = [{**happening.target, "reason": "", **writing.put(happening.target["name"])}]
    writing.put(" near ")
    places = [{**happening.place, **writing.put(happening.place["name"])}]
    day = happening.start + timedelta(days=random.choice((0,) * 8 + (1,)))
    writing.put(" on ")
    spelt = writing.put(day.isoformat())
    figures = tell_figures(random, writing, happening)
    writing.put(" amid " + " ".join(random.choices(world.words, world.weights, k=9)) + ".")
    end = writing.length
    writing.put("\n" if random.random() < 0.5 else " ")
    return {
        "claim_id": identity(report, trigger["start"], trigger["end"]),
        "start": begin, "end": end, "trigger_start": trigger["start"],
        "trigger_end": trigger["end"], "event_type": happening.kind[0],
        "sub_event_type": happening.kind[1], "plover": None, "tags": [],
        "status": random.choice(STATUSES), "factuality": "CT+", "actors": actors,
        "targets": targets, "places": places, "date": date_of(day, happening.days, spelt),
        "figures": figures, "sources": sources,
        "reasons": [
            {"field": "sub_event_type", "reason": f"'{happening.kind[2]}' names it"}
        ],
    }  # fmt: skip


def tell_figures(random: Random, writing: Writing, happening: Happening) -> list[Row]:
    """Write how many were killed, in half of the sentences."""
    if random.random() < 0.5:
        return []
    writing.put(", killing ")
    count = happening.number % 40 + random.choice((1, 1, 1, 2, 5))
    span = writing.put(str(count))
    return [
        {
            "measure": "killed", "of": happening.target["name"], "item": None,
            "low": float(count), "best": float(count), "high": float(count), **span,
        }
    ]  # fmt: skip


def date_of(day: date, days: int, spelt: Row) -> Row | None:
    """Return the date of a claim."""
    end = day + timedelta(days=days)
    edtf = day.isoformat() if not days else f"{day.isoformat()}/{end.isoformat()}"
    return {
        "edtf": edtf, "start": day, "end": end, "date_prec": 2 if days else 1,
        "mention": spelt["mention"], "basis": "as the text says",
        "mention_start": spelt["start"], "mention_end": spelt["end"],
    }  # fmt: skip


def mentions_of(claim: Row) -> Iterator[Row]:
    """Yield the place and the actor of a claim as mentions."""
    key = {"report": claim["report"], "revision": 1}
    for kind, cells in (("place", claim["places"]), ("actor", claim["actors"])):
        for cell in cells:
            named = {k: cell[k] for k in ("start", "end", "id", "name")}
            spot = {k: cell.get(k) for k in ("lat", "lon", "where_prec", "adm1", "country")}
            yield {**key, "kind": kind, "text": cell["mention"], **named, **spot}


def main() -> None:
    """Read the command line and make the ledger."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=7)
    told = parser.parse_args()
    if told.out.exists():
        sys.exit(f"{told.out}: exists already; name a new file")
    make_ledger(told.out, incidents=told.incidents, claims=told.claims, seed=told.seed)


if __name__ == "__main__":
    main()
