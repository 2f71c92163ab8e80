"""Say which party a noun chunk names.

Method: a name decides; else the owner (a demonym, a country, a leader) with the head noun's
kind is looked up as "country:kind" ("sy:military"); else the noun stays generic, resolved to
the story's country where the noun is a state's ("the army"). What could also have been meant is
kept in `candidates`, and why it was not in `reason`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from warledger.extract.actors_chunks import Chunk, Item, force_of, person_of
from warledger.extract.actors_table import Kind, LocalGroup, Table
from warledger.lexicon.actors import Actor
from warledger.lexicon.countries import Country, ForceNouns, Leader, load_countries
from warledger.lexicon.names import Word
from warledger.lexicon.outlets import Outlet
from warledger.lexicon.persons import PersonClass, PersonNouns
from warledger.model import ActorMention, Span

# Bodies whose own staff are meant by "X workers": not an armed party's civilians.
_BODIES = frozenset(("agency", "organisation", "mission", "monitor", "government"))
_OUTLET_ROLES = {"monitor": "monitor", "press service": "official"}
# A first noun that says whose the second is ("coalition security forces").
_OWNING = frozenset(("coalition", "allied", "government-forces"))
# Kinds to look under when a country has no body of the kind itself.
_FALLBACK = {
    "government-forces": ("military",),
    "fighters": ("militia", "rebels", "military"),
    "militants": ("fighters",),
    "gunmen": ("fighters",),
    "opposition": ("rebels",),
    "separatists": ("rebels",),
    "militia": ("fighters",),
}
_SIDED = frozenset(("rebels", "opposition", "separatists"))


@dataclass(frozen=True, slots=True)
class Story:
    """What a chunk is read in: the words, the table and the country the story is about."""

    words: list[Word]
    table: Table
    country: str | None

    def span(self, first: int, last: int) -> Span:
        """Return the stretch from one word to another, both inside."""
        return Span(self.words[first].start, self.words[last].end)


@dataclass(frozen=True, slots=True)
class Party:
    """Who is meant, before it is tied to a stretch of text."""

    actor_id: str
    name: str
    inter: int | None = None
    side: str | None = None
    country: str | None = None
    role: str | None = None
    is_generic: bool = False
    is_person: bool = False
    candidates: tuple[str, ...] = ()
    reason: str = ""


def mention(party: Party, span: Span, head: Span, *, role: str | None = None) -> ActorMention:
    """Return the party tied to its stretch; `role` goes before the party's own."""
    return ActorMention(
        span=span,
        actor_id=party.actor_id,
        name=party.name,
        inter=party.inter,
        side=party.side,
        country=party.country,
        role=role or party.role,
        is_generic=party.is_generic,
        is_person=party.is_person,
        head=head,
        candidates=party.candidates,
        reason=party.reason,
    )


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
    return sorted(mentions, key=lambda one: one.span)


def _main(core: Chunk, chunk: Chunk, story: Story) -> ActorMention | None:
    names = core.of(Kind.NAME)
    if names:
        return _named(core, names, story)
    if not core.items:
        return _led(chunk, story)
    attached = [i for i in chunk.items if i.tail in story.table.joiners.belongs]
    head = core.head
    if head.kind in (Kind.FORCE, Kind.PERSON) and attached and attached[0].kind is Kind.NAME:
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
    coalition = _lookup(item.ref.code, "coalition", story)
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


def owner_party(item: Item, story: Story) -> Party | None:
    """Return the party a lone name, country or leader stands for; None for other items."""
    if item.kind is Kind.NAME:
        return choose(item, story)
    if isinstance(item.ref, Country):
        return Party(
            f"country:{item.ref.code.lower()}",
            item.ref.name,
            inter=_inter(1, item.ref.home, story),
            side=_government_side(item.ref, story),
            country=item.ref.home,
        )
    if isinstance(item.ref, Leader):
        return _leader(item.ref, story)
    return None


def _leader(leader: Leader, story: Story) -> Party:
    slug = leader.name.lower().replace(" ", "-")
    return Party(
        f"person:{slug}",
        leader.name,
        inter=_inter(1, leader.country, story),
        side=_government_side(load_countries()[leader.country], story),
        country=leader.country,
        role="official",
        is_person=True,
    )


def _government_side(country: Country, story: Story) -> str | None:
    lexicon = story.table.lexicon
    code = country.code.lower()
    for kind in ("government", "military"):
        actor = lexicon.forces.get(f"{code}:{kind}")
        if actor is not None:
            return lexicon.actors[actor].side
    return f"Government of {country.name}" if country.code.isupper() else None


def _inter(inter: int | None, country: str | None, story: Story) -> int | None:
    """Return ACLED's class: a state's forces abroad are 8, not 1."""
    if inter == 1 and story.country and country and country != story.country:
        return 8
    return inter


def choose(item: Item, story: Story) -> Party:
    """Return the party of a name; of several that share it, the one of the story's country."""
    parties = item.ref
    if not isinstance(parties, tuple):
        raise TypeError(f"{item.kind} is no name")
    fits = [p for p in parties if story.country and story.country in _countries(p)]
    if item.phrase.is_common and story.country and not fits:
        return _elsewhere(item, parties, story)
    party = (fits or parties)[0]
    others = tuple(_id(p) for p in parties if p is not party)
    reason = "" if not others else (
        f"one of {len(parties)} of this name, the one of {story.country}"
        if fits
        else f"one of {len(parties)} of this name, the first listed"
    )
    return party_of(party, story, candidates=others, reason=reason)


def _elsewhere(
    item: Item, parties: tuple[Actor | Outlet | LocalGroup, ...], story: Story
) -> Party:
    """Return a body of common words ("Southern Front") told of another country's war."""
    words = story.words[item.first : item.last + 1]
    return Party(
        "group:" + "-".join(word.key for word in words),
        " ".join(word.raw for word in words),
        candidates=tuple(_id(party) for party in parties),
        reason=f"a name of common words; the story is about {story.country}",
    )


def _countries(party: Actor | Outlet | LocalGroup) -> tuple[str, ...]:
    if isinstance(party, Actor):
        return party.countries
    return (party.country,) if isinstance(party, Outlet) and party.country else ()


def _id(party: Actor | Outlet | LocalGroup) -> str:
    if isinstance(party, Actor):
        return party.actor_id
    return f"outlet:{party.outlet_id}" if isinstance(party, Outlet) else party.group_id


def party_of(
    party: Actor | Outlet | LocalGroup,
    story: Story,
    *,
    candidates: tuple[str, ...] = (),
    reason: str = "",
) -> Party:
    """Return what the lexicon says of an actor, an outlet or a group of the text's own."""
    if isinstance(party, Outlet):
        role = _OUTLET_ROLES.get(party.kind, "agency")
        return Party(
            _id(party), party.name, None, party.side, party.country, role,
            candidates=candidates, reason=reason,
        )  # fmt: skip
    if isinstance(party, LocalGroup):
        return Party(party.group_id, party.name, candidates=candidates, reason=party.reason)
    country = party.countries[0] if party.countries else None
    home = story.country if story.country in party.countries else country
    return Party(
        party.actor_id,
        party.name,
        _inter(party.inter, home, story),
        party.side,
        country,
        "monitor" if party.kind == "monitor" else None,
        candidates=candidates,
        reason=reason,
    )


def _named(core: Chunk, names: list[Item], story: Story) -> ActorMention:
    name = names[-1]
    tail = [item for item in core.items if item.first > name.last and item.kind is not Kind.MODIFIER]
    first = names[0].first if len(names) > 1 and not _possessive(names[0], story) else name.first
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


def civilians(
    noun: PersonNouns | None, country: str | None, *, candidates: tuple[str, ...] = ()
) -> Party:
    """Return civilians, or protesters, of a country."""
    name = noun.name if noun is not None and noun.person_class is PersonClass.CIVILIAN else ""
    return Party(
        f"generic:{(noun.noun_id if noun else 'civilians')}",
        name or "Civilians",
        noun.inter if noun is not None and noun.inter else 7,
        country=country,
        is_generic=True,
        candidates=candidates,
    )


def _owner_alone(core: Chunk, story: Story) -> ActorMention | None:
    """Return what a country, a demonym or a leader names without a noun of its own."""
    item = core.head
    span = story.span(item.first, item.last)
    if item.kind is Kind.PEOPLE and isinstance(item.ref, Country):
        return mention(civilians(None, item.ref.home), span, span)
    if item.kind is Kind.LEADER and isinstance(item.ref, Leader):
        return mention(_leader(item.ref, story), span, span)
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
    force = _force(core)
    noun = _noun(core)
    strength = [i.ref for i in core.of(Kind.MODIFIER)]
    backed = next((i for i in chunk.items if i.is_modifier), None)
    party = _describe(head, owner, force, noun, strength, story)
    if party is None and backed is not None:
        party = _backed(backed, head, story)
    if party is None:
        return None
    first = _first_word(core, story)
    role = "attribute" if core.act and not head.phrase.is_plural else None
    return mention(party, story.span(first, head.last), story.span(head.first, head.last), role=role)


def _first_word(core: Chunk, story: Story) -> int:
    """Return where the mention starts: at a comma-less plural the chunk was cut already."""
    return core.items[0].first


def _owner(core: Chunk) -> Country | Leader | None:
    owners = [i.ref for i in core.of(Kind.ADJECTIVE, Kind.COUNTRY, Kind.LEADER)]
    for ref in reversed(owners):
        if isinstance(ref, Country | Leader):
            return ref
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


def _describe(
    head: Item,
    owner: Country | Leader | None,
    force: ForceNouns | None,
    noun: PersonNouns | None,
    strength: Sequence[object],
    story: Story,
) -> Party | None:
    country = load_countries()[owner.country] if isinstance(owner, Leader) else owner
    if noun is not None and noun.person_class is PersonClass.CIVILIAN:
        return civilians(noun, country.home if country else None)
    if force is not None:
        party = force_party(country, force, story, bound=head.phrase.is_bound)
        return _with_role(party, noun, head)
    if noun is None:
        return None
    return _people(noun, country, head, strength, story)


def _with_role(party: Party | None, noun: PersonNouns | None, head: Item) -> Party | None:
    if party is None or noun is None or noun.role is None:
        return party
    return _replace_role(party, noun.role, is_person=not head.phrase.is_plural)


def _replace_role(party: Party, role: str, *, is_person: bool) -> Party:
    return Party(
        party.actor_id, party.name, party.inter, party.side, party.country, role,
        party.is_generic, is_person, party.candidates, party.reason,
    )  # fmt: skip


def force_party(
    country: Country | None, force: ForceNouns, story: Story, *, bound: bool = False
) -> Party | None:
    """Return a country's body of a kind, from the lexicon where it has one.

    Without a country, a contextual noun means the story's country; None for a bound noun.
    """
    role = _force_role(force)
    reason = ""
    if country is None:
        if bound:
            return None
        if not force.is_contextual or story.country is None:
            return _generic_force(force, story)
        country = load_countries().get(story.country)
        reason = "no country stated: that of the story"
        if country is None:
            return _generic_force(force, story)
    actor = _lookup(country.code, force.kind, story)
    if actor is not None:
        party = party_of(actor, story, reason=reason)
        return party if role is None else _replace_role(party, role, is_person=False)
    if reason and force.kind in ("coalition", "allied"):
        return _generic_force(force, story)
    is_people = not country.code.isupper()
    return Party(
        f"force:{country.code.lower()}:{force.kind}",
        force.name.format(country=country.name) if not is_people else f"{country.adjectives[0]} forces",
        _inter(force.inter, country.home, story) if not is_people else 4,
        _government_side(country, story),
        country.home,
        role,
        reason=reason,
    )


def _force_role(force: ForceNouns) -> str | None:
    return "official" if force.kind in ("defence",) else None


def _lookup(code: str, kind: str, story: Story) -> Actor | None:
    lexicon = story.table.lexicon
    for each in (kind, *_FALLBACK.get(kind, ())):
        actor = lexicon.forces.get(f"{code.lower()}:{each}")
        if actor is not None:
            return lexicon.actors[actor]
    return None


def _generic_force(force: ForceNouns, story: Story) -> Party:
    """Return a state body whose country the text leaves open."""
    actor = _lookup(story.country, force.kind, story) if story.country else None
    return Party(
        f"generic:{force.kind}",
        force.name.replace(" of {country}", "").replace("{country}", "").strip(),
        force.inter,
        role=_force_role(force),
        is_generic=True,
        candidates=(actor.actor_id,) if actor else (),
        reason="no country stated",
    )


def _people(
    noun: PersonNouns, country: Country | None, head: Item, strength: Sequence[object], story: Story
) -> Party | None:
    """Return who a noun for people names, with or without a country before it."""
    is_alone = country is None and "strong" not in strength
    if noun.person_class is PersonClass.GROUP:
        if "strong" not in strength:
            return None
        return _generic(noun, country, story)
    if head.phrase.is_bound and is_alone:
        return None
    if country is not None and noun.person_class is not PersonClass.SPEAKER:
        actor = _lookup(country.code, noun.kind, story)
        if actor is not None:
            party = party_of(actor, story)
            if noun.role is not None:
                return _replace_role(party, noun.role, is_person=not head.phrase.is_plural)
            return party
        if noun.person_class in (PersonClass.OFFICIAL, PersonClass.STATE) or noun.kind == "military":
            kind = "government" if noun.person_class is PersonClass.OFFICIAL else "military"
            made = force_party(country, story.table.by_kind[kind], story)
            return _with_role(made, noun, head)
    return _generic(noun, country, story)


def _generic(noun: PersonNouns, country: Country | None, story: Story) -> Party:
    """Return people kept generic; the side is given only where the story's country has one."""
    code = country.code.lower() if country else ""
    home = country.home if country else None
    actor = None
    if noun.kind in _SIDED and (home or story.country):
        actor = _lookup(home or story.country or "", noun.kind, story)
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


def _backed(item: Item, head: Item, story: Story) -> Party | None:
    """Return forces named only by who stands behind them ("Iran-backed forces")."""
    code = item.ref.code if isinstance(item.ref, Country) else (
        item.ref.country if isinstance(item.ref, Leader) else None
    )
    if item.prefix == "pro" and code is not None:
        actor = _lookup(code, "allied", story)
        if actor is not None:
            return party_of(actor, story)
    if item.prefix or item.tail in ("backed", "led", "trained", "supported", "aligned", "allied"):
        return Party(
            "generic:forces", "armed forces", None, is_generic=True,
            reason=f"named only by its hyphened modifier, {item.prefix or item.tail}",
        )  # fmt: skip
    return None
