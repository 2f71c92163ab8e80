"""In what role somebody speaks: official, party, agency, monitor, witness … or not known.

A role that the mention has stays. Else the noun decides ("the mayor", "the ministry"),
then what the lexicon says of the speaker: an armed party to the conflict is a `party`, a
government or another body `official`, civilians are `witness`. Nothing is guessed for a
bare name.
"""

from collections.abc import Mapping
from functools import cache

from warledger.lexicon.actors import load_actors
from warledger.lexicon.countries import load_force_nouns
from warledger.lexicon.persons import PersonClass, load_person_nouns
from warledger.model import Speaker

ROLES = frozenset(
    ("official", "party", "agency", "monitor", "witness", "activist", "expert", "unnamed")
)
# Bodies that speak for a state or an institution, not as fighters.
_OFFICIAL_KINDS = frozenset(
    ("government", "administration", "administration police", "political body", "mission",
     "organisation", "agency", "state police", "regional police")
)  # fmt: skip
_OFFICIAL_FORCES = frozenset(("government", "police", "defence", "intelligence", "border"))
_PARTY_NOUNS = frozenset(("commander", "commanders", "fighter", "fighters"))
_OFFICIAL_NOUNS = frozenset(("ministry", "embassy", "government", "presidency", "kremlin"))


def speaking_role(speaker: Speaker, noun: str) -> str | None:
    """Return the role of a speaker whose head noun is `noun`, None where nothing says."""
    if speaker.role in ROLES:
        return speaker.role
    told = _by_noun().get(noun)
    if told is not None:
        return told
    kind, _, rest = (speaker.actor_id or "").partition(":")
    if kind == "country":
        return "official"
    if kind == "force":
        force = rest.rpartition(":")[2]
        return "official" if force in _OFFICIAL_FORCES else "party"
    if kind == "generic":
        return _by_class().get(rest)
    actor = load_actors().actors.get(kind)
    if actor is None:
        return None
    if actor.kind == "monitor":
        return "monitor"
    return "official" if actor.kind in _OFFICIAL_KINDS else "party"


@cache
def _by_noun() -> Mapping[str, str]:
    """Return the role of each noun for people who speak; the first of two wins."""
    found = dict.fromkeys(sorted(_OFFICIAL_NOUNS), "official")
    found |= dict.fromkeys(sorted(_PARTY_NOUNS), "party")
    for noun in load_person_nouns():
        for word in (*noun.singular, *noun.plural):
            if noun.role is not None:
                found.setdefault(word, noun.role)
    return found


@cache
def _by_class() -> Mapping[str, str]:
    """Return the role of people and forces without a name, by the id they have."""
    found = {force.kind: "party" for force in load_force_nouns()}
    found |= dict.fromkeys(_OFFICIAL_FORCES, "official")
    armed = (PersonClass.COMBATANT, PersonClass.STATE)
    for noun in load_person_nouns():
        if noun.person_class is PersonClass.CIVILIAN:
            found[noun.noun_id] = "witness"
        elif noun.person_class in armed:
            found[noun.noun_id] = "party"
    return found
