"""Words that say whether a thing happened: negation, future, plan, doubt, rumour,
condition.

`en/modality.toml` gives, for each phrase, its effect, and the status (gold/GUIDELINES.md)
and FactBank factuality that the event under it takes. Where several phrases bear on one
event, `extract` decides which wins; nothing here looks at sentences.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from warledger.lexicon.toml import (
    Entry,
    entries,
    lexicon_file,
    one_of,
    only_keys,
    text,
    texts,
)
from warledger.model import Factuality, Status

SCOPES = ("verb", "noun", "sentence")
_KEYS = frozenset(
    {"phrase", "effect", "status", "factuality", "scope", "example", "not", "why"}
)


class Effect(StrEnum):
    """What the phrase does to the event under it."""

    NEGATION = "negation"
    FUTURE = "future"
    PLAN = "plan"
    POSSIBLE = "possible"
    RUMOUR = "rumour"
    CONDITIONAL = "conditional"
    ONGOING = "ongoing"
    NEAR_MISS = "near_miss"
    RELATIVE_PAST = "relative_past"


@dataclass(frozen=True, slots=True)
class Modality:
    """One phrase.

    Each word of `phrase` matches a token whose lower-case form or lemma it is ("fail to"
    matches "failed to"; "be about to" matches "was about to"). `scope` says what it bears
    on: the "verb" that follows or that it modifies, the "noun" it stands before, or the
    whole "sentence".
    """

    phrase: tuple[str, ...]
    effect: Effect
    status: Status
    factuality: Factuality
    scope: str
    example: str
    counter_examples: tuple[str, ...]


def _modality(entry: Entry, where: str) -> Modality:
    only_keys(entry, _KEYS, where)
    return Modality(
        phrase=tuple(text(entry, "phrase", where).split()),
        effect=Effect(one_of(text(entry, "effect", where), Effect, "effect", where)),
        status=Status(one_of(text(entry, "status", where), Status, "status", where)),
        factuality=Factuality(
            one_of(text(entry, "factuality", where), Factuality, "factuality", where)
        ),
        scope=one_of(text(entry, "scope", where), SCOPES, "scope", where),
        example=text(entry, "example", where),
        counter_examples=texts(entry, "not", where),
    )


@cache
def load_modality(language: str = "en") -> tuple[Modality, ...]:
    """Return the shipped phrases, longest first; a malformed entry raises ResourceError."""
    found = entries(lexicon_file("modality.toml", language), "modality")
    return tuple(
        sorted(
            (_modality(entry, where) for where, entry in found),
            key=lambda m: -len(m.phrase),
        )
    )
