"""Who a verb or noun of speech names as its speaker.

A person comes before the office he holds, a name before its common noun ("the agency
Amaq"); a statement speaks for whoever issued it; a pronoun, or "the source", takes up the
one who had the floor.
"""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from warledger.extract.actors_parties import is_unowned
from warledger.extract.parsed import Parsed
from warledger.extract.parties import parties
from warledger.extract.speaker_roles import speaking_role
from warledger.extract.syntax import (
    base_tokens,
    children,
    is_passive,
    is_verbal,
    names_nobody,
    prepositional,
    subjects,
)
from warledger.lexicon.cues import Cue, load_cues
from warledger.model import ActorMention, Span, Speaker

if TYPE_CHECKING:
    from spacy.tokens import Token

PHRASE_GAP = 4

PRONOUNS = frozenset({"he", "she", "they", "it"})

# Nouns that take up a speaker named before ("the source", "the statement").
# Nouns of speakers whose names are kept from the reader.
UNNAMED = frozenset({"source", "sources"})
RESUMING = frozenset(
    {"source", "sources", "statement", "official", "spokesman", "spokeswoman", "report"}
)

RESUMING |= {
    "spokesperson",
    "group",
    "agency",
    "monitor",
    "reporter",
    "correspondent",
    "minister",
}

# Under which the last monitor that was named is kept.
MONITOR = "monitor, named"

RESUMING |= {
    "commander",
    "officer",
    "activist",
    "activists",
    "ministry",
    "organisation",
    "organization",
}


@dataclass
class Floor:
    """Who has the floor: the last speaker, and the speaker of an open quotation.

    `ahead` is who is named at the end of a quotation that the sentence at hand opens.
    """

    last: Speaker | None = None
    quoted: Speaker | None = None
    ahead: Speaker | None = None
    by_noun: dict[str, Speaker] = field(default_factory=dict)


def cue_at(token: "Token") -> Cue | None:
    """Return the speech cue that a verb or noun is, its phrase checked."""
    if not (is_verbal(token) or token.pos_ == "NOUN"):
        return None
    for cue in load_cues().by_form.get(token.lower_, ()):
        is_noun = token.pos_ == "NOUN"
        if (cue.pos == "noun") != is_noun:
            continue
        position = token.i
        for word in cue.phrase:
            if word == "*":
                continue
            window = token.doc[position + 1 : position + 2 + PHRASE_GAP]
            match = next((t for t in window if t.lower_ == word), None)
            if match is None:
                break
            position = match.i
        else:
            return cue
    return None


def _person_of(parsed: Parsed, token: "Token") -> ActorMention | None:
    """Return the person in a noun phrase, who comes before the office he holds."""
    for part in token.subtree:
        for mention in parsed.actors(part):
            if (
                mention.is_person
                and mention.role != "modifier"
                and not _is_hyphened(parsed, mention)
            ):
                return mention
    return None


def _is_hyphened(parsed: Parsed, mention: ActorMention) -> bool:
    """Return whether the name is part of a compound ("anti-Assad")."""
    return parsed.text[mention.span.start - 1 : mention.span.start] == "-"


def _name_after(parsed: Parsed, token: "Token") -> list[ActorMention]:
    """Return the name that follows its noun ("the news agency Amaq")."""
    if token.i + 1 >= len(parsed.doc):
        return []
    after = parsed.doc[token.i + 1]
    return [m for m in parsed.actors(after) if m.role != "modifier" and not m.is_generic]


def make_speaker(parsed: Parsed, token: "Token", cue: str) -> Speaker:
    """Return the speaker that a noun phrase names, with the role he speaks in."""
    speaker = _named_speaker(parsed, token, cue)
    return replace(speaker, role=speaking_role(speaker, token.lower_))


def _named_speaker(parsed: Parsed, token: "Token", cue: str) -> Speaker:
    mention = _person_of(parsed, token)
    if mention is None:
        own = [m for m in parsed.actors(token) if m.role != "modifier"]
        own = [m for m in own if not m.is_generic] or _name_after(parsed, token) or own
        mention = own[0] if own else None
    if mention is not None and token.lower_ in UNNAMED and is_unowned(mention):
        mention = None  # "a military source": whose military, the words do not say
    words = [t for t in base_tokens(token) if t.dep_ not in ("det", "punct", "advmod")] or [
        token
    ]
    span = parsed.span_of(words)
    if mention is not None:
        span = Span(min(span.start, mention.span.start), max(span.end, mention.span.end))
        if mention.is_person or not mention.is_generic:
            span = mention.span
        text = span.of(parsed.text)
        name = text if mention.is_generic else mention.name
        return Speaker(name, text, span, cue, mention.actor_id, mention.role, mention.side)
    named = parties(parsed, token)
    side = named[0].side if named else None
    return Speaker(span.of(parsed.text), span.of(parsed.text), span, cue, None, None, side)


def subject_speaker(
    parsed: Parsed, cue: Cue, verb: "Token", floor: Floor
) -> Speaker | None:
    """Return the speaker of a verb of speech, pronouns and "the source" resolved."""
    word = parsed.token_span(verb).of(parsed.text)
    if (quoting := quoting_verb(verb)) is not None:
        quoted = subjects(quoting) if is_passive(quoting) else children(quoting, "dobj")
        return next(
            (make_speaker(parsed, t, word) for t in quoted if t.pos_ != "PRON"), None
        )
    passive = is_passive(verb)
    found = (
        [t for prep, t in prepositional(verb) if prep == "by"]
        if passive
        else subjects(verb)
    )
    for token in found:
        if names_nobody(token):
            return None
        if token.pos_ == "PRON":
            if (
                token.lower_ in PRONOUNS
                and floor.last is not None
                and _is_free(parsed, token)
            ):
                span = parsed.token_span(token)
                return replace(
                    floor.last, cue=word, span=span, mention=span.of(parsed.text)
                )
            continue
        if is_noun_cue(token) and (known := issuer(parsed, token, word)) is not None:
            return known
        if parsed.places(token) and not parsed.actors(token):
            return _capital(parsed, token, word)
        speaker = make_speaker(parsed, token, word)
        earlier = _resumed(token, speaker, floor)
        if earlier is not None:
            return replace(earlier, cue=word, span=speaker.span, mention=speaker.mention)
        return speaker
    return None


def _resumed(token: "Token", speaker: Speaker, floor: Floor) -> Speaker | None:
    """Return the speaker named before whom "the source" or "the monitor" takes up.

    A monitor is also taken up by any other noun for one ("the watchdog").
    """
    if not is_definite(token):
        return None
    if token.lower_ in RESUMING and speaker.actor_id is None:
        return floor.by_noun.get(token.lemma_.lower())
    if speaker.role == "monitor" and (speaker.actor_id or "").startswith("generic:"):
        return floor.by_noun.get(MONITOR)
    return None


def _capital(parsed: Parsed, token: "Token", word: str) -> Speaker:
    """Return a place that speaks for its government ("Moscow said"), under its own name."""
    place = parsed.places(token)[-1]
    return Speaker(place.mention, place.mention, place.span, word, role="official")


def cue_speaker(parsed: Parsed, verb: "Token", floor: Floor) -> Speaker | None:
    """Return who speaks by a verb of speech, None where the text names nobody."""
    cue = cue_at(verb) or load_cues().by_form["say"][0]
    return subject_speaker(parsed, cue, verb, floor)


def quoting_verb(verb: "Token") -> "Token | None":
    """Return "quoted" of "X quoted Y as saying", for the verb "saying"."""
    prep = verb.head
    if verb.dep_ != "pcomp" or prep.lower_ != "as" or not is_verbal(prep.head):
        return None
    return prep.head if prep.head.lemma_ in ("quote", "cite") else None


def _is_free(parsed: Parsed, token: "Token") -> bool:
    """Return whether a pronoun is no dummy subject ("it was said")."""
    return token.lower_ != "it" or token.dep_ in ("nsubj",)


def is_definite(token: "Token") -> bool:
    """Return whether "the", "this" or "that" stands before the noun."""
    return any(child.lower_ in ("the", "this", "that") for child in children(token, "det"))


def is_noun_cue(token: "Token") -> bool:
    """Return whether the token is a noun of speech ("statement")."""
    cue = cue_at(token)
    return cue is not None and cue.pos == "noun"


def issuer(parsed: Parsed, noun: "Token", word: str) -> Speaker | None:
    """Return who issued a statement: possessor, by-phrase, or who released it."""
    for part in parsed.modifiers(noun):
        if parsed.actors(part):
            return make_speaker(parsed, part, word)
    for prep, obj in prepositional(noun):
        if prep in ("by", "from", "of") and parsed.actors(obj):
            return make_speaker(parsed, obj, word)
    above = noun.head
    if noun.dep_ == "dobj" and is_verbal(above):
        for token in subjects(above):
            for named in (token, *children(token, "appos")):  # "the agency X released …"
                if parsed.actors(named) or named.pos_ == "PROPN":
                    return make_speaker(parsed, named, word)
    return None
