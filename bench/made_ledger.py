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
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

from warledger.model import identity
from warledger.store.ledger import Ledger
from warledger.store.opening import open_ledger
from warledger.store.run import Run

Row = dict[str, Any]

FIRST_DAY = date(2011, 3, 15)
DAYS = 3650
CLAIMS_A_REPORT = 10
REPORTS_AT_ONCE = 2000
# What of a claim its incident is made of.
KEPT = ("claim_id", "report", "status", "places", "sources", "figures")
# A report tells of incidents out of this many neighbours, so that incidents share reports.
NEIGHBOURS = 60
SYLLABLES = (
    "ba", "ra", "ka", "lo", "mi", "tu", "ne", "sa", "do", "vi", "ru", "pa", "te", "gu",
    "zo", "li", "ma", "ki", "fe", "no", "du", "sha", "qa", "ze",
)  # fmt: skip
SIDES = ("North Federation", "Southern League", "Council of the Coast", "Valley Guard")
COUNTRIES = ("XA", "XB", "XC")
KINDS = (
    ("Battles", "Armed clash", "fought"),
    ("Explosions/Remote violence", "Shelling/artillery/missile attack", "shelled"),
    ("Explosions/Remote violence", "Air/drone strike", "bombed"),
    ("Violence against civilians", "Attack", "attacked"),
    ("Battles", "Government regains territory", "retook"),
    ("Strategic developments", "Arrests", "arrested"),
)
STATUSES = ("occurred",) * 12 + ("unconfirmed", "denied", "expected", "ongoing")


@dataclass(frozen=True)
class World:
    """Who and what the reports are about."""

    places: list[Row]
    actors: list[Row]
    speakers: list[Row]
    outlets: list[str]
    words: list[str]
    weights: list[float]


@dataclass
class Happening:
    """One incident while its claims are being told."""

    number: int
    place: Row
    start: date
    days: int
    kind: tuple[str, str, str]
    actor: Row
    target: Row
    claims: list[Row] = field(default_factory=list)


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


def make_world(random: Random, incidents: int) -> World:
    """Return names in numbers that grow with the ledger."""
    places = [make_place(random, n) for n in range(min(5000, 20 + incidents // 10))]
    actors = [
        {
            "name": f"{name(random)} {random.choice(('Brigade', 'Militia', 'Army'))}",
            "id": f"made:{n}" if n % 5 else None,
            "side": random.choice(SIDES) if n % 4 else None,
        }
        for n in range(min(400, 10 + incidents // 20))
    ]
    speakers = [
        {
            "name": f"{name(random)} {name(random)}",
            "id": None,
            "role": random.choice(("official", "witness", None)),
            "side": random.choice((*SIDES, None)),
        }
        for _ in range(min(3000, 10 + incidents // 10))
    ]
    outlets = [f"The {name(random)} Courier" for _ in range(min(200, 5 + incidents // 50))]
    words = [name(random).lower() for _ in range(20_000)]
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    return World(places, actors, speakers, outlets, words, weights)


def name(random: Random) -> str:
    """Return a made-up name of two to four syllables."""
    parts = random.choices(SYLLABLES, k=random.randint(2, 4))
    return "".join(parts).capitalize()


def make_place(random: Random, number: int) -> Row:
    """Return a place; one in ten has no point, one in seven is coarse."""
    unresolved = number % 10 == 9
    prec = None if unresolved else random.choice((1, 1, 1, 2, 3, 4, 6))
    return {
        "name": name(random),
        "id": None if unresolved else f"made:{number}",
        "lat": None if unresolved else round(random.uniform(30, 38), 4),
        "lon": None if unresolved else round(random.uniform(34, 48), 4),
        "where_prec": prec,
        "adm1": None if unresolved else f"District {number % 14}",
        "country": None if unresolved else COUNTRIES[number % len(COUNTRIES)],
        "reason": "no place of this name" if unresolved else "only one of this name",
        "candidates": 0 if unresolved else 1,
        "kind": "town",
        "runners_up": [],
    }


def make_happening(random: Random, world: World, number: int) -> Happening:
    """Return one incident: days, place and parties."""
    return Happening(
        number=number,
        place=random.choice(world.places),
        start=FIRST_DAY + timedelta(days=random.randrange(DAYS)),
        days=random.choice((0,) * 9 + (3,)),
        kind=random.choice(KINDS),
        actor=random.choice(world.actors),
        target=random.choice(world.actors),
    )


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


class Writing:
    """A text that grows, and the spans of what was put into it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0

    def put(self, words: str) -> Row:
        """Add words; return their span and themselves as a mention."""
        span = {"mention": words, "start": self.length, "end": self.length + len(words)}
        self.parts.append(words)
        self.length += len(words)
        return span


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


def write_derived(ledger: Ledger, random: Random, told: list[Happening]) -> None:
    """Write incidents, links, redirects and control of a tenth of the places."""
    step = 5000
    for first in range(0, len(told), step):
        batch = told[first : first + step]
        with ledger.writing():
            ledger.insert("incidents", [incident_row(happening) for happening in batch])
            ledger.insert(
                "incident_claims",
                [
                    {"incident_id": incident_id(h), "claim_id": claim["claim_id"]}
                    for h in batch
                    for claim in h.claims
                ],
            )
            ledger.insert("links", [link for h in batch for link in links_of(h)])
            ledger.insert(
                "control",
                [control_row(h) for h in batch if h.kind[2] == "retook" and h.place["id"]],
            )
    with ledger.writing():
        gone = {"incident_id": "0" * 16, "now": incident_id(told[0])}
        ledger.insert("redirects", [gone])


def incident_id(happening: Happening) -> str:
    """Return the id of an incident, as the ledger makes it: of its first claim."""
    return identity("incident", str(happening.claims[0]["claim_id"]))


def incident_row(happening: Happening) -> Row:
    """Return the row of one incident; it stands by how many outlets tell it."""
    claims = happening.claims
    reports = sorted({claim["report"] for claim in claims})
    denying = [claim for claim in claims if claim["status"] == "denied"]
    standing = (
        "denied" if denying
        else "contested" if happening.number % 5 == 0 and len(reports) > 1
        else "corroborated" if len(reports) > 1 else "single-origin"
    )  # fmt: skip
    place = {**claims[0]["places"][0], "claim_id": claims[0]["claim_id"]}
    return {
        "incident_id": incident_id(happening), "event_type": happening.kind[0],
        "sub_event_type": happening.kind[1], "status": claims[0]["status"], "place": place,
        "date_start": happening.start,
        "date_end": happening.start + timedelta(days=happening.days),
        "date_prec": 2 if happening.days else 1, "side_a": [happening.actor["name"]],
        "side_b": [happening.target["name"]], "deaths": deaths_of(happening),
        "claims": sorted(claim["claim_id"] for claim in claims), "reports": reports,
        "origins": len(reports), "origin_ids": reports, "standing": standing,
        "disagreements": [],
        "denials": [
            {"claim_id": claim["claim_id"],
             "speaker": claim["sources"][0]["name"] if claim["sources"] else None,
             "denies": [c["claim_id"] for c in claims if c["status"] == "occurred"]}
            for claim in denying
        ],
        "reasons": [{"field": "place", "reason": "the one most origins name"}],
    }  # fmt: skip


def deaths_of(happening: Happening) -> list[Row]:
    """Return the dead as each teller has them."""
    told = [(claim, figure) for claim in happening.claims for figure in claim["figures"]]
    if not told:
        return []
    counts = [figure["best"] for _, figure in told]
    accounts = [
        {
            "speaker": claim["sources"][0]["name"] if claim["sources"] else None,
            "outlet": None if claim["sources"] else claim["outlet"],
            "low": figure["low"], "best": figure["best"], "high": figure["high"],
            "claims": [claim["claim_id"]], "superseded": False,
        }
        for claim, figure in told
    ]  # fmt: skip
    best = counts[0] if len(set(counts)) == 1 else None
    of = happening.target["name"]
    return [
        {"side": of, "low": min(counts), "best": best, "high": max(counts),
         "by_speaker": accounts}
    ]  # fmt: skip


def links_of(happening: Happening) -> Iterator[Row]:
    """Yield a link between each claim and the next."""
    ids = sorted({claim["claim_id"] for claim in happening.claims})
    for left, right in pairwise(ids):
        reasons = [
            {"aspect": "place", "weight": 3.0, "words": "both name the same place"},
            {"aspect": "days", "weight": 1.5, "words": "a day apart at most"},
        ]
        yield {"claim_a": left, "claim_b": right, "weight": 4.5, "reasons": reasons}


def control_row(happening: Happening) -> Row:
    """Return that the actor held the place from the day on."""
    first = happening.claims[0]
    place = {**first["places"][0], "claim_id": first["claim_id"]}
    teller = first["sources"][0]["name"] if first["sources"] else first["outlet"]
    return {
        "control_id": identity("control", str(first["claim_id"])), "place": place,
        "place_key": place["id"], "holder": happening.actor["name"],
        "holder_id": happening.actor["id"], "side": happening.actor["side"],
        "kind": "held", "from": happening.start.isoformat(), "to": "..",
        "from_first": happening.start, "from_last": happening.start,
        "claims": [first["claim_id"]], "ended_by": [],
        "according_to": [teller or first["report"]], "contradicted_by": [],
        "unconfirmed": False, "pocket": [],
        "reason": "told as taken on that day",
    }  # fmt: skip


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
