"""What the reports of bench/made_ledger.py are about: places, parties, incidents.

All names are made of syllables; the same seed gives the same world.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

Row = dict[str, Any]

FIRST_DAY = date(2011, 3, 15)
DAYS = 3650
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
