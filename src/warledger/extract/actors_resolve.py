"""Say which party a noun chunk names.

Method: a name decides; else the owner (a demonym, a country, a leader) with the head noun's
kind is looked up as "country:kind" ("sy:military"); else the noun stays generic, resolved
to the story's country where the noun is a state's ("the army"). What could also have been
meant is kept in `candidates`, and why it was not in `reason`.
"""

from warledger.extract.actors_chunks import Chunk, Item, force_of, person_of
from warledger.extract.actors_nouns import backed_forces, describe, first_ordinal
from warledger.extract.actors_parties import (
    Party,
    Story,
    choose,
    civilians,
    force_party,
    leader_party,
    lookup,
    mention,
    owner_party,
    party_of,
)
from warledger.extract.actors_table import Kind
from warledger.lexicon.actors import Actor
from warledger.lexicon.countries import Country, ForceNouns, Leader
from warledger.lexicon.outlets import Outlet
from warledger.lexicon.persons import (
    PersonClass,
    PersonNouns,
    stop_words,
)
from warledger.model import ActorMention

# Bodies whose own staff are meant by "X workers": not an armed party's civilians.
_BODIES = frozenset(("agency", "organisation", "mission", "monitor", "government"))
# A first noun that says whose the second is ("coalition security forces").
_OWNING = frozenset(("coalition", "allied", "government-forces"))
# State nouns that are adjectives unless "the" stands before them.
_ADJECTIVES = frozenset(("military", "intelligence"))


def read_chunk(chunk: Chunk, story: Story) -> list[ActorMention]:
    """Return the mentions of one chunk in text order; none where it names nobody."""
    found = [_modifier(item, story) for item in chunk.items if item.is_modifier]
    mentions = [one for one in found if one is not None]
    core = [item for item in chunk.items if not item.is_modifier]
    if not core and chunk.act is None:
        return mentions
    main = _main(Chunk(core, chunk.act), chunk, story)
    if main is not None:
        mentions = [m for m in mentions if not m.span.overlaps(main.span)]
        mentions.append(main)
        mentions += _possessors(core, story, main)
    return sorted((one for one in mentions if one.actor_id), key=lambda one: one.span)


def _main(core: Chunk, chunk: Chunk, story: Story) -> ActorMention | None:
    names = core.of(Kind.NAME)
    if names:
        return _named(core, names, story)
    if not core.items:
        return _led(chunk, story)
    attached = [i for i in chunk.items if i.tail in story.table.joiners.belongs]
    head = core.head
    if (
        head.kind in (Kind.FORCE, Kind.PERSON)
        and attached
        and attached[0].kind is Kind.NAME
    ):
        party = choose(attached[0], story)
        span = story.span(attached[0].first, head.last)
        return mention(party, span, story.span(head.first, head.last))
    if head.kind in (Kind.FORCE, Kind.PERSON):
        return _described(core, chunk, story)
    return _owner_alone(core, story)


def _led(chunk: Chunk, story: Story) -> ActorMention | None:
    """Return the coalition that "X-led strikes" name through its leading state."""
    item = chunk.items[-1]
    if item.tail != "led" or not isinstance(item.ref, Country):
        return None
    coalition = lookup(item.ref.code, "coalition", story)
    if coalition is None:
        return None
    span = story.span(item.first, item.last + 1)
    return mention(party_of(coalition, story), span, span, role="attribute")


def _modifier(item: Item, story: Story) -> ActorMention | None:
    party = owner_party(item, story)
    if party is None:
        return None
    span = story.span(item.first, item.last)
    return mention(party, span, span, role="modifier")


def _named(core: Chunk, names: list[Item], story: Story) -> ActorMention:
    name = names[-1]
    tail = [
        item
        for item in core.items
        if item.first > name.last and item.kind is not Kind.MODIFIER
    ]
    first = (
        names[0].first
        if len(names) > 1 and not _possessive(names[0], story)
        else name.first
    )
    if not tail:
        return mention(
            choose(name, story),
            story.span(first, name.last),
            story.span(name.first, name.last),
            role="attribute" if core.act else None,
        )
    head = tail[-1]
    party, role = _with_head(name, tail, story)
    span = story.span(first, head.last)
    role = role or ("attribute" if core.act else None)
    return mention(party, span, story.span(head.first, head.last), role=role)


def _possessive(item: Item, story: Story) -> bool:
    return story.words[item.last].possessive


def _with_head(name: Item, tail: list[Item], story: Story) -> tuple[Party, str | None]:
    """Return who "X fighters", "X officials", "X children", "X warplanes" are."""
    party = choose(name, story)
    head = tail[-1]
    parties = name.ref if isinstance(name.ref, tuple) else ()
    first = parties[0] if parties else None
    kind = first.kind if isinstance(first, Actor) else ""
    is_body = isinstance(first, Outlet) or kind in _BODIES
    noun = person_of(head)
    if noun is not None:
        if noun.person_class is PersonClass.CIVILIAN and not is_body:
            return civilians(noun, party.country, candidates=(party.actor_id,)), None
        if noun.role is not None and not isinstance(first, Outlet):
            return party, noun.role
        return party, None
    force = force_of(head)
    if force is not None and isinstance(first, Actor) and first.inter in (1, 8):
        for country in first.countries:
            actor = story.table.lexicon.forces.get(f"{country.lower()}:{force.kind}")
            if actor is not None and force.kind not in ("military", "government-forces"):
                return party_of(story.table.lexicon.actors[actor], story), None
    return party, None


def _possessors(core: list[Item], story: Story, main: ActorMention) -> list[ActorMention]:
    """Return names that only own the main one ("SAA's Tiger Forces"), as modifiers."""
    found = []
    for item in core:
        if item.kind is Kind.NAME:
            span = story.span(item.first, item.last)
            if not span.overlaps(main.span):
                found.append(mention(choose(item, story), span, span, role="modifier"))
    return found


def _owner_alone(core: Chunk, story: Story) -> ActorMention | None:
    """Return what a country, a demonym or a leader names without a noun of its own."""
    item = core.head
    span = story.span(item.first, item.last)
    if item.kind is Kind.PEOPLE and isinstance(item.ref, Country):
        return mention(civilians(None, item.ref.home), span, span)
    if item.kind is Kind.LEADER and isinstance(item.ref, Leader):
        if item.phrase.is_common and item.ref.country != story.country:
            return None  # a given name: "Hadi" is the president in a Yemeni story only
        return mention(leader_party(item.ref, story), span, span)
    if not isinstance(item.ref, Country):
        return None
    if core.act is not None:
        kind = "air" if core.act.startswith(("air", "drone", "aerial")) else "military"
        party = force_party(item.ref, story.table.by_kind[kind], story)
        return mention(party, span, span, role="attribute") if party else None
    if item.kind is Kind.COUNTRY:
        party_or_none = owner_party(item, story)
        if party_or_none is not None:
            return mention(party_or_none, span, span, role="country")
    return None


def _described(core: Chunk, chunk: Chunk, story: Story) -> ActorMention | None:
    """Return who "Syrian government troops", "armed groups", "the army" are."""
    head = core.head
    owner = _owner(core)
    noun = _noun(core)
    force = _force(core)
    fighters = _fighters(core)
    if fighters is not None and force is not None:
        noun, force = fighters, None
    strength = [i.ref for i in core.of(Kind.MODIFIER)]
    backed = next((i for i in chunk.items if i.is_modifier), None)
    if owner is None and _is_adjective(core, story):
        return None
    party = describe(head, owner, force, noun, strength, story)
    if party is None and backed is not None:
        party = backed_forces(backed, head, story)
    if party is None:
        return None
    first = first_ordinal(head, story) or _first_word(core)
    role = (
        "attribute" if not head.phrase.is_plural and _stands_before(core, story) else None
    )
    return mention(
        party, story.span(first, head.last), story.span(head.first, head.last), role=role
    )


def _first_word(core: Chunk) -> int:
    """Return where the mention starts: loose adjectives before a demonym stay outside."""
    telling = [item for item in core.items if item.ref != "plain"]
    has_owner = any(item.kind is Kind.ADJECTIVE for item in telling)
    return telling[0].first if has_owner else core.items[0].first


def _owner(core: Chunk) -> Country | Leader | None:
    owners = [i.ref for i in core.of(Kind.ADJECTIVE, Kind.COUNTRY, Kind.LEADER)]
    for ref in reversed(owners):
        if isinstance(ref, Country | Leader):
            return ref
    return None


def _is_adjective(core: Chunk, story: Story) -> bool:
    """Return whether a lone "military" or "intelligence" is no body ("military trucks")."""
    words = core.items[0].phrase.words
    if len(core.items) > 1 or len(words) > 1 or words[0] not in _ADJECTIVES:
        return False
    before = story.words[core.first - 1].low if core.first else "the"
    return core.act is not None or before != "the"


def _stands_before(core: Chunk, story: Story) -> bool:
    """Return whether a singular noun stands before another: "rebel areas", "army shelling".

    A singular noun with no determiner before it does, unless it opens a sentence or a line.
    """
    if core.act is not None:
        return True
    after = story.words[core.last + 1 : core.last + 2]
    if after and after[0].gap == " " and after[0].low in stop_words("facility"):
        return True
    if len(core.items) > 1 or not _may_describe(core.head, story):
        return False
    at = core.first
    return (
        at > 0
        and story.words[at].gap == " "
        and story.words[at - 1].low not in stop_words("determiner")
        and not story.words[at - 1].raw.isdigit()
    )


def _may_describe(item: Item, story: Story) -> bool:
    """Return whether a noun is an adjective too: "rebel", "civilian", but not "woman"."""
    words = item.phrase.words
    if person_of(item) is None or len(words) > 1:
        return False
    return (
        words[0] in ("civilian", "official")
        or story.table.joiners.modifiers.get(words[0]) == "strong"
    )


def _fighters(core: Chunk) -> PersonNouns | None:
    """Return the armed people whose forces are meant ("rebel artillery")."""
    for item in core.items[:-1]:
        noun = person_of(item)
        if noun is not None and noun.person_class is PersonClass.COMBATANT:
            return noun
    return None


def _noun(core: Chunk) -> PersonNouns | None:
    """Return the noun that says what kind of people; "rebel factions" are rebels."""
    nouns = [n for n in map(person_of, core.items) if n is not None]
    if person_of(core.head) is None:
        return None
    vague = (PersonClass.GROUP, PersonClass.GENERIC)
    if nouns[-1].person_class in vague:
        telling = [n for n in nouns[:-1] if n.person_class is PersonClass.COMBATANT]
        return telling[0] if telling else nouns[-1]
    return nouns[-1]


def _force(core: Chunk) -> ForceNouns | None:
    forces = [f for f in map(force_of, core.items) if f is not None]
    if not forces:
        return None
    return forces[0] if forces[0].kind in _OWNING else forces[-1]
