"""Parties gathered for one claim, pronouns and possessives followed.

A pronoun takes the subject of the clause above, else the party that acted last; "its
troops" are whose "its" is; "the group" is the armed group named last. A reason says so
each time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from warledger.extract.actors_parties import is_unowned
from warledger.extract.parsed import Parsed
from warledger.extract.parties import (
    building,
    named_party,
    own_parties,
    parties,
    to_claim_actor,
)
from warledger.extract.speaker_names import is_definite
from warledger.extract.syntax import (
    children,
    is_verbal,
    names_nobody,
    subjects,
)
from warledger.lexicon.events import Kind
from warledger.model import ActorMention, ClaimActor, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

FORCES = frozenset(
    {"forces", "troops", "soldiers", "army", "military", "fighters", "units", "jets"}
)
FORCES |= {"men", "group", "movement", "militia", "warplanes", "drones", "artillery"}

GROUP_NOUNS = frozenset(
    {"group", "organisation", "organization", "movement", "militia", "faction"}
)

# ACLED's rebel groups, political and identity militias.
ARMED_GROUPS = frozenset({2, 3, 4})

STATE = 1

COMMANDING = frozenset({"his", "her"})
PERSONAL = frozenset({"it", "they", "them", "its", "their", "itself", "themselves"})
PLURAL = frozenset({"they", "them", "their", "themselves"})


@dataclass
class Discourse:
    """What earlier sentences leave for pronouns and definite phrases to refer to."""

    last_actors: tuple[ClaimActor, ...] = ()
    last_targets: tuple[ClaimActor, ...] = ()
    last_kind: Kind | None = None
    mentions: tuple[ActorMention, ...] = ()


class Collector:
    """Gathers parties without repeating one."""

    def __init__(self, parsed: Parsed, discourse: Discourse) -> None:
        self.parsed = parsed
        self.discourse = discourse
        self.actors: dict[str, ClaimActor] = {}
        self.targets: dict[str, ClaimActor] = {}
        self.names_victims = False
        self.names_buildings = False

    @classmethod
    def turned(cls, other: "Collector") -> "Collector":
        """Return a collector whose actors are the other's targets, and the reverse."""
        new = cls(other.parsed, other.discourse)
        new.actors, new.targets = other.targets, other.actors
        return new

    def add(
        self, role: dict[str, ClaimActor], token: "Token", verb: "Token | None"
    ) -> None:
        """Put who the noun names into the role."""
        if role is self.actors and names_nobody(token):
            return
        heads = self.parsed.substance(token)  # "five of its soldiers": the soldiers
        found = [party for head in heads for party in self._owned(head, verb)] or [
            to_claim_actor(self.parsed, m) for m in parties(self.parsed, token)
        ]
        is_group = (
            token.lower_ in PERSONAL
        )  # "he" is a person, and persons are not followed
        if not found and token.pos_ == "PRON" and is_group:
            found = list(self._referent(token, verb))
        if role is not self.actors and self.parsed.weapon_kind(token) is not None:
            found = [party for party in found if not _is_generic(party)]
        if not found and token.lower_ in GROUP_NOUNS and is_definite(token):
            found = list(self._last_group(token))
        if not found and not role and (role is self.actors or self.names_victims):
            named = named_party(self.parsed, token)
            found = [named] if named is not None else []
        if not found and role is self.targets and self.names_buildings:
            structure = building(self.parsed, token)
            found = [structure] if structure is not None else []
        for party in found:
            role.setdefault(party.name, party)

    def _owned(self, token: "Token", verb: "Token | None") -> list[ClaimActor]:
        """Return whose "its troops" are: the party that the possessive refers to."""
        possessive = children(token, "poss")
        owner = next((t for t in possessive if t.lower_ in PERSONAL | COMMANDING), None)
        own = own_parties(self.parsed, token)
        if owner is None or any(not is_unowned(m) for m in own):
            return []
        if not own and token.lower_ not in FORCES:
            return []
        end = own[-1].span.end if own else self.parsed.token_span(token).end
        whole = Span(self.parsed.token_span(owner).start, end)
        words = whole.of(self.parsed.text)
        return [
            replace(self._forces_of(party, own), span=whole, mention=words)
            for party in self._owners(owner, verb)
        ]

    def _owners(self, owner: "Token", verb: "Token | None") -> Iterable[ClaimActor]:
        if owner.lower_ in PERSONAL:
            yield from self._referent(owner, verb)
            return
        node = verb if verb is not None else owner.head
        while node.head.i != node.i:
            node = node.head
            above = [t for t in subjects(node) if t.i < owner.i] if is_verbal(node) else []
            if above:
                yield from self._led_by(above[0], owner)
                return

    def _led_by(self, person: "Token", owner: "Token") -> Iterable[ClaimActor]:
        """Yield the party in whose name a person is introduced ("M23 commander X")."""
        for token in sorted(person.subtree, key=lambda t: t.i):
            for mention in self.parsed.actors(token):
                if not (mention.is_person or mention.is_generic):
                    words = mention.span.of(self.parsed.text)
                    reason = f"'{owner.text}' is who speaks for '{words}'"
                    yield to_claim_actor(self.parsed, mention, reason)
                    return

    def _forces_of(self, owner: ClaimActor, own: Sequence[ActorMention]) -> ClaimActor:
        """Return a state's forces for "its troops" where its ministry or it was named."""
        for mention in own:
            if mention.inter == STATE and owner.side and mention.side == owner.side:
                return to_claim_actor(self.parsed, mention, f"{owner.reason}; its forces")
        return owner

    def _state(self, capital: "Token", token: "Token") -> ClaimActor:
        """Return the government that a capital stands for ("Moscow said its forces …")."""
        name = self.parsed.places(capital)[-1].mention
        span = self.parsed.token_span(token)
        reason = f"'{token.text}' refers to {name}, which stands for its government"
        return ClaimActor(name, None, span.of(self.parsed.text), span, None, reason)

    def _last_group(self, token: "Token") -> Iterable[ClaimActor]:
        """Yield the armed group named last before "the group"."""
        span = self.parsed.token_span(token)
        for mention in reversed(self.discourse.mentions):
            if mention.span.end > span.start or mention.is_generic or mention.is_person:
                continue
            if mention.inter in ARMED_GROUPS:
                reason = f"'the {token.text}' is the group named last"
                party = to_claim_actor(self.parsed, mention, reason)
                yield replace(party, span=span, mention=span.of(self.parsed.text))
                return

    def _subject_of(self, pronoun: "Token", subject: "Token") -> list[ClaimActor]:
        """Return the parties of a subject as a pronoun names them; no mere persons."""
        found = parties(self.parsed, subject)
        if all(mention.is_person for mention in found):
            return []
        reason = f"'{pronoun.text}' is the subject of the clause above"
        span = self.parsed.token_span(pronoun)
        words = span.of(self.parsed.text)
        made = (to_claim_actor(self.parsed, mention, reason) for mention in found)
        return [replace(party, span=span, mention=words) for party in made]

    def _referent(self, token: "Token", verb: "Token | None") -> Iterable[ClaimActor]:
        """Yield whom a pronoun means: the clause above's subject, or who acted last."""
        node = verb if verb is not None else token.head
        while node.head.i != node.i:
            node = node.head
            if not is_verbal(node):
                continue
            above = [t for t in subjects(node) if t.i < token.i]
            if above and self.parsed.places(above[0]):
                yield self._state(above[0], token)
                return
            meant = [self._subject_of(token, subject) for subject in above]
            named = [found for found in meant if found]
            if named:
                # "X and Y said they had fired" is both; what each said of itself is not.
                is_each = any(t.lower_ == "each" for t in token.doc[above[-1].i : node.i])
                are_both = token.lower_ in PLURAL and not is_each
                yield from chain.from_iterable(named if are_both else named[:1])
                return
        for party in self.discourse.last_actors:
            reason = f"'{token.text}' refers to the party that acted last"
            span = self.parsed.token_span(token)
            yield replace(
                party, reason=reason, span=span, mention=span.of(self.parsed.text)
            )


def _is_generic(party: ClaimActor) -> bool:
    """Return whether the party is only a common noun ("drones")."""
    return (party.actor_id or "").startswith("generic:")
