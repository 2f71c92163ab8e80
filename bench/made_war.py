"""Makes a ledger of claims out of the lexicon: `made_war.py OUT --claims 100000 --seed 1`.

    python bench/made_war.py war6.ledger --claims 1000000

Ten years of wars in fourteen countries. Events fall on towns by Zipf's law and are told of
by a few reports or by very many; a report tells much of one event and something of others
of those days, in 1 to 12 claims; a fifth of the reports are printed again by other outlets
under another head. So more claims make the same places and days denser, which is what
linking has to bear. How many claims lack a day, a place or a party, and which are coarse,
is as measured on `data/fakes` (docs/performance.md). Claims go straight into the tables:
no text is parsed. The same seed gives the same rows.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import cast

from made_scene import Scene, draw, load_scene, past
from made_world import Row, Writing
from warledger.lexicon.actors import Actor
from warledger.lexicon.events import Kind, Trigger
from warledger.model import identity
from warledger.store.ledger import Ledger
from warledger.store.opening import open_ledger
from warledger.store.run import Run

FIRST_DAY = date(2012, 1, 1)
DAYS = 3650
CLAIMS_AN_EVENT = 2
REPORTS_AT_ONCE = 1000
# Days before its own that a report tells of.
BACK = 9
# An event's reports are to another's as 1 to this at most.
FAME = 100.0
# Claims of one report on its lead event.
LEAD_CLAIMS = (1, 1, 1, 2, 2, 3)
# Of a hundred claims so many lack a place, a party, a day; so many name a province only.
NO_PLACE, NO_PARTY, NO_DAY, COARSE = 20, 50, 5, 25
STATUSES = (
    ("occurred",) * 86
    + ("ongoing",) * 6
    + ("expected",) * 3
    + (
        "unconfirmed",
        "unconfirmed",
        "not_occurred",
        "not_occurred",
        "denied",
    )
)


@dataclass(frozen=True, slots=True)
class Event:
    """What happened: where, when, who, and the words that only its reports share."""

    day: int
    place: Row
    trigger: Trigger
    actor: Actor
    target: Actor
    details: tuple[str, ...]
    dead: int


@dataclass(frozen=True, slots=True)
class Shape:
    """What a degenerate ledger has all claims share, or lack; see bench/growth.py."""

    one_place: bool = False
    one_day: bool = False
    no_place: bool = False
    no_day: bool = False
    one_story: bool = False


SHAPES = {
    "one story": Shape(one_story=True),
    "one place": Shape(one_place=True),
    "one day": Shape(one_day=True),
    "one place and day": Shape(one_place=True, one_day=True),
    "no place": Shape(no_place=True),
    "no day": Shape(no_day=True),
}


class War:
    """The events, and the reports that are made of them one after another."""

    def __init__(self, claims: int, seed: int, shape: Shape) -> None:
        self.random = Random(seed)
        self.shape = shape
        self.scene: Scene = load_scene(self.random)
        self.events = [self._event() for _ in range(max(1, claims // CLAIMS_AN_EVENT))]
        self.by_day: dict[int, list[Event]] = {}
        for event in self.events:
            self.by_day.setdefault(event.day, []).append(event)
        # Few events fill the news: a report's lead is drawn by Pareto's law.
        self.fame = [min(FAME, self.random.paretovariate(1.2)) for _ in self.events]

    def _event(self) -> Event:
        random, scene = self.random, self.scene
        country = cast(str, draw(random, scene.countries))
        place = cast(Row, draw(random, scene.places[country]))
        day = random.randrange(DAYS)
        parties = random.choices(scene.parties[country], k=2)
        return Event(
            day=100 if self.shape.one_day else day,
            place=cast(Row, scene.places["SY"].things[0])
            if self.shape.one_place
            else place,
            trigger=cast(Trigger, draw(random, scene.triggers)),
            actor=parties[0],
            target=parties[1],
            details=tuple(random.choices(scene.names, k=8)),
            dead=int(min(500.0, random.paretovariate(0.9))),
        )

    def reports(self, claims: int) -> Iterator[tuple[Row, list[Row]]]:
        """Yield reports with their claims until there are so many claims."""
        told = number = 0
        leads = iter(())  # type: Iterator[Event]
        while told < claims:
            lead = next(leads, None)
            if lead is None:
                leads = iter(self.random.choices(self.events, self.fame, k=10_000))
                continue
            told_of = self._told_of(lead)
            published = lead.day + self.random.choice((0, 0, 1, 1, 2))
            head, sentences = self._title(lead), Told(self, published)
            for event in told_of:
                sentences.tell(event)
            printings = 1
            if self.shape.one_story:
                printings = claims
            elif self.random.random() < 0.2:
                printings += min(30, int(self.random.paretovariate(1.2)))
            for printing in range(printings):
                report = f"war-{number:07}"
                if told >= claims:
                    return
                yield self._print(report, head, sentences, published, printing)
                number += 1
                told += len(told_of)

    def _told_of(self, lead: Event) -> list[Event]:
        random = self.random
        many = round(random.triangular(1, 12, 8))
        mine = min(many, random.choice(LEAD_CLAIMS))
        others = []
        for _ in range(many - mine):
            near = self.by_day.get(max(0, lead.day - random.randrange(BACK)))
            others.append(random.choice(near) if near else lead)
        return [lead] * mine + others

    def _title(self, lead: Event) -> str:
        words = " ".join(cast(list[str], self._fill(3)))
        return f"{lead.actor.name} {past(lead.trigger)} {lead.place['name']}: {words}"

    def _fill(self, many: int) -> list[object]:
        words = self.scene.words
        return self.random.choices(words.things, cum_weights=words.sums, k=many)

    def _print(
        self, report: str, title: str, told: "Told", published: int, printing: int
    ) -> tuple[Row, list[Row]]:
        """Return one outlet's printing of a story with its claims, whose spans follow."""
        outlet = self.random.choice(self.scene.outlets)
        head = f"{outlet} - {title}\n" if printing else ""
        day = FIRST_DAY + timedelta(days=published + min(printing, 2))
        text = head + told.text
        claims = [moved(row, len(head), report, text) for row in told.claims]
        return report_row(report, title, text, outlet, day), claims


class Told:
    """The sentences of a story as they are written, and their claims."""

    def __init__(self, war: War, published: int) -> None:
        self.war = war
        self.published = published
        self.writing = Writing()
        self.claims: list[Row] = []

    @property
    def text(self) -> str:
        """The story so far."""
        return "".join(self.writing.parts)

    def tell(self, event: Event) -> None:
        """Write a sentence or two on the event."""
        random, put = self.war.random, self.writing.put
        shape = self.war.shape
        start = self.writing.length
        sources = []
        if random.random() < 0.48:
            speaker = random.choice(self.war.scene.speakers)
            cue = random.choice(self.war.scene.cues)
            sources = [{**speaker, "cue": cue, **put(speaker["name"])}]
            put(f" {cue} that ")
        actors = self._party(event.actor)
        trigger = put(past(event.trigger))
        put(" ")
        targets = self._party(event.target)
        places = [] if shape.no_place else self._place(event)
        when = None if shape.no_day else self._day(event)
        figures = self._figures(event)
        details = random.sample(event.details, 2)
        put(" " + " ".join(map(str, [*self.war._fill(14), *details])))
        end = self.writing.length
        put(". " + " ".join(map(str, self.war._fill(10))).capitalize() + ". ")
        self.claims.append(
            claim_row(event.trigger.kind, (start, end), trigger, random)
            | {"actors": actors, "targets": targets, "places": places, "date": when}
            | {"figures": figures, "sources": sources}
        )

    def _party(self, actor: Actor) -> list[Row]:
        random = self.war.random
        if random.randrange(100) < NO_PARTY:
            self.writing.put("fighters ")
            return []
        span = self.writing.put(random.choice((actor.name, *actor.aliases[:2])))
        self.writing.put(" ")
        named = {"name": actor.name, "id": actor.actor_id, "side": actor.side}
        return [{**named, "reason": "", **span}]

    def _place(self, event: Event) -> list[Row]:
        random = self.war.random
        drawn = random.randrange(100)
        if drawn < NO_PLACE:
            return []
        self.writing.put("in ")
        if drawn < NO_PLACE + COARSE:
            name = event.place["adm1"]
            coarse = {"name": name, "id": f"made:{name}", "where_prec": 4, "kind": "adm1"}
            return [{**event.place, **coarse, **self.writing.put(name)}]
        return [{**event.place, **self.writing.put(event.place["name"])}]

    def _day(self, event: Event) -> Row | None:
        random = self.war.random
        drawn = random.randrange(100)
        if drawn < NO_DAY:
            return None
        self.writing.put(" on ")
        off = random.choice((0,) * 9 + (1,))
        first = FIRST_DAY + timedelta(days=event.day + off)
        long = 0 if drawn < 70 else 2 if drawn < 90 else 30
        last = first + timedelta(days=long)
        spelt = self.writing.put(first.isoformat())
        edtf = first.isoformat() if not long else f"{first.isoformat()}/{last.isoformat()}"
        return {
            "edtf": edtf, "start": first, "end": last, "basis": "made",
            "date_prec": 1 if not long else 2 if long == 2 else 4,
            "mention": spelt["mention"], "mention_start": spelt["start"],
            "mention_end": spelt["end"],
        }  # fmt: skip

    def _figures(self, event: Event) -> list[Row]:
        random = self.war.random
        if random.random() < 0.6:
            return []
        self.writing.put(" killing ")
        count = float(event.dead + random.choice((0, 0, 0, 1, 2)))
        span = self.writing.put(f"{count:g}")
        number = {"low": count, "best": count, "high": count}
        return [
            {"measure": "killed", "of": event.target.name, "item": None, **number, **span}
        ]


def claim_row(kind: Kind, span: tuple[int, int], trigger: Row, random: Random) -> Row:
    """Return what a claim has of its kind and of where it stands."""
    return {
        "start": span[0], "end": span[1], "trigger_start": trigger["start"],
        "trigger_end": trigger["end"], "event_type": kind.event_type,
        "sub_event_type": kind.sub_event_type, "plover": kind.plover,
        "tags": list(kind.tags), "status": random.choice(STATUSES), "factuality": "CT+",
        "reasons": [{"field": "sub_event_type", "reason": "made"}],
    }  # fmt: skip


def moved(row: Row, by: int, report: str, text: str) -> Row:
    """Return a claim of a story where that story is printed after a head."""
    new = {**row, "report": report, "revision": 1, "run_id": RUN.run_id}
    for name in ("start", "end", "trigger_start", "trigger_end"):
        new[name] = row[name] + by
    new["quote"] = text[new["start"] : new["end"]]
    new["claim_id"] = identity(report, new["trigger_start"], new["trigger_end"])
    for name in ("actors", "targets", "places", "figures", "sources"):
        new[name] = [
            {**cell, "start": cell["start"] + by, "end": cell["end"] + by}
            for cell in row[name]
        ]
    if row["date"]:
        ends = {n: row["date"][n] + by for n in ("mention_start", "mention_end")}
        new["date"] = {**row["date"], **ends}
    return new


RUN = Run("0", {"made": "war"}, "none", "none", "none")


def report_row(report: str, title: str, text: str, outlet: str, day: date) -> Row:
    """Return the row of one report."""
    return {
        "report": report, "revision": 1, "digest": identity(text), "text": text,
        "title": title, "outlet": outlet, "author": None, "url": None, "language": "en",
        "published": day, "published_basis": "made", "state": "ingested", "reason": None,
        "origin": None, "sections": [{"start": 0, "end": len(text)}], "excluded": [],
        "notes": [], "passed_over": [], "run_id": RUN.run_id,
    }  # fmt: skip


def make_war(path: Path, *, claims: int, seed: int = 1, shape: Shape | None = None) -> None:
    """Write a new ledger at `path` with about so many claims, not reconciled."""
    war = War(claims, seed, shape or Shape())
    with open_ledger(path, write=True) as ledger:
        ledger.begin(RUN)
        reports: list[Row] = []
        told: list[Row] = []
        for report, rows in war.reports(claims):
            reports.append(report)
            told += rows
            if len(reports) >= REPORTS_AT_ONCE:
                _write(ledger, reports, told)
                reports, told = [], []
        _write(ledger, reports, told)


def _write(ledger: Ledger, reports: list[Row], claims: list[Row]) -> None:
    with ledger.writing():
        ledger.insert("reports", reports)
        ledger.insert("claims", claims)


def main() -> None:
    """Read the command line and make the ledger."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if asked.out.exists():
        sys.exit(f"{asked.out}: exists already; name a new file")
    make_war(asked.out, claims=asked.claims, seed=asked.seed)
    with open_ledger(asked.out) as ledger:
        counts = ledger.counts()
    print(f"{asked.out}: {counts.reports:,} reports, {counts.claims:,} claims")


if __name__ == "__main__":
    main()
