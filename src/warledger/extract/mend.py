"""Hang a phrase on the word that asks for it, where the parser hung it on a nearer one.

The small model prefers the nearest noun, so that one sentence is parsed in two ways with
two names in it: "accused the coalition of shelling X" hangs "of" on the coalition, but on
the verb with "the army". Three words ask for their phrase so firmly that no other reading
is sound: a verb of accusing for "of" with what was done; a noun of attack, with its agent
between, for "on" with what was hit or the day; and a noun of attack, with its place
between, for "that killed ten", for no market kills. And what "and" joins goes on from what
stands before it: a verb not from the tag between commas, nor beside the first under the
verb of speech, a noun not from the verb whose object it is.
"""

from typing import TYPE_CHECKING

from warledger.extract.speaker_names import cue_at
from warledger.extract.syntax import ACCUSING, children, is_verbal
from warledger.lexicon.events import load_events

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def mend(doc: "Doc") -> "Doc":
    """Return the document, with the heads of such phrases set right in it."""
    for token in doc:
        if token.dep_ == "prep":
            asking = _accusing(token) or _attack(token)
            if asking is not None:
                token.head = asking
        elif token.dep_ == "relcl" and (deed := _deed(token)) is not None:
            token.head = deed
        elif token.dep_ == "conj":
            told = _told_before(token) or _object_before(token)
            token.head = told if told is not None else token.head
        elif token.dep_ == "ccomp" and (first := _said_before(token)) is not None:
            token.head, token.dep_ = first, "conj"
    return doc


def _told_before(verb: "Token") -> "Token | None":
    """Return the verb in "X stormed it, residents said, and burned houses" of "burned".

    The tag stands between two commas, and who speaks in it did not burn anything.
    """
    tag = verb.head
    if cue_at(tag) is None or children(verb, "nsubj", "nsubjpass"):
        return None
    if tag.i + 1 >= len(tag.doc) or tag.nbor(1).text != ",":
        return None
    around = [*children(tag, "ccomp"), *([tag.head] if tag.dep_ == "parataxis" else [])]
    told = [t for t in around if t.i < tag.i and is_verbal(t)]
    return told[-1] if told else None


def _object_before(noun: "Token") -> "Token | None":
    """Return the object in "killed a guard and at least 17 others", hung on the verb."""
    verb = noun.head
    if noun.pos_ not in ("NOUN", "PROPN") or not is_verbal(verb) or verb.i > noun.i:
        return None
    objects = [t for t in children(verb, "dobj") if t.i < noun.i]
    between = objects[-1:] and noun.doc[objects[-1].i : noun.i]
    is_joined = any(t.dep_ == "cc" and t.lower_ in ("and", "or") for t in between)
    return objects[-1] if is_joined else None


def _said_before(verb: "Token") -> "Token | None":
    """Return the first of two clauses that "and" joins under one verb of speech."""
    before = [t for t in children(verb.head, "ccomp") if t.i < verb.i and is_verbal(t)]
    if not before or not is_verbal(verb):
        return None
    joined = any(t.lower_ == "and" and t.i < verb.i for t in children(before[-1], "cc"))
    return before[-1] if joined else None


def _accusing(prep: "Token") -> "Token | None":
    """Return the verb in "accused X of doing", where "of" hangs on X."""
    accused = prep.head
    if prep.lower_ not in ("of", "for") or accused.dep_ not in (
        "dobj",
        "nsubjpass",
        "conj",
    ):
        return None
    while accused.dep_ == "conj":
        accused = accused.head
    verb = accused.head
    is_deed = any(child.tag_ == "VBG" for child in children(prep, "pcomp"))
    return verb if is_deed and verb.lemma_ in ACCUSING else None


def _attack(prep: "Token") -> "Token | None":
    """Return the noun in "an attack by X on Y", where "on" hangs on X."""
    agent = prep.head
    if prep.lower_ != "on" or agent.dep_ != "pobj" or agent.head.lower_ != "by":
        return None
    noun = agent.head.head
    return noun if _is_deed(noun) else None


def _is_deed(noun: "Token") -> bool:
    known = load_events().by_form.get(noun.lower_, ())
    return noun.pos_ == "NOUN" and any(
        trigger.pos == "noun" and not trigger.kind.is_effect for trigger in known
    )


def _deed(clause: "Token") -> "Token | None":
    """Return the noun in "an attack on a market that killed ten", hung on the market."""
    harms = any(
        trigger.kind.is_effect and trigger.pos == "verb"
        for trigger in load_events().by_form.get(clause.lower_, ())
    )
    told_by = [t for t in children(clause, "nsubj") if t.lower_ in ("that", "which")]
    if not harms or not told_by or clause.head.pos_ not in ("NOUN", "PROPN"):
        return None
    noun = clause.head
    while noun.dep_ == "pobj" and noun.head.dep_ == "prep":
        noun = noun.head.head
        if _is_deed(noun):
            return noun
    return None
