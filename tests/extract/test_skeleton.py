"""Sentences with their names merged: every token still points at the words of the report."""

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.language import Language

from warledger.extract.skeleton import (
    PARTY_PROXY,
    PLACE_PROXY,
    SentenceMentions,
    Skeleton,
    build_skeleton,
    to_doc,
)
from warledger.model import ActorMention, Place, Span


@cache
def tokenizer_only() -> Language:
    return English()


def span_in(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def place(text: str, words: str) -> Place:
    return Place(span_in(text, words), words, words)


def actor(text: str, words: str, name: str = "") -> ActorMention:
    return ActorMention(span_in(text, words), f"actor:{name or words}", name or words)


def skeleton(
    text: str, places: tuple[Place, ...] = (), actors: tuple[ActorMention, ...] = ()
) -> Skeleton:
    mentions = SentenceMentions(actors=actors, places=places)
    return build_skeleton(text, Span(0, len(text)), mentions, tokenizer_only())


def test_a_place_of_many_words_is_one_token() -> None:
    text = "Shells hit Deir ez Zor city."
    built = skeleton(text, (place(text, "Deir ez Zor"),))
    assert built.words == ("Shells", "hit", PLACE_PROXY, "city", ".")
    assert text[built.starts[2] : built.ends[2]] == "Deir ez Zor"


def test_a_list_of_places_is_one_token_that_holds_them_all() -> None:
    text = "Shells hit Bara, Kaya and Obo."
    built = skeleton(text, tuple(place(text, name) for name in ("Bara", "Kaya", "Obo")))
    assert built.words == ("Shells", "hit", PLACE_PROXY, ".")
    assert [p.mention for p in built.places[2]] == ["Bara", "Kaya", "Obo"]


def test_places_with_a_verb_between_them_stay_apart() -> None:
    text = "Bara fell and Kaya held."
    built = skeleton(text, (place(text, "Bara"), place(text, "Kaya")))
    assert sorted(built.places) == [0, 3]


@pytest.mark.parametrize("party", ["the Arakan Army", "al-Murabitun", "M23"])
def test_the_parser_does_not_see_which_party_is_named(party: str) -> None:
    text = f"Fighters of {party} left."
    built = skeleton(text, actors=(actor(text, party.removeprefix("the ")),))
    assert built.words == ("Fighters", "of", PARTY_PROXY, "left", ".")
    assert text[built.starts[2] : built.ends[2]] == party


def test_a_plural_of_people_keeps_its_noun() -> None:
    text = "The Varnian troops left."
    built = skeleton(text, actors=(actor(text, "Varnian troops"),))
    assert built.words == ("The", "troops", "left", ".")


def test_a_bracketed_abbreviation_joins_its_name() -> None:
    text = "The Rapid Support Forces (RSF) left."
    both = (actor(text, "Rapid Support Forces", "RSF"), actor(text, "RSF", "RSF"))
    built = skeleton(text, actors=both)
    assert built.words == (PARTY_PROXY, "left", ".")
    assert text[built.starts[0] : built.ends[0]] == "The Rapid Support Forces (RSF)"


def test_one_stretch_may_be_a_place_and_a_party() -> None:
    text = "Kyiv struck back."
    built = skeleton(text, (place(text, "Kyiv"),), (actor(text, "Kyiv"),))
    assert built.places[0]
    assert built.actors[0]


def test_an_article_before_a_hyphen_is_no_word_of_its_own() -> None:
    built = skeleton("Residents of al-Bab fled.")
    assert built.words == ("Residents", "of", "Bab", "fled", ".")


def test_a_restored_comma_has_no_width() -> None:
    text = "Shells killed nine people in Kherson the governor said."
    built = skeleton(text, actors=(actor(text, "governor"),))
    number = built.words.index(",")
    assert built.starts[number] == built.ends[number] == text.index("the governor")
    assert built.words[max(built.actors)] == "governor"


def test_the_parser_gets_the_same_words() -> None:
    text = "Shells hit Deir ez Zor city."
    built = skeleton(text, (place(text, "Deir ez Zor"),))
    assert [token.text for token in to_doc(built, tokenizer_only())] == list(built.words)


WORDS = st.sampled_from(
    [
        *("Bara", "Kaya", "al-Bab", "and", ",", "(", ")", "RSF", "army", "said", "killed"),
        *("don't", "“Go”", "3.5%", "U.S.", "–", "the", "governor", "12,000"),
    ]
)


@st.composite
def sentences(draw: st.DrawFn) -> tuple[str, SentenceMentions]:
    """Words glued by spaces or nothing, some stretches of them names."""
    words = draw(st.lists(WORDS, min_size=1, max_size=14))
    text, edges = "", []
    for word in words:
        edges.append((len(text), len(text) + len(word)))
        text += word + draw(st.sampled_from([" ", " ", "  ", ""]))
    text = text.rstrip()
    places, actors = [], []
    for number in range(len(words)):
        last = draw(st.integers(number, min(number + 2, len(words) - 1)))
        span = Span(edges[number][0], edges[last][1])
        kind = draw(st.sampled_from(["", "", "place", "actor"]))
        if kind == "place":
            places.append(Place(span, span.of(text), "p"))
        elif kind == "actor":
            actors.append(ActorMention(span, "a", "a", is_generic=draw(st.booleans())))
    return text, SentenceMentions(actors=tuple(actors), places=tuple(places))


@given(sentences())
@settings(max_examples=120)
def test_tokens_are_ordered_inside_and_lose_no_letter(
    case: tuple[str, SentenceMentions],
) -> None:
    text, mentions = case
    built = build_skeleton(text, Span(0, len(text)), mentions, tokenizer_only())
    edges = list(zip(built.starts, built.ends, strict=True))
    assert all(0 <= start <= end <= len(text) for start, end in edges)
    assert all(one[1] <= other[0] for one, other in pairwise(edges))
    covered = {at for start, end in edges for at in range(start, end)}
    lost = [text[at] for at in range(len(text)) if at not in covered]
    assert not "".join(lost).strip()


@given(sentences())
@settings(max_examples=60)
def test_names_stand_for_tokens_that_hold_their_words(
    case: tuple[str, SentenceMentions],
) -> None:
    text, mentions = case
    built = build_skeleton(text, Span(0, len(text)), mentions, tokenizer_only())
    for found in (built.places, built.actors):
        for number, named in found.items():
            token = Span(built.starts[number], built.ends[number])
            assert all(token.covers(name.span) for name in named)
