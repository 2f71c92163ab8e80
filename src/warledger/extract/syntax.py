"""Who does what in a parsed clause, read off spaCy's dependency labels.

Labels are ClearNLP's (Choi & Palmer 2012), as spaCy's English models use them. Every
function takes tokens and gives tokens; nothing here knows about war. Control of
infinitives, participles and relative clauses follow the usual rules, with the repairs
that this parser's frequent mistakes call for: each is named where it is made.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
OBJECTS = frozenset({"dobj", "obj", "dative"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
NOBODY = frozenset({"nobody", "none", "no-one", "nothing"})
BESIDE = frozenset({"together", "along", "jointly"})
RELATIVES = frozenset({"that", "which", "who", "whom", "whose"})
# Verbs whose object is the one who is to act ("ordered the brigade to withdraw").
OBJECT_CONTROL = frozenset(
    [
        "ask",
        "order",
        "force",
        "allow",
        "urge",
        "enable",
        "permit",
        "tell",
        "instruct",
        "compel",
        "oblige",
        "call",
        "lead",
        "help",
    ]
)
# Verbs whose object is the one who is said to have acted ("accused the army of shelling").
ACCUSING = frozenset({"accuse", "blame", "suspect", "charge", "condemn"})
_VERBAL = frozenset({"VERB", "AUX"})
_CLAUSAL = frozenset({"relcl", "advcl", "ccomp", "acl", "csubj", "parataxis"})


@dataclass(frozen=True, slots=True)
class Frame:
    """The core arguments of a verb: tokens of its subjects and objects, and its voice."""

    subjects: "tuple[Token, ...]" = ()
    objects: "tuple[Token, ...]" = ()
    agents: "tuple[Token, ...]" = ()
    is_passive: bool = False


def is_verbal(token: "Token") -> bool:
    """Return whether the token heads a clause: a verb, a participle, or what has a subject.

    The last is for verbs the tagger does not know ("the army retook X").
    """
    if token.pos_ in _VERBAL or token.tag_ in ("VBN", "VBG", "VBD"):
        return True
    return token.dep_ in ("ROOT", "ccomp", "conj", "relcl") and any(
        child.dep_ in ("nsubj", "nsubjpass") for child in token.children
    )


def is_finite(token: "Token") -> bool:
    """Return whether a past tense was hung before a noun as if it described it.

    "…were flown in and liberated X village" is parsed as if X were a liberated village.
    """
    before = token.nbor(-1) if token.i > 0 else None
    return token.tag_ == "VBD" and before is not None and before.dep_ == "cc"


def conjuncts(token: "Token") -> "tuple[Token, ...]":
    """Return the token and all that is coordinated with it to its right, in text order."""
    found = [token]
    for child in token.rights:
        if child.pos_ not in NOMINAL:
            continue
        if child.dep_ == "appos" and token.pos_ == "PROPN" and _says_who(child):
            found.extend(_after_apposition(child))
        elif child.dep_ == "conj" or (
            child.dep_ == "appos" and _is_list_appos(token, child)
        ):
            found.extend(conjuncts(child))
    return tuple(sorted(set(found), key=lambda t: t.i))


def _says_who(child: "Token") -> bool:
    """Return whether an apposition says who a name is: "Salim, a teacher in Gao"."""
    return child.tag_ == "NN" and child.left_edge.lower_ in ("a", "an")


def _after_apposition(child: "Token") -> "tuple[Token, ...]":
    """Return what goes on behind an apposition: "Salim, a teacher in Gao, and two pupils".

    In "Salim, a dealer in drugs, arms and fuel" nobody does: a comma or "and" after a
    preposition's noun goes on with that noun, unless a comma stands before the "and".
    """
    preps = children(child, "prep")
    goes_on = [
        member
        for member in conjuncts(child)[1:]
        if not preps or _comma_and(member) or member.i < preps[0].i
    ]
    return tuple(goes_on)


def _comma_and(token: "Token") -> bool:
    edge = token.left_edge.i
    before = [token.doc[at].lower_ for at in range(max(0, edge - 2), edge)]
    return before == [",", "and"]


def _is_list_appos(token: "Token", child: "Token") -> bool:
    """Return whether an apposition is really a list member: this parser labels lists so."""
    return any(other.dep_ == "conj" for other in child.children) or any(
        other.dep_ == "conj" and other.i > child.i for other in token.children
    )


def first_conjunct(token: "Token") -> "Token":
    """Return the leftmost member of the coordination the token stands in."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token


def children(token: "Token", *deps: str) -> "tuple[Token, ...]":
    """Return the children that carry one of the labels, in text order."""
    return tuple(child for child in token.children if child.dep_ in deps)


def names_nobody(token: "Token") -> bool:
    """Return whether the noun is denied ("no group claimed the attack")."""
    return token.lower_ in NOBODY or any(
        child.lower_ in ("no", "neither") for child in children(token, "det")
    )


def prepositional(token: "Token") -> "Iterator[tuple[str, Token]]":
    """Yield (preposition, its object) for the phrases that hang on the token.

    Stacked prepositions give their last ("out of X" is "of"), coordinated objects come
    one by one, and "according to" is yielded as such.
    """
    for prep in token.children:
        if prep.dep_ not in ("prep", "agent", "dative") or prep.pos_ in (
            "NOUN",
            "PROPN",
            "PRON",
        ):
            continue
        yield from _objects_of(prep, prep.lower_)


def _objects_of(prep: "Token", name: str) -> "Iterator[tuple[str, Token]]":
    for child in prep.children:
        if child.dep_ in ("pobj", "pcomp") and child.pos_ not in _VERBAL:
            for member in conjuncts(child):
                yield name, member
        elif child.dep_ in ("prep", "pcomp") and child.pos_ == "ADP":
            joined = name if name == "according" else child.lower_
            yield from _objects_of(child, joined)


def companions(token: "Token") -> "tuple[Token, ...]":
    """Return who does or suffers the same: "the army along with X", "fought alongside X".

    "Along with", "together with" and "jointly with" are parsed with either word on top.
    """
    found: list[Token] = []
    for prep in children(token, "prep"):
        last = next(iter(children(prep, "prep")), prep)
        before = last.nbor(-1).lower_ if last.i > 0 else ""
        is_with = last.lower_ == "with" and before in BESIDE
        if is_with or last.lower_ == "alongside":
            found += [m for noun in children(last, "pobj") for m in conjuncts(noun)]
    for clause in children(token, "acl", "advcl"):
        if clause.lower_ == "accompanied":
            found += [obj for prep, obj in prepositional(clause) if prep == "by"]
    return tuple(found)


def governor(token: "Token") -> "Token | None":
    """Return the nearest verb above a noun, or None where it stands alone."""
    node = token
    while node.head.i != node.i:
        node = node.head
        if is_verbal(node):
            return node
    return None


def clause_root(token: "Token") -> "Token":
    """Return the topmost token of the sentence the token stands in."""
    while token.head.i != token.i:
        token = token.head
    return token


def is_passive(verb: "Token") -> bool:
    """Return whether the verb is in the passive, reduced passives included."""
    if any(child.dep_ in ("auxpass", "nsubjpass", "agent") for child in verb.children):
        return True
    if verb.tag_ != "VBN" or any(child.dep_ in OBJECTS for child in verb.children):
        return False  # "air strikes killed ten" is at times tagged as a participle
    if verb.dep_ in ("acl", "advcl"):
        return True
    if verb.dep_ == "conj" and not children(verb, *SUBJECTS, *OBJECTS, "aux"):
        return is_verbal(verb.head) and is_passive(verb.head)
    return False


def _relative(token: "Token", verb: "Token") -> "Token":
    """Return what a relative pronoun stands for, or the token itself."""
    if token.lower_ in RELATIVES:
        node = verb
        while node.dep_ == "conj" and is_verbal(node.head):
            node = node.head
        if node.dep_ in ("relcl", "acl"):
            return node.head
    return token


def subjects(verb: "Token", depth: int = 0) -> "tuple[Token, ...]":
    """Return the tokens that head the verb's subject, understood subjects included."""
    own = children(verb, *SUBJECTS)
    if not own and verb.dep_ == "amod" and is_finite(verb):
        above = governor(verb)
        while above is not None and not (found := subjects(above, depth + 1)):
            above = governor(above)
        return found if above is not None else ()
    if own:
        return tuple(
            member for token in own for member in conjuncts(_relative(token, verb))
        )
    if depth > 6 or verb.head.i == verb.i:
        return ()
    head = verb.head
    if verb.dep_ == "conj" and is_verbal(head):
        return subjects(head, depth + 1)
    if verb.dep_ == "xcomp":
        objects = children(head, *OBJECTS)
        if objects and head.lemma_ in OBJECT_CONTROL:
            return conjuncts(objects[0])
        above_ = head if is_verbal(head) else governor(head)  # "was not able to seize"
        return subjects(above_, depth + 1) if above_ is not None else ()
    if verb.dep_ in ("advcl", "pcomp", "dep", "ccomp") and verb.tag_ in (
        "VBG",
        "VBN",
        "VB",
    ):
        above = head if is_verbal(head) else governor(head)
        by_means = verb.dep_ == "pcomp" and head.lower_ == "by"
        if above is None or (by_means and is_passive(above)):
            return ()  # "killed by shelling": the dead shelled nobody
        if verb.dep_ == "pcomp" and above.lemma_ in ACCUSING:
            return tuple(m for t in children(above, *OBJECTS) for m in conjuncts(t))
        return subjects(above, depth + 1)
    if verb.dep_ == "acl":
        return _participle_subject(verb, depth)
    if verb.dep_ == "relcl":
        return conjuncts(head) if not children(verb, *OBJECTS) or verb.tag_ != "VBN" else ()
    return ()


def _participle_subject(verb: "Token", depth: int) -> "tuple[Token, ...]":
    """Return the subject of a participle that the parser hung on a noun.

    "stormed strongholds in X killing two" is parsed as if the strongholds killed: an -ing
    form that has words between itself and a noun in object position goes with the verb
    instead.
    """
    head = verb.head
    above = governor(head)
    is_far = verb.i - head.i > 1
    if verb.tag_ == "VBG" and is_far and above is not None and above.i < verb.i:
        return (
            (head,) if first_conjunct(head).dep_ in SUBJECTS else subjects(above, depth + 1)
        )
    return (head,)


def frame(verb: "Token") -> Frame:
    """Return the verb's subjects, objects and agents, in logical roles.

    In the passive the grammatical subject is in `objects` and the by-phrase in `agents`.
    """
    agents = tuple(token for prep, token in prepositional(verb) if prep == "by")
    found = subjects(verb)
    if verb.dep_ == "amod" and is_finite(verb):
        return Frame(found, conjuncts(verb.head))
    if is_passive(verb) or _is_counted_state(verb):
        return Frame(agents, found, agents, is_passive=True)
    objects = tuple(
        member
        for child in children(verb, *OBJECTS)
        for member in conjuncts(_relative(child, verb))
    )
    if not objects:
        objects = _shared_objects(verb)
    own = children(verb, *SUBJECTS)
    if own and children(verb, *OBJECTS):
        agents = ()  # "the army repelled two assaults by rebels": the rebels assaulted
    if not objects and verb.dep_ == "relcl" and own:
        is_free = all(_relative(token, verb).i == token.i for token in own)
        if is_free and (verb.tag_ != "VBN" or children(verb, "aux")):
            objects = (verb.head,)
    return Frame(found, objects, agents)


def _is_counted_state(verb: "Token") -> bool:
    """Return whether a number alone is in a state: "leaving five dead and 12 wounded"."""
    own = children(verb, *SUBJECTS)
    is_bare = verb.tag_ == "VBN" and not children(verb, "aux", *OBJECTS)
    return is_bare and bool(own) and all(token.pos_ == "NUM" for token in own)


def _shared_objects(verb: "Token") -> "tuple[Token, ...]":
    """Return the object of "killed and wounded ten men" for the first of the two verbs."""
    for other in children(verb, "conj"):
        if is_verbal(other) and other.i - verb.i == 2:
            return tuple(m for t in children(other, *OBJECTS) for m in conjuncts(t))
    return ()


def phrase_tokens(token: "Token") -> "tuple[Token, ...]":
    """Return the tokens of the noun phrase that the token heads, clauses on it left out."""
    found: list[Token] = []

    def walk(node: "Token") -> None:
        found.append(node)
        for child in node.children:
            if child.dep_ not in _CLAUSAL and child.dep_ not in ("conj", "cc", "punct"):
                walk(child)

    walk(token)
    return tuple(sorted(found, key=lambda t: t.i))


def base_tokens(token: "Token") -> "tuple[Token, ...]":
    """Return the noun and the words before it that belong to it (no phrases after it)."""
    return tuple(t for t in phrase_tokens(token) if t.i <= token.i)
