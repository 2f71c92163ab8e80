"""Find the words of a sentence that evoke an event, and what syntax gives them.

A verb trigger brings its subject, object and voice; a noun trigger brings the verb that
carries it ("carried out an attack", "clashes broke out"), if that verb says nothing else.
Which of two meanings a word has ("captured a town", "captured a tank", "captured ten
men") is told by the type of its object.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from warledger.extract.parsed import Parsed
from warledger.extract.syntax import (
    OBJECTS,
    SUBJECTS,
    Frame,
    children,
    frame,
    governor,
    is_finite,
    is_verbal,
    subjects,
)
from warledger.lexicon.blocks import load_blocks
from warledger.lexicon.cues import load_cues
from warledger.lexicon.events import EventLexicon, Trigger, load_events

if TYPE_CHECKING:
    from spacy.tokens import Token

# How many tokens may stand between the words of a phrase ("take full control of"), and
# where the phrase has "*" ("drive the last rebels out").
PHRASE_GAP = 2
STAR_GAP = 9
# Prepositions by which a noun hangs on a support verb: "came under attack", "engaged in
# clashes".
# Acts of speech that tell an event as their object; to condemn one tells nothing new.
TELLING = frozenset({"say", "confirm", "deny"})
SUPPORT_PREPOSITIONS = frozenset({"under", "in", "into", "to", "through"})
# Where an "-ing" form stands as a noun; parsers often take one that opens a sentence for a
# clause (csubj).
GERUND_SEATS = SUBJECTS | {"pobj", "dobj", "ROOT", "compound", "conj", "pcomp"}


@dataclass(frozen=True)
class Node:
    """One trigger in one sentence.

    `carrier` is the verb that carries tense, negation and subject: the trigger itself,
    the support verb of a noun, or None for a bare noun.
    """

    token: "Token"
    trigger: Trigger
    carrier: "Token | None"
    frame: Frame

    @property
    def is_noun(self) -> bool:
        """Return whether a noun, or a gerund that stands as one, evokes the event."""
        is_gerund = self.token.tag_ == "VBG" and self.token.dep_ in SUBJECTS
        return self.trigger.pos == "noun" or is_gerund


def _fits_pos(token: "Token", trigger: Trigger) -> bool:
    if trigger.pos == "verb":
        if is_verbal(token) and (
            token.dep_ not in ("amod", "compound") or is_finite(token)
        ):
            return True
        has_arguments = bool(children(token, "nsubj", "nsubjpass", "dobj"))
        return has_arguments and token.dep_ in ("ROOT", "relcl", "ccomp", "conj", "advcl")
    if token.pos_ in ("NOUN", "PROPN"):
        return True
    return (
        token.pos_ == "VERB"
        and token.tag_ in ("VBG", "VBZ")
        and not children(token, "nsubj", "nsubjpass", "aux", "auxpass", "dobj")
        and token.dep_ in GERUND_SEATS
    )


def _phrase_end(token: "Token", trigger: Trigger) -> int | None:
    """Return where a phrasal trigger ends if the rest of it follows, in order and near."""
    position, gap = token.i, PHRASE_GAP
    for word in trigger.phrase:
        if word == "*":
            gap = STAR_GAP
            continue
        window = token.doc[position + 1 : position + 2 + gap]
        gap = PHRASE_GAP
        match = next((t for t in window if word in (t.lower_, t.lemma_)), None)
        if match is None:
            return None
        position = match.i
    return position


def _fits_subject(parsed: Parsed, trigger: Trigger, found: Frame) -> bool:
    """Return whether the subject is of the type that the trigger asks for."""
    if trigger.subject is None:
        return True
    heads = found.objects if found.is_passive else found.subjects
    # "It rained": the weather's "it" is no weapon.
    named = [head for head in heads if trigger.subject != "weapon" or head.lower_ != "it"]
    types = {name for head in named for name in _types(parsed, head)}
    return bool(types & {trigger.subject, "?"})


def _object_types(
    parsed: Parsed, token: "Token", trigger: Trigger, found: Frame
) -> set[str]:
    """Return the types of what the trigger acts on; empty where it has no object."""
    objects = list(found.objects)
    if trigger.phrase:
        last = trigger.phrase[-1]
        objects = [
            child
            for t in token.doc[token.i : token.i + 8]
            if t.lower_ == last
            for child in t.subtree
            if child.dep_ == "pobj"
        ][:1] or objects
    return {name for target in objects for name in _types(parsed, target)}


def _stands_alone(trigger: Trigger) -> bool:
    """Return whether a verb of attack may go without the object it usually has."""
    return trigger.kind.is_vague and not trigger.is_weak


def _types(parsed: Parsed, token: "Token") -> set[str]:
    """Return the types a noun may have; a shell is equipment and a weapon."""
    counts = token.pos_ == "NUM" or token.i in parsed.quantities_by_token
    found = {parsed.object_type(token) or ("person" if counts else _unknown(token))}
    kinds = {parsed.weapon_kind(head) for head in parsed.substance(token)} - {None}
    if kinds:
        found.add("weapon")
    if "ied" in kinds:
        found.add("mine")
    return found


def _unknown(token: "Token") -> str:
    """Return "?" for what may be of any type (a name), "other" for a common noun."""
    return "?" if token.pos_ in ("PROPN", "PRON", "NUM", "X") else "other"


def _choose(
    parsed: Parsed, token: "Token", candidates: tuple[Trigger, ...]
) -> tuple[Trigger, Frame] | None:
    """Return the trigger whose phrase and object types fit, the more particular first."""
    found = frame(token) if is_verbal(token) or children(token, "dobj") else Frame()
    ranked: list[tuple[int, int, Trigger]] = []
    for order, trigger in enumerate(candidates):
        if not _fits_pos(token, trigger):
            continue
        if trigger.phrase and _phrase_end(token, trigger) is None:
            continue
        if not _fits_subject(parsed, trigger, found):
            continue
        score = 4 * len(trigger.phrase)
        if trigger.objects:
            types = _object_types(parsed, token, trigger, found)
            if types & trigger.objects:
                score += 4 if "mine" in trigger.objects else 3
            elif types - {"?"} or not (types or found.is_passive or _stands_alone(trigger)):
                continue
            else:
                score -= 1
        ranked.append((-score, order, trigger))
    if not ranked:
        return None
    best = min(ranked, key=lambda r: (r[0], r[1]))[2]
    found = _after_noun(token, best) or _with_missing_passive(token, best, found)
    return best, _with_cause(token, best, found)


def _after_noun(token: "Token", trigger: Trigger) -> Frame | None:
    """Read "resulting in six men killed" as what happened to the men.

    The parser hangs such a participle on the verb before; the noun it stands behind is
    its own.
    """
    if token.tag_ != "VBN" or trigger.kind.measure is None or token.i == 0:
        return None
    before = token.nbor(-1)
    if before.lower_ == "being" and token.i > 1:
        before = token.nbor(-2)
    own = [
        c
        for c in children(token, "aux", "auxpass", "nsubjpass", *OBJECTS)
        if c.lower_ != "being"
    ]
    if before.pos_ not in ("NOUN", "PROPN") or before.dep_ != "pobj" or own:
        return None
    if before.head.lower_ not in ("in", "with", "of", "to"):
        return None
    return Frame((), (before,), (), is_passive=True)


def _with_cause(token: "Token", trigger: Trigger, found: Frame) -> Frame:
    """Give "killing two children injuring nine" the subject of the verb, not the children.

    A participle of result that was hung on another verb's object tells what that verb
    brought.
    """
    is_result = trigger.kind.is_effect and token.dep_ == "acl" and token.tag_ == "VBG"
    above = governor(token.head) if is_result else None
    if above is None or token.head.dep_ not in (*OBJECTS, "pobj") or above.i > token.i:
        return found
    return replace(found, subjects=subjects(above))


def _with_missing_passive(token: "Token", trigger: Trigger, found: Frame) -> Frame:
    """Read "28 fighters killed in X" as the passive that headlines shorten it from.

    A verb of killing, wounding or seizing wants an object; without one, and with a form
    that is also a past participle, its subject is who suffered.
    """
    is_participle = token.tag_ in ("VBN", "VBD")
    wants_object = trigger.kind.measure in (
        "killed",
        "wounded",
        "captured_persons",
        "destroyed",
    )
    intransitive = trigger.is_swapped or trigger.pos == "noun"
    if (
        found.is_passive
        or found.objects
        or not (is_participle and wants_object)
        or intransitive
    ):
        return found
    if children(token, "prt", "xcomp", "ccomp"):
        return found
    result = children(token, "oprd", "acomp")
    if result:  # "left 40 dead"
        return replace(found, objects=result)
    return Frame((), found.subjects, found.agents, is_passive=True)


def _carrier(token: "Token", lexicon: EventLexicon) -> "Token | None":
    """Return the verb that carries an event noun without adding an event of its own."""
    above = governor(token)
    if above is None:
        return None
    is_support = above.lower_ in lexicon.support_forms or above.lemma_ == "be"
    if not (is_support or _is_told(token, above)):
        return None
    node = token
    while node.dep_ in ("conj", "appos") and node.head.i != node.i:
        node = node.head
    if node.dep_ in ("dobj", "nsubj", "nsubjpass", "attr", "dative", "oprd"):
        return above if node.head.i == above.i else None
    if node.dep_ == "pobj" and node.head.head.i == above.i:
        return above if node.head.lower_ in SUPPORT_PREPOSITIONS else None
    if node.dep_ == "pobj":  # "a number of attacks" carried by the verb above "number"
        outer = node.head.head
        if outer.dep_ in ("dobj", "nsubj", "nsubjpass") and outer.head.i == above.i:
            return above if outer.lower_ in ("number", "series", "wave", "string") else None
    return None


def _is_told(token: "Token", verb: "Token") -> bool:
    """Return whether a verb of speech tells the event itself ("reported an attack")."""
    cues = load_cues().by_form.get(verb.lower_, ())
    if token.dep_ == "nsubjpass":
        return bool(cues)
    return token.dep_ == "dobj" and any(c.pos == "verb" and c.act in TELLING for c in cues)


def _candidates(
    parsed: Parsed, token: "Token", lexicon: EventLexicon
) -> tuple[Trigger, ...]:
    """Return the triggers of the longest compound that ends at the token."""
    *compounds, word = parsed.phrase_forms(token)
    for form in compounds:
        if (found := lexicon.by_form.get(form)) is not None:
            return found
    # What the parser was handed in another's place is looked up as it was written, too.
    written = parsed.token_span(token).of(parsed.text).lower()
    forms = dict.fromkeys((written, word))
    found = tuple(t for form in forms for t in lexicon.by_form.get(form, ()))
    return found or lexicon.by_form.get(token.lemma_.lower(), ())


def _skipped(parsed: Parsed, token: "Token") -> bool:
    """Return whether the token is part of a name, or only describes a noun."""
    if parsed.actors(token) or parsed.places(token):
        return True
    if token.dep_ == "amod" and is_verbal(token) and not is_finite(token):
        return True
    if token.dep_ == "attr" and any(
        t.lower_ in ("this", "it", "that") for t in children(token.head, "nsubj")
    ):
        return True  # "this was the first assault": a remark on an event, not its telling
    return token.dep_ == "compound" and token.head.pos_ in ("NOUN", "PROPN")


def _phrase_tokens(parsed: Parsed, lexicon: EventLexicon) -> set[int]:
    """Return the tokens that phrasal triggers use up ("control" of "took control of")."""
    used: set[int] = set()
    for token in parsed.doc:
        fitting = [
            (end, trigger)
            for trigger in lexicon.by_form.get(token.lower_, ())
            if trigger.phrase and _fits_pos(token, trigger)
            if (end := _phrase_end(token, trigger)) is not None
        ]
        # Of "left five dead and 12 wounded" the verb takes up "dead"; the wounded stay.
        nearest = min((end for end, _ in fitting), default=None)
        for end, trigger in fitting:
            if end == nearest:
                words = {word for word in trigger.phrase if word != "*"}
                inside = parsed.doc[token.i + 1 : end + 1]
                used |= {t.i for t in inside if t.lower_ in words}
    return used


def find_nodes(parsed: Parsed) -> tuple[Node, ...]:
    """Return the sentence's triggers in text order."""
    return tuple(sorted(_nodes(parsed, load_events()), key=lambda node: node.token.i))


def _blocked_tokens(parsed: Parsed) -> set[int]:
    """Return the tokens inside set phrases that evoke no event ("heart attack")."""
    starts, ends = parsed.skeleton.starts, parsed.skeleton.ends
    if not starts:
        return set()
    found = load_blocks().pattern.finditer(parsed.text, starts[0], ends[-1])
    return {
        number
        for match in found
        for number, (start, end) in enumerate(zip(starts, ends, strict=True))
        if match.start() <= start and end <= match.end()
    }


def _nodes(parsed: Parsed, lexicon: EventLexicon) -> Iterator[Node]:
    taken = _phrase_tokens(parsed, lexicon) | _blocked_tokens(parsed)
    for token in reversed(parsed.doc):
        if token.i in taken or token.is_punct or _skipped(parsed, token):
            continue
        candidates = _candidates(parsed, token, lexicon)
        chosen = _choose(parsed, token, candidates) if candidates else None
        if chosen is None:
            continue
        trigger, found = chosen
        taken |= set(range(token.i - trigger.lemma.count(" "), token.i))
        if trigger.pos == "verb":
            node = Node(token, trigger, token, found)
            yield replace(node, carrier=None) if node.is_noun else node
            continue
        carrier = _carrier(token, lexicon)
        told = carrier is not None and _is_told(token, carrier)
        around = Frame() if carrier is None or told else frame(carrier)
        yield Node(token, trigger, carrier, around)
