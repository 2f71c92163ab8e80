"""Whether a clause that names no day is news of these days or tells of older ones.

A bare past tense in a dated report is news of its last days. It is not bare where its own
words set it back to no day that the text fixes: a vague time ("recently", "for months",
"every Friday"), an adjective ("a previous attack"), or that it is what somebody is known
for rather than did on a day ("he led attacks throughout the district"). A past before
another past does not set it back: "found a man who had been shot" is told of that day.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from warledger.extract.grouping import Group
from warledger.extract.parsed import Parsed
from warledger.extract.speaker_names import cue_at
from warledger.extract.syntax import (
    children,
    conjuncts,
    first_conjunct,
    governor,
    is_verbal,
    subjects,
)
from warledger.lexicon.background import BackgroundWords, load_background_words
from warledger.lexicon.nouns import load_noun_types
from warledger.model import TimeMention, TimeType

if TYPE_CHECKING:
    from spacy.tokens import Token

# A length of weeks or more; what took hours or days has most likely just ended.
_LONG = re.compile(r"P[0-9X.]*(?:W|M|Y|DE|CE)")
# "In recent days" is no older than what a bare past tells.
_NEAR_UNITS = frozenset({"day", "hour", "minute"})
# What makes a plural one that was counted or told before.
_SPECIFIC = frozenset({"det", "nummod", "poss", "relcl", "acl"})
_PERSONAL = frozenset({"he", "she"})


def why_no_day(parsed: Parsed, group: Group) -> str:
    """Return why the clause is not taken for news of the last days; "" where it is bare."""
    words = load_background_words()
    vague = next((t for t in parsed.mentions.times if _sets_back(parsed, group, t)), None)
    if vague is not None:
        return f"'{vague.span.of(parsed.text)}' fixes no day"
    for node in group.nodes:
        for child in children(node.token, "amod"):
            # "A previous toll" counted the same dead.
            is_event = node.is_noun and not node.trigger.kind.is_effect
            if is_event and child.lower_ in words.earlier:
                told = parsed.span_of((child, node.token)).of(parsed.text)
                return f"'{told}' is an earlier one, of no day told"
    if any(_is_habit(node.token, words) for node in group.nodes):
        return "told of what somebody is known for, on no day told"
    return ""


def _sets_back(parsed: Parsed, group: Group, time: TimeMention) -> bool:
    """Return whether a time that fixes no day is said of the event itself."""
    token = parsed.token_at(time.span)
    if token is None or not _is_vague(time):
        return False
    if time.value == "PAST_REF" and token.lemma_ in _NEAR_UNITS:
        return False
    above, prep = token.head, ""
    if above.dep_ == "prep":
        above, prep = above.head, above.lower_
    if time.type is TimeType.DURATION:
        if prep not in load_background_words().lasting or not is_verbal(above):
            return False  # "after a two-month siege", "the worst attack in a year"
        if prep == "in" and above.lemma_ == "be":
            return False  # "the raids were the first in a year"
    own = {node.token.i for node in group.nodes}
    own |= {node.carrier.i for node in group.nodes if node.carrier is not None}
    return above.i in own


def _is_vague(time: TimeMention) -> bool:
    if time.type is TimeType.DURATION:
        return time.start is None and _LONG.match(time.value) is not None
    return time.type is TimeType.SET or time.value == "PAST_REF"


def _is_habit(noun: "Token", words: BackgroundWords) -> bool:
    """Return whether a bare plural is what one person did, or a group is blamed for.

    "He led attacks on patrols" tells of no attack in particular; "the army carried out
    attacks" and "he led two attacks" do.
    """
    together = conjuncts(first_conjunct(noun))  # "direct fire and bomb attacks"
    if children(noun, *_SPECIFIC) or not any(t.tag_ == "NNS" for t in (noun, *together)):
        return False
    for verb in _verbs_above(noun):
        if cue_at(verb) is not None:
            return False
        if any(child.lower_ in words.trait for child in verb.children):
            return True
        if verb.lemma_ in words.organise and any(map(_is_one_person, subjects(verb))):
            return True
    return any(token.lower_ in words.trait for token in noun.ancestors)


def _verbs_above(noun: "Token") -> "Iterator[Token]":
    verb = governor(noun)
    while verb is not None:
        yield verb
        verb = governor(verb)


def _is_one_person(token: "Token") -> bool:
    if token.lower_ in _PERSONAL:
        return True
    is_definite = any(child.lower_ not in ("a", "an") for child in children(token, "det"))
    is_person = load_noun_types().get(token.lower_) == "person"
    return token.tag_ == "NN" and is_person and is_definite
