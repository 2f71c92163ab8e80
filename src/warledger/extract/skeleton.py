"""Sentences as the parser sees them: names shortened to one token each.

An English parser trained on American news stumbles over "al-Asfuriah, Rud al-Wahesh, and
Qatqat" and over lists that lost their commas. Names are known before the parse
(gazetteer, lexicon, grammar of names), so each name, and each list of places, is handed
over as one token: a place as a common city name, a party as a common body's, whichever
party it is, or as the noun that says what its people are. The tokens keep their place in
the text, so all that is found points at the words of the report. So do the few common
words that the model misreads, for which a better known one is read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from warledger.extract.actors_parties import is_unowned
from warledger.extract.tags import casualty_breaks, tag_breaks
from warledger.lexicon.ground import load_ground
from warledger.lexicon.stand_ins import load_stand_ins
from warledger.model import ActorMention, Place, Quantity, Span, TimeMention

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# A city that the parser's training texts know; it is never shown. Of twelve tried on 736
# places of ../shared it was most often parsed as what it is (a proper noun 100 %, object of
# a preposition 60 %; "Aleppo" 93 % and 53 %).
PLACE_PROXY = "Paris"
# A body that the parser's training texts know, for every party that is named: which party
# it is must not decide how the sentence is parsed. Of five tried on the gold of ../shared
# it alone lost nothing against the names' own last words; it is never shown.
PARTY_PROXY = "NATO"
NUMBER_PROXY = "20"
# Names without even a comma between them; with commas the parser sees a list itself, and
# "according to X, Y lost …" is none.
_NAME_GAP = re.compile(r"\s+")
_OPENING = re.compile(r"\s*\(\s*")
_ARTICLE = re.compile(r"\b[Tt]he\s+$")
# "al-Janati" is one word, whatever a tokenizer makes of the hyphen.
_ARTICLE_NAME = re.compile(
    r"\b(?:[Aa]l|[Ee]l|[Aa][dnrstz]|[Aa]sh|[Uu]l)-([A-ZÀ-Þ][\w’'-]+)"
)
_WORD = re.compile(r"[\w’'-]+")


@cache
def _list_gap() -> re.Pattern[str]:
    """Return what may stand between the members of a list of places.

    Their common nouns may: "the A mount, the B mount and the villages of C, D".
    """
    nouns = "|".join(sorted(load_ground().ground, key=len, reverse=True))
    return re.compile(
        rf"\s*(?:(?:{nouns})?\s*(?:,|&|,?\s*\band|,?\s*\bas well as)\s*"
        rf"(?:the\s+)?(?:(?:{nouns})\s+of\s+)?)?",
        re.IGNORECASE,
    )


@dataclass(frozen=True, slots=True)
class SentenceMentions:
    """The mentions inside one sentence, in text order."""

    actors: tuple[ActorMention, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[TimeMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A sentence's tokens with where they stand and which names they stand for.

    `starts` and `ends` are offsets in the report's text; `places` and `actors` map a
    token's number to the names it stands for.
    """

    span: Span
    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    places: dict[int, tuple[Place, ...]] = field(default_factory=dict)
    actors: dict[int, tuple[ActorMention, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Merge:
    start: int
    end: int
    word: str
    places: tuple[Place, ...] = ()
    actors: tuple[ActorMention, ...] = ()


def _are_alike(one: Place, other: Place) -> bool:
    """Return whether two places may be members of one list: a country goes with countries.

    "fired at Sderot and Israel responded" is no list.
    """
    return (one.kind == "country") == (other.kind == "country")


def _place_merges(text: str, places: Sequence[Place]) -> list[_Merge]:
    merges: list[_Merge] = []
    for place in places:
        last = merges[-1] if merges else None
        if last is not None and place.span.start < last.end:
            continue
        if (
            last is not None
            and _are_alike(last.places[-1], place)
            and _list_gap().fullmatch(text, last.end, place.span.start)
        ):
            merges[-1] = _Merge(
                last.start, place.span.end, PLACE_PROXY, places=(*last.places, place)
            )
        else:
            merges.append(_Merge(place.span.start, place.span.end, PLACE_PROXY, (place,)))
    return merges


def _range_merges(text: str, quantities: Sequence[Quantity]) -> list[_Merge]:
    """Return one number for each range and for each part of a whole.

    Parsers split "between 12 and 15 soldiers", and count 30 in "29 of 30 missiles".
    """
    return [
        _Merge(q.span.start, q.span.end, NUMBER_PROXY)
        for q in quantities
        if q.low is not None and not q.is_percent
        if (q.high is not None and q.low < q.high) or " of " in q.span.of(text)
    ]


def _is_name(text: str, mention: ActorMention) -> bool:
    """Return whether the mention is the name of a party, not a common noun or a person."""
    return (
        not mention.is_person
        and mention.span.of(text)[:1].isupper()
        and mention.role is None
    )


def _is_bare_name(text: str, mention: ActorMention) -> bool:
    """Return whether the mention is the name of a party and nothing besides.

    "Hezbollah fighters", "Ukrainian troops" and "the army" keep their noun, which says what
    kind of people they are, and how many.
    """
    if mention.is_person or mention.role not in (None, "attribute") or is_unowned(mention):
        return False
    words = mention.span.of(text)
    is_plural = words.split()[-1].islower() and words.endswith("s")
    is_named = any(letter.isupper() for letter in words)
    return is_named and not is_plural and mention.head in (None, mention.span)


def _start_of(text: str, mention: ActorMention) -> int:
    """Return where a party's name begins: with its article, which not every name has.

    Before a noun of action the article stays: it shows that "attacks" is no verb there.
    """
    start = mention.span.start
    found = _ARTICLE.search(text, max(0, start - 5), start)
    is_bare = mention.role is None and _is_bare_name(text, mention)
    return found.start() if found and is_bare else start


def _word_for(text: str, mention: ActorMention) -> str:
    """Return the word that the parser gets for a party."""
    if _is_bare_name(text, mention):
        return PARTY_PROXY
    span = mention.head or mention.span
    words = _WORD.findall(text, span.start, span.end)
    return words[-1] if words else span.of(text)


def _actor_merges(text: str, actors: Sequence[ActorMention]) -> list[_Merge]:
    merges: list[_Merge] = []
    for actor in actors:
        last = merges[-1] if merges else None
        if last is not None and actor.span.start < last.end:
            continue
        if last is not None and _is_abbreviation(text, last, actor):
            merges[-1] = replace(last, end=actor.span.end + 1)
            continue
        is_list = (
            last is not None
            and not actor.is_generic
            and not last.actors[-1].is_generic
            and _is_name(text, actor)
            and _is_name(text, last.actors[-1])
            and _NAME_GAP.fullmatch(text, last.end, actor.span.start)
        )
        if is_list and last is not None:
            merges[-1] = _Merge(
                last.start,
                actor.span.end,
                _word_for(text, actor),
                (),
                (*last.actors, actor),
            )
        else:
            word, start = _word_for(text, actor), _start_of(text, actor)
            merges.append(_Merge(start, actor.span.end, word, (), (actor,)))
    return merges


def _is_abbreviation(text: str, last: _Merge, actor: ActorMention) -> bool:
    """Return whether the mention is the bracketed abbreviation of the one before."""
    same = bool(last.actors) and last.actors[-1].actor_id == actor.actor_id
    return (
        same
        and _OPENING.fullmatch(text, last.end, actor.span.start) is not None
        and text[actor.span.end : actor.span.end + 1] == ")"
    )


def _without_overlaps(merges: Sequence[_Merge]) -> list[_Merge]:
    """Keep the longer of two merges that overlap; equal ones keep both readings.

    A list of countries keeps the parties that its members may stand for.
    """
    kept: list[_Merge] = []
    for merge in sorted(merges, key=lambda m: (-(m.end - m.start), m.start)):
        twin = next((o for o in kept if (o.start, o.end) == (merge.start, merge.end)), None)
        if twin is not None:
            both = replace(
                twin, places=twin.places or merge.places, actors=twin.actors or merge.actors
            )
            kept[kept.index(twin)] = both
        elif (whole := _list_around(kept, merge)) is not None:
            actors = sorted((*whole.actors, *merge.actors), key=lambda m: m.span.start)
            kept[kept.index(whole)] = replace(whole, actors=tuple(actors))
        elif all(merge.end <= other.start or other.end <= merge.start for other in kept):
            kept.append(merge)
    return sorted(kept, key=lambda m: m.start)


def _list_around(kept: Sequence[_Merge], merge: _Merge) -> _Merge | None:
    """Return the list of places that holds a mere party, a member of it."""
    if not merge.actors or merge.places:
        return None
    return next(
        (
            other
            for other in kept
            if len(other.places) > 1
            and other.start <= merge.start
            and merge.end <= other.end
            and any(place.span == merge.actors[0].span for place in other.places)
        ),
        None,
    )


def build_skeleton(
    text: str, span: Span, mentions: SentenceMentions, nlp: "Language"
) -> Skeleton:
    """Return the tokens of the sentence at `span`, names merged."""
    counts = [quantity.span for quantity in mentions.quantities]
    stand_ins = load_stand_ins().find(text, span.start, span.end, counts=counts)
    merges = _without_overlaps(
        [
            *(_Merge(*found) for found in stand_ins),
            *_place_merges(text, mentions.places),
            *_actor_merges(text, mentions.actors),
            *_range_merges(text, mentions.quantities),
        ]
    )
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[int] = []
    ends: list[int] = []
    places: dict[int, tuple[Place, ...]] = {}
    actors: dict[int, tuple[ActorMention, ...]] = {}

    def add(word: str, start: int, end: int) -> None:
        words.append(word)
        starts.append(start)
        ends.append(end)
        spaces.append(text[end : end + 1].isspace())

    def tokenize(start: int, end: int) -> None:
        for token in nlp.tokenizer(text[start:end]):
            if not token.is_space:
                add(token.text, start + token.idx, start + token.idx + len(token))

    def add_plain(start: int, end: int) -> None:
        for name in _ARTICLE_NAME.finditer(text, start, end):
            tokenize(start, name.start())
            add(name.group(1), name.start(), name.end())
            start = name.end()
        tokenize(start, end)

    position = span.start
    for merge in merges:
        add_plain(position, merge.start)
        if merge.places:
            places[len(words)] = merge.places
        if merge.actors:
            actors[len(words)] = merge.actors
        add(merge.word, merge.start, merge.end)
        position = merge.end
    add_plain(position, span.end)
    built = Skeleton(
        span, tuple(words), tuple(spaces), tuple(starts), tuple(ends), places, actors
    )
    return _with_commas(built)


def _with_commas(built: Skeleton) -> Skeleton:
    """Return the skeleton with the commas that a tag lost, none wide in the text."""
    speakers = frozenset(
        number
        for number, found in built.actors.items()
        if any(mention.role != "modifier" for mention in found)
    )
    breaks = {*tag_breaks(built.words, speakers), *casualty_breaks(built.words)}
    if not breaks:
        return built
    order: list[int | None] = []
    for number in range(len(built.words)):
        order += [None, number] if number in breaks else [number]
    at = {old: new for new, old in enumerate(order) if old is not None}
    starts = [
        built.starts[order[k + 1] or 0] if old is None else built.starts[old]
        for k, old in enumerate(order)
    ]
    ends = [starts[k] if old is None else built.ends[old] for k, old in enumerate(order)]
    return Skeleton(
        built.span,
        tuple("," if old is None else built.words[old] for old in order),
        tuple(True if old is None else built.spaces[old] for old in order),
        tuple(starts),
        tuple(ends),
        {at[number]: found for number, found in built.places.items()},
        {at[number]: found for number, found in built.actors.items()},
    )


def to_doc(skeleton: Skeleton, nlp: "Language") -> "Doc":
    """Return the skeleton as a spaCy Doc, ready to be parsed."""
    from spacy.tokens import Doc

    return Doc(nlp.vocab, words=list(skeleton.words), spaces=list(skeleton.spaces))
