"""Find the parties that a report names: armed groups, state forces, people, speakers.

Decides, for each stretch of text, which party of the lexicon it names or of what kind it
is. Method: names and nouns are looked up word by word (`actors_table`), put together to
noun chunks (`actors_chunks`) and resolved by name, by country and kind, or by the story's
country (`actors_resolve`); groups that no lexicon knows and titled persons are found by
their form (`actors_names`, `actors_people`). No parse, no model: about a millisecond a
report.

Roles: "modifier" is no agent ("ISIS-held", "anti-ISIS", the first name in "SAA's Tiger
Forces"); "attribute" stands before a noun of action ("Russian strikes"); "country" is a
bare country, a party only where it acts; speakers have "official", "monitor", "agency",
"witness", "activist", "unnamed", "expert". Mentions do not overlap and come in text order.

Knowingly missed: pronouns and "the group" (coreference is done with the parse), and
parties named by a nickname that the lexicon lacks.
"""

from collections import defaultdict
from dataclasses import replace

from warledger.extract.actors_chunks import (
    CAPITALS,
    Chunk,
    Item,
    find_chunks,
    force_of,
    person_of,
)
from warledger.extract.actors_names import find_local_names
from warledger.extract.actors_parties import Story, force_party, is_unowned, mention
from warledger.extract.actors_people import Person, find_persons, surnames, with_full_names
from warledger.extract.actors_resolve import read_chunk
from warledger.extract.actors_table import Kind, compile_table
from warledger.lexicon.actors import Actor, ActorLexicon, load_actors
from warledger.lexicon.countries import Country, ForceNouns, Leader, load_countries
from warledger.lexicon.names import Word, name_words
from warledger.lexicon.persons import PersonClass, PersonNouns, stop_words
from warledger.model import ActorMention, Span

# The story is about a country named this often, and this many times as often as the next.
LEAST_NAMED = 1
LEAD = 1.2
_LINKS = frozenset(("of", "from", "for"))
_LOYAL = frozenset(
    ("loyal", "affiliated", "allied", "linked", "belonging", "faithful", "aligned")
)
_ABROAD = frozenset(("air", "navy", "marines", "coalition"))
CIVILIAN = 7
# ACLED: state forces, and those of other states.
_STATES = frozenset({1, 8})
_STATE_VOICES = frozenset(("agency", "press service"))
_AND = frozenset(("and", "or"))


def find_actors(
    text: str,
    *,
    country: str | None = None,
    lexicon: ActorLexicon | None = None,
    outlet: str | None = None,
) -> tuple[ActorMention, ...]:
    """Return the mentions of parties, persons and speakers, in text order, without
    overlaps.

    `country` (ISO 3166 alpha-2) is where the story plays, for "the army"; without it the
    text decides (`story_country`), then the outlet's own country. `head` of a mention is
    the span of its head noun, or of the name itself.
    """
    lexicon = lexicon or load_actors()
    table = compile_table(lexicon)
    words = name_words(text, table.known)
    chunks = find_chunks(text, words, table, find_local_names(text, words, table))
    if country is None:
        known = lexicon.outlet_named(outlet) if outlet else None
        country = _story_country(chunks)
        if country is None and known is not None and known.kind in _STATE_VOICES:
            country = known.country if known.side else None
    story = Story(words, table, country, _armies(chunks, lexicon))
    is_capitals = _is_capitals(words)
    people = find_persons(words, table, is_capitals=is_capitals)
    mentions = _read(chunks, story)
    persons = [
        _person_mention(person, story, mentions)
        for person in people
        if not _is_in_name(person, words, mentions)
    ]
    persons = with_full_names(persons)
    persons += surnames(words, persons)
    return _without_overlaps(mentions, persons)


def _is_in_name(person: Person, words: list[Word], mentions: list[ActorMention]) -> bool:
    """Return whether title and name are both part of a party's name ("Sultan Murad")."""
    start, end = words[person.title].start, words[person.last].end
    return any(m.span.start <= start and m.span.end >= end for m in mentions)


def story_country(text: str, *, lexicon: ActorLexicon | None = None) -> str | None:
    """Return the ISO code of the country a text is about, None where none stands out."""
    table = compile_table(lexicon or load_actors())
    words = name_words(text, table.known)
    return _story_country(find_chunks(text, words, table, {}))


def _story_country(chunks: list[Chunk]) -> str | None:
    counts: dict[str, float] = defaultdict(float)
    for chunk in chunks:
        for item in chunk.items:
            ref = item.ref
            if isinstance(ref, Country) and ref.home is not None:
                counts[ref.home] += _weight(chunk, item)
            elif isinstance(ref, Leader):
                counts[ref.country] += 1
            elif isinstance(ref, tuple) and isinstance(ref[0], Actor):
                countries = ref[0].countries if len(ref) == 1 else ()
                for code in countries:
                    counts[code] += 1 / len(countries)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    if not ranked or ranked[0][1] < LEAST_NAMED:
        return None
    if len(ranked) > 1 and ranked[0][1] < LEAD * ranked[1][1]:
        return None
    return ranked[0][0]


def _armies(chunks: list[Chunk], lexicon: ActorLexicon) -> frozenset[str]:
    """Return the countries whose own forces the text names ("Kenyan troops", "the IDF")."""
    known = {name: key.split(":")[0].upper() for key, name in lexicon.forces.items()}
    found: set[str] = set()
    for chunk in chunks:
        for item in chunk.items:
            ref = item.ref
            if isinstance(ref, Country) and ref.home and force_of(chunk.head) is not None:
                found.add(ref.code)
            elif isinstance(ref, tuple) and len(ref) == 1 and isinstance(ref[0], Actor):
                actor = ref[0]
                if actor.inter in _STATES and actor.actor_id in known:
                    found.add(known[actor.actor_id])
    return frozenset(found)


def _weight(chunk: Chunk, item: Item) -> float:
    """Return how much a country's name says about where a story plays.

    Warplanes and strikes come from abroad as often as not, so their demonym says nothing.
    """
    if item.kind is Kind.COUNTRY and not item.is_modifier and len(chunk.items) == 1:
        return 2
    force = force_of(chunk.head)
    if item.is_modifier or chunk.act is not None or (force and force.kind in _ABROAD):
        return 0
    return 1 if len(chunk.items) > 1 or item.kind is not Kind.ADJECTIVE else 0.5


def _is_capitals(words: list[Word]) -> bool:
    alphabetic = [word.raw for word in words if word.raw.isalpha()]
    return sum(raw.isupper() for raw in alphabetic) > CAPITALS * len(alphabetic)


def _read(chunks: list[Chunk], story: Story) -> list[ActorMention]:
    """Return the mentions of all chunks, "members of X" as one."""
    mentions: list[ActorMention] = []
    before: list[ActorMention] = []
    for number, chunk in enumerate(chunks):
        found = read_chunk(chunk, story) or _shares_head(chunks, number, story)
        if found and number:
            joined = _join(chunks[number - 1], before, chunk, found[0], story)
            if joined is not None:
                del mentions[len(mentions) - len(before) :]
                found = [
                    joined,
                    *(one for one in found if not one.span.overlaps(joined.span)),
                ]
        mentions += found
        before = found
    return mentions


def _shares_head(chunks: list[Chunk], number: int, story: Story) -> list[ActorMention]:
    """Return who a lone demonym means in "Syrian and Russian warplanes"."""
    chunk = chunks[number]
    item = chunk.head
    if item.kind not in (Kind.ADJECTIVE, Kind.COUNTRY) or not isinstance(item.ref, Country):
        return []
    if number + 1 >= len(chunks):
        return []
    following = chunks[number + 1]
    between = story.words[chunk.last + 1 : following.first]
    if len(between) > 1 or (between and between[0].low not in _AND):
        return []
    if not between and story.words[following.first].gap != ",":
        return []
    span = story.span(item.first, item.last)
    force = force_of(following.head) or _force_in_name(following.head, story)
    if force is not None:
        if force.kind == "coalition":
            force = story.table.by_kind["military"]
        party = force_party(item.ref, force, story)
        head = story.span(following.head.first, following.head.last)
        return [mention(party, span, head)] if party else []
    if following.act is not None and following.head.kind is not Kind.NAME:
        party = force_party(item.ref, story.table.by_kind["military"], story)
        return [mention(party, span, span, role="attribute")] if party else []
    return []


def _force_in_name(item: Item, story: Story) -> ForceNouns | None:
    """Return which forces a name of two words ends with: "Israeli forces"."""
    if item.kind is not Kind.NAME or len(item.phrase.words) != 2:
        return None
    last = item.phrase.words[-1]
    nouns = [p for p in story.table.nouns.get(last, ()) if p.words == (last,)]
    return next((p.ref for p in nouns if isinstance(p.ref, ForceNouns)), None)


def _linked(before: Chunk, after: Chunk, story: Story) -> str | None:
    """Return what ties two chunks ("members of the SAA": "of"), None if nothing does."""
    words = story.words[before.last + 1 : after.first]
    if not words or len(words) > 5 or any(w.gap not in (" ", "-") for w in words):
        return None
    lows = [word.low for word in words]
    if lows[0] in _LOYAL and len(lows) > 1 and lows[1] in ("to", "with"):
        rest, link = lows[2:], "to"
    elif lows[0] in _LINKS:
        rest, link = lows[1:], lows[0]
    else:
        return None
    return link if all(low in stop_words("owner") for low in rest) else None


def _join(
    before: Chunk,
    named: list[ActorMention],
    after: Chunk,
    whole: ActorMention,
    story: Story,
) -> ActorMention | None:
    """Return one mention for "members of X", "forces loyal to X"; None where they stay
    apart.

    The first noun must not say whose people they are (`named` empty or unowned: "soldiers
    of X" are X's, whichever army "soldiers" alone would mean), and X must act.
    """
    link = _linked(before, after, story)
    if link is None or whole.role == "modifier" or len(named) > 1:
        return None
    if named and not (is_unowned(named[0]) or link == "to"):
        return None
    noun, force = person_of(before.head), force_of(before.head)
    if noun is None and force is None:
        return None
    if whole.is_generic and whole.inter == CIVILIAN:
        return None
    is_land = whole.role == "country"
    if noun is not None and not _may_belong(noun, link, is_land=is_land):
        return None
    if link == "from" and is_land:
        return None
    if whole.is_person and (force is not None or noun is None or not noun.role):
        whole = _forces_of(whole, story)
    start = named[0].span.start if named else story.words[before.first].start
    span = Span(start, whole.span.end)
    head = story.span(before.head.first, before.head.last)
    role = noun.role if noun is not None else (None if is_land else whole.role)
    return replace(whole, span=span, head=head, role=role)


def _forces_of(leader: ActorMention, story: Story) -> ActorMention:
    """Return the forces of a leader's country in place of the leader."""
    country = load_countries().get(leader.country or "")
    party = (
        force_party(country, story.table.by_kind["military"], story) if country else None
    )
    if party is None:
        return replace(leader, is_person=False, role=None)
    return mention(replace(party, reason=f"of {leader.name}"), leader.span, leader.span)


def _may_belong(noun: PersonNouns, link: str, *, is_land: bool) -> bool:
    """Return whether people of this noun can be those of a party that follows."""
    if noun.person_class in (PersonClass.CIVILIAN, PersonClass.SPEAKER):
        return False
    if link == "for" and noun.role is None:
        return False
    return not (is_land and noun.person_class is PersonClass.GROUP)


def _person_mention(
    person: Person, story: Story, mentions: list[ActorMention]
) -> ActorMention:
    """Return a titled person; the side is that of the party right before the title."""
    words = story.words
    span = story.span(person.first, person.last)
    name = " ".join(span_text(words, person.first, person.last))
    start = words[person.title].start
    near = [
        m for m in mentions
        if m.span.start < words[person.first].start
        and (m.span.end >= start - 1 or _same_phrase(words, m.span.end, person.title))
    ]  # fmt: skip
    owner = near[-1] if near else _adjective_before(story, person.title)
    known = next((m for m in mentions if m.is_person and m.span.end == span.end), None)
    if known is not None and known.actor_id.startswith("person:"):
        return replace(known, span=span, head=span)
    keys = "-".join(word.key for word in words[person.first : person.last + 1])
    is_official = person.kind == "official"
    return ActorMention(
        span=span,
        actor_id=f"person:{keys}",
        name=name,
        inter=owner.inter if owner and is_official else (None if is_official else 7),
        side=owner.side if owner and is_official else None,
        country=owner.country if owner else None,
        role="official" if is_official else "witness",
        is_person=True,
        head=span,
        candidates=(owner.actor_id,) if owner and is_official else (),
        reason="a titled name",
    )


def span_text(words: list[Word], first: int, last: int) -> list[str]:
    """Return the words of a name as written, with their articles left out of nothing."""
    found = []
    for word in words[first : last + 1]:
        extra = word.end - word.start - len(word.raw)
        found.append(("al-" if extra > 2 and not word.possessive else "") + word.raw)
    return found


def _same_phrase(words: list[Word], end: int, title: int) -> bool:
    """Return whether only a comma stands between a party and a title."""
    return words[title].gap == "," and title > 0 and words[title - 1].end == end


def _adjective_before(story: Story, title: int) -> ActorMention | None:
    if title == 0 or story.words[title].gap not in (" ", "-"):
        return None
    chunks = find_chunks("", story.words[title - 1 : title + 1], story.table, {})
    if not chunks or not isinstance(chunks[0].items[0].ref, Country):
        return None
    party = force_party(chunks[0].items[0].ref, story.table.by_kind["government"], story)
    span = story.span(title - 1, title - 1)
    return mention(party, span, span) if party else None


def _without_overlaps(
    mentions: list[ActorMention], persons: list[ActorMention]
) -> tuple[ActorMention, ...]:
    """Return all mentions in text order; a person's name goes before what it holds."""
    groups = [m for m in mentions if not m.is_person and m.head != m.span]
    persons = [p for p in persons if not any(g.span.covers(p.span) for g in groups)]
    kept = [m for m in mentions if not any(m.span.overlaps(p.span) for p in persons)]
    ordered = sorted([*kept, *persons], key=lambda one: (one.span.start, -one.span.end))
    found: list[ActorMention] = []
    for one in ordered:
        if not found or one.span.start >= found[-1].span.end:
            found.append(one)
    return tuple(found)
