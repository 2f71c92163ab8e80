"""One parsed sentence together with the names and numbers that were found in it before.

`Parsed` answers, for a token, which words of the report it stands for and what those words
name: a place, a party, a piece of equipment, a structure, ground, or something else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from warledger.extract.skeleton import SentenceMentions, Skeleton
from warledger.extract.syntax import base_tokens, children, conjuncts, prepositional
from warledger.lexicon.events import load_events
from warledger.lexicon.ground import load_ground
from warledger.lexicon.nouns import load_noun_types
from warledger.lexicon.weapons import (
    Equipment,
    load_equipment,
    load_structures,
    load_weapons,
)
from warledger.model import ActorMention, Place, Quantity, Section, Span, TimeMention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# How far a measuring noun is followed: "dozens of members of units of the army".
MEASURE_DEPTH = 4
# After these "Syria" is the place, elsewhere the state ("Syria fired missiles").
PERSONAL = frozenset({"i", "me", "he", "him", "she", "her", "we", "us", "they", "them"})
PERSONAL |= {"who", "whom"}
LOCATIVE = frozenset(
    {
        "in",
        "inside",
        "near",
        "across",
        "throughout",
        "around",
        "over",
        "into",
        "to",
        "from",
        "at",
    }
    | {"of", "within", "outside", "towards", "toward", "along", "on"}
)


def _is_located(token: "Token") -> bool:
    """Return whether a name that is a place and a party stands here as a place."""
    return token.dep_ == "pobj" and token.head.lower_ in LOCATIVE


@dataclass(frozen=True)
class Parsed:
    """A sentence: its parse, its tokens' places in the report's text, its mentions."""

    text: str
    doc: "Doc"
    skeleton: Skeleton
    mentions: SentenceMentions
    section: Section
    number: int
    paragraph: int
    is_headline: bool = False

    @property
    def span(self) -> Span:
        """Return where the sentence stands in the report."""
        return self.skeleton.span

    def token_span(self, token: "Token") -> Span:
        """Return the token's stretch of the report's text."""
        return Span(self.skeleton.starts[token.i], self.skeleton.ends[token.i])

    def span_of(self, tokens: "Iterable[Token]") -> Span:
        """Return the shortest stretch that holds all the tokens; there must be one."""
        numbers = [token.i for token in tokens]
        return Span(self.skeleton.starts[min(numbers)], self.skeleton.ends[max(numbers)])

    def token_at(self, span: Span) -> "Token | None":
        """Return the last token that overlaps the stretch: the head of a name or number."""
        for number in range(len(self.skeleton.words) - 1, -1, -1):
            if (
                self.skeleton.starts[number] < span.end
                and span.start < self.skeleton.ends[number]
            ):
                return self.doc[number]
        return None

    def places(self, token: "Token") -> tuple[Place, ...]:
        """Return the places that the token itself names."""
        found = self.skeleton.places.get(token.i, ())
        if found and token.i in self.skeleton.actors and not _is_located(token):
            return ()
        return found

    def actors(self, token: "Token") -> tuple[ActorMention, ...]:
        """Return the parties that the token itself names."""
        found = self.skeleton.actors.get(token.i, ())
        if found and token.i in self.skeleton.places and _is_located(token):
            return ()
        return found

    @cached_property
    def quantities_by_token(self) -> dict[int, Quantity]:
        """Return the quantity that each token is part of."""
        found: dict[int, Quantity] = {}
        for quantity in self.mentions.quantities:
            for number, (start, end) in enumerate(
                zip(self.skeleton.starts, self.skeleton.ends, strict=True)
            ):
                if start < quantity.span.end and quantity.span.start < end:
                    found[number] = quantity
        return found

    @cached_property
    def times_by_token(self) -> dict[int, TimeMention]:
        """Return the time expression that each token is part of."""
        found: dict[int, TimeMention] = {}
        for time in self.mentions.times:
            for number, (start, end) in enumerate(
                zip(self.skeleton.starts, self.skeleton.ends, strict=True)
            ):
                if start < time.span.end and time.span.start < end:
                    found[number] = time
        return found

    def phrase_forms(self, token: "Token") -> tuple[str, ...]:
        """Return the lower-case compounds that end at the token, longest first."""
        words = self.skeleton.words
        first = max(0, token.i - 3)
        return tuple(
            " ".join(words[start : token.i + 1]).lower().replace(" - ", "-")
            for start in range(first, token.i + 1)
        )

    def equipment(self, token: "Token") -> Equipment | None:
        """Return the equipment that the compound ending at the token names."""
        lexicon = load_equipment()
        for form in self.phrase_forms(token):
            if (found := lexicon.by_form.get(form)) is not None:
                return found
        for form in self.phrase_forms(token):
            for entry in lexicon.patterns:
                if entry.pattern is not None and entry.pattern.fullmatch(form):
                    return entry
        return None

    def is_structure(self, token: "Token") -> bool:
        """Return whether the compound ending at the token names a building or position."""
        forms = load_structures().by_form
        return any(form in forms for form in self.phrase_forms(token))

    def weapon_kind(self, token: "Token") -> str | None:
        """Return the kind of event that the weapon ending at the token points to."""
        forms = load_weapons().by_form
        for form in self.phrase_forms(token):
            if (found := forms.get(form)) is not None:
                return found.kind_id
        return None

    def is_ground(self, token: "Token") -> bool:
        """Return whether the noun is a common noun for ground ("town", "hills")."""
        return token.lower_ in load_ground().ground

    def substance(self, token: "Token") -> "tuple[Token, ...]":
        """Return what a measuring noun measures ("a number of tanks": tanks)."""
        found: tuple[Token, ...] = (token,)
        for _ in range(MEASURE_DEPTH):
            head = found[0]
            if self.actors(head) or self.places(head):
                return found
            is_measure = (
                head.lower_ in load_ground().measuring or head.i in self.quantities_by_token
            )
            inner = tuple(obj for prep, obj in prepositional(head) if prep == "of")
            if not is_measure or not inner:
                return found
            found = inner
        return found

    def object_type(self, token: "Token") -> str | None:
        """Return what a noun is as an object: "place", "person", "equipment" …, or None."""
        if load_noun_types().get(token.lower_) == "person":  # "members of the front"
            return "person"
        for head in self.substance(token):
            if self.places(head):
                return "place"
            if self.equipment(head) is not None:  # also a force's: "tanks of the army"
                return "equipment"
            if self.actors(head):
                return "person"
            if head.lower_ in ("others", "another"):
                return "person"
            if head.pos_ == "PRON" and head.lower_ in PERSONAL:
                return "person"
            if self.is_ground(head):
                return "place"
            if self.is_structure(head):
                return "building"
            if self.weapon_kind(head) is not None:
                return "weapon"
            if (listed := load_noun_types().get(head.lower_)) is not None:
                return "person" if listed == "group" else listed
            if any(self.places(child) for child in base_tokens(head)):
                return "place"
            if any(t.pos == "noun" for t in load_events().by_form.get(head.lower_, ())):
                return "event"
        return None

    def modifiers(self, token: "Token") -> "tuple[Token, ...]":
        """Return the compounds and possessors before a noun, nested ones included."""
        found: list[Token] = []
        for child in children(token, "compound", "poss", "amod", "nmod"):
            found.extend(conjuncts(child))
            found.extend(self.modifiers(child))
        return tuple(found)
