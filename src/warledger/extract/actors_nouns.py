"""Say who people and forces without a name are: "Syrian troops", "armed groups", "rebels".

Method: the head noun's kind with the country before it is looked up; without a country a
state's noun means the story's country, and people stay generic. A side is given to generic
people only where the story's country has one coalition of them.
"""

from collections.abc import Sequence
from dataclasses import replace

from warledger.extract.actors_chunks import Item, force_of
from warledger.extract.actors_parties import (
    Party,
    Story,
    civilians,
    force_party,
    lookup,
    party_of,
    replace_role,
)
from warledger.lexicon.countries import Country, ForceNouns, Leader, load_countries
from warledger.lexicon.persons import PersonClass, PersonNouns, load_person_nouns

# Formations that states number.
_FORMATIONS = frozenset(("division", "brigade", "battalion", "regiment", "corp", "corps"))
# Last words that make a state's body a speaker, with the role.
_SPEAKING = {
    "agency": "agency",
    "media": "agency",
    "television": "agency",
    "tv": "agency",
    "radio": "agency",
    "source": "official",
    "official": "official",
    "spokesman": "official",
    "spokeswoman": "official",
    "statement": "official",
}
_SIDED = frozenset(("rebels", "opposition", "separatists"))


def describe(
    head: Item,
    owner: Country | Leader | None,
    force: ForceNouns | None,
    noun: PersonNouns | None,
    strength: Sequence[object],
    story: Story,
) -> Party | None:
    """Return who a noun with its owner, its force and its adjectives names, if anybody."""
    country = load_countries()[owner.country] if isinstance(owner, Leader) else owner
    if noun is not None and noun.person_class is PersonClass.CIVILIAN:
        return civilians(noun, country.home if country else None)
    if force is not None:
        if force.kind == "government" and noun is not None and noun.role is None:
            force = story.table.by_kind["government-forces"]
        party = force_party(country, force, story, bound=head.phrase.is_bound)
        if party is None and "strong" in strength:
            return _generic(_armed_group(head, story), country, story)
        return _with_role(_speaking(party, head), noun, head)
    if noun is None:
        return None
    return _people(noun, country, head, strength, story)


def _speaking(party: Party | None, head: Item) -> Party | None:
    """Return a state's body as a speaker where its last word says so ("army source")."""
    words = head.phrase.words
    role = _SPEAKING.get(words[-1].removesuffix("s"))
    if party is None or role is None or force_of(head) is None:
        return party
    if words[-1] == "agency" and "news" not in words:
        return party
    return replace_role(party, role, is_person=False)


def _with_role(party: Party | None, noun: PersonNouns | None, head: Item) -> Party | None:
    if party is None or noun is None or noun.role is None:
        return party
    return replace_role(party, noun.role, is_person=not head.phrase.is_plural)


def _people(
    noun: PersonNouns,
    country: Country | None,
    head: Item,
    strength: Sequence[object],
    story: Story,
) -> Party | None:
    """Return who a noun for people names, with or without a country before it."""
    if first_ordinal(head, story) is not None:
        return _numbered(country, story)
    is_alone = country is None and "strong" not in strength
    if noun.person_class is PersonClass.GROUP:
        if "strong" not in strength:
            return None
        noun = _armed_group(head, story)
    if head.phrase.is_bound and is_alone:
        return None
    if country is not None and noun.person_class is not PersonClass.SPEAKER:
        actor = lookup(country.code, noun.kind, story)
        if actor is not None:
            party = party_of(actor, story)
            if noun.role is not None:
                return replace_role(party, noun.role, is_person=not head.phrase.is_plural)
            return party
        if (
            noun.person_class in (PersonClass.OFFICIAL, PersonClass.STATE)
            or noun.kind == "military"
        ):
            kind = "government" if noun.person_class is PersonClass.OFFICIAL else "military"
            made = force_party(country, story.table.by_kind[kind], story)
            return _with_role(made, noun, head)
    return _generic(noun, country, story)


def first_ordinal(head: Item, story: Story) -> int | None:
    """Return where "1st and 4th" before "divisions" starts, None where it does not."""
    words = story.words
    if words[head.last].low.removesuffix("s") not in _FORMATIONS:
        return None
    first, at = None, head.first - 1
    while at >= 0 and words[at + 1].gap in (" ", ","):
        if words[at].raw[0].isdigit() and words[at].raw[-1].isalpha():
            first = at
        elif words[at].low != "and" or first is None:
            break
        at -= 1
    return first


def _numbered(country: Country | None, story: Story) -> Party | None:
    """Return the army that numbered formations belong to: the country's, or the story's."""
    party = force_party(country, story.table.by_kind["military"], story)
    reason = "a numbered formation, taken for a state's"
    return replace(party, is_generic=country is None, reason=reason) if party else None


def _armed_group(head: Item, story: Story) -> PersonNouns:
    """Return what "armed group" or "anti-government factions" are: gunmen or rebels."""
    before = story.words[head.first - 1].low if head.first else ""
    wanted = "gunmen" if before in ("armed", "splinter", "breakaway") else "rebels"
    return next(noun for noun in load_person_nouns() if noun.noun_id == wanted)


def _generic(noun: PersonNouns, country: Country | None, story: Story) -> Party:
    """Return people kept generic; the side is given only where the story's country has
    one."""
    code = country.code.lower() if country else ""
    home = country.home if country else None
    actor = None
    if noun.kind in _SIDED and (home or story.country):
        actor = lookup(home or story.country or "", noun.kind, story)
    return Party(
        f"generic:{noun.noun_id}" + (f":{code}" if code else ""),
        noun.name,
        noun.inter,
        actor.side if actor and actor.kind == "rebel coalition" else None,
        home,
        noun.role,
        is_generic=True,
        candidates=(actor.actor_id,) if actor else (),
        reason="a noun, not a name",
    )


def backed_forces(item: Item, head: Item, story: Story) -> Party | None:
    """Return forces named only by who stands behind them ("Iran-backed forces")."""
    code = (
        item.ref.code
        if isinstance(item.ref, Country)
        else (item.ref.country if isinstance(item.ref, Leader) else None)
    )
    if item.prefix == "pro" and code is not None:
        actor = lookup(code, "allied", story)
        if actor is not None:
            return party_of(actor, story)
    if item.prefix or item.tail in (
        "backed",
        "led",
        "trained",
        "supported",
        "aligned",
        "allied",
    ):
        return Party(
            "generic:forces", "forces", None, is_generic=True,
            reason=f"named only by its hyphened modifier, {item.prefix or item.tail}",
        )  # fmt: skip
    return None
