"""Which parties a noun phrase names.

The head noun's own mention counts first, then the names that specify it ("ISIS
positions", "units of the army", "positions held by the militia", "soldiers guards and
staff"). A name that no lexicon knows is still a party where the sentence shows it to be
one, and says so in its reason.
"""

from typing import TYPE_CHECKING

from warledger.extract.parsed import Parsed
from warledger.extract.syntax import (
    base_tokens,
    children,
    frame,
    prepositional,
)
from warledger.model import ActorMention, ClaimActor

if TYPE_CHECKING:
    from spacy.tokens import Token

# "units of the army", "fighters from the Islamic State"
WHOLE = frozenset({"of", "from"})

# More words before a name than this are no name but a headline that the parser joined.
LONGEST_NAME = 5

STRUCTURE = "a structure, not a party"

HOLDING = frozenset({"hold", "control", "occupy", "run", "use", "man"})
# "mines planted by X" are X's doing.
HOLDING |= {"plant", "lay", "fire", "launch", "drop", "conduct", "operate", "fly", "send"}


def to_claim_actor(parsed: Parsed, mention: ActorMention, reason: str = "") -> ClaimActor:
    """Return a mention as a party of a claim."""
    return ClaimActor(
        name=mention.name,
        actor_id=mention.actor_id,
        mention=mention.span.of(parsed.text),
        span=mention.span,
        side=mention.side,
        reason=reason or mention.reason,
    )


def parties(parsed: Parsed, token: "Token") -> tuple[ActorMention, ...]:
    """Return the parties a noun phrase names: its head, or names that specify it."""
    found: list[ActorMention] = []
    for head in parsed.substance(token):
        own = own_parties(parsed, head)
        if not own:
            own = [m for part in parsed.modifiers(head) for m in own_parties(parsed, part)]
        if not own or all(m.is_generic for m in own):
            whole = [
                m
                for prep, part in prepositional(head)
                if prep in WHOLE
                for m in own_parties(parsed, part)
            ]
            own = [m for m in whole if not (own and m.is_generic)] or own
        found.extend(_listed(parsed, head))
        found.extend(own)
        found.extend(_holders(parsed, head))
    return tuple(dict.fromkeys(found))


def _listed(parsed: Parsed, head: "Token") -> list[ActorMention]:
    """Return the first members of a list without commas ("soldiers guards and staff")."""
    return [
        m
        for part in children(head, "compound")
        if part.tag_ == "NNS"
        for m in own_parties(parsed, part)
        if m.is_generic
    ]


def _holders(parsed: Parsed, head: "Token") -> list[ActorMention]:
    """Return who holds what is named ("positions held by the militia")."""
    if own_parties(parsed, head):
        return []
    return [
        m
        for clause in children(head, "acl", "relcl")
        if clause.lemma_ in HOLDING
        for agent in frame(clause).agents
        for m in own_parties(parsed, agent)
    ]


def own_parties(parsed: Parsed, token: "Token") -> list[ActorMention]:
    """Return the parties a token names itself, adjectives of office left out."""
    is_adjective = token.tag_.startswith("JJ")
    return [
        m
        for m in parsed.actors(token)
        if m.role != "modifier" and not (is_adjective and m.role not in (None, "attribute"))
    ]


def named_party(parsed: Parsed, token: "Token") -> ClaimActor | None:
    """Return a party that no list knows but that the text names as the one who acts."""
    if token.pos_ != "PROPN" or parsed.places(token) or token.i in parsed.times_by_token:
        return None
    if any(parsed.places(t) for t in base_tokens(token)):
        return None
    if len(base_tokens(token)) > LONGEST_NAME or (token.i == 0 and token.is_title):
        return None  # a capital that only opens the sentence makes no name
    words = [t for t in base_tokens(token) if t.dep_ != "det"] or [token]
    span = parsed.span_of(words)
    name = span.of(parsed.text)
    return ClaimActor(name, None, name, span, None, "named in the text, not in the lexicon")


def building(parsed: Parsed, token: "Token") -> ClaimActor | None:
    """Return a structure that is hit, as a target without an id."""
    if not parsed.is_structure(token):
        return None
    words = [
        t for t in base_tokens(token) if t.dep_ not in ("det", "nummod", "poss", "case")
    ]
    span = parsed.span_of(words or [token])
    name = span.of(parsed.text)
    return ClaimActor(name, None, name, span, None, STRUCTURE)
