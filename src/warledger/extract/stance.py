"""How a claim stands: happened, going on, did not happen, denied, expected, or unconfirmed.

Scope is read off the parse: negation and auxiliaries on the verb that carries the event,
the phrases of the modality lexicon directly before it, adverbs and conjunctions of its
clause, and the cues above it. Where several bear on one event, denial wins over negation,
negation over expectation, expectation over doubt, doubt over ongoing. Factuality is
FactBank's, relative to the nearest speaker (Saurí & Pustejovsky 2009).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from warledger.extract.speakers import Attribution
from warledger.extract.syntax import children, is_verbal, names_nobody
from warledger.extract.triggers import Node
from warledger.lexicon.modality import Effect, Modality, load_modality
from warledger.model import Factuality, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

# How far before the verb a phrase of modality may end ("has yet to fully liberate").
REACH = 3
# What may stand between the phrase and its verb.
PASSED_OVER = frozenset({"ADV", "AUX", "PART", "DET", "ADJ", "NUM", "NOUN", "PROPN"})
AIM = "told as an aim"
AIMED_CLAUSES = frozenset(
    {"advcl", "acl", "relcl", "xcomp", "ccomp", "csubj", "nsubj", "pobj"}
)
RANK = (
    Status.DENIED,
    Status.NOT_OCCURRED,
    Status.EXPECTED,
    Status.UNCONFIRMED,
    Status.ONGOING,
    Status.OCCURRED,
)
# Kinds that last: the simple present tells them as going on.
LASTING = frozenset(
    {
        "movement",
        "deployment",
        "reinforcement",
        "control",
        "siege",
        "encirclement",
        "base",
        "offensive",
    }
)
CONTINUING = frozenset({"continue", "keep", "remain"})
LASTING_VERBS = frozenset({"continue", "be", "keep", "remain"})
_CONDITIONS = frozenset({"if", "unless", "once", "until", "whether"})


@dataclass(frozen=True)
class Stance:
    """A claim's status and factuality, with the words that decided it."""

    status: Status
    factuality: Factuality
    reason: str

    @property
    def is_aim(self) -> bool:
        """Return whether the event is only what something else was done for."""
        return self.reason == AIM


@cache
def _long_phrases() -> dict[str, tuple[Modality, ...]]:
    """Return the phrases of several words by their last word."""
    found: dict[str, list[Modality]] = {}
    for phrase in load_modality():
        if len(phrase.phrase) > 1:
            found.setdefault(phrase.phrase[-1], []).append(phrase)
    return {word: tuple(phrases) for word, phrases in found.items()}


@cache
def _single_words() -> dict[str, tuple[Modality, ...]]:
    """Return the phrases of one word by that word."""
    found: dict[str, list[Modality]] = {}
    for phrase in load_modality():
        if len(phrase.phrase) == 1:
            found.setdefault(phrase.phrase[0], []).append(phrase)
    return {word: tuple(phrases) for word, phrases in found.items()}


def _phrases_before(token: "Token") -> Iterator[Modality]:
    """Yield the phrases of several words that end within reach before the token."""
    doc = token.doc
    for end in range(token.i - 1, max(-1, token.i - 2 - REACH), -1):
        last = doc[end]
        for word in dict.fromkeys((last.lower_, last.lemma_.lower())):
            for phrase in _long_phrases().get(word, ()):
                if _stands_at(last, phrase.phrase):
                    yield phrase
        if last.pos_ not in PASSED_OVER:
            return


def _stands_at(last: "Token", phrase: Sequence[str]) -> bool:
    """Return whether the words of the phrase stand side by side, ending at the token."""
    start = last.i - len(phrase) + 1
    if start < 0:
        return False
    words = last.doc[start : last.i + 1]
    return all(
        word in (token.lower_, token.lemma_.lower())
        for word, token in zip(phrase, words, strict=True)
    )


def _verb_phrases(verb: "Token") -> Iterator[Modality]:
    """Yield the phrases that bear on a verb, its auxiliaries and adverbs included."""
    helpers = {c.lower_ for c in children(verb, "aux", "auxpass", "neg", "advmod", "mark")}
    helpers.discard("without")
    if verb.dep_ == "pcomp" and verb.head.lower_ == "without":
        helpers.add("without")
    singles = [p for word in sorted(helpers) for p in _single_words().get(word, ())]
    yield from (p for p in (*singles, *_phrases_before(verb)) if p.scope != "noun")


def _noun_phrases(noun: "Token") -> Iterator[Modality]:
    """Yield the phrases that bear on a noun: "no casualties", "alleged attack"."""
    before = {t.lower_ for t in children(noun, "det", "amod", "neg")}
    if noun.dep_ == "dobj":
        before.add(noun.head.lemma_)
    singles = [p for word in sorted(before) for p in _single_words().get(word, ())]
    yield from (p for p in (*singles, *_phrases_before(noun)) if p.scope == "noun")


def _clause_verbs(verb: "Token") -> "Iterator[Token]":
    """Yield the verb and those above it that share its mood (coordination, control)."""
    yield verb
    node = verb
    while node.head.i != node.i and (
        node.dep_ in ("xcomp", "acl", "pcomp") or _shares(node)
    ):
        node = node.head.head if node.dep_ == "pcomp" else node.head
        if is_verbal(node):
            yield node


def _shares(node: "Token") -> bool:
    """Return whether a coordinated verb takes the auxiliaries of the first."""
    if node.dep_ != "conj" or children(node, "aux", "auxpass", "nsubj", "nsubjpass"):
        return False
    return node.tag_ == node.head.tag_ or node.tag_ == "VB"


def _conditions(verb: "Token") -> Iterator[str]:
    """Yield conjunctions that make the clause a condition or a thing to come."""
    for mark in children(verb, "mark", "advmod"):
        if mark.lower_ in _CONDITIONS:
            yield mark.lower_
    first = next(iter(sorted(verb.subtree, key=lambda t: t.i)), verb)
    doc = verb.doc
    for i in range(max(0, first.i - 2), verb.i - 1):
        if [t.lower_ for t in doc[i : i + 3]] == ["as", "soon", "as"]:
            yield "as soon as"


def _tense(node: Node) -> tuple[Status, str] | None:
    """Return what tense alone says: the progressive and the lasting present are ongoing."""
    verb = node.carrier
    if verb is None or not is_verbal(verb):
        return None
    helpers = children(verb, "aux", "auxpass")
    lemmas = {t.lemma_ for t in helpers}
    if verb.tag_ == "VBG" and "be" in lemmas:
        present = any(t.tag_ in ("VBZ", "VBP") for t in helpers)
        return (Status.ONGOING, "progressive") if present else None
    if verb.tag_ in ("VBZ", "VBP") and not helpers:
        lasts = node.trigger.kind.kind_id in LASTING or verb.lemma_ in LASTING_VERBS
        if lasts:
            return Status.ONGOING, "simple present of something that lasts"
    is_present = any(t.tag_ in ("VBZ", "VBP") and t.lemma_ == "be" for t in helpers)
    if is_present and node.trigger.kind.kind_id in LASTING:
        return Status.ONGOING, "state told in the present"
    return None


def _by_cues(found: Sequence[Attribution]) -> Iterator[tuple[Status, Factuality, str]]:
    for attribution in found:
        act, words = attribution.cue.act, attribution.cue.lemma
        if attribution.token is not None and _is_doubted(attribution.token):
            yield Status.UNCONFIRMED, Factuality.POSSIBLE, f"'{words}' told as unconfirmed"
        if act == "deny":
            yield Status.DENIED, Factuality.NOT_CERTAIN, f"under '{words}'"
        elif act in ("plan", "threaten", "order", "forecast"):
            yield Status.EXPECTED, Factuality.PROBABLE, f"under '{words}'"
        elif act == "speculate":
            yield Status.UNCONFIRMED, attribution.cue.factuality, f"under '{words}'"


def tells_of_none(node: Node) -> bool:
    """Return whether a trigger tells that nothing of its kind came about."""
    return any(map(names_nobody, (node.token, *node.frame.objects, *node.frame.subjects)))


def _taking_part(node: Node) -> "Iterator[Token]":
    """Yield the objects and subjects of a verb.

    One that an adjunct only shares does not act in it: "no casualties … after shelling".
    """
    yield from node.frame.objects
    is_adjunct = node.token.dep_ == "pcomp"
    yield from (t for t in node.frame.subjects if not is_adjunct or t.head == node.token)


def _is_doubted(verb: "Token") -> bool:
    """Return whether who speaks is called unconfirmed ("unconfirmed reports")."""
    return any(
        child.lower_ in ("unconfirmed", "unverified", "conflicting")
        for noun in (verb, *children(verb, "nsubj"))
        for child in children(noun, "amod")
    )


def _denied_object(node: Node) -> bool:
    """Return whether the event is the object of a denial ("denied the attack")."""
    token = node.carrier if node.carrier is not None else node.token
    if token.dep_ not in ("dobj", "xcomp", "ccomp", "pobj"):
        return False
    return (
        token.head.lemma_ in ("deny", "refute", "reject", "dismiss")
        and token.head.i < token.i
    )


def _is_purpose(verb: "Token") -> bool:
    """Return whether the clause is an aim: a to-infinitive that no verb controls."""
    to = any(c.tag_ == "TO" for c in children(verb, "aux"))
    if verb.tag_ == "VBG" and not children(verb, "aux"):
        return _is_gerund_aim(verb)
    return to and verb.dep_ in AIMED_CLAUSES and not _is_achieved(verb)


def _is_gerund_aim(verb: "Token") -> bool:
    """Return whether an -ing form only names an aim ("recapturing X is their aim")."""
    if verb.dep_ in ("csubj", "nsubj", "csubjpass"):
        return True
    prep = verb.head
    if verb.dep_ != "pcomp" or prep.lower_ not in ("in", "of", "for", "at"):
        return False
    above = prep.head
    return above.pos_ in ("NOUN", "ADJ") or above.lemma_ in ("aim", "focus")


def _is_achieved(verb: "Token") -> bool:
    return verb.dep_ == "xcomp" and verb.head.lemma_ in (
        "manage",
        "begin",
        "start",
        "continue",
        "claim",
        "use",
        "come",
        "help",
        "force",
        "allow",
        "appear",
        "seem",
        "prove",
        "say",
        "report",
        "believe",
        "think",
        "know",
        "be",
    )


def judge(node: Node, found: Sequence[Attribution]) -> Stance:
    """Return how the event that `node` evokes stands, given the cues over it."""
    verdicts: list[tuple[Status, Factuality, str]] = []
    verb = node.carrier if node.carrier is not None else None
    if verb is not None:
        for above in _clause_verbs(verb):
            if above.lemma_ in CONTINUING and above.tag_ in ("VBZ", "VBP"):
                verdicts.append((Status.ONGOING, Factuality.CERTAIN, f"'{above.text}'"))
            verdicts += [
                (m.status, m.factuality, f"'{' '.join(m.phrase)}'")
                for m in _verb_phrases(above)
                if m.effect is not Effect.RELATIVE_PAST and not _is_loose(m, above)
            ]
        verdicts += [
            (Status.EXPECTED, Factuality.PROBABLE, f"'{c}'") for c in _conditions(verb)
        ]
        if _is_purpose(verb):
            verdicts.append((Status.EXPECTED, Factuality.PROBABLE, AIM))
        if (tense := _tense(node)) is not None:
            verdicts.append((tense[0], Factuality.CERTAIN, tense[1]))
    if node.is_noun:
        verdicts += [
            (m.status, m.factuality, f"'{' '.join(m.phrase)}'")
            for m in _noun_phrases(node.token)
        ]
    elif any(map(names_nobody, _taking_part(node))):
        verdicts.append((Status.NOT_OCCURRED, Factuality.NOT_CERTAIN, "nobody"))
    verdicts += list(_by_cues(found))
    if _denied_object(node):
        verdicts.append((Status.DENIED, Factuality.NOT_CERTAIN, "object of a denial"))
    if not verdicts:
        return Stance(Status.OCCURRED, Factuality.CERTAIN, "told as a fact")
    status, factuality, reason = min(verdicts, key=lambda v: RANK.index(v[0]))
    return Stance(status, factuality, reason)


def _is_loose(phrase: Modality, verb: "Token") -> bool:
    """Return whether a conjunction of the lexicon stands for something else here.

    "as soon as", "once" and "until" are read in `_conditions`, which looks at the clause.
    """
    return phrase.effect is Effect.CONDITIONAL
