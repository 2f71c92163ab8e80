"""What kind of event it was, in ACLED's and PLOVER's terms.

A particular trigger ("shelled") says so itself. A vague one ("attacked", "killed",
"blast") is decided by what the clause tells of the weapon, of the force that acted and of
whom it hit, in that order. Who took a place decides between ACLED's two types of capture.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from warledger.extract.grouping import Group
from warledger.extract.parsed import Parsed
from warledger.extract.roles import Roles
from warledger.extract.syntax import phrase_tokens
from warledger.lexicon.events import Kind, load_events
from warledger.lexicon.weapons import load_weapons
from warledger.model import ActorMention, ClaimActor

if TYPE_CHECKING:
    from spacy.tokens import Token

# The more telling weapon first: a chlorine barrel bomb is chemical, a suicide car bomb
# suicide.
WEAPON_ORDER = (
    "chemical",
    "suicide",
    "airstrike",
    "drone",
    "ied",
    "shelling",
    "grenade",
    "clash",
)
# ACLED: protesters and civilians.
UNARMED = frozenset({6, 7})
# ACLED: state forces, and external or other forces, which are mostly other states'.
# ACLED: rioters and protesters.
PROTESTING = frozenset({5, 6})
STATE_INTER = frozenset({1, 8})
# Vague kinds that violence against civilians alone turns into ACLED's "Attack".
TO_ATTACK = frozenset({"attack", "killing", "wounding", "raid", "assassination"})
GOVERNMENT = "Government of"
VIOLENT = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})


@dataclass(frozen=True)
class Decision:
    """The kind decided on, its sub-event type, and why."""

    kind: Kind
    sub_event_type: str
    reason: str


def _weapons(parsed: Parsed, tokens: "Iterable[Token]", group: Group) -> dict[str, str]:
    """Return the kinds that weapons in the clause point to, with the words."""
    lost = {
        part.i
        for n in group.nodes
        if not (n.is_noun or n.trigger.phrase or "weapon" in n.trigger.objects)
        for t in n.frame.objects
        for part in phrase_tokens(t)
    }
    found: dict[str, str] = {}
    for token in tokens:
        for mention in parsed.actors(token):
            found |= _platform(mention.span.of(parsed.text))
        if token.i in lost or parsed.actors(token) or parsed.places(token):
            continue
        if (kind_id := parsed.weapon_kind(token)) is not None:
            found.setdefault(kind_id, token.text)
    return found


def _platform(words: str) -> dict[str, str]:
    """Return the kind of event that a force's name points to ("the army's warplanes")."""
    forms = load_weapons().by_form
    parts = words.lower().split()
    for size in (3, 2, 1):
        if (weapon := forms.get(" ".join(parts[-size:]))) is not None:
            return {weapon.kind_id: words}
    return {}


def _only_civilians(
    targets: Sequence[ClaimActor], mentions: Sequence[ActorMention]
) -> bool:
    inter = {m.actor_id: m.inter for m in mentions}
    known = [inter.get(t.actor_id or "") for t in targets]
    return bool(known) and all(i in UNARMED for i in known)


def _are_protesters(actors: Sequence[ClaimActor], mentions: Sequence[ActorMention]) -> bool:
    inter = {m.actor_id: m.inter for m in mentions}
    return bool(actors) and all(inter.get(a.actor_id or "") in PROTESTING for a in actors)


def is_state(party: ClaimActor, mentions: Sequence[ActorMention]) -> bool:
    """Return whether the party is a state's force or fights on a state's side."""
    if (party.side or "").startswith(GOVERNMENT):
        return True
    return any(m.actor_id == party.actor_id and m.inter in STATE_INTER for m in mentions)


def decide(
    parsed: Parsed,
    group: Group,
    roles: Roles,
    tokens: "Sequence[Token]",
    fallback: Sequence[ClaimActor],
    before: Kind | None = None,
) -> Decision:
    """Return the kind of the event.

    `fallback` are the parties that acted before; `before` is the kind of the event that
    this one takes up ("the raids"), if it does.
    """
    kinds = load_events().kinds
    kind = group.main.trigger.kind
    reason = f"'{group.main.token.text}' names it"
    if kind.is_vague:
        weapons = _weapons(parsed, tokens, group)
        for party in roles.actors:  # "accused the army's warplanes of bombing X"
            weapons |= _platform(party.mention)
        told = next((w for w in WEAPON_ORDER if w in weapons), None)
        if (
            told is not None
            and told != "clash"
            and not (kind.kind_id == "bombardment" and told == "ied")
        ):
            return Decision(
                kinds[told],
                kinds[told].sub_event_type,
                f"'{weapons[told]}' tells the weapon",
            )
        if before is not None and not before.is_vague:
            return Decision(before, before.sub_event_type, "takes up the event told before")
        if kind.kind_id in TO_ATTACK and _only_civilians(
            roles.targets, parsed.mentions.actors
        ):
            return Decision(
                kinds["violence"],
                kinds["violence"].sub_event_type,
                "only civilians are hit",
            )
    if kind.event_type in ("Battles", "Violence against civilians") and _are_protesters(
        roles.actors, parsed.mentions.actors
    ):
        riot = kinds["riot"]
        return Decision(riot, riot.sub_event_type, "protesters act")
    acting = roles.actors or (tuple(fallback) if kind.kind_id == "capture" else ())
    if group.main.trigger.is_swapped and not roles.actors:
        lost_by_state = any(is_state(t, parsed.mentions.actors) for t in roles.targets)
        name = kind.nonstate_sub_event_type if lost_by_state else kind.sub_event_type
        return Decision(kind, name, "told from the side of who lost it")
    by_state = any(is_state(party, parsed.mentions.actors) for party in acting)
    if kind.nonstate_sub_event_type != kind.sub_event_type and acting and not by_state:
        reason = f"{acting[0].name} is no state force"
        return Decision(kind, kind.nonstate_sub_event_type, reason)
    return Decision(kind, kind.sub_event_type, reason)
