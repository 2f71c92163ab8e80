"""Sentences with two parties exchanged, and whether the claims come out exchanged.

A pattern is a sentence with {A} and {B} for the parties; their names bring their article.
All sentences are parsed in one stream, which is what makes hundreds of patterns cheap.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from warledger.extract.actors import find_actors
from warledger.model import Claim, Report, Section, Span
from warledger.pipeline import Settings, extract_claims

PAIRS = (
    ("the Syrian Arab Army", "the Islamic State"),
    ("Ukrainian forces", "Russian forces"),
    ("Russia", "Ukraine"),
    ("the Sudanese army", "the Rapid Support Forces"),
    ("the Israeli military", "Hezbollah"),
    ("the Israeli army", "Hamas"),
    ("the Houthis", "the Saudi-led coalition"),
    ("the Taliban", "the Afghan army"),
    ("the Congolese army", "M23"),
    ("the Myanmar military", "the Arakan Army"),
    ("the Turkish army", "the YPG"),
    ("the Somali army", "al-Shabaab"),
)
# ACLED's types name who did it: a state's force regains a place that another party
# overtakes, and arrests people whom another party abducts.
BY_STATE = {
    "Government regains territory": "Non-state actor overtakes territory",
    "Arrests": "Abduction/forced disappearance",
}
PUBLISHED = date(2021, 3, 4)


@dataclass(frozen=True)
class Mirrored:
    """What a pattern gave with two parties as named, and with them exchanged."""

    pattern: str
    pair: tuple[str, str]
    straight: list[tuple[object, ...]]
    turned: list[tuple[object, ...]]

    @property
    def is_mirrored(self) -> bool:
        """Return whether something was claimed, and the same of either party."""
        return bool(self.straight) and self.straight == self.turned


def mirror(wanted: Sequence[tuple[str, tuple[str, str]]]) -> list[Mirrored]:
    """Return the outcome of each pattern with each pair of parties, in order."""
    texts = []
    for pattern, (one, other) in wanted:
        texts += [fill(pattern, one, other), fill(pattern, other, one)]
    claims = claims_of(texts)
    return [
        Mirrored(
            pattern,
            (one, other),
            [shape(claim, one, other) for claim in claims[2 * number]],
            [shape(claim, other, one) for claim in claims[2 * number + 1]],
        )
        for number, (pattern, (one, other)) in enumerate(wanted)
    ]


def fill(pattern: str, one: str, other: str) -> str:
    """Return the sentence, its first letter a capital."""
    text = pattern.format(A=one, B=other)
    return text[0].upper() + text[1:]


def claims_of(texts: Iterable[str]) -> list[tuple[Claim, ...]]:
    """Return the claims of each text, every one a report of its own."""
    reports = []
    for number, text in enumerate(texts):
        section = Section(Span(0, len(text)), PUBLISHED, "field")
        reports.append(
            Report(
                f"r{number}", text, published=PUBLISHED, language="en", sections=(section,)
            )
        )
    return [found.claims for found in extract_claims(reports, settings=Settings())]


@cache
def names_of(party: str) -> tuple[str, ...]:
    """Return the name without its article, and the neutral one that figures are counted under."""
    bare = party.removeprefix("the ")
    return (bare, *(actor.name for actor in find_actors(bare)))


def shape(claim: Claim, first: str, second: str) -> tuple[object, ...]:
    """Return what a claim says, with the two parties as A and B."""
    names = {
        name.casefold(): letter
        for party, letter in ((first, "A"), (second, "B"))
        for name in names_of(party)
    }

    def called(mention: str | None) -> str:
        words = (mention or "").casefold()
        for name in sorted(names, key=len, reverse=True):
            words = words.replace(f"the {name}", names[name]).replace(name, names[name])
        return words.removeprefix("the ")

    return (
        BY_STATE.get(claim.sub_event_type, claim.sub_event_type),
        claim.status.value,
        claim.factuality.value,
        tuple(sorted(called(actor.mention) for actor in claim.actors)),
        tuple(sorted(called(target.mention) for target in claim.targets)),
        tuple(called(place.mention) for place in claim.places),
        claim.date and (claim.date.start, claim.date.end, claim.date.basis),
        tuple(
            (f.measure, called(f.of), f.item, f.low, f.best, f.high) for f in claim.figures
        ),
        tuple(called(speaker.mention) for speaker in claim.sources),
    )
