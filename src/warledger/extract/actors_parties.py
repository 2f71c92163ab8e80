"""Say who a name, a country or a kind of force stands for.

Method: a name is looked up in the lexicon, of several bearers that of the story's country
is taken; a country's body of a kind is looked up as "country:kind" ("sy:military") and made
up by pattern ("force:ke:police") where the lexicon has none. What else could be meant is
kept in `candidates`, and why it was not taken in `reason`.
"""

from dataclasses import dataclass

from warledger.extract.actors_chunks import Item
from warledger.extract.actors_table import Kind, LocalGroup, Table
from warledger.lexicon.actors import Actor
from warledger.lexicon.countries import Country, ForceNouns, Leader, load_countries
from warledger.lexicon.names import Word
from warledger.lexicon.outlets import Outlet
from warledger.lexicon.persons import PersonClass, PersonNouns
from warledger.model import ActorMention, Span

_OUTLET_ROLES = {"monitor": "monitor", "press service": "official"}
# What a people without a state has in place of a state's body.
_PEOPLES = {"government": "authorities", "police": "police"}
_ARMED = frozenset({"military", "air", "navy", "marines", "special"})
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


@dataclass(frozen=True, slots=True)
class Story:
    """What a chunk is read in: the words, the table and the country the story is about.

    `armies` are the countries whose forces the text names as theirs.
    """

    words: list[Word]
    table: Table
    country: str | None
    armies: frozenset[str] = frozenset()

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


# The reason of a body without a country: "soldiers" in a story about one country.
OF_STORY = "no country stated: that of the story"
UNSTATED = "no country stated"

# An abbreviation or a loose wording that means a party only in stories of its own country,
# met elsewhere.
NOBODY = Party("", "")


def mention(
    party: Party, span: Span, head: Span, *, role: str | None = None
) -> ActorMention:
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


def is_unowned(mention: ActorMention) -> bool:
    """Return whether the words do not say whose people they are ("troops", "fighters")."""
    return mention.is_generic or UNSTATED in mention.reason


def owner_party(item: Item, story: Story) -> Party | None:
    """Return the party a lone name, country or leader stands for; None for other items."""
    if item.kind is Kind.NAME:
        return choose(item, story)
    if isinstance(item.ref, Country):
        return Party(
            f"{'country' if item.ref.code.isupper() else 'people'}:{item.ref.code.lower()}",
            item.ref.name,
            inter=inter(1, item.ref.home, story) if item.ref.code.isupper() else None,
            side=government_side(item.ref, story),
            country=item.ref.home,
        )
    if isinstance(item.ref, Leader):
        return leader_party(item.ref, story)
    return None


def leader_party(leader: Leader, story: Story) -> Party:
    """Return a head of state or government as a person on the side of the government."""
    slug = leader.name.lower().replace(" ", "-")
    return Party(
        f"person:{slug}",
        leader.name,
        inter=inter(1, leader.country, story),
        side=government_side(load_countries()[leader.country], story),
        country=leader.country,
        role="official",
        is_person=True,
    )


def government_side(country: Country, story: Story) -> str | None:
    """Return the side that a country's government leads; None for a people."""
    lexicon = story.table.lexicon
    code = country.code.lower()
    for kind in ("government", "military"):
        actor = lexicon.forces.get(f"{code}:{kind}")
        if actor is not None:
            return lexicon.actors[actor].side
    return f"Government of {country.name}" if country.code.isupper() else None


def inter(inter: int | None, country: str | None, story: Story) -> int | None:
    """Return ACLED's class: a state's forces abroad are 8, not 1."""
    if inter == 1 and story.country and country and country != story.country:
        return 8
    return inter


def choose(item: Item, story: Story) -> Party:
    """Return the party of a name; of several bearers that of the story's country."""
    parties = item.ref
    if not isinstance(parties, tuple):
        raise TypeError(f"{item.kind} is no name")
    fits = [p for p in parties if story.country and story.country in _countries(p)]
    if item.phrase.is_common and not fits and any(_countries(p) for p in parties):
        if item.phrase.is_strict or not item.phrase.is_capital:
            return NOBODY
        if story.country:
            return _elsewhere(item, parties, story)
    party = (fits or parties)[0]
    others = tuple(_id(p) for p in parties if p is not party)
    reason = (
        ""
        if not others
        else (
            f"one of {len(parties)} of this name, the one of {story.country}"
            if fits
            else f"one of {len(parties)} of this name, the first listed"
        )
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
        inter(party.inter, home, story),
        party.side,
        country,
        "monitor" if party.kind == "monitor" else None,
        candidates=candidates,
        reason=reason,
    )


def civilians(
    noun: PersonNouns | None, country: str | None, *, candidates: tuple[str, ...] = ()
) -> Party:
    """Return civilians, or protesters, of a country."""
    name = (
        noun.name if noun is not None and noun.person_class is PersonClass.CIVILIAN else ""
    )
    return Party(
        f"generic:{(noun.noun_id if noun else 'civilians')}",
        name or "Civilians",
        noun.inter if noun is not None and noun.inter else 7,
        country=country,
        is_generic=True,
        candidates=candidates,
    )


def replace_role(party: Party, role: str, *, is_person: bool) -> Party:
    """Return the party as one that speaks in a role."""
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
        country, reason = _meant(force, story)
        if country is None:
            return _generic_force(force, story)
    actor = lookup(country.code, force.kind, story)
    if actor is not None:
        party = party_of(actor, story, reason=reason)
        return party if role is None else replace_role(party, role, is_person=False)
    if reason and force.kind in ("coalition", "allied"):
        return _generic_force(force, story)
    is_people = not country.code.isupper()
    return Party(
        f"force:{country.code.lower()}:{force.kind}",
        force.name.format(country=country.name)
        if not is_people
        else f"{country.adjectives[0]} {_PEOPLES.get(force.kind, 'forces')}",
        inter(force.inter, country.home, story) if not is_people else 4,
        government_side(country, story),
        country.home,
        role,
        reason=reason,
    )


def _meant(force: ForceNouns, story: Story) -> tuple[Country | None, str]:
    """Return whose "the army" is where the text does not say, and why.

    It is the story's country's. Where nothing stands out as that, or where that country has
    police and no army, it is the army of the only country whose forces the text names.
    """
    if not force.is_contextual:
        return None, ""
    forces, countries = story.table.lexicon.forces, load_countries()
    if story.country is not None:
        code = story.country.lower()
        listed = {kind for kind in ("military", "police") if f"{code}:{kind}" in forces}
        if force.kind not in _ARMED or listed != {"police"}:
            return countries.get(story.country), OF_STORY
    if force.kind not in _ARMED or len(story.armies) != 1:
        return None, ""
    reason = "no country stated: that of the only forces named"
    return countries.get(next(iter(story.armies))), reason


def _force_role(force: ForceNouns) -> str | None:
    return "official" if force.kind in ("defence",) else None


def lookup(code: str, kind: str, story: Story) -> Actor | None:
    """Return the lexicon's body of a kind in a country, or the next kind that stands in."""
    lexicon = story.table.lexicon
    for each in (kind, *_FALLBACK.get(kind, ())):
        actor = lexicon.forces.get(f"{code.lower()}:{each}")
        if actor is not None:
            return lexicon.actors[actor]
    return None


def _generic_force(force: ForceNouns, story: Story) -> Party:
    """Return a state body whose country the text leaves open."""
    actor = lookup(story.country, force.kind, story) if story.country else None
    return Party(
        f"generic:{force.kind}",
        force.unowned
        or force.name.replace(" of {country}", "").replace("{country}", "").strip(),
        force.inter,
        role=_force_role(force),
        is_generic=True,
        candidates=(actor.actor_id,) if actor else (),
        reason=UNSTATED,
    )
