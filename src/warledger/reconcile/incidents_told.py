"""A claim beside the facts of its report, and who tells it: the teller.

Decides who is taken for the teller of a claim, for tolls and disagreements, and who for its
origin, for counting independent ones:

- The **teller** is the nearest speaker who is named; else the nearest one, who is then a
  teller of that outlet's only ("activists"); the outlet where it speaks in its own voice.
  Where no outlet is known, each story of the report is a teller of its own.
- The **origin** is the earliest teller that is named: the nearest named speaker, else a
  further one (an agency), else the outlet of the report that this one was copied from.
  Speakers and outlets that belong to one party (data, with citation) are one origin: a
  ministry and its state's agency do not bear each other out. Unnamed bodies of a state
  ("police") stand for themselves, since two outlets that quote them on one incident quote
  one body; other unnamed speakers count with their outlet.

Claims in nearly the same words, eight or more, come from one text, whatever their reports
say of it: the earliest one's outlet is the origin of all, and each outlet stays the teller
of what it printed.

"The monitor" is the one monitor that the same report names for the incident.

Knowingly missed: that two names mean one source ("the group" and its name, a body and its
head) where the lexicon gives no common party; outlets of one owner.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz

from warledger.lexicon.names import name_words
from warledger.lexicon.outlets import outlet_named
from warledger.model import Claim, Speaker

LAST = date(9999, 12, 31)
# Words that two reporters would hardly put alike; shorter wordings are common phrases.
SAME_WORDS = 8
# Share of letters in order (Indel ratio) from which on two wordings are one text, edited.
# Read by hand on data/fakes, pairs of claims of one incident in reports that copy nothing:
# the 16 from 70 to 89 are one agency's sentence, of the 17 from 60 to 69 half are not.
SAME_TEXT = 75.0
# Wordings compared with a new one; further ones of so large an incident count as new.
WORDINGS = 200
# Words in lower case that stand inside a name.
_PARTICLE = re.compile(r"(?:al|el|as|ash|an|of|for|the|and|de|bin|ibn|abu|on|in)(?:-\w+)?")
_WORD = re.compile(r"\w+")
# Unnamed, but one and the same body for everybody who writes of one incident.
_BODIES = frozenset({"police", "government", "military", "army"})


@dataclass(frozen=True, slots=True)
class Told:
    """A claim, and what its report adds; `origin_…` are those of the report it copies.

    `words` is the claim's quote. A report that copies none is its own origin. `story`
    counts the stories pasted together in one report, from 1.
    """

    claim: Claim
    claim_id: str
    outlet: str | None
    published: date | None
    origin_report: str
    origin_outlet: str | None
    words: str = ""
    story: int = 1

    @property
    def order(self) -> tuple[date, str, int, int, int, str]:
        """Place in the order of publication, report and text; unknown days come last."""
        claim = self.claim
        span, trigger = claim.span, claim.trigger.start
        day = self.published or LAST
        return day, claim.report_id, span.start, span.end, trigger, self.claim_id


@dataclass(frozen=True, slots=True)
class Teller:
    """Who tells a claim; `key` is the same for the same teller in all reports.

    `relays` are the origins through whom the words came, from the nearest to the outlet.
    """

    key: str
    speaker: str | None
    outlet: str | None
    origin: str
    relays: tuple[str, ...]
    is_named: bool

    @property
    def name(self) -> str:
        """How a reader is told of this teller; a report without outlet names itself."""
        if self.speaker is not None and not self.is_named and self.outlet is not None:
            return f"{self.speaker} ({self.outlet})"
        return self.speaker or self.outlet or self.key.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Account:
    """One claim of an incident with its teller, and the report whose text it is from."""

    told: Told
    teller: Teller
    text: str

    @property
    def claim(self) -> Claim:
        """The claim that is told."""
        return self.told.claim

    @property
    def claim_id(self) -> str:
        """The id of the claim that is told."""
        return self.told.claim_id


def accounts_of(claims: Iterable[Told]) -> tuple[Account, ...]:
    """Return the claims in their order, each with its teller."""
    wordings: list[tuple[str, Told]] = []
    accounts = []
    for told in _with_monitors(sorted(claims, key=lambda told: told.order)):
        first = _first_in_these_words(told, wordings)
        accounts.append(account_of(told, first))
    return tuple(accounts)


def _with_monitors(claims: Sequence[Told]) -> Iterator[Told]:
    """Yield the claims with "the monitor" read as the one that the same report names."""
    named: dict[str, dict[str | None, Speaker]] = {}
    for told in claims:
        for speaker in told.claim.sources:
            if speaker.role == "monitor" and is_named(speaker):
                monitors = named.setdefault(told.claim.report_id, {})
                monitors.setdefault(speaker.actor_id, speaker)
    for told in claims:
        monitors = named.get(told.claim.report_id, {})
        if len(monitors) != 1:
            yield told
            continue
        (monitor,) = monitors.values()
        sources = tuple(
            monitor if s.role == "monitor" and not is_named(s) else s
            for s in told.claim.sources
        )
        yield replace(told, claim=replace(told.claim, sources=sources))


def account_of(told: Told, first: Told) -> Account:
    """Return the claim with its teller; `first` is who told it in these words first."""
    outlet = told.origin_outlet or told.outlet
    house, first_house = _house(told), _house(first)
    named = [speaker for speaker in told.claim.sources if is_named(speaker)]
    nearest = next(iter(named or told.claim.sources), None)
    origin, *relays = [*(_origin_key(speaker) for speaker in named), first_house]
    if not named and nearest is not None and _is_body(nearest):
        origin, relays = f"speaker:{_body(nearest)}", [first_house]
    key = house
    if nearest is not None:
        own = _speaker_key(nearest)
        key = own if is_named(nearest) else f"{own} @ {house}"
    teller = Teller(
        key=key,
        speaker=None if nearest is None else nearest.name,
        outlet=outlet,
        origin=origin,
        relays=tuple(dict.fromkeys(relay for relay in relays if relay != origin)),
        is_named=nearest is not None and is_named(nearest),
    )
    return Account(told, teller, _text(first))


def _first_in_these_words(told: Told, wordings: list[tuple[str, Told]]) -> Told:
    """Return who told this in nearly these words first, itself if nobody did."""
    words = _WORD.findall(told.words.casefold())
    if len(words) < SAME_WORDS:
        return told
    text = " ".join(words)
    for earlier, first in wordings:
        if fuzz.ratio(text, earlier, score_cutoff=SAME_TEXT):
            return first
    if len(wordings) < WORDINGS:
        wordings.append((text, told))
    return told


def _house(told: Told) -> str:
    outlet = told.origin_outlet or told.outlet
    return _outlet_key(outlet) if outlet else f"report:{_text(told)}"


def _text(told: Told) -> str:
    """Return which text a claim is from: a report, and the story in it if not the first."""
    is_first = told.story == 1 or told.origin_report != told.claim.report_id
    return told.origin_report if is_first else f"{told.origin_report}#{told.story}"


def is_named(speaker: Speaker) -> bool:
    """Return whether a speaker is somebody in particular, not "activists" or "a source"."""
    if speaker.role == "unnamed":
        return False
    if speaker.actor_id is not None:
        return not speaker.actor_id.startswith("generic:")
    return _looks_named(speaker.name)


@lru_cache(maxsize=1 << 14)
def _looks_named(name: str) -> bool:
    """Return whether words without an id are a name: two or more, each with a capital."""
    words = [word for word in name.split() if not _PARTICLE.fullmatch(word)]
    return 2 <= len(words) <= 6 and all(word[0].isupper() for word in words)


def _speaker_key(speaker: Speaker) -> str:
    if speaker.actor_id is not None:
        return f"speaker:{speaker.actor_id}"
    return f"speaker:{fold_name(speaker.name)}"


def _origin_key(speaker: Speaker) -> str:
    if speaker.side is not None:
        return f"party:{speaker.side}"
    if (speaker.actor_id or "").startswith("outlet:"):
        return str(speaker.actor_id)
    return _speaker_key(speaker)


@lru_cache(maxsize=1 << 12)
def _outlet_key(outlet: str) -> str:
    known = outlet_named(outlet)
    if known is None:
        return f"outlet:{fold_name(outlet)}"
    return f"party:{known.side}" if known.side else f"outlet:{known.outlet_id}"


def _body(speaker: Speaker) -> str:
    return (speaker.actor_id or "").removeprefix("generic:").partition(":")[0]


def _is_body(speaker: Speaker) -> bool:
    return (speaker.actor_id or "").startswith("generic:") and _body(speaker) in _BODIES


@lru_cache(maxsize=1 << 14)
def fold_name(name: str) -> str:
    """Return the name's words as folded for comparing, or the bare name if it has none."""
    return " ".join(word.key for word in name_words(name)) or name.casefold()
