"""Hang a phrase on the word that asks for it, where the parser hung it on a nearer one.

The small model prefers the nearest noun, so that one sentence is parsed in two ways with
two names in it: "accused the coalition of shelling X" hangs "of" on the coalition, but on
the verb with "the army". Two words ask for their phrase so firmly that no other reading is
sound: a verb of accusing for "of" with what was done, and a noun of attack, with its agent
between, for "on" with what was hit or the day.
"""

from typing import TYPE_CHECKING

from warledger.extract.syntax import ACCUSING, children
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
    return doc


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
    known = load_events().by_form.get(noun.lower_, ())
    is_event = noun.pos_ == "NOUN" and any(trigger.pos == "noun" for trigger in known)
    return noun if is_event else None
